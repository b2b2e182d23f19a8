"""What the papers of a rakor rest on, and how they call things."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.commitments import Commitment
from sepaham.domain.convening import Invitee
from sepaham.domain.disagreement import UNMET
from sepaham.domain.endings import Ending
from sepaham.domain.findings import Names
from sepaham.domain.means import Proposal
from sepaham.domain.rakor import Course, Rakor
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Anchor, Threats
from sepaham.domain.words import Language, Sentence, write_number
from sepaham.exchange.papers.letterhead import Heading
from sepaham.exchange.papers.words import speaker, write_formally


@dataclass(frozen=True, slots=True)
class Deed:
    """
    A proposal to the owner of means, or a commitment, as a paper tells it.

    Attributes:
        cell: What it is about.
        office: Who is asked, or who promised.
        due: By when; None where that was not said.
        state: How far it is: a course of `means`, or a state of `commitments`.
        other: Who proposed it, or who checks it.
        reason: The code of why less or nothing was promised; '' for none.
    """

    cell: str
    what: str
    office: str
    due: datetime | None
    state: str
    other: str
    reason: str = ""


def deeds_of(
    *, proposals: Iterable[Proposal], commitments: Iterable[Commitment], cells: Collection[str], at: datetime
) -> tuple[Deed, ...]:
    """
    Return what was proposed and promised about some cells; a proposal that was promised stands as that.

    Args:
        proposals: All of the log.
        commitments: All of the log.
        cells: Those of a meeting.
        at: The hour.
    """
    promised = [one for one in commitments if one.cell in cells]
    kept = {one.made.body.get("proposal") for one in promised}
    asked = [one for one in proposals if one.cell in cells and one.id not in kept]
    return (
        *(Deed(p.cell, p.asked.body["what"], p.to, p.due, p.course(at).value, p.by, p.reason) for p in asked),
        *(Deed(c.cell, c.made.body["what"], c.by, c.due, c.state(at).value, c.confirms) for c in promised),
    )


@dataclass(frozen=True, slots=True)
class Met:
    """
    A meeting as its papers tell it.

    Attributes:
        endings: How cells ended, by cell.
        last: The last closed round of its assessment; None where there was none.
        whys: Why each cell of the agenda is taken up; cells chosen otherwise left out.
        deeds: Proposals and commitments about its cells.
        invitees: Who is to be invited and why, by office.
        attend: The address at which an office says that it came.
        heading: The letterhead of who called it.
        number: The paper's number; '' to be written by hand.
        at: The hour of printing.
    """

    rakor: Rakor
    endings: Mapping[str, Ending]
    threats: Threats
    heading: Heading
    number: str
    attend: str
    at: datetime
    last: Round | None = None
    whys: Mapping[str, Sentence] = field(default_factory=dict)
    deeds: Sequence[Deed] = ()
    invitees: Mapping[str, Invitee] = field(default_factory=dict)


class Voice:
    """Says what papers of a meeting say, in one language."""

    def __init__(self, met: Met, names: Names, language: Language) -> None:
        """Speak of a meeting."""
        self.met, self.language, self.say = met, language, speaker(language)
        self._names = names

    def name(self, key: str) -> str:
        """Return what an office or a place is called."""
        return self._names(key, self.language)

    def number(self, number: int) -> str:
        """Write a figure."""
        return write_number(number, self.language)

    def hour(self, at: datetime) -> str:
        """Write a moment out."""
        return write_formally(at, self.language, self.met.rakor.region)

    def threat(self, cell: str) -> str:
        """Return what a cell's threat is called."""
        found = self.met.threats.threats.get(threat_in(cell))
        return found.text.say(self.language, {}) if found else threat_in(cell)

    def area(self, cell: str) -> str:
        """Return where a cell is."""
        return self.name(region_in(cell))

    def level(self, likelihood: int, impact: int) -> str:
        """Return both steps with the words they stand for."""
        return self.say(
            "met_level",
            likelihood=likelihood,
            chance=self._anchor(self.met.threats.likelihood, likelihood),
            impact=impact,
            harm=self._anchor(self.met.threats.impact, impact),
        )

    def _anchor(self, scale: Sequence[Anchor], step: int) -> str:
        """Return the words of a step; a long one up to its colon."""
        text = next((one.text.say(self.language, {}) for one in scale if one.step == step), "")
        return text.partition(":")[0]

    def outcome(self, cell: str) -> str:
        """Return how a cell ended, or that it has not."""
        ending = self.met.endings.get(cell)
        course = self.met.rakor.course(cell, ending)
        if ending is None or course in {Course.OPEN, Course.NOTED}:
            return self.say(f"met_{'noted' if course is Course.NOTED else 'open'}_cell")
        unmet = ", ".join(UNMET[code].say(self.language, {}) for code in ending.unmet)
        level = self.level(ending.likelihood, ending.impact)
        return self.say(f"met_{course.value}_cell", level=level, unmet=unmet)

    def state(self, deed: Deed) -> str:
        """Return how far a proposal or a commitment is."""
        told = self.say(f"met_{deed.state}", office=self.name(deed.other))
        return f"{told}: {self.say(f'met_{deed.reason}')}" if deed.reason else told
