"""What is printed of a rakor that was held: its minutes, and an agreement for each area of its agenda."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sepaham.domain.base import within
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.differences import ABSENT
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Names
from sepaham.domain.rakor import Course
from sepaham.domain.words import Language, write_brief
from sepaham.exchange.papers.blocks import (
    LINE,
    Block,
    Column,
    Facts,
    Paper,
    Points,
    Run,
    Sign,
    Signatures,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.letterhead import copies_to, heading_lines
from sepaham.exchange.papers.met import Met, Voice

_BESIDE = 3
"""Signatures beside each other."""
_ENDED = frozenset({Course.AGREED, Course.DISSENT})


def minutes(met: Met, *, names: Names, language: Language) -> Paper:
    """Return the minutes: who came, each cell with how it ended, dissents with reasons, who does what."""
    voice = Voice(met, names, language)
    say, rakor = voice.say, met.rakor
    blocks = (
        Facts(tuple(_held(voice))),
        Title(say("met_who")),
        _came(voice),
        Title(say("met_cells")),
        *(block for cell in rakor.agenda for block in _cell(voice, cell)),
        *_notes(voice),
        Title(say("met_deeds")),
        *_deeds(voice, rakor.agenda),
        Text(plain(say("met_free"))),
        Signatures((Sign(say("met_keeper"), LINE), Sign(say("met_leader"), voice.name(rakor.caller)))),
        *copies_to(met.heading, say("copies")),
    )
    return _paper(voice, names, "met_minutes", f"sepaham:rakor:{rakor.id}", blocks)


def agreement(met: Met, area: str, *, names: Names, language: Language) -> Paper:
    """
    Return the agreement of one area: agreed cells with levels, dissents side by side, who does what by when.

    Args:
        met: The meeting.
        area: One of its areas.
        names: What things are called.
        language: The paper's.
    """
    voice = Voice(met, names, language)
    say, rakor = voice.say, met.rakor
    cells = [cell for cell in rakor.agenda if within(region_in(cell), area)]
    blocks = (
        Text(plain(say("met_agree_open", area=voice.name(area)))),
        Title(say("met_agreed")),
        *_agreed(voice, _at(voice, cells, {Course.AGREED})),
        Title(say("met_dissented")),
        *_dissented(voice, _at(voice, cells, {Course.DISSENT})),
        *_left(voice, [cell for cell in cells if cell not in set(_at(voice, cells, _ENDED))]),
        Title(say("met_deeds")),
        *_deeds(voice, cells),
        Text(plain(say("met_free"))),
        Text(plain(f"{say('met_copy')} {say('met_signers')}")),
        *_signatures(voice, signers(met, area)),
    )
    return _paper(voice, names, "met_agreement", f"sepaham:rakor:{rakor.id}:{area}", blocks)


def signers(met: Met, area: str) -> list[str]:
    """Return who signs for an area: of those who came, or were asked while nobody has, who answer for it."""
    rakor = met.rakor
    came = [*rakor.present, *rakor.guests] or rakor.expected
    seats = {office: office.partition(":")[2] for office in came}
    return [office for office, seat in seats.items() if within(area, seat) or within(seat, area)]


def _paper(voice: Voice, names: Names, title: str, code: str, blocks: Iterable[Block]) -> Paper:
    met, rakor = voice.met, voice.met.rakor
    return Paper(
        language=voice.language,
        title=voice.say(title),
        subtitle=voice.say("met_held", at=voice.hour(rakor.starts_at), place=rakor.place),
        proof=voice.say("proof"),
        heading=heading_lines(rakor.caller, met.heading, names, voice.language),
        address=met.heading.address,
        number=met.number or LINE,
        code=code,
        caption=rakor.id[:12],
        blocks=tuple(blocks),
    )


def _held(voice: Voice) -> Iterator[tuple[str, str]]:
    say, rakor = voice.say, voice.met.rakor
    here, all_ = (voice.number(len(found)) for found in (rakor.present, rakor.expected))
    yield say("met_caller"), voice.name(rakor.caller)
    yield say("met_came"), say("met_came_value", here=here, all=all_, persons=voice.number(rakor.persons))
    for key, offices in (("met_not_came", rakor.absent), ("met_uninvited", rakor.guests)):
        yield say(key), ", ".join(map(voice.name, offices)) or say("met_nobody")


def _came(voice: Voice) -> Table:
    say, rakor = voice.say, voice.met.rakor
    rows = []
    for office in (*rakor.present, *rakor.guests):
        fact = rakor.came[office]
        at = write_brief(fact.at, voice.language, rakor.region)
        own = fact.office == office
        by = say("met_self", at=at) if own else say("met_copied", office=voice.name(fact.office), at=at)
        persons = fact.body.get("persons")
        rows.append((voice.name(office), voice.number(persons) if persons else say("met_blank"), by))
    columns = (
        Column(say("met_institution"), share=5),
        Column(say("met_people"), "right", 1),
        Column(say("met_by"), share=5),
    )
    return Table(columns, tuple(rows), small=True)


def _cell(voice: Voice, cell: str) -> Iterator[Block]:
    yield Title(f"{voice.threat(cell)} · {voice.area(cell)}", 3)
    yield Text(plain(voice.outcome(cell), strong=True))
    yield from _sides(voice, cell)
    for note in voice.met.rakor.noted(cell):
        yield Text(plain(_note(voice, note.at, note.body["note"])))


def _note(voice: Voice, at: datetime, note: str) -> str:
    hour = write_brief(at, voice.language, voice.met.rakor.region)
    return voice.say("met_note_at", at=hour, note=note)


def _notes(voice: Voice) -> Iterator[Block]:
    if general := voice.met.rakor.noted(""):
        yield Title(voice.say("met_notes"))
        yield Points(tuple(plain(_note(voice, one.at, one.body["note"])) for one in general))


def _sides(voice: Voice, cell: str) -> Iterator[Block]:
    """Yield every institution's rating beside the others', with its evidence or the reason of its dissent."""
    held = voice.met.last
    ending = voice.met.endings.get(cell)
    reasons = {fact.actor: fact for fact in ending.dissents} if ending else {}
    rated = held.offices if held and held.speaks_of(cell) else ()
    rows = [_side(voice, office, cell, reasons) for office in dict.fromkeys((*rated, *reasons))]
    if not rows:
        return
    say = voice.say
    if held and rated:
        yield Text(plain(say("met_ratings", number=held.number), slanted=True))
    columns = (
        Column(say("met_institution"), share=4),
        Column(say("met_rated"), "center", 2),
        Column(say("met_harm"), "center", 2),
        Column(say("met_said"), share=7),
    )
    yield Table(columns, tuple(rows), small=True)


def _side(voice: Voice, office: str, cell: str, reasons: Mapping[str, Fact]) -> tuple[str, ...]:
    say, held = voice.say, voice.met.last
    fact = reasons.get(office)
    rating = held.rating(office, cell) if held else None
    steps = (str(rating.likelihood), str(rating.impact)) if rating and not rating.answer else ("–", "–")
    told = [ABSENT[rating.answer].say(voice.language, {})] if rating and rating.answer else []
    told += [rating.evidence] if rating and rating.evidence else []
    if fact is not None:
        steps = (str(fact.body["likelihood"]), str(fact.body["impact"]))
        told.append(say("met_dissents", reason=fact.body["reason"]))
    elif rating is None:
        told.append(ABSENT["untouched"].say(voice.language, {}))
    return (voice.name(office), *steps, "; ".join(told) or say("met_blank"))


def _deeds(voice: Voice, cells: Sequence[str]) -> Iterator[Block]:
    say = voice.say
    found = [deed for deed in voice.met.deeds if deed.cell in cells]
    if not found:
        yield Text(plain(say("met_no_deeds")))
        return
    rows = tuple(
        (
            deed.what,
            voice.name(deed.office),
            write_brief(deed.due, voice.language, voice.met.rakor.region) if deed.due else say("met_blank"),
            voice.state(deed),
        )
        for deed in found
    )
    columns = (
        Column(say("met_what"), share=6),
        Column(say("met_whose"), share=3),
        Column(say("met_due"), share=2),
        Column(say("met_state"), share=4),
    )
    yield Table(columns, rows, small=True)


def _at(voice: Voice, cells: Iterable[str], courses: Iterable[Course]) -> list[str]:
    rakor, endings, wanted = voice.met.rakor, voice.met.endings, set(courses)
    return [cell for cell in cells if rakor.course(cell, endings.get(cell)) in wanted]


def _agreed(voice: Voice, cells: Sequence[str]) -> Iterator[Block]:
    """Yield the agreed cells with their levels, and what is done first."""
    say = voice.say
    if not cells:
        yield Text(plain(say("met_no_agreed")))
    for cell in cells:
        ending = voice.met.endings[cell]
        level = voice.level(ending.likelihood, ending.impact)
        yield Text((Run(f"{voice.threat(cell)} · {voice.area(cell)}: ", strong=True), Run(f"{level}.")))
        threat = voice.met.threats.threats.get(threat_in(cell))
        if threat and threat.actions:
            told = " ".join(action.say(voice.language, {}).rstrip(".") + "." for action in threat.actions)
            yield Text((Run(f"{say('met_first')}: ", slanted=True), Run(told)))


def _dissented(voice: Voice, cells: Sequence[str]) -> Iterator[Block]:
    if not cells:
        yield Text(plain(voice.say("met_no_dissent")))
    for cell in cells:
        yield Text(
            (Run(f"{voice.threat(cell)} · {voice.area(cell)}. ", strong=True), Run(voice.outcome(cell)))
        )
        yield from _sides(voice, cell)


def _left(voice: Voice, cells: Sequence[str]) -> Iterator[Block]:
    if cells:
        yield Title(voice.say("met_left"))
        told = (f"{voice.threat(cell)} · {voice.area(cell)}. {voice.outcome(cell)}" for cell in cells)
        yield Points(tuple(plain(one) for one in told))


def _signatures(voice: Voice, offices: Sequence[str]) -> Iterator[Block]:
    for start in range(0, len(offices), _BESIDE):
        row = offices[start : start + _BESIDE]
        yield Signatures(tuple(Sign(voice.say("met_head"), voice.name(office)) for office in row))
