"""One handover as a page tells it: the plan, and beside each other what giver, receiver and others say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.accounts import Account, still_out
from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.custody import Act, Handover
from sepaham.domain.findings import Names
from sepaham.domain.units import mark_of, station_of
from sepaham.domain.words import Language, write_number
from sepaham.web.present.states import State
from sepaham.web.present.unit import LATE_ARRIVAL, OFF, SOURCES
from sepaham.web.words import say

LABELS: Mapping[str, str] = {
    "give": "Serahkan",
    "receive": "Terima",
    "more": "Terima susulan",
    "observe": "Amati",
    "copy": "Salin BAST kertas",
}
"""What the button of each verb says."""
TOLD: Mapping[str, str] = {
    "handover.give": "menyatakan menyerahkan",
    "handover.receive": "menyatakan menerima",
    "give": "melihat penyerahan",
    "receive": "melihat penerimaan",
}
WHY: Mapping[str, str] = {
    "corrected": "tidak dihitung: sudah dibetulkan kantornya sendiri",
    "no_authority": "tidak dihitung: di luar wewenangnya",
    "needs_confirmation": "belum dihitung: perangkatnya dicabut, menunggu penegasan kantor lain",
}
NOTED_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's question answered: how much came, and what is left."""

    state: State
    sentence: str
    rest: str


@dataclass(frozen=True, slots=True)
class Row:
    """How many of a place's units each side says there were; None where a side said nothing."""

    region: str
    name: str
    kinds: str
    listed: int
    given: int | None
    received: int | None
    seen: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Noted:
    """A unit some account singles out, in the words of each side; '' where a side said nothing."""

    code: str
    name: str
    extra: bool
    given: str
    received: str
    seen: str
    state: State


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted thing: what it should be, and what each side counted."""

    name: str
    expected: int
    given: int | None
    received: int | None
    seen: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Told:
    """One account: who, how it reached us, what was off, what proves it, and why it does not count."""

    office: str
    verb: str
    state: State
    seen: bool
    at: datetime
    arrived: datetime | None
    off: str
    source: str
    document: str
    photos: tuple[str, ...]
    index: int
    why: str


def answer(handover: Handover, language: Language) -> Answer:
    """Return how much of a list came."""
    whole = len(handover.load.units)
    number, out = write_number(whole, language), len(still_out(handover))
    if not handover.stated:
        return Answer(State.WAITING, say("{number} barang belum diserahkan", language, number=number), "")
    if not handover.received:
        gone = sum(handover.giving(unit) is not None for unit in handover.load.units)
        told = write_number(gone, language)
        return Answer(
            State.MOVING, say("{number} barang di jalan, belum diterima", language, number=told), ""
        )
    if not out:
        sentence = say("{number} barang diterima, tidak ada yang kurang", language, number=number)
        return Answer(State.ATTENTION if _flawed(handover) else State.COMPLETE, sentence, "")
    came = write_number(whole - out, language)
    return Answer(
        State.ATTENTION,
        say("{done} dari {all} barang diterima", language, done=came, all=number),
        say("{number} kurang", language, number=write_number(out, language)),
    )


def _flawed(handover: Handover) -> bool:
    return any(act.off for act in handover.accounts())


def rows(handover: Handover, items: Mapping[str, str], language: Language, names: Names) -> tuple[Row, ...]:
    """Return the list by place, one level below its own: desa of a kecamatan, TPS of a desa."""
    below = Level(min(level_of(handover.load.region) + 1, Level.TPS))
    groups: dict[str, list[str]] = {}
    for unit in handover.load.units:
        groups.setdefault(ancestor(station_of(unit), below), []).append(unit)
    return tuple(
        _row(place, groups[place], handover, items=items, language=language, names=names)
        for place in sorted(groups)
    )


def _row(
    place: str,
    units: Sequence[str],
    handover: Handover,
    *,
    items: Mapping[str, str],
    language: Language,
    names: Names,
) -> Row:
    given = sum(handover.giving(u) is not None for u in units) if handover.given else None
    received = sum(handover.receiving(u) is not None for u in units) if handover.received else None
    seen = sum(_all_saw(handover.seen, u) for u in units) if handover.seen else None
    remarked = any(act.off.get(u) for act in handover.accounts() for u in units)
    if seen is not None and received is not None and seen != received:
        state = State.DIFFER
    elif received is not None:
        state = State.ATTENTION if received < len(units) or remarked else State.COMPLETE
    else:
        state = State.MOVING if given else State.WAITING
    return Row(
        region=place,
        name=names(place, language),
        kinds=kinds_in(units, items, language, names),
        listed=len(units),
        given=given,
        received=received,
        seen=seen,
        state=state,
    )


def _all_saw(acts: Iterable[Act], unit: str) -> bool:
    return all(act.has(unit) for act in acts if not act.only or unit in act.only)


def kinds_in(units: Iterable[str], items: Mapping[str, str], language: Language, names: Names) -> str:
    """Return how many there are of each item: ``2 kotak suara · 4 bilik``."""
    counted = Counter(items.get(mark_of(unit), mark_of(unit)) for unit in units)
    return " · ".join(f"{write_number(n, language)} {names(item, language)}" for item, n in counted.items())


def noted(handover: Handover, language: Language, names: Names) -> tuple[Noted, ...]:
    """Return the units some account singles out, with what each side says of them."""
    codes = [u for u in handover.load.units if u in handover.noted]
    codes += sorted(handover.noted - handover.members)
    return tuple(_noted(code, handover, language, names) for code in codes[:NOTED_SHOWN])


def _noted(code: str, handover: Handover, language: Language, names: Names) -> Noted:
    declared = {what for act in (*handover.given, *handover.received) for what in act.off.get(code, ())}
    saw = {what for act in handover.seen for what in act.off.get(code, ())}
    differs = bool(handover.seen and handover.stated and declared != saw)
    flawed = State.ATTENTION if declared | saw else State.COMPLETE
    return Noted(
        code=code,
        name=names(code, language),
        extra=code not in handover.members,
        given=_said(handover.given, code, handover, language),
        received=_said(handover.received, code, handover, language),
        seen=_said(handover.seen, code, handover, language),
        state=State.DIFFER if differs else flawed,
    )


def _said(acts: Sequence[Act], code: str, handover: Handover, language: Language) -> str:
    """Return what accounts of one side say of a unit, in their order, each thing once."""
    told = []
    for act in acts:
        if act.only and code not in act.only:
            continue
        if code not in handover.members and not act.adds(code):
            continue
        off = ", ".join(say(OFF[what], language) for what in sorted(act.off.get(code, ())))
        seals = ", ".join(act.seals.get(code, ()))
        read = say("segel {numbers}", language, numbers=seals) if seals else ""
        told.append(" · ".join(filter(None, (off or say("ada", language), read))))
    return "; ".join(dict.fromkeys(told))


def counted(
    handover: Handover, contents: Mapping[str, int], language: Language, names: Names
) -> tuple[Counted, ...]:
    """Return the counted things that some account counts, beside what they should be."""
    found = []
    for item, expected in contents.items():
        given, received, seen = (
            _last(acts, item) for acts in (handover.given, handover.received, handover.seen)
        )
        told = [n for n in (given, received, seen) if n is not None]
        if told:
            off = any(n != expected for n in told)
            differs = seen is not None and received is not None and seen != received
            state = State.DIFFER if differs else State.ATTENTION if off else State.COMPLETE
            found.append(Counted(names(item, language), expected, given, received, seen, state))
    return tuple(found)


def _last(acts: Sequence[Act], item: str) -> int | None:
    return next((act.counts[item] for act in reversed(acts) if item in act.counts), None)


def told(accounts: Iterable[Account], language: Language, names: Names) -> tuple[Told, ...]:
    """Return every account in the order of the hours, those that do not count too."""
    return tuple(_told(account, language, names) for account in accounts)


def _told(account: Account, language: Language, names: Names) -> Told:
    act, statement = account.act, account.act.statement
    seen = statement.kind == "handover.observe"
    flawed = State.ATTENTION if act.off else State.COMPLETE
    return Told(
        office=names(statement.actor, language),
        verb=say(TOLD[statement.body["side"] if seen else statement.kind], language),
        state=State.WAITING if account.why else flawed,
        seen=seen,
        at=act.at,
        arrived=account.received_at if account.received_at - act.at > LATE_ARRIVAL else None,
        off=remarks(act.off, language),
        source=_source(account, language, names),
        document=statement.body.get("document", ""),
        photos=tuple(statement.body.get("photos", ())),
        index=account.index,
        why=say(WHY[account.why], language) if account.why else "",
    )


def remarks(off: Mapping[str, Iterable[str]], language: Language) -> str:
    """Return what was off in figures: ``2 tidak ada, 1 rusak``."""
    numbers = Counter(what for remarked in off.values() for what in remarked)
    return ", ".join(f"{write_number(numbers[w], language)} {say(OFF[w], language)}" for w in sorted(numbers))


def _source(account: Account, language: Language, names: Names) -> str:
    statement = account.act.statement
    gone = say("isi dihapus", language) if statement.erased else ""
    if statement.source not in SOURCES:
        return gone
    told = say(SOURCES[statement.source], language, office=names(statement.office, language))
    return " · ".join(filter(None, (told, gone)))
