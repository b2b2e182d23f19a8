"""
Facts: statements that count by themselves, kept one by one while they count.

Goods by type, seals, packing, trips, nights and answers are kept so; handovers are kept by load list
(`shelves`). What is odd about them is judged by subject: an arrival of goods (`storage`), an office's seals
(`seals`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.statement import Entry, Source


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One statement that counts.

    Attributes:
        key: The statement's id; `index` its place in the log.
        subject: What it is about within its kind: an arrival, an order, a trip, an escort, a road, a place.
        actor: Whose act it is; `office` signed it.
        at: When it is taken to have happened.
    """

    key: str
    index: int
    kind: str
    subject: str
    actor: str
    office: str
    region: str
    at: datetime
    received_at: datetime
    source: Source
    body: Mapping[str, Any]

    @property
    def order(self) -> tuple[datetime, str]:
        """Return its place among others of the same thing."""
        return self.at, self.key


_SUBJECTS = (
    "arrival",
    "order",
    "finding",
    "escort",
    "draw",
    "road",
    "advice",
    "incident",
    "ask",
    "report",
    "commitment",
    "proposal",
    "rakor",
    "cell",
    "round",
    "instrument",
    "trip",
    "item",
)
"""The fields that name what a fact is about, the first that is there."""


def fact_of(entry: Entry, at: datetime) -> Fact:
    """Read a fact out of an entry that is taken to have happened at an hour."""
    s = entry.statement
    named = next((s.body[name] for name in _SUBJECTS if name in s.body), s.region)
    return Fact(
        key=s.id,
        index=entry.index,
        kind=s.kind,
        subject=named,
        actor=s.actor,
        office=s.office,
        region=s.region,
        at=at,
        received_at=entry.received_at,
        source=s.source,
        body=s.body,
    )


def fact_row(fact: Fact) -> list[Any]:
    """Return a fact as the picture's digest reads it."""
    return [fact.key, fact.kind, fact.subject, fact.actor, fact.office, fact.region, write_instant(fact.at)]


class Facts:
    """The facts of a log by their key, and which came or went since last asked."""

    def __init__(self) -> None:
        """Begin empty."""
        self.kept: dict[str, Fact] = {}
        self._about: defaultdict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
        self._fresh: dict[str, Fact] = {}
        self._gone: dict[str, Fact] = {}

    def put(self, fact: Fact) -> None:
        """Keep a fact."""
        self.kept[fact.key] = self._fresh[fact.key] = fact
        self._about[fact.kind, fact.subject][fact.key] = fact

    def touch(self, *kinds: str) -> None:
        """Let facts of some kinds be looked at again: what they are held against changed."""
        self._fresh.update((fact.key, fact) for fact in self.of(*kinds))

    def drop(self, key: str) -> None:
        """Let a fact go: its office corrected it."""
        if found := self.kept.pop(key, None):
            self._fresh.pop(key, None)
            self._gone[key] = found
            self._about[found.kind, found.subject].pop(key, None)

    def of(self, *kinds: str) -> Iterator[Fact]:
        """Yield the facts of some kinds."""
        return (fact for fact in self.kept.values() if fact.kind in kinds)

    def about(self, kind: str, subject: str) -> Iterable[Fact]:
        """Return the facts of a kind about one thing."""
        return self._about[kind, subject].values()

    def changes(self) -> tuple[list[Fact], list[Fact]]:
        """Return what came and what went since last asked."""
        fresh, gone = list(self._fresh.values()), list(self._gone.values())
        self._fresh, self._gone = {}, {}
        return fresh, gone


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts in the order of their hours."""
    return sorted(facts, key=lambda fact: fact.order)
