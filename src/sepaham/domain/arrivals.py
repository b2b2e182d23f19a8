"""
When a vehicle will be where it is due: its calls in their order, those it came to, and what its pace says.

Hours are Unix seconds. The interval of an arrival is an assumption about roads, not a measurement: four of
five times the rest of the way takes between 0.74 and 1.35 times what pace and plan say.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sepaham.domain.corridors import Plane, Spot, beside
from sepaham.domain.tracking import METRES, metres_between

SPREAD = 0.3
"""The logarithm of how much longer, or less long, the rest of a way may take: four of five times."""
_TRUST = 600.0
"""So many seconds of the plan's own pace, or that of the others, weigh against what was seen."""
_PATIENCE, _GAP = 1200.0, 600.0
_FARTHER = 1.5
_PACES = (0.5, 4.0)
LATE = 600.0
"""Growing late by so much needs a look."""
_SLOW, _HARDLY_MORE, _FEWEST = 1.15, 1.3, 2
_GROWS = 0.2
"""A stretch that takes so much longer than planned belongs to a growing lateness."""

Stretch = tuple[float, float, float]
"""From, to, and how many seconds more than planned it took."""


@dataclass(frozen=True, slots=True)
class Due:
    """A call: what it is called, where, the ground it counts as reached on, planned arrival and departure."""

    key: str
    lat: float
    lon: float
    arrives: float
    leaves: float
    radius: float = 300.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """When to expect a call, four of five times between `low` and `high`; `late` by how many seconds."""

    key: str
    at: float
    low: float
    high: float
    late: float


@dataclass(slots=True)
class Progress:
    """
    How far a vehicle is among its calls; the first is where it starts.

    Attributes:
        dues: The calls in their order.
        next: The index of the one it has still to come to.
        came: Those it came to, each with the hour.
        left: The last hour it was at the last of them.
        ahead: Among how many of the next it is looked for once the next is long overdue: it was left out.
    """

    dues: Sequence[Due]
    next: int = 0
    came: list[tuple[int, float]] = field(default_factory=list)
    left: float = 0.0
    ahead: int = 4
    last: tuple[float, float, float] | None = None

    def take(self, at: float, lat: float, lon: float) -> None:
        """Take a believed place: on the way there it may have come to a call, or still be at the last."""
        before, self.last = self.last, (at, lat, lon)
        came_from = before[1:] if before and at - before[0] <= _GAP else (lat, lon)
        for index in range(self.next, min(self.next + self._window(at), len(self.dues))):
            if _reached(self.dues[index], came_from, (lat, lon)):
                self.came.append((index, at))
                self.next, self.left = index + 1, at
                return
        if self.came and _reached(self.dues[self.came[-1][0]], (lat, lon), (lat, lon)):
            self.left = at

    def _window(self, at: float) -> int:
        if self.next >= len(self.dues):
            return 0
        index, came = self.came[-1] if self.came else (0, self.dues[0].arrives)
        late = max(0.0, came - self.dues[index].arrives)
        return self.ahead if at > self.dues[self.next].arrives + late + _PATIENCE else 1

    def passes(self) -> list[tuple[float, float]]:
        """Return the planned and the true hour of every call it came to."""
        return [(self.dues[index].arrives, at) for index, at in self.came]

    def expect(self, *, at: float, lat: float, lon: float, pace: float = 1.0) -> tuple[Arrival, ...]:
        """
        Return when the calls that are left are to be expected.

        Args:
            at: The hour of its last place.
            lat: Its last place.
            lon: The same.
            pace: How much longer than planned the others take.
        """
        if self.next >= len(self.dues):
            return ()
        rest, own = self._way_left(at, lat, lon, pace)
        found, travel, calls = [], rest * own, 0.0
        for index in range(self.next, len(self.dues)):
            due = self.dues[index]
            if index > self.next:
                before = self.dues[index - 1]
                travel += max(0.0, due.arrives - before.leaves) * own
                calls += max(0.0, before.leaves - before.arrives)
            middle = at + travel + calls
            low, high = (at + travel * math.exp(sign * SPREAD) + calls for sign in (-1, 1))
            found.append(Arrival(due.key, middle, low, high, middle - due.arrives))
        return tuple(found)

    def pace(self, at: float, lat: float, lon: float) -> float | None:
        """Return how many times the planned time it takes since its last call; None while little tells."""
        planned, part = self._stretch(lat, lon)
        done = planned * max(0.0, 1 - part)
        return max(0.0, at - self.left) / done if self.came and done >= _TRUST / 2 else None

    def _way_left(self, at: float, lat: float, lon: float, pace: float) -> tuple[float, float]:
        """Return the planned seconds left to the next call, and the pace to count them at."""
        planned, part = self._stretch(lat, lon)
        done, taken = planned * max(0.0, 1 - part), max(0.0, at - self.left)
        own = (taken + _TRUST * pace) / (done + _TRUST) if self.came and done else pace
        return planned * part, min(max(own, _PACES[0]), _PACES[1])

    def _stretch(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the planned seconds between the last call and the next, and which part is left."""
        due = self.dues[self.next]
        if not self.next:
            return 0.0, 1.0
        before = self.dues[self.next - 1]
        whole = metres_between(before.lat, before.lon, due.lat, due.lon)
        here = metres_between(lat, lon, due.lat, due.lon)
        part = min(_FARTHER, here / whole) if whole > due.radius else 1.0
        return max(0.0, due.arrives - before.leaves), part


def _reached(due: Due, start: Spot, end: Spot) -> bool:
    """Tell whether the straight way between two places comes to a call."""
    reach = due.radius / METRES
    if min(start[0], end[0]) > due.lat + reach or max(start[0], end[0]) < due.lat - reach:
        return False
    plane = Plane(due.lat, due.lon)
    return beside(0.0, 0.0, (*plane.at(*start), *plane.at(*end))) <= due.radius


@dataclass(frozen=True, slots=True)
class Slowness:
    """A growing lateness: since when, when it was known, the last hour it grew, and by how many seconds."""

    since: float
    known_at: float
    until: float
    seconds: float


def slow_stretches(
    passes: Iterable[tuple[float, float]], excused: Sequence[tuple[float, float]] = ()
) -> list[Stretch]:
    """
    Return the stretches between passes: from, to, and how many seconds more than planned they took.

    Args:
        passes: The planned and the true hour of places that were passed, in order.
        excused: Periods whose reason is told already, such as a stop; they do not count.
    """
    found = []
    for (planned, true), (next_planned, next_true) in pairwise(passes):
        told = sum(max(0.0, min(end, next_true) - max(start, true)) for start, end in excused)
        if next_planned > planned:
            found.append((true, next_true, (next_true - true) - (next_planned - planned) - told))
    return found


def growing(stretches: Iterable[Stretch], *, late: float = LATE) -> list[Slowness]:
    """Return where lateness grew by more than `late` in stretches that follow each other, each once."""
    found: list[Slowness] = []
    since, known, more = 0.0, 0.0, 0.0
    for start, end, growth in stretches:
        if growth < _GROWS * (end - start - growth):
            since = known = more = 0.0
            continue
        since, more = since or start, more + growth
        if more >= late and not known:
            known = end
            found.append(Slowness(since, known, end, more))
        elif known:
            found[-1] = Slowness(since, known, end, more)
    return found


def is_shared(
    period: tuple[float, float], own: Sequence[Stretch], others: Iterable[Sequence[Stretch]]
) -> bool:
    """
    Tell whether the others under way at the time were slow too, as in rain, and this one hardly more.

    Args:
        period: When.
        own: The stretches of the one that is slow.
        others: Those of each other vehicle.
    """
    paces = sorted(pace for other in others if (pace := _pace(period, other)) is not None)
    mine = _pace(period, own)
    if mine is None or len(paces) < _FEWEST:
        return False
    usual = paces[len(paces) // 2]
    return usual >= _SLOW and mine <= _HARDLY_MORE * usual


def _pace(period: tuple[float, float], stretches: Sequence[Stretch]) -> float | None:
    """Return how many times the planned time the stretches of a period took; None where there are none."""
    there = [one for one in stretches if one[0] < period[1] and period[0] < one[1]]
    planned = sum(end - start - growth for start, end, growth in there)
    return sum(end - start for start, end, _ in there) / planned if planned > 0 else None
