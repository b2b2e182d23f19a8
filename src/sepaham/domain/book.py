"""
The book: all that was stated in one log, indexed by what it is about, and what follows from it.

`take` puts an entry on its shelves; `settle` looks again at every subject that was touched and says what
changed. What follows depends on *which* statements came, not on the order they came in (enrolments and
revocations, whose place in the log counts, excepted), so a replay anywhere gives the same.

    book = Book()
    for entry in entries:
        book.take(entry)
    changes = book.settle()

Invariants: nothing raises on what an office stated, however odd; only a base fact whose file is not the one
its hash names does, because then the caller broke the log. The book knows no clock.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.authority import Authority, authority_from_bytes
from sepaham.domain.base import digest, within, write_instant
from sepaham.domain.catalogue import Profile, profile_from_bytes, unit_kinds
from sepaham.domain.contents import contents_of
from sepaham.domain.custody import Act, Handover, UnitState, act_of, trace
from sepaham.domain.devices import Device, Devices
from sepaham.domain.findings import Finding
from sepaham.domain.oversight import (
    clock_is_wrong,
    judge_counts,
    judge_handover,
    judge_opening,
    judge_unit,
    merge,
)
from sepaham.domain.plan import LoadList, Plan, load_list_from_dict, plan_from_bytes
from sepaham.domain.register import LINES, Register, office_id, register_from_bytes
from sepaham.domain.statement import Entry, Statement
from sepaham.domain.units import Unit, units_of
from sepaham.errors import SepahamError


class BookError(SepahamError):
    """A base fact without the file its hash names: the caller broke the log."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What came to be otherwise since the last time: states to keep, findings to keep and to let go."""

    units: list[UnitState]
    handovers: list[Handover]
    findings: dict[str, Finding]
    gone: set[str]


@dataclass(slots=True)
class _Touched:
    units: set[str] = field(default_factory=set)
    handovers: set[str] = field(default_factory=set)
    devices: set[str] = field(default_factory=set)


class Book:
    """The accumulated facts of one log."""

    register: Register
    profile: Profile
    plan: Plan
    authority: Authority

    def __init__(self) -> None:
        """Begin empty; the base facts come as entries."""
        self.devices = Devices()
        self.units: dict[str, Unit] = {}
        self.states: dict[str, UnitState] = {}
        self.handovers: dict[str, Handover] = {}
        self.findings: dict[str, Finding] = {}
        self.size = 0
        self._statements: dict[str, Statement] = {}
        self._opened: datetime | None = None
        self._origin = ""
        self._base: set[str] = set()
        self._items: dict[str, str] = {}
        self._of_unit: defaultdict[str, list[Handover]] = defaultdict(list)
        self._acts: defaultdict[str, list[Act]] = defaultdict(list)
        self._after: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        self._hours: dict[str, datetime] = {}
        self._corrected: dict[str, str] = {}
        self._foretold: defaultdict[str, list[Statement]] = defaultdict(list)
        self._vouched: defaultdict[str, set[str]] = defaultdict(set)
        self._suspended: dict[str, Entry] = {}
        self._declared: defaultdict[str, set[str]] = defaultdict(set)
        self._retired: dict[str, LoadList] = {}
        self._waiting: defaultdict[str, list[Statement]] = defaultdict(list)
        self._keys_of: dict[str, dict[str, Finding]] = {}
        self._touched = _Touched()
        self._gone: set[str] = set()
        self._fresh: dict[str, Finding] = {}

    # Taking entries

    def take(self, entry: Entry) -> None:
        """
        Put one entry on its shelves.

        Raises:
            BookError: A base fact came without the file its hash names.
        """
        statement = entry.statement
        self.size = max(self.size, entry.index + 1)
        self._opened = self._opened or entry.received_at
        if statement.id in self._statements:
            return
        self._statements[statement.id] = statement
        self._hours[statement.id] = self._hour(entry)
        self.devices.hear(entry)
        self._touched.devices.add(statement.device)
        for correction in self._foretold.pop(statement.id, ()):
            self._correct(correction, statement.id)
        if self.devices.is_late(entry) and not self._vouched[statement.id] - {statement.office}:
            self._suspended[statement.id] = entry
            if statement.id not in self._corrected:
                self._note(statement, "needs_confirmation", {"office": statement.office})
            return
        self._act_on(entry)

    def holds(self, statement: str) -> bool:
        """Tell whether a statement was entered already."""
        return statement in self._statements

    def _hour(self, entry: Entry) -> datetime:
        """Return when a statement is taken to have happened: its own hour, unless its clock cannot be right."""
        claimed, received = entry.statement.at, entry.received_at
        opened = self._opened or received
        if not clock_is_wrong(claimed=claimed, received=received, opened=opened):
            return claimed
        values = {
            "office": entry.statement.office,
            "claimed": write_instant(claimed),
            "received": write_instant(received),
        }
        self._note(entry.statement, "wrong_clock", values, since=received)
        return received

    def _act_on(self, entry: Entry) -> None:
        statement = entry.statement
        for ref in statement.refs:
            if ref.role == "corrects":
                self._correct(statement, ref.id)
            else:
                self._vouch(statement, ref.id)
        if statement.id in self._corrected and statement.kind != "list.declare":
            return
        subject, _, act = statement.kind.partition(".")
        handler: Callable[[Entry], None] = getattr(self, f"_take_{subject}_{act}", self._take_act)
        handler(entry)

    def _vouch(self, statement: Statement, target: str) -> None:
        """Let a statement of a revoked device count once an unrevoked device of another office refers to it."""
        device = self.devices.enrolled.get(statement.device)
        if device is not None and not device.revoked:
            self._vouched[target].add(statement.office)
            waiting = self._suspended.get(target)
            if waiting is not None and waiting.statement.office != statement.office:
                del self._suspended[target]
                self._forget(f"needs_confirmation:{target}")
                self._act_on(waiting)

    def _correct(self, statement: Statement, target: str) -> None:
        """Take out what an office corrects of its own; another's word is not for it to correct."""
        old = self._statements.get(target)
        if old is None:
            self._foretold[target].append(statement)
        elif old.office != statement.office:
            self._not_own(statement, target)
        else:
            self._corrected[target] = statement.id
            self._withdraw(old)

    def _withdraw(self, old: Statement) -> None:
        for rule in ("unknown_unit", "opened_without_presence", "pack", "no_authority", "needs_confirmation"):
            self._forget(f"{rule}:{old.id}")
        if old.kind.startswith("handover.") and (handover := self.handovers.get(old.body["list"])):
            for act in [a for a in handover.side(old.kind) if a.id == old.id]:
                handover.drop(act)
                self._touch(handover, act)
        if old.kind == "list.declare":
            self._touched.handovers.add(load_list_from_dict(old.body["list"]).hash)
        for code in _named(old):
            self._acts[code] = [act for act in self._acts[code] if act.id != old.id]
            self._touched.units.add(code)

    # Base facts

    def _take_base_declare(self, entry: Entry) -> None:
        statement = entry.statement
        if not self._authorised(statement):
            return
        what, sha256 = statement.body["what"], statement.body["sha256"]
        if digest(entry.file) != sha256:
            raise BookError(
                f"Entry {entry.index} declares the {what} {sha256}, but its file is not here.", "book.base"
            )
        if what == "register":
            self.register = register_from_bytes(entry.file)
            self._origin = office_id("kpu", self.register.kabupaten[0])
        elif what == "catalogue":
            self.profile = profile_from_bytes(entry.file)
        elif what == "authority":
            self.authority = authority_from_bytes(entry.file)
        else:
            self._adopt(plan_from_bytes(entry.file))
        self._base.add(what)
        if {"register", "catalogue"} <= self._base:
            self._stock()

    def _stock(self) -> None:
        for station in self.register.stations:
            for unit in units_of(station, unit_kinds(self.profile, station.desa)):
                if unit.code not in self.units:
                    self.units[unit.code] = unit
                    self._items[unit.code] = unit.kind.item
                    self._touched.units.add(unit.code)

    def _adopt(self, plan: Plan) -> None:
        """Put a plan in force: its lists are awaited; those of the plan before that nobody used are let go."""
        for hash_ in [h for h, x in self.handovers.items() if h not in plan.lists and not x.load.step]:
            if not any(self.handovers[hash_].accounts()):
                self._retired[hash_] = self.handovers[hash_].load
                self._let_go(self.handovers.pop(hash_))
        self.plan = plan
        for hash_, found in plan.lists.items():
            if hash_ not in self.handovers:
                self._shelve(found, hash_)

    def _let_go(self, handover: Handover) -> None:
        for code in handover.load.units:
            self._of_unit[code].remove(handover)
            self._touched.units.add(code)
        for other in self._before.pop(handover.hash, set()):
            self._after[other].discard(handover.hash)
        self._after.pop(handover.hash, None)
        self._keep(handover.hash, {})

    def _shelve(self, found: LoadList, hash_: str) -> None:
        handover = Handover(found, hash_)
        self.handovers[hash_] = handover
        self._retired.pop(hash_, None)
        self._touched.handovers.add(hash_)
        for code in found.units:
            shelf = self._of_unit[code]
            shelf.append(handover)
            shelf.sort(key=lambda h: h.order)
            if not found.step:
                planned = [h for h in shelf if not h.load.step]
                place = planned.index(handover)
                for one, other in zip(
                    planned[max(0, place - 1) : place + 1], planned[place : place + 2], strict=False
                ):
                    if one is not other:
                        self._after[one.hash].add(other.hash)
                        self._before[other.hash].add(one.hash)
        for statement in self._waiting.pop(hash_, ()):
            self._forget(f"no_authority:{statement.id}")
            if statement.id not in self._corrected:
                self._account(statement)

    def _take_list_declare(self, entry: Entry) -> None:
        found = load_list_from_dict(entry.statement.body["list"])
        hash_ = found.hash
        if found.log != entry.statement.log:
            return
        if self._authorised(entry.statement) and self._is_party(
            entry.statement, (found.giver, found.receiver)
        ):
            if entry.statement.id not in self._corrected:
                self._unknown(entry.statement, found.units)
            self._declared[hash_].add(entry.statement.id)
            self._touched.handovers.add(hash_)
            if hash_ not in self.handovers:
                self._shelve(found, hash_)

    # Devices

    def _take_device_enrol(self, entry: Entry) -> None:
        s = entry.statement
        if self._authorised(s, (s.body["office"],)):
            self.devices.enrol(
                Device(
                    id=s.body["device"],
                    office=s.body["office"],
                    algorithm=s.body["algorithm"],
                    key=s.body["key"],
                    enrolled_by=s.office,
                    enrolled_at=entry.received_at,
                )
            )

    def _take_device_revoke(self, entry: Entry) -> None:
        s = entry.statement
        device = self.devices.enrolled.get(s.body["device"])
        if device is not None and self._authorised(s, (device.office,)):
            self.devices.revoke(device.id, index=entry.index)

    def _take_statement_quarantine(self, entry: Entry) -> None:
        """A refusal is on record; nothing follows from it."""

    # Acts about goods

    def _take_act(self, entry: Entry) -> None:
        self._account(entry.statement)

    def _account(self, statement: Statement) -> None:
        """Add an account of goods to the handover or the units it speaks of."""
        if statement.kind.startswith("handover."):
            hash_ = statement.body["list"]
            if hash_ in self._retired:
                self._shelve(self._retired[hash_], hash_)
            handover = self.handovers.get(hash_)
            if handover is None:
                self._waiting[statement.body["list"]].append(statement)
                self._refuse(statement, "unknown_list")
                return
            if self._authorised(statement, _parties(statement, handover.load)):
                self._add_account(statement, handover)
        elif self._authorised(statement):
            self._add_units(statement)

    def _add_account(self, statement: Statement, handover: Handover) -> None:
        act = act_of(statement, self._hours[statement.id])
        self._unknown(statement, (*act.off, *act.seals, *act.only))
        handover.add(act)
        for code, what in act.off.items():
            if what == "extra" and code in self.units and handover not in self._of_unit[code]:
                self._of_unit[code].append(handover)
                self._of_unit[code].sort(key=lambda h: h.order)
        self._touch(handover, act)

    def _add_units(self, statement: Statement) -> None:
        act = act_of(statement, self._hours[statement.id])
        named = _named(statement)
        self._unknown(statement, named)
        seat = statement.actor.partition(":")[2]
        if any(code in self.units and not within(self.units[code].station, seat) for code in named):
            self._refuse(statement, "elsewhere")
        for code in named:
            if code in self.units and within(self.units[code].station, seat):
                self._acts[code].append(act)
                self._acts[code].sort(key=lambda a: a.order)
                self._touched.units.add(code)
        if statement.kind == "unit.open":
            present = {statement.actor, *statement.body["present"]}
            lines = {office.partition(":")[0] for office in present}
            self._keep(
                f"opened_without_presence:{statement.id}",
                merge(
                    judge_opening(
                        act,
                        institutions={LINES[line].institution for line in lines if line in LINES},
                        units=named,
                    )
                ),
            )
        if statement.kind == "parcel.pack":
            contents = self._contents(statement.region)
            found = judge_counts(
                act, contents=contents, subject=f"pack:{statement.id}", values={"leg": "pack"}
            )
            self._keep(f"pack:{statement.id}", merge(found))

    def _touch(self, handover: Handover, act: Act) -> None:
        self._touched.handovers.add(handover.hash)
        self._touched.units.update(code for code in (*act.off, *act.seals) if code in self.units)
        if act.statement.kind != "handover.observe":
            self._touched.handovers |= self._before[handover.hash]
            self._touched.units.update(handover.load.units)

    # Findings about single statements

    def _authorised(self, statement: Statement, parties: tuple[str, ...] = ()) -> bool:
        if "authority" not in self._base:
            return statement.office.startswith("gateway:")
        ruling = self.authority.rule(
            office=statement.actor, kind=statement.kind, region=statement.region, parties=parties
        )
        if ruling and statement.actor != statement.office:
            ruling = self.authority.rule(office=statement.office, kind="transcribe", region=statement.region)
            if not ruling:
                self._refuse(statement, ruling.reason, office=statement.office)
        elif not ruling:
            self._refuse(statement, ruling.reason)
        return bool(ruling)

    def _is_party(self, statement: Statement, parties: tuple[str, ...]) -> bool:
        if statement.actor not in parties:
            self._refuse(statement, "not_party")
        return statement.actor in parties

    def _refuse(self, statement: Statement, reason: str, *, office: str = "") -> None:
        office = office or statement.actor
        self._note(statement, "no_authority", {"office": office, "kind": statement.kind, "reason": reason})

    def _not_own(self, statement: Statement, target: str) -> None:
        finding = Finding(
            rule="no_authority",
            subject=f"{statement.id}:{target}",
            region=statement.region,
            since=self._hours[statement.id],
            values={"office": statement.office, "kind": statement.kind, "reason": "not_own"},
            basis=(statement.id, target),
        )
        self._keep(f"not_own:{statement.id}:{target}", {finding.key: finding})

    def _unknown(self, statement: Statement, codes: Iterable[str]) -> None:
        strange = sorted({code for code in codes if code not in self.units})
        if strange:
            self._note(statement, "unknown_unit", {"office": statement.actor, "code": ", ".join(strange)})

    def _note(
        self, statement: Statement, rule: str, values: Mapping[str, object], since: datetime | None = None
    ) -> None:
        finding = Finding(
            rule=rule,
            subject=statement.id,
            region=statement.region,
            since=since or self._hours[statement.id],
            values=values,
            basis=(statement.id,),
        )
        self._keep(f"{rule}:{statement.id}", {finding.key: finding})

    # Settling

    def settle(self) -> Changes:
        """Look again at every subject touched since the last time and return what changed."""
        touched, self._touched = self._touched, _Touched()
        for hash_ in touched.handovers:
            if handover := self.handovers.get(hash_):
                self._keep(hash_, merge(self._judge(handover)))
        for device in touched.devices:
            self._keep(device, merge(self.devices.judge(device)))
        units = [self._settle_unit(self.units[code]) for code in touched.units if code in self.units]
        changed = [state for state in units if self.states.get(state.code) != state]
        self.states.update((state.code, state) for state in changed)
        changes = Changes(
            units=changed,
            handovers=[self.handovers[h] for h in touched.handovers if h in self.handovers],
            findings=self._fresh,
            gone=self._gone - self.findings.keys(),
        )
        self._fresh, self._gone = {}, set()
        return changes

    def _awaited(self, handover: Handover) -> bool:
        """Tell whether a list is in force: of the plan, or declared by somebody who has not corrected it."""
        if not handover.load.step:
            return handover.hash in self.plan.lists
        return bool(self._declared[handover.hash] - self._corrected.keys())

    def _judge(self, handover: Handover) -> Iterable[Finding]:
        if not self._awaited(handover) and not any(handover.accounts()):
            return ()
        after = [self.handovers[h] for h in self._after[handover.hash] if h in self.handovers]
        return judge_handover(
            handover,
            after=[other for other in after if other.stage > handover.stage],
            items=self._items,
            contents=self._contents(handover.load.region),
        )

    def _contents(self, region: str) -> Mapping[str, int]:
        if not {"register", "catalogue"} <= self._base:
            return {}
        station = self.register.by_key.get(region)
        return contents_of(self.profile, station) if station else {}

    def _settle_unit(self, unit: Unit) -> UnitState:
        handovers, acts = self._of_unit[unit.code], self._acts.get(unit.code, ())
        self._keep(unit.code, merge(judge_unit(unit, handovers=handovers, acts=acts)))
        return trace(unit=unit, origin=self._origin, handovers=handovers, acts=acts)

    def _forget(self, owner: str) -> None:
        self._keep(owner, {})

    def _keep(self, owner: str, findings: dict[str, Finding]) -> None:
        """Keep what one subject gives rise to, in place of what it gave rise to before."""
        before = self._keys_of.get(owner)
        if not before and not findings:
            return
        for key in (before or {}).keys() - findings.keys():
            self.findings.pop(key, None)
            self._fresh.pop(key, None)
            self._gone.add(key)
        for key, finding in findings.items():
            if self.findings.get(key) != finding:
                self.findings[key] = self._fresh[key] = finding
        self._keys_of[owner] = findings


def _parties(statement: Statement, found: LoadList) -> tuple[str, ...]:
    side = {"handover.give": (found.giver,), "handover.receive": (found.receiver,)}
    return side.get(statement.kind, ())


def _named(statement: Statement) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*statement.body.get("units", ()), *statement.body.get("seals", ()))))
