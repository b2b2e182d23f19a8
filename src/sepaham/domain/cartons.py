"""
Cartons as runs of numbers with as many pieces in each.

A run is never expanded: figures are sums over runs, and what stands beside what is found by walking along
their edges, so that 520 cartons cost as much as one.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Run:
    """Cartons with following numbers and as many pieces in each; `key` is the statement that says so."""

    first: int
    last: int
    each: int
    key: str = ""

    @property
    def cartons(self) -> int:
        """Return how many cartons it is."""
        return self.last - self.first + 1

    @property
    def pieces(self) -> int:
        """Return how many pieces are in them."""
        return self.cartons * self.each


@dataclass(frozen=True, slots=True)
class Beside:
    """Cartons of which two tell something else, or only one tells anything: pieces in each by either."""

    first: int
    last: int
    one: int | None
    other: int | None
    key: str = ""

    @property
    def difference(self) -> int:
        """Return how many pieces more the other tells of all of them."""
        return ((self.other or 0) - (self.one or 0)) * (self.last - self.first + 1)


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is odd about the numbers of stated cartons: how many runs or cartons of each sort."""

    reversed: int = 0
    overlapping: int = 0
    skipped: int = 0

    def __bool__(self) -> bool:
        """Tell whether anything is odd."""
        return bool(self.reversed or self.overlapping or self.skipped)


def runs_of(cartons: Iterable[Mapping[str, int]], key: str = "") -> tuple[Run, ...]:
    """Return stated cartons as runs; one written backwards is read forwards."""
    return tuple(Run(min(c["first"], c["last"]), max(c["first"], c["last"]), c["each"], key) for c in cartons)


def overlay(layers: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs without overlap, in order: where some overlap, the later of the sequence holds."""
    waiting = sorted(enumerate(layers), key=lambda pair: -pair[1].first)
    edges = sorted({edge for run in layers for edge in (run.first, run.last + 1)})
    open_: list[tuple[int, int]] = []
    found: list[Run] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][1].first == start:
            rank, run = waiting.pop()
            heapq.heappush(open_, (-rank, run.last))
        while open_ and open_[0][1] < start:
            heapq.heappop(open_)
        if open_:
            top = layers[-open_[0][0]]
            _append(found, Run(start, end - 1, top.each, top.key))
    return tuple(found)


def _append(found: list[Run], run: Run) -> None:
    """Add a run, as part of the one before where it goes on in the same way."""
    before = found[-1] if found else None
    if before and (before.last + 1, before.each, before.key) == (run.first, run.each, run.key):
        found[-1] = Run(before.first, run.last, run.each, run.key)
    else:
        found.append(run)


def beside(one: Sequence[Run], other: Sequence[Run]) -> Iterator[Beside]:
    """Yield every stretch of cartons with what two tell of it, both without overlap and in order."""
    edges = sorted({edge for run in (*one, *other) for edge in (run.first, run.last + 1)})
    left = right = 0
    for start, end in pairwise(edges):
        left, right = _upto(one, left, start), _upto(other, right, start)
        here, there = _at(one, left, start), _at(other, right, start)
        if here or there:
            yield Beside(
                start,
                end - 1,
                here.each if here else None,
                there.each if there else None,
                there.key if there else "",
            )


def _upto(runs: Sequence[Run], place: int, carton: int) -> int:
    while place < len(runs) and runs[place].last < carton:
        place += 1
    return place


def _at(runs: Sequence[Run], place: int, carton: int) -> Run | None:
    return runs[place] if place < len(runs) and runs[place].first <= carton else None


def flaws_of(cartons: Sequence[Mapping[str, int]]) -> Flaws:
    """Return what is odd about the numbers of stated cartons."""
    runs = runs_of(cartons)
    clear = overlay(runs)
    span = clear[-1].last - clear[0].first + 1 if clear else 0
    covered = cartons_in(clear)
    return Flaws(
        reversed=sum(c["first"] > c["last"] for c in cartons),
        overlapping=cartons_in(runs) - covered,
        skipped=span - covered,
    )


def cartons_in(runs: Iterable[Run]) -> int:
    """Return how many cartons some runs are."""
    return sum(run.cartons for run in runs)


def pieces_in(runs: Iterable[Run]) -> int:
    """Return how many pieces are in some runs."""
    return sum(run.pieces for run in runs)


def holding(runs: Iterable[Run], number: int) -> Run | None:
    """Return the run a carton is in; None when it is in none."""
    return next((run for run in runs if run.first <= number <= run.last), None)
