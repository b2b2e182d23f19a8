"""
Whoever solves routing problems: PyVRP; its twin in memory is `solver_twin.Insertion`.

PyVRP and numpy are imported when the first problem is solved, not when the server starts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sepaham.domain.routing import Budget, Incumbent, Problem, Solution
from sepaham.domain.timetable import Atlas, cost, may_carry, timed
from sepaham.gateways.solver_plan import Draft, Van, kept


@dataclass(frozen=True, slots=True)
class PyVrp:
    """
    PyVRP's iterated local search.

    Attributes:
        whole: How many tasks are solved in one piece; more are solved part by part.
        part: How many tasks a part has.
    """

    whole: int = 3_000
    part: int = 300

    def solve(
        self,
        problem: Problem,
        *,
        budget: Budget,
        start: Solution | None = None,
        told: Incumbent | None = None,
    ) -> Solution:
        """
        Return the best plan found; see `routing.Solver`.

        With `start`, vehicles whose tours still hold keep them, and only what does not hold or is new is
        planned, together with as few of the nearest vehicles as that takes. An exception from `told` ends it.

        Args:
            problem: What is asked.
            budget: How long to search; by iterations the same plan is found again.
            start: A plan to begin from.
            told: Told how the search goes.
        """
        atlas = Atlas.of(problem)
        draft = kept(atlas, start, names=tuple(atlas.tasks)) if start else Draft((), tuple(atlas.tasks))
        hopeful = {name: any(_lone(atlas, name)) for name in draft.loose}
        names = tuple(name for name, hope in hopeful.items() if hope)
        hopeless = tuple(name for name, hope in hopeful.items() if not hope)
        if not names or (len(names) == 1 and not draft.vans):
            draft = _trivial(atlas, Draft(draft.vans, names))
            return draft.solution(atlas, hopeless=hopeless)
        from sepaham.gateways.solver_pyvrp import begin  # heavy: only who solves loads it

        work = begin(problem, budget=budget, told=told)
        if draft.vans:
            draft = work.mended(Draft(draft.vans, names))
        else:
            draft = work.by_parts(names, part=self.part) if len(names) > self.whole else work.whole(names)
        # Who is out of reach alone may be in reach from a neighbour, where ways are no proper distances.
        draft = work.tried(Draft(draft.vans, (*draft.loose, *hopeless)))
        return draft.solution(atlas, iterations=work.effort.done)


def _lone(atlas: Atlas, name: str) -> Iterator[Van]:
    """Yield a vehicle of each carrier that could call at one task and at nothing else."""
    for carrier in atlas.problem.carriers:
        if carrier.count and may_carry(carrier, atlas.tasks[name]):
            tours = timed(atlas, carrier=carrier, vehicle=0, tours=((name,),))
            if tours:
                yield Van(carrier, 0, tours)


def _trivial(atlas: Atlas, draft: Draft) -> Draft:
    """Return a draft that needs no search: nothing is loose, or one task is all there is."""
    found = (min(_lone(atlas, name), key=lambda van: cost(atlas.problem, van.tours)) for name in draft.loose)
    return Draft((*draft.vans, *found), ())
