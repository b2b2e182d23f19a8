"""
Where every store and polling station is, and how one knows.

A place that nobody told lies in the middle of its boundary, else amid the places inside it, else on a spiral
around the place that holds it, always at the same spot. What was only assumed is counted, so that every
plan can say so.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sepaham.domain.base import Level, level_of, parent_of
from sepaham.domain.register import Register
from sepaham.domain.travel import DEGREE, Point

_TURN = math.pi * (3 - math.sqrt(5))
_DEGREE_METRES = 111_195
_MIDDLE = Point(-25_000_000, 1_180_000_000)
_SPREAD: Mapping[Level, int] = {
    Level.PROVINCE: 800_000,
    Level.KABUPATEN: 100_000,
    Level.KECAMATAN: 15_000,
    Level.DESA: 4_000,
    Level.TPS: 1_000,
}
"""Metres around the place that holds it within which an unknown place of a level is assumed to lie."""
_INNER = 0.7

Area = tuple[Point, float]
"""The middle of a boundary, and its square metres."""


class Origin(StrEnum):
    """How one knows where a place is."""

    TOLD = "told"
    BOUNDARY = "boundary"
    INSIDE = "inside"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything is, and how one knows, both by code; polling stations by their key."""

    points: Mapping[str, Point]
    origins: Mapping[str, Origin]

    def counted(self, level: Level) -> Mapping[Origin, int]:
        """Return how many places of a level are known in each way."""
        found = Counter(origin for code, origin in self.origins.items() if level_of(code) is level)
        return {origin: found[origin] for origin in Origin}


def locate(*, register: Register, told: Mapping[str, Point], areas: Mapping[str, Area]) -> Places:
    """
    Return where every place of a register is.

    Args:
        register: Whose regions and polling stations.
        told: The places somebody told, by code or key; an office's store lies at its region.
        areas: The boundaries there are, by code.
    """
    codes = sorted({*register.regions, *(station.key for station in register.stations)})
    finder = _Finder(codes, told, areas)
    for code in codes:
        finder.find(code)
    return Places(
        points={code: finder.points[code] for code in codes},
        origins={code: finder.origins[code] for code in codes},
    )


class _Finder:
    """Finds places from the widest to the narrowest."""

    def __init__(self, codes: Iterable[str], told: Mapping[str, Point], areas: Mapping[str, Area]) -> None:
        self.told, self.areas = told, areas
        self.points: dict[str, Point] = {}
        self.origins: dict[str, Origin] = {}
        self.within: defaultdict[str, list[str]] = defaultdict(list)
        for code in codes:
            self.within[parent_of(code)].append(code)
        self.turns = {code: turn for those in self.within.values() for turn, code in enumerate(those)}

    def find(self, code: str) -> None:
        """Place one; those that hold it were placed before."""
        if code in self.told:
            self._put(code, self.told[code], Origin.TOLD)
        elif code in self.areas:
            self._put(code, self.areas[code][0], Origin.BOUNDARY)
        elif known := list(self._known_inside(code)):
            self._put(code, middle_of(known), Origin.INSIDE)
        else:
            self._put(code, self._assumed(code), Origin.ASSUMED)

    def _put(self, code: str, point: Point, origin: Origin) -> None:
        self.points[code], self.origins[code] = point, origin

    def _known_inside(self, code: str) -> Iterator[Point]:
        for inner in self.within[code]:
            if inner in self.told:
                yield self.told[inner]
            elif inner in self.areas:
                yield self.areas[inner][0]
            else:
                yield from self._known_inside(inner)

    def _assumed(self, code: str) -> Point:
        """Return a place on a sunflower's spiral around what holds it: spread evenly, never two at one."""
        above = parent_of(code)
        middle, level = self.points.get(above, _MIDDLE), level_of(code)
        area = self.areas.get(above)
        reach = math.sqrt(area[1] / math.pi) * _INNER if area else _SPREAD[level]
        turn, count = self.turns[code], len(self.within[above])
        return moved(middle, angle=turn * _TURN, metres=reach * math.sqrt((turn + 0.5) / count))


def moved(point: Point, *, angle: float, metres: float) -> Point:
    """Return the place so many metres from another, the angle counted from the north to the east."""
    north, east = metres * math.cos(angle), metres * math.sin(angle)
    shrink = math.cos(math.radians(point.lat / DEGREE))
    return Point(
        point.lat + round(north / _DEGREE_METRES * DEGREE),
        point.lon + round(east / _DEGREE_METRES / shrink * DEGREE),
    )


def middle_of(points: Sequence[Point]) -> Point:
    """Return the middle of some places."""
    return Point(
        round(sum(point.lat for point in points) / len(points)),
        round(sum(point.lon for point in points) / len(points)),
    )


def area_of(geometry: Mapping[str, Any]) -> Area | None:
    """
    Return the middle and the size of a boundary; None where it holds no area.

    Args:
        geometry: A GeoJSON Polygon or MultiPolygon in degrees.
    """
    parts = geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    rings = [_ring(ring, hole=turn > 0) for polygon in polygons for turn, ring in enumerate(polygon)]
    whole = sum(size for size, _, _ in rings)
    if whole <= 0:
        return None
    lon, lat = (sum(ring[0] * ring[axis] for ring in rings) / whole for axis in (1, 2))
    metres = whole * _DEGREE_METRES**2 * math.cos(math.radians(lat))
    return Point(round(lat * DEGREE), round(lon * DEGREE)), metres


def _ring(ring: Sequence[Sequence[float]], *, hole: bool) -> tuple[float, float, float]:
    """Return a ring's area in square degrees, below zero for a hole, and its middle."""
    x0, y0 = ring[0][:2]
    doubled = east = north = 0.0
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        ax, ay, bx, by = a[0] - x0, a[1] - y0, b[0] - x0, b[1] - y0
        cross = ax * by - bx * ay
        doubled += cross
        east, north = east + (ax + bx) * cross, north + (ay + by) * cross
    if not doubled:
        return 0.0, x0, y0
    size = abs(doubled) / 2
    return -size if hole else size, x0 + east / (3 * doubled), y0 + north / (3 * doubled)
