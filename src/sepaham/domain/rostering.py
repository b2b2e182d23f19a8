"""
A proposal of escorts and guards: first each post its own duties, then what stayed open lent by others.

It proposes; who owns the officers decides. What stays open is part of it, each with the reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sepaham.domain.base import Level, level_of
from sepaham.domain.duties import (
    Assigned,
    Assigner,
    Duty,
    Minutes,
    Posting,
    Rota,
    Shift,
    Squad,
    duties_of,
    fits,
    parts_of,
    serves,
    short_of,
    too_long,
)
from sepaham.domain.guarding import Job
from sepaham.domain.routing import Budget

LENDERS = 3
"""How many neighbouring posts are asked to lend, beside those for the whole kabupaten."""
Told = Callable[[int, int], object]
"""Told how many parts are done, of how many."""


def _gap(cost: int, bound: int | None) -> float | None:
    if bound is None:
        return None
    return (cost - bound) / cost if cost else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """How well one part was solved: an institution's duties in one area, or what others lend it."""

    institution: str
    region: str
    lent: bool
    duties: int
    cost: int
    bound: int | None

    @property
    def gap(self) -> float | None:
        """Return by how much of its cost it may at most be improved; None where nothing is proven."""
        return _gap(self.cost, self.bound)


@dataclass(frozen=True, slots=True)
class Open:
    """A duty that lacks officers, how many, and why: ``no_post``, ``no_skill``, ``too_long``, ``few``."""

    duty: Duty
    lacking: int
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    Who could escort and guard what.

    Attributes:
        shifts: The shifts the indexes of duties speak of.
        duties: Everything asked.
        postings: Officers on the duties of their own area.
        lent: Officers on duties elsewhere, for their office to agree to.
        open: What stays open.
        parts: How well each part was solved.
        without_hours: Jobs nobody can be assigned to, as their hours are not planned.
    """

    shifts: tuple[Shift, ...]
    duties: tuple[Duty, ...]
    postings: tuple[Posting, ...]
    lent: tuple[Posting, ...]
    open: tuple[Open, ...]
    parts: tuple[Part, ...]
    without_hours: int

    @property
    def cost(self) -> int:
        """Return what the parts cost together."""
        return sum(part.cost for part in self.parts if not part.lent)

    @property
    def bound(self) -> int | None:
        """Return what no assignment within the posts' own areas can undercut."""
        bounds = [part.bound for part in self.parts if not part.lent]
        return None if None in bounds else sum(bound for bound in bounds if bound is not None)

    @property
    def gap(self) -> float | None:
        """Return by how much of its cost it may at most be improved; None where nothing is proven."""
        return _gap(self.cost, self.bound)


def propose(
    *,
    jobs: Sequence[Job],
    squads: Sequence[Squad],
    shifts: Sequence[Shift],
    rest_minutes: int,
    minutes: Minutes,
    assigner: Assigner,
    budget: Budget,
    told: Told = lambda _done, _all: None,
) -> Proposal:
    """
    Propose who escorts and guards what.

    Args:
        jobs: What is to be done.
        squads: Who there is.
        shifts: The shifts over all of it.
        rest_minutes: The least rest of an officer.
        minutes: How long ways take, with changing from one duty to another.
        assigner: Who assigns.
        budget: How long to search, all parts together.
        told: Told how far it is.
    """
    duties, by_id = duties_of(jobs, shifts), {squad.id: squad for squad in squads}
    fit = [duty for duty in duties if not too_long(duty, shifts, rest_minutes)]
    desk = _Desk(by_id, minutes, assigner)
    parts = parts_of(fit)
    for number, ((institution, region), found) in enumerate(parts.items(), 1):
        able = {duty.id: tuple(s.id for s in squads if serves(s, duty)) for duty in found}
        desk.solve(Part(institution, region, False, 0, 0, 0), found, able, _share(budget, found, fit))
        told(number, len(parts) + 1)
    own = tuple(desk.postings)
    lacking = short_of(fit, own)
    _lend(desk, [duty for duty in fit if duty.id in lacking], lacking, squads, budget)
    told(len(parts) + 1, len(parts) + 1)
    still = short_of(duties, desk.postings)
    return Proposal(
        shifts=tuple(shifts),
        duties=tuple(duties),
        postings=own,
        lent=tuple(desk.postings[len(own) :]),
        open=tuple(
            Open(d, still[d.id], _why(d, squads, too_long=d not in fit)) for d in duties if d.id in still
        ),
        parts=tuple(desk.parts),
        without_hours=sum(job.starts_at is None for job in jobs),
    )


class _Desk:
    """Solves one part after the other and remembers who is on duty already."""

    def __init__(self, squads: Mapping[str, Squad], minutes: Minutes, assigner: Assigner) -> None:
        self.squads, self.minutes, self.assigner = squads, minutes, assigner
        self.postings: list[Posting] = []
        self.parts: list[Part] = []
        self.used: Counter[tuple[str, int]] = Counter()

    def solve(
        self, part: Part, duties: Sequence[Duty], able: Mapping[str, tuple[str, ...]], budget: Budget
    ) -> Assigned:
        named = {squad for found in able.values() for squad in found}
        rota = Rota(
            tuple(duties),
            {id_: squad for id_, squad in self.squads.items() if id_ in named},
            able,
            {key: number for key, number in self.used.items() if key[0] in named},
            self.minutes,
        )
        found = self.assigner.assign(rota, budget=budget)
        self.postings += found.postings
        self.used.update(found.on_duty)
        self.parts.append(replace(part, duties=len(duties), cost=found.cost, bound=found.bound))
        return found


def _lend(
    desk: _Desk, short: Sequence[Duty], lacking: Mapping[str, int], squads: Sequence[Squad], budget: Budget
) -> None:
    """Let posts lend what they have left to duties elsewhere, institution by institution."""
    for institution in sorted({duty.want.institution for duty in short}):
        asked = [
            replace(duty, want=replace(duty.want, officers=lacking[duty.id], least=0))
            for duty in short
            if duty.want.institution == institution
        ]
        able = {duty.id: _lenders(duty, squads, desk.minutes) for duty in asked}
        asked = [duty for duty in asked if able[duty.id]]
        if asked:
            able = {duty.id: able[duty.id] for duty in asked}
            desk.solve(Part(institution, "", True, 0, 0, 0), asked, able, _share(budget, asked, asked))


def _lenders(duty: Duty, squads: Sequence[Squad], minutes: Minutes) -> tuple[str, ...]:
    others = [squad for squad in squads if fits(squad, duty) and not serves(squad, duty)]
    wide = [squad for squad in others if level_of(squad.region) <= Level.KABUPATEN]
    near = sorted(
        (squad for squad in others if squad not in wide),
        key=lambda squad: (minutes(squad.region, duty.region), squad.id),
    )
    return tuple(squad.id for squad in (*wide, *near[:LENDERS]))


def _share(budget: Budget, some: Sequence[Duty], all_: Sequence[Duty]) -> Budget:
    """Return a part's share of the time."""
    part = len(some) / len(all_)
    return replace(
        budget,
        seconds=max(0.1, budget.seconds * part) if budget.seconds else 0,
        iterations=max(1, round(budget.iterations * part)) if budget.iterations else 0,
    )


def _why(duty: Duty, squads: Iterable[Squad], *, too_long: bool) -> str:
    if too_long:
        return "too_long"
    of_institution = [squad for squad in squads if squad.institution == duty.want.institution]
    if not of_institution:
        return "no_post"
    return "few" if any(fits(squad, duty) for squad in of_institution) else "no_skill"
