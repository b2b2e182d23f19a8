"""
Where every unit is and who holds it: what did happen.

An `Act` is an account of goods by an office with the authority for it. A `Handover` gathers, for one load
list, the accounts of its giver, its receiver and those who saw it. A unit's custody is traced through its
handovers *in the order of the stages*, never in the order of arrival, so that uploads that come late,
twice or shuffled give the same custody.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.plan import LEGS, LoadList, Stage
from sepaham.domain.statement import Source, Statement
from sepaham.domain.units import Unit

_BETWEEN: Mapping[str, Stage] = {"vote": Stage.VOTE, "recapitulation": Stage.RECAPITULATION}


@dataclass(frozen=True, slots=True)
class Act:
    """One account of goods: what was off, counted and read, unit by unit; `at` is when it happened."""

    statement: Statement
    at: datetime
    off: Mapping[str, str]
    counts: Mapping[str, int]
    seals: Mapping[str, Sequence[str]]
    only: frozenset[str]

    @property
    def id(self) -> str:
        """Return the statement's id."""
        return self.statement.id

    @property
    def order(self) -> tuple[datetime, str]:
        """Return the account's place among others of the same thing."""
        return (self.at, self.statement.id)

    def has(self, unit: str) -> bool:
        """Tell whether, by this account, a listed unit was there."""
        if self.only and unit not in self.only:
            return False
        return not self.off or self.off.get(unit) not in {"missing", "extra"}


def act_of(statement: Statement, at: datetime) -> Act:
    """Read an account of goods out of a statement that happened at an hour."""
    body = statement.body
    return Act(
        statement=statement,
        at=at,
        off={row["unit"]: row["what"] for row in body.get("except", ())},
        counts=body.get("counts", {}),
        seals=body.get("seals", {}),
        only=frozenset(body.get("only", ())),
    )


@dataclass(slots=True)
class Handover:
    """A load list with the accounts of it, each side in the order of its hours."""

    load: LoadList
    hash: str
    given: list[Act] = field(default_factory=list)
    received: list[Act] = field(default_factory=list)
    seen: list[Act] = field(default_factory=list)
    members: frozenset[str] = field(init=False)
    stage: Stage = field(init=False)
    order: tuple[int, int, str] = field(init=False)
    noted: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Prepare what every look at a unit asks for; `noted` are the units some account singles out."""
        self.members = frozenset(self.load.units)
        self.stage = self.load.stage
        self.order = (self.stage, self.load.step, self.hash)

    @property
    def stated(self) -> bool:
        """Tell whether giver or receiver stated anything."""
        return bool(self.given or self.received)

    def side(self, kind: str) -> list[Act]:
        """Return the accounts that a kind of statement belongs to."""
        return {
            "handover.give": self.given,
            "handover.receive": self.received,
            "handover.observe": self.seen,
        }[kind]

    def add(self, act: Act) -> None:
        """Put an account in its place."""
        insort(self.side(act.statement.kind), act, key=lambda a: a.order)
        self.noted |= act.off.keys() | act.seals.keys()

    def drop(self, act: Act) -> None:
        """Take an account out: it was corrected."""
        self.side(act.statement.kind).remove(act)
        self.noted = {code for left in self.accounts() for code in (*left.off, *left.seals)}

    def giving(self, unit: str) -> Act | None:
        """Return the first account by which the giver handed a unit over."""
        for act in self.given:
            if act.has(unit):
                return act
        return None

    def receiving(self, unit: str) -> Act | None:
        """Return the first account by which the receiver got a unit, listed or extra."""
        listed = unit in self.members
        for act in self.received:
            if act.has(unit) if listed else act.off.get(unit) == "extra":
                return act
        return None

    def accounts(self) -> Iterator[Act]:
        """Yield every account of it: given, received, seen."""
        yield from self.given
        yield from self.received
        yield from self.seen


@dataclass(frozen=True, slots=True)
class UnitState:
    """
    Where a unit is by all accounts.

    Attributes:
        holder: The office that holds it; while `moving`, the one that handed it over.
        stage: The last stage it passed.
        reached: Whether it came to its own polling station on the way out.
        used: Whether it was used up there, which ends the way of what does not return.
        at: When the last thing that happened to it happened; `last` names the statement.
        source: How that reached us.
    """

    code: str
    station: str
    item: str
    holder: str
    stage: Stage = Stage.PACK
    packed: bool = False
    moving: bool = False
    reached: bool = False
    used: bool = False
    at: datetime | None = None
    last: str = ""
    source: Source = Source.DIRECT

    @property
    def stored(self) -> bool:
        """Tell whether the unit came home into KPU's storage."""
        return self.stage is Stage.PPK_KPU and not self.moving

    @property
    def terminal(self) -> bool:
        """Tell whether its way has ended as it should: stored at KPU, or used up at its polling station."""
        return self.stored or self.used


def trace(*, unit: Unit, origin: str, handovers: Iterable[Handover], acts: Iterable[Act]) -> UnitState:
    """
    Return where a unit is.

    Args:
        unit: The unit.
        origin: The office that holds it before anything is stated.
        handovers: The handovers that name it, in the order of the stages.
        acts: The other accounts that name it: packing, opening, sealing, use.
    """
    holder, stage, moving, reached = origin, Stage.PACK, False, False
    last: Act | None = None
    came: tuple[int, int] = (0, 0)
    for handover in handovers:
        received, listed = handover.receiving(unit.code), unit.code in handover.members
        if received:
            holder, stage, moving, last = handover.load.receiver, handover.stage, False, received
            reached = reached or (stage is Stage.PPS_KPPS and holder.endswith(unit.station))
            came = handover.order[:2]
        elif listed and came != handover.order[:2] and (given := handover.giving(unit.code)):
            holder, stage, moving, last = handover.load.giver, handover.stage, True, given
    packed = used = False
    for act in acts:
        kind = act.statement.kind
        packed = packed or kind == "parcel.pack"
        if kind == "unit.use":
            used, last = True, act
        elif last is None or (kind != "parcel.pack" and act.at > last.at):
            last = act
    return UnitState(
        code=unit.code,
        station=unit.station,
        item=unit.kind.item,
        holder=holder,
        stage=stage,
        packed=packed,
        moving=moving and not used,
        reached=reached,
        used=used,
        at=last.at if last else None,
        last=last.id if last else "",
        source=last.statement.source if last else Source.DIRECT,
    )


def sealing_stage(act: Act) -> Stage:
    """Return the stage after which an account's seals are on: packing, or what a re-sealing followed."""
    if act.statement.kind == "parcel.pack":
        return Stage.PACK
    after = act.statement.body["after"]
    return LEGS[after].stage if after in LEGS else _BETWEEN[after]
