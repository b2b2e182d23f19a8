"""
Making a movement plan: yard after yard along the way, each solved by whoever solves, and put together.

What reaches a store, and when, opens the next leg from it. Over a plan in force little changes: what has
departed stays, what still holds stays byte for byte, and only yards that no longer hold are solved anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sepaham.domain.dispatch_problem import REST, Asked, Clock, asked_of
from sepaham.domain.dispatch_runs import by_yard, holding, journeys_of, part_of, tours_of
from sepaham.domain.fleet import Vehicle
from sepaham.domain.loads import LEGS
from sepaham.domain.mending import mended
from sepaham.domain.movement import Journey, Movement
from sepaham.domain.orders import WHOLE, Order
from sepaham.domain.reasons import reason_of
from sepaham.domain.routing import Budget, Solution, Solver, Tour
from sepaham.domain.timetable import Atlas
from sepaham.domain.yards import World, Yard, yards_of

_A_CALL = 30
"""So many iterations for each call are enough for a store with few; larger ones take all that were asked."""
_HARDER = 4
"""How many times longer is searched where lists are missed, before that is believed."""

Told = Callable[[int, int, Yard, int], object]
"""Told how many yards are done, of how many, which one is under way, and the cost of its best plan so far."""


@dataclass(frozen=True)
class Outcome:
    """
    What came of one yard.

    Attributes:
        asked: Its problem.
        solution: The answer; None where what was in force still holds and nothing was solved.
        journeys: The runs it has now.
        left: The lists nobody carries, each with why.
        vehicles: Those it could use.
        spare: Those it did not need.
    """

    asked: Asked
    solution: Solution | None
    journeys: tuple[Journey, ...]
    left: Mapping[str, str]
    vehicles: tuple[Vehicle, ...]
    spare: tuple[Vehicle, ...]


@dataclass(frozen=True)
class Dispatch:
    """A movement plan and what came of each yard on the way to it."""

    movement: Movement
    outcomes: tuple[Outcome, ...]

    @property
    def whole(self) -> bool:
        """Tell whether every load list is carried."""
        return not self.movement.left


@dataclass(frozen=True)
class Request:
    """
    What is asked of `dispatch`.

    Attributes:
        order: Legs, budget, vehicles, closings.
        nonce: The nonce of the movement.
        closures: The closures its ways are under, as the movement names them.
        before: The movement in force, to change little of; None to begin afresh.
        since: What is to depart before this hour stays as it is; None where nothing has.
        gone: The ids of trips that were stated to have left; they stay as they are whatever their hour.
    """

    order: Order
    nonce: str = ""
    closures: tuple[str, ...] = ()
    before: Movement | None = None
    since: datetime | None = None
    gone: frozenset[str] = frozenset()


def dispatch(world: World, request: Request, *, solver: Solver, told: Told | None = None) -> Dispatch:
    """
    Make a movement plan.

    Args:
        world: What it rests on.
        request: What is asked.
        solver: Who solves each yard's problem.
        told: Told how far it is; an exception it raises ends the work.
    """
    return _Work(world, request, solver, told).done()


@dataclass
class _Work:
    """A movement plan under way."""

    world: World
    request: Request
    solver: Solver
    told: Told | None
    clock: Clock = field(default_factory=Clock)
    journeys: dict[str, Journey] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        before = self.request.before
        self.before = by_yard(before.journeys) if before else {}
        self.vehicles = {
            base: share(those, self.request.order.vehicles) for base, those in self.world.at_base.items()
        }

    def done(self) -> Dispatch:
        order, yards = self.request.order, yards_of(self.world, tuple(LEGS))
        asked = [yard for yard in yards if yard.leg in order.of_legs]
        tasks = sum(len(yard.lists) for yard in asked)
        done = 0
        for yard in yards:
            if yard.leg not in order.of_legs:
                self._take_over(yard)
                continue
            share_ = len(yard.lists) / max(1, tasks)
            self._plan(yard, replace(order.budget, seconds=order.seconds * share_), done, len(asked))
            done += 1
        movement = Movement(
            log=self.world.plan.log,
            nonce=self.request.nonce,
            seed=order.seed,
            iterations=order.iterations,
            roads=self.world.ways.source,
            closures=self.request.closures,
            journeys=self.journeys,
            left=self.left,
        )
        return Dispatch(movement, tuple(self.outcomes))

    def _old(self, yard: Yard) -> tuple[Journey, ...]:
        """Return the journeys in force that carry a yard's lists."""
        lists = {load.hash for load in yard.lists}
        return tuple(j for j in self.before.get((yard.leg, yard.region), ()) if lists.intersection(j.lists))

    def _take_over(self, yard: Yard) -> None:
        """Leave a leg that was not asked for as it is in force."""
        before = self.request.before
        old = self._old(yard)
        lists = {load.hash for load in yard.lists}
        left = {h: why for h, why in before.left.items() if h in lists} if before else {}
        self._settle(yard, old, left)

    def _plan(self, yard: Yard, budget: Budget, done: int, whole: int) -> None:
        since = self.request.since
        old = self._old(yard)
        gone = self.request.gone
        fixed = tuple(j for j in old if since is not None and (j.departs_at < since or j.id in gone))
        again = tuple(j for j in old if j not in fixed)
        vehicles = self.vehicles.get(yard.region, ())
        asked = _without(asked_of(self.world, yard, _after(self.clock, fixed), vehicles), fixed, since)
        tours = tours_of(asked, again)
        held = holding(asked.problem, tours)
        if _names(held) == set(asked.parts) and len(held) == len(again):
            found, solution = again, None
        else:
            solution = self._solve(asked, Solution(tours, (), 0, 0), budget, done, whole)
            taken = [*self.journeys, *(j.id for j in fixed)]
            found = tuple(_unchanged(asked, journeys_of(asked, solution, again, taken), again, tours, held))
        left = {**asked.left, **_missed(asked, solution)}
        used = {journey.vehicle for journey in (*fixed, *found)}
        spare = tuple(v for v in vehicles if v.id not in used and v.id not in asked.unused)
        self.outcomes.append(Outcome(asked, solution, found, left, vehicles, spare))
        self._settle(yard, (*fixed, *found), left)

    def _solve(self, asked: Asked, start: Solution, budget: Budget, done: int, whole: int) -> Solution:
        told = self.told
        if told is not None:
            told(done, whole, asked.yard, 0)
        if not asked.parts:
            return Solution((), (), 0, 0)

        budget = replace(budget, iterations=min(budget.iterations, _A_CALL * len(asked.problem.tasks)))
        hear = (lambda _turn, cost: told(done, whole, asked.yard, cost)) if told else None
        mend = mended(asked.problem, start.tours, solver=self.solver, budget=budget, told=hear)
        if mend is not None:
            return mend
        before = start if start.tours else None
        found = self.solver.solve(asked.problem, budget=budget, start=before, told=hear)
        if not found.missed:
            return found
        longer = replace(budget, iterations=budget.iterations * _HARDER)
        again = self.solver.solve(asked.problem, budget=longer, told=hear)
        return min(found, again, key=lambda one: (len(one.missed), one.cost))

    def _settle(self, yard: Yard, journeys: Sequence[Journey], left: Mapping[str, str]) -> None:
        """Put a yard's journeys in the plan, and note what they leave behind for the next legs."""
        wait = timedelta(minutes=self.world.terms.store_minutes)
        receivers = {load.hash: load.receiver for load in yard.lists}
        for journey in journeys:
            self.journeys[journey.id] = journey
            self._occupy(journey)
            for halt in journey.halts:
                at = (journey.returns_at if yard.homeward else halt.leaves_at) + wait
                for hash_ in halt.lists:
                    office = receivers.get(hash_, "")
                    self.clock.ready[office] = max(at, self.clock.ready.get(office, at))
        self.left |= left
        if not yard.homeward:
            self.clock.behind.update(receivers[hash_] for hash_ in left)

    def _occupy(self, journey: Journey) -> None:
        driver = self.world.drivers.get(journey.driver)
        free = journey.returns_at + timedelta(minutes=driver.rest_minutes if driver else REST)
        self.clock.free[journey.vehicle] = max(free, self.clock.free.get(journey.vehicle, free))


def share(vehicles: Sequence[Vehicle], percent: int) -> tuple[Vehicle, ...]:
    """Return so many percent of some vehicles, begun ones whole, spread evenly over them."""
    upto = [-(-place * percent // WHOLE) for place in range(len(vehicles) + 1)]
    return tuple(v for place, v in enumerate(vehicles) if upto[place + 1] > upto[place])


def _missed(asked: Asked, solution: Solution | None) -> dict[str, str]:
    """Return the lists that a solution does not carry whole, each with why."""
    if solution is None or not solution.missed:
        return {}
    atlas = Atlas.of(asked.problem)
    return {asked.parts[name].hash: reason_of(asked, atlas, name) for name in solution.missed}


def _names(tours: Sequence[Tour]) -> set[str]:
    return {call.task for tour in tours for call in tour.calls}


def _after(clock: Clock, fixed: Sequence[Journey]) -> Clock:
    """Return the clock with vehicles that are out free that day once they are back, less what they spent."""
    if not fixed:
        return clock
    back = {j.vehicle: max(o.returns_at for o in fixed if o.vehicle == j.vehicle) for j in fixed}
    left = {j.vehicle: min(o.departs_at for o in fixed if o.vehicle == j.vehicle) for j in fixed}
    spent = {vehicle: at - left[vehicle] for vehicle, at in back.items()}
    return replace(clock, free={**clock.free, **back}, spent=spent)


def _without(asked: Asked, fixed: Sequence[Journey], since: datetime | None) -> Asked:
    """Return a problem without what has departed, and with nothing leaving before the hour it is now."""
    if since is None:
        return asked
    gone = {name for journey in fixed for halt in journey.halts for name in part_of(halt)}
    now = asked.yard.second(since)
    problem = replace(
        asked.problem,
        tasks=tuple(task for task in asked.problem.tasks if task.name not in gone),
        carriers=tuple(replace(c, opens=max(c.opens, now)) for c in asked.problem.carriers),
    )
    parts = {name: part for name, part in asked.parts.items() if name not in gone}
    return replace(asked, problem=problem, parts=parts)


def _unchanged(
    asked: Asked,
    found: Sequence[Journey],
    before: Sequence[Journey],
    tours: Sequence[Tour],
    held: Sequence[Tour],
) -> list[Journey]:
    """Return journeys, those of a vehicle whose runs are what they were byte for byte as they were."""
    broken = {asked.vehicles[t.carrier][t.vehicle].id for t in tours if t not in held}
    still = {asked.vehicles[t.carrier][t.vehicle].id for t in held} - broken
    runs = {v: [j for j in before if j.vehicle == v] for v in still}
    same = {
        vehicle
        for vehicle, old in runs.items()
        if [j.lists for j in old] == [j.lists for j in found if j.vehicle == vehicle]
    }
    kept = [journey for vehicle in sorted(same) for journey in runs[vehicle]]
    return sorted([*kept, *(j for j in found if j.vehicle not in same)], key=lambda j: (j.departs_at, j.id))
