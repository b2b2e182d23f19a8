"""
The solver's twin in memory: one plain rule, the same plan every time, nothing to install.

Tasks are taken by the hour they close, and each is put where it costs least among all places it fits;
those that fit nowhere are tried once more at the end. It serves tests, and tries what PyVRP left over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sepaham.domain.routing import Budget, Incumbent, Problem, Solution
from sepaham.domain.timetable import Atlas, cost, may_carry, timed
from sepaham.gateways.solver_plan import Draft, Trips, Van, kept


@dataclass(frozen=True, slots=True)
class Insertion:
    """Whoever solves routing problems, by inserting one task after the other."""

    def solve(
        self,
        problem: Problem,
        *,
        budget: Budget,
        start: Solution | None = None,
        told: Incumbent | None = None,
    ) -> Solution:
        """Return a plan that holds; see `routing.Solver`. The budget is not needed."""
        del budget
        atlas = Atlas.of(problem)
        names = [task.name for task in sorted(problem.tasks, key=lambda t: (t.closes, t.opens, t.name))]
        draft = kept(atlas, start, names=names) if start else Draft((), tuple(names))
        draft = inserted(atlas, inserted(atlas, draft))
        solution = draft.solution(atlas, iterations=1)
        if told:
            told(1, solution.cost)
        return solution


def inserted(atlas: Atlas, draft: Draft) -> Draft:
    """Return a draft after each loose task was put where it costs least; those with no place stay loose."""
    vans, loose = {(van.carrier.name, van.number): van for van in draft.vans}, []
    for name in draft.loose:
        best = min(_places(atlas, Draft(tuple(vans.values()), ()), name), default=None, key=lambda it: it[0])
        if best is None:
            loose.append(name)
        else:
            vans[best[1].carrier.name, best[1].number] = best[1]
    return Draft(tuple(vans.values()), tuple(loose))


def _places(atlas: Atlas, draft: Draft, name: str) -> Iterator[tuple[int, Van]]:
    """Yield what each place a task fits costs, and the vehicle as it would be."""
    task = atlas.tasks[name]
    for van in draft.vans:
        if may_carry(van.carrier, task):
            before = cost(atlas.problem, van.tours)
            for trips in _with(van.trips, name):
                if tours := timed(atlas, carrier=van.carrier, vehicle=van.number, tours=trips):
                    yield cost(atlas.problem, tours) - before, Van(van.carrier, van.number, tours)
    free = draft.free(atlas.problem.carriers)
    for carrier in atlas.problem.carriers:
        if free[carrier.name] and may_carry(carrier, task):
            number = free[carrier.name][0]
            if tours := timed(atlas, carrier=carrier, vehicle=number, tours=((name,),)):
                yield cost(atlas.problem, tours), Van(carrier, number, tours)


def _with(trips: Trips, name: str) -> Iterator[Sequence[Sequence[str]]]:
    """Yield a vehicle's tours with one more task, at each place of each tour or in a tour of its own."""
    for at, trip in enumerate(trips):
        for place in range(len(trip) + 1):
            yield (*trips[:at], (*trip[:place], name, *trip[place:]), *trips[at + 1 :])
    for at in range(len(trips) + 1):
        yield (*trips[:at], (name,), *trips[at:])
