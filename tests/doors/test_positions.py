"""Where a trip is: told by its own phones or a tracking app while it is under way, seen by who may know."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from django.test import Client

from example import JIPURAPAH, PLANDAAN, hour, load
from sepaham.actions.positions import KEPT, make_tracker, purge_positions
from sepaham.api import positions as door
from sepaham.cli import main
from sepaham.exchange.device_requests import request_message
from sepaham.gateways.limits import Limit
from sepaham.ledger.base64 import encode
from sepaham.records.positions import Position, Tracker

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PPK, PPS, PKD = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"pkd:{JIPURAPAH}"
KPPS = f"kpps:{JIPURAPAH}.001"
FOUND = load("ppk-pps", JIPURAPAH)
TRIP = f"trip:ppk-pps:{JIPURAPAH}"
LAT, LON = -74567890, 1122334455
PATH = "/api/v1/positions"


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    for name in ("ADDRESSES", "TRIPS"):
        monkeypatch.setattr(door, name, Limit(rate=0, burst=20))


@pytest.fixture
def state(phones, keep):
    def say(office, kind, region, at):
        envelope = phones[office].sign(phones[office].voice.say(kind, region, hour(at), {"trip": TRIP}))
        keep(envelope, at=hour(at))

    return say


@pytest.fixture
def departed(state):
    state(PPK, "trip.depart", JIPURAPAH, "26 06:00")


@pytest.fixture
def tracker(example_log):
    return make_tracker(log=example_log, trip=TRIP, at=hour("26 06:00"))


def tell(**changes):
    body = {"id": TRIP, "lat": LAT, "lon": LON, "accuracy": 12, "at": int(hour("26 06:05").timestamp())}
    return json.dumps({**body, **changes})


def signed(phone, body):
    from django.utils import timezone

    seconds = int(timezone.now().timestamp())
    message = request_message(method="POST", path=PATH, seconds=seconds, body=body.encode())
    bears = f"Sepaham {phone.signer.keyid}:{seconds}:{encode(phone.signer.sign(message))}"
    return Client().post(PATH, body, content_type="application/json", headers={"Authorization": bears})


def bare(body):
    return Client().post(PATH, body, content_type="application/json")


def track(**fields):
    told = {"lat": "-7.4567890", "lon": "112.2334455", "timestamp": str(int(hour("26 06:05").timestamp()))}
    return Client().get("/api/v1/track?" + urlencode({**told, **fields}))


def test_a_phone_of_the_trip_tells_where_it_is(phones, departed):
    assert signed(phones[PPK], tell()).json() == {"kept": True}
    (row,) = Position.objects.all()
    assert (row.trip, row.lat, row.lon, row.accuracy, row.at) == (TRIP, LAT, LON, 12, hour("26 06:05"))


def test_a_position_is_no_statement(phones, departed, example_log):
    from sepaham.records.log import Entry

    before = Entry.objects.count()
    signed(phones[PPK], tell())
    assert Entry.objects.count() == before


def test_who_does_not_go_with_it_and_who_does_not_sign_find_no_trip(phones, departed):
    assert signed(phones[KPPS], tell()).status_code == 404
    assert bare(tell()).status_code == 404, "a trip's own name is no secret"
    assert bare(tell(id="x")).json() == bare(tell()).json()


def test_a_tracking_app_tells_it_under_a_random_name(departed, tracker):
    assert track(id=tracker, accuracy="8.5").json() == {"kept": True}
    (row,) = Position.objects.all()
    assert (row.lat, row.lon, row.accuracy) == (LAT, LON, 8)
    told = {"id": tracker, "lat": "-7.45", "lon": "112.23", "timestamp": "2024-11-25T23:02:00Z"}
    assert Client().post("/api/v1/track", told).json() == {"kept": True}
    assert bare(tell(id=tracker, at=int(hour("26 05:50").timestamp()))).json() == {"kept": True}


def test_the_name_holds_only_from_departure_to_arrival(state, tracker):
    assert track(id=tracker).status_code == 404
    state(PPK, "trip.depart", JIPURAPAH, "26 06:00")
    assert track(id=tracker).status_code == 200
    state(PPS, "trip.arrive", JIPURAPAH, "26 07:00")
    assert track(id=tracker, timestamp="1732575000").status_code == 404


def test_a_trip_long_past_its_planned_end_is_over(state, phones, tracker, keep):
    state(PPK, "trip.depart", JIPURAPAH, "26 06:00")
    late = FOUND.closes_at + timedelta(hours=13)
    observed = phones[PKD].voice.observe(FOUND, late)
    keep(phones[PKD].sign(observed), at=late)
    assert track(id=tracker).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"lat": "91"}, 400),
        ({"lon": "-180.5"}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "1e400"}, 400),
        ({"lat": "7,5"}, 400),
        ({"lat": ""}, 400),
        ({"lat": "1" * 400}, 400),
        ({"accuracy": "inf"}, 200),
        ({"accuracy": "-3"}, 200),
        ({"timestamp": "yesterday"}, 200),
        ({"timestamp": "9" * 30}, 200),
        ({"id": ""}, 404),
        ({"id": "x" * 500}, 404),
    ],
)
def test_odd_input_is_refused_or_mended(departed, tracker, fields, status):
    assert track(**{"id": tracker, **fields}).status_code == status
    assert Position.objects.count() == (status == 200)


@pytest.mark.parametrize(
    "changes", [{"lat": 950000000}, {"lat": 1.5}, {"lon": "112"}, {"accuracy": -1}, {"at": "now"}, {"id": ""}]
)
def test_odd_json_is_refused(phones, departed, changes):
    assert signed(phones[PPK], tell(**changes)).status_code == 400
    assert not Position.objects.exists()


def test_a_wrong_name_with_a_wrong_place_says_no_more_than_a_wrong_name(departed):
    assert track(id="x", lat="91").json()["code"] in {"not_found", "position.form"}


def test_a_flood_keeps_one_in_ten_seconds_and_is_told_to_wait(departed, tracker):
    start = int(hour("26 06:05").timestamp())
    answers = [track(id=tracker, timestamp=str(start + second)) for second in range(25)]
    assert Position.objects.count() == 2
    assert answers[-1].json()["code"] == "rate.positions"


def test_the_trips_page_tells_its_last_position_to_who_may_know(sign_in, phones, departed, state):
    signed(phones[PPK], tell())
    state(PPK, "trip.depart", JIPURAPAH, "26 06:35")
    page = sign_in(PPK, name="ppk").get(f"/trip/{TRIP}")
    assert "30 menit" in page.content.decode()
    assert "30 menit" in sign_in(PKD, name="pkd").get(f"/trip/{TRIP}").content.decode()
    for office in (KPPS, f"camat:{PLANDAAN}"):
        seen = sign_in(office, name=office[:4]).get(f"/trip/{TRIP}")
        assert "menit yang lalu" not in seen.content.decode()


def test_a_party_makes_a_name_for_a_tracking_app(sign_in, departed):
    desk = sign_in(PPK)
    assert "Buat pengenal" in desk.get(f"/trip/{TRIP}").content.decode()
    desk.post(f"/trip/{TRIP}/tracker")
    (row,) = Tracker.objects.all()
    assert row.name in desk.get(f"/trip/{TRIP}").content.decode()
    desk.post(f"/trip/{TRIP}/tracker")
    assert Tracker.objects.count() == 1
    guard = sign_in(PKD, name="pkd")
    assert guard.post(f"/trip/{TRIP}/tracker").status_code == 404
    assert row.name not in guard.get(f"/trip/{TRIP}").content.decode()


def test_positions_go_after_their_time(phones, departed, tracker, monkeypatch):
    signed(phones[PPK], tell())
    assert purge_positions(before=hour("26 06:05")) == 0
    assert Tracker.objects.count() == 0
    assert purge_positions(before=hour("26 06:05") + KEPT) == 1


def test_the_command_says_how_many_went(phones, departed, monkeypatch):
    monkeypatch.setattr("sepaham.cli.positions.with_instance", lambda _home: None)
    signed(phones[PPK], tell())
    told = CliRunner().invoke(main, ["positions", "purge", "--json"])
    assert json.loads(told.output) == {"purged": 1}
