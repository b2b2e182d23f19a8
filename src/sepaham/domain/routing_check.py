"""
Whether a plan holds: every promise of a routing problem looked at again, by nobody who made the plan.

A solver may be wrong, and so may a hand that moved a stop; what is found here is a value, and no plan with a
fault is put in force.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from sepaham.domain.routing import Carrier, Problem, Solution, Task, Tour
from sepaham.domain.timetable import Atlas, cost, fits, may_carry
from sepaham.domain.travel import UNREACHABLE

FAULTS = {
    "unknown": "a carrier or a task the problem does not know",
    "count": "more vehicles than there are",
    "reloads": "more tours than a vehicle may make",
    "overlap": "the next tour leaves before the last is back and loaded again",
    "carrier": "a carrier that may not make the call",
    "capacity": "no room on board, or a tour that calls nowhere",
    "unreachable": "no way there",
    "early": "faster than the way, the door or the work allows",
    "late": "begun after the place has closed",
    "ready": "left before the goods were ready",
    "hours": "outside the carrier's hours",
    "duty": "away for longer than duty allows",
    "sums": "metres or exposure that are not those of the way",
    "twice": "a task called at twice, or called at and missed",
    "forgotten": "a task neither called at nor missed",
    "cost": "a cost that is not that of the tours",
}
"""What may break, by its code."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that breaks: which, and of whom (a carrier's vehicle, a task)."""

    code: str
    of: str = ""


def faults(problem: Problem, solution: Solution) -> tuple[Fault, ...]:
    """Return all that breaks in a plan; empty for a plan that holds. Tasks it says it misses are no fault."""
    atlas = Atlas.of(problem)
    found = list(_names(atlas, solution))
    if any(fault.code == "unknown" for fault in found):
        return tuple(found)
    for _, group in groupby(solution.tours, key=lambda t: (t.carrier, t.vehicle)):
        found += _vehicle(atlas, tuple(group))
    if solution.cost != cost(problem, solution.tours):
        found.append(Fault("cost"))
    return tuple(found)


def vehicle_faults(problem: Problem, tours: tuple[Tour, ...]) -> tuple[Fault, ...]:
    """Return what breaks in the tours of one vehicle, by themselves and in order."""
    atlas = Atlas.of(problem)
    strange = tuple(_strange(atlas, tours))
    return strange or tuple(_vehicle(atlas, tours))


def _names(atlas: Atlas, solution: Solution) -> Iterator[Fault]:
    yield from _strange(atlas, solution.tours)
    called = Counter(call.task for tour in solution.tours for call in tour.calls)
    called.update(solution.missed)
    yield from (Fault("twice", name) for name, times in called.items() if times > 1)
    yield from (Fault("forgotten", name) for name in atlas.tasks if name not in called)
    yield from (Fault("unknown", name) for name in solution.missed if name not in atlas.tasks)
    vehicles = {(tour.carrier, tour.vehicle) for tour in solution.tours}
    runs = [key for key, _ in groupby((tour.carrier, tour.vehicle) for tour in solution.tours)]
    if len(runs) > len(vehicles):
        yield Fault("overlap")


def _strange(atlas: Atlas, tours: tuple[Tour, ...]) -> Iterator[Fault]:
    yield from (Fault("unknown", tour.carrier) for tour in tours if tour.carrier not in atlas.carriers)
    names = (call.task for tour in tours for call in tour.calls)
    yield from (Fault("unknown", name) for name in names if name not in atlas.tasks)


def _vehicle(atlas: Atlas, tours: tuple[Tour, ...]) -> Iterator[Fault]:
    carrier = atlas.carriers[tours[0].carrier]
    who = f"{carrier.name}#{tours[0].vehicle}"
    if not 0 <= tours[0].vehicle < carrier.count:
        yield Fault("count", who)
    if len(tours) > carrier.reloads + 1:
        yield Fault("reloads", who)
    if any(later.leaves - tour.returns < carrier.reload_seconds for tour, later in pairwise(tours)):
        yield Fault("overlap", who)
    if tours[0].leaves < carrier.opens or tours[-1].returns > carrier.closes:
        yield Fault("hours", who)
    if tours[-1].returns - tours[0].leaves > carrier.duty:
        yield Fault("duty", who)
    for number, tour in enumerate(tours):
        loading = carrier.reload_seconds if number else 0
        yield from (Fault(code, of or who) for code, of in _tour(atlas, carrier, tour, loading))


def _tour(atlas: Atlas, carrier: Carrier, tour: Tour, loading: int) -> Iterator[tuple[str, str]]:
    tasks = [atlas.tasks[call.task] for call in tour.calls]
    yield from (("carrier", task.name) for task in tasks if not may_carry(carrier, task))
    if not tasks or not fits(carrier, tasks):
        yield "capacity", ""
    for task in tasks:
        if not task.pickup and task.ready + loading > tour.leaves:
            yield "ready", task.name
    matrix, stops = atlas.matrix(carrier), atlas.stops(carrier, [task.name for task in tasks])
    legs = list(pairwise(stops))
    seconds = [matrix.seconds[a][b] for a, b in legs]
    yield from _hours(tour, tasks, seconds)
    if tour.metres != sum(matrix.metres[a][b] for a, b in legs):
        yield "sums", ""
    if tour.exposure != sum(matrix.exposure[a][b] for a, b in legs):
        yield "sums", ""


def _hours(tour: Tour, tasks: list[Task], seconds: list[int]) -> Iterator[tuple[str, str]]:
    at = tour.leaves
    for call, task, way in zip(tour.calls, tasks, seconds, strict=False):
        if way == UNREACHABLE:
            yield "unreachable", task.name
        elif call.arrives < at + way or call.begins < max(call.arrives, task.opens):
            yield "early", task.name
        if call.leaves < call.begins + task.service:
            yield "early", task.name
        if call.begins > task.closes:
            yield "late", task.name
        at = call.leaves
    if seconds[-1] == UNREACHABLE:
        yield "unreachable", ""
    elif tour.returns < at + seconds[-1]:
        yield "early", ""
