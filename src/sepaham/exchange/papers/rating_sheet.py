"""The blank sheet on which an institution rates by hand before it enters its ratings by its own key."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.findings import Names
from sepaham.domain.rounds import Round
from sepaham.domain.threats import STEPS, Anchor, Threats
from sepaham.domain.words import Language, write_moment
from sepaham.exchange.papers.blocks import (
    LINE,
    TICK,
    Blanks,
    Block,
    Column,
    Facts,
    Note,
    Paper,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.words import Say, speaker

_SURE = (1, 2, 3)


def rating_sheet(
    held: Round,
    *,
    office: str,
    closes: datetime | None,
    threats: Threats,
    names: Names,
    language: Language,
) -> Paper:
    """
    Return a round's blank sheet.

    Args:
        held: The round.
        office: Who rates; '' to write it by hand.
        closes: Until when the round is meant to run; None where nobody said.
        threats: The catalogue in force.
        names: What things are called.
        language: The paper's.
    """
    say = speaker(language)
    until = write_moment(closes, language, held.region) if closes else LINE
    place = names(held.region, language)
    return Paper(
        language=language,
        title=say("rating_sheet"),
        subtitle=say("rating_of", number=held.number, place=place),
        proof=say("proof"),
        blocks=(
            Note(plain(say("rating_own"))),
            Facts(
                (
                    (say("rating_office"), names(office, language) if office else LINE),
                    (say("rating_round"), held.id),
                    (say("rating_closes"), until),
                    (say("rating_time"), LINE),
                )
            ),
            *_scales(threats, say, language),
            Text(plain(say("rating_how"))),
            _cells(held, threats, names, language, say),
            Title(say("rating_flag"), 3),
            Blanks(3),
        ),
        style="sheet",
    )


def _scales(threats: Threats, say: Say, language: Language) -> Iterator[Block]:
    """Yield what the steps of both scales stand for, and the letters of the other answers."""
    pairs = zip(threats.likelihood, threats.impact, strict=True)
    rows = tuple((str(one.step), _word(one, language), _word(other, language)) for one, other in pairs)
    columns = (
        Column(say("rating_step"), "center"),
        Column(say("rating_likelihood"), share=1),
        Column(say("rating_impact"), share=1),
    )
    yield Table(columns, rows, small=True)
    yield Facts(
        (
            (say("rating_sure"), say("rating_sure_steps")),
            (say("rating_other"), say("rating_other_words")),
        )
    )


def _word(anchor: Anchor, language: Language) -> str:
    return anchor.text.say(language, {})


def _cells(held: Round, threats: Threats, names: Names, language: Language, say: Say) -> Table:
    """Return the cells to be rated, each area's name in a row of its own."""
    letters = [
        *(f"{say('rating_k')}{step}" for step in STEPS),
        *(f"{say('rating_d')}{step}" for step in STEPS),
        *(f"{say('rating_y')}{step}" for step in _SURE),
        say("rating_tt"),
        say("rating_bk"),
    ]
    columns = (
        Column(say("rating_threat"), share=5),
        *(Column(letter, "center") for letter in letters),
        Column(say("rating_evidence"), share=4),
    )
    rows, strong = list[tuple[str, ...]](), list[int]()
    areas: dict[str, list[str]] = {}
    for cell in held.cells:
        areas.setdefault(region_in(cell), []).append(cell)
    for area, cells in areas.items():
        strong.append(len(rows))
        rows.append((names(area, language), *("" for _ in letters), ""))
        rows += (_row(cell, threats, language, letters) for cell in cells)
    return Table(columns, tuple(rows), strong=tuple(strong), small=True)


def _row(cell: str, threats: Threats, language: Language, letters: Sequence[str]) -> tuple[str, ...]:
    threat = threats.threats.get(threat_in(cell))
    return (threat.text.say(language, {}) if threat else threat_in(cell), *(TICK for _ in letters), "")
