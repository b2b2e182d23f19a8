"""Trips under way: seen by who knows plans and by their parties, with what needs a look."""

import json
from datetime import timedelta

import pytest
from django.conf import settings

from example import JIPURAPAH, KLITIH, ORIGIN, PLANDAAN, SUMBERJO, hour
from moving import TO_DESA, movement
from sepaham.actions.movement import adopt_movement
from sepaham.domain.movement import movement_to_bytes
from sepaham.domain.travel import DEGREE, Point
from sepaham.gateways.keys import gateway_signer
from sepaham.records.places import keep_places
from sepaham.records.positions import Position

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PPK, POLSEK, KPPS, CAMAT = (
    f"ppk:{PLANDAAN}",
    f"polsek:{PLANDAAN}",
    f"kpps:{JIPURAPAH}.001",
    f"camat:{PLANDAAN}",
)
TRIP, OTHER = f"trip:ppk-pps:{JIPURAPAH}", f"trip:ppk-pps:{KLITIH}"
START, END = (-7.45, 112.20), (-7.36, 112.20)


@pytest.fixture
def depart(phones, keep):
    """State that a trip departed; the log's hour is that of the last statement."""

    def say(trip, at):
        phone = phones[PPK]
        region = trip.split(":")[2]
        keep(phone.sign(phone.voice.say("trip.depart", region, hour(at), {"trip": trip})), at=hour(at))

    return say


@pytest.fixture
def tell(example_log):
    """Tell a trip's way: minutes since six, and tenths of the way to the north."""

    def drive(*way, trip=TRIP, east=0.0):
        for minute, part in way:
            lat, lon = (round(value * DEGREE) for value in (START[0] + 0.009 * part, START[1] + east))
            at = hour("26 06:00") + timedelta(minutes=minute)
            Position.objects.create(log=example_log, trip=trip, at=at, lat=lat, lon=lon, accuracy=8)

    return drive


def known(**more):
    spots = {PLANDAAN: START, JIPURAPAH: END, **more}
    keep_places({code: Point(round(lat * DEGREE), round(lon * DEGREE)) for code, (lat, lon) in spots.items()})


def drive(*, until, stands=0, every=0.5, far=10):
    """Yield a way at a tenth each two minutes, standing after half of it."""
    step = 0.0
    while step < until:
        gone = min(step, far) if step < far else max(far, step - stands)
        yield step, gone / 2
        step += every


def page(desk, **query):
    return desk.get("/live", query).content.decode()


def test_a_trip_on_its_way_tells_its_next_stop_and_when_to_expect_it(sign_in, depart, tell):
    known()
    depart(TRIP, "26 06:00")
    tell(*drive(until=8))
    depart(OTHER, "26 06:08")
    text = page(sign_in(POLSEK))
    assert "2 perjalanan di jalan sekarang" in text
    assert "Tidak ada yang perlu dicek di jalan." in text
    rows = sign_in(POLSEK).get("/live", {"as": "text", "heads": 1}).content.decode().splitlines()
    cells = next(line for line in rows if "Jipurapah" in line).split("\t")
    assert cells[2] == "Jipurapah (Plandaan)"
    assert "06" in cells[3], cells


def test_a_long_stop_needs_a_look_and_says_what_else_it_may_be(sign_in, depart, tell):
    known()
    depart(TRIP, "26 06:00")
    tell(*drive(until=32, stands=30))
    depart(OTHER, "26 06:32")
    text = page(sign_in(POLSEK))
    assert "Berhenti 22 menit di luar tempat singgahnya" in text
    assert "Mungkin saja istirahat" in text
    assert "masih berlangsung" in text


def test_where_places_are_unknown_a_stop_is_explained_and_raises_no_alert(sign_in, depart, tell):
    depart(TRIP, "26 06:00")
    tell(*drive(until=32, stands=30))
    depart(OTHER, "26 06:32")
    text = page(sign_in(POLSEK))
    assert "Tidak ada yang perlu dicek di jalan." in text
    assert "letak tempat singgahnya belum dimasukkan" in text


def test_a_stop_at_the_store_of_others_says_whose(sign_in, depart, tell):
    known(**{SUMBERJO: (START[0] + 0.045, START[1])})
    depart(TRIP, "26 06:00")
    tell(*drive(until=32, stands=30))
    depart(OTHER, "26 06:32")
    assert "menit di Sumberjo (Wonosalam), yang bukan tujuannya" in page(sign_in(POLSEK))


def test_two_that_stand_together_are_told_as_one(sign_in, depart, tell):
    known(**{KLITIH: (-7.30, 112.2)})
    depart(TRIP, "26 06:00")
    depart(OTHER, "26 06:01")
    tell(*drive(until=32, stands=30))
    tell(*drive(until=32, stands=30), trip=OTHER, east=0.0003)
    depart(f"trip:ppk-pps:{JIPURAPAH}", "26 06:32")
    text = page(sign_in(POLSEK))
    assert text.count("menit bersama") == 1


def test_silence_and_going_far_about_need_a_look(sign_in, depart, tell):
    known()
    depart(TRIP, "26 06:00")
    tell(*drive(until=8))
    depart(OTHER, "26 06:40")
    assert "Tidak mengirim posisi selama 32 menit" in page(sign_in(POLSEK))
    tell(*[(9 + minute / 2, 4 + minute / 2) for minute in range(6)], east=0.08)
    assert "jauh dari jalurnya" in page(sign_in(POLSEK))


def test_parties_see_their_own_trips_and_others_none(sign_in, depart, tell):
    known()
    depart(TRIP, "26 06:00")
    tell(*drive(until=8))
    assert "1 perjalanan di jalan sekarang" in page(sign_in(PPK, name="ppk"))
    for office in (KPPS, CAMAT, f"pps:{KLITIH}"):
        desk = sign_in(office, name=office)
        assert "Tidak ada perjalanan yang sedang di jalan." in page(desk)
        assert json.loads(desk.get("/live/map.json").content)["features"] == []


def test_the_map_draws_the_way_the_place_and_the_next_stop(sign_in, depart, tell):
    known()
    depart(TRIP, "26 06:00")
    tell(*drive(until=8))
    found = json.loads(sign_in(POLSEK).get("/live/map.json").content)["features"]
    assert [one["properties"]["kind"] for one in found] == ["way", "here", "next"]
    assert found[0]["geometry"]["coordinates"][0] == [112.2, -7.45]
    assert found[1]["properties"]["href"] == f"/trip/{TRIP}"


def test_a_stated_arrival_ends_it(sign_in, phones, keep, depart, tell):
    known()
    depart(TRIP, "26 06:00")
    tell(*drive(until=8))
    pps = phones[f"pps:{JIPURAPAH}"]
    said = pps.voice.say("trip.arrive", JIPURAPAH, hour("26 07:00"), {"trip": TRIP})
    keep(pps.sign(said), at=hour("26 07:00"))
    assert "Tidak ada perjalanan yang sedang di jalan." in page(sign_in(POLSEK))


def test_with_a_movement_plan_in_force_its_hours_are_what_is_late(sign_in, example_log, depart, tell):
    signer = gateway_signer(settings.INSTANCE, ORIGIN)
    made = movement(departs="26 06:00")
    adopt_movement(log=example_log, file=movement_to_bytes(made), gateway=signer, at=hour("25 06:00"))
    known(**{KLITIH: (-7.27, 112.2)})
    depart(TO_DESA, "26 06:00")
    tell(*((minute / 2, minute / 12) for minute in range(60)), trip=TO_DESA)
    depart(TO_DESA, "26 06:30")
    text = page(sign_in(POLSEK))
    assert "menit di Jipurapah (Plandaan)" in text
    rows = sign_in(POLSEK).get("/live", {"as": "text"}).content.decode().splitlines()
    assert [row.split("\t")[6] for row in rows] == ["2024-11-26 06:30"]
