from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from example import JIPURAPAH, KABUPATEN, KLITIH, PLAN, PLANDAAN, SUMBERJO, WONOSALAM, code, hour, load, units
from sepaham.domain.base import Level
from sepaham.domain.plan import (
    LEGS,
    end_of_day,
    load_list_from_dict,
    local_moment,
    local_zone,
    plan_from_bytes,
    plan_to_bytes,
)

TPS = f"{JIPURAPAH}.001"
OUT = ("kpu-ppk", "ppk-pps", "pps-kpps")
HOME = ("kpps-pps", "pps-ppk", "ppk-kpu")


def test_each_leg_has_one_list_per_receiver_on_the_way_out_and_per_giver_on_the_way_home():
    assert {leg: len(lists) for leg, lists in PLAN.of_leg.items()} == {
        "kpu-ppk": 2,
        "ppk-pps": 3,
        "pps-kpps": 5,
        "kpps-pps": 5,
        "pps-ppk": 3,
        "ppk-kpu": 2,
    }
    assert len(PLAN.trips) == len(PLAN.lists) == 20


def test_every_unit_goes_out_on_one_list_of_each_leg():
    for leg in OUT:
        carried = [unit for h in PLAN.of_leg[leg] for unit in PLAN.lists[h].units]
        assert sorted(carried) == sorted(unit.code for unit in units())
    assert len(units()) == 7 * 5


def test_the_lists_home_leave_out_what_is_used_up_at_the_station():
    for leg in HOME:
        carried = [unit for h in PLAN.of_leg[leg] for unit in PLAN.lists[h].units]
        assert sorted(carried) == sorted(unit.code for unit in units() if unit.kind.mark != "T1")
    assert code(TPS, "T1") in load("pps-kpps", TPS).units


def test_who_hands_to_whom_follows_the_regions():
    assert [
        (load(leg, region).giver, load(leg, region).receiver)
        for leg, region in zip(LEGS, (PLANDAAN, JIPURAPAH, TPS, TPS, JIPURAPAH, PLANDAAN), strict=True)
    ] == [
        (f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"),
        (f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"),
        (f"pps:{JIPURAPAH}", f"kpps:{TPS}"),
        (f"kpps:{TPS}", f"pps:{JIPURAPAH}"),
        (f"pps:{JIPURAPAH}", f"ppk:{PLANDAAN}"),
        (f"ppk:{PLANDAAN}", f"kpu:{KABUPATEN}"),
    ]


def test_windows_stand_at_their_local_hours():
    to_tps = load("pps-kpps", TPS)
    assert (to_tps.opens_at, to_tps.closes_at) == (hour("26 09:00"), hour("26 21:00"))
    assert [load("kpu-ppk", region).closes_at for region in (WONOSALAM, PLANDAAN)] == [
        hour("23 21:00"),
        hour("24 21:00"),
    ], "the kecamatan take turns on H-4 to H-2"


@pytest.mark.parametrize(
    ("region", "zone", "seven"),
    [
        ("35.17", "WIB", 0),
        ("62.01", "WIB", 0),
        ("51.71", "WITA", 23),
        ("64.01", "WITA", 23),
        ("94.01", "WIT", 22),
        ("82", "WIT", 22),
    ],
)
def test_seven_in_the_morning_is_another_instant_in_each_zone(region, zone, seven):
    assert local_zone(region).tzname(None) == zone
    moment = local_moment(day=date(2024, 11, 27), offset=0, hour=time(7), region=region)
    assert moment == datetime(2024, 11, 27 if seven == 0 else 26, seven, tzinfo=UTC)


def test_a_day_ends_at_local_midnight():
    evening = datetime(2024, 11, 26, 16, 30, tzinfo=UTC)
    assert end_of_day(evening, "35.17") == datetime(2024, 11, 26, 17, tzinfo=UTC)
    assert end_of_day(evening, "94.01") == datetime(2024, 11, 27, 15, tzinfo=UTC)
    midnight = datetime(2024, 11, 26, 17, tzinfo=UTC)
    assert end_of_day(midnight, "35.17") == datetime(2024, 11, 27, 17, tzinfo=UTC), (
        "midnight begins the next day"
    )


def test_a_store_keeps_kpus_goods_in_a_room_of_somebody_else():
    rooms = {store.keeper: store.room_of for store in PLAN.stores.values()}
    assert rooms[f"ppk:{PLANDAAN}"] == f"camat:{PLANDAAN}"
    assert rooms[f"pps:{KLITIH}"] == f"kades:{KLITIH}"
    assert rooms[f"kpu:{KABUPATEN}"] == f"kpu:{KABUPATEN}"


def test_a_plan_reads_back_from_its_canonical_file():
    again = plan_from_bytes(plan_to_bytes(PLAN))
    assert again == PLAN
    assert plan_to_bytes(again) == plan_to_bytes(PLAN)


def test_a_list_is_named_by_the_hash_of_its_file():
    found = load("pps-kpps", TPS)
    again = load_list_from_dict(found.to_dict())
    assert (again, again.hash) == (found, found.hash)
    assert replace(found, nonce="other").hash != found.hash, "its nonce keeps it from being guessed"


@pytest.mark.parametrize(
    "change",
    [
        {"leg": "kpu-kpps"},
        {"leg": None},
        {"opens": "26 November"},
        {"opens": None},
        {"closes": "2024-11-26T14:00:00.000Z"},
        {"units": None},
        {"units": "B4"},
        {"units": [1]},
        {"step": "1"},
        {"step": True},
        {"step": None},
        {"giver": 7},
        {"more": 1},
        {"nonce": ...},
    ],
    ids=str,
)
def test_a_list_of_another_form_is_refused_because_its_hash_would_be_anothers(change):
    value = {**load("pps-kpps", TPS).to_dict(), **change}
    with pytest.raises(ValueError, match=r"^"):
        load_list_from_dict({name: part for name, part in value.items() if part is not ...})


def test_legs_lie_at_the_level_of_their_lower_office():
    assert [leg.level for leg in LEGS.values()] == [
        Level.KECAMATAN,
        Level.DESA,
        Level.TPS,
        Level.TPS,
        Level.DESA,
        Level.KECAMATAN,
    ]
    assert SUMBERJO in {PLAN.lists[h].region for h in PLAN.of_leg["ppk-pps"]}
