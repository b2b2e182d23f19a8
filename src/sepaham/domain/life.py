"""One unit's life as a page tells it: what was declared beside what was seen, with gaps drawn as gaps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sepaham.domain.custody import UnitState, remarks_in
from sepaham.domain.findings import Finding
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.statement import Source, Statement

OBSERVED = frozenset({"handover.observe"})


@dataclass(frozen=True, slots=True)
class Event:
    """
    One statement in a unit's life.

    Attributes:
        stage: The leg's code (``kpu-ppk``), or ``pack``, ``vote``, ``recapitulation`` between legs.
        office: Whose account it is; `by` signed it, and is another office when it copied a paper.
        seen: Whether it is an observation rather than a declaration.
        off: All that was off about this unit: ``missing``, ``unsealed``...; ``unmentioned`` when the account
            speaks of other units only; empty when in order.
        index: The statement's place in the log.
        erased: Whether only its stub is left.
    """

    stage: str
    kind: str
    office: str
    by: str
    source: Source
    seen: bool
    off: tuple[str, ...]
    seals: tuple[str, ...]
    at: datetime
    received_at: datetime
    index: int
    id: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the way: when it should be, what was declared and what was seen; empty ones are gaps."""

    stage: str
    giver: str
    receiver: str
    opens_at: datetime | None
    closes_at: datetime | None
    declared: tuple[Event, ...]
    seen: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """A unit, where it is, its steps in order and what about it needs a look."""

    state: UnitState
    mark: str
    election: str
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]


def event_of(*, statement: Statement, unit: str, index: int, received_at: datetime, stage: str) -> Event:
    """Return one statement as an event in a unit's life."""
    body = statement.body
    only = body.get("only", ())
    off = sorted(remarks_in(statement).get(unit, ())) if not only or unit in only else ["unmentioned"]
    return Event(
        stage=stage,
        kind=statement.kind,
        office=statement.actor,
        by=statement.office,
        source=statement.source,
        seen=statement.kind in OBSERVED,
        off=tuple(off),
        seals=tuple(body.get("seals", {}).get(unit, ())),
        at=statement.at,
        received_at=received_at,
        index=index,
        id=statement.id,
        erased=statement.erased,
    )


def stage_of(statement: Statement, lists: dict[str, LoadList]) -> str:
    """Return the stage of the way a statement belongs to."""
    body = statement.body
    if statement.kind.startswith("handover."):
        load = lists.get(body["list"])
        return load.leg if load else ""
    if statement.kind == "unit.open":
        return str(body["purpose"])
    if statement.kind == "unit.seal":
        return str(body["after"])
    return {"parcel.pack": "pack", "unit.use": "vote"}.get(statement.kind, "")


def steps_of(*, events: Iterable[Event], lists: Iterable[LoadList]) -> tuple[Step, ...]:
    """Return the stages of a unit's way in order, each with its declared and seen events."""
    of_leg = {load.leg: load for load in sorted(lists, key=lambda load: -load.step)}
    found = list(events)
    order = ["pack", *(leg for leg in LEGS if leg in of_leg)]
    order.insert(order.index("kpps-pps") if "kpps-pps" in order else len(order), "vote")
    order.insert(order.index("ppk-kpu") if "ppk-kpu" in order else len(order), "recapitulation")
    order.extend(stage for stage in dict.fromkeys(e.stage for e in found) if stage not in order)
    return tuple(_step(stage, of_leg.get(stage), [e for e in found if e.stage == stage]) for stage in order)


def before_movement_hidden(life: Life) -> Life:
    """Return a life without the hours of movements nobody has stated yet: those are for who needs them."""
    steps = (
        step if step.declared or step.seen else replace(step, opens_at=None, closes_at=None)
        for step in life.steps
    )
    return replace(life, steps=tuple(steps))


def _step(stage: str, load: LoadList | None, events: list[Event]) -> Step:
    events.sort(key=lambda e: (e.at, e.index))
    return Step(
        stage=stage,
        giver=load.giver if load else "",
        receiver=load.receiver if load else "",
        opens_at=load.opens_at if load else None,
        closes_at=load.closes_at if load else None,
        declared=tuple(e for e in events if not e.seen),
        seen=tuple(e for e in events if e.seen),
    )
