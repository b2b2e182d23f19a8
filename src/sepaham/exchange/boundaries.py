"""
Boundaries of regions from GeoJSON: one area per code, in degrees, longitude first, within Indonesia.

Every ring is checked and rounded to five decimals, about a metre; the rest of a feature is left behind.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sepaham.domain.base import RegionError, region_code
from sepaham.exchange.problems import Problem

LONGITUDES = (94.0, 142.0)
LATITUDES = (-12.0, 7.0)
"""The box Indonesia lies in, in degrees."""

_DECIMALS = 5
_SHORTEST_RING = 4
_SHOWN = 40
_PROPERTIES = 12


@dataclass(slots=True)
class Boundaries:
    """What a map says: geometry text by region code, and what is wrong."""

    shapes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that are more than warnings."""
        return [problem for problem in self.problems if not problem.warning]


class _ShapeError(Exception):
    """A geometry that cannot be a boundary: a problem's code and the value it shows."""

    def __init__(self, code: str, value: object) -> None:
        super().__init__(code)
        self.code = code
        self.value = str(value)[:_SHOWN]


def read_boundaries(*, data: bytes, known: Collection[str], code_property: str = "kode") -> Boundaries:
    """
    Read the boundaries of a register's regions, with everything that is wrong.

    Args:
        data: The GeoJSON file's bytes.
        known: The codes of the register's regions; others are left out with a warning.
        code_property: The property of a feature that holds its region code.
    """
    found = Boundaries()
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        found.problems.append(Problem(0, "", str(error)[:_SHOWN], "map.unreadable"))
        return found
    features = value.get("features") if isinstance(value, Mapping) else None
    if not isinstance(features, list):
        kind = value.get("type", "?") if isinstance(value, Mapping) else type(value).__name__
        found.problems.append(Problem(0, "type", str(kind), "map.kind"))
        return found
    for row, feature in enumerate(features, start=1):
        _read_feature(found, row=row, feature=feature, known=known, code_property=code_property)
    return found


def code_properties(data: bytes, known: Collection[str]) -> dict[str, int]:
    """Return which properties of a map's areas hold codes of known regions, and in how many; most first."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    features = value.get("features") if isinstance(value, Mapping) else None
    found: Counter[str] = Counter()
    for feature in features if isinstance(features, list) else ():
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        for name, given in properties.items() if isinstance(properties, Mapping) else ():
            found[str(name)[:_SHOWN]] += _code(given) in known
    return {name: n for name, n in found.most_common(_PROPERTIES) if n}


def _code(given: Any) -> str:
    try:
        return region_code(str(given))
    except RegionError:
        return ""


def _read_feature(
    found: Boundaries, *, row: int, feature: Any, known: Collection[str], code_property: str
) -> None:
    feature = feature if isinstance(feature, Mapping) else {}
    properties = feature.get("properties")
    given = properties.get(code_property, "") if isinstance(properties, Mapping) else ""
    try:
        code = region_code(str(given))
    except RegionError:
        found.problems.append(Problem(row, code_property, str(given)[:_SHOWN], "map.code"))
        return
    if code in found.shapes:
        found.problems.append(Problem(row, code_property, code, "map.repeated"))
    elif code not in known:
        found.problems.append(Problem(row, code_property, code, "map.unknown"))
    else:
        try:
            found.shapes[code] = _geometry(feature.get("geometry"))
        except _ShapeError as error:
            found.problems.append(Problem(row, "geometry", error.value, error.code, {"region": code}))


def _geometry(value: Any) -> str:
    kind = value.get("type") if isinstance(value, Mapping) else value
    parts = value.get("coordinates") if isinstance(value, Mapping) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _ShapeError("map.shape", kind)
    if not isinstance(parts, list) or not parts:
        raise _ShapeError("map.ring", parts)
    polygons = [_polygon(polygon) for polygon in ([parts] if kind == "Polygon" else parts)]
    kept = [polygon for polygon in polygons if polygon]
    if not kept:
        raise _ShapeError("map.ring", parts)
    return json.dumps(
        {"type": kind, "coordinates": kept[0] if kind == "Polygon" else kept}, separators=(",", ":")
    )


def _polygon(value: Any) -> list[list[list[float]]]:
    """Return an area's outline and holes; specks without an area, which dissolving leaves, are left out."""
    outline, *holes = [_ring(ring) for ring in _listed(value)]
    return [outline, *filter(None, holes)] if outline else []


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _ShapeError("map.ring", value)
    return value


def _ring(value: Any) -> list[list[float]]:
    points = list(_points(value))
    if points and points[0] != points[-1]:
        points.append(points[0])
    return points if len(points) >= _SHORTEST_RING else []


def _points(ring: Any) -> Iterator[list[float]]:
    last: list[float] = []
    for point in _listed(ring):
        if not isinstance(point, list) or not all(_is_number(part) for part in point[:2]) or len(point) < 2:  # noqa: PLR2004
            raise _ShapeError("map.ring", point)
        lon, lat = point[:2]
        if not (_inside(lon, LONGITUDES) and _inside(lat, LATITUDES)):
            swapped = _inside(lat, LONGITUDES) and _inside(lon, LATITUDES)
            raise _ShapeError("map.swapped" if swapped else "map.outside", point)
        here = [round(lon, _DECIMALS), round(lat, _DECIMALS)]
        if here != last:
            yield here
        last = here


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _inside(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
