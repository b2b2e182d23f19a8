"""
What institutions answered to a finding.

An answer settles nothing: what needs a look goes when later facts settle it. The last answer of each office
stands; what stands tells whoever looks next that somebody did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.facts import Fact, in_order
from sepaham.domain.findings import Finding

ANSWERS = ("explained", "mended", "checked", "disputed")
"""What an office may answer: why it is so, that it was mended, that it looked, that it sees it otherwise."""
NOTE_MOST = 280


@dataclass(frozen=True, slots=True)
class Answer:
    """
    One office's answer.

    Attributes:
        index: Its place in the log.
        stands: Whether it is the office's last word on the finding.
    """

    office: str
    answer: str
    note: str
    photos: tuple[str, ...]
    at: datetime
    received_at: datetime
    index: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answers that stand come to: how many offices answered, and how many see it otherwise."""

    offices: int
    disputed: int
    mended: int
    first_at: datetime | None

    @property
    def answered(self) -> bool:
        """Tell whether anybody answered."""
        return self.offices > 0


def answers_on(finding: Finding, facts: Iterable[Fact]) -> tuple[Answer, ...]:
    """
    Return the answers to a finding in the order of their hours.

    Only answers given where the finding is count: an office is asked for its authority over the place its
    statement names, so that one given elsewhere would speak for a place that is not its own.
    """
    heard = [
        fact
        for fact in in_order(facts)
        if fact.kind == "finding.answer"
        and fact.body["finding"] == finding.key
        and fact.region == finding.region
    ]
    last = {fact.actor: fact.key for fact in heard}
    return tuple(
        Answer(
            office=fact.actor,
            answer=fact.body["answer"],
            note=fact.body.get("note", ""),
            photos=tuple(fact.body.get("photos", ())),
            at=fact.at,
            received_at=fact.received_at,
            index=fact.index,
            stands=last[fact.actor] == fact.key,
        )
        for fact in heard
    )


def standing_of(answers: Iterable[Answer]) -> Standing:
    """Return what the answers that stand come to; the first hour counts even if that office spoke again."""
    told = list(answers)
    stand = [answer for answer in told if answer.stands]
    return Standing(
        offices=len(stand),
        disputed=sum(answer.answer == "disputed" for answer in stand),
        mended=sum(answer.answer == "mended" for answer in stand),
        first_at=min((answer.received_at for answer in told), default=None),
    )
