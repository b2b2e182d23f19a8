"""Rounds as pages tell them: who was asked, sealed and revealed, by name, shape and word; never a rating."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import parse_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.findings import Names
from sepaham.domain.round_cells import MOST_SECONDS, Candidate, Rater, took
from sepaham.domain.rounds import Round, Turn
from sepaham.domain.threats import Threats
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.words import say

RUNNING: Mapping[Turn, tuple[State, str]] = {
    Turn.SILENT: (State.WAITING, "belum mengunci"),
    Turn.SEALED: (State.COMPLETE, "sudah mengunci"),
}
"""How far an office is while a round runs: its shape and its word."""
CLOSED: Mapping[Turn, tuple[State, str]] = {
    Turn.REVEALED: (State.COMPLETE, "sudah dibuka"),
    Turn.MISSING: (State.ATTENTION, "belum dibuka"),
    Turn.ODD: (State.SERIOUS, "tidak cocok dengan yang dikunci"),
    Turn.SILENT: (State.WAITING, "tidak menilai"),
}
"""How far an office is after the close."""
_MINUTE = 60
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Party:
    """One office in a round; `late` tells that rating took longer than it should."""

    office: str
    name: str
    state: State
    word: str
    needed: bool
    took: str
    late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One round in the list of an assessment."""

    href: str
    title: str
    answer: Answer
    detail: str
    groups: tuple[tuple[State, str, str], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing a form lets be ticked: its value, what it is, why, and whether it is ticked beforehand."""

    value: str
    text: str
    why: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Area:
    """The cells of one area in the form that opens a round."""

    code: str
    name: str
    ticks: tuple[Tick, ...]

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return what is ticked."""
        return tuple(tick.text for tick in self.ticks if tick.ticked)


def closes_at(held: Round) -> datetime | None:
    """Return until when a round was meant to run; None where nobody said."""
    told = held.opened.body.get("closes")
    return parse_instant(told) if told else None


def turn_of(held: Round, office: str) -> tuple[State, str]:
    """Return the shape and word of how far an office is."""
    turn = held.turn(office)
    return (CLOSED if held.closed else RUNNING)[turn]


def answer(held: Round, at: datetime, language: Language, names: Names) -> Answer:
    """Return how many of the offices asked have sealed, or revealed after the close, and who has not."""
    done = Turn.REVEALED if held.closed else Turn.SEALED
    lacking = [office for office in held.asked if held.turn(office) is not done]
    figures = {
        "number": write_number(len(held.asked) - len(lacking), language),
        "all": write_number(len(held.asked), language),
    }
    if held.closed:
        sentence = say("{number} dari {all} lembaga sudah membuka penilaiannya", language, **figures)
    else:
        sentence = say("{number} dari {all} lembaga sudah mengunci penilaiannya", language, **figures)
    return Answer(_state(held, at, lacking), sentence, _lacking(lacking, language, names))


def _lacking(offices: Sequence[str], language: Language, names: Names) -> str:
    """Return who is still to come, by name while that is a line's worth."""
    if len(offices) > _NAMED:
        return say("{number} belum", language, number=len(offices))
    who = ", ".join(names(office, language) for office in offices)
    return say("belum: {who}", language, who=who) if who else ""


def answer_of_all(
    seen: Sequence[Sequence[Round]], at: datetime, language: Language, names: Names
) -> Answer | None:
    """Return how far the newest running round is, or how many were held; None where none was."""
    every = [held for some in seen for held in some]
    if not every:
        return None
    running = [held for held in every if not held.closed]
    if len(running) == 1:
        found = answer(running[0], at, language, names)
        where = say(
            "{place}, putaran {number}",
            language,
            place=names(running[0].region, language),
            number=running[0].number,
        )
        return Answer(found.state, found.sentence, where)
    figures = {"number": write_number(len(running), language), "all": write_number(len(every), language)}
    if running:
        sentence = say("{number} putaran penilaian sedang berjalan", language, number=figures["number"])
        over = any(is_over(held, at) for held in running)
        return Answer(State.ATTENTION if over else State.MOVING, sentence)
    return Answer(
        State.COMPLETE,
        say("{all} putaran selesai, tidak ada yang sedang berjalan", language, all=figures["all"]),
    )


def _state(held: Round, at: datetime, lacking: Collection[str]) -> State:
    if not lacking:
        return State.COMPLETE
    if held.closed:
        return max((turn_of(held, one)[0] for one in lacking), key=_worse)
    return State.ATTENTION if is_over(held, at) else State.MOVING


def _worse(state: State) -> int:
    return (State.WAITING, State.ATTENTION, State.SERIOUS).index(state)


def is_over(held: Round, at: datetime) -> bool:
    """Tell whether the hour until which a round was meant to run has passed, and it still runs."""
    closes = closes_at(held)
    return held.closed is None and closes is not None and closes <= at


def when(held: Round, at: datetime, language: Language) -> str:
    """Return when a round was opened and closed, or until when it runs, and about how much it asks."""
    region = held.region
    told = [
        say("{cells} sel", language, cells=write_number(len(held.cells), language)),
        say("dibuka {at}", language, at=write_moment(held.opened.at, language, region)),
    ]
    closes = closes_at(held)
    if held.closed:
        told.append(say("ditutup {at}", language, at=write_moment(held.closed.at, language, region)))
    elif closes:
        form = "waktunya lewat {at}" if is_over(held, at) else "sampai {at}"
        told.append(say(form, language, at=write_moment(closes, language, region)))
    return " · ".join(told)


def title(held: Round, language: Language) -> str:
    """Return what a round is called within its assessment."""
    return say("Putaran {number}", language, number=held.number)


def line(held: Round, href: str, at: datetime, language: Language, names: Names) -> Line:
    """Return a round as the list of assessments shows it: its offices grouped by how far they are."""
    groups: dict[tuple[State, str], list[str]] = {}
    for office in held.offices:
        groups.setdefault(turn_of(held, office), []).append(names(office, language))
    told = tuple((state, say(word, language), ", ".join(who)) for (state, word), who in groups.items())
    return Line(
        href, title(held, language), answer(held, at, language, names), when(held, at, language), told
    )


def parties(held: Round, needed: Collection[str], language: Language, names: Names) -> list[Party]:
    """
    Return the offices of a round; how long each took only after the close.

    Args:
        held: The round.
        needed: Those with authority over something it asks about.
        language: The reader's.
        names: What things are called.
    """
    found = []
    for office in held.offices:
        state, word = turn_of(held, office)
        seconds = took(held, office) if held.closed else None
        minutes = -(-seconds // _MINUTE) if seconds is not None else 0
        found.append(
            Party(
                office=office,
                name=names(office, language),
                state=state,
                word=say(word, language),
                needed=office in needed,
                took=say("{minutes} menit", language, minutes=minutes) if seconds is not None else "",
                late=bool(seconds and seconds > MOST_SECONDS),
            )
        )
    return found


def asked_about(held: Round, threats: Threats, language: Language, names: Names) -> list[tuple[str, str]]:
    """Return what a round asks about: each threat with its areas."""
    found: dict[str, list[str]] = {}
    for cell in held.cells:
        found.setdefault(threat_in(cell), []).append(region_in(cell))
    all_ = {region_in(cell) for cell in held.cells}
    every = say("di semua {number} wilayah", language, number=len(all_))
    return [
        (
            threat_name(code, threats, language),
            every if len(areas) == len(all_) > 1 else ", ".join(names(area, language) for area in areas),
        )
        for code, areas in found.items()
    ]


def flagged(held: Round, threats: Threats, language: Language, names: Names) -> list[str]:
    """Return the cells that somebody rated although nobody asked, by name."""
    return [
        f"{threat_name(threat_in(cell), threats, language)}, {names(region_in(cell), language)}"
        for cell in held.flagged
    ]


def threat_name(code: str, threats: Threats, language: Language) -> str:
    """Return what a threat is called; one that left the catalogue, by its code."""
    found = threats.threats.get(code)
    return found.text.say(language, {}) if found else code


def cell_ticks(
    found: Iterable[Candidate], ticked: Collection[str], threats: Threats, language: Language, names: Names
) -> tuple[Tick, ...]:
    """Return the cells of an area as a form lets them be ticked, with what lists say."""
    return tuple(
        Tick(
            one.cell,
            threat_name(threat_in(one.cell), threats, language),
            _listed(one, language, names),
            one.cell in ticked,
        )
        for one in found
    )


def _listed(one: Candidate, language: Language, names: Names) -> str:
    if not one.naming:
        return say("tidak ada daftar yang menyebutnya", language)
    who = ", ".join(dict.fromkeys(names(office, language) for office in one.naming))
    told = say("disebut {who}", language, who=who)
    if not one.differ:
        return told
    return f"{told}; {say('daftar berbeda di {number} tempat', language, number=one.differ)}"


def office_ticks(
    raters: Sequence[Rater], others: Iterable[str], ticked: Collection[str], language: Language, names: Names
) -> tuple[Tick, ...]:
    """Return the offices a form may ask, why each, and whether it is ticked."""
    asked = [
        Tick(one.office, names(one.office, language), why(one, language), one.office in ticked)
        for one in raters
    ]
    rest = [Tick(office, names(office, language), "", office in ticked) for office in others]
    return (*asked, *rest)


def why(one: Rater, language: Language) -> str:
    """Return why an office is asked."""
    told = []
    if one.authority:
        told.append(say("berwenang atas {number} ancaman", language, number=len(one.authority)))
    if one.owns:
        told.append(say("memiliki {number} penghalang", language, number=len(one.owns)))
    return " · ".join(told)
