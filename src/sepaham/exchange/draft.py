"""
A register being read: stations packed small, names, and problems counted while they are listed.

A station is one integer, its number above its voters above two marks, so that a nation's 820,000 stand in
a few megabytes and sort by number.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sepaham.domain.base import Level, ancestor
from sepaham.domain.register import PollingStation
from sepaham.exchange.problems import Problem

FIRST_SPECIAL = 901
"""Special polling stations of a desa are numbered from here."""

LISTED = 100_000
"""Problems kept one by one; beyond, they are only counted."""

_NUMBER, _VOTERS, _SPECIAL, _ASSUMED = 34, 2, 2, 1
_VOTERS_MASK = (1 << 32) - 1
_GAPS_SHOWN = 5


@dataclass(slots=True)
class Draft:
    """What a spreadsheet says, before it becomes the register."""

    official: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    first_rows: dict[str, int] = field(default_factory=dict)
    per_station: dict[str, dict[int, int]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    spread: int = 0
    _packed: dict[str, "array[int]"] = field(default_factory=dict)

    @property
    def warnings(self) -> int:
        """Return how many things are odd but kept."""
        return sum(self.counts.values()) - self.errors

    def flag(self, problem: Problem) -> None:
        """Count a problem, and list it while there is room."""
        self.counts[problem.code] += 1
        self.errors += not problem.warning
        if len(self.problems) < LISTED:
            self.problems.append(problem)

    def add(self, station: PollingStation) -> None:
        """Keep a station."""
        packed = station.number << _NUMBER | station.voters << _VOTERS
        packed |= station.special << 1 | station.assumed
        self._packed.setdefault(station.desa, array("Q")).append(packed)

    def seen(self, desa: str, number: int, row: int) -> None:
        """Remember in which row a station with a number of its own stood."""
        self.per_station.setdefault(desa, {})[number] = row

    def row_of(self, desa: str, number: int) -> int:
        """Return the row a numbered station stood in; 0 when it has not been seen."""
        return self.per_station.get(desa, {}).get(number, 0)

    def desa(self) -> list[str]:
        """Return the codes of the desa that have stations, in order."""
        return sorted(self._packed)

    def stations_of(self, desa: str) -> tuple[PollingStation, ...]:
        """Return a desa's stations by number."""
        return tuple(
            PollingStation(
                desa,
                packed >> _NUMBER,
                packed >> _VOTERS & _VOTERS_MASK,
                assumed=bool(packed & _ASSUMED),
                special=bool(packed & _SPECIAL),
            )
            for packed in sorted(self._packed.get(desa, ()))
        )

    def stations(self) -> Iterator[PollingStation]:
        """Yield all stations in code order."""
        for desa in self.desa():
            yield from self.stations_of(desa)

    def regions(self) -> dict[str, tuple[str, bool]]:
        """Return the name of every region with a station inside, and whether its code is official."""
        codes = {ancestor(desa, level) for desa in self._packed for level in Level if level < Level.TPS}
        return {code: (self._name(code), code in self.official) for code in sorted(codes)}

    def _name(self, code: str) -> str:
        official, given = self.official.get(code, ""), self.names.get(code, ("", 0))[0]
        return official or code if not given or given.casefold() == official.casefold() else given

    def close(self) -> None:
        """Say what only shows once every row was read."""
        for desa in self.desa():
            if desa not in self.official:
                row = self.first_rows[desa]
                self.flag(Problem(row, "kode_desa", desa, "code.unknown"))
            if desa in self.per_station and desa not in self.failed:
                self._flag_gap(desa)
        if self.spread:
            self.flag(Problem(0, "dpt", str(self.spread), "voters.spread"))

    def _flag_gap(self, desa: str) -> None:
        numbers = {station.number for station in self.stations_of(desa) if station.number < FIRST_SPECIAL}
        missing = sorted(set(range(1, max(numbers, default=0))) - numbers)
        if missing:
            shown = ", ".join(map(str, missing[:_GAPS_SHOWN])) + ("..." if len(missing) > _GAPS_SHOWN else "")
            self.flag(Problem(self.first_rows[desa], "no_tps", desa, "tps.gap", {"missing": shown}))
