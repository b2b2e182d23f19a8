"""Closed roads: what was stated of them, and what is closed at an hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import parse_instant
from sepaham.domain.facts import Fact, in_order

CLOSE, OPEN = "road.close", "road.open"


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
