"""How good an institution's own forecasts were, in words for itself alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from sepaham.domain.agreement import ENOUGH
from sepaham.domain.happened import Accuracy, Course, Outcome
from sepaham.domain.rounds import Rating
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.judging import Voice, decimals
from sepaham.web.present.states import State
from sepaham.web.words import say

CAME: Mapping[Course, tuple[State, str]] = {
    Course.CAME: (State.SERIOUS, "terjadi"),
    Course.UNCLEAR: (State.ATTENTION, "tidak jelas ancaman yang mana"),
    Course.QUIET: (State.COMPLETE, "tidak ada yang melaporkannya"),
    Course.UNSEEN: (State.WAITING, "tidak teramati"),
}
"""What is known of a cell: its shape and its words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One cell the institution rated: what it said, and what is known."""

    title: str
    href: str
    likelihood: int
    impact: int
    state: State
    word: str
    signs: int


def answer(found: Accuracy, voice: Voice, office: str) -> Answer:
    """Return the score in one sentence, and whether it can be rested on."""
    language = voice.language
    if found.brier is None:
        return Answer(State.WAITING, say("Belum ada sel yang dapat dicocokkan dengan kejadian", language))
    sentence = say(
        "{office}: Brier {score} atas {number} sel",
        language,
        office=voice.office(office),
        score=decimals(found.brier, language, 3),
        number=write_number(found.scored, language),
    )
    numbers = {"number": write_number(found.scored, language), "enough": ENOUGH}
    few = say("n terlalu kecil: {number} sel, perlu {enough}", language, **numbers) if found.is_few else ""
    return Answer(State.ATTENTION if few else State.COMPLETE, sentence, few)


def scores(found: Accuracy, language: Language) -> list[tuple[str, str]]:
    """Return each figure with what it is called."""

    def told(value: float | None) -> str:
        return "–" if value is None else decimals(value, language, 3)

    return [
        (say("Brier: 0 sempurna, 0,25 seperti melempar koin", language), told(found.brier)),
        (say("Bila di mana-mana disebut rata-rata kejadian", language), told(found.always)),
        (say("Skor peringkat dampak (RPS): 0 sempurna", language), told(found.ranked)),
        (say("Sel dengan dampak yang diketahui", language), write_number(found.sized, language)),
        (say("Sel yang terjadi", language), write_number(found.came, language)),
        (say("Tidak jelas ancaman yang mana, dikeluarkan", language), write_number(found.unclear, language)),
        (say("Tidak teramati, dikeluarkan", language), write_number(found.unseen, language)),
    ]


def lines(
    ratings: Mapping[str, Rating], known: Mapping[str, Outcome], voice: Voice, link: Mapping[str, str]
) -> list[Line]:
    """Return what the institution rated with what is known of it, what came first."""
    order = list(CAME)
    rated = [rating for cell, rating in ratings.items() if not rating.answer and cell in known]
    rated.sort(key=lambda rating: (order.index(known[rating.cell].course), -rating.likelihood))
    return [_line(rating, known[rating.cell], voice, link) for rating in rated]


def _line(rating: Rating, outcome: Outcome, voice: Voice, link: Mapping[str, str]) -> Line:
    state, word = CAME[outcome.course]
    return Line(
        title=voice.cell(rating.cell),
        href=link[rating.cell],
        likelihood=rating.likelihood,
        impact=rating.impact,
        state=state,
        word=say(word, voice.language),
        signs=len(outcome.signs),
    )
