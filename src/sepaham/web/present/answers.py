"""What institutions answered to one finding, as a page tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.answers import Answer, Standing
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_number
from sepaham.web.present.states import State
from sepaham.web.words import say

WORDS: Mapping[str, str] = {
    "explained": "menjelaskan",
    "mended": "sudah dibereskan",
    "checked": "sudah dicek",
    "disputed": "berpendapat lain",
}
"""What an office answered, in a word or two."""
CHOICES: Mapping[str, str] = {
    "checked": "Sudah dicek di tempat",
    "mended": "Sudah dibereskan",
    "explained": "Begini penjelasannya",
    "disputed": "Kami melihatnya lain",
}
"""What an office may answer, as the form offers it."""
_STATES: Mapping[str, State] = {
    "explained": State.MOVING,
    "mended": State.COMPLETE,
    "checked": State.MOVING,
    "disputed": State.DIFFER,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One office's answer; an older one of the same office is told small."""

    office: str
    state: State
    word: str
    note: str
    photos: tuple[str, ...]
    at: datetime
    index: int
    stands: bool


def answers(told: Iterable[Answer], language: Language, names: Names) -> tuple[Line, ...]:
    """Return answers as a page shows them, newest first."""
    lines = [
        Line(
            office=names(answer.office, language),
            state=_STATES[answer.answer],
            word=say(WORDS[answer.answer], language),
            note=answer.note,
            photos=answer.photos,
            at=answer.at,
            index=answer.index,
            stands=answer.stands,
        )
        for answer in told
    ]
    return tuple(reversed(lines))


def standing(found: Standing, language: Language) -> str:
    """Return in one sentence what the answers come to; '' when there are none."""
    if not found.answered:
        return ""
    number = write_number(found.offices, language)
    if found.disputed:
        other = write_number(found.disputed, language)
        return say("Dijawab {number} kantor, {other} berpendapat lain.", language, number=number, other=other)
    return say("Dijawab {number} kantor.", language, number=number)
