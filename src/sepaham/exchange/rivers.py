"""Rivers and what leads over them, from GeoJSON: lines with a code, and points that name their river."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sepaham.domain.rivers import ON_LAND, Crossing, River, metres
from sepaham.domain.road_codes import AREA, NAME, WAY, is_road
from sepaham.domain.travel import DEGREE, Point
from sepaham.exchange.boundaries import LATITUDES, LONGITUDES
from sepaham.exchange.problems import Problem

FARTHEST = 500
"""Metres a crossing may lie beside its river's line."""
_SHOWN = 40
_LONGEST = 120
_POINT, _LINE = "Point", "LineString"


@dataclass(slots=True)
class Waters:
    """The rivers of a map, and everything wrong with it."""

    found: list[River] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Return how many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)


def read_rivers(*, data: bytes) -> Waters:
    """
    Read rivers: each a LineString with ``kode`` and ``nama``; crossings are Points with these too.

    A crossing's ``sungai`` names its river where there are several, its ``kendaraan`` the kinds that may use
    it, parted by commas.

    Args:
        data: The GeoJSON file's bytes.
    """
    waters = Waters()
    features = _features(data, waters)
    rivers = {river.code: river for row, feature in features if (river := _river(waters, row, feature))}
    if not rivers and not waters.problems:
        waters.problems.append(Problem(0, "geometry", "", "river.none"))
    crossings: dict[str, list[Crossing]] = {code: [] for code in rivers}
    for row, feature in features:
        _crossing(waters, row, feature, rivers, crossings)
    waters.found = [replace(river, crossings=tuple(crossings[code])) for code, river in rivers.items()]
    return waters


def _features(data: bytes, waters: Waters) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        waters.problems.append(Problem(0, "", str(error)[:_SHOWN], "map.unreadable"))
        return []
    features = value.get("features") if isinstance(value, Mapping) else None
    if not isinstance(features, list):
        kind = value.get("type", "?") if isinstance(value, Mapping) else type(value).__name__
        waters.problems.append(Problem(0, "type", str(kind)[:_SHOWN], "map.kind"))
        return []
    kept = []
    codes: set[str] = set()
    for row, feature in enumerate(features, start=1):
        kind = _shape(feature).get("type")
        if kind not in {_POINT, _LINE}:
            waters.problems.append(Problem(row, "geometry", str(kind)[:_SHOWN], "river.shape"))
        elif fault := _code_fault(_text(feature, "kode"), codes):
            waters.problems.append(Problem(row, "kode", _text(feature, "kode"), fault))
        else:
            codes.add(_text(feature, "kode"))
            kept.append((row, feature))
    return kept


def _code_fault(code: str, codes: set[str]) -> str:
    if not is_road(code) or code.startswith((WAY, NAME, AREA)):
        return "river.code"
    return "river.repeated" if code in codes else ""


def _river(waters: Waters, row: int, feature: Mapping[str, Any]) -> River | None:
    if _shape(feature)["type"] != _LINE:
        return None
    code, line = _text(feature, "kode"), _shape(feature).get("coordinates")
    points = [_point(spot) for spot in line] if isinstance(line, list) else []
    found = [point for point in points if point is not None]
    if len(found) < 2 or len(found) < len(points):  # noqa: PLR2004  a line has two ends
        waters.problems.append(Problem(row, "geometry", code, "river.line"))
        return None
    return River(code, _text(feature, "nama") or code, tuple(found))


def _crossing(
    waters: Waters,
    row: int,
    feature: Mapping[str, Any],
    rivers: Mapping[str, River],
    crossings: Mapping[str, list[Crossing]],
) -> None:
    if _shape(feature)["type"] != _POINT or not rivers:
        return
    code, whose = _text(feature, "kode"), _text(feature, "sungai")
    river = rivers.get(whose) if whose or len(rivers) > 1 else next(iter(rivers.values()))
    kinds = frozenset(part.strip() for part in _text(feature, "kendaraan").split(",") if part.strip())
    point = _point(_shape(feature).get("coordinates"))
    if river is None:
        problem = Problem(row, "sungai", code, "river.whose")
    elif not kinds <= ON_LAND:
        problem = Problem(row, "kendaraan", ", ".join(sorted(kinds - ON_LAND))[:_SHOWN], "river.kinds")
    elif point is None:
        problem = Problem(row, "geometry", code, "river.line")
    elif (far := metres(point, river.banks(Crossing(code, code, point))[0])) > FARTHEST:
        problem = Problem(row, "geometry", code, "river.far", {"metres": round(far)})
    else:
        crossings[river.code].append(Crossing(code, _text(feature, "nama") or code, point, kinds or ON_LAND))
        return
    waters.problems.append(problem)


def _shape(feature: Any) -> Mapping[str, Any]:
    shape = feature.get("geometry") if isinstance(feature, Mapping) else None
    return shape if isinstance(shape, Mapping) else {}


def _text(feature: Mapping[str, Any], name: str) -> str:
    properties = feature.get("properties")
    value = properties.get(name) if isinstance(properties, Mapping) else None
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _point(spot: Any) -> Point | None:
    if not isinstance(spot, Sequence) or len(spot) < 2 or not all(map(_is_number, spot[:2])):  # noqa: PLR2004
        return None
    lon, lat = spot[:2]
    if LONGITUDES[0] <= lon <= LONGITUDES[1] and LATITUDES[0] <= lat <= LATITUDES[1]:
        return Point(round(lat * DEGREE), round(lon * DEGREE))
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
