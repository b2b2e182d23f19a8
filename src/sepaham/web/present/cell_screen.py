"""
One cell on the projector: each institution as a dot on the line from 1 to 5, and the same as a table.

Places on the line are percentages of its width, so that a page draws it without a script or a style.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from sepaham.domain.differences import Seen
from sepaham.domain.disagreement import Marks
from sepaham.domain.facts import Fact
from sepaham.domain.rounds import Rating
from sepaham.domain.threats import Anchor
from sepaham.domain.words import write_number
from sepaham.web.present.judging import CONFIDENCE, SCALES, Voice, decimals
from sepaham.web.words import say

_TOP, _ROW = 30, 27
"""Pixels above the first dot, and from one dot to the one below it."""
_COLUMN = 20
"""Percent of the width from one step to the next."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One institution on a line: where, its name, where it stood before, whether far from the others."""

    x: str
    y: int
    name: str
    before: str
    far: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """
    One scale as a line.

    Attributes:
        steps: Each step with its place, the words it stands for, and who rated so.
        dots: The institutions.
        middle: Where the median lies; '' where nobody rated.
        told: The median in words.
        height: Pixels of the drawing.
    """

    title: str
    steps: tuple[tuple[int, str, str, str], ...]
    dots: tuple[Dot, ...]
    middle: str
    told: str
    height: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one institution said of a cell, a line of the table."""

    office: str
    likelihood: str
    impact: str
    confidence: str
    evidence: str
    word: str


def scales(one: Seen, voice: Voice) -> tuple[Scale, ...]:
    """Return both scales of a cell as lines."""
    anchors = {"likelihood": voice.threats.likelihood, "impact": voice.threats.impact}
    return tuple(_scale(name, marks, anchors[name], one, voice) for name, marks in one.cell.scales())


def _scale(name: str, marks: Marks, anchors: Sequence[Anchor], one: Seen, voice: Voice) -> Scale:
    dots = _dots(name, marks, one, voice)
    middle = median(marks.values()) if marks else 0
    told = decimals(middle, voice.language, 1) if middle % 1 else str(int(middle))
    return Scale(
        title=voice.scale(name),
        steps=tuple(
            (a.step, place(a.step), a.text.say(voice.language, {}), _who(place(a.step), dots))
            for a in anchors
        ),
        dots=dots,
        middle=place(middle) if middle else "",
        told=say("median {step}", voice.language, step=told) if middle else "",
        height=max((dot.y for dot in dots), default=0) + _ROW,
    )


def _who(x: str, dots: Sequence[Dot]) -> str:
    return ", ".join(dot.name for dot in dots if dot.x == x)


def _dots(name: str, marks: Marks, one: Seen, voice: Voice) -> tuple[Dot, ...]:
    """Return the institutions on a line, those of one step below each other."""
    far = {dissent.institution for dissent in one.cell.dissents() if dissent.scale == name}
    moved = {move.office: move.before for move in one.moved if move.scale == name}
    found, depth = [], dict.fromkeys(range(1, 6), 0)
    for office in sorted(marks, key=voice.short):
        mark, before = marks[office], moved.get(office)
        told = say("dari {step}", voice.language, step=before) if before else ""
        y = _TOP + _ROW * depth[mark]
        found.append(Dot(place(mark), y, voice.short(office), told, office in far))
        depth[mark] += 1
    return tuple(found)


def place(step: float) -> str:
    """Return where a step lies on the line."""
    return f"{(step - 1) * _COLUMN:g}%"


def said(one: Seen, voice: Voice) -> list[Said]:
    """Return what each institution said, those with numbers first."""
    moved = {(move.office, move.scale): move.before for move in one.moved}
    found = [_said(office, one.ratings[office], moved, voice) for office in one.rated]
    rest = [
        Said(voice.office(office), "", "", "", "", voice.absent(code)) for office, code in one.absent.items()
    ]
    return [*sorted(found, key=lambda row: row.office), *rest]


def _said(office: str, rating: Rating, moved: dict[tuple[str, str], int], voice: Voice) -> Said:
    def step(name: str) -> str:
        mark, before = getattr(rating, name), moved.get((office, name))
        return (
            say("{step} (dari {before})", voice.language, step=mark, before=before) if before else str(mark)
        )

    return Said(
        office=voice.office(office),
        likelihood=step("likelihood"),
        impact=step("impact"),
        confidence=say(CONFIDENCE[rating.confidence], voice.language),
        evidence=rating.evidence,
        word="",
    )


def dissents(told: Iterable[Fact], voice: Voice) -> list[tuple[str, str]]:
    """Return the dissents on record: who holds what, and why."""
    return [
        (
            say(
                "{office}: kemungkinan {likelihood}, dampak {impact}",
                voice.language,
                office=voice.office(fact.actor),
                likelihood=fact.body["likelihood"],
                impact=fact.body["impact"],
            ),
            fact.body["reason"],
        )
        for fact in told
    ]


def measure(one: Seen, voice: Voice) -> str:
    """Return how wide the ratings spread, and how many stations hang on the cell."""
    parts = [say("{number} TPS", voice.language, number=write_number(one.cell.stations, voice.language))]
    spread = one.cell.spread()
    if spread is not None:
        told = decimals(spread, voice.language)
        parts.append(say("simpangan baku {spread}", voice.language, spread=told))
    return " · ".join(parts)


def labels(voice: Voice) -> dict[str, str]:
    """Return what both scales are called, by name."""
    return {name: voice.scale(name) for name in SCALES}
