"""
Mending a store's tours with as little change as can be: tours that still hold keep their vehicle and hours.

Only what no tour carries any more is planned, in the gaps that the tours which stay leave to their vehicles.
Where that does not go up, whoever asked plans the store anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sepaham.domain.routing import Budget, Carrier, Incumbent, Problem, Solution, Solver, Task, Tour
from sepaham.domain.routing_check import faults, vehicle_faults
from sepaham.domain.timetable import cost, ordered

_MARK = "#"


def mended(
    problem: Problem,
    tours: Sequence[Tour],
    *,
    solver: Solver,
    budget: Budget,
    told: Incumbent | None = None,
) -> Solution | None:
    """
    Return a plan that keeps every tour which still holds; None where that leaves a task without one.

    Args:
        problem: What is asked.
        tours: Those of the plan in force.
        solver: Who plans what is loose.
        budget: How long to search.
        told: Told how the search goes.
    """
    holding = [tour for tour in tours if not vehicle_faults(problem, (tour,))]
    for kept in (holding, _until_broken(tours, holding)):
        found = _filled(problem, kept, solver, budget, told)
        if found is not None:
            return found
    return None


def _until_broken(tours: Sequence[Tour], holding: Sequence[Tour]) -> list[Tour]:
    """Return of each vehicle the tours before the first that no longer holds."""
    firsts: dict[tuple[str, int], int] = {}
    for tour in tours:
        if tour not in holding:
            key = (tour.carrier, tour.vehicle)
            firsts[key] = min(tour.leaves, firsts.get(key, tour.leaves))
    return [t for t in holding if t.leaves < firsts.get((t.carrier, t.vehicle), t.leaves + 1)]


def _filled(
    problem: Problem, kept: Sequence[Tour], solver: Solver, budget: Budget, told: Incumbent | None
) -> Solution | None:
    """Return a plan of some tours and whatever fits between them; None where not all does."""
    called = {call.task for tour in kept for call in tour.calls}
    loose = [task for task in problem.tasks if task.name not in called]
    gaps = [gap for carrier in problem.carriers for gap in _gaps(carrier, kept)]
    if not kept or not loose or not gaps:
        return None
    part = replace(problem, tasks=tuple(_within(task, gaps) for task in loose), carriers=tuple(gaps))
    found = solver.solve(part, budget=budget, told=told)
    if found.missed:
        return None
    whole = ordered((*kept, *map(_back, found.tours)))
    solution = Solution(whole, (), cost(problem, whole), found.iterations)
    return None if faults(problem, solution) else solution


def _gaps(carrier: Carrier, kept: Sequence[Tour]) -> Iterator[Carrier]:
    """Yield the hours each of a carrier's vehicles is free in, each as a carrier of its own."""
    busy: defaultdict[int, list[Tour]] = defaultdict(list)
    for tour in kept:
        if tour.carrier == carrier.name:
            busy[tour.vehicle].append(tour)
    for number in range(carrier.count):
        tours = sorted(busy[number], key=lambda tour: tour.leaves)
        left = carrier.reloads - len(tours)
        if not tours:
            yield replace(carrier, name=f"{carrier.name}{_MARK}{number}{_MARK}", count=1)
        elif left >= 0:
            for turn, (opens, closes) in enumerate(_free(carrier, tours)):
                name = f"{carrier.name}{_MARK}{number}{_MARK}{turn}"
                yield replace(
                    carrier, name=name, count=1, opens=opens, closes=closes, fixed_cost=0, reloads=left
                )


def _free(carrier: Carrier, tours: Sequence[Tour]) -> Iterator[tuple[int, int]]:
    loading = carrier.reload_seconds
    ends = [(one.returns + loading, after.leaves - loading) for one, after in pairwise(tours)]
    ends.append((tours[-1].returns + loading, min(carrier.closes, tours[0].leaves + carrier.duty)))
    yield from ((opens, closes) for opens, closes in ends if opens < closes)


def _within(task: Task, gaps: Sequence[Carrier]) -> Task:
    """Return a task that the gaps of its carriers may take."""
    if not task.carriers:
        return task
    allowed = frozenset(gap.name for gap in gaps if gap.name.partition(_MARK)[0] in task.carriers)
    return replace(task, carriers=allowed or frozenset({""}))


def _back(tour: Tour) -> Tour:
    name, number, _ = tour.carrier.split(_MARK)
    return replace(tour, carrier=name, vehicle=int(number))
