"""
What needs a look about one handover.

Plan is held beside fact, giver beside receiver, declared beside seen. Nothing here knows a clock. A finding
that the passing of time brings (a missing receipt, a passed limit) carries the hour from which it is true in
`since`, so that whoever asks at an earlier hour is not shown it.

What a list was to bring may come by other lists: those *beside* it go to the same receiver at the same stage.
Goods that came so are neither late for ever nor a gap.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from sepaham.domain.base import end_of_day, write_instant
from sepaham.domain.custody import Act, Handover, weightiest
from sepaham.domain.findings import Finding
from sepaham.domain.goods import judge_counts
from sepaham.domain.messages import judge_messages

RECEIPT_GRACE = timedelta(hours=6)
"""How long after giving a receipt may be on its way before its absence is a finding."""


def judge_handover(
    handover: Handover,
    *,
    beside: Sequence[Handover],
    after: Iterable[Handover],
    items: Mapping[str, str],
    contents: Mapping[str, int],
) -> Iterator[Finding]:
    """
    Yield what needs a look about one handover.

    Args:
        handover: The load list and its accounts.
        beside: Other handovers of some of its units to the same receiver at the same stage.
        after: The handovers of the next stage that carry the same units.
        items: The item of each unit.
        contents: How many of each counted thing the goods should hold; empty where that is not counted.
    """
    yield from _late(handover, beside)
    if handover.given and not handover.received:
        yield from _never_received(handover, beside)
    if handover.received and not handover.given:
        yield _never_given(handover)
    if not handover.stated and not _superseded(handover, beside):
        yield from _gap(handover, after)
    if handover.received:
        yield from _units_short(handover, beside, items)
    for act in (*handover.given, *handover.received):
        yield from judge_counts(act, contents=contents, subject=handover.hash, values=handover.load.route)
    yield from judge_messages(handover)
    for seen in handover.seen:
        yield from _differs(handover, seen)


def _arrival(handover: Handover, beside: Sequence[Handover]) -> Act | None:
    """Return the account by which the goods had come: the receipt, or the last that brought them."""
    if handover.received:
        return handover.received[0]
    came = [_coming(unit, beside) for unit in handover.load.units] if beside else []
    acts = [act for act in came if act]
    return max(acts, key=lambda act: act.order) if acts and len(acts) == len(came) else None


def _coming(unit: str, handovers: Iterable[Handover]) -> Act | None:
    """Return the first account, in any of some handovers, by which a unit was received."""
    acts = [act for handover in handovers if (act := handover.receiving(unit))]
    return min(acts, key=lambda act: act.order) if acts else None


def _superseded(handover: Handover, beside: Sequence[Handover]) -> bool:
    """Tell whether all a list names was given or received by others beside it."""
    return bool(beside) and all(
        any(other.giving(unit) or other.receiving(unit) for other in beside) for unit in handover.load.units
    )


def _late(handover: Handover, beside: Sequence[Handover]) -> Iterator[Finding]:
    due, came = handover.load.closes_at, _arrival(handover, beside)
    if came and came.at <= due:
        return
    yield Finding(
        rule="late",
        subject=handover.hash,
        region=handover.load.region,
        since=due,
        until=came.at if came else None,
        values={
            **handover.load.route,
            "due": write_instant(due),
            "state": "came" if came else "waiting",
            "came": write_instant(came.at) if came else "",
        },
        basis=(came.id,) if came else tuple(act.id for act in handover.given[:1]),
        units=() if came else handover.load.units,
    )


def _never_received(handover: Handover, beside: Sequence[Handover]) -> Iterator[Finding]:
    first, came = handover.given[0], _arrival(handover, beside)
    since = max(handover.load.closes_at, first.at + RECEIPT_GRACE)
    if came is None or came.at > since:
        yield Finding(
            rule="never_received",
            subject=handover.hash,
            region=handover.load.region,
            since=since,
            until=came.at if came else None,
            values={**handover.load.route, "at": write_instant(first.at)},
            basis=(*(act.id for act in handover.given), *([came.id] if came else [])),
            units=handover.load.units,
        )


def _never_given(handover: Handover) -> Finding:
    return Finding(
        rule="never_given",
        subject=handover.hash,
        region=handover.load.region,
        since=end_of_day(handover.received[0].at, handover.load.region),
        values=handover.load.route,
        basis=tuple(act.id for act in handover.received),
    )


def _gap(handover: Handover, after: Iterable[Handover]) -> Iterator[Finding]:
    acts = [act for following in after for act in (*following.given, *following.received)]
    if acts:
        first = min(acts, key=lambda act: act.order)
        yield Finding(
            rule="custody_gap",
            subject=handover.hash,
            region=handover.load.region,
            since=end_of_day(first.at, handover.load.region),
            values={**handover.load.route, "office": handover.load.receiver},
            basis=(first.id,),
        )


def _units_short(
    handover: Handover, beside: Sequence[Handover], items: Mapping[str, str]
) -> Iterator[Finding]:
    received = [act for act in weightiest(handover.received) if act.pieces is None]
    if not received:
        return
    first = next((act for act in received if not act.only), received[0])
    absent = [unit for unit in handover.load.units if unit in items and not first.has(unit)]
    for item in sorted({items[unit] for unit in absent}):
        expected = sum(items.get(unit) == item for unit in handover.load.units)
        gone = tuple(unit for unit in absent if items[unit] == item)
        found = [act for unit in gone if (act := _coming(unit, (handover, *beside)))]
        yield Finding(
            rule="count_differs",
            subject=f"{handover.hash}:{item}",
            region=handover.load.region,
            since=first.at,
            until=max(act.at for act in found) if len(found) == len(gone) else None,
            values={
                **handover.load.route,
                "item": item,
                "expected": expected,
                "stated": expected - len(gone),
                "office": first.statement.actor,
            },
            basis=tuple(dict.fromkeys([first.id, *(act.id for act in found)])),
            units=gone,
        )


def _differs(handover: Handover, seen: Act) -> Iterator[Finding]:
    side = seen.statement.body["side"]
    declared = handover.side(f"handover.{side}")
    stood = _stood(declared)
    counted = {item: n for act in declared for item, n in act.counts.items()}
    other = sorted(item for item, n in seen.counts.items() if counted.get(item, n) != n)
    saw = seen.amiss()
    if not declared or (saw in stood and not other):
        return
    off = stood[-1]
    yield Finding(
        rule="declared_differs_seen",
        subject=f"{handover.hash}:{side}:{seen.statement.actor}",
        region=handover.load.region,
        since=max(seen.at, declared[0].at),
        values={
            **handover.load.route,
            "declarer": handover.load.giver if side == "give" else handover.load.receiver,
            "declared": sorted(off) + [f"{item} = {counted[item]}" for item in other],
            "office": seen.statement.actor,
            "seen": sorted(saw) + [f"{item} = {seen.counts[item]}" for item in other],
        },
        basis=(*(act.id for act in declared), seen.id),
        units=tuple(sorted(off ^ saw)),
    )


def _stood(declared: Sequence[Act]) -> list[set[str]]:
    """Return what was declared off after each account: one that names what came later takes it out again."""
    off: set[str] = set()
    stood = []
    for act in declared:
        off = (off - act.only) | act.amiss()
        stood.append(off)
    return stood
