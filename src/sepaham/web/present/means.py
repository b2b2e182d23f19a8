"""Proposals of means as pages tell them: who has not answered, who declines why, what could be asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sepaham.domain.cells import region_in
from sepaham.domain.means import Course, Proposal, Suggestion
from sepaham.domain.words import write_brief
from sepaham.web.present.escorts import ANSWERS
from sepaham.web.present.goods import Answer
from sepaham.web.present.rakor import Voice
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table

COURSES: Mapping[Course, tuple[State, str]] = {
    Course.OVERDUE: (State.SERIOUS, "lewat tenggat, belum dijawab"),
    Course.WAITING: (State.WAITING, "menunggu jawaban"),
    Course.DECLINED: (State.SERIOUS, "ditolak"),
    Course.LESS: (State.ATTENTION, "disanggupi sebagian"),
    Course.ACCEPTED: (State.COMPLETE, "disanggupi"),
}
"""How far a proposal is: its shape and its word; what needs a hand first."""
REASONS: Mapping[str, str] = {
    "few_officers": "personel tidak cukup",
    "no_means": "sarana tidak ada",
    "other_duty": "ada tugas lain",
    "not_ours": "bukan kewenangan kami",
    "other": "lainnya",
}
OPEN = frozenset({Course.WAITING, Course.OVERDUE})
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal in a list: its address, shape, what it asks for, how far it is, and the rest."""

    href: str
    state: State
    title: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A cell that asks for means: its name, how it ended, its area, and each barrier with its owner."""

    cell: str
    title: str
    state: State
    level: str
    region: str
    barriers: tuple[tuple[str, str, str, str], ...]


def answer(found: Iterable[Proposal], at: datetime, voice: Voice) -> Answer:
    """Return how many proposals wait for whose answer, and how many were declined with a reason."""
    found = list(found)
    if not found:
        return Answer(State.WAITING, voice.say("Belum ada usulan pengamanan"))
    courses = Counter(one.course(at) for one in found)
    waits = Counter(one.to for one in found if one.course(at) in OPEN)
    if waits:
        offices = [office for office, _ in waits.most_common()]
        sentence = voice.say(
            "{number} usulan menunggu jawaban {offices}",
            number=voice.number(waits.total()),
            offices=voice.all(offices, _NAMED),
        )
    else:
        sentence = voice.say("Semua dari {number} usulan sudah dijawab", number=voice.number(len(found)))
    state = State.SERIOUS if courses[Course.OVERDUE] else State.WAITING if waits else State.COMPLETE
    return Answer(state, sentence, " · ".join(_rest(found, courses, at, voice)))


def _rest(found: list[Proposal], courses: Counter[Course], at: datetime, voice: Voice) -> list[str]:
    bare = sum(one.course(at) is Course.DECLINED and not one.reason for one in found)
    counted = (
        ("{number} lewat tenggat", courses[Course.OVERDUE]),
        ("{number} ditolak dengan alasan", courses[Course.DECLINED] - bare),
        ("{number} ditolak tanpa alasan", bare),
        ("{number} disanggupi sebagian", courses[Course.LESS]),
        ("{number} disanggupi", courses[Course.ACCEPTED]),
    )
    return [voice.say(text, number=voice.number(number)) for text, number in counted if number]


def line(one: Proposal, at: datetime, voice: Voice, href: str) -> Line:
    """Return a proposal as a list shows it."""
    state, word = COURSES[one.course(at)]
    parts = [
        voice.cell(one.cell),
        voice.say("{by} kepada {to}", by=voice.name(one.by), to=voice.name(one.to)),
    ]
    if one.due:
        due = write_brief(one.due, voice.language, one.region)
        parts.append(voice.say("paling lambat {at}", at=due))
    return Line(href, state, _asked(one, voice), voice.say(word), " · ".join(parts))


def _asked(one: Proposal, voice: Voice) -> str:
    text = str(one.asked.body["what"])
    return f"{text} ({voice.number(one.amount)})" if one.amount is not None else text


def given(one: Proposal, voice: Voice) -> str:
    """Return what an office answered, its reason and note; '' before it answers."""
    if one.answer is None:
        return ""
    parts = [voice.say(ANSWERS[one.answer.body["answer"]])]
    if one.granted is not None and one.amount is not None:
        numbers = {"number": voice.number(one.granted), "all": voice.number(one.amount)}
        parts.append(voice.say("{number} dari {all}", **numbers))
    parts.append(voice.say(REASONS[one.reason]) if one.reason else "")
    parts.append(str(one.answer.body.get("note", "")))
    return " · ".join(filter(None, parts))


def table(found: Iterable[Proposal], at: datetime, voice: Voice, href: Callable[[Proposal], str]) -> Table:
    """Return proposals as a table."""
    columns = (
        Column("what", voice.say("Yang diusulkan")),
        Column("state", voice.say("Keadaan")),
        Column("threat", voice.say("Ancaman")),
        Column("area", voice.say("Wilayah")),
        Column("to", voice.say("Kepada")),
        Column("by", voice.say("Diusulkan oleh")),
        Column("amount", voice.say("Diminta"), "number"),
        Column("granted", voice.say("Disanggupi"), "number"),
        Column("due", voice.say("Paling lambat"), "moment"),
        Column("answered", voice.say("Dijawab"), "moment"),
        Column("reason", voice.say("Alasan")),
    )
    return Table(
        "means",
        voice.say("Usulan pengamanan"),
        columns,
        tuple(_row(one, at, voice, href(one)) for one in found),
    )


def _row(one: Proposal, at: datetime, voice: Voice, href: str) -> Row:
    state, word = COURSES[one.course(at)]
    reason = voice.say(REASONS[one.reason]) if one.reason else ""
    note = str(one.answer.body.get("note", "")) if one.answer else ""
    cells = {
        "what": str(one.asked.body["what"]),
        "state": voice.say(word),
        "threat": voice.threat(one.cell),
        "area": voice.name(one.region),
        "to": voice.name(one.to),
        "by": voice.name(one.by),
        "amount": one.amount,
        "granted": one.granted,
        "due": one.due,
        "answered": one.answer.at if one.answer else None,
        "reason": ": ".join(filter(None, (reason, note))),
    }
    return Row(cells, href, state, one.region)


def offers(found: Iterable[Suggestion], voice: Voice) -> list[Offer]:
    """Return what may be proposed, cell by cell in the order given."""
    return [_offer(cell, list(rows), voice) for cell, rows in groupby(found, lambda one: one.cell)]


def _offer(cell: str, rows: list[Suggestion], voice: Voice) -> Offer:
    first = rows[0]
    form = (
        "beda pendapat, kasus terburuk: kemungkinan {likelihood}, dampak {impact}"
        if first.dissent
        else "disepakati: kemungkinan {likelihood}, dampak {impact}"
    )
    barriers = tuple(
        (
            one.barrier.code,
            one.barrier.text.say(voice.language, {}),
            one.to,
            voice.name(one.to) if one.to else "",
        )
        for one in rows
    )
    state = State.DIFFER if first.dissent else State.ATTENTION
    level = voice.say(form, likelihood=first.likelihood, impact=first.impact)
    return Offer(cell, voice.cell(cell), state, level, region_in(cell), barriers)


def first_actions(threat: str, voice: Voice) -> list[str]:
    """Return what to do first where a threat comes."""
    found = voice.threats.threats.get(threat)
    return [action.say(voice.language, {}) for action in found.actions] if found else []
