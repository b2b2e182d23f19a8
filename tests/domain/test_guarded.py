"""What a proposed plan needs along and on guard, and who of the posts could do it."""

from dataclasses import replace

import pytest

from example import REGISTER
from planned import world
from sepaham.domain.dispatch import Request
from sepaham.domain.escorts import Grading
from sepaham.domain.guarded import NO_HOURS, NO_POSTS, NOT_ASKED, Crew, guarded
from sepaham.domain.orders import Order
from sepaham.domain.proposing import propose
from sepaham.exchange.escorts import guarded_to_dict
from sepaham.gateways.library import escorts
from sepaham.gateways.roster import CpSatRoster, FirstFree
from sepaham.gateways.solver_twin import Insertion
from sepaham.simulator.example_squads import example_squads

PATTERNS = escorts()
SAFE = Grading({}, {}, PATTERNS.thresholds)
MANY = [replace(squad, officers=60) for squad in example_squads(REGISTER)]
FIGURES = ("duties", "assigned", "open", "open_by_why", "cost", "bound", "gap")


def planned(order):
    return propose(world(), Request(order), solver=Insertion(), secret=b"x")


@pytest.fixture(scope="module")
def plan():
    return planned(Order(iterations=50))


def told(plan, squads=None, assigner=None):
    crew = None if squads is None else Crew(squads, assigner or FirstFree())
    return guarded_to_dict(guarded(plan, escorts=PATTERNS, grading=SAFE, crew=crew))


def test_what_the_rules_ask_for_is_told_with_and_without_posts(plan):
    needed = ("journeys", "stores", "stations", "officers")
    without, manned = told(plan), told(plan, MANY)
    assert [without[key] for key in needed] == [manned[key] for key in needed]
    assert without["journeys"] > 0
    assert without["stations"] == 3
    assert without["officers"]["polri"] > without["officers"]["tni"] > 0


@pytest.mark.parametrize(("squads", "why"), [(None, NOT_ASKED), ([], NO_POSTS)])
def test_where_nobody_can_be_assigned_figures_are_null_and_it_says_why(plan, squads, why):
    value = told(plan, squads)
    assert [value[key] for key in FIGURES] == [None] * len(FIGURES)
    assert value["why"] == why


def test_a_plan_without_journeys_has_no_hours_to_assign_anybody_to():
    assert told(planned(Order(iterations=50, vehicles=0)), MANY)["why"] == NO_HOURS


def test_enough_officers_leave_no_duty_open_and_that_is_proven(plan):
    value = told(plan, MANY, CpSatRoster())
    assert (value["assigned"], value["open"], value["open_by_why"]) == (value["duties"], 0, {})
    assert (value["bound"], value["gap"], value["why"]) == (value["cost"], 0.0, "")


def test_what_stays_open_is_counted_by_why_and_named(plan):
    value = told(plan, [squad for squad in MANY if squad.institution != "tni"], CpSatRoster())
    assert value["open"] == len(value["open_duties"]) == value["duties"] - value["assigned"] > 0
    assert value["open_by_why"] == {"no_post": value["open"]}
    assert {each["institution"] for each in value["open_duties"]} == {"tni"}


def test_the_same_plan_is_manned_the_same_way_again(plan):
    few = example_squads(REGISTER)
    assert told(plan, few, CpSatRoster()) == told(plan, few, CpSatRoster())


def test_a_search_bound_by_seconds_still_mans_by_iterations_so_that_it_repeats(plan):
    heard = []

    class Listening(FirstFree):
        def assign(self, rota, *, budget):
            heard.append(budget)
            return super().assign(rota, budget=budget)

    asked = replace(plan, request=Request(Order(seed=7, iterations=0, seconds=30)))
    told(asked, MANY, Listening())
    assert heard
    assert all((budget.seed, budget.seconds) == (7, 0) and budget.iterations > 0 for budget in heard)
