"""
Commitments: who does what by when, and whether the one who benefits saw it done.

A commitment is confirmed only by the office it names, which is never its own maker. What its maker alone
declares done is shown apart and counts for nothing; there is no ranking of institutions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sepaham.domain.base import parse_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.endings import Ending
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.means import HIGH, expected
from sepaham.domain.threats import Threats
from sepaham.domain.understanding import COMMITMENTS

MAKE, DECLARE, CONFIRM = COMMITMENTS


class State(StrEnum):
    """How a commitment stands."""

    OPEN = "open"
    DECLARED = "declared"
    """Its maker says it is done; nobody who benefits has confirmed it."""
    ON_TIME = "on_time"
    LATE = "late"
    NOT_DONE = "not_done"
    """Who benefits saw that it is not done."""
    EXPIRED = "expired"
    """Its hour is past and nobody said anything."""


CONFIRMED = frozenset({State.ON_TIME, State.LATE})


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment, with what counts of its maker's word and of who benefits."""

    made: Fact
    declared: Fact | None = None
    checked: Fact | None = None

    @property
    def id(self) -> str:
        """Return its code."""
        return self.made.subject

    @property
    def by(self) -> str:
        """Return the office that made it."""
        return self.made.actor

    @property
    def confirms(self) -> str:
        """Return the office that benefits and confirms."""
        return str(self.made.body["confirms"])

    @property
    def due(self) -> datetime:
        """Return by when."""
        return parse_instant(self.made.body["due"])

    @property
    def cell(self) -> str:
        """Return the cell it protects; '' for none."""
        return str(self.made.body.get("cell", ""))

    @property
    def barrier(self) -> str:
        """Return the code of the barrier it is; '' for none of the catalogue."""
        return str(self.made.body.get("barrier", ""))

    @property
    def region(self) -> str:
        """Return the area it is for."""
        return region_in(self.cell) if self.cell else self.made.region

    @property
    def threat(self) -> str:
        """Return the threat it is against; '' for none."""
        return threat_in(self.cell)

    def state(self, at: datetime) -> State:
        """Return how it stands at an hour."""
        if self.checked:
            if self.checked.body["answer"] == "not_done":
                return State.NOT_DONE
            return State.ON_TIME if self.checked.at <= self.due else State.LATE
        if self.declared:
            return State.DECLARED
        return State.EXPIRED if at > self.due else State.OPEN


def commitments_of(facts: Iterable[Fact]) -> list[Commitment]:
    """Return the commitments in the order of the log, each with what counts of what was said of it."""
    told = list(facts)
    made: dict[str, Fact] = {}
    for fact in sorted(told, key=lambda fact: fact.index):
        if fact.kind == MAKE:
            made.setdefault(fact.subject, fact)
    said: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in in_order(told):
        first, last = made.get(fact.subject), said[fact.subject].get(fact.kind)
        if first and _counts(fact, first) and not (last and _answer(last) == _answer(fact)):
            said[fact.subject][fact.kind] = fact
    return [
        Commitment(fact, *(said[code].get(kind) for kind in (DECLARE, CONFIRM)))
        for code, fact in made.items()
    ]


def _answer(fact: Fact) -> Any:
    """Return what an office answered; said again, it is of the first hour."""
    return fact.body.get("answer")


def _counts(fact: Fact, made: Fact) -> bool:
    """Tell whether a word counts: its maker's, or that of who benefits, which is another."""
    if fact.kind == DECLARE:
        return fact.actor == made.actor
    return fact.kind == CONFIRM and fact.actor == made.body["confirms"] != made.actor


@dataclass(frozen=True, slots=True)
class Score:
    """
    What came of commitments whose hour has come, each kind apart.

    Attributes:
        due: Those whose hour has come.
        on_time: Of these, confirmed by then by who benefits; `late` afterwards; `declared` by their makers
            alone; `not_done` seen so by who benefits; `expired` without a word.
        ahead: Those confirmed already whose hour has not come; not in `due`.
        open: Those still to do.
    """

    due: int
    on_time: int
    late: int
    declared: int
    not_done: int
    expired: int
    ahead: int
    open: int


def score(commitments: Iterable[Commitment], at: datetime) -> Score:
    """Return what came of commitments by an hour."""
    states = [(one.state(at), one.due <= at) for one in commitments]

    def count(*wanted: State) -> int:
        return sum(due and found in wanted for found, due in states)

    due = sum(due for _, due in states)
    ahead = sum(not due and found in CONFIRMED for found, due in states)
    return Score(
        due=due,
        on_time=count(State.ON_TIME),
        late=count(State.LATE),
        declared=count(State.DECLARED),
        not_done=count(State.NOT_DONE),
        expired=count(State.OPEN, State.EXPIRED),
        ahead=ahead,
        open=len(states) - due - ahead,
    )


def scores(
    commitments: Iterable[Commitment], at: datetime, *, by: Callable[[Commitment], str]
) -> dict[str, Score]:
    """Return the scores of commitments grouped, by area or by threat; never by institution."""
    groups: defaultdict[str, list[Commitment]] = defaultdict(list)
    for one in commitments:
        groups[by(one)].append(one)
    return {key: score(groups[key], at) for key in sorted(groups)}


@dataclass(frozen=True, slots=True)
class Lead:
    """
    What is still uncovered: cells agreed high, each by the polling stations expected to suffer there.

    Attributes:
        open: Cell and expected polling stations of those without a confirmed commitment, most first.
        covered: Those of the others.
    """

    open: tuple[tuple[str, float], ...]
    covered: tuple[tuple[str, float], ...]

    @property
    def uncovered(self) -> float:
        """Return how many polling stations are expected to suffer where nothing is confirmed."""
        return sum(value for _, value in self.open)


def lead(
    *,
    endings: Mapping[str, Ending],
    commitments: Iterable[Commitment],
    threats: Threats,
    stations: Mapping[str, int],
    at: datetime,
) -> Lead:
    """
    Return the lead measure: risk × polling stations of cells agreed high, with and without a confirmation.

    Args:
        endings: How cells ended.
        commitments: All of them.
        threats: The catalogue in force.
        stations: How many polling stations each area has.
        at: The hour.
    """
    covered = {one.cell for one in commitments if one.state(at) in CONFIRMED}
    found: dict[bool, list[tuple[str, float]]] = {False: [], True: []}
    for cell, ending in endings.items():
        share = expected(ending.likelihood, ending.impact, threats) if ending.holds else 0.0
        if share >= HIGH:
            found[cell in covered].append((cell, share * stations.get(region_in(cell), 0)))
    open_, done = (tuple(sorted(rows, key=lambda row: (-row[1], row[0]))) for rows in found.values())
    return Lead(open_, done)
