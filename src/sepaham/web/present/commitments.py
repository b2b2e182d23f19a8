"""Commitments as pages tell them: how many are confirmed on time of those due, and what is uncovered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sepaham.domain.commitments import Commitment, Lead, Score, State
from sepaham.domain.words import write_brief
from sepaham.web.present import states
from sepaham.web.present.goods import Answer
from sepaham.web.present.judging import decimals
from sepaham.web.present.means import Line
from sepaham.web.present.rakor import Voice
from sepaham.web.tables import Column, Row, Table

STATES: Mapping[State, tuple[states.State, str]] = {
    State.EXPIRED: (states.State.SERIOUS, "lewat tanpa kabar"),
    State.NOT_DONE: (states.State.SERIOUS, "diperiksa: belum dikerjakan"),
    State.DECLARED: (states.State.ATTENTION, "baru dinyatakan sendiri"),
    State.OPEN: (states.State.WAITING, "berjalan"),
    State.LATE: (states.State.ATTENTION, "dikonfirmasi, terlambat"),
    State.ON_TIME: (states.State.COMPLETE, "dikonfirmasi tepat waktu"),
}
"""How a commitment stands: its shape and its word; what needs a hand first."""
HEADS: Mapping[str, str] = {
    "due": "Jatuh tempo",
    "on_time": "Tepat waktu",
    "late": "Terlambat",
    "declared": "Dinyatakan sendiri",
    "not_done": "Belum dikerjakan",
    "expired": "Tanpa kabar",
    "ahead": "Selesai lebih awal",
    "open": "Belum jatuh tempo",
}
"""The figures of a score, each apart."""
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What is still uncovered: how many polling stations, and the cells they hang on, the most first."""

    stations: str
    cells: int
    lines: tuple[tuple[str, str, str], ...]
    covered: int


def answer(score: Score, voice: Voice) -> Answer:
    """Return how many commitments that are due were confirmed on time."""
    rest = [
        ("{number} dikonfirmasi terlambat", score.late),
        ("{number} baru dinyatakan sendiri", score.declared),
        ("{number} diperiksa belum dikerjakan", score.not_done),
        ("{number} lewat tanpa kabar", score.expired),
        ("{number} selesai sebelum jatuh tempo", score.ahead),
        ("{number} belum jatuh tempo", score.open),
    ]
    told = " · ".join(voice.say(text, number=voice.number(number)) for text, number in rest if number)
    if not score.due:
        running = score.ahead + score.open
        text = "Belum ada komitmen yang jatuh tempo" if running else "Belum ada komitmen"
        return Answer(states.State.WAITING, voice.say(text), told)
    sentence = voice.say(
        "{done} dari {due} komitmen yang jatuh tempo dikonfirmasi tepat waktu",
        done=voice.number(score.on_time),
        due=voice.number(score.due),
    )
    state = states.State.COMPLETE if score.on_time == score.due else states.State.ATTENTION
    return Answer(state, sentence, told)


def line(one: Commitment, at: datetime, voice: Voice, href: str) -> Line:
    """Return a commitment as a list shows it."""
    state, word = STATES[one.state(at)]
    due = write_brief(one.due, voice.language, one.region)
    parts = [
        voice.cell(one.cell) if one.cell else voice.name(one.region),
        voice.say("{by}, diperiksa {checks}", by=voice.name(one.by), checks=voice.name(one.confirms)),
        voice.say("paling lambat {at}", at=due),
    ]
    return Line(href, state, str(one.made.body["what"]), voice.say(word), " · ".join(parts))


def table(
    found: Iterable[Commitment], at: datetime, voice: Voice, href: Callable[[Commitment], str]
) -> Table:
    """Return commitments as a table."""
    columns = (
        Column("what", voice.say("Yang dikerjakan")),
        Column("state", voice.say("Keadaan")),
        Column("threat", voice.say("Ancaman")),
        Column("area", voice.say("Wilayah")),
        Column("by", voice.say("Yang berkomitmen")),
        Column("confirms", voice.say("Yang memeriksa")),
        Column("due", voice.say("Paling lambat"), "moment"),
        Column("declared", voice.say("Dinyatakan selesai"), "moment"),
        Column("checked", voice.say("Diperiksa"), "moment"),
    )
    rows = tuple(_row(one, at, voice, href(one)) for one in found)
    return Table("commitments", voice.say("Komitmen"), columns, rows)


def _row(one: Commitment, at: datetime, voice: Voice, href: str) -> Row:
    state, word = STATES[one.state(at)]
    cells = {
        "what": str(one.made.body["what"]),
        "state": voice.say(word),
        "threat": voice.threat(one.cell) if one.cell else "",
        "area": voice.name(one.region),
        "by": voice.name(one.by),
        "confirms": voice.name(one.confirms),
        "due": one.due,
        "declared": one.declared.at if one.declared else None,
        "checked": one.checked.at if one.checked else None,
    }
    return Row(cells, href, state, one.region)


def heads(voice: Voice) -> list[str]:
    """Return the headings of the figures of a score."""
    return [voice.say(HEADS[field.name]) for field in fields(Score)]


def figures(found: Mapping[str, Score], name: Callable[[str], str]) -> list[tuple[str, list[int]]]:
    """Return scores by area or threat, each with its figures in the order of `heads`."""
    return [
        (name(key), [getattr(score, field.name) for field in fields(Score)]) for key, score in found.items()
    ]


def uncovered(lead: Lead, voice: Voice, link: Callable[[str], str]) -> Uncovered:
    """Return what is still uncovered; `link` leads to proposing means for a cell."""
    rows = tuple(
        (voice.cell(cell), decimals(value, voice.language, 1), link(cell))
        for cell, value in lead.open[:_SHOWN]
    )
    return Uncovered(decimals(lead.uncovered, voice.language, 1), len(lead.open), rows, len(lead.covered))
