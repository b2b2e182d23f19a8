"""The analyst's page in words: figures of agreement side by side, scales, who with whom, what rings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sepaham.domain.agreement import ENOUGH, REASONS, Figure
from sepaham.domain.analysis import SHOWN, Agreed, Grid, Pair, Scaled, agreement, pairs, scales, spreads
from sepaham.domain.bootstrap import Interval
from sepaham.domain.differences import ABSENT
from sepaham.domain.rounds import Round
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.judging import Voice, change, decimals
from sepaham.web.present.states import State
from sepaham.web.words import say

FIGURES: Mapping[str, str] = {
    "alpha.ordinal": "Alpha ordinal",
    "ac2.ordinal": "AC2 ordinal",
    "raw.ordinal": "Kesepakatan mentah",
}
"""The figures that stand side by side, and what they are called."""
_DRAWN = "ac2.ordinal"
"""The figure that is drawn: it is hardly moved by how many areas are calm."""
WORDS = ("rated", *ABSENT, "flagged")
COVERED: Mapping[str, str] = {"rated": "dinilai", "flagged": "ditambahkan sendiri"}


@dataclass(frozen=True, slots=True)
class Told:
    """
    One figure in words.

    Attributes:
        value: As the last round has it.
        past: As the rounds before had it, the first first.
        change: Since the round before.
        interval: Its ends.
        reason: Why there is no figure, or no interval.
    """

    value: str
    past: tuple[str, ...] = ()
    change: str = ""
    interval: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a round's figure lies on the axis from 0 to 1, in percent; whether it is the last round's."""

    x: str
    last: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One threat, or all of them: its cells, its figures, its mean spread, and its drawing."""

    name: str
    cells: str
    few: bool
    figures: tuple[Told, ...]
    spread: Told
    marks: tuple[Mark, ...]
    low: str
    width: str


@dataclass(frozen=True, slots=True)
class Course:
    """The same scale in each closed round: its table, how far it agrees and how wide it spreads by threat."""

    held: Round
    table: Grid
    found: Mapping[str, Agreed]
    spreads: Mapping[str, float]


def courses(rounds: Sequence[Round], tables: Sequence[Grid]) -> list[Course]:
    """Return how far each closed round agrees, by the threats of the last."""
    threats = tables[-1].threats
    return [
        Course(held, table, {one.threat: one for one in agreement(table, threats)}, spreads(held))
        for held, table in zip(rounds, tables, strict=True)
    ]


def answer(told: Sequence[Course], language: Language) -> Answer:
    """Return the last round's figure over all cells, and its change."""
    last = told[-1].found[""]
    figure = last.found[_DRAWN]
    if figure.value is None:
        return Answer(State.WAITING, REASONS[figure.reason].say(language, {}))
    sentence = say(
        "AC2 {value} atas {number} sel di putaran {round}",
        language,
        value=decimals(figure.value, language),
        number=write_number(last.paired, language),
        round=told[-1].held.number,
    )
    before = told[-2].found[""].found[_DRAWN].value if len(told) > 1 else None
    parts = []
    if before is not None:
        moved = change(figure.value - before, language)
        parts.append(say("{change} sejak putaran sebelumnya", language, change=moved))
    if last.is_few:
        parts.append(too_small(last.paired, language))
    return Answer(State.ATTENTION if last.is_few else State.COMPLETE, sentence, " · ".join(parts))


def too_small(paired: int, language: Language) -> str:
    """Return that there are too few cells to rest on."""
    return REASONS["too-small"].say(language, {"n": paired, "enough": ENOUGH})


def rows(told: Sequence[Course], drawn: Mapping[str, Mapping[str, Interval]], voice: Voice) -> list[Row]:
    """Return a row for all cells, then one for each threat."""
    return [_row(threat, told, drawn.get(threat, {}), voice) for threat in told[-1].found]


def _row(threat: str, told: Sequence[Course], drawn: Mapping[str, Interval], voice: Voice) -> Row:
    found, language = [course.found[threat] for course in told], voice.language
    last = found[-1]
    values = [each.found[_DRAWN].value for each in found]
    ends = drawn.get(_DRAWN)
    low, high = (ends.low, ends.high) if ends else (None, None)
    return Row(
        name=voice.threat(threat) if threat else say("Semua ancaman", language),
        cells=write_number(last.paired, language),
        few=last.is_few,
        figures=tuple(
            _figure([each.found[name] for each in found], drawn.get(name), language) for name in SHOWN
        ),
        spread=_told([course.spreads.get(threat) for course in told], language),
        marks=tuple(
            Mark(_at(value), number == len(told) - 1)
            for number, value in enumerate(values)
            if value is not None
        ),
        low=_at(low) if low is not None else "",
        width=f"{max(0.0, _inside(high) - _inside(low)):.1f}%"
        if low is not None and high is not None
        else "",
    )


def _inside(value: float) -> float:
    return 100 * min(1.0, max(0.0, value))


def _at(value: float) -> str:
    return f"{_inside(value):.1f}%"


def _figure(found: Sequence[Figure], ends: Interval | None, language: Language) -> Told:
    told, now = _told([figure.value for figure in found], language), found[-1]
    if now.value is None:
        return replace(told, reason=REASONS[now.reason].say(language, {}))
    if ends is None:
        return told
    if ends.low is None or ends.high is None:
        return replace(told, reason=REASONS[ends.reason].say(language, {}))
    return replace(told, interval=f"{decimals(ends.low, language)} … {decimals(ends.high, language)}")


def _told(values: Sequence[float | None], language: Language) -> Told:
    """Return a figure of each round in words."""
    words = tuple("–" if value is None else decimals(value, language) for value in values)
    now, before = values[-1], values[-2] if len(values) > 1 else None
    moved = change(now - before, language) if now is not None and before is not None else ""
    return Told(words[-1], words[:-1], moved)


@dataclass(frozen=True, slots=True)
class Bar:
    """How far a scale sits above or below the others', drawn around the middle of −2 to +2, in percent."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution's use of a scale: bias with its bar, what leaving it out changes, guesses, coverage."""

    name: str
    bias: str
    bar: Bar | None
    without: tuple[str, ...]
    gap: str
    guesses: int
    covered: tuple[int, ...]


_HALF, _MOST = 50, 2


def institutions(
    held: Round, table: Grid, covered: Mapping[str, Mapping[str, int]], voice: Voice
) -> list[Institution]:
    """Return each institution of a round, those that rate highest first, those without numbers last."""
    found = {one.office: one for one in scales(held, table)}
    order = sorted(covered, key=lambda office: -(_bias(found.get(office)) or -_MOST * 2))
    return [_institution(office, found.get(office), covered[office], voice) for office in order]


def _bias(one: Scaled | None) -> float | None:
    return one.bias.value if one else None


def _institution(office: str, one: Scaled | None, covered: Mapping[str, int], voice: Voice) -> Institution:
    language, bias = voice.language, _bias(one)
    without = (one.without[name] if one else None for name in SHOWN[:2])
    return Institution(
        name=voice.office(office),
        bias=change(bias, language) if bias is not None else "–",
        bar=_bar(bias) if bias is not None else None,
        without=tuple(change(value, language, 3) if value is not None else "–" for value in without),
        gap=decimals(one.gap, language) if one and one.gap is not None else "–",
        guesses=one.guesses if one else 0,
        covered=tuple(covered.get(word, 0) for word in WORDS),
    )


def _bar(bias: float) -> Bar:
    width = _HALF * min(1.0, abs(bias) / _MOST)
    return Bar(f"{_HALF - width if bias < 0 else _HALF:.1f}%", f"{width:.1f}%")


def headings(voice: Voice) -> list[str]:
    """Return what the columns of coverage are called."""
    return [say(COVERED[word], voice.language) if word in COVERED else voice.absent(word) for word in WORDS]


def matrix(table: Grid, voice: Voice) -> list[tuple[str, list[str]]]:
    """Return a line per institution with its kappa with each, and over how many cells; '' with itself."""
    found = {(pair.one, pair.other): pair for pair in pairs(table)}
    return [
        (
            voice.short(one),
            [
                _kappa(found.get((one, other)) or found.get((other, one)), voice.language)
                for other in table.offices
            ],
        )
        for one in table.offices
    ]


def _kappa(pair: Pair | None, language: Language) -> str:
    if pair is None:
        return ""
    told = decimals(pair.kappa.value, language) if pair.kappa.value is not None else "–"
    return f"{told} ({pair.cells})"
