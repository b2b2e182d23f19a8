"""
Means asked of who owns them: a proposal out of an ending, and the owner's yes, less or no with its reason.

Only the office asked, or the one right above it, answers; what others say of it does not count here. A later
answer takes the place of an earlier one. Of a dissent it is the worse case that is proposed: whoever sees it
as harmless loses less by being careful than the one who sees it coming would by not being heard.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sepaham.domain.base import ancestor, level_of, parse_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.disagreement import Outcome
from sepaham.domain.endings import Ending
from sepaham.domain.escorting import may_answer
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.register import LINES, office_id
from sepaham.domain.threats import Barrier, Threats
from sepaham.domain.understanding import MEANS

PROPOSE, ANSWER = MEANS
HIGH = 0.02
"""From which expected share of an area's polling stations (chance × share hit) a cell asks for means."""


class Course(StrEnum):
    """How far one proposal is."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    """It waits still, and the hour by which an answer or the means were asked for is past."""
    ACCEPTED = "accepted"
    LESS = "less"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal, with the answer that counts."""

    asked: Fact
    answer: Fact | None = None

    @property
    def id(self) -> str:
        """Return its code."""
        return self.asked.subject

    @property
    def by(self) -> str:
        """Return the office that proposes."""
        return self.asked.actor

    @property
    def to(self) -> str:
        """Return the office asked."""
        return str(self.asked.body["to"])

    @property
    def cell(self) -> str:
        """Return the cell it is about."""
        return str(self.asked.body["cell"])

    @property
    def region(self) -> str:
        """Return the area it is about."""
        return region_in(self.cell)

    @property
    def barrier(self) -> str:
        """Return the code of the barrier it asks for; '' for none of the catalogue."""
        return str(self.asked.body.get("barrier", ""))

    @property
    def due(self) -> datetime | None:
        """Return by when it is asked for; None where nobody said."""
        due = self.asked.body.get("due")
        return parse_instant(due) if due else None

    @property
    def amount(self) -> int | None:
        """Return how much is asked for; None where it is no number."""
        return self.asked.body.get("amount")

    @property
    def granted(self) -> int | None:
        """Return how much is promised; None where it is no number or nobody answered."""
        if self.answer is None:
            return None
        if self.answer.body["answer"] == "decline":
            return 0
        found: int | None = self.answer.body.get("amount")
        return self.amount if found is None and self.answer.body["answer"] == "accept" else found

    @property
    def reason(self) -> str:
        """Return the code of the reason of an answer; '' where it gives none."""
        return str(self.answer.body.get("reason", "")) if self.answer else ""

    def course(self, at: datetime) -> Course:
        """Return how far it is at an hour; who promises nothing declines, who promises all accepts."""
        if self.answer is None:
            return Course.OVERDUE if self.due and at > self.due else Course.WAITING
        if self.answer.body["answer"] == "decline" or self.granted == 0:
            return Course.DECLINED
        if self.answer.body["answer"] == "accept" and (self.granted or 0) >= (self.amount or 0):
            return Course.ACCEPTED
        return Course.LESS


def proposals_of(facts: Iterable[Fact]) -> list[Proposal]:
    """Return what was proposed, in the order of the log, each with the answer that counts."""
    told = list(facts)
    asks: dict[str, Fact] = {}
    for fact in sorted(told, key=lambda fact: fact.index):
        if fact.kind == PROPOSE:
            asks.setdefault(fact.subject, fact)
    answers: dict[str, Fact] = {}
    for fact in in_order(told):
        ask = asks.get(fact.subject)
        if ask and fact.kind == ANSWER and may_answer(fact.actor, ask.body["to"]):
            answers[fact.subject] = fact
    return [Proposal(ask, answers.get(code)) for code, ask in asks.items()]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    What may be proposed for one cell: a barrier, and who owns it there.

    Attributes:
        cell: Which.
        barrier: What to ask for.
        to: The office that owns it.
        likelihood, impact: What was agreed, or the worse case of a dissent.
        dissent: Whether the cell ended in dissent.
    """

    cell: str
    barrier: Barrier
    to: str
    likelihood: int
    impact: int
    dissent: bool


def worse_case(ending: Ending) -> tuple[int, int]:
    """Return likelihood and impact to prepare for: as agreed, or the highest of any side of a dissent."""
    if ending.outcome == Outcome.AGREED:
        return ending.likelihood, ending.impact
    told = [(int(fact.body["likelihood"]), int(fact.body["impact"])) for fact in ending.dissents]
    likelihood, impact = zip((ending.likelihood, ending.impact), *told, strict=True)
    return max(likelihood), max(impact)


def expected(likelihood: int, impact: int, threats: Threats) -> float:
    """Return the expected share of polling stations that suffer: the middles of both steps, multiplied."""
    return threats.likelihood[likelihood - 1].middle * threats.impact[impact - 1].middle


def asks_for_means(ending: Ending, threats: Threats) -> bool:
    """Tell whether a cell asks for means: agreed, borne out and high, or in dissent."""
    if ending.outcome == Outcome.DISSENT:
        return True
    return ending.holds and expected(ending.likelihood, ending.impact, threats) >= HIGH


def owner_at(line: str, region: str, post: Callable[[str, str], str] = office_id) -> str:
    """
    Return the office of a line that owns means over an area; '' where there is none.

    Of an area too wide for the line it is the office above it.

    Args:
        line: The kind of office.
        region: The area.
        post: Names the office of a line over a place; '' where there is none.
    """
    found = LINES[line]
    while found.level > level_of(region) and found.above in LINES:
        found = LINES[found.above]
    return post(found.code, ancestor(region, found.level))


def proposals_for(
    endings: Mapping[str, Ending],
    threats: Threats,
    *,
    proposed: Collection[tuple[str, str]] = (),
    owner: Callable[[str, str], str] = owner_at,
) -> list[Suggestion]:
    """
    Return which barriers' owners to ask for what, where it matters most first.

    Args:
        endings: How cells ended.
        threats: The catalogue in force.
        proposed: Cell and barrier of what was proposed already.
        owner: Names the office of a line over an area.
    """
    open_ = [ending for ending in endings.values() if asks_for_means(ending, threats)]
    open_.sort(key=lambda ending: (-expected(*worse_case(ending), threats), ending.cell))
    return [one for ending in open_ for one in _of(ending, threats, proposed, owner)]


def _of(
    ending: Ending,
    threats: Threats,
    proposed: Collection[tuple[str, str]],
    owner: Callable[[str, str], str],
) -> Iterator[Suggestion]:
    threat, case = threats.threats.get(threat_in(ending.cell)), worse_case(ending)
    for barrier in threat.barriers if threat else ():
        if (ending.cell, barrier.code) not in proposed:
            to = owner(barrier.owner, region_in(ending.cell))
            yield Suggestion(ending.cell, barrier, to, *case, ending.outcome == Outcome.DISSENT)
