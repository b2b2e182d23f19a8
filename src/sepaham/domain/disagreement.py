"""
Where institutions differ over a cell (an area under a threat): who from whom, what a meeting takes up.

Disagreement is measured per cell and never averaged away; how a cell may end is agreed, or dissent recorded.
What is not rated (unknown, not one's authority, not yet) is no number and simply absent from the ratings.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, sqrt
from statistics import mean, median

from sepaham.domain.words import Sentence

SPREAD = 1.0
"""A standard deviation above this asks for discussion."""

APART = 3
"""So far from the median of the others a rating is always named."""

NEAR = 1
SHARE_NEAR = 0.75
MOST_ROUNDS = 3
QUEUE = 10
_PAIR = 2

Marks = Mapping[str, int]
"""What each institution rated, 1 to 5, by its name."""


def deviation(marks: Collection[int]) -> float:
    """Return the standard deviation (n - 1) of two whole numbers or more, from their exact sums."""
    n, total = len(marks), sum(marks)
    return sqrt((n * sum(mark * mark for mark in marks) - total * total) / (n * (n - 1)))


@dataclass(frozen=True, slots=True)
class Dissent:
    """One institution far from the others: on which scale, its rating, and the median of theirs."""

    institution: str
    scale: str
    rating: int
    others: float


@dataclass(frozen=True, slots=True)
class Cell:
    """
    An area under one threat as institutions rated it in one round.

    Attributes:
        key: What names the cell.
        likelihood: How likely, by institution.
        impact: How bad, by institution.
        stations: The polling stations that hang on it.
    """

    key: str
    likelihood: Marks
    impact: Marks
    stations: int = 1

    def scales(self) -> tuple[tuple[str, Marks], ...]:
        """Return both scales with their names."""
        return ("likelihood", self.likelihood), ("impact", self.impact)

    def spread(self) -> float | None:
        """Return the wider of the two scales' standard deviations (n - 1); None where no two rated."""
        found = [deviation(marks.values()) for _name, marks in self.scales() if len(marks) >= _PAIR]
        return max(found, default=None)

    def dissents(self) -> tuple[Dissent, ...]:
        """Return every rating at least three steps from the median of the others, by name."""
        found = []
        for name, marks in self.scales():
            for institution, rating in sorted(marks.items()):
                others = [mark for other, mark in marks.items() if other != institution]
                if others and abs(rating - median(others)) >= APART:
                    found.append(Dissent(institution, name, rating, median(others)))
        return tuple(found)

    def weight(self) -> float:
        """Return what the meeting's time is worth here: spread × greatest impact × polling stations."""
        return (self.spread() or 0.0) * max(self.impact.values(), default=0) * self.stations


@dataclass(frozen=True, slots=True)
class Agenda:
    """The cells to take up, the weightiest first; and beside them those where somebody stands far apart."""

    cells: tuple[Cell, ...]
    named: tuple[Cell, ...]


def agenda(*, cells: Iterable[Cell], most: int = QUEUE) -> Agenda:
    """
    Return what a meeting should take up.

    Args:
        cells: All cells of a round.
        most: How many there is time for; a cell with a lone dissent is named beyond it.
    """
    ordered = sorted(cells, key=lambda cell: (-cell.weight(), cell.key))
    chosen = [cell for cell in ordered if (cell.spread() or 0.0) > SPREAD][:most]
    taken = {cell.key for cell in chosen}
    named = tuple(cell for cell in ordered if cell.key not in taken and cell.dissents())
    return Agenda(tuple(chosen), named)


class Outcome(StrEnum):
    """How a cell stands after a round; dissent is as lawful an end as agreement."""

    AGREED = "agreed"
    AGAIN = "again"
    DISSENT = "dissent"


UNMET: Mapping[str, Sentence] = {
    "unrated": Sentence(
        "belum semua lembaga yang berwenang menilai", "not every institution with authority has rated"
    ),
    "spread": Sentence("simpangan baku masih di atas 1", "the standard deviation is still above 1"),
    "share": Sentence(
        "kurang dari 75% penilaian berada dalam satu tingkat dari median",
        "fewer than 75% of the ratings are within one step of the median",
    ),
    "dissent": Sentence(
        "ada penilaian yang jauh berbeda tanpa alasan tercatat",
        "a rating far from the others has no recorded reason",
    ),
    "moved": Sentence(
        "tingkat risiko berubah sejak putaran sebelumnya", "the band of risk changed since the round before"
    ),
}
"""What keeps a cell from being agreed, by code."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cell stands, and the codes in `UNMET` of what is not met."""

    outcome: Outcome
    unmet: tuple[str, ...]


def standing(
    *, rounds: Sequence[Cell], authority: Collection[str], recorded: Collection[str] = ()
) -> Standing:
    """
    Say whether a cell is agreed, is to be rated again, or ends as recorded dissent after three rounds.

    Args:
        rounds: The same cell as rated in each round so far, one at least.
        authority: The institutions with authority over this threat.
        recorded: The institutions whose dissent is on record with its reasons.
    """
    last = rounds[-1]
    spread = last.spread()
    met = {
        "unrated": bool(last.likelihood and last.impact)
        and all(name in last.likelihood and name in last.impact for name in authority),
        "spread": spread is None or spread <= SPREAD,
        "share": all(_share_near(marks) >= SHARE_NEAR for _name, marks in last.scales() if marks),
        "dissent": all(dissent.institution in recorded for dissent in last.dissents()),
        "moved": len(rounds) < _PAIR or _band(rounds[-2]) == _band(last),
    }
    unmet = tuple(code for code, holds in met.items() if not holds)
    if not unmet:
        return Standing(Outcome.AGREED, ())
    return Standing(Outcome.AGAIN if len(rounds) < MOST_ROUNDS else Outcome.DISSENT, unmet)


def _share_near(marks: Marks) -> float:
    middle = median(marks.values())
    return sum(abs(mark - middle) <= NEAR for mark in marks.values()) / len(marks)


def _band(cell: Cell) -> tuple[int | None, ...]:
    """Return the median step of both scales, a half counted upward."""
    return tuple(floor(median(marks.values()) + 0.5) if marks else None for _name, marks in cell.scales())


def perception_gap(*, guesses: Marks, marks: Marks) -> Mapping[str, float]:
    """
    Return how far each institution's guess of what the others rated is from their median.

    Args:
        guesses: What each believes the others rated.
        marks: What each rated.
    """
    others = {name: [mark for other, mark in marks.items() if other != name] for name in sorted(guesses)}
    return {name: abs(guesses[name] - median(found)) for name, found in others.items() if found}


HERDING: Mapping[str, Sentence] = {
    "no-evidence": Sentence(
        "penilaian merapat tanpa bukti baru", "ratings drew together and no new evidence was given"
    ),
    "to-senior": Sentence(
        "semua yang berubah mengikuti penilaian {senior}", "all who changed took the rating of {senior}"
    ),
}
"""Why agreement may be imitation, by code."""


def herding(*, before: Marks, after: Marks, new_evidence: int, senior: str = "") -> tuple[str, ...]:
    """
    Return the codes in `HERDING` that ring when one scale of a cell is rated anew.

    Args:
        before: The ratings of the round before.
        after: The ratings now.
        new_evidence: Lines of evidence given in between.
        senior: The institution the others may have followed.
    """
    both = sorted(before.keys() & after.keys())
    codes = []
    if len(both) >= _PAIR and not new_evidence:
        narrowed = deviation([after[name] for name in both]) < deviation([before[name] for name in both])
        codes += ["no-evidence"] if narrowed else []
    moved = [name for name in both if before[name] != after[name]]
    if senior in before and len(moved) >= _PAIR and all(after[name] == before[senior] for name in moved):
        codes.append("to-senior")
    return tuple(codes)


def brier(*, forecasts: Sequence[float], happened: Sequence[bool]) -> float | None:
    """Return the mean squared error of probabilities: 0 is perfect, 0.25 is a coin; None of no forecast."""
    pairs = list(zip(forecasts, happened, strict=True))
    return mean((forecast - came) ** 2 for forecast, came in pairs) if pairs else None


def ranked_probability(*, forecast: Sequence[float], came: int) -> float:
    """
    Return the ranked probability score of one forecast: 0 is perfect, 1 the worst.

    Args:
        forecast: The probability of each ordered class, two at least.
        came: The place of the class that came.
    """
    reached, score = 0.0, 0.0
    for place, chance in enumerate(forecast[:-1]):
        reached += chance
        score += (reached - (came <= place)) ** 2
    return score / (len(forecast) - 1)
