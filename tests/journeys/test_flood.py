"""H-1, seven in the morning: the water takes a bridge. It is stated, KPU plans anew, phones are told."""

import pytest
from device import ask
from django.conf import settings

from example import JIPURAPAH, KABUPATEN, KLITIH, ORIGIN, PLAN, PLANDAAN, hour
from planned import FLEET, POINTS, fleet
from sepaham.domain.loads import LEGS
from sepaham.domain.orders import Order
from sepaham.domain.rivers import Crossing, River
from sepaham.domain.travel import Point
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.roster import FirstFree
from sepaham.gateways.solver import PyVrp

pytestmark = [pytest.mark.database, pytest.mark.journey]

EVENING, SEVEN = hour("25 18:00"), hour("26 07:00")
LINE = (Point(-74_550_000, 1_120_000_000), Point(-74_550_000, 1_123_000_000))
RIVER = River(
    "kali",
    "Kali",
    LINE,
    (
        Crossing("jembatan", "Jembatan", Point(-74_550_000, 1_121_600_000)),
        Crossing("jembatan-timur", "Jembatan Timur", Point(-74_550_000, 1_122_400_000)),
    ),
)
"""It parts Klitih from Plandaan's store and from Jipurapah; the other bridge lies nine kilometres east."""


@pytest.fixture
def desk(example_log):
    """KPU's desk: a fleet, places, a river, and planning at an hour."""
    from sepaham.actions.fleet import put_fleet
    from sepaham.actions.movement import adopt, ask_movement
    from sepaham.actions.places import accept_places, put_rivers
    from sepaham.actions.planning import make_proposal

    vehicles, drivers = fleet(*FLEET)
    put_fleet(vehicles=vehicles.values(), drivers=drivers.values(), note="contoh", at=EVENING)
    accept_places(found=POINTS)
    put_rivers(found=[RIVER])

    def plan(at):
        row = ask_movement(log=example_log, order=Order(iterations=50), by=f"kpu:{KABUPATEN}", at=at)
        make_proposal(row=row, solver=PyVrp(), assigner=FirstFree(), secret=b"x", at=at, told=lambda *_: None)
        row.refresh_from_db()
        gateway = gateway_signer(settings.INSTANCE, ORIGIN)
        adopt(log=example_log, key=row.pk, gateway=gateway, at=at)
        return row

    return plan


def trips(phone, since=""):
    answer = ask(phone, f"field/sync{since}").json()
    parts = [part for name, part in answer["parts"].items() if name.startswith("trips.")]
    told = {id_: one for part in parts for id_, one in part.items() if one["leg"] == "ppk-pps"}
    return told, answer


def test_a_bridge_is_lost_and_only_who_would_have_crossed_it_goes_another_way(
    desk, phones, keep, example_log
):
    from sepaham.actions.rebuild import rebuild
    from sepaham.records.foundations import movement_in_force
    from sepaham.records.log import Statement

    first = desk(EVENING)
    assert (first.result["status"], first.result["planned"]) == ("feasible", len(PLAN.lists))
    ppk = phones[f"ppk:{PLANDAAN}"]
    before, answer = trips(ppk)
    calls = {call["region"]: call for one in before.values() for call in one["plan"]["calls"]}
    assert calls[KLITIH]["via"] == ["Jembatan"]

    said = ppk.voice.say("road.close", PLANDAAN, SEVEN, {"road": "jembatan", "note": "Air naik."})
    keep(ppk.sign(said), at=SEVEN)
    again = desk(SEVEN)
    assert (again.result["status"], again.result["closures"]) == ("feasible", ["jembatan"])
    change = again.result["change"]
    assert 0 < change["lists"] < len(PLAN.lists) / 2
    assert {one["region"][:13] for one in change["changed"]} <= {KLITIH, PLANDAAN, JIPURAPAH}

    after, _ = trips(ppk, f"?since={answer['cursor']}")
    calls = {call["region"]: call for one in after.values() for call in one["plan"]["calls"]}
    assert calls[KLITIH]["via"] == ["Jembatan Timur"]
    assert movement_in_force(example_log).closures == again.movement.closures
    told = list(Statement.objects.filter(log=example_log).order_by("index").values_list("kind", flat=True))
    assert told[-2:] == ["road.close", "base.declare"]
    departed = {id_ for id_, one in first.movement.journeys.items() if one.departs_at < SEVEN}
    assert departed <= again.movement.journeys.keys()
    assert not any(LEGS[one["leg"]].homeward and one["what"] == "lost" for one in change["changed"])
    assert rebuild(log=example_log).equal
