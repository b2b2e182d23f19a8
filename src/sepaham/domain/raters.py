"""Raters against each other: who agrees with whom, whose scale sits higher, and what one of them changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sepaham.domain.agreement import Figure, Ratings, Scale, Value, figures, tally

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Bias:
    """How much higher one rater rates than the others do, on the ``cells`` it shares with them."""

    value: float | None
    cells: int


def cohen(
    *,
    first: Sequence[Value | None],
    second: Sequence[Value | None],
    scale: Scale,
    weights: str = "unweighted",
) -> Figure:
    """
    Return Cohen's kappa of two raters over the units both rated.

    Args:
        first: One rater's ratings, a value per unit.
        second: The other's, in the same order.
        scale: The full list of categories.
        weights: How much nearness counts: one of `agreement.WEIGHTS`.
    """
    if weights not in scale.weights:
        return Figure(None, "labels" if scale.labelled else "one-category")
    cells = Counter(
        (scale.places[one], scale.places[other])
        for one, other in zip(first, second, strict=True)
        if one is not None and other is not None
    )
    n = cells.total()
    if not n:
        return Figure(None, "no-pairs")
    rows, columns = Counter[int](), Counter[int]()
    for (one, other), count in cells.items():
        rows[one] += count
        columns[other] += count
    near = dict(zip(scale.pairs, scale.weights[weights], strict=True))

    def weight(one: int, other: int) -> float:
        return 1.0 if one == other else near[min(one, other), max(one, other)]

    raw = sum(count * weight(*cell) for cell, count in cells.items()) / n
    chance = sum(rows[one] * columns[other] * weight(one, other) for one in rows for other in columns) / n**2
    if len(rows) == len(columns) == 1 and rows.keys() == columns.keys():
        return Figure(None, "all-equal")
    return Figure((raw - chance) / (1 - chance))


def concordance(*, rankings: Sequence[Sequence[float | None]]) -> Figure:
    """
    Return Kendall's W, corrected for ties, of raters who each ordered the same choices.

    Args:
        rankings: A row per rater, a column per choice: ranks, or marks to rank by.
    """
    raters, choices = len(rankings), len(rankings[0]) if rankings else 0
    if raters < _PAIR or choices < _PAIR:
        return Figure(None, "no-pairs")
    ranks, tied = [], 0
    for row in rankings:
        marks = [mark for mark in row if mark is not None]
        if len(marks) != choices or len(row) != choices:
            return Figure(None, "incomplete")
        ranks.append([_twice_rank(marks, mark) for mark in marks])
        tied += sum(count**3 - count for count in Counter(marks).values())
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    middle = raters * (choices + 1)
    spread = sum((value - middle) ** 2 for value in sums) / 4
    most = raters**2 * (choices**3 - choices) - raters * tied
    return Figure(12 * spread / most) if most else Figure(None, "all-equal")


def _twice_rank(marks: Sequence[float], mark: float) -> int:
    return 2 * sum(other < mark for other in marks) + marks.count(mark) + 1


def biases(*, ratings: Ratings) -> tuple[Bias, ...]:
    """Return, per rater, its ratings minus the mean of the others' on shared cells; for numbers only."""
    width = len(ratings[0]) if ratings else 0
    apart, cells = [0.0] * width, [0] * width
    for row in ratings:
        given = [(rater, value) for rater, value in enumerate(row) if isinstance(value, int | float)]
        if len(given) < _PAIR:
            continue
        total, others = sum(value for _rater, value in given), len(given) - 1
        for rater, value in given:
            apart[rater] += value - (total - value) / others
            cells[rater] += 1
    return tuple(
        Bias(apart[rater] / cells[rater] if cells[rater] else None, cells[rater]) for rater in range(width)
    )


def without_each(*, ratings: Ratings, scale: Scale) -> tuple[dict[str, Figure], ...]:
    """Return each statistic as it is with one rater left out, per rater; what rises without it, it lowers."""
    width = len(ratings[0]) if ratings else 0
    found = []
    for rater in range(width):
        rest = tally(ratings=[(*row[:rater], *row[rater + 1 :]) for row in ratings], scale=scale)
        found.append(figures(sums=rest.total(), scale=scale))
    return tuple(found)
