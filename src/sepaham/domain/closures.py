"""Closed roads: what was stated of them, and what is closed at an hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import Level, level_of, parse_instant
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

    Who closed a road opens it, or an office over the whole kabupaten does: another's word may be of the
    other bank. What several closed is closed until the last of them opens it.

    Args:
        facts: What was stated of closing and opening, in any order.
    """
    open_: dict[tuple[str, str], Closure] = {}
    ended: list[Closure] = []
    for fact in in_order(facts):
        road = fact.body["road"]
        for key in [key for key in open_ if key[0] == road and _may_end(key[1], fact)]:
            before = open_.pop(key)
            if before.since < fact.at:
                ended.append(_ended(before, fact.at))
        if fact.kind == CLOSE:
            open_[road, fact.actor] = _closed(fact)
    return tuple(sorted((*ended, *open_.values()), key=lambda one: (one.since, one.road, one.by)))


def _may_end(closer: str, fact: Fact) -> bool:
    """Tell whether a statement ends what an office closed: its own word, or one over the kabupaten opens."""
    over = level_of(fact.actor.partition(":")[2]) <= Level.KABUPATEN
    return fact.actor == closer or (fact.kind == OPEN and over)


def in_force(closures: Iterable[Closure], at: datetime) -> tuple[Closure, ...]:
    """Return the closures that hold at an hour, by their roads."""
    return tuple(sorted((one for one in closures if one.holds(at)), key=lambda one: (one.road, one.by)))


def _closed(fact: Fact) -> Closure:
    body: Mapping[str, Any] = fact.body
    until = parse_instant(body["until"]) if "until" in body else None
    return Closure(body["road"], fact.region, fact.actor, fact.at, until, body.get("note", ""))


def _ended(closure: Closure, at: datetime) -> Closure:
    until = at if closure.until is None else min(at, closure.until)
    return Closure(closure.road, closure.region, closure.by, closure.since, until, closure.note)
