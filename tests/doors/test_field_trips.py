"""A phone is told of the trips of the movement plan in force, whole where they are its business."""

from dataclasses import replace
from datetime import datetime

import pytest
from device import ask
from django.conf import settings

from example import JIPURAPAH, KABUPATEN, KLITIH, OPENED, ORIGIN, PLANDAAN, WONOSALAM, Phone, hour, load
from moving import HOME, TO_DESA, TO_PPK, movement
from sepaham.actions.movement import adopt_movement
from sepaham.domain.base import write_instant
from sepaham.domain.movement import movement_to_bytes
from sepaham.gateways.keys import gateway_signer
from sepaham.records.fleet import Vehicle
from sepaham.records.people import Person, Post
from sepaham.records.places import keep_places, keep_river
from sepaham.simulator.example_places import example_places, example_rivers

pytestmark = pytest.mark.database
KPU, PPK, PPS, CARRIER = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"carrier:{KABUPATEN}"
SINCE = hour("25 12:00")


@pytest.fixture
def adopt(example_log):
    """Put a movement plan in force."""

    def put(found, at=SINCE):
        signer = gateway_signer(settings.INSTANCE, ORIGIN)
        return adopt_movement(log=example_log, file=movement_to_bytes(found), gateway=signer, at=at)

    return put


@pytest.fixture
def driver(phones, keep):
    """A phone of the carrier, enrolled by the KPU."""
    phone = Phone(CARRIER)
    keep(phones[KPU].enrolment(phone, KABUPATEN, OPENED))
    return phone


def sync(phone, since=""):
    return ask(phone, f"field/sync?since={since}" if since else "field/sync").json()


def trips(answer):
    buckets = [part for name, part in answer["parts"].items() if name.startswith("trips.")]
    return {id_: trip for bucket in buckets for id_, trip in bucket.items()}


def test_without_a_movement_plan_trips_are_those_of_the_load_lists(phones):
    answer = sync(phones[PPK])
    assert f"trip:ppk-pps:{JIPURAPAH}" in trips(answer)
    assert "movement" not in answer["parts"]


def test_who_loads_and_who_receives_are_told_when_it_leaves_and_calls(phones, adopt):
    adopt(movement(closures=("jembatan-ploso",)))
    for office in (PPK, PPS):
        answer = sync(phones[office])
        trip = trips(answer)[TO_DESA]
        assert trip["stops"] == [JIPURAPAH, KLITIH]
        assert trip["plan"]["departs"] == write_instant(hour("26 07:20"))
        call = trip["plan"]["calls"][0]
        assert (call["region"], call["at"]) == (JIPURAPAH, write_instant(hour("26 07:50")))
        assert call["pieces"] == len(load("ppk-pps", JIPURAPAH).units)
        assert answer["parts"]["movement"]["closed"] == ["jembatan-ploso"]
        assert datetime.fromisoformat(answer["parts"]["movement"]["since"])
        assert f"trip:ppk-pps:{JIPURAPAH}" not in trips(answer)


def test_on_the_way_home_the_stop_is_the_store_and_the_calls_are_where_goods_are_fetched(phones, adopt):
    adopt(movement())
    trip = trips(sync(phones[PPK]))[HOME]
    assert trip["stops"] == [PLANDAAN]
    assert [call["region"] for call in trip["plan"]["calls"]] == [JIPURAPAH, KLITIH]


def test_a_driver_is_told_of_its_vehicle_and_whom_to_call(driver, adopt):
    who = Person.objects.create(name="Bu Wono", phone="+62812", changed_at=OPENED)
    Post.objects.create(person=who, office=f"ppk:{WONOSALAM}", title="Ketua")
    truck("d4e5f6", KABUPATEN)
    adopt(movement())
    answer = sync(driver)
    plan = trips(answer)[TO_PPK]["plan"]
    assert (plan["vehicle"], plan["plate"]) == ("truck", "S 1234 XY")
    assert "Bu Wono" in {one["name"] for one in answer["parts"]["people"]}


def test_who_only_looks_on_learns_of_hours_and_vehicle_once_it_left(phones, gateway, keep, adopt):
    pemkab, camat = Phone(f"pemkab:{KABUPATEN}"), Phone(f"camat:{PLANDAAN}")
    keep(gateway.enrolment(pemkab, KABUPATEN, OPENED), pemkab.enrolment(camat, PLANDAAN, OPENED))
    adopt(movement(places=(KLITIH, JIPURAPAH)))
    answer = sync(camat)
    hidden = trips(answer)[TO_DESA]
    assert not {"opens", "closes", "plan"} & hidden.keys()
    assert hidden["stops"] == sorted([JIPURAPAH, KLITIH])
    assert "movement" not in answer["parts"]
    ppk, left = phones[PPK], hour("26 07:25")
    keep(ppk.sign(ppk.voice.say("trip.depart", PLANDAAN, left, {"trip": TO_DESA})), at=left)
    assert "plan" in trips(sync(camat))[TO_DESA]


def test_who_only_looks_on_is_told_of_its_own_places_alone(sign_in, gateway, keep, adopt):
    plan = movement()
    first, far = plan.journeys[TO_PPK], load("kpu-ppk", PLANDAAN)
    halt = replace(first.halts[0], region=PLANDAAN, lists=(far.hash,))
    adopt(replace(plan, journeys={**plan.journeys, TO_PPK: replace(first, halts=(*first.halts, halt))}))
    pemkab, camat = Phone(f"pemkab:{KABUPATEN}"), Phone(f"camat:{PLANDAAN}")
    keep(gateway.enrolment(pemkab, KABUPATEN, OPENED), pemkab.enrolment(camat, PLANDAAN, OPENED))
    assert trips(sync(camat))[TO_PPK]["stops"] == [PLANDAAN]
    for office, name in ((camat.office, "camat"), (KPU, "kpu")):
        page = sign_in(office, name=name).get(f"/trip/{TO_PPK}").content.decode()
        assert (f"?region={WONOSALAM}" in page) is (name == "kpu")
        rows = sign_in(office, name=name).get("/trips?leg=kpu-ppk").context["table"].rows
        assert ("+1" in next(row.cells["trip"] for row in rows if TO_PPK in row.href)) is (name == "kpu")


def test_a_new_plan_sends_what_changed_and_nothing_else(phones, adopt):
    adopt(movement())
    before = sync(phones[PPS])
    assert sync(phones[PPS], before["cursor"])["parts"] == {}
    adopt(movement("26 07:40"), at=hour("26 07:12"))
    after = sync(phones[PPS], before["cursor"])
    assert trips(after)[TO_DESA]["plan"]["departs"] == write_instant(hour("26 07:40"))
    assert {name.partition(".")[0] for name in after["parts"]} == {"trips", "movement"}


def truck(key, base):
    Vehicle.objects.create(
        id=key, kind="truck", base=base, plate="S 1234 XY", litres=20_000, kilograms=5000, changed_at=OPENED
    )


def test_a_driver_is_told_over_which_bridge_and_of_the_next_one_where_that_is_closed(driver, adopt):
    truck("d4e5f6", KABUPATEN)
    keep_places(example_places())
    keep_river(*example_rivers())
    plan = movement(to=PLANDAAN)
    adopt(plan)
    (call,) = trips(sync(driver))[TO_PPK]["plan"]["calls"]
    assert call["via"] == ["Jembatan Ploso (contoh)"]
    adopt(replace(plan, closures=("jembatan-ploso@2024-11-26T00:00:00Z",)), at=hour("26 07:12"))
    answer = sync(driver)
    (call,) = trips(answer)[TO_PPK]["plan"]["calls"]
    assert call["via"] == ["Jembatan Kesamben (contoh)"]
    assert answer["parts"]["movement"]["closed"] == ["Jembatan Ploso (contoh)"]


def test_every_trip_says_from_when_its_leg_runs_at_all(driver):
    answer = trips(sync(driver))
    assert answer[f"trip:ppk-kpu:{WONOSALAM}"]["earliest"] == write_instant(hour("30 07:00"))
