"""
The book: all that was stated in one log, indexed by what it is about, and what follows from it.

`take` puts an entry on its shelves; `settle` looks again at every subject that was touched and says what
changed. What follows depends on *which* statements came, not on the order they came in (base facts,
enrolments and revocations, whose place in the log counts, and lists beyond an office's most, excepted); a
replay in the log's order, settled at any pace, gives the same. An act is ruled by the base facts in force
when it is entered; goods and handovers are judged by the latest.

    book = Book()
    for entry in entries:
        book.take(entry)
    changes = book.settle()

The book decides who is asked in which order; what it rests on is in `foundations`, which statements count in
`standing`, who signs with what in `devices`, lists and units in `shelves`, findings on the `noticeboard`.

Invariants: nothing raises on what an office stated, however odd; only a base fact whose file is not the one
its hash names does, because then the caller broke the log. The book knows no clock.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from sepaham.domain.base import digest
from sepaham.domain.changes import Changes
from sepaham.domain.custody import Handover, UnitState, act_of, trace
from sepaham.domain.devices import Devices, device_of
from sepaham.domain.facts import Facts, fact_of
from sepaham.domain.findings import Finding
from sepaham.domain.foundations import ASIDE, Foundations
from sepaham.domain.goods import judge_listing, judge_opening, judge_packing, judge_unit
from sepaham.domain.handovers import judge_handover
from sepaham.domain.jurisdiction import (
    MOST_LISTS,
    below,
    fault_of,
    hand_of,
    parties_of,
    place_of,
    same_subject,
)
from sepaham.domain.keying import judge_keys
from sepaham.domain.kinds import FACTS
from sepaham.domain.loads import LoadList, load_list_from_dict
from sepaham.domain.noticeboard import Noticeboard, pinned
from sepaham.domain.scrutiny import Scrutiny
from sepaham.domain.shelves import Shelves
from sepaham.domain.sightings import WordsAt
from sepaham.domain.standing import Standing
from sepaham.domain.statement import Entry, Statement
from sepaham.domain.stocktaking import judge_facts
from sepaham.domain.storage import GOODS
from sepaham.domain.units import Unit
from sepaham.errors import SepahamError

_ONCE = frozenset({"base.declare", "device.enrol", "device.revoke", "statement.quarantine"})
"""What a correction that came first keeps from happening; of others it only keeps the account out."""


class BookError(SepahamError):
    """A base fact without the file its hash names: the caller broke the log."""


class Book:
    """
    The accumulated facts of one log and what follows from them.

    Attributes:
        size: How many entries the log has, as far as they were taken.
        foundations: The base facts in force.
        devices: All devices and the numbers they have used.
        units: Every unit by its code; `states` says where each is.
        handovers: Every load list by its hash, with the accounts of it.
        facts: Goods by type, seals, packing, trips, nights and answers that count.
        findings: What needs a look, by key. Like `states`, it is level with what was taken once settled.
    """

    def __init__(self, words_at: WordsAt | None = None) -> None:
        """Begin empty; without `words_at`, heads of the log seen elsewhere are kept and not judged."""
        self.size = 0
        self._words_at = words_at
        self.foundations = Foundations()
        self.devices = Devices()
        self._standing = Standing(self.devices)
        self._shelves = Shelves()
        self.facts = Facts()
        self._board = Noticeboard()
        self._scrutiny = Scrutiny(self.foundations, self._standing, self._board)
        self.units, self.handovers = self._shelves.units, self._shelves.handovers
        self.findings = self._board.findings
        self.states: dict[str, UnitState] = {}
        self._speaking: set[str] = set()
        self._made: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._takers: Mapping[str, Callable[[Entry], None]] = {
            "base.declare": self._take_base,
            "list.declare": self._take_list,
            "device.enrol": self._take_enrolment,
            "device.revoke": self._take_revocation,
            "statement.quarantine": lambda _entry: None,
        }

    def holds(self, statement: str) -> bool:
        """Tell whether a statement was entered already."""
        return self._standing.heard(statement) is not None

    # Taking entries

    def take(self, entry: Entry) -> None:
        """
        Put one entry on its shelves.

        Raises:
            BookError: A base fact came without the file its hash names.
        """
        statement = entry.statement
        self.size = max(self.size, entry.index + 1)
        if not self._standing.hear(entry):
            return
        self._speaking.add(statement.device)
        self._scrutiny.clock(entry)
        for correction in self._standing.foretold(statement):
            self._correct(correction, statement.id)
        if not self._standing.suspends(entry):
            self._act_on(entry)
        elif not self._standing.is_corrected(statement):
            self._scrutiny.pin("needs_confirmation", statement, {"office": statement.office})

    def _act_on(self, entry: Entry) -> None:
        """Let a statement count: for those it refers to, then for itself."""
        statement = entry.statement
        for ref in statement.refs:
            if ref.role != "corrects" and (waiting := self._standing.vouch(statement, ref.id)):
                self._scrutiny.unpin(ref.id, "needs_confirmation")
                self._act_on(waiting)
        if statement.kind not in _ONCE or not self._standing.is_corrected(statement):
            self._takers.get(statement.kind, self._take_account)(entry)

    def _uphold(self, statement: Statement) -> bool:
        """Let a statement within authority correct what it names; tell whether it still counts itself."""
        for ref in statement.refs:
            if ref.role == "corrects":
                self._correct(statement, ref.id)
        return not self._standing.is_corrected(statement)

    def _correct(self, statement: Statement, target: str) -> None:
        """Take out what an office corrects of its own; another's word, or thing, is not for it to correct."""
        old = self._standing.heard(target)
        if old is None:
            self._standing.foretell(statement, target)
        elif old.office != statement.office:
            self._scrutiny.refuse_correction(statement, target, "not_own")
        elif not same_subject(statement, old):
            self._scrutiny.refuse_correction(statement, target, "other_subject")
        else:
            self._standing.correct(target)
            self._withdraw(old)

    def _withdraw(self, old: Statement) -> None:
        self._scrutiny.unpin(old.id)
        self.facts.drop(old.id)
        if old.kind.startswith("handover."):
            handover = self.handovers.get(old.body["list"])
            if handover:
                self._shelves.drop(handover, old.id)
        elif old.kind == "list.declare":
            self._shelves.touch(load_list_from_dict(old.body["list"]).hash)
        for code in _named(old):
            self._shelves.take_off(code, old.id)

    # Base facts, load lists, devices

    def _take_base(self, entry: Entry) -> None:
        what, sha256 = entry.statement.body["what"], entry.statement.body["sha256"]
        if not self._scrutiny.authorised(entry.statement):
            return
        if digest(entry.file) != sha256:
            raise BookError(
                f"Entry {entry.index} declares the {what} {sha256}, but its file is not here.", "book.base"
            )
        self.foundations.lay(what, entry.file)
        self._uphold(entry.statement)
        if what in {"phone", "policy", *ASIDE}:
            return
        self._shelves.touch_all()
        if what in {"register", "catalogue"}:
            self._shelves.stock(self.foundations.units())
            self.facts.touch(*GOODS)
        elif what == "plan":
            for hash_ in self._shelves.adopt(self.foundations.plan):
                self._release(hash_)

    def _take_list(self, entry: Entry) -> None:
        statement = entry.statement
        found = load_list_from_dict(statement.body["list"])
        seat = statement.actor.partition(":")[2]
        if found.log != statement.log or not self._scrutiny.authorised(statement, places=(seat,)):
            return
        hash_ = found.hash
        if fault := self._fault_of(statement, found, hash_):
            self._scrutiny.refuse(statement, fault)
            return
        self._uphold(statement)
        self._scrutiny.codes(statement, found.units, self.units)
        self._standing.declare(statement, hash_)
        self._shelves.touch(hash_)
        if hash_ not in self.handovers:
            self._made[hand_of(statement)] += 1
            self._shelves.shelve(found, hash_)
            self._release(hash_)

    def _fault_of(self, statement: Statement, found: LoadList, hash_: str) -> str:
        """Return why a load list is not shelved; '' when it is."""
        fault = fault_of(found, declarer=statement.actor, foundations=self.foundations, units=self.units)
        if not fault and hash_ not in self.handovers and self._made[hand_of(statement)] >= MOST_LISTS:
            return "too_many"
        return fault

    def _release(self, list_: str) -> None:
        """Let the accounts count that waited for a load list."""
        for statement in self._standing.waited(list_):
            self._scrutiny.unpin(statement.id, "no_authority")
            self._account(statement)

    def _take_enrolment(self, entry: Entry) -> None:
        statement = entry.statement
        office = statement.body["office"]
        if self.foundations.office(office) is None:
            self._scrutiny.refuse(statement, "phantom_party")
        elif self._scrutiny.authorised(statement, (office,)):
            self._uphold(statement)
            self.devices.enrol(device_of(entry))

    def _take_revocation(self, entry: Entry) -> None:
        statement = entry.statement
        device = self.devices.enrolled.get(statement.body["device"])
        if device and self._scrutiny.authorised(statement, (device.office,)):
            self._uphold(statement)
            self.devices.revoke(device.id, index=entry.index)

    # Accounts of goods

    def _take_account(self, entry: Entry) -> None:
        statement = entry.statement
        if statement.kind.startswith("handover."):
            self._account(statement)
        elif self._scrutiny.authorised(statement, below(statement)) and self._uphold(statement):
            self._add_to_units(statement)
            if statement.kind in FACTS:
                self.facts.put(fact_of(entry, self._standing.hour(statement)))
            if statement.kind == "checkpoint.see" and self._words_at:
                self._scrutiny.sighting(entry, self._words_at)

    def _account(self, statement: Statement) -> None:
        """Add an account of goods to the handover it speaks of."""
        hash_ = statement.body["list"]
        handover = self._shelves.find(hash_)
        if handover is None:
            self._standing.wait(statement, hash_)
            self._scrutiny.refuse(statement, "unknown_list")
            return
        place = place_of(statement, handover.load, self.foundations)
        parties = parties_of(statement, handover.load)
        if self._scrutiny.authorised(statement, parties, places=(place,)) and self._uphold(statement):
            act = act_of(statement, self._standing.hour(statement))
            self._scrutiny.codes(statement, (*act.off, *act.seals, *act.only), self.units)
            self._shelves.add(handover, act)

    def _add_to_units(self, statement: Statement) -> None:
        act, named = act_of(statement, self._standing.hour(statement)), _named(statement)
        self._scrutiny.codes(statement, named, self.units)
        offices = (statement.actor, statement.office)
        for unit in (self.units[code] for code in named if code in self.units):
            away = [office for office in offices if not self.foundations.covers(office, unit.station)]
            if away:
                self._scrutiny.refuse(statement, "elsewhere", office=away[0])
            else:
                self._shelves.put(unit.code, act)
        if statement.kind == "unit.open":
            present = self.foundations.institutions((statement.actor, *statement.body["present"]))
            found = judge_opening(act, institutions=present, units=named)
            self._board.keep(pinned("opened_without_presence", statement.id), found)
        elif statement.kind == "parcel.pack":
            found = judge_packing(act, contents=self.foundations.contents(statement.region))
            self._board.keep(pinned("packing", statement.id), found)

    # Settling

    def settle(self) -> Changes:
        """Look again at every subject touched since the last time and return what changed."""
        touched = self._shelves.touched()
        handovers = [self.handovers[h] for h in touched.handovers if h in self.handovers]
        for owner in (*touched.dropped, *touched.gone):
            self._board.forget(owner)
            self.states.pop(owner, None)
        for handover in handovers:
            self._board.keep(handover.hash, self._judge(handover))
        for device in self._speaking:
            self._board.keep(device, self.devices.judge(device))
        self._speaking = set()
        states = [self._state_of(self.units[code]) for code in touched.units if code in self.units]
        units = [state for state in states if self.states.get(state.code) != state]
        self.states.update((state.code, state) for state in units)
        facts, corrected = self.facts.changes()
        stirred, base = (*facts, *corrected), self.foundations
        for owner, found in judge_facts(self.facts, stirred, wants=base.wants, contents=base.contents):
            self._board.keep(owner, found)
        fresh, gone = self._board.changes()
        return Changes(
            units=units,
            handovers=handovers,
            findings=fresh,
            gone=gone,
            dropped=touched.dropped,
            units_gone=touched.gone,
            facts=facts,
            facts_gone=[fact.key for fact in corrected],
            devices=self.devices.changes(),
        )

    def _judge(self, handover: Handover) -> Iterable[Finding]:
        if not self._is_awaited(handover) and not any(handover.accounts()):
            return ()
        found = judge_handover(
            handover,
            beside=self._shelves.beside(handover),
            after=self._shelves.after(handover),
            items=self._shelves.items,
            contents=self.foundations.contents(handover.load.region),
        )
        return (*found, *judge_keys(handover, self.devices.enrolled))

    def _is_awaited(self, handover: Handover) -> bool:
        """Tell whether a list is in force: of the plan, or declared by somebody who has not corrected it."""
        if handover.load.step:
            return self._standing.is_declared(handover.hash)
        return handover.hash in self.foundations.plan.lists

    def _state_of(self, unit: Unit) -> UnitState:
        handovers, acts = self._shelves.handovers_of(unit.code), self._shelves.acts_of(unit.code)
        found = judge_unit(unit, handovers=handovers, acts=acts, covers=self.foundations.covers)
        lost = unit.code in self._shelves.unlisted
        gone = judge_listing(unit, handovers=handovers, acts=acts) if lost else ()
        self._board.keep(unit.code, (*found, *gone))
        return trace(unit=unit, origin=self.foundations.origin, handovers=handovers, acts=acts)


def _named(statement: Statement) -> tuple[str, ...]:
    """Return the units an account names, each once."""
    return tuple(dict.fromkeys((*statement.body.get("units", ()), *statement.body.get("seals", ()))))
