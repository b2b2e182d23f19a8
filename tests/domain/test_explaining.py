"""A journey says why it is as it is: its room, its hours, its order, and who else could do it."""

from dataclasses import replace

from example import JIPURAPAH, KLITIH, PLAN, PLANDAAN, REGISTER
from planned import FLEET, PICKUP, world
from sepaham.domain.dispatch import Request
from sepaham.domain.explaining import standing, why
from sepaham.domain.movement_sentences import EXPLAINED, LEFT, NEEDS
from sepaham.domain.orders import Order
from sepaham.domain.proposing import propose
from sepaham.exchange.explained import journey_sentences, plan_sentences
from sepaham.gateways.solver_twin import Insertion

NAMES = {code: region.name for code, region in REGISTER.regions.items()}
WORLD = world()
DONE = propose(WORLD, Request(Order()), solver=Insertion(), secret=b"x")


def reasons(found, proposed, leg, region):
    outcome = next(
        o for o in proposed.done.outcomes if (o.asked.yard.leg, o.asked.yard.region) == (leg, region)
    )
    return [why(found, outcome, journey) for journey in outcome.journeys]


def test_a_journey_tells_room_hours_and_order():
    found = reasons(WORLD, DONE, "ppk-pps", PLANDAAN)[0]
    assert found.load[0] == 3 * 264
    assert found.full == 100 * 3 * 264 // 3000
    assert found.held_by in {"hours", "goods"}
    assert found.earliest <= found.journey.departs_at
    assert {stop.halt.region for stop in found.stops} == {JIPURAPAH, KLITIH}
    assert found.next_order[0] >= 0
    assert found.others == ()


def test_a_second_tour_is_held_by_the_first():
    small = replace(PICKUP, litres=300)
    drafts = (*(row for row in FLEET if row[1] != JIPURAPAH), (small, JIPURAPAH))
    found = world(drafts=drafts)
    done = propose(found, Request(Order()), solver=Insertion(), secret=b"x")
    assert {"before"} <= {one.held_by for one in reasons(found, done, "pps-kpps", JIPURAPAH)}


def test_who_else_could_do_a_call_is_named_with_what_it_costs_more():
    drafts = (*FLEET, (replace(PICKUP, litres=300), JIPURAPAH))
    found = world(drafts=drafts, handover_minutes=300)
    done = propose(found, Request(Order()), solver=Insertion(), secret=b"x")
    others = [one.others for one in reasons(found, done, "kpps-pps", JIPURAPAH)]
    trips = {j.id for j in done.movement.journeys.values()}
    assert all(other.trip in trips for those in others for other in those)


def test_a_plan_in_force_is_explained_without_solving_anything():
    again = standing(WORLD, DONE.movement)
    assert again.movement == DONE.movement
    assert not [outcome for outcome in again.done.outcomes if outcome.solution]


def test_every_sentence_is_said_in_both_languages():
    for language in ("id", "en"):
        lines = plan_sentences(DONE, language=language, names=NAMES)
        assert len(lines) == 8
        for leg, region in (("ppk-pps", PLANDAAN), ("pps-ppk", PLANDAAN), ("pps-kpps", KLITIH)):
            for found in reasons(WORLD, DONE, leg, region):
                told = journey_sentences(found, language=language, names=NAMES, slack=60)
                assert len(told) > 3
                assert not [line for line in told if "{" in line]
    table = {**EXPLAINED, **LEFT, **NEEDS}
    assert all(sentence.id != sentence.en for sentence in table.values())


def test_the_nonce_is_drawn_from_the_plan_and_a_secret():
    again = propose(WORLD, Request(Order()), solver=Insertion(), secret=b"x")
    other = propose(WORLD, Request(Order()), solver=Insertion(), secret=b"y")
    assert again.movement == DONE.movement
    assert other.movement.nonce != DONE.movement.nonce
    assert DONE.weights.keys() == PLAN.lists.keys()
