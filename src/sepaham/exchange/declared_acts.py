"""What a spreadsheet of acts is made of: the acts, what they are held against, and the sheet as read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sepaham.domain.base import Level, ancestor
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.contents import contents_of
from sepaham.domain.loads import LoadList
from sepaham.domain.plan import Plan
from sepaham.domain.register import LINES, Register, office_id
from sepaham.domain.statement import Source
from sepaham.domain.units import Unit, station_of, units_of
from sepaham.exchange.problems import Problem


@dataclass(frozen=True, slots=True)
class Declared:
    """
    One act as a spreadsheet tells it.

    Attributes:
        row: The row as the spreadsheet numbers it.
        kind: The statement's kind.
        office: Whose act it is.
        leg: Its leg; empty for packing and use.
        region: The load list's region, or the polling station.
        at: When it happened.
        load: The name of its load list; empty for packing and use.
        units: The units packed or used; empty for a handover, whose list says them.
        off: Units and what was off with each.
        counts: Counted pieces by item.
        seals: Seal numbers by unit.
    """

    row: int
    kind: str
    office: str
    leg: str
    region: str
    at: datetime
    load: str = ""
    units: tuple[str, ...] = ()
    off: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    seals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def about(self) -> tuple[str, str, str]:
        """Return what the act is: its kind, whose it is, and the load list or polling station."""
        return (self.kind, self.office, self.load or self.region)

    def body(self) -> dict[str, Any]:
        """Return the body of the statement that enters it, marked with whose spreadsheet it stood in."""
        told: dict[str, Any] = {"of": {"office": self.office, "source": Source.SPREADSHEET.value}}
        told |= {"list": self.load} if self.load else {"units": list(self.units)}
        if self.off and self.load:
            told["except"] = [{"unit": unit, "what": what} for unit, what in self.off]
        if self.counts:
            told["counts"] = dict(self.counts)
        if self.seals:
            told["seals"] = {unit: list(numbers) for unit, numbers in self.seals.items()}
        return told


@dataclass(frozen=True)
class Expected:
    """
    What a spreadsheet is held against: the register, goods and plan of one log.

    Attributes:
        opened_at: When the log was opened; acts long before cannot be.
        now: The hour it is read; acts after it cannot be.
        office: Whose spreadsheet it is; it may speak for itself and those below it.
    """

    register: Register
    profile: Profile
    plan: Plan
    opened_at: datetime
    now: datetime
    office: str

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], tuple[str, LoadList]]:
        """Return the planned load lists with their names, by leg and region."""
        return {(load.leg, load.region): (hash_, load) for hash_, load in self.plan.lists.items()}

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """Return what is counted rather than tracked, ``ballot:pilgub``, wherever it is."""
        firsts = {ancestor(s.desa, Level.KABUPATEN): s for s in self.register.stations}
        return tuple(dict.fromkeys(key for s in firsts.values() for key in contents_of(self.profile, s)))

    def pieces(self, station: str) -> tuple[Unit, ...]:
        """Return the units of a polling station; none of one that is not in the register."""
        found = self.register.by_key.get(station)
        return tuple(units_of(found, unit_kinds(self.profile, found.desa))) if found else ()

    def may_speak_for(self, party: str) -> bool:
        """Tell whether an act of an office may stand in this spreadsheet."""
        (line, _, seat), (other, _, place) = self.office.partition(":"), party.partition(":")
        same = LINES[line].institution == LINES[other].institution
        return same and f"{place}.".startswith(f"{seat}.")

    def packer(self) -> str:
        """Return the office that packs the parcels."""
        return office_id("kpu", self.register.kabupaten[0])

    def user(self, station: str) -> str:
        """Return the office that uses goods up at a polling station."""
        return office_id("kpps", station)

    def knows(self, unit: str) -> bool:
        """Tell whether a unit is one of the register's."""
        return any(piece.code == unit for piece in self.pieces(station_of(unit)))


@dataclass(slots=True)
class Sheet:
    """A spreadsheet as read: its acts, what is wrong, how many rows are left to fill in, and its last row."""

    acts: list[Declared] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: int = 0
    last: int = 0

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that are more than warnings."""
        return [problem for problem in self.problems if not problem.warning]
