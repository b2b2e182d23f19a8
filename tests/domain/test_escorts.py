"""Who must go along and guard, by each institution's own pattern, from the journeys of a movement plan."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files

import pytest

from example import JIPURAPAH, KABUPATEN, KLITIH, ORIGIN, PLAN, PLANDAAN, hour
from sepaham.domain.escorts import EscortsError, Grading, Want, escorts_from_dict
from sepaham.domain.guarding import jobs_of
from sepaham.domain.movement import Halt, Journey, Movement

RAW = files("sepaham").joinpath("data", "escorts.toml").read_text(encoding="utf-8")
ESCORTS = escorts_from_dict(tomllib.loads(RAW))
STATIONS = {KLITIH: [f"{KLITIH}.001"], JIPURAPAH: [f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"]}


def journey(id_, leg, region, departs, halts):
    calls = tuple(Halt(place, (), hour(at), hour(at) + timedelta(minutes=20)) for place, at in halts)
    returns = calls[-1].leaves_at + timedelta(hours=1)
    return Journey(id_, leg, region, "v1", "", hour(departs), returns, calls, 1000, 0)


JOURNEYS = (
    journey("t1", "kpu-ppk", KABUPATEN, "23 08:00", [(PLANDAAN, "23 09:00")]),
    journey("t2", "ppk-pps", PLANDAAN, "26 06:00", [(KLITIH, "26 07:00"), (JIPURAPAH, "26 08:00")]),
    journey("t3", "pps-kpps", JIPURAPAH, "26 12:00", [(f"{JIPURAPAH}.001", "26 12:30")]),
    journey("t4", "pps-ppk", PLANDAAN, "27 18:00", [(JIPURAPAH, "27 19:00")]),
)
MOVEMENT = Movement(ORIGIN, "n", 1, 1, "crow*1.4", (), {j.id: j for j in JOURNEYS}, {})


def grading(graded=(), exposure=()):
    return Grading(dict(graded), dict(exposure), ESCORTS.thresholds)


def jobs(movement=MOVEMENT, graded=(), exposure=()):
    found = jobs_of(
        plan=PLAN,
        movement=movement,
        escorts=ESCORTS,
        grading=grading(graded, exposure),
        stations=STATIONS,
        closes_at=hour("27 18:00"),
    )
    return {job.key: job for job in found}


def test_police_and_army_go_with_every_truck_to_a_kecamatan():
    wants = jobs()["trip:t1"].wants
    assert sorted((w.institution, w.role, w.officers) for w in wants) == [
        ("polri", "aboard", 1),
        ("polri", "along", 2),
        ("tni", "aboard", 1),
    ]


def test_a_worse_graded_desa_on_the_way_asks_for_more():
    assert jobs()["trip:t2"].officers == 1
    graded = {JIPURAPAH: "very_prone"}
    lists = tuple(h for h, load in PLAN.lists.items() if (load.leg, load.region) == ("ppk-pps", JIPURAPAH))
    halts = (replace(JOURNEYS[1].halts[0], lists=lists),)
    carries = replace(MOVEMENT, journeys={"t2": replace(JOURNEYS[1], halts=halts)})
    job = jobs(carries, graded=graded)["trip:t2"]
    assert (job.grade, job.officers) == ("very_prone", 3)


def test_a_store_is_guarded_from_the_first_goods_in_to_the_last_out():
    room = jobs()[f"store:{PLANDAAN}/home"]
    assert (room.starts_at, room.ends_at) == (hour("27 20:20"), hour("28 08:20"))
    room = jobs()[f"store:{PLANDAAN}"]
    assert (room.starts_at, room.ends_at) == (hour("23 09:00"), hour("26 06:00"))


def test_a_desa_room_is_guarded_only_where_it_is_prone():
    assert f"store:{JIPURAPAH}" not in jobs()
    assert jobs(graded={JIPURAPAH: "prone"})[f"store:{JIPURAPAH}"].officers == 1


def test_polling_stations_are_watched_by_the_pattern_from_arrival_to_the_close():
    found = jobs()[f"stations:{JIPURAPAH}"]
    assert found.wants == (Want("polri", "guard", 1, 1), Want("linmas", "guard", 4, 1))
    assert (found.starts_at, found.ends_at) == (hour("26 12:30"), hour("27 18:00"))


@pytest.mark.parametrize(
    ("pattern", "police", "linmas"),
    [("jombang-2018", 2, 16), ("pamekasan", 2, 16), ("manggarai", 3, 16)],
)
def test_each_institution_reads_its_own_pattern(pattern, police, linmas):
    escorts = escorts_from_dict({**tomllib.loads(RAW), "pattern": pattern})
    wants = {want.institution: want.officers for want in escorts.for_stations(["safe"] * 8)}
    assert wants == {"polri": police, "linmas": linmas}


def test_without_a_movement_plan_trips_are_known_without_their_hours():
    found = jobs(movement=None)
    assert {job.what for job in found.values()} == {"trip"}
    assert all(job.starts_at is None for job in found.values())
    assert f"trip:trip:kpu-ppk:{PLANDAAN}" in found


def test_a_place_takes_the_grade_of_the_nearest_place_that_has_one():
    found = grading({PLANDAAN: "prone"}, {JIPURAPAH: 75, KLITIH: 10})
    assert found.of(f"{JIPURAPAH}.001") == "very_prone"
    assert found.of(KLITIH) == "safe"
    assert found.of(f"{PLANDAAN}.2009") == "prone"
    assert found.of("35.17.01") == "safe"
    assert found.worst([KLITIH, PLANDAAN]) == "prone"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('format = "sepaham/escorts/1"', 'format = "other"', "escorts.format"),
        ('pattern = "jombang-2018"\n\n[shifts]', 'pattern = "jombang-2018"\n\n[turns]', "escorts.field"),
        ("police_stations = 5", "police_for = 5", "escorts.field"),
        ('institution = "polri"\nrole = "aboard"', 'role = "aboard"', "escorts.need"),
        ("officers = 4\nleast = 2", "officers = 4\nleast = 5", "escorts.need"),
        ('grades = ["safe", "prone"]', 'grades = ["aman"]', "escorts.need"),
    ],
)
def test_a_file_of_patterns_that_is_not_right_says_which_row(old, new, code):
    assert RAW.count(old) >= 1
    with pytest.raises(EscortsError) as refused:
        escorts_from_dict(tomllib.loads(RAW.replace(old, new, 1)))
    assert refused.value.code == code
