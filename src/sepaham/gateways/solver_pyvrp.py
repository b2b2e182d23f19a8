"""
How one problem is worked on with PyVRP: whole, mended around what changed, or part by part.

All three are the same step: some vehicles and some loose tasks are taken out of a draft, solved by
themselves, and put back if that misses fewer tasks or costs less.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sepaham.domain.routing import Budget, Carrier, Incumbent, Problem, Task
from sepaham.domain.timetable import Atlas, cost
from sepaham.gateways.solver_model import Ground, modelled
from sepaham.gateways.solver_plan import Draft, Van, drafted
from sepaham.gateways.solver_search import Effort, Penalties, Stop, searched
from sepaham.gateways.solver_twin import inserted

HOPEFUL = 0.25
"""The part of a search without any plan that holds after which calls may be missed."""
WIDER = (0, 2, 6, 18)
"""How many of the vehicles nearest to what changed are planned anew, before all are."""
TRIES = 40_000
"""How many places for loose tasks are looked at, about a second's work."""
PART_ITERATIONS = 100
"""How long one part is worked on before the next: at 4,000 stops short turns came furthest."""


@dataclass(slots=True)
class Work:
    """One problem being worked on, with what is left of its budget."""

    ground: Ground
    effort: Effort
    told: Incumbent | None
    penalties: Penalties | None = None

    @property
    def atlas(self) -> Atlas:
        """Return the problem's names."""
        return self.ground.atlas

    @property
    def carriers(self) -> tuple[Carrier, ...]:
        """Return the problem's carriers."""
        return self.atlas.problem.carriers

    def whole(self, names: Sequence[str]) -> Draft:
        """Return a plan for tasks from nothing: with all of them if that is found, else as many as fit."""
        before = self.effort.done
        draft = self._begun(names, self.effort.stop(hopeful=HOPEFUL))
        if not draft.loose:
            return draft
        self.effort.give_back(self.effort.done - before)
        draft = self.tried(draft)
        return self._step(draft, draft.vans, draft.loose, stop=self.effort.stop(), told=self.told)

    def mended(self, draft: Draft) -> Draft:
        """Return a draft whose loose tasks found a place, with few other vehicles planned anew."""
        for width in (*WIDER, len(draft.vans)):
            if not draft.loose:
                break
            vans = self._near(draft, draft.loose)[:width]
            last = width >= len(draft.vans)
            stop = self.effort.stop(share=1.0 if last else 0.3)
            draft = self._step(draft, vans, draft.loose, stop=stop, seed=width)
            self._tell(draft)
            if last:
                break
        return draft

    def by_parts(self, names: Sequence[str], *, part: int) -> Draft:
        """Return a plan for many tasks: after a first one, some `part` neighbours are solved in turn."""
        draft = self._begun(names, self.effort.stop(most=1))
        chance = random.Random(self.effort.seed)  # noqa: S311  repeats, and guards nothing
        before = -1
        while self.effort.left and self.effort.done > before:
            before, middle = self.effort.done, chance.choice(draft.loose or names)
            loose = self._nearest(draft.loose, middle)[: 1 + part // 5]
            vans, tasks = [], len(loose)
            for van in self._near(draft, [middle]):
                tasks += len(van.names)
                if tasks > part and vans:
                    break
                vans.append(van)
            stop = self.effort.stop(most=PART_ITERATIONS)
            draft = self._step(draft, vans, loose, stop=stop, seed=chance.randrange(2**31))
            self._tell(draft)
        return draft

    def tried(self, draft: Draft) -> Draft:
        """Return a draft with its loose tasks put where they fit as it is, if that is soon done."""
        called = sum(len(van.names) for van in draft.vans)
        return inserted(self.atlas, draft) if len(draft.loose) * (called + 1) <= TRIES else draft

    def _begun(self, names: Sequence[str], stop: Stop) -> Draft:
        model = modelled(self.ground, tasks=self._tasks(names), carriers=self._some(Draft((), ()), ()))
        found = searched(model, effort=self.effort, stop=stop, seed=self.effort.seed, told=self.told)
        free = Draft((), ()).free(self.carriers)
        return drafted(self.atlas, model.trips(found.best), names=names, before=(), free=free)

    def _step(
        self,
        draft: Draft,
        vans: Sequence[Van],
        loose: Sequence[str],
        *,
        stop: Stop,
        seed: int = 0,
        told: Incumbent | None = None,
    ) -> Draft:
        """Return the draft with some of it planned anew, or as it was if that is no better."""
        names = [name for van in vans for name in van.names] + list(loose)
        carriers = self._some(draft, vans)
        if not names or not carriers:
            return draft
        model = modelled(self.ground, tasks=self._tasks(names), carriers=carriers, optional=bool(loose))
        found = searched(
            model,
            effort=self.effort,
            stop=stop,
            seed=self.effort.seed + seed,
            start=model.solution(vans) if vans else None,
            penalties=None if loose else self.penalties,
            told=told,
        )
        if not loose:
            self.penalties = found.penalties
        free = draft.free(self.carriers)
        part = drafted(self.atlas, model.trips(found.best), names=names, before=vans, free=free)
        old = (len(loose), cost(self.atlas.problem, (tour for van in vans for tour in van.tours)))
        if part.weight(self.atlas) >= old:
            return draft
        out = {(van.carrier.name, van.number) for van in vans}
        rest = tuple(van for van in draft.vans if (van.carrier.name, van.number) not in out)
        left = tuple(name for name in draft.loose if name not in set(loose))
        return Draft((*rest, *part.vans), (*left, *part.loose))

    def _tasks(self, names: Sequence[str]) -> list[Task]:
        return [self.atlas.tasks[name] for name in names]

    def _some(self, draft: Draft, vans: Sequence[Van]) -> list[Carrier]:
        """Return the carriers with as many vehicles as are free, or planned anew."""
        free = draft.free(self.carriers)
        counts = {
            c.name: len(free[c.name]) + sum(van.carrier.name == c.name for van in vans) for c in self.carriers
        }
        return [replace(c, count=counts[c.name]) for c in self.carriers if counts[c.name]]

    def _seconds(self, carrier: Carrier, one: str, other: str) -> int:
        rows = self.atlas.rows[carrier.matrix]
        places = [rows[self.atlas.tasks[name].place] for name in (one, other)]
        return int(self.ground.seconds[carrier.matrix][places[0], places[1]])

    def _nearest(self, names: Sequence[str], middle: str) -> list[str]:
        return sorted(names, key=lambda name: self._seconds(self.carriers[0], middle, name) % (1 << 62))

    def _near(self, draft: Draft, middles: Sequence[str]) -> list[Van]:
        """Return a draft's vehicles, those that call nearest to some tasks first."""

        def away(van: Van) -> int:
            return min(
                self._seconds(van.carrier, middle, name) % (1 << 62)
                for middle in middles
                for name in van.names
            )

        return sorted(draft.vans, key=away)

    def _tell(self, draft: Draft) -> None:
        if self.told and not draft.loose:
            self.told(self.effort.done, cost(self.atlas.problem, draft.tours))


def begin(problem: Problem, *, budget: Budget, told: Incumbent | None) -> Work:
    """Return the work on a problem, not yet begun."""
    return Work(Ground.of(problem), Effort(budget), told)
