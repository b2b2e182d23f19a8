"""
A rakor as the log tells it: who called it, about what, who came, what was noted, which papers were filed.

It is no official stage and binds nobody; it is where institutions with different authority look at the same
cells. Notes and filed papers count by the office that called it; who came says so itself, or is copied from
the list on paper.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sepaham.domain.base import Level, ancestor, level_of, parse_instant, within
from sepaham.domain.cells import region_in
from sepaham.domain.disagreement import Outcome
from sepaham.domain.endings import Ending
from sepaham.domain.facts import Fact
from sepaham.domain.register import Office
from sepaham.domain.understanding import RAKOR

CALL, ATTEND, NOTE, FILE = RAKOR


class Course(StrEnum):
    """How far one cell of an agenda is."""

    OPEN = "open"
    NOTED = "noted"
    """It was talked about and has no ending."""
    AGREED = "agreed"
    WEAK = "weak"
    """It was called agreed and the ratings do not bear it out."""
    DISSENT = "dissent"


@dataclass(frozen=True, slots=True)
class Rakor:
    """
    One meeting.

    Attributes:
        first: The statement that first called it; `call` is the last of that office, which counts.
        came: Who came, with the last statement that says so.
        notes: What its minutes hold, in the order of the log.
        filed: The papers filed, in the order of the log.
    """

    first: Fact
    call: Fact
    came: Mapping[str, Fact] = field(default_factory=dict)
    notes: tuple[Fact, ...] = ()
    filed: tuple[Fact, ...] = ()

    @property
    def id(self) -> str:
        """Return its code."""
        return self.call.subject

    @property
    def caller(self) -> str:
        """Return the office that called it."""
        return self.call.actor

    @property
    def region(self) -> str:
        """Return the area it is held for."""
        return self.call.region

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""
        return parse_instant(self.call.body["starts"])

    @property
    def place(self) -> str:
        """Return where it is held."""
        return str(self.call.body["place"])

    @property
    def agenda(self) -> tuple[str, ...]:
        """Return the cells it takes up."""
        return tuple(dict.fromkeys(self.call.body["agenda"]))

    @property
    def assessment(self) -> str:
        """Return the assessment whose ratings it looks at; '' where it names none."""
        return str(self.call.body.get("round", ""))

    @property
    def expected(self) -> tuple[str, ...]:
        """Return who is expected: the office that called it, and those it invited."""
        return tuple(dict.fromkeys((self.caller, *self.call.body["offices"])))

    @property
    def present(self) -> tuple[str, ...]:
        """Return who of those expected came."""
        return tuple(office for office in self.expected if office in self.came)

    @property
    def absent(self) -> tuple[str, ...]:
        """Return who of those expected has not come."""
        return tuple(office for office in self.expected if office not in self.came)

    @property
    def guests(self) -> tuple[str, ...]:
        """Return who came without being invited."""
        return tuple(sorted(self.came.keys() - set(self.expected)))

    @property
    def persons(self) -> int:
        """Return how many people came, as far as their offices said; an office that said nothing is one."""
        return sum(int(fact.body.get("persons", 1)) for fact in self.came.values())

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the areas an agreement is made for: each kecamatan of the agenda, or what is smaller."""
        level = max(Level.KECAMATAN, level_of(self.region))
        return tuple(sorted({ancestor(region_in(cell), level) for cell in self.agenda}))

    def noted(self, cell: str) -> tuple[Fact, ...]:
        """Return the notes about a cell; '' for those about none."""
        return tuple(note for note in self.notes if note.body.get("cell", "") == cell)

    def course(self, cell: str, ending: Ending | None) -> Course:
        """Return how far a cell is; an agreement of an earlier meeting that does not hold is open again."""
        if ending and ending.outcome == Outcome.DISSENT:
            return Course.DISSENT
        if ending and ending.holds:
            return Course.AGREED
        if ending and ending.end.index > self.first.index:
            return Course.WEAK
        return Course.NOTED if self.noted(cell) else Course.OPEN

    def courses(self, endings: Mapping[str, Ending]) -> dict[str, Course]:
        """Return how far each cell of the agenda is."""
        return {cell: self.course(cell, endings.get(cell)) for cell in self.agenda}


def rakors_of(facts: Iterable[Fact]) -> list[Rakor]:
    """Return the meetings in the order of the hours they begin."""
    ordered = sorted(facts, key=lambda fact: fact.index)
    calls: dict[str, list[Fact]] = {}
    told: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in ordered:
        if fact.kind != CALL:
            told[fact.subject, fact.kind].append(fact)
        elif fact.actor == calls.setdefault(fact.subject, [fact])[0].actor:
            calls[fact.subject].append(fact)
    found = [_rakor(made, told) for made in calls.values()]
    return sorted(found, key=lambda rakor: (rakor.starts_at, rakor.id))


def _rakor(calls: list[Fact], told: Mapping[tuple[str, str], list[Fact]]) -> Rakor:
    first, code = calls[0], calls[0].subject
    came = {fact.actor: fact for fact in told.get((code, ATTEND), ())}
    own = {
        kind: tuple(fact for fact in told.get((code, kind), ()) if fact.actor == first.actor)
        for kind in (NOTE, FILE)
    }
    return Rakor(first, calls[-1], came, own[NOTE], own[FILE])


def may_attend(rakor: Rakor, office: Office) -> bool:
    """Tell whether an office may come: invited, over the area, or an office within it."""
    seats = (*office.regions, office.id.partition(":")[2])
    inside = any(within(seat, rakor.region) for seat in seats)
    return office.id in rakor.expected or office.covers(rakor.region) or inside


def place_of(rakor: Rakor, office: Office) -> str:
    """Return of which area an office says that it came: the meeting's where it is over it, else its own."""
    return rakor.region if office.covers(rakor.region) else office.id.partition(":")[2]
