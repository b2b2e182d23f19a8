"""Proposals of a movement plan in words: how far one is, what it rests on, what is short, what it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.findings import Names
from sepaham.domain.movement import Movement
from sepaham.domain.orders import WHOLE, order_from_dict
from sepaham.domain.replan import Changed, Difference
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_brief, write_number
from sepaham.exchange.explained import exposure_sentence
from sepaham.exchange.rehearsal import rehearsed
from sepaham.records.movement import (
    ADOPTED,
    ASKED,
    CANCELLED,
    FAILED,
    INFEASIBLE,
    READY,
    RUNNING,
    SUPERSEDED,
    Proposal,
)
from sepaham.web.present.states import State
from sepaham.web.words import say

MOST_SECONDS, MOST_ITERATIONS, MOST_SEED = 3600, 100_000, 2**31 - 1
SILENT = timedelta(minutes=2)
"""Once nothing was heard of a proposal for so long, its page says so."""
STATUSES: Mapping[str, tuple[State, str]] = {
    ASKED: (State.WAITING, "Menunggu giliran"),
    RUNNING: (State.MOVING, "Sedang disusun"),
    READY: (State.COMPLETE, "Siap ditetapkan"),
    INFEASIBLE: (State.SERIOUS, "Belum memenuhi semua"),
    FAILED: (State.SERIOUS, "Gagal disusun"),
    CANCELLED: (State.WAITING, "Dibatalkan"),
    ADOPTED: (State.COMPLETE, "Berlaku"),
    SUPERSEDED: (State.WAITING, "Pernah berlaku"),
}

REFUSALS: Mapping[str, str] = {
    "plan.outdated": "Usulan ini disusun untuk daftar muatan yang sudah diganti. Susun usulan baru.",
    "plan.departed": "Usulan ini mengubah perjalanan yang sudah dinyatakan berangkat. Susun usulan baru.",
}
"""Why a proposal is not put in force, by code."""
_CHANGES: Mapping[str, str] = {
    "lost": "tidak terangkut lagi",
    "found": "kini terangkut",
    "vehicle": "ganti kendaraan",
    "hour": "ganti jam",
}
_KM = 1000
_SHOWN = 12
"""Changes told one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in one line: its number, how it stands, when and by whom it was asked for, and how."""

    key: int
    state: State
    status: str
    at: datetime
    by: str
    how: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a proposal is; `silent` is since when nothing was heard of it, None while it tells."""

    done: int
    whole: int
    sentence: str
    best: str
    silent: datetime | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of playing a plan against sampled days; each weak trip with its page's address."""

    answer: str
    helps: tuple[str, ...]
    weak: tuple[tuple[str, str], ...]
    assumed: str


def rehearsal(
    row: Proposal | None, language: Language, names: Names, href: Callable[..., str]
) -> Rehearsal | None:
    """Return what came of playing a proposal's plan; None where it was not played."""
    value = row.result.get("rehearsal") if row else None
    if not value:
        return None
    found = rehearsed(value, language=language, names=names)
    weak = tuple((href("plan-journey", trip), said) for trip, said in found.weak)
    return Rehearsal(found.answer, found.helps, weak, found.assumed)


def line(row: Proposal, language: Language, names: Names) -> Line:
    """Return a proposal in one line."""
    state, text = STATUSES[row.status]
    by = names(row.asked_by, language) if row.asked_by else say("operator", language)
    return Line(row.pk, state, say(text, language), row.asked_at, by, _how(row, language))


def _how(row: Proposal, language: Language) -> str:
    order = order_from_dict(row.options)
    parts = [say("benih {seed}", language, seed=order.seed)]
    if order.iterations:
        number = write_number(order.iterations, language)
        parts.append(say("{number} putaran", language, number=number))
    else:
        number = write_number(round(order.seconds), language)
        parts.append(say("{number} detik", language, number=number))
    parts += [LEG_NAMES[leg].say(language, {}) for leg in order.legs]
    if order.vehicles != WHOLE:
        parts.append(say("{number}% kendaraan", language, number=order.vehicles))
    if order.scratch:
        parts.append(say("dari awal", language))
    if row.parent_id:
        parts.append(say("diubah dari usulan {number}", language, number=row.parent_id))
    return ", ".join(parts)


def progress(row: Proposal, at: datetime, language: Language, names: Names) -> Progress:
    """Return how far a proposal is; `at` is the hour by the clock."""
    heard = row.told_at or row.asked_at
    leg, _, region = row.step.partition(" ")
    where = f"{LEG_NAMES[leg].say(language, {})}, {names(region, language)}" if leg in LEG_NAMES else ""
    if row.status == ASKED:
        sentence = say("Menunggu giliran", language)
    elif where:
        sentence = say("Menyusun {where}", language, where=where)
    else:
        sentence = say("Membaca armada, tempat, dan jalan", language)
    best = "" if row.incumbent is None else write_number(row.incumbent, language)
    return Progress(row.done, row.whole, sentence, best, heard if at - heard > SILENT else None)


def basis(movement: Movement, row: Proposal | None, language: Language) -> tuple[str, ...]:
    """Return what a plan rests on, in sentences; `row` is the proposal it was."""
    told = (_roads, _search, _closed)
    return tuple(filter(None, (*(tell(movement, language) for tell in told), _exposed(row, language))))


def _exposed(row: Proposal | None, language: Language) -> str:
    """Return which agreements a plan rests on; '' where its proposal is not known."""
    if not row or "agreed_cells" not in row.result:
        return ""
    return exposure_sentence(row.result["agreed_cells"], row.result["exposure_km"] * _KM, language)


def _roads(movement: Movement, language: Language) -> str:
    kind, _, factor = movement.roads.partition("+")[0].partition(",")[0].partition("*")
    if kind == "crow":
        number = factor.replace(".", ",") if language == "id" else factor
        return say(
            "Waktu dan jarak: garis lurus dikali {number}, bukan jalan yang sebenarnya.",
            language,
            number=number,
        )
    return say("Waktu dan jarak menurut {source}.", language, source=movement.roads)


def _search(movement: Movement, language: Language) -> str:
    if not movement.iterations:
        return say("Dicari selama waktu yang diminta; pencarian ulang dapat memberi hasil lain.", language)
    return say(
        "Benih {seed}, {number} putaran: pencarian ulang memberi rencana yang sama.",
        language,
        seed=movement.seed,
        number=write_number(movement.iterations, language),
    )


def _closed(movement: Movement, language: Language) -> str:
    if not movement.closures:
        return ""
    return say("Ditutup menurut rencana ini: {closures}.", language, closures=", ".join(movement.closures))


def why(row: Proposal, language: Language) -> list[tuple[State, str]]:
    """Return why a proposal falls short, store by store, each with the least that helps."""
    return [(State.SERIOUS, reason["message"][language]) for reason in row.result.get("reasons", ())]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a proposal changes of the plan in force: in one sentence, list by list, and how many more."""

    sentence: str
    lines: tuple[str, ...]
    more: int


def changes(found: Difference, language: Language, names: Names, *, covers: Callable[[str], bool]) -> Changes:
    """
    Return what a proposal changes of the plan in force, as far as a reader may know.

    Args:
        found: The difference.
        language: The reader's.
        names: What places are called.
        covers: Tells whether the reader answers for a region.
    """
    mine = [one for one in found.changed if covers(one.region)]
    if not mine:
        return Changes(say("Tidak ada yang berubah.", language), (), 0)
    kinds = ((say(text, language), sum(one.what == what for one in mine)) for what, text in _CHANGES.items())
    told = ", ".join(f"{write_number(count, language)} {text}" for text, count in kinds if count)
    lines = tuple(_change(one, language, names) for one in mine[:_SHOWN])
    return Changes(f"{told}.", lines, len(mine) - len(lines))


def _change(one: Changed, language: Language, names: Names) -> str:
    place, what = names(one.region, language), say(_CHANGES[one.what], language)
    if one.before is None or one.after is None:
        return f"{place}: {what}"
    was, comes = (write_brief(ride.comes_at, language, one.region) for ride in (one.before, one.after))
    form = "{place}: {what}, tiba {comes}, semula {was}"
    return say(form, language, place=place, what=what, comes=comes, was=was)


def refused(code: str, language: Language) -> str:
    """Return why a proposal was not put in force."""
    return say(REFUSALS.get(code, "Usulan ini baru saja berubah. Baca lagi sebelum menetapkannya."), language)
