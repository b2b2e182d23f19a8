"""
Why a journey is as it is: its room and hours, its order against the next best, and who else could do it.

The answers come from the same problem the plan was made from, so that they say what the solver saw.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations

from sepaham.domain.burden import Burden
from sepaham.domain.dispatch import Outcome, Request, dispatch
from sepaham.domain.dispatch_problem import Asked
from sepaham.domain.dispatch_runs import part_of, tours_of
from sepaham.domain.fleet import Vehicle
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.domain.orders import Order
from sepaham.domain.proposing import Proposed
from sepaham.domain.routing import Budget, Incumbent, Problem, Solution, Tour
from sepaham.domain.timetable import Atlas, cost, timed
from sepaham.domain.yards import World, room_of

_MOST_ORDERS = 720
Trips = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Stopping:
    """A call: when it is over, until when it might be, and how much that leaves."""

    halt: Halt
    closes_at: datetime
    spare: timedelta


@dataclass(frozen=True, slots=True)
class Other:
    """Another way to do one call: the journey that would take it, and what that costs more, in rupiah."""

    region: str
    trip: str
    cost: int


@dataclass(frozen=True, slots=True)
class Why:
    """
    Why a journey is as it is.

    Attributes:
        journey: The journey.
        vehicle: What goes; None where it is not known any more.
        load: What it takes along in all.
        earliest: From when it could leave, by what holds it.
        held_by: ``goods``, ``hours`` or ``before``: the goods, the store's hours, its journey before.
        stops: Its calls.
        next_order: The metres and the hour of return of the next best order of its calls; None where there
            is no other, or too many to look at.
        others: Who else could do each call, the cheapest; calls that nobody else can are left out.
    """

    journey: Journey
    vehicle: Vehicle | None
    load: Burden
    earliest: datetime
    held_by: str
    stops: tuple[Stopping, ...]
    next_order: tuple[int, datetime] | None
    others: tuple[Other, ...]

    @property
    def full(self) -> int:
        """Return how full it is, in percent of what limits it most."""
        if self.vehicle is None:
            return 0
        return max(100 * load // room for load, room in zip(self.load, room_of(self.vehicle), strict=True))


class Standing:
    """A solver that leaves a plan as it is: what its start does not carry is missed."""

    def solve(
        self,
        problem: Problem,
        *,
        budget: Budget,
        start: Solution | None = None,
        told: Incumbent | None = None,
    ) -> Solution:
        """Return the start."""
        del budget, told
        tours = start.tours if start else ()
        called = {call.task for tour in tours for call in tour.calls}
        missed = tuple(task.name for task in problem.tasks if task.name not in called)
        return Solution(tours, missed, cost(problem, tours), 0)


def standing(world: World, movement: Movement, *, legs: tuple[str, ...] = ()) -> Proposed:
    """
    Return a movement plan as what came of asking for it, so that it can be explained; nothing is solved.

    Args:
        world: What it rests on.
        movement: The plan.
        legs: The legs that are asked about; empty for all.
    """
    order = Order(legs, movement.seed, movement.iterations)
    request = Request(order, movement.nonce, movement.closures, movement)
    return Proposed(world, request, dispatch(world, request, solver=Standing()), (), None)


def why(world: World, outcome: Outcome, journey: Journey) -> Why:
    """
    Return why a journey is as it is.

    Args:
        world: What the plan rests on.
        outcome: What came of its store.
        journey: One of the outcome's.
    """
    asked = outcome.asked
    names = [name for halt in journey.halts for name in part_of(halt) if name in asked.parts]
    litres, kilograms, pieces = (sum(asked.parts[name].burden[n] for name in names) for n in range(3))
    earliest, held_by = _earliest(asked, outcome.journeys, journey, names)
    return Why(
        journey=journey,
        vehicle=world.vehicles.get(journey.vehicle),
        load=(litres, kilograms, pieces),
        earliest=earliest,
        held_by=held_by,
        stops=tuple(_stopping(world, asked, journey, halt) for halt in journey.halts),
        next_order=_next_order(asked, journey, names),
        others=tuple(_others(asked, outcome.journeys, journey)),
    )


def _earliest(
    asked: Asked, journeys: Sequence[Journey], journey: Journey, names: Sequence[str]
) -> tuple[datetime, str]:
    tasks = {task.name: task for task in asked.problem.tasks}
    opens = min((c.opens for c in asked.problem.carriers), default=0)
    ready = max((tasks[name].ready for name in names if not tasks[name].pickup), default=opens)
    back = [
        j.returns_at for j in journeys if j.vehicle == journey.vehicle and j.returns_at <= journey.departs_at
    ]
    loading = asked.problem.carriers[0].reload_seconds if asked.problem.carriers else 0
    found = [(asked.yard.instant(opens), "hours"), (asked.yard.instant(ready), "goods")]
    if back:
        found.append((max(back) + timedelta(seconds=loading), "before"))
    return max(found, key=lambda pair: pair[0])


def _stopping(world: World, asked: Asked, journey: Journey, halt: Halt) -> Stopping:
    lists = {load.hash: load for load in asked.yard.lists}
    closes_at = min((world.hours(lists[h])[1] for h in halt.lists if h in lists), default=halt.leaves_at)
    comes_at = journey.returns_at if asked.yard.homeward else halt.leaves_at
    return Stopping(halt, closes_at, closes_at - comes_at)


def _next_order(asked: Asked, journey: Journey, names: Sequence[str]) -> tuple[int, datetime] | None:
    tour = next(iter(tours_of(asked, [journey])), None)
    if tour is None or len(names) < 2 or _count(len(names)) > _MOST_ORDERS:  # noqa: PLR2004  one call has one order
        return None
    atlas = Atlas.of(asked.problem)
    carrier = atlas.carriers[tour.carrier]
    others = (order for order in permutations(names) if order != tuple(names))
    runs = (timed(atlas, carrier=carrier, vehicle=tour.vehicle, tours=(order,)) for order in others)
    best = min(
        (run[0] for run in runs if run), key=lambda t: (cost(asked.problem, (t,)), t.returns), default=None
    )
    return (best.metres, asked.yard.instant(best.returns)) if best else None


def _count(calls: int) -> int:
    found = 1
    for turn in range(2, calls + 1):
        found *= turn
    return found


def _others(asked: Asked, journeys: Sequence[Journey], journey: Journey) -> Iterator[Other]:
    """Yield for each call the other journey that would take it for the least more."""
    atlas, problem = Atlas.of(asked.problem), asked.problem
    fleets = {
        key: tours_of(asked, [j for j in journeys if j.vehicle == key])
        for key in dict.fromkeys(j.vehicle for j in journeys)
        if key != journey.vehicle
    }
    for halt in journey.halts:
        found = [
            (cost(problem, tours) - cost(problem, old), vehicle, index)
            for name in part_of(halt)
            if name in asked.parts
            for vehicle, old in fleets.items()
            if old
            for index, tours in _with(atlas, old, name)
        ]
        if found:
            more, vehicle, index = min(found)
            trips = sorted((j for j in journeys if j.vehicle == vehicle), key=lambda j: j.departs_at)
            yield Other(halt.region, trips[min(index, len(trips) - 1)].id, more)


def _with(atlas: Atlas, old: Sequence[Tour], name: str) -> Iterator[tuple[int, tuple[Tour, ...]]]:
    """Yield a vehicle's tours with one call more, wherever it fits, and in which tour."""
    carrier = atlas.carriers[old[0].carrier]
    trips: Trips = tuple(tuple(call.task for call in tour.calls) for tour in old)
    for index, names in enumerate(trips):
        for place in range(len(names) + 1):
            longer = (*trips[:index], (*names[:place], name, *names[place:]), *trips[index + 1 :])
            if tours := timed(atlas, carrier=carrier, vehicle=old[0].vehicle, tours=longer):
                yield index, tours
