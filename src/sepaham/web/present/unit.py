"""One unit's life as a line: left what was declared, right what was seen, gaps drawn as gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Names
from sepaham.domain.life import Event, Life, Step
from sepaham.domain.loads import LEGS
from sepaham.domain.picture import place_of
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.statement import Source
from sepaham.domain.words import Language
from sepaham.web.present.check import is_settled
from sepaham.web.present.states import WORST_FIRST, State, finding_state, is_box
from sepaham.web.words import say

SOURCES: Mapping[Source, str] = {
    Source.PAPER: "dari kertas, oleh {office}",
    Source.SPREADSHEET: "dari lembar kerja, oleh {office}",
    Source.SMS: "lewat SMS, dicatat {office}",
}
"""How an account reached us when its own office did not state it at a key."""
LATE_ARRIVAL = timedelta(hours=1)
"""A statement that reached the log later than this after its hour says so."""

STEPS: Mapping[str, str] = {
    "pack": "Dikemas",
    "vote": "Pemungutan suara",
    "recapitulation": "Rekapitulasi",
    "order": "Dibuka atas perintah",
}
VERBS: Mapping[str, str] = {
    "parcel.pack": "mengemas",
    "handover.give": "menyerahkan",
    "handover.receive": "menerima",
    "handover.observe": "melihat",
    "unit.open": "membuka",
    "unit.seal": "memasang segel",
    "unit.use": "memakai",
}
OFF: Mapping[str, str] = {
    "missing": "tidak ada",
    "damaged": "rusak",
    "unsealed": "tanpa segel",
    "seal_broken": "segel rusak",
    "extra": "di luar daftar muatan",
    "unmentioned": "tidak disebut",
}
WHERE: Mapping[str, str] = {
    "kpu": "Di gudang {holder}",
    "ppk": "Di {holder}",
    "pps": "Di {holder}",
    "tps": "Di TPS, dipegang {holder}",
    "used": "Terpakai di TPS",
    "pps<": "Pulang sampai {holder}",
    "ppk<": "Pulang sampai {holder}",
    "stored": "Kembali, tersimpan di {holder}",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One account: who did or saw what, how it reached us, and where in the log it stands."""

    office: str
    verb: str
    at: datetime
    off: str
    seals: str
    source: str
    arrived: datetime | None
    index: int
    id: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A stage of the life.

    Attributes:
        parties: Who hands to whom by the plan.
        gap: What is not there and should be said where a declaration would stand; '' when something is.
        broken: Whether the gap is one in the chain: later stages were stated and this one was not.
    """

    title: str
    state: State
    parties: str
    opens_at: datetime | None
    closes_at: datetime | None
    declared: tuple[Act, ...]
    seen: tuple[Act, ...]
    gap: str
    unseen: str
    broken: bool


def whereabouts(life: Life, language: Language, names: Names) -> str:
    """Return where a unit is, in large words."""
    state = life.state
    if state.moving:
        leg = next(
            (step for step in life.steps if step.stage in LEGS and LEGS[step.stage].stage is state.stage),
            None,
        )
        receiver = names(leg.receiver, language) if leg and leg.receiver else "?"
        holder = names(state.holder, language)
        return say("Di jalan dari {giver} ke {receiver}", language, giver=holder, receiver=receiver)
    return whereabouts_of(state, language, names)


def whereabouts_of(state: UnitState, language: Language, names: Names) -> str:
    """Return where a unit is, when the stages of its way are not at hand."""
    holder = names(state.holder, language)
    if state.moving:
        return say("Di jalan, diserahkan {holder}", language, holder=holder)
    place = place_of(state)
    if place == "tps" and state.reached and state.holder.endswith(state.station):
        return say("Sudah di TPS-nya", language)
    return say(WHERE[place], language, holder=holder)


def life_state(life: Life, at: datetime) -> State:
    """Return the shape of a unit: the worst of what needs a hand, else how far it is."""
    open_ = [finding_state(f) for f in life.findings if not is_settled(f, at)]
    return min(open_, key=WORST_FIRST.index) if open_ else unit_state(life.state)


def unit_state(state: UnitState) -> State:
    """Return how far a unit is: at its place or home, on the way, or not yet."""
    if state.terminal or (state.reached and place_of(state) == "tps"):
        return State.COMPLETE
    return State.MOVING if state.moving or state.at else State.WAITING


def last_seals(life: Life) -> tuple[tuple[str, ...], Event | None]:
    """Return the seals last named in a unit's life and the account that named them."""
    told = [e for step in life.steps for e in (*step.declared, *step.seen) if e.seals]
    last = max(told, key=lambda e: (e.at, e.index), default=None)
    return (last.seals if last else (), last)


def stretches(life: Life, language: Language, names: Names, at: datetime) -> tuple[Stretch, ...]:
    """Return the stages of a life in order; those between legs only where they say something of this unit."""
    steps = [s for s in life.steps if s.declared or s.seen or s.stage in LEGS or is_box(life.state.code)]
    return tuple(_stretches(steps, language, names, at))


def _stretches(steps: Sequence[Step], language: Language, names: Names, at: datetime) -> Iterator[Stretch]:
    for place, step in enumerate(steps):
        later = any(following.declared for following in steps[place + 1 :])
        gap, state, broken = _gap(step, later=later, at=at)
        yield Stretch(
            title=_title(step.stage, language),
            state=state,
            parties=_parties(step, language, names),
            opens_at=step.opens_at,
            closes_at=step.closes_at,
            declared=tuple(_act(e, language, names) for e in step.declared),
            seen=tuple(_act(e, language, names) for e in step.seen),
            gap=say(gap, language) if gap else "",
            unseen=say("Tidak dilihat lembaga lain", language) if step.declared and not step.seen else "",
            broken=broken,
        )


def _gap(step: Step, *, later: bool, at: datetime) -> tuple[str, State, bool]:
    """Return what is missing in a stage, its shape, and whether the chain is broken there."""
    if step.declared:
        if any(e.off for e in (*step.declared, *step.seen)):
            return "", State.ATTENTION, False
        received = step.stage not in LEGS or any(e.kind == "handover.receive" for e in step.declared)
        return "", State.COMPLETE if received else State.MOVING, False
    if step.stage not in LEGS:
        return ("Tidak ada yang dinyatakan" if later else "Belum"), State.WAITING, False
    if later:
        return "Tidak dinyatakan oleh siapa pun", State.SERIOUS, True
    if step.closes_at and step.closes_at <= at:
        return "Batas lewat, belum dinyatakan", State.ATTENTION, False
    return "Belum", State.WAITING, False


def _title(stage: str, language: Language) -> str:
    if stage in LEG_NAMES:
        return LEG_NAMES[stage].say(language, {})
    return say(STEPS.get(stage, "Lainnya"), language)


def _parties(step: Step, language: Language, names: Names) -> str:
    if step.declared or not (step.giver and step.receiver):
        return ""
    return f"{names(step.giver, language)} → {names(step.receiver, language)}"


def _act(event: Event, language: Language, names: Names) -> Act:
    return Act(
        office=names(event.office, language),
        verb=say(VERBS[event.kind], language) if event.kind in VERBS else event.kind,
        at=event.at,
        off=", ".join(say(OFF[what], language) for what in event.off),
        seals=", ".join(event.seals),
        source=_source(event, language, names),
        arrived=event.received_at if event.received_at - event.at > LATE_ARRIVAL else None,
        index=event.index,
        id=event.id,
    )


def _source(event: Event, language: Language, names: Names) -> str:
    """Return how an account reached us when its own office did not send it, and whether it was erased."""
    told = []
    if event.source in SOURCES:
        told.append(say(SOURCES[event.source], language, office=names(event.by, language)))
    if event.erased:
        told.append(say("isi dihapus", language))
    return " · ".join(told)
