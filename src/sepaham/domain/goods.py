"""
What needs a look about the goods themselves: a unit's seals, destination and holders; openings; counts.

Each function takes what is known about one subject and returns its findings; none knows a clock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sepaham.domain.base import end_of_day
from sepaham.domain.custody import Act, Handover, legs_before, sealing_stage
from sepaham.domain.evidence import judge_evidence
from sepaham.domain.findings import Finding
from sepaham.domain.loads import Stage
from sepaham.domain.units import Unit

RULE_OF_REMARK = {"damaged": "damaged", "seal_broken": "seal_broken", "unsealed": "seal_missing"}
"""The rule that speaks of what was remarked about a unit; missing and extra ones are counted and traced."""
REQUIRED_INSTITUTIONS = 2
"""Openings need people of at least this many institutions."""

Covers = Callable[[str, str], bool]
"""Whether an office answers for a place; the register knows."""


def judge_unit(
    unit: Unit, *, handovers: Sequence[Handover], acts: Sequence[Act], covers: Covers
) -> Iterator[Finding]:
    """
    Yield what needs a look about one unit: its state and seals, its destination, its holders.

    Args:
        unit: The unit.
        handovers: The handovers that name it, in the order of the stages.
        acts: The other accounts that name it.
        covers: Tells whether an office answers for a place.
    """
    strays = False
    for place, handover in enumerate(handovers):
        if unit.code in handover.noted:
            for account in handover.accounts():
                yield from _remarks(unit, handover, account)
                yield from _numbers(unit, handover, account, acts)
        listed = unit.code in handover.members
        if listed and not handover.load.step:
            continue
        if listed and handover.stated:
            yield from _from_nowhere(unit, handover, handovers)
        if (got := handover.receiving(unit.code)) and not (
            listed and covers(handover.load.receiver, unit.station)
        ):
            strays = True
            yield from _astray(unit, handover, got, handovers[place + 1 :], covers)
    if strays:
        yield from _twice(unit, handovers)
    for act in acts:
        yield from _not_holder(unit, act, handovers)
    yield from judge_evidence(unit, acts=acts)


def judge_listing(unit: Unit, *, handovers: Sequence[Handover], acts: Sequence[Act]) -> Iterator[Finding]:
    """
    Yield that goods were stated of a polling station the register no longer has.

    Args:
        unit: The unit.
        handovers: The handovers that name it.
        acts: The other accounts that name it.
    """
    told = [*acts, *(act for handover in handovers for act in handover.accounts())]
    if told:
        first = min(told, key=lambda act: act.order)
        yield Finding(
            rule="station_gone",
            subject=unit.code,
            region=unit.station,
            since=first.at,
            values={"unit": unit.code},
            basis=(first.id,),
            units=(unit.code,),
        )


def _remarks(unit: Unit, handover: Handover, act: Act) -> Iterator[Finding]:
    for what in sorted(act.off.get(unit.code, ())):
        if what in RULE_OF_REMARK:
            yield _seen_at(handover, act, RULE_OF_REMARK[what], unit)


def _numbers(unit: Unit, handover: Handover, act: Act, acts: Sequence[Act]) -> Iterator[Finding]:
    """Yield a finding when other seal numbers were read than put on; a broken seal says so itself."""
    read = act.seals.get(unit.code)
    if read is None or act.off.get(unit.code, frozenset()) & {"unsealed", "seal_broken"}:
        return
    applied = _applied(unit.code, handover.stage, acts)
    if applied is not None and sorted(applied) != sorted(read):
        numbers = {"applied": "/".join(applied), "read": "/".join(read) or "–"}
        yield _seen_at(handover, act, "seal_differs", unit, numbers)


def _seen_at(
    handover: Handover, act: Act, rule: str, unit: Unit, more: Mapping[str, str] | None = None
) -> Finding:
    return Finding(
        rule=rule,
        subject=f"{unit.code}@{handover.hash}",
        region=handover.load.region,
        since=act.at,
        values={**handover.load.route, "unit": unit.code, "office": act.statement.actor, **(more or {})},
        basis=(act.id,),
        units=(unit.code,),
    )


def _applied(unit: str, before: Stage, acts: Sequence[Act]) -> Sequence[str] | None:
    """Return the seals last put on a unit before a stage, or None when nobody stated any."""
    on = [act for act in acts if unit in act.seals and sealing_stage(act) < before]
    return max(on, key=lambda act: (sealing_stage(act), act.order)).seals[unit] if on else None


def _from_nowhere(unit: Unit, handover: Handover, handovers: Sequence[Handover]) -> Iterator[Finding]:
    """Yield a gap when the giver of a list made on the way is one to whom nothing ever brings the unit."""
    giver = handover.load.giver
    homes = {h.load.receiver for h in handovers if unit.code in h.members or h.receiving(unit.code)}
    if giver not in homes | {h.load.giver for h in handovers if not h.load.step}:
        first = min((*handover.given, *handover.received), key=lambda act: act.order)
        yield Finding(
            rule="custody_gap",
            subject=f"{unit.code}@{handover.hash}",
            region=unit.station,
            since=end_of_day(first.at, unit.station),
            values={**handover.load.route, "office": giver},
            basis=(first.id,),
            units=(unit.code,),
        )


def _astray(
    unit: Unit, handover: Handover, got: Act, later: Sequence[Handover], covers: Covers
) -> Iterator[Finding]:
    """Yield a finding, until the unit is received where it belongs, when its receiver has no part there."""
    receiver = handover.load.receiver
    if covers(receiver, unit.station):
        return
    homes = (h for h in later if covers(h.load.receiver, unit.station))
    back = next((act for h in homes if (act := h.receiving(unit.code))), None)
    yield Finding(
        rule="wrong_destination",
        subject=f"{unit.code}@{handover.hash}",
        region=unit.station,
        since=got.at,
        until=max(got.at, back.at) if back else None,
        values={"unit": unit.code, "office": receiver, "leg": handover.load.leg},
        basis=(got.id, back.id) if back else (got.id,),
        units=(unit.code,),
    )


def _twice(unit: Unit, handovers: Sequence[Handover]) -> Iterator[Finding]:
    for stage in sorted({h.stage for h in handovers if h.load.step or unit.code not in h.members}):
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


def _not_holder(unit: Unit, act: Act, handovers: Sequence[Handover]) -> Iterator[Finding]:
    """Yield a finding when others stated receipt of what an office opened, sealed or used, and it did not."""
    legs = legs_before(act)
    got = {h.load.receiver: r for h in handovers if h.stage in legs and (r := h.receiving(unit.code))}
    if got and act.statement.actor not in got:
        yield Finding(
            rule="not_holder",
            subject=f"{unit.code}@{act.id}",
            region=act.statement.region,
            since=act.at,
            values={
                "unit": unit.code,
                "office": act.statement.actor,
                "kind": act.statement.kind,
                "holders": sorted(got),
            },
            basis=(act.id, *sorted(r.id for r in got.values())),
            units=(unit.code,),
        )


def judge_packing(act: Act, *, contents: Mapping[str, int]) -> Iterator[Finding]:
    """Yield a finding for each counted thing of which a parcel was packed with a wrong number."""
    return judge_counts(act, contents=contents, subject=f"pack:{act.id}", values={"leg": "pack"})


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


def judge_counts(
    act: Act, *, contents: Mapping[str, int], subject: str, values: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield a finding for each counted thing of which an account states a wrong number."""
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
