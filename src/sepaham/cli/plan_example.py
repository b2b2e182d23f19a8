"""The illustrative example planned in memory, where a home has no instance to plan for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sepaham.cli.plan_bar import planning
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.guarded import Guarded
    from sepaham.domain.orders import Closing, Order
    from sepaham.domain.proposing import Proposed
    from sepaham.domain.yards import World, Yard

SECRET = b"the example, in memory only"
Closings = Callable[[date, str], "tuple[Closing, ...]"]
"""Reads the closings that were asked for, given voting day and kabupaten."""


def example_world() -> "tuple[World, dict[str, int], dict[str, str]]":
    """Return the example's world, how its stations' places are known, and its regions' names."""
    from sepaham.domain.base import Level
    from sepaham.domain.burden import items_of
    from sepaham.domain.places import locate
    from sepaham.domain.plan import origin_of
    from sepaham.domain.planning import plan_plainly
    from sepaham.domain.roads import CrowWays
    from sepaham.domain.yards import World
    from sepaham.gateways.library import planning_terms, profile
    from sepaham.simulator.example import KABUPATEN, example_register
    from sepaham.simulator.example_fleet import example_fleet, example_terms
    from sepaham.simulator.example_places import example_places, example_rivers

    register, found = example_register(), profile("pilkada-2024")
    origin = origin_of(kabupaten=KABUPATEN, day=found.day, drill=True)
    fleet = example_fleet(register)
    places = locate(register=register, told=example_places(), areas={})
    world = World(
        plan=plan_plainly(origin=origin, register=register, profile=found, secret=SECRET),
        day=found.day,
        items=items_of(found, KABUPATEN),
        vehicles=fleet.vehicles,
        drivers=fleet.drivers,
        terms=example_terms(planning_terms(), fleet),
        points=places.points,
        ways=CrowWays(example_rivers()),
    )
    known = {str(origin): count for origin, count in places.counted(Level.TPS).items()}
    return world, known, {code: region.name for code, region in register.regions.items()}


def planned_example(
    order: "Order", closings: Closings = lambda _day, _region: ()
) -> "tuple[Proposed, dict[str, int], dict[str, str]]":
    """
    Plan the example; with closings, first without them, so that what they change shows.

    Args:
        order: What is asked.
        closings: Reads the closings that are asked for.
    """
    from sepaham.domain.dispatch import Request
    from sepaham.domain.proposing import propose
    from sepaham.domain.roads import CrowWays
    from sepaham.gateways.solver import PyVrp
    from sepaham.simulator.example_places import example_rivers

    world, known, names = example_world()
    order = replace(order, closings=closings(world.day, world.plan.log.split("/")[1]))
    solver, request = PyVrp(), Request(replace(order, closings=()))
    with planning() as bar:

        def told(done: int, whole: int, yard: "Yard", cost: int) -> None:
            bar(done, whole, f"{yard.leg} {yard.region}", cost)

        proposed = propose(world, request, solver=solver, secret=SECRET, told=told)
        if order.closings:
            codes = sorted(closing.code for closing in order.closings)
            closed = replace(world, ways=CrowWays(example_rivers(), frozenset(codes)))
            since = min(closing.at for closing in order.closings)
            again = Request(order, "", tuple(codes), proposed.movement, since)
            proposed = propose(closed, again, solver=solver, secret=SECRET, told=told)
    return proposed, known, names


def example_proposed(order: "Order", closings: Closings, *, adopt: bool) -> dict[str, Any]:
    """
    Return what planning the example comes to, as JSON.

    Raises:
        SepahamError: It is to be put in force, and there is no log.
    """
    from sepaham.exchange.movement import proposed_to_dict

    if adopt:
        said = "There is no log to put a plan in force in; run `sepaham demo` first."
        raise SepahamError(said, "plan.no-log")
    proposed, known, names = planned_example(order, closings)
    value = proposed_to_dict(proposed, names=names, places=known, guarded=_guarded(proposed))
    return {**value, "example": True}


def _guarded(proposed: "Proposed") -> "Guarded":
    """Return whom the example's plan needs along and on guard, and who of its posts could do it."""
    from sepaham.domain.escorts import Grading
    from sepaham.domain.guarded import Crew, guarded
    from sepaham.gateways.library import escorts
    from sepaham.gateways.roster import CpSatRoster
    from sepaham.simulator.example import example_register
    from sepaham.simulator.example_squads import example_grades, example_squads

    patterns = escorts()
    return guarded(
        proposed,
        escorts=patterns,
        grading=Grading(example_grades(), {}, patterns.thresholds),
        crew=Crew(example_squads(example_register()), CpSatRoster()),
    )
