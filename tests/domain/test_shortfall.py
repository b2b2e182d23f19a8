"""Where a movement plan falls short is told with why, in figures, and with the least that helps."""

from dataclasses import replace

import pytest

from example import JIPURAPAH, KABUPATEN, PLAN, PLANDAAN, load
from planned import FLEET, PICKUP, TRUCK, Straight, world
from sepaham.domain.burden import burdens
from sepaham.domain.dispatch import Request, dispatch
from sepaham.domain.orders import Order
from sepaham.domain.shortfall import shortfall
from sepaham.gateways.solver_twin import Insertion


def lacks(found, **more):
    solver = Insertion()
    done = dispatch(found, Request(Order()), solver=solver)
    weights = burdens(PLAN.lists, items=found.items, terms=found.terms)
    return shortfall(found, done, burdens=weights, solver=solver, **more)


def small(count, litres=300):
    """Return the usual fleet, at Plandaan so many vehicles that take one station each."""
    rest = [row for row in FLEET if row[1] != PLANDAAN]
    return (*rest, *((replace(PICKUP, litres=litres), PLANDAAN) for _ in range(count)))


def test_a_whole_plan_lacks_nothing():
    assert lacks(world()) == ()


def test_a_lack_names_store_hours_lists_room_and_what_is_left():
    found = world(drafts=small(1), handover_minutes=160, slack_minutes=0)
    lack = lacks(found)[0]
    assert (lack.leg, lack.region, lack.why, lack.vehicles) == ("ppk-pps", PLANDAAN, "no_fleet", 1)
    assert (lack.opens_at, lack.closes_at) == (
        load("ppk-pps", JIPURAPAH).opens_at,
        load("ppk-pps", JIPURAPAH).closes_at,
    )
    assert lack.room == (300, 900, 0)
    assert lack.left[0] <= lack.asked[0]
    assert set(lack.lists) <= set(PLAN.lists)


def test_an_idle_vehicle_elsewhere_is_borrowed_before_one_is_hired():
    spare = (*small(1), (replace(PICKUP, litres=600), "35.17.05"))
    needs = lacks(world(drafts=spare, handover_minutes=160, slack_minutes=0))[0].needs
    assert (needs.what, needs.count, needs.base) == ("borrow", 1, "35.17.05")


def test_one_more_vehicle_or_an_hour_is_what_else_helps():
    found = world(drafts=small(1), handover_minutes=160, slack_minutes=0)
    needs = lacks(found)[0].needs
    assert needs.what in {"earlier", "later", "vehicle"}
    assert (needs.minutes > 0) != (needs.count > 0)


def test_less_slack_is_tried_first():
    found = world(drafts=small(1), handover_minutes=120, slack_minutes=120)
    needs = lacks(found)[0].needs
    assert (needs.what, needs.minutes, needs.cost) == ("slack", 120, 0)


def test_a_store_without_any_vehicle_needs_one():
    found = world(drafts=tuple(row for row in FLEET if row[0] is not TRUCK))
    lack = lacks(found)[0]
    assert (lack.region, lack.why, lack.vehicles, lack.needs) == (KABUPATEN, "no_vehicle", 0, None)


def test_what_has_no_way_is_helped_by_nothing_that_was_tried():
    lack = lacks(world(ways=Straight({JIPURAPAH})))[0]
    assert (lack.why, lack.needs) == ("no_way", None)


@pytest.mark.parametrize("tries", [0, 1])
def test_the_search_is_bounded_and_says_nothing_it_did_not_find(tries):
    found = world(drafts=small(1), handover_minutes=160, slack_minutes=0)
    needs = lacks(found, tries=tries)[0].needs
    assert needs is None or tries
