"""Corridors from GeoJSON: its lines are ways, its polygons areas open as a whole."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sepaham.domain.corridors import Spot, Way
from sepaham.errors import SepahamError


class CorridorError(SepahamError):
    """A file that draws no corridor."""


def read_corridor(*, data: bytes, width: float) -> Way:
    """
    Read a corridor.

    Args:
        data: The GeoJSON file: features, a geometry, or several; points in it are passed over.
        width: The metres a place may be beside a line or outside a polygon.

    Raises:
        CorridorError: It is no GeoJSON, or has neither a line nor a polygon.
    """
    try:
        shapes = list(_shapes(json.loads(data)))
        lines = [_line(part) for kind, parts in shapes if kind == "line" for part in parts]
        areas = [_line(part) for kind, parts in shapes if kind == "area" for part in parts]
        return Way(width=width, lines=lines, areas=areas)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise CorridorError(
            f"The corridor is no GeoJSON of lines or polygons ({error}); draw one LineString or Polygon.",
            "corridor.form",
        ) from None


def _shapes(value: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield what is drawn: lines, or the outer rings of areas."""
    kind = value["type"]
    for part in (*value.get("features", ()), *value.get("geometries", ())):
        yield from _shapes(part)
    if kind == "Feature" and value["geometry"]:
        yield from _shapes(value["geometry"])
    elif kind == "LineString":
        yield "line", [value["coordinates"]]
    elif kind == "MultiLineString":
        yield "line", value["coordinates"]
    elif kind == "Polygon":
        yield "area", value["coordinates"][:1]
    elif kind == "MultiPolygon":
        yield "area", [rings[0] for rings in value["coordinates"]]


def _line(coordinates: Sequence[Sequence[float]]) -> list[Spot]:
    spots = [(float(spot[1]), float(spot[0])) for spot in coordinates]
    if not all(-90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0 for lat, lon in spots):  # noqa: PLR2004  degrees
        raise ValueError("a place beyond 90 or 180 degrees")
    return spots
