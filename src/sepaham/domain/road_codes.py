"""
How a closed road is named.

By the code of a crossing (``jembatan-ploso``), by that of a way of the map (``way:24512345``), by the name
the map gives it (``name:Jalan Raya Ploso``) or as an area: degrees and metres
(``area:-7.4512,112.2291,500``).
"""

import re
from typing import Any

from sepaham.domain.rivers import Circle
from sepaham.domain.travel import DEGREE, Point

WAY, NAME, AREA = "way:", "name:", "area:"
LONGEST = 64
MOST_METRES = 20_000
_CROSSING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_WAY = re.compile(r"way:[1-9]\d{0,14}", re.ASCII)
_NAME = re.compile(r"name:\S(.*\S)?")
_AREA = re.compile(r"area:(-?\d{1,2}(?:\.\d{1,7})?),(-?\d{1,3}(?:\.\d{1,7})?),([1-9]\d{0,4})", re.ASCII)
_SOUTH, _EAST = 90 * DEGREE, 180 * DEGREE


def is_road(code: Any) -> bool:
    """Tell whether a value names a road in one of the forms there are."""
    if not isinstance(code, str) or len(code) > LONGEST:
        return False
    if code.startswith(AREA):
        return circle_of(code) is not None
    return any(form.fullmatch(code) for form in (_CROSSING, _WAY, _NAME))


def circle_of(code: str) -> Circle | None:
    """Return the area a code names; None where it names none."""
    found = _AREA.fullmatch(code)
    if not found:
        return None
    lat, lon = (round(float(part) * DEGREE) for part in found.groups()[:2])
    radius = int(found[3])
    if abs(lat) > _SOUTH or abs(lon) > _EAST or radius > MOST_METRES:
        return None
    return Circle(Point(lat, lon), radius)


def area_code(circle: Circle) -> str:
    """Return the code of an area."""
    lat, lon = (f"{part / DEGREE:.5f}" for part in (circle.middle.lat, circle.middle.lon))
    return f"{AREA}{lat},{lon},{circle.metres}"
