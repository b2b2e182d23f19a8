"""
Ballots by state, per polling station and election, until nothing is unexplained.

A count is one copy of the block of ballot use on a station's result form: received, used, damaged, wrongly
marked, unused. It has no votes and no candidates. Each count must close by itself, agree with what the
station was to receive, and agree with every other copy; where it does not, the column is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

COLUMNS = ("received", "used", "damaged", "wrong", "unused")
"""Diterima, digunakan, rusak, keliru coblos, tidak digunakan (with what is left of the reserve)."""
_ENDS = COLUMNS[1:]


@dataclass(frozen=True, slots=True)
class Count:
    """
    One copy of a station's block of ballot use.

    Attributes:
        id: The statement.
        station, election: Of which box.
        office: Who states it.
        at: When.
        numbers: Ballots by column.
        voters: How many signed the list of those present; None where the copy does not say.
    """

    id: str
    station: str
    election: str
    office: str
    at: datetime
    numbers: Mapping[str, int]
    voters: int | None = None

    @property
    def left(self) -> int:
        """Return what the columns leave unexplained: received less all that became of it; 0 is closed."""
        return self.numbers["received"] - sum(self.numbers[column] for column in _ENDS)


@dataclass(frozen=True, slots=True)
class Fault:
    """
    What is odd about the ballots of one station and election.

    Attributes:
        rule: ``open`` (does not close), ``received`` (not what was to come), ``used`` (not as many as came to
            vote), ``differ`` (two copies), ``mixed`` (the same number moved between two columns).
        columns: The columns concerned, the likeliest first.
        difference: By how many.
        counts: The copies it rests on.
    """

    rule: str
    columns: tuple[str, ...]
    difference: int
    counts: tuple[Count, ...]


def faults(counts: Sequence[Count], *, expected: int | None) -> list[Fault]:
    """
    Return what is odd about the copies of one station's block for one election.

    Args:
        counts: All copies, in order; the first is the station's own where there is one.
        expected: What it was to receive; None where nobody knows.
    """
    found = [fault for count in counts for fault in _alone(count, expected)]
    return [*found, *(fault for one, other in combinations(counts, 2) for fault in _between(one, other))]


def _alone(count: Count, expected: int | None) -> Iterator[Fault]:
    numbers = count.numbers
    if expected is not None and numbers["received"] != expected:
        yield Fault("received", ("received",), numbers["received"] - expected, (count,))
    if count.voters is not None and numbers["used"] != count.voters:
        yield Fault("used", ("used",), numbers["used"] - count.voters, (count,))
    if count.left:
        yield Fault("open", _suspects(count, expected), count.left, (count,))


def _suspects(count: Count, expected: int | None) -> tuple[str, ...]:
    """Return the columns an open count may be wrong in: those that something else bears out come last."""
    sure = {"received"} if count.numbers["received"] == expected else set()
    sure |= {"used"} if count.numbers["used"] == count.voters else set()
    return tuple(
        sorted(COLUMNS, key=lambda column: (column in sure, column != "unused", COLUMNS.index(column)))
    )


def _between(one: Count, other: Count) -> Iterator[Fault]:
    apart = {c: other.numbers[c] - one.numbers[c] for c in COLUMNS if other.numbers[c] != one.numbers[c]}
    for first, second in combinations(sorted(apart), 2):
        if first in apart and second in apart and apart[first] == -apart[second]:
            yield Fault("mixed", (first, second), abs(apart[first]), (one, other))
            del apart[first], apart[second]
    for column, by in apart.items():
        yield Fault("differ", (column,), by, (one, other))


@dataclass(frozen=True, slots=True)
class Block:
    """
    One station's ballots of one election, by all copies of its block of ballot use.

    Attributes:
        station, election: Of which box.
        expected: What it was to receive; None where nobody knows.
        counts: The copies, the station's own first.
    """

    station: str
    election: str
    expected: int | None
    counts: tuple[Count, ...]

    @property
    def taken(self) -> Count | None:
        """Return the copy that sums take: the station's own, else the first; None where there is none."""
        return self.counts[0] if self.counts else None

    @property
    def faults(self) -> list[Fault]:
        """Return what is odd about the copies."""
        return faults(self.counts, expected=self.expected)

    @property
    def is_explained(self) -> bool:
        """Tell whether there is a copy and nothing is odd about any."""
        return bool(self.counts) and not self.faults


def blocks_of(
    counts: Iterable[Count], *, expected: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], Block]:
    """
    Return every station's ballots by station and election, those without a copy too.

    Args:
        counts: The copies of each station in order, its own first.
        expected: What each station was to receive for each election.
    """
    found: dict[tuple[str, str], list[Count]] = {key: [] for key in expected}
    for count in counts:
        found.setdefault((count.station, count.election), []).append(count)
    return {key: Block(*key, expected.get(key), tuple(copies)) for key, copies in found.items()}


@dataclass(frozen=True, slots=True)
class Sum:
    """
    The ballots of one area and election.

    Attributes:
        stations: How many stations it has.
        counted: Of how many there is a copy.
        numbers: Ballots by column over those counted.
        expected: What those counted were to receive.
    """

    stations: int
    counted: int
    numbers: Mapping[str, int]
    expected: int

    @property
    def left(self) -> int:
        """Return what is unexplained over those counted."""
        return self.numbers["received"] - sum(self.numbers[column] for column in _ENDS)


def sum_of(blocks: Iterable[Block]) -> Sum:
    """Return the ballots of the stations of one area and election."""
    all_blocks = list(blocks)
    counts = [block.taken for block in all_blocks if block.taken]
    numbers = {column: sum(count.numbers[column] for count in counts) for column in COLUMNS}
    expected = sum(block.expected or 0 for block in all_blocks if block.taken)
    return Sum(len(all_blocks), len(counts), numbers, expected)


@dataclass(frozen=True, slots=True)
class Warehouse:
    """
    All ballots of one election at the kabupaten, from the warehouse on.

    Attributes:
        good: Found good at the sorting, replacements included.
        packed: Put into the boxes of all stations.
        vote_again: Kept for a vote held again (PSU).
        destroyed: Good ones in surplus that were destroyed on H-1.
        stored: Kept otherwise.
        damaged: Found damaged at the sorting.
        burnt: Damaged ones that were destroyed.
    """

    good: int
    packed: int
    vote_again: int = 0
    destroyed: int = 0
    stored: int = 0
    damaged: int = 0
    burnt: int = 0

    @property
    def left(self) -> int:
        """Return what is unexplained in the warehouse; 0 is closed."""
        return self.good - self.packed - self.vote_again - self.destroyed - self.stored

    @property
    def damaged_left(self) -> int:
        """Return how many damaged sheets were not destroyed; below 0 more were than had been found."""
        return self.damaged - self.burnt
