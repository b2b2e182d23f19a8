"""
Goods that arrived: in which cartons, where they are, what was counted and seen, for which order.

What the labels say holds until a carton is counted. Nothing here raises on what was stated, however odd;
`stocktaking` says what is odd.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from sepaham.domain.base import end_of_day, local_zone
from sepaham.domain.cartons import Beside, Run, beside, cartons_in, holding, overlay, pieces_in, runs_of
from sepaham.domain.facts import Fact, in_order

GOODS = (
    "goods.order",
    "goods.arrive",
    "goods.count",
    "goods.observe",
    "goods.move",
    "goods.sort",
    "goods.claim",
)
"""The kinds of facts this room reads."""


@dataclass(frozen=True)
class Arrival:
    """
    One delivery and all that was stated of it.

    Attributes:
        fact: The first statement of its arrival; `again` are others under the same name.
        counts, seen, moves, sorts, claims: What was stated of it since, each in the order of the hours.
    """

    fact: Fact
    again: tuple[Fact, ...] = ()
    counts: tuple[Fact, ...] = ()
    seen: tuple[Fact, ...] = ()
    moves: tuple[Fact, ...] = ()
    sorts: tuple[Fact, ...] = ()
    claims: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        """Return what the delivery is called."""
        return str(self.fact.body["arrival"])

    @property
    def told(self) -> tuple[Fact, ...]:
        """Return the statements of its arrival; whichever is the first tells the item and the order."""
        return (self.fact, *self.again)

    @property
    def item(self) -> str:
        """Return what was delivered."""
        return str(self.fact.body["item"])

    @property
    def replaces(self) -> str:
        """Return the claim it answers; '' when it answers none."""
        return str(self.fact.body.get("claim", ""))

    @property
    def waybill(self) -> Mapping[str, Any]:
        """Return what the waybill says; nothing without one."""
        found: Mapping[str, Any] = self.fact.body.get("waybill", {})
        return found

    @cached_property
    def labels(self) -> tuple[Run, ...]:
        """Return the cartons as their labels say."""
        return overlay(runs_of(self.fact.body["cartons"], self.fact.key))

    @cached_property
    def counted_runs(self) -> tuple[Run, ...]:
        """Return the cartons that were counted one by one, as found; the last count of a carton holds."""
        return overlay([run for fact in self.counts for run in runs_of(fact.body["cartons"], fact.key)])

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Return the cartons as best known: as counted, and by their labels where nobody counted."""
        return overlay([*self.labels, *self.counted_runs])

    @cached_property
    def differences(self) -> tuple[Beside, ...]:
        """Return the cartons that hold something else than their label says."""
        told = beside(self.labels, self.counted_runs)
        return tuple(b for b in told if b.other is not None and b.other != b.one)

    @property
    def label_cartons(self) -> int:
        """Return how many cartons bear labels."""
        return cartons_in(self.labels)

    @property
    def label_pieces(self) -> int:
        """Return how many pieces the labels add up to."""
        return pieces_in(self.labels)

    @property
    def counted_cartons(self) -> int:
        """Return how many cartons were counted one by one."""
        return cartons_in(self.counted_runs)

    @property
    def counted(self) -> int | None:
        """
        Return how many pieces there are by counting; None when nobody counted.

        A total stated with the arrival holds until a carton is found to differ, or all were counted.
        """
        stated: int | None = self.fact.body.get("counted")
        whole = all(b.other is not None for b in beside(self.labels, self.counted_runs))
        if self.counts and (stated is None or self.differences or whole):
            return pieces_in(self.runs)
        return stated

    @property
    def pieces(self) -> int:
        """Return how many pieces there are as best known: by count, by labels, by the waybill."""
        if self.counted is not None:
            return self.counted
        return self.label_pieces if self.labels else int(self.waybill.get("pieces", 0))

    @cached_property
    def places(self) -> tuple[tuple[Run, str], ...]:
        """Return where the cartons are, in runs; '' where nobody said."""
        stores = {f.key: str(f.body.get("store", "")) for f in (self.fact, *self.moves)}
        here = [Run(run.first, run.last, 0, self.fact.key) for run in self.runs]
        moved = [Run(*_ends(fact), 0, fact.key) for fact in self.moves]
        return tuple((run, stores[run.key]) for run in overlay([*here, *moved]))


def _ends(fact: Fact) -> tuple[int, int]:
    first, last = fact.body["first"], fact.body["last"]
    return min(first, last), max(first, last)


_PARTS = {
    "goods.count": "counts",
    "goods.observe": "seen",
    "goods.move": "moves",
    "goods.sort": "sorts",
    "goods.claim": "claims",
}


def arrivals_of(facts: Iterable[Fact]) -> dict[str, Arrival]:
    """Return the deliveries by name, in the order of their arrival."""
    first: dict[str, list[Fact]] = defaultdict(list)
    parts: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in in_order(facts):
        name = fact.body.get("arrival")
        if fact.kind == "goods.arrive":
            first[fact.body["arrival"]].append(fact)
        elif name and fact.kind in _PARTS:
            parts[name][_PARTS[fact.kind]].append(fact)
    return {
        name: Arrival(fact=found[0], again=tuple(found[1:]), **{k: tuple(v) for k, v in parts[name].items()})
        for name, found in first.items()
    }


@dataclass(frozen=True, slots=True)
class Carton:
    """
    What is known of one carton.

    Attributes:
        labelled, counted: Pieces by its label, and as counted; None where there is no label, or no count.
        count, move: The statements that counted it and brought it where it is.
        sorts: The statements that say it was sorted; one without cartons is about the whole delivery.
        seen: What others saw in it, by statement.
    """

    arrival: Arrival
    number: int
    labelled: int | None
    counted: int | None
    count: Fact | None
    store: str
    move: Fact | None
    sorts: tuple[Fact, ...]
    seen: tuple[tuple[Fact, int], ...]

    @property
    def each(self) -> int | None:
        """Return how many pieces are in it as best known; None when there is no such carton."""
        return self.labelled if self.counted is None else self.counted


def carton_of(facts: Iterable[Fact], *, arrival: str, number: int) -> Carton | None:
    """Return what is known of a carton of a delivery; None when there is no such delivery."""
    found = arrivals_of(facts).get(arrival)
    if found is None:
        return None
    counted = holding(found.counted_runs, number)
    place = next(((run, store) for run, store in found.places if run.first <= number <= run.last), None)
    return Carton(
        arrival=found,
        number=number,
        labelled=_each(holding(found.labels, number)),
        counted=_each(counted),
        count=next((f for f in found.counts if counted and f.key == counted.key), None),
        store=place[1] if place else "",
        move=next((f for f in found.moves if place and f.key == place[0].key), None),
        sorts=tuple(f for f in found.sorts if _sorted_in(f, number)),
        seen=tuple(
            (f, run.each)
            for f in found.seen
            if (run := holding(overlay(runs_of(f.body.get("cartons", ()))), number))
        ),
    )


def _each(run: Run | None) -> int | None:
    return run.each if run else None


def _sorted_in(fact: Fact, number: int) -> bool:
    if "first" not in fact.body or "last" not in fact.body:
        return True
    first, last = _ends(fact)
    return first <= number <= last


@dataclass(frozen=True)
class Order:
    """What was ordered, and the deliveries that came for it; those that replace what was damaged left out."""

    fact: Fact
    arrivals: tuple[Arrival, ...]

    @property
    def pieces(self) -> int:
        """Return how many pieces were ordered."""
        return int(self.fact.body["pieces"])

    @property
    def arrived(self) -> int:
        """Return how many of them came."""
        return sum(arrival.pieces for arrival in self.arrivals)

    @property
    def due_at(self) -> datetime | None:
        """Return the midnight that ends the day they were due; None when no day, or no real one, was told."""
        region = self.fact.region
        try:
            day = date.fromisoformat(self.fact.body.get("due", ""))
            return end_of_day(datetime.combine(day, time(), local_zone(region)), region)
        except (ValueError, OverflowError):
            return None

    @property
    def came_at(self) -> datetime | None:
        """Return when all had come; None while some have not."""
        come = 0
        for arrival in self.arrivals:
            come += arrival.pieces
            if come >= self.pieces:
                return arrival.fact.at
        return None


def orders_of(facts: Iterable[Fact], arrivals: Mapping[str, Arrival]) -> dict[tuple[str, str], Order]:
    """Return the orders by name and item, in the order they were made; a later one holds for an earlier."""
    came: dict[tuple[str, str], list[Arrival]] = defaultdict(list)
    for arrival in arrivals.values():
        if not arrival.replaces:
            came[str(arrival.fact.body.get("order", "")), arrival.item].append(arrival)
    last = {(f.body["order"], f.body["item"]): f for f in in_order(facts) if f.kind == "goods.order"}
    return {key: Order(fact, tuple(came[key])) for key, fact in last.items()}
