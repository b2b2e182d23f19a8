"""
Rivers as lines, what crosses them, and closed areas: plain geometry for ways that no road map tells.

Coordinates are whole 1e-7 degrees, so that on which side of a line a place lies is exact.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sepaham.domain.tracking import metres_between
from sepaham.domain.travel import DEGREE, Point

ON_WHEELS = frozenset({"truck", "pickup", "car", "motorbike"})
ON_LAND = ON_WHEELS | {"foot"}
_BANK = 100
"""How far from a river its banks are, in 1e-7 degrees: about a metre."""
_WITHIN = 0.02


@dataclass(frozen=True, slots=True)
class Crossing:
    """
    A bridge, ford or ferry.

    Attributes:
        code: What closures name it by, such as ``jembatan-ploso``.
        name: What people call it.
        point: Where it is.
        kinds: The kinds of vehicles that may use it.
    """

    code: str
    name: str
    point: Point
    kinds: frozenset[str] = ON_LAND


@dataclass(frozen=True)
class River:
    """A river as a line from its upper end to its lower, and what leads over it."""

    code: str
    name: str
    line: tuple[Point, ...]
    crossings: tuple[Crossing, ...] = ()

    @cached_property
    def _bounds(self) -> tuple[int, int, int, int]:
        lats, lons = [p.lat for p in self.line], [p.lon for p in self.line]
        return min(lats), max(lats), min(lons), max(lons)

    def parts(self, a: Point, b: Point) -> bool:
        """Tell whether two places lie on opposite sides: the straight way meets it an odd number of times."""
        south, north, west, east = self._bounds
        beside = max(a.lat, b.lat) < south or min(a.lat, b.lat) > north
        if beside or max(a.lon, b.lon) < west or min(a.lon, b.lon) > east:
            return False
        return sum(_meet(a, b, p, q) for p, q in pairwise(self.line)) % 2 == 1

    def banks(self, crossing: Crossing) -> tuple[Point, Point]:
        """Return the two ends of a crossing, one on each side of the line where it is nearest."""
        _, foot, p, q = min(_nearest(crossing.point, p, q) for p, q in pairwise(self.line))
        north, east = q.lat - p.lat, q.lon - p.lon
        long = math.hypot(north, east) or 1.0
        up, right = round(_BANK * east / long), round(-_BANK * north / long)
        return Point(foot.lat + up, foot.lon + right), Point(foot.lat - up, foot.lon - right)


@dataclass(frozen=True, slots=True)
class Circle:
    """An area that is closed: a middle and metres around it."""

    middle: Point
    metres: int

    def detour(self, a: Point, b: Point) -> float:
        """Return the metres that going round it adds to the straight way; infinite if an end lies in it."""
        if _beside(self.middle, a, b) >= self.metres:
            return 0.0
        left, right, straight = metres(self.middle, a), metres(self.middle, b), metres(a, b)
        if min(left, right) <= self.metres:
            return math.inf
        ends = (left, right)
        turn = _angle(left, right, straight) - sum(math.acos(self.metres / end) for end in ends)
        tangents = sum(math.sqrt(end**2 - self.metres**2) for end in ends)
        return max(0.0, tangents + self.metres * max(0.0, turn) - straight)


def metres(a: Point, b: Point) -> float:
    """Return how far two places are as the crow flies."""
    return metres_between(a.lat / DEGREE, a.lon / DEGREE, b.lat / DEGREE, b.lon / DEGREE)


def all_crossings(rivers: Sequence[River]) -> Iterator[tuple[River, Crossing]]:
    """Yield every crossing with its river."""
    return ((river, crossing) for river in rivers for crossing in river.crossings)


def _meet(a: Point, b: Point, p: Point, q: Point) -> bool:
    return (_side(a, b, p) != _side(a, b, q)) and (_side(p, q, a) != _side(p, q, b))


def _side(a: Point, b: Point, p: Point) -> bool:
    """Tell on which side of the line from a to b a point lies; one on it counts to one of them, always."""
    return (b.lon - a.lon) * (p.lat - a.lat) >= (b.lat - a.lat) * (p.lon - a.lon)


def _nearest(point: Point, p: Point, q: Point) -> tuple[float, Point, Point, Point]:
    """Return how near a piece of a line is, and where; never quite at its ends."""
    shrink = math.cos(math.radians(point.lat / DEGREE))
    north, east = q.lat - p.lat, (q.lon - p.lon) * shrink
    square = north**2 + east**2 or 1.0
    part = ((point.lat - p.lat) * north + (point.lon - p.lon) * shrink * east) / square
    part = min(1 - _WITHIN, max(_WITHIN, part))
    foot = Point(round(p.lat + part * (q.lat - p.lat)), round(p.lon + part * (q.lon - p.lon)))
    return metres(point, foot), foot, p, q


def _beside(point: Point, a: Point, b: Point) -> float:
    """Return how far a place is from the straight way between two others."""
    shrink = math.cos(math.radians(point.lat / DEGREE))
    north, east = b.lat - a.lat, (b.lon - a.lon) * shrink
    square = north**2 + east**2 or 1.0
    part = ((point.lat - a.lat) * north + (point.lon - a.lon) * shrink * east) / square
    part = min(1.0, max(0.0, part))
    foot = Point(round(a.lat + part * (b.lat - a.lat)), round(a.lon + part * (b.lon - a.lon)))
    return metres(point, foot)


def _angle(left: float, right: float, opposite: float) -> float:
    cosine = (left**2 + right**2 - opposite**2) / (2 * left * right)
    return math.acos(min(1.0, max(-1.0, cosine)))
