"""
The hours of a vehicle's tours once it is known whom it calls at in which order, and what a plan costs.

Whoever solves a routing problem, and whoever moves one stop by hand, gets hours and costs from here.
A vehicle leaves as early as it can without waiting on the road for nothing: what it must wait, it waits at
the depot, beside whoever guards the goods.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sepaham.domain.routing import Call, Carrier, Problem, Task, Tour
from sepaham.domain.travel import UNREACHABLE, Matrix

THOUSAND = 1000
FULL = 100
"""Parts of a metre's exposure that make it full."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """
    A problem with its names looked up once.

    Attributes:
        problem: What is asked.
        tasks: Its tasks by name.
        carriers: Its carriers by name.
        rows: For each matrix, the row of each place.
    """

    problem: Problem
    tasks: Mapping[str, Task]
    carriers: Mapping[str, Carrier]
    rows: tuple[Mapping[str, int], ...]

    @classmethod
    def of(cls, problem: Problem) -> "Atlas":
        """Return a problem's atlas."""
        return cls(
            problem,
            {task.name: task for task in problem.tasks},
            {carrier.name: carrier for carrier in problem.carriers},
            tuple({place: row for row, place in enumerate(m.places)} for m in problem.matrices),
        )

    def matrix(self, carrier: Carrier) -> Matrix:
        """Return the ways open to a carrier."""
        return self.problem.matrices[carrier.matrix]

    def stops(self, carrier: Carrier, names: Sequence[str]) -> tuple[int, ...]:
        """Return the rows a tour leads through, the depot first and last."""
        rows = self.rows[carrier.matrix]
        depot = rows[carrier.depot]
        return (depot, *(rows[self.tasks[name].place] for name in names), depot)


def may_carry(carrier: Carrier, task: Task) -> bool:
    """Return whether a carrier may make a call at all, and could with nothing else on board."""
    allowed = not task.carriers or carrier.name in task.carriers
    return allowed and all(load <= room for load, room in zip(task.demand, carrier.capacity, strict=True))


def fits(carrier: Carrier, tasks: Sequence[Task]) -> bool:
    """Return whether what one tour brings and fetches has room at every moment of it."""
    return all(_most(tasks, d) <= room for d, room in enumerate(carrier.capacity))


def _most(tasks: Sequence[Task], dimension: int) -> int:
    most = load = sum(task.demand[dimension] for task in tasks if not task.pickup)
    for task in tasks:
        load += task.demand[dimension] if task.pickup else -task.demand[dimension]
        most = max(most, load)
    return most


def timed(
    atlas: Atlas, *, carrier: Carrier, vehicle: int, tours: Sequence[Sequence[str]]
) -> tuple[Tour, ...] | None:
    """
    Return one vehicle's tours with their hours; None where no hours would be in time.

    Args:
        atlas: The problem.
        carrier: Whose vehicle it is.
        vehicle: Which one, from 0.
        tours: The tasks of each tour in order.
    """
    runs = [run for names in tours if (run := _Run.of(atlas, carrier, names))]
    if len(runs) < len(tours) or not 0 < len(runs) <= carrier.reloads + 1:
        return None
    played = _played(runs, carrier=carrier, start=carrier.opens)
    if played is None:
        return None
    later = _postponement([span for spans in played for span in spans])
    played = _played(runs, carrier=carrier, start=played[0][0].begins + later) or played
    if played[-1][-1].begins - played[0][0].begins > carrier.duty:
        return None
    return tuple(_tour(run, carrier, vehicle, spans) for run, spans in zip(runs, played, strict=True))


@dataclass(frozen=True, slots=True)
class _Run:
    """One tour before it has hours."""

    names: tuple[str, ...]
    tasks: tuple[Task, ...]
    seconds: tuple[int, ...]
    metres: int
    exposure: int

    @classmethod
    def of(cls, atlas: Atlas, carrier: Carrier, names: Sequence[str]) -> "_Run | None":
        matrix, stops = atlas.matrix(carrier), atlas.stops(carrier, names)
        legs = list(pairwise(stops))
        seconds = tuple(int(matrix.seconds[a][b]) for a, b in legs)
        tasks = tuple(atlas.tasks[name] for name in names)
        if UNREACHABLE in seconds or not fits(carrier, tasks):
            return None
        if not all(may_carry(carrier, task) for task in tasks):
            return None
        grids = (matrix.metres, matrix.exposure)
        metres, exposure = (sum(int(grid[a][b]) for a, b in legs) for grid in grids)
        return cls(tuple(names), tasks, seconds, metres, exposure)

    @property
    def ready(self) -> int:
        return max((task.ready for task in self.tasks if not task.pickup), default=0)


@dataclass(frozen=True, slots=True)
class _Span:
    """Arriving somewhere, beginning there, and the latest one might begin."""

    arrives: int
    begins: int
    latest: int


def _played(runs: Sequence[_Run], *, carrier: Carrier, start: int) -> list[tuple[_Span, ...]] | None:
    """Return each run's spans, leaving first and being back last, as early as they can be from a start on."""
    played: list[tuple[_Span, ...]] = []
    free = start
    for run in runs:
        loading = carrier.reload_seconds if played else 0
        at = max(free, run.ready) + loading
        spans = [_Span(free + loading if played else at, at, carrier.closes)]
        for task, seconds in zip(run.tasks, run.seconds, strict=False):
            spans.append(_Span(at + seconds, max(at + seconds, task.opens), task.closes))
            at = spans[-1].begins + task.service
        free = at + run.seconds[-1]
        spans.append(_Span(free, free, carrier.closes))
        if any(span.begins > span.latest for span in spans):
            return None
        played.append(tuple(spans))
    return played


def _postponement(spans: Sequence[_Span]) -> int:
    """Return how much later one may leave and be back at the same hour: forward slack (Savelsbergh 1992)."""
    waited, slack = 0, spans[0].latest - spans[0].begins
    for span in spans[1:]:
        waited += span.begins - span.arrives
        slack = min(slack, span.latest - span.begins + waited)
    return min(waited, slack)


def _tour(run: _Run, carrier: Carrier, vehicle: int, spans: Sequence[_Span]) -> Tour:
    leaves = at = spans[0].begins + _postponement(spans)
    calls = []
    for name, task, seconds in zip(run.names, run.tasks, run.seconds, strict=False):
        begins = max(at + seconds, task.opens)
        calls.append(Call(name, at + seconds, begins, begins + task.service))
        at = calls[-1].leaves
    back = at + run.seconds[-1]
    return Tour(carrier.name, vehicle, leaves, back, run.metres, run.exposure, tuple(calls))


def cost(problem: Problem, tours: Iterable[Tour]) -> int:
    """
    Return what tours cost in the problem's own unit: vehicles, metres, seconds until they are back, exposure.

    Calls that are missed cost nothing here: a plan that misses fewer comes first whatever it costs.
    """
    carriers = {carrier.name: carrier for carrier in problem.carriers}
    spans: dict[tuple[str, int], tuple[int, int]] = {}
    parts = fixed = 0
    for tour in tours:
        carrier = carriers[tour.carrier]
        parts += tour.metres * carrier.metre_cost + tour.exposure * problem.exposure_cost // FULL
        key = (tour.carrier, tour.vehicle)
        if key not in spans:
            fixed += carrier.fixed_cost
        first, last = spans.get(key, (tour.leaves, tour.returns))
        spans[key] = (min(first, tour.leaves), max(last, tour.returns))
    parts += sum((last - first) * carriers[name].second_cost for (name, _), (first, last) in spans.items())
    return fixed + (parts + THOUSAND // 2) // THOUSAND


def ordered(tours: Iterable[Tour]) -> tuple[Tour, ...]:
    """Return tours by carrier, vehicle and hour."""
    return tuple(sorted(tours, key=lambda tour: (tour.carrier, tour.vehicle, tour.leaves)))
