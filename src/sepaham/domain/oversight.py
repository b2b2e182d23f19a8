"""
Declared beside seen, plan beside fact: the rules that say what needs a look.

Each function takes what is known about one subject and returns its findings; none knows a clock. A finding
that the passing of time brings (a missing receipt, a passed limit) carries the hour from which it is true
in `since`, so that whoever asks at an earlier hour is not shown it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sepaham.domain.base import within, write_instant
from sepaham.domain.custody import Act, Handover, sealing_stage
from sepaham.domain.findings import Finding
from sepaham.domain.plan import Stage, end_of_day
from sepaham.domain.units import Unit

RECEIPT_GRACE = timedelta(hours=6)
"""How long after giving a receipt may be on its way before its absence is a finding."""
ROUTINE_SEALS = {"unsealed": "seal_missing", "seal_broken": "seal_broken"}
REQUIRED_INSTITUTIONS = 2
"""Openings need people of at least this many institutions."""


def judge_handover(
    handover: Handover, *, after: Iterable[Handover], items: Mapping[str, str], contents: Mapping[str, int]
) -> Iterator[Finding]:
    """
    Yield what needs a look about one handover.

    Args:
        handover: The load list and its accounts.
        after: The handovers of the next stage that carry the same units.
        items: The item of each unit.
        contents: How many of each counted thing the goods should hold; empty where that is not counted.
    """
    yield from _late(handover)
    if handover.given and not handover.received:
        yield _never_received(handover)
    if handover.received and not handover.given:
        yield _never_given(handover)
    if not handover.stated:
        yield from _gap(handover, after)
    if handover.received:
        yield from _units_short(handover, items)
    yield from _counts(handover, contents)
    for seen in handover.seen:
        yield from _differs(handover, seen)


def _values(handover: Handover, **more: Any) -> dict[str, Any]:
    return {
        "leg": handover.load.leg,
        "giver": handover.load.giver,
        "receiver": handover.load.receiver,
        **more,
    }


def _late(handover: Handover) -> Iterator[Finding]:
    due, came = handover.load.closes_at, handover.received[0].at if handover.received else None
    if came is None or came > due:
        yield Finding(
            rule="late",
            subject=handover.hash,
            region=handover.load.region,
            since=due,
            until=came,
            values=_values(
                handover,
                due=write_instant(due),
                state="came" if came else "waiting",
                came=write_instant(came) if came else "",
            ),
            basis=tuple(act.id for act in handover.received[:1] or handover.given[:1]),
            units=() if came else handover.load.units,
        )


def _never_received(handover: Handover) -> Finding:
    first = handover.given[0]
    return Finding(
        rule="never_received",
        subject=handover.hash,
        region=handover.load.region,
        since=max(handover.load.closes_at, first.at + RECEIPT_GRACE),
        values=_values(handover, at=write_instant(first.at)),
        basis=tuple(act.id for act in handover.given),
        units=handover.load.units,
    )


def _never_given(handover: Handover) -> Finding:
    return Finding(
        rule="never_given",
        subject=handover.hash,
        region=handover.load.region,
        since=end_of_day(handover.received[0].at, handover.load.region),
        values=_values(handover),
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
            values=_values(handover, office=handover.load.receiver),
            basis=(first.id,),
        )


def _units_short(handover: Handover, items: Mapping[str, str]) -> Iterator[Finding]:
    first = next((act for act in handover.received if not act.only), handover.received[0])
    listed = [unit for unit in handover.load.units if unit in items]
    absent = [unit for unit in listed if not first.has(unit)]
    if not absent:
        return
    expected, short = Counter(items[u] for u in listed), Counter(items[u] for u in absent)
    for item in sorted(short):
        gone = tuple(unit for unit in absent if items[unit] == item)
        later = [handover.receiving(unit) for unit in gone]
        found = [act for act in later if act]
        yield Finding(
            rule="count_differs",
            subject=f"{handover.hash}:{item}",
            region=handover.load.region,
            since=first.at,
            until=max(act.at for act in found) if len(found) == len(gone) else None,
            values=_values(
                handover,
                item=item,
                expected=expected[item],
                stated=expected[item] - short[item],
                office=first.statement.actor,
            ),
            basis=tuple(dict.fromkeys([first.id, *(act.id for act in found)])),
            units=gone,
        )


def _counts(handover: Handover, contents: Mapping[str, int]) -> Iterator[Finding]:
    for act in (*handover.given, *handover.received):
        yield from judge_counts(act, contents=contents, subject=handover.hash, values=_values(handover))


def judge_counts(
    act: Act, *, contents: Mapping[str, int], subject: str, values: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield a finding for each counted thing of which an account states another number than there should be."""
    for item, stated in sorted(act.counts.items()):
        if item in contents and stated != contents[item]:
            yield Finding(
                rule="count_differs",
                subject=f"{subject}:{item}",
                region=act.statement.region,
                since=act.at,
                values={
                    **values,
                    "item": item,
                    "expected": contents[item],
                    "stated": stated,
                    "office": act.statement.actor,
                },
                basis=(act.id,),
            )


def _differs(handover: Handover, seen: Act) -> Iterator[Finding]:
    side = seen.statement.body["side"]
    declared = handover.side(f"handover.{side}")
    if not declared:
        return
    stood = _stood(declared)
    off = stood[-1]
    saw = {unit for unit, what in seen.off.items() if what != "extra"}
    counted = {item: n for act in declared for item, n in act.counts.items()}
    other = [item for item, n in seen.counts.items() if counted.get(item, n) != n]
    if saw not in stood or other:
        yield Finding(
            rule="declared_differs_seen",
            subject=f"{handover.hash}:{side}:{seen.statement.actor}",
            region=handover.load.region,
            since=max(seen.at, declared[0].at),
            values=_values(
                handover,
                declarer=handover.load.giver if side == "give" else handover.load.receiver,
                declared=sorted(off) + [f"{item} = {counted[item]}" for item in sorted(other)],
                office=seen.statement.actor,
                seen=sorted(saw) + [f"{item} = {seen.counts[item]}" for item in sorted(other)],
            ),
            basis=(*(act.id for act in declared), seen.id),
            units=tuple(sorted(off ^ saw)),
        )


def _stood(declared: Sequence[Act]) -> list[set[str]]:
    """Return what was declared off after each account: one that names what came later takes it out again."""
    off: set[str] = set()
    stood = []
    for act in declared:
        off = (off - act.only) | {unit for unit, what in act.off.items() if what != "extra"}
        stood.append(off)
    return stood


def judge_unit(unit: Unit, *, handovers: Sequence[Handover], acts: Sequence[Act]) -> list[Finding]:
    """
    Return what needs a look about one unit: its seals, its destination, its holders.

    Args:
        unit: The unit.
        handovers: The handovers that name it, in the order of the stages.
        acts: The other accounts that name it.
    """
    found: list[Finding] = []
    strays = False
    for place, handover in enumerate(handovers):
        if handover.load.step and handover.stated and unit.code in handover.members:
            found.extend(_from_nowhere(unit, handover, handovers))
        for act in handover.accounts() if unit.code in handover.noted else ():
            found.extend(_seals(unit, handover, act, acts))
        if unit.code not in handover.members and handover.receiving(unit.code):
            strays = True
            found.extend(_astray(unit, handover, handovers[place + 1 :]))
    if strays:
        found.extend(_twice(unit, handovers))
    return found


def _seals(unit: Unit, handover: Handover, act: Act, acts: Sequence[Act]) -> Iterator[Finding]:
    rule, more = ROUTINE_SEALS.get(act.off.get(unit.code, "")), {}
    read = act.seals.get(unit.code)
    if rule is None and read is not None:
        applied = _applied(unit.code, handover.stage, acts)
        if applied is not None and sorted(applied) != sorted(read):
            rule, more = "seal_differs", {"applied": "/".join(applied), "read": "/".join(read) or "–"}
    if rule:
        yield Finding(
            rule=rule,
            subject=f"{unit.code}@{handover.hash}",
            region=handover.load.region,
            since=act.at,
            values=_values(handover, unit=unit.code, office=act.statement.actor, **more),
            basis=(act.id,),
            units=(unit.code,),
        )


def _applied(unit: str, before: Stage, acts: Sequence[Act]) -> Sequence[str] | None:
    """Return the seals last put on a unit before a stage, or None when nobody stated any."""
    on = [act for act in acts if unit in act.seals and sealing_stage(act) < before]
    return max(on, key=lambda act: (sealing_stage(act), act.order)).seals[unit] if on else None


def _from_nowhere(unit: Unit, handover: Handover, handovers: Sequence[Handover]) -> Iterator[Finding]:
    """Yield a gap when a list made on the way has a giver to whom no other list or receipt ever brings the unit."""
    giver = handover.load.giver
    homes = {h.load.receiver for h in handovers if unit.code in h.members or h.receiving(unit.code)}
    if giver not in homes | {h.load.giver for h in handovers if not h.load.step}:
        first = min((*handover.given, *handover.received), key=lambda act: act.order)
        yield Finding(
            rule="custody_gap",
            subject=f"{unit.code}@{handover.hash}",
            region=unit.station,
            since=end_of_day(first.at, unit.station),
            values=_values(handover, office=giver),
            basis=(first.id,),
            units=(unit.code,),
        )


def _astray(unit: Unit, handover: Handover, later: Sequence[Handover]) -> Iterator[Finding]:
    act = handover.receiving(unit.code)
    if act is None or within(unit.station, _seat(handover)):
        return
    back = [found for h in later if within(unit.station, _seat(h)) and (found := h.receiving(unit.code))]
    yield Finding(
        rule="wrong_destination",
        subject=f"{unit.code}@{handover.hash}",
        region=unit.station,
        since=act.at,
        until=max(act.at, back[0].at) if back else None,
        values={"unit": unit.code, "office": handover.load.receiver, "leg": handover.load.leg},
        basis=(act.id, *(found.id for found in back[:1])),
        units=(unit.code,),
    )


def _seat(handover: Handover) -> str:
    return handover.load.receiver.partition(":")[2]


def _twice(unit: Unit, handovers: Sequence[Handover]) -> Iterator[Finding]:
    for stage in sorted({h.stage for h in handovers if unit.code not in h.members}):
        here = [h for h in handovers if h.stage is stage]
        got = {h.load.receiver: act for h in here if (act := h.receiving(unit.code))}
        passed = {h.load.giver for h in here if h.giving(unit.code) and h.load.giver in got}
        if len(got.keys() - passed) > 1:
            yield Finding(
                rule="held_twice",
                subject=f"{unit.code}@{stage}",
                region=unit.station,
                since=max(act.at for act in got.values()),
                values={"unit": unit.code, "holders": sorted(got)},
                basis=tuple(sorted(act.id for act in got.values())),
                units=(unit.code,),
            )


def judge_opening(act: Act, *, institutions: set[str], units: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding when boxes were opened before people of fewer institutions than required."""
    if len(institutions) < REQUIRED_INSTITUTIONS:
        yield Finding(
            rule="opened_without_presence",
            subject=act.id,
            region=act.statement.region,
            since=act.at,
            values={
                "office": act.statement.actor,
                "number": len(units),
                "present": [
                    office for office in act.statement.body["present"] if office != act.statement.actor
                ],
            },
            basis=(act.id,),
            units=tuple(units),
        )


def merge(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Return findings by key; several about the same thing become one that rests on all their statements."""
    merged: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.since, f.basis)):
        first = merged.get(finding.key)
        merged[finding.key] = finding if first is None else _joined(first, finding)
    return merged


def _joined(first: Finding, other: Finding) -> Finding:
    return replace(first, basis=tuple(dict.fromkeys((*first.basis, *other.basis))))


def clock_is_wrong(*, claimed: datetime, received: datetime, opened: datetime) -> bool:
    """Tell whether a claimed hour cannot be: ahead of its receipt, or before the log's own days."""
    return claimed > received + timedelta(minutes=10) or claimed < opened - timedelta(days=60)
