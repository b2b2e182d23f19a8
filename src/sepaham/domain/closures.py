"""
Closed roads: what a statement names as closed, and what is closed at an hour.

A road is named by the code of a crossing (``jembatan-ploso``), by that of a way of the map
(``way:24512345``), by the name the map gives it (``name:Jalan Raya Ploso``) or as an area: degrees and metres
(``area:-7.4512,112.2291,500``).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import parse_instant
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.rivers import Circle
from sepaham.domain.travel import DEGREE, Point

CLOSE, OPEN = "road.close", "road.open"
WAY, NAME = "way:", "name:"
MOST_METRES = 20_000
_CROSSING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_WAY = re.compile(r"way:[1-9]\d{0,14}", re.ASCII)
_NAME = re.compile(r"name:\S(.*\S)?")
_AREA = re.compile(r"area:(-?\d{1,2}(?:\.\d{1,7})?),(-?\d{1,3}(?:\.\d{1,7})?),([1-9]\d{0,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Closure:
    """
    A road that is closed.

    Attributes:
        road: The code that names it.
        region: Where it was stated to be.
        by: The office that stated it last.
        since: From when on.
        until: Until when, as far as one can tell; None while that is open.
        note: What was added, without names of people.
    """

    road: str
    region: str
    by: str
    since: datetime
    until: datetime | None = None
    note: str = ""

    def holds(self, at: datetime) -> bool:
        """Tell whether it is closed at an hour."""
        return self.since <= at and (self.until is None or at < self.until)


def is_road(code: str) -> bool:
    """Tell whether a code names a road in one of the forms there are."""
    if code.startswith("area:"):
        return circle_of(code) is not None
    return any(form.fullmatch(code) for form in (_CROSSING, _WAY, _NAME))


def circle_of(code: str) -> Circle | None:
    """Return the area a code names; None where it names none."""
    found = _AREA.fullmatch(code)
    if not found:
        return None
    lat, lon = (round(float(part) * DEGREE) for part in found.groups()[:2])
    radius = int(found[3])
    if abs(lat) > 90 * DEGREE or abs(lon) > 180 * DEGREE or radius > MOST_METRES:
        return None
    return Circle(Point(lat, lon), radius)


def area_code(circle: Circle) -> str:
    """Return the code of an area."""
    lat, lon = (f"{part / DEGREE:.5f}" for part in (circle.middle.lat, circle.middle.lon))
    return f"area:{lat},{lon},{circle.metres}"


def closures_of(facts: Iterable[Fact]) -> tuple[Closure, ...]:
    """
    Return what was closed, each from its closing on; an opening ends it at its hour.

    Args:
        facts: What was stated of closing and opening, in any order.
    """
    open_: dict[str, Closure] = {}
    ended: list[Closure] = []
    for fact in in_order(facts):
        before = open_.pop(fact.body["road"], None)
        if before and before.since < fact.at:
            ended.append(_ended(before, fact.at))
        if fact.kind == CLOSE:
            open_[fact.body["road"]] = _closed(fact)
    return tuple(sorted((*ended, *open_.values()), key=lambda one: (one.since, one.road)))


def in_force(closures: Iterable[Closure], at: datetime) -> tuple[Closure, ...]:
    """Return the closures that hold at an hour, by their roads."""
    return tuple(sorted((one for one in closures if one.holds(at)), key=lambda one: one.road))


def _closed(fact: Fact) -> Closure:
    body: Mapping[str, Any] = fact.body
    until = parse_instant(body["until"]) if "until" in body else None
    return Closure(body["road"], fact.region, fact.actor, fact.at, until, body.get("note", ""))


def _ended(closure: Closure, at: datetime) -> Closure:
    until = at if closure.until is None else min(at, closure.until)
    return Closure(closure.road, closure.region, closure.by, closure.since, until, closure.note)
