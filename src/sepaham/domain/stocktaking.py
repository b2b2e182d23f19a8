"""
What needs a look about goods by type and seals: who is asked about which facts.

A delivery is judged by all that was stated of it, an order by what came for it, an item by its account, an
office's seals by all that was stated of them (`seals`). Only what some facts touched is judged again, and a
log without facts about goods or seals is never judged at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from sepaham.domain.balloting import Contents, judge_ballots
from sepaham.domain.base import write_instant
from sepaham.domain.cartons import Flaws, beside, flaws_of, overlay, runs_of
from sepaham.domain.facts import Fact, Facts
from sepaham.domain.findings import Finding
from sepaham.domain.register import office_id
from sepaham.domain.seals import (
    SEALS,
    Account,
    accounts_of,
    applied_of,
    judge_account,
    judge_number,
    judge_unissued,
    numbers_of,
)
from sepaham.domain.stock import Stock, Wants, packed_of, stocks_of
from sepaham.domain.storage import GOODS, Arrival, Order, arrivals_of, orders_of
from sepaham.domain.troubles import judge_reports

Owned = tuple[str, list[Finding]]
_MINUTE = timedelta(minutes=1)
"""What is due on a day is due a minute before its midnight: so people read it."""
UNKNOWN = "–"
"""What a sentence says where nobody told a figure."""


def judge_facts(
    facts: Facts,
    touched: Iterable[Fact],
    *,
    wants: Callable[[], Wants | None] = lambda: None,
    contents: Contents = lambda _region: {},
) -> Iterator[Owned]:
    """
    Yield, for each subject that some facts touched, its owner's name and what it gives rise to now.

    Args:
        facts: All that count.
        touched: Those that came or went.
        wants: Answers what is needed, as far as it is known; asked only when goods were touched.
        contents: Answers what a polling station was to get.
    """
    touched = list(touched)
    goods = [fact for fact in touched if fact.kind in GOODS or fact.kind in SEALS]
    yield from _judge_goods(facts, goods, wants)
    yield from _judge_seals(facts, goods)
    yield from judge_reports(facts, touched)
    yield from judge_ballots(facts, touched, contents=contents)


def _judge_goods(facts: Facts, touched: list[Fact], wants: Callable[[], Wants | None]) -> Iterator[Owned]:
    names = {fact.body["arrival"] for fact in touched if "arrival" in fact.body}
    orders = {fact.body["order"] for fact in touched if "order" in fact.body}
    items = {fact.body["item"] for fact in touched if "item" in fact.body}
    packed = set(_packed(touched, wants))
    known = list(facts.of(*GOODS)) if names or orders or items or packed else []
    arrivals = arrivals_of(known)
    for name in sorted(names):
        yield f"arrival:{name}", list(_judge_arrival(name, arrivals.get(name), known))
    told = [fact for name in names & arrivals.keys() for fact in arrivals[name].told]
    orders |= {fact.body["order"] for fact in told if "order" in fact.body}
    made = orders_of(known, arrivals)
    for name in sorted(orders):
        found = (finding for (order, _), one in made.items() if order == name for finding in judge_order(one))
        yield f"order:{name}", list(found)
    items |= {fact.body["item"] for fact in told}
    stated = {fact.body["item"] for fact in known if fact.kind in {"goods.arrive", "goods.sort"}}
    yield from _judge_items(facts, (items | packed) & (stated | items), wants)


def _packed(touched: list[Fact], wants: Callable[[], Wants | None]) -> Iterable[str]:
    """Return the items that packing, as it came or went, was about: counted ones and tracked pieces."""
    packs = [fact for fact in touched if fact.kind == "parcel.pack"]
    wanted = wants() if packs else None
    return packed_of(packs, wanted.letters if wanted else {})


def _judge_items(facts: Facts, items: set[str], wants: Callable[[], Wants | None]) -> Iterator[Owned]:
    if not items:
        return
    wanted = wants()
    accounts = stocks_of(facts.of(*GOODS, "parcel.pack"), items=items, wants=wanted)
    for item in sorted(items):
        yield f"stock:{item}", list(_judge_stock(accounts[item], facts, wanted))


# A delivery


def _judge_arrival(name: str, arrival: Arrival | None, known: Iterable[Fact]) -> Iterator[Finding]:
    if arrival is None:
        about = [f for f in known if f.body.get("arrival") == name]
        if about:
            yield _finding("arrival_unknown", min(about, key=lambda f: f.order), name, {"arrival": name})
        return
    yield from judge_arrival(arrival)


def judge_arrival(arrival: Arrival) -> Iterator[Finding]:
    """Yield what needs a look about one delivery: its figures, its carton numbers, what others saw."""
    told = {"arrival": arrival.name, "item": arrival.item}
    if arrival.again:
        yield _finding("arrival_twice", arrival.again[0], arrival.name, told, (arrival.fact, *arrival.again))
    flaws = flaws_of(arrival.fact.body["cartons"])
    unlabelled = sum(b.last - b.first + 1 for b in arrival.differences if b.one is None and arrival.labels)
    if flaws or unlabelled:
        yield _finding("cartons_unclear", arrival.fact, arrival.name, {**told, **_numbers(flaws, unlabelled)})
    yield from _differs(arrival, told)
    for fact in arrival.seen:
        stated, found = _stated_of(arrival, fact), fact.body["pieces"]
        if stated != found:
            values = {**told, "stated": stated, "found": found}
            yield _finding(
                "goods_differ_seen", fact, f"{arrival.name}:{fact.key}", values, (arrival.fact, fact)
            )


def _numbers(flaws: Flaws, unlabelled: int) -> dict[str, int]:
    return {
        "overlapping": flaws.overlapping,
        "skipped": flaws.skipped,
        "reversed": flaws.reversed,
        "unlabelled": unlabelled,
    }


def _differs(arrival: Arrival, told: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding when waybill, labels and count do not agree, until what lacks was claimed."""
    waybill = arrival.waybill
    label = arrival.label_pieces if arrival.labels else None
    figures = {n for n in (waybill.get("pieces"), label, arrival.counted) if n is not None}
    cartons = {n for n in (waybill.get("cartons"), arrival.label_cartons or None) if n}
    if len(figures) <= 1 and len(cartons) <= 1 and not arrival.differences:
        return
    keys = {difference.key for difference in arrival.differences}
    basis = (arrival.fact, *(fact for fact in arrival.counts if fact.key in keys))
    claimed = _claimed_at(arrival, max(figures, default=0) - arrival.pieces)
    since = max(fact.at for fact in basis)
    values = {
        **told,
        "waybill": waybill.get("pieces", UNKNOWN),
        "waybill_cartons": waybill.get("cartons", UNKNOWN),
        "label": UNKNOWN if label is None else label,
        "label_cartons": arrival.label_cartons,
        "counted": UNKNOWN if arrival.counted is None else arrival.counted,
    }
    yield Finding(
        rule="arrival_differs",
        subject=arrival.name,
        region=arrival.fact.region,
        since=since,
        until=max(since, claimed.at) if claimed else None,
        values={**values, "office": arrival.fact.actor},
        basis=tuple(fact.key for fact in (*basis, *((claimed,) if claimed else ()))),
    )


def _claimed_at(arrival: Arrival, lacking: int) -> Fact | None:
    """Return the claim by which all that lacked was asked for; None while it was not."""
    asked = 0
    for claim in arrival.claims:
        asked += claim.body["short"]
        if 0 < lacking <= asked:
            return claim
    return None


def _stated_of(arrival: Arrival, seen: Fact) -> int:
    """Return how many pieces the keeper states of the cartons another saw; of all when it named none."""
    window = overlay(runs_of(seen.body.get("cartons", ())))
    if not window:
        return arrival.pieces
    told = beside(arrival.runs, window)
    return sum((b.one or 0) * (b.last - b.first + 1) for b in told if b.other is not None)


# An order, an item


def judge_order(order: Order) -> Iterator[Finding]:
    """Yield a finding from the midnight after an order was due until all of it has come."""
    due, came = order.due_at, order.came_at
    if due is None or (came and came <= due):
        return
    fact = order.fact
    yield Finding(
        rule="order_late",
        subject=f"{fact.body['order']}:{fact.body['item']}",
        region=fact.region,
        since=due,
        until=came,
        values={
            "order": fact.body["order"],
            "item": fact.body["item"],
            "due": write_instant(due - _MINUTE),
            "arrived": order.arrived,
            "pieces": order.pieces,
        },
        basis=(fact.key, *(arrival.fact.key for arrival in order.arrivals)),
    )


def _judge_stock(stock: Stock, facts: Facts, wants: Wants | None) -> Iterator[Finding]:
    """Yield what needs a look about one item: more sorted than came, more packed than good, too little."""
    sorted_ = [facts.kept[key] for key in stock.basis.get("sorted", ())]
    packed = [facts.kept[key] for key in stock.basis.get("packed", ())]
    arrived = [facts.kept[key] for key in stock.basis.get("arrived", ())]
    told = {"item": stock.item}
    if sorted_ and stock.good + stock.bad > stock.arrived:
        values = {**told, "sorted": stock.good + stock.bad, "arrived": stock.arrived}
        last = max(sorted_, key=lambda f: f.order)
        yield _finding("sorted_over", last, stock.item, values, sorted_)
    if packed and (sorted_ or arrived) and stock.left < 0:
        values = {**told, "packed": stock.packed, "good": stock.packed + stock.left}
        last = max(packed, key=lambda f: f.order)
        yield _finding("packed_over", last, stock.item, values, (last, *sorted_))
    if wants and (arrived or sorted_) and stock.over is not None and stock.over < 0:
        last = max((*arrived, *sorted_), key=lambda f: f.order)
        values = {**told, "needed": stock.needed, "usable": stock.usable, "lack": -stock.over}
        finding = _finding("goods_short_of_need", last, stock.item, values, (*arrived, *sorted_))
        yield _since(finding, wants)


def _since(finding: Finding, wants: Wants) -> Finding:
    """Return a finding that counts only from the day what is needed should be there."""
    return Finding(
        rule=finding.rule,
        subject=finding.subject,
        region=finding.region,
        since=max(finding.since, wants.due_at),
        values=finding.values,
        basis=finding.basis,
    )


def _finding(
    rule: str, fact: Fact, subject: str, values: Mapping[str, object], basis: Iterable[Fact] = ()
) -> Finding:
    """Return a finding since the hour of a fact, about its office and place."""
    return Finding(
        rule=rule,
        subject=subject,
        region=fact.region,
        since=fact.at,
        values={"office": fact.actor, **values},
        basis=tuple(dict.fromkeys(f.key for f in basis)) or (fact.key,),
    )


# Seals

_STATED = frozenset({"seal.issue", "seal.return", "seal.spoil", "seal.count"})


def _judge_seals(facts: Facts, touched: list[Fact]) -> Iterator[Owned]:
    moved = [fact for fact in touched if fact.kind in SEALS]
    if not moved:
        return
    known = list(facts.of(*SEALS))
    accounts = accounts_of(known) if any(fact.kind in _STATED for fact in known) else {}
    for office in sorted(_offices(moved)):
        account = accounts.get(office, Account(office))
        yield f"seals:{office}", list(judge_account(account))
        yield f"seals-unissued:{office}", list(judge_unissued(account, known))
    numbers = {number for fact in moved for number, _ in numbers_of(fact)}
    put_on = applied_of(known, numbers) if numbers else {}
    for number in sorted(numbers):
        yield f"seal:{number}", list(judge_number(number, put_on.get(number, [])))


def _offices(facts: Iterable[Fact]) -> set[str]:
    found: set[str] = set()
    for fact in facts:
        found |= {fact.actor, fact.body.get("to", fact.actor)}
        if fact.kind == "parcel.pack" and "seal" in fact.body.get("counts", {}):
            found.add(office_id("kpps", fact.region))
    return found
