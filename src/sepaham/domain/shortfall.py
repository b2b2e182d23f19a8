"""
Why a movement plan falls short, as a value: which store, which hours, which room, and the least that helps.

What helps is found by trying, cheapest first: less slack, a vehicle that stands idle elsewhere, an earlier or
later hour, one more vehicle. What is not found within the bound is said to be unknown, never guessed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sepaham.domain.base import level_of
from sepaham.domain.burden import Burden
from sepaham.domain.dispatch import Dispatch, Outcome
from sepaham.domain.dispatch_problem import BEHIND, NO_PLACE, Asked, Clock, asked_of
from sepaham.domain.fleet import Vehicle
from sepaham.domain.routing import Budget, Problem, Solver
from sepaham.domain.yards import MINUTE, World, Yard

TRIES = 300
"""How many problems are solved at most to find what helps."""
_TURNS = 60
_HOURS = (60, 120)
_MORE = (1, 2, 3, 4, 6)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """
    What would help.

    Attributes:
        what: ``slack``, ``borrow``, ``earlier``, ``later`` or ``vehicle``.
        count: How many vehicles; 0 for an hour.
        kind: The kind of vehicle; '' for an hour.
        base: From where it is borrowed (a comma between several), or where it is added; '' for an hour.
        minutes: How much earlier or later, or how much less slack.
        cost: What it costs in rupiah, as far as days of vehicles tell.
    """

    what: str
    count: int = 0
    kind: str = ""
    base: str = ""
    minutes: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Lack:
    """
    A store whose lists are not all carried.

    Attributes:
        leg: The leg.
        region: Where the store is.
        lists: The lists that are left.
        whole: How many it has.
        why: The reason most of them are left for.
        opens_at, closes_at: The hours it has.
        asked: What its lists take.
        left: What those that are left take.
        room: What all its vehicles take at once.
        vehicles: How many it has.
        needs: The least that helps; None where nothing that was tried does.
    """

    leg: str
    region: str
    lists: tuple[str, ...]
    whole: int
    why: str
    opens_at: datetime
    closes_at: datetime
    asked: Burden
    left: Burden
    room: Burden
    vehicles: int
    needs: Relaxation | None = None


def shortfall(
    world: World,
    done: Dispatch,
    *,
    burdens: Mapping[str, Burden],
    solver: Solver,
    seed: int = 1,
    tries: int = TRIES,
    told: Callable[[int, int], object] = lambda _done, _whole: None,
) -> tuple[Lack, ...]:
    """
    Return where a movement plan falls short, and what would help.

    Stores that only wait for goods which never come to them are left out: mend the store before them.

    Args:
        world: What it was made from.
        done: The plan and what came of each yard.
        burdens: What each list takes, by its hash.
        solver: Who tries what helps.
        seed: What chance is drawn from.
        tries: How many problems may be solved.
        told: Told how many stores were looked at, and of how many.
    """
    lacking = [one for one in done.outcomes if set(one.left.values()) - {BEHIND}]
    trial = _Trial(world, solver, Budget(seed, _TURNS), _idle(done.outcomes), tries)
    found = []
    for turn, outcome in enumerate(lacking, start=1):
        found.append(replace(_lack(world, outcome, burdens), needs=trial.helps(outcome)))
        told(turn, len(lacking))
    return tuple(found)


def _lack(world: World, outcome: Outcome, burdens: Mapping[str, Burden]) -> Lack:
    yard = outcome.asked.yard
    left = [load.hash for load in yard.lists if outcome.left.get(load.hash, BEHIND) != BEHIND]
    reasons = [outcome.left[hash_] for hash_ in left]
    hours = [world.hours(load) for load in yard.lists]
    vehicles = [v for those in outcome.asked.vehicles.values() for v in those]
    known = {vehicle.id: vehicle for vehicle in vehicles}
    return Lack(
        leg=yard.leg,
        region=yard.region,
        lists=tuple(left),
        whole=len(yard.lists),
        why=max(sorted(set(reasons)), key=reasons.count),
        opens_at=min(opens for opens, _ in hours),
        closes_at=max(closes for _, closes in hours),
        asked=_sum(burdens[load.hash] for load in yard.lists),
        left=_sum(burdens[hash_] for hash_ in left),
        room=_sum((v.litres, v.kilograms, v.pieces) for v in known.values()),
        vehicles=len(known),
    )


def _sum(burdens: "Iterator[Burden]") -> Burden:
    litres = kilograms = pieces = 0
    for burden in burdens:
        litres, kilograms, pieces = litres + burden[0], kilograms + burden[1], pieces + burden[2]
    return litres, kilograms, pieces


def _idle(outcomes: Sequence[Outcome]) -> Mapping[tuple[str, object], list[Vehicle]]:
    """Return the vehicles that stand idle, by leg and day, the cheapest first."""
    found: defaultdict[tuple[str, object], list[Vehicle]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.asked.yard.leg, outcome.asked.yard.day] += outcome.spare
    return {key: sorted(those, key=lambda v: (v.day_cost, v.id)) for key, those in found.items()}


@dataclass
class _Trial:
    """Tries what helps a store, one thing after another."""

    world: World
    solver: Solver
    budget: Budget
    idle: Mapping[tuple[str, object], list[Vehicle]]
    left: int

    def helps(self, outcome: Outcome) -> Relaxation | None:
        """Return the first of what was tried that leaves nothing behind; None where nothing does."""
        for relaxation, asked in self._tries(outcome):
            if self.left <= 0:
                return None
            self.left -= 1
            if not set(asked.left.values()) - {BEHIND} and self._whole(asked, outcome):
                self._lend(outcome, relaxation)
                return relaxation
        return None

    def _lend(self, outcome: Outcome, relaxation: Relaxation) -> None:
        """Let a vehicle that helps one store stand idle for no other."""
        yard = outcome.asked.yard
        idle = self.idle.get((yard.leg, yard.day), [])
        lent = [v for v in idle if v.kind == relaxation.kind and v.base in relaxation.base.split(", ")]
        for vehicle in lent[: relaxation.count] if relaxation.what == "borrow" else ():
            idle.remove(vehicle)

    def _whole(self, asked: Asked, outcome: Outcome) -> bool:
        start = outcome.solution if outcome.asked.problem.carriers == asked.problem.carriers else None
        return not self.solver.solve(asked.problem, budget=self.budget, start=start).missed

    def _tries(self, outcome: Outcome) -> Iterator[tuple[Relaxation, Asked]]:
        if NO_PLACE in outcome.left.values():
            return
        asked = outcome.asked
        slack = self.world.terms.slack_minutes
        if asked.parts and slack:
            yield Relaxation("slack", minutes=slack), _shifted(asked, opens=0, closes=slack)
        yield from self._borrowed(outcome)
        for turn, minutes in enumerate(_HOURS):
            if asked.parts:
                yield Relaxation("earlier", minutes=minutes), _shifted(asked, opens=minutes, closes=0)
                yield Relaxation("later", minutes=minutes), _shifted(asked, opens=0, closes=minutes)
            yield from self._more(outcome, _MORE[turn : turn + 1])
        yield from self._more(outcome, _MORE[len(_HOURS) :])

    def _borrowed(self, outcome: Outcome) -> Iterator[tuple[Relaxation, Asked]]:
        """Yield the store with the cheapest idle vehicle of each base near it, one to three of them."""
        yard = outcome.asked.yard
        idle = [v for v in self.idle.get((yard.leg, yard.day), ()) if v.base != yard.region]
        kinds = dict.fromkeys((v.kind, v.litres) for v in idle)
        for kind in list(kinds)[:2]:
            alike = [v for v in idle if (v.kind, v.litres) == kind]
            for count in range(1, min(3, len(alike)) + 1):
                some = alike[:count]
                cost = sum(v.day_cost for v in some)
                bases = ", ".join(dict.fromkeys(v.base for v in some))
                relaxation = Relaxation("borrow", count, some[0].kind, bases, 0, cost)
                yield relaxation, self._with(outcome, some)

    def _more(self, outcome: Outcome, counts: Sequence[int]) -> Iterator[tuple[Relaxation, Asked]]:
        """Yield the store with more vehicles of a kind it has, or such stores have."""
        for count in counts:
            for model in self._models(outcome.asked.yard)[:3]:
                extra = [
                    replace(model, id=f"+{turn}", base=outcome.asked.yard.region, driver="")
                    for turn in range(count)
                ]
                cost = count * model.day_cost
                yield (
                    Relaxation("vehicle", count, model.kind, outcome.asked.yard.region, 0, cost),
                    self._with(outcome, extra),
                )

    def _models(self, yard: Yard) -> list[Vehicle]:
        own = self.world.at_base.get(yard.region, ())
        level = level_of(yard.region)
        alike = own or [v for v in self.world.vehicles.values() if level_of(v.base) == level]
        models = {(v.kind, v.litres, v.kilograms): v for v in sorted(alike, key=lambda v: v.id)}
        return sorted(models.values(), key=lambda v: (v.day_cost, v.kind, v.id))

    def _with(self, outcome: Outcome, extra: Sequence[Vehicle]) -> Asked:
        """Return the store's problem with some vehicles more."""
        asked = outcome.asked
        ready = {
            asked.parts[task.name].load.giver: self._ready(asked, task.ready) for task in asked.problem.tasks
        }
        behind = {load.giver for load in asked.yard.lists if asked.left.get(load.hash) == BEHIND}
        clock = Clock(ready={office: at for office, at in ready.items() if at}, behind=behind)
        return asked_of(self.world, asked.yard, clock, [*outcome.vehicles, *extra])

    def _ready(self, asked: Asked, second: int) -> datetime | None:
        if asked.yard.homeward:
            return None
        return asked.yard.instant(second - self.world.terms.loading_minutes * MINUTE)


def _shifted(asked: Asked, *, opens: int, closes: int) -> Asked:
    """Return a problem whose store opens so many minutes earlier and closes so many later."""
    early, late = opens * MINUTE, closes * MINUTE
    first = min(task.ready for task in asked.problem.tasks)
    tasks = tuple(
        replace(
            task,
            opens=task.opens - early,
            closes=task.closes + late,
            ready=task.ready - early if task.ready == first else task.ready,
        )
        for task in asked.problem.tasks
    )
    carriers = tuple(
        replace(carrier, opens=carrier.opens - early, closes=carrier.closes + late)
        for carrier in asked.problem.carriers
    )
    problem: Problem = replace(asked.problem, tasks=tasks, carriers=carriers)
    return replace(asked, problem=problem)
