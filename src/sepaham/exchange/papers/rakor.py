"""What is printed before a rakor: the invitation of one office, and the list on which who comes signs."""

from collections.abc import Iterator

from sepaham.domain.base import local_zone
from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import (
    LINE,
    Block,
    Column,
    Facts,
    Paper,
    Points,
    Sign,
    Signatures,
    Table,
    Text,
    plain,
)
from sepaham.exchange.papers.letterhead import copies_to, heading_lines
from sepaham.exchange.papers.met import Met, Voice
from sepaham.exchange.papers.words import write_date

SPARE_ROWS = 8
"""Lines for those nobody invited, and for the second and third person of an institution."""


def invitation(met: Met, to: str, *, names: Names, language: Language) -> Paper:
    """
    Return the letter that invites one office.

    Args:
        met: The meeting.
        to: The office.
        names: What things are called.
        language: The letter's.
    """
    voice = Voice(met, names, language)
    say, caller = voice.say, met.rakor.caller
    return Paper(
        language=language,
        title="",
        proof=say("proof"),
        heading=heading_lines(caller, met.heading, names, language),
        address=met.heading.address,
        number=met.number or LINE,
        code=met.attend,
        caption=met.rakor.id[:12],
        blocks=(
            *_opening(voice, to),
            Text(plain(say("met_letter"))),
            Facts(tuple(_when(voice))),
            agenda_table(voice, whys=True),
            *_own(voice, to),
            *(Text(plain(say(key))) for key in ("met_attend", "met_free", "letter_close")),
            Signatures((Sign(say("met_head"), voice.name(caller)),)),
            *copies_to(met.heading, say("copies")),
        ),
    )


def _opening(voice: Voice, to: str) -> Iterator[Block]:
    say, met = voice.say, voice.met
    region = met.rakor.region
    place = met.heading.place or voice.name(region).removeprefix("Kabupaten ")
    day = write_date(met.at.astimezone(local_zone(region)).date(), voice.language)
    yield Text(plain(say("letter_day", place=place, day=day)), right=True)
    yield Facts(((say("letter_number"), met.number or LINE), (say("letter_subject"), say("met_about"))))
    yield Text(plain(f"{say('letter_to')} {say('letter_chief', office=voice.name(to))}"))


def _when(voice: Voice) -> Iterator[tuple[str, str]]:
    say, rakor = voice.say, voice.met.rakor
    yield say("met_when"), voice.hour(rakor.starts_at)
    yield say("met_where"), rakor.place
    yield say("met_agenda"), say("met_agenda_value", cells=voice.number(len(rakor.agenda)))


def agenda_table(voice: Voice, *, whys: bool = False) -> Table:
    """Return the cells of the agenda; with why each is taken up, or how it ended."""
    say, met = voice.say, voice.met

    def last(cell: str) -> str:
        if not whys:
            return voice.outcome(cell)
        why = met.whys.get(cell)
        return why.say(voice.language, {}) if why else say("met_chosen")

    rows = tuple(
        (str(n), voice.threat(cell), voice.area(cell), last(cell))
        for n, cell in enumerate(met.rakor.agenda, 1)
    )
    columns = (
        Column(say("met_row"), "right"),
        Column(say("met_threat"), share=4),
        Column(say("met_area"), share=3),
        Column(say("met_why" if whys else "met_state"), share=5),
    )
    return Table(columns, rows, small=True)


def _own(voice: Voice, to: str) -> Iterator[Block]:
    """Yield the barriers of the office that is invited."""
    found = voice.met.invitees.get(to)
    if found and found.barriers:
        yield Text(plain(voice.say("met_yours")))
        yield Points(tuple(plain(one.text.say(voice.language, {})) for one in found.barriers))


def attendance_list(met: Met, *, names: Names, language: Language) -> Paper:
    """Return the list on which who comes signs; blank lines are left for who was not invited."""
    voice = Voice(met, names, language)
    say, rakor = voice.say, met.rakor
    rows = [(str(n), voice.name(office), "", "", "\n") for n, office in enumerate(rakor.expected, 1)]
    rows += [(str(n), "", "", "", "\n") for n in range(len(rows) + 1, len(rows) + 1 + SPARE_ROWS)]
    columns = (
        Column(say("met_row"), "right"),
        Column(say("office"), share=5),
        Column(say("name"), share=5),
        Column(say("post"), share=4),
        Column(say("signature"), share=5),
    )
    return Paper(
        language=language,
        title=say("met_list"),
        subtitle=say("met_held", at=voice.hour(rakor.starts_at), place=rakor.place),
        proof=say("proof"),
        heading=heading_lines(rakor.caller, met.heading, names, language),
        address=met.heading.address,
        code=met.attend,
        caption=rakor.id[:12],
        blocks=(Text(plain(say("met_list_how"))), Table(columns, tuple(rows), small=True)),
    )
