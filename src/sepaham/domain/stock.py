"""
How much of each item there is: ordered, arrived, sorted, damaged, packed, and what is needed.

Items are keyed as contents are: ``ink``, or ``ballot:pilgub`` where each election has its own. Tracked pieces
are one item for all elections, because a box bears its election only once it has its sticker.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from sepaham.domain.base import Level, local_moment
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.needs import Line, lines, needs
from sepaham.domain.register import PollingStation
from sepaham.domain.storage import Arrival, arrivals_of
from sepaham.domain.units import is_unit_code, mark_of

PACKING_DAYS = 10
"""So many days before the vote what is needed should be there: packing began then (Jombang 2024: H-21)."""


@dataclass(frozen=True, slots=True)
class Wants:
    """
    What one kabupaten needs, by item.

    Attributes:
        needed: Pieces by item, those kept for a re-vote included.
        reserve: Of them, those kept for a re-vote.
        letters: The item each letter of a tracked piece's mark stands for.
        due_at: When lacking becomes pressing.
    """

    region: str
    needed: Mapping[str, int]
    reserve: Mapping[str, int]
    letters: Mapping[str, str]
    due_at: datetime


def key_of(line: Line) -> str:
    """Return the item a figure counts: per election where its pieces differ by election."""
    return (
        f"{line.rule.item}:{line.election.code}" if line.election and not line.rule.unit else line.rule.item
    )


def wants_of(*, profile: Profile, stations: Iterable[PollingStation], region: str) -> Wants:
    """
    Return what a kabupaten needs.

    Args:
        profile: The profile in force.
        stations: The kabupaten's polling stations, in code order.
        region: The kabupaten.
    """
    figures = lines(profile)
    needed: Counter[str] = Counter()
    reserve: Counter[str] = Counter()
    for need in needs(stations=stations, profile=profile, levels={Level.KABUPATEN}, total=False):
        for line, pieces in zip(figures, need.quantities, strict=True):
            needed[key_of(line)] += pieces
            reserve[key_of(line)] += pieces if line.rule.reserve else 0
    due_at = local_moment(day=profile.day, offset=-PACKING_DAYS, hour=time(), region=region)
    return Wants(region, needed, reserve, letters_of(profile, region), due_at)


def letters_of(profile: Profile, region: str) -> dict[str, str]:
    """Return the item each letter of a tracked piece's mark stands for."""
    return {kind.mark[0]: kind.item for kind in unit_kinds(profile, region)}


def items_of(profile: Profile) -> tuple[str, ...]:
    """Return every item a kabupaten handles, in the profile's order."""
    counted: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines(profile):
        counted[line.rule.item][key_of(line)] = None
    return tuple(key for item in profile.items for key in counted.get(item.code, {item.code: None}))


@dataclass(frozen=True, slots=True)
class Stock:
    """
    One item's account.

    Attributes:
        needed: Pieces needed, reserve included; None where no rule counts it.
        ordered: Pieces ordered.
        by_waybill, by_label, by_count: Pieces that came, three times told; None where nobody told.
        arrived: Pieces that came as best known, those that replaced others included.
        good, damaged, short: What sorting found; `damaged` by class.
        claimed, replaced: Pieces claimed of suppliers, and pieces that came for it.
        packed: Pieces packed for polling stations.
        basis: For each figure the statements it rests on.
    """

    item: str
    needed: int | None = None
    reserve: int = 0
    ordered: int = 0
    by_waybill: int | None = None
    by_label: int | None = None
    by_count: int | None = None
    arrived: int = 0
    good: int = 0
    damaged: Mapping[str, int] = field(default_factory=dict)
    short: int = 0
    claimed: int = 0
    replaced: int = 0
    packed: int = 0
    basis: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def bad(self) -> int:
        """Return how many pieces are damaged."""
        return sum(self.damaged.values())

    @property
    def is_sorted(self) -> bool:
        """Tell whether anything was sorted."""
        return "sorted" in self.basis

    @property
    def unsorted(self) -> int:
        """Return how many pieces nobody has sorted yet."""
        return max(0, self.arrived - self.good - self.bad - self.short)

    @property
    def usable(self) -> int:
        """Return how many pieces are good, or not yet known to be otherwise."""
        return self.good + self.unsorted

    @property
    def left(self) -> int:
        """Return how many pieces can still be packed."""
        return (self.good if self.is_sorted else self.arrived) - self.packed

    @property
    def over(self) -> int | None:
        """Return how many usable pieces there are beyond what is needed; below 0 what lacks."""
        return None if self.needed is None else self.usable - self.needed

    @property
    def lack(self) -> int:
        """Return how many usable pieces lack; 0 where nobody knows what is needed."""
        return max(0, -(self.over or 0))

    @property
    def coming(self) -> int:
        """Return how many pieces were ordered and have not come."""
        return max(0, self.ordered - (self.arrived - self.replaced))

    @property
    def stated(self) -> bool:
        """Tell whether anything was stated of it."""
        return bool(self.basis)


def stocks_of(
    facts: Iterable[Fact], *, items: Iterable[str] = (), wants: Wants | None = None
) -> dict[str, Stock]:
    """
    Return the accounts of items by key.

    Args:
        facts: Goods and packing, in any order.
        items: Those to answer for even where nothing was stated, in this order.
        wants: What is needed, where it is known.
    """
    told = in_order(facts)
    arrivals: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals_of(told).values():
        arrivals[arrival.item].append(arrival)
    by_item: dict[str, list[Fact]] = defaultdict(list)
    for fact in told:
        if fact.kind in {"goods.order", "goods.sort", "goods.claim"}:
            by_item[fact.body["item"]].append(fact)
    packed = packed_of(told, wants.letters if wants else {})
    keys = dict.fromkeys((*items, *arrivals, *by_item, *packed))
    return {key: _stock(key, arrivals[key], by_item[key], packed.get(key, {}), wants) for key in keys}


def _stock(
    item: str, arrivals: list[Arrival], facts: list[Fact], packed: Mapping[str, int], wants: Wants | None
) -> Stock:
    orders = {f.body["order"]: f for f in facts if f.kind == "goods.order"}
    sorts = [f for f in facts if f.kind == "goods.sort"]
    claims = [f for f in facts if f.kind == "goods.claim"]
    damaged: Counter[str] = Counter()
    for fact in sorts:
        damaged.update(fact.body["damaged"])
    return Stock(
        item=item,
        needed=wants.needed.get(item) if wants else None,
        reserve=wants.reserve.get(item, 0) if wants else 0,
        ordered=sum(f.body["pieces"] for f in orders.values()),
        by_waybill=_told(a.waybill["pieces"] for a in arrivals if a.waybill),
        by_label=_told(a.label_pieces for a in arrivals if a.labels),
        by_count=_told(a.counted for a in arrivals if a.counted is not None),
        arrived=sum(a.pieces for a in arrivals),
        good=sum(f.body["good"] for f in sorts),
        damaged=dict(damaged),
        short=sum(f.body.get("short", 0) for f in sorts),
        claimed=sum(f.body["damaged"] + f.body["short"] for f in claims),
        replaced=sum(a.pieces for a in arrivals if a.replaces),
        packed=sum(packed.values()),
        basis=_basis(orders.values(), arrivals, sorts, claims, packed),
    )


def _told(pieces: Iterable[int]) -> int | None:
    found = list(pieces)
    return sum(found) if found else None


def _basis(
    orders: Iterable[Fact],
    arrivals: list[Arrival],
    sorts: list[Fact],
    claims: list[Fact],
    packed: Mapping[str, int],
) -> dict[str, tuple[str, ...]]:
    found = {
        "ordered": tuple(f.key for f in orders),
        "arrived": tuple(f.key for a in arrivals for f in (a.fact, *a.counts)),
        "sorted": tuple(f.key for f in sorts),
        "claimed": tuple(f.key for f in claims),
        "replaced": tuple(a.fact.key for a in arrivals if a.replaces),
        "packed": tuple(packed),
    }
    return {name: keys for name, keys in found.items() if keys}


def packed_of(facts: Iterable[Fact], letters: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """
    Return how many pieces of each item were packed, by the statement that says so last of its station.

    Args:
        facts: In any order; only packing counts.
        letters: The item each letter of a tracked piece's mark stands for.
    """
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for fact in in_order(f for f in facts if f.kind == "parcel.pack"):
        for item, pieces in fact.body.get("counts", {}).items():
            last[fact.region, item] = (fact.key, pieces)
        for unit in fact.body["units"]:
            if is_unit_code(unit) and (item := letters.get(mark_of(unit)[:1], "")):
                last[unit, item] = (fact.key, 1)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, item), (key, pieces) in last.items():
        found[item][key] += pieces
    return {item: dict(keys) for item, keys in found.items()}
