"""
Where a vehicle may be: along its way and within the areas left open to it, and the fences of stores.

Lines and rings are sequences of (latitude, longitude) in decimal degrees. Each is laid into a plane of metres
around its own middle, which holds for a kabupaten, and across the date line.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sepaham.domain.tracking import METRES, metres_between

Spot = tuple[float, float]
Line = tuple[float, float, float, float]
_Cell = tuple[int, int]
BEYOND = 4.0
"""Distances are measured to so many times the width; farther is told as just that."""
_FINE = 20
"""Lines are thinned to so small a part of the width."""
_ABOUT, _NEAR = 1.6, 3000.0
"""A way may be so many times the straight line, and so many metres more."""
_TILES, _WELL, _REMEMBERED = 3, 0.5, 200_000
"""A tile of a third of the width lies well inside where its middle is within half of it."""
_FEWEST_SIDES = 3


class Plane:
    """A plane of metres around a middle."""

    __slots__ = ("_cosine", "_lat", "_lon")

    def __init__(self, lat: float, lon: float) -> None:
        """Lay it around a place."""
        self._lat, self._lon = lat, lon
        self._cosine = max(math.cos(math.radians(lat)), 1e-9) * METRES

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the metres east and north of the middle."""
        return math.remainder(lon - self._lon, 360.0) * self._cosine, (lat - self._lat) * METRES


class Way:
    """
    A corridor: lines with a width to both sides, and areas that are open as a whole.

    Attributes:
        width: The metres a place may be beside a line, or outside an area.
    """

    __slots__ = ("_areas", "_cells", "_plane", "_size", "_tile", "_well", "width")

    def __init__(
        self, *, width: float, lines: Iterable[Sequence[Spot]] = (), areas: Iterable[Sequence[Spot]] = ()
    ) -> None:
        """
        Lay out the corridor.

        Args:
            width: The metres to each side.
            lines: The ways, each with at least one place.
            areas: Rings; a place inside one is in the corridor. They need not be closed.

        Raises:
            ValueError: There is neither a line nor an area.
        """
        ways, rings = [list(line) for line in lines if line], [list(ring) for ring in areas if ring]
        spots = [spot for part in (*ways, *rings) for spot in part]
        if not spots:
            raise ValueError("a corridor needs a line or an area")
        self.width, self._size = width, BEYOND * width
        self._tile, self._well = width / _TILES, dict[tuple[float, float], bool]()
        self._plane = Plane((min(s[0] for s in spots) + max(s[0] for s in spots)) / 2, spots[0][1])
        self._areas = [[self._plane.at(*spot) for spot in ring] for ring in rings]
        sides = [ring + ring[:1] for ring in self._areas]
        laid = [_thinned([self._plane.at(*spot) for spot in way], width / _FINE) for way in ways]
        self._cells = self._index(_pieces((*laid, *sides)))

    def distance(self, lat: float, lon: float) -> float:
        """Return how many metres beside it a place is: 0 well inside it, `BEYOND` widths at most."""
        x, y = self._plane.at(lat, lon)
        tile = (x // self._tile, y // self._tile)
        well = self._well.get(tile)
        if well is None:
            middle_x, middle_y = (tile[0] + 0.5) * self._tile, (tile[1] + 0.5) * self._tile
            well = self._measured(middle_x, middle_y) <= _WELL * self.width
            self._remember(tile, well=well)
        return 0.0 if well else self._measured(x, y)

    def _measured(self, x: float, y: float) -> float:
        near = self._cells.get((math.floor(x / self._size), math.floor(y / self._size)), ())
        found = min((beside(x, y, piece) for piece in near), default=math.inf)
        if found > 0.0 and any(inside(x, y, ring) for ring in self._areas):
            return 0.0
        return min(found, self._size)

    def _remember(self, tile: tuple[float, float], *, well: bool) -> None:
        if len(self._well) >= _REMEMBERED:
            self._well.clear()
        self._well[tile] = well

    def _index(self, pieces: Iterable[Line]) -> Mapping[_Cell, tuple[Line, ...]]:
        cells: defaultdict[_Cell, list[Line]] = defaultdict(list)
        for piece in pieces:
            for cell in self._touched(piece):
                cells[cell].append(piece)
        return {cell: tuple(found) for cell, found in cells.items()}

    def _touched(self, piece: Line) -> Iterator[_Cell]:
        """Return the cells that are within reach of a piece, going along it."""
        x, y, to_x, to_y = piece
        steps, reach = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / self._size)), self._size
        seen = set()
        for step in range(steps):
            ends_x = sorted((x + (to_x - x) * part / steps) for part in (step, step + 1))
            ends_y = sorted((y + (to_y - y) * part / steps) for part in (step, step + 1))
            wide = range(*_cells(ends_x[0] - reach, ends_x[1] + reach, reach))
            seen |= {
                (i, j) for j in range(*_cells(ends_y[0] - reach, ends_y[1] + reach, reach)) for i in wide
            }
        yield from seen


class Reach:
    """
    A corridor where nobody drew a way: what can be reached between calls without going far about.

    Attributes:
        width: The metres beside it that are still in it.
    """

    __slots__ = ("_legs", "width")

    def __init__(self, calls: Sequence[Spot], width: float = 500.0) -> None:
        """Lay it between calls in their order, two at least."""
        self.width = width
        self._legs = [
            (*start, *end, _ABOUT * metres_between(*start, *end) + _NEAR) for start, end in pairwise(calls)
        ]

    def distance(self, lat: float, lon: float) -> float:
        """Return half of how many metres going by a place is longer than a long way about."""
        beyond = (
            metres_between(lat, lon, a, b) + metres_between(lat, lon, c, d) - most
            for a, b, c, d, most in self._legs
        )
        return max(0.0, min(beyond) / 2)


@dataclass(frozen=True, slots=True)
class Fence:
    """
    The ground of a place: a ring around it, or a circle where nobody drew one.

    Attributes:
        key: The region or store it is of.
        lat: Its middle.
        lon: The same.
        radius: Metres of the circle.
        ring: The ring; empty for the circle.
    """

    key: str
    lat: float
    lon: float
    radius: float = 150.0
    ring: tuple[Spot, ...] = ()

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a place lies on its ground."""
        if len(self.ring) < _FEWEST_SIDES:
            return metres_between(self.lat, self.lon, lat, lon) <= self.radius
        plane = Plane(self.lat, self.lon)
        return inside(*plane.at(lat, lon), [plane.at(*spot) for spot in self.ring])


def inside(x: float, y: float, ring: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a point lies inside a ring, by how often a ray from it meets a side."""
    within, (last_x, last_y) = False, ring[-1]
    for side_x, side_y in ring:
        if (side_y > y) != (last_y > y) and x < (last_x - side_x) * (y - side_y) / (last_y - side_y) + side_x:
            within = not within
        last_x, last_y = side_x, side_y
    return within


def _cells(low: float, high: float, size: float) -> tuple[int, int]:
    return math.floor(low / size), math.floor(high / size) + 1


def _thinned(line: Sequence[tuple[float, float]], most: float) -> list[tuple[float, float]]:
    """Leave out the points of a line that are no farther than that from it (Douglas and Peucker)."""
    kept, open_ = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        piece = (*line[first], *line[last])
        off = [beside(*line[at], piece) for at in range(first + 1, last)]
        if off and max(off) > most:
            middle = first + 1 + off.index(max(off))
            kept.add(middle)
            open_ += [(first, middle), (middle, last)]
    return [line[at] for at in sorted(kept)]


def _pieces(lines: Iterable[Sequence[tuple[float, float]]]) -> Iterator[Line]:
    for line in lines:
        for start, end in zip(line, line[1:] or line, strict=False):
            yield (*start, *end)


def beside(x: float, y: float, piece: Line) -> float:
    """Return how far a point is from a piece of a line."""
    ax, ay, bx, by = piece
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    part = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / square)) if square else 0.0
    return math.hypot(x - ax - part * dx, y - ay - part * dy)
