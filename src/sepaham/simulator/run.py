"""A whole run: the days, what disturbs them, the stream they become, and the stream played and scored."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sepaham.domain.authority import Authority
from sepaham.domain.base import Level
from sepaham.domain.book import Book
from sepaham.domain.catalogue import Profile
from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Finding
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.domain.plan import Plan
from sepaham.domain.register import Register
from sepaham.domain.statement import Entry
from sepaham.domain.threats import Threats
from sepaham.ledger.signing import Signer
from sepaham.simulator import faults as fault_kinds
from sepaham.simulator import twins as twin_kinds
from sepaham.simulator.days import live
from sepaham.simulator.deeds import Diary
from sepaham.simulator.deliver import InMemory, Progress, quiet
from sepaham.simulator.hand import Hand, NoRoomError
from sepaham.simulator.keyring import Keyring, briefing
from sepaham.simulator.membership import tell
from sepaham.simulator.opening import Base
from sepaham.simulator.post import Spoken, dispatch
from sepaham.simulator.scene import OPENS, Membership, Scene
from sepaham.simulator.score import Score, score
from sepaham.simulator.signing import Pen
from sepaham.simulator.truth import Fault, Truth, device, statement
from sepaham.simulator.understanding_deeds import understand


@dataclass(frozen=True, slots=True)
class Run:
    """
    One run, not yet played.

    Attributes:
        base: What the log rests on.
        stream: All statements in the order of signing; nothing in it says what is a fault.
        truth: What was injected.
        opens_at: When the log opens.
        ends_at: When the picture is judged.
        files: What statements name by its hash, by that hash.
    """

    seed: int
    base: Base
    stream: tuple[Spoken, ...]
    truth: Truth
    opens_at: datetime
    ends_at: datetime
    files: Mapping[str, bytes] = field(default_factory=dict)

    def pen(self, *, gateway: Signer | None = None, last: tuple[int, str] = (0, "")) -> Pen:
        """Return what signs this run's stream; the gateway's key is the operator's or made from the seed."""
        keyring = Keyring(self.seed)
        return Pen(self.base.plan.log, keyring, gateway or keyring.signer("gateway", 0), last)


def simulate(
    *,
    register: Register,
    profile: Profile,
    plan: Plan,
    authority: Authority,
    seed: int,
    membership: Membership = Membership.ALL,
    faults: Mapping[str, int] | None = None,
    twins: Mapping[str, int] | None = None,
    numbered: bool = True,
    threats: Threats | None = None,
) -> Run:
    """
    Let the days of one election happen, and return the stream they become and the truth about it.

    Args:
        register: The kabupaten, of any size.
        profile: What is elected, with what goods.
        plan: The load lists that are used.
        authority: The table the log opens with.
        seed: The one source of chance.
        membership: Who is at the keys.
        faults: How many of each kind; by default at the rates of 2024.
        twins: How many of each kind; by default some.
        numbered: Whether seals bear numbers.
        threats: The catalogue by which institutions assess what may happen, if they do.
    """
    rng = random.Random(seed)  # noqa: S311  a simulation must be repeatable
    scene = Scene(register, profile, plan, Membership(membership), rng, numbered)
    diary = live(scene)
    truth = _disturb(scene, diary, faults, twins)
    files = understand(scene, diary, threats, seed) if threats else {}
    keyring = Keyring(seed)
    told = tell(scene, diary)
    said = sorted([*briefing(scene, told), *told], key=lambda one: one.at)
    stream = dispatch(said, mishaps=diary.mishaps, keyring=keyring, rng=rng)
    base = Base(register, profile, authority, plan)
    opens = scene.moment(OPENS, datetime.min.time().replace(hour=8))
    return Run(seed, base, tuple(stream), truth, opens, scene.end, files)


def _disturb(
    scene: Scene, diary: Diary, faults: Mapping[str, int] | None, twins: Mapping[str, int] | None
) -> Truth:
    """Inject faults and twins, each where nothing else is; what finds no room is left out."""
    hand, stations = Hand(scene, diary), len(scene.register.stations)
    wanted = fault_kinds.quotas(stations) if faults is None else faults
    injected: list[Fault] = []
    for kind, maker in fault_kinds.FAULTS.items():
        for turn in range(wanted.get(kind, 0)):
            try:
                injected.append(maker(hand, turn))
            except NoRoomError:
                break
    done: Counter[str] = Counter()
    wanted = twin_kinds.quotas(stations) if twins is None else twins
    for kind, twin in twin_kinds.TWINS.items():
        for _ in range(wanted.get(kind, 0)):
            try:
                twin(hand)
            except NoRoomError:
                break
            done[kind] += 1
    return Truth(tuple(injected), dict(done))


def names_of(pen: Pen) -> dict[str, str]:
    """Return the ids of statements and devices by the words the truth has for them."""
    found = {statement(key): id_ for key, id_ in pen.ids.items()}
    return found | {device(office, slot): id_ for (office, slot), id_ in pen.devices.items()}


def play_in_memory(run: Run, *, progress: Progress = quiet) -> dict[str, Any]:
    """Play a run into a book, replay its entries into a fresh one, and return what came of it."""
    began = time.monotonic()
    pen = run.pen()
    memory = InMemory(pen)
    memory.open(run.base, run.opens_at)
    memory.deliver(list(pen.sign(run.stream)), progress=progress)
    digest = picture_digest(book_rows(memory.book))
    return {
        **outcome(run, pen, **_picture(memory.book)),
        "statements": len(memory.entries),
        "rebuilt_equals_live": picture_digest(book_rows(_rebuilt(memory.entries))) == digest,
        "log_size": memory.tree.size,
        "log_root": memory.tree.root().hex(),
        "picture_digest": digest,
        "seconds": round(time.monotonic() - began, 2),
    }


def _picture(book: Book) -> dict[str, Any]:
    """Return what a book ends in, as `outcome` takes it."""
    stated = [handover for handover in book.handovers.values() if handover.stated]
    return {
        "findings": book.findings.values(),
        "states": book.states.values(),
        "seen": [len(handover.seen) for handover in stated],
    }


def _rebuilt(entries: Iterable[Entry]) -> Book:
    book = Book()
    for entry in entries:
        book.take(entry)
    book.settle()
    return book


def judge(*, run: Run, pen: Pen, findings: Iterable[Finding], states: Iterable[UnitState]) -> Score:
    """Hold what was found against a run's truth; `pen` signed the run's stream."""
    return score(findings=findings, states=states, truth=run.truth, names=names_of(pen), end=run.ends_at)


def outcome(
    run: Run,
    pen: Pen,
    *,
    findings: Iterable[Finding],
    states: Iterable[UnitState],
    seen: Iterable[int],
) -> dict[str, Any]:
    """
    Return what came of a run, whoever folded it: sizes, where the ways ended, findings, score.

    Args:
        run: The run that was played.
        pen: What signed its stream.
        findings: All findings, settled ones too.
        states: Where every unit is.
        seen: For each handover that was stated, how many others saw it.
    """
    found, units = list(findings), list(states)
    judged = judge(run=run, pen=pen, findings=found, states=units)
    rules = Counter(finding.rule for finding in found if finding.since <= run.ends_at)
    return {
        **_sizes(run.base.register),
        **_ends(run.base.register, units),
        "unexplained": len(judged.unexplained),
        "findings": dict(sorted(rules.items())),
        "injected": dict(judged.injected),
        "detected": dict(judged.detected),
        "evidence_missing": dict(judged.evidence_missing),
        "false_alarms": len(judged.false_alarms),
        "not_observed": sum(not others for others in seen),
    }


def _sizes(register: Register) -> dict[str, int]:
    return {
        "kecamatan": len(register.at_level(Level.KECAMATAN)),
        "desa": len(register.at_level(Level.DESA)),
        "tps": len(register.stations),
        "voters": sum(station.voters for station in register.stations),
    }


def _ends(register: Register, states: Sequence[UnitState]) -> dict[str, int]:
    short = {state.station for state in states if not state.reached}
    return {
        "units": len(states),
        "tps_complete": len(register.stations) - len(short),
        "boxes_home": sum(state.item == "box" and state.stored for state in states),
    }
