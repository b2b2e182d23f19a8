"""
Assigns officers to duties: OR-tools' CP-SAT, and a twin that takes the first who is free.

Officers of a squad are alike, so their ways through a shift are a flow: so many come on duty, go from duty to
duty and end. CP-SAT says how far from the best its answer may be.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil
from typing import Any

from sepaham.domain.duties import (
    MISSING,
    ON_DUTY,
    UNDONE,
    Assigned,
    Duty,
    Minutes,
    Posting,
    Rota,
    may_follow,
    price,
)
from sepaham.domain.routing import Budget
from sepaham.errors import SepahamError

_ITERATIONS_A_SECOND = 100
"""How many iterations stand for one deterministic second of CP-SAT."""
_NOISE = 1e-6
"""What its bound may be off by, as it is a float."""


class RosterError(SepahamError):
    """The solver gave no answer."""


class CpSatRoster:
    """CP-SAT with one worker, so that the same question has the same answer where iterations bound it."""

    def assign(self, rota: Rota, *, budget: Budget) -> Assigned:
        """
        Return the best assignment found, and what no other can undercut.

        Args:
            rota: What is asked.
            budget: How long to search.

        Raises:
            RosterError: Not even an empty roster was found in the time given.
        """
        from ortools.sat.python import cp_model

        model = _Model(rota, cp_model.CpModel())
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = budget.seed % 2**31
        if budget.iterations:
            solver.parameters.max_deterministic_time = budget.iterations / _ITERATIONS_A_SECOND
        elif budget.seconds:
            solver.parameters.max_time_in_seconds = budget.seconds
        status = solver.solve(model.model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise RosterError("No roster was found in the time given; give it more.", "roster.time")
        return Assigned(
            postings=tuple(
                Posting(duty, squad, solver.value(sent))
                for (duty, squad), sent in model.sent.items()
                if solver.value(sent)
            ),
            on_duty={key: solver.value(n) for key, n in model.on_duty.items() if solver.value(n)},
            cost=round(solver.objective_value),
            bound=max(0, ceil(solver.best_objective_bound - _NOISE)),
        )


class _Model:
    """The roster as whole numbers: officers sent, officers on duty, officers going from duty to duty."""

    def __init__(self, rota: Rota, model: Any) -> None:
        self.rota, self.model = rota, model
        self.sent: dict[tuple[str, str], Any] = {}
        self.on_duty: dict[tuple[str, int], Any] = {}
        self._costs: list[Any] = []
        for duty in rota.duties:
            self._need(duty)
        by_squad: defaultdict[tuple[str, int], list[Duty]] = defaultdict(list)
        for duty in rota.duties:
            for squad in rota.able[duty.id]:
                by_squad[squad, duty.shift].append(duty)
        for (squad, shift), duties in by_squad.items():
            self._flow(squad, shift, duties)
        self._rest()
        model.minimize(sum(self._costs))

    def _need(self, duty: Duty) -> None:
        """Send officers, at least as many as make it done, or be short of them at a cost."""
        want, model = duty.want, self.model
        for squad in self.rota.able[duty.id]:
            most = min(want.officers, self.rota.squads[squad].officers)
            self.sent[duty.id, squad] = model.new_int_var(0, most, f"sent {duty.id} {squad}")
        sent = sum(self.sent[duty.id, squad] for squad in self.rota.able[duty.id])
        short = model.new_int_var(0, want.officers, f"short {duty.id}")
        done = model.new_bool_var(f"done {duty.id}")
        model.add(sent + short == want.officers)
        model.add(sent >= max(want.least, 1) * done)
        model.add(sent <= want.officers * done)
        self._costs += [duty.weight * MISSING * short, duty.weight * UNDONE * (1 - done)]

    def _flow(self, squad: str, shift: int, duties: list[Duty]) -> None:
        """Let a squad's officers go through the duties of one shift."""
        model, size = self.model, self.rota.squads[squad].officers
        comes: defaultdict[str, list[Any]] = defaultdict(list)
        goes: defaultdict[str, list[Any]] = defaultdict(list)
        begins = {duty.id: model.new_int_var(0, size, f"begin {squad} {duty.id}") for duty in duties}
        for first, then in _steps(duties, self.rota):
            moves = model.new_int_var(0, min(first.want.officers, then.want.officers, size), "moves")
            goes[first.id].append(moves)
            comes[then.id].append(moves)
            self._costs.append(self.rota.minutes(first.region, then.region) * moves)
        for duty in duties:
            sent = self.sent[duty.id, squad]
            model.add(begins[duty.id] + sum(comes[duty.id]) == sent)
            model.add(sum(goes[duty.id]) <= sent)
        on_duty = self.on_duty[squad, shift] = model.new_int_var(0, size, f"on duty {squad} {shift}")
        model.add(on_duty == sum(begins.values()))
        self._costs.append(ON_DUTY * on_duty)

    def _rest(self) -> None:
        """Keep who was on duty in a shift off the next one."""
        for squad, found in self.rota.squads.items():
            shifts = {shift for key, shift in (*self.on_duty, *self.rota.used) if key == squad}
            for shift in sorted({n for each in shifts for n in (each - 1, each)}):
                self.model.add(
                    sum(
                        self.on_duty.get((squad, n), 0) + self.rota.used.get((squad, n), 0)
                        for n in (shift, shift + 1)
                    )
                    <= found.officers
                )


def _steps(duties: Iterable[Duty], rota: Rota) -> Iterable[tuple[Duty, Duty]]:
    ordered = sorted(duties, key=lambda duty: (duty.starts_at, duty.id))
    for first in ordered:
        following = [then for then in ordered if may_follow(first, then, rota.minutes)]
        yield from ((first, then) for then in following)


@dataclass(slots=True)
class _Officer:
    """One officer in the twin: the duties taken so far, and shifts taken by what was asked earlier."""

    duties: list[Duty] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def is_free(self, duty: Duty, minutes: Minutes) -> bool:
        """Tell whether the officer is rested and can be there in time, and at the duties taken before."""
        around = {duty.shift - 1, duty.shift, duty.shift + 1}
        if self.taken & around or any(d.shift in around - {duty.shift} for d in self.duties):
            return False
        return all(
            may_follow(other, duty, minutes) or may_follow(duty, other, minutes)
            for other in self.duties
            if other.shift == duty.shift
        )

    def way(self, minutes: Minutes) -> int:
        """Return how long the officer is on the way between duties."""
        ordered = sorted(self.duties, key=lambda duty: duty.starts_at)
        return sum(minutes(a.region, b.region) for a, b in pairwise(ordered) if a.shift == b.shift)


class FirstFree:
    """The memory twin: duties by weight and hour, each to the first officers who are free and rested."""

    def assign(self, rota: Rota, *, budget: Budget) -> Assigned:  # noqa: ARG002  it never searches
        """
        Return a roster that holds, without saying how good it is.

        Args:
            rota: What is asked.
            budget: Not used.
        """
        crews = {id_: [_Officer() for _ in range(squad.officers)] for id_, squad in rota.squads.items()}
        for (squad, shift), number in sorted(rota.used.items()):
            _take(crews[squad], shift, number)
        postings = []
        for duty in sorted(rota.duties, key=lambda duty: (-duty.weight, duty.starts_at, duty.id)):
            crew = [(squad, officer) for squad in rota.able[duty.id] for officer in crews[squad]]
            free = [each for each in crew if each[1].is_free(duty, rota.minutes)][: duty.want.officers]
            if len(free) >= max(duty.want.least, 1):
                for _, officer in free:
                    officer.duties.append(duty)
                sent = Counter(squad for squad, _ in free)
                postings += [Posting(duty.id, squad, number) for squad, number in sent.items()]
        answer = Assigned(tuple(postings), _on_duty(crews), 0, None)
        ways = sum(officer.way(rota.minutes) for crew in crews.values() for officer in crew)
        return replace(answer, cost=price(rota, answer) + ways)


def _take(crew: Iterable[_Officer], shift: int, number: int) -> None:
    """Take so many rested officers for a shift that was given to what was asked earlier."""
    rested = [officer for officer in crew if not officer.taken & {shift - 1, shift, shift + 1}]
    for officer in rested[:number]:
        officer.taken.add(shift)


def _on_duty(crews: Mapping[str, list[_Officer]]) -> dict[tuple[str, int], int]:
    shifts = (
        (squad, shift)
        for squad, crew in crews.items()
        for officer in crew
        for shift in {duty.shift for duty in officer.duties}
    )
    return dict(Counter(shifts))
