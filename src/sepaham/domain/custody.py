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

from sepaham.domain.base import Level, ancestor
from sepaham.domain.loads import LEGS, LoadList, Stage
from sepaham.domain.register import office_id
from sepaham.domain.statement import Source, Statement
from sepaham.domain.units import Unit

TAKE, RETURN = "evidence.take", "evidence.return"
_BETWEEN: Mapping[str, Stage] = {"vote": Stage.VOTE, "recapitulation": Stage.RECAPITULATION}


@dataclass(frozen=True, slots=True)
class Act:
    """
    One account of goods.

    Attributes:
        at: When it happened.
        off: What was off about units, each with all that was remarked of it: ``missing``, ``unsealed``...
        counts: How many of each counted thing there were.
        seals: The seals put on or read, by unit.
        only: The units of the list it speaks of; empty when it speaks of all.
        pieces: How many of the list's units there were, told without saying which; None where not told.
        by_sms: Whether it came by text message: heard, but no account of the office's own.
    """

    statement: Statement
    at: datetime
    off: Mapping[str, frozenset[str]]
    counts: Mapping[str, int]
    seals: Mapping[str, Sequence[str]]
    only: frozenset[str]
    pieces: int | None = None
    by_sms: bool = False

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
        return "missing" not in self.off.get(unit, ())

    def adds(self, unit: str) -> bool:
        """Tell whether, by this account, a unit was there that the list does not name."""
        return "extra" in self.off.get(unit, ())

    def amiss(self) -> set[str]:
        """Return the units of the list about which something was off."""
        return {unit for unit, what in self.off.items() if what != {"extra"}}


def remarks_in(statement: Statement) -> dict[str, frozenset[str]]:
    """Return all that a statement remarks of units, however often it names them."""
    found: dict[str, frozenset[str]] = {}
    for row in statement.body.get("except", ()):
        found[row["unit"]] = found.get(row["unit"], frozenset()) | {row["what"]}
    return found


def act_of(statement: Statement, at: datetime) -> Act:
    """Read an account of goods out of a statement that happened at an hour."""
    body = statement.body
    return Act(
        statement=statement,
        at=at,
        off=remarks_in(statement),
        counts=body.get("counts", {}),
        seals=body.get("seals", {}),
        only=frozenset(body.get("only", ())),
        pieces=body.get("pieces"),
        by_sms=statement.source is Source.SMS,
    )


def weightiest(acts: Sequence[Act]) -> Sequence[Act]:
    """Return a side's own accounts; what came by text message only where it has none."""
    return [act for act in acts if not act.by_sms] or acts


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
        """Return the first account by which the giver handed a unit over, listed or extra."""
        return self._first(weightiest(self.given), unit)

    def receiving(self, unit: str) -> Act | None:
        """
        Return the first account by which the receiver got a unit, listed or extra.

        A text message is one only beside an account of the giver's own: two of them close nothing.
        """
        found = self._first(weightiest(self.received), unit)
        if found and found.by_sms:
            given = self.giving(unit)
            return found if given and not given.by_sms else None
        return found

    def _first(self, acts: Sequence[Act], unit: str) -> Act | None:
        listed = unit in self.members
        for act in acts:
            if act.pieces is not None and act.pieces < len(self.members):
                continue
            if act.has(unit) if listed else act.adds(unit):
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
        holder: The office that holds it; while `moving`, the one that handed it over; the police while it is
            evidence.
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
        """Tell whether the unit came home into the storage of its own KPU."""
        home = office_id("kpu", ancestor(self.station, Level.KABUPATEN))
        return self.stage is Stage.PPK_KPU and not self.moving and self.holder == home

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
    way, told = _follow(unit, origin, handovers), list(acts)
    packed, used, last = _handle(told, way.last)
    evidence = taken(told)
    return UnitState(
        code=unit.code,
        station=unit.station,
        item=unit.kind.item,
        holder=evidence.statement.actor if evidence else way.holder,
        stage=way.stage,
        packed=packed,
        moving=way.moving and not used and not evidence,
        reached=way.reached,
        used=used,
        at=last.at if last else None,
        last=last.id if last else "",
        source=last.statement.source if last else Source.DIRECT,
    )


@dataclass(slots=True)
class _Way:
    """How far a unit has come, and the account that says so."""

    holder: str
    stage: Stage = Stage.PACK
    moving: bool = False
    reached: bool = False
    last: Act | None = None


def _follow(unit: Unit, origin: str, handovers: Iterable[Handover]) -> _Way:
    """Follow a unit through its handovers; a giving counts only where no receipt of that step has come."""
    way, came = _Way(origin), (0, 0)
    for handover in handovers:
        received, listed = handover.receiving(unit.code), unit.code in handover.members
        if received:
            way.holder, way.stage, way.moving = handover.load.receiver, handover.stage, False
            way.reached = way.reached or (way.stage is Stage.PPS_KPPS and way.holder.endswith(unit.station))
            way.last, came = received, handover.order[:2]
        elif listed and came != handover.order[:2] and (given := handover.giving(unit.code)):
            way.holder, way.stage, way.moving = handover.load.giver, handover.stage, True
            way.last = given
    return way


def _handle(acts: Iterable[Act], last: Act | None) -> tuple[bool, bool, Act | None]:
    """Return whether a unit was packed, whether it was used up, and the last account of all that name it."""
    packed = used = False
    for act in acts:
        kind = act.statement.kind
        packed = packed or kind == "parcel.pack"
        if kind == "unit.use":
            used, last = True, act
        elif last is None or (kind != "parcel.pack" and act.at > last.at):
            last = act
    return packed, used, last


def taken(acts: Iterable[Act]) -> Act | None:
    """Return the account by which a unit is held as evidence now; None where it is not, or was returned."""
    told = [act for act in acts if act.statement.kind in {TAKE, RETURN}]
    last = max(told, key=lambda act: act.order, default=None)
    return last if last and last.statement.kind == TAKE else None


def sealing_stage(act: Act) -> Stage:
    """Return the stage after which an account's seals are on: packing, or what a re-sealing followed."""
    if act.statement.kind == "parcel.pack":
        return Stage.PACK
    after = act.statement.body["after"]
    return LEGS[after].stage if after in LEGS else _BETWEEN[after]


_LEGS_TO: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.VOTE: (Stage.PPS_KPPS,),
    Stage.RECAPITULATION: (Stage.PPS_PPK, Stage.PPK_KPU),
}


def legs_before(act: Act) -> tuple[Stage, ...]:
    """
    Return the legs by which an office got what it opened, sealed or used up.

    Recapitulation is at PPK and again at KPU. Packing and ordered openings may be anywhere: empty.
    """
    kind, body = act.statement.kind, act.statement.body
    if kind == "unit.use":
        return _LEGS_TO[Stage.VOTE]
    if kind == "unit.open":
        return _LEGS_TO[_BETWEEN[body["purpose"]]] if body["purpose"] in _BETWEEN else ()
    if kind == "unit.seal":
        after = sealing_stage(act)
        return _LEGS_TO.get(after, (after,))
    return ()
