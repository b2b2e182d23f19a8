"""Agreement over 330 areas × 10 threats × 8 institutions, against the ``krippendorff`` package."""

import time
from random import Random

import krippendorff

from sepaham.domain.agreement import LEVELS, Scale, figures, tally
from sepaham.domain.bootstrap import intervals
from sepaham.domain.raters import biases, without_each

AREAS, THREATS, INSTITUTIONS, DRAWS = 330, 10, 8, 1000
FIVE = Scale(range(1, 6))


def main() -> None:
    """Print seconds with and without intervals, and how many times the package's own alpha that is."""
    chance = Random(1)
    threats = [[_unit(chance) for _ in range(AREAS)] for _ in range(THREATS)]
    taken, told = _timed(lambda: [_figures(rows) for rows in threats])
    limit, theirs = _timed(lambda: [_package(rows) for rows in threats])
    whole, _ = _timed(lambda: [_raters(rows) for rows in threats])
    drawn, _ = _timed(lambda: [_intervals(rows) for rows in threats])
    for ours, other in zip(told, theirs, strict=True):
        assert all(abs(ours[f"alpha.{level}"].value - other[level]) < 1e-6 for level in LEVELS)
    print(f"{AREAS} areas x {THREATS} threats x {INSTITUTIONS} institutions, half of the cells missing")
    print(f"16 figures: {taken:.3f} s; each rater left out and its bias too: {taken + whole:.3f} s (aim < 1)")
    print(f"with {DRAWS} draws for each threat: {taken + whole + drawn:.2f} s (aim < 10)")
    print(f"{taken / limit:.2f} x the four alphas of the package krippendorff ({limit:.3f} s), equal to 1e-6")
    print(f"one draw with its 16 figures: {drawn / DRAWS / limit:.4f} x those four alphas")


def _unit(chance: Random) -> list[int | None]:
    truth = chance.choice((1, 1, 1, 2, 3, 4))
    return [
        min(5, max(1, round(truth + chance.gauss(0, 0.7)))) if chance.random() < 0.5 else None
        for _ in range(INSTITUTIONS)
    ]


def _timed(work):
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _figures(rows):
    return figures(sums=tally(ratings=rows, scale=FIVE).total(), scale=FIVE)


def _raters(rows):
    return without_each(ratings=rows, scale=FIVE), biases(ratings=rows)


def _intervals(rows):
    return intervals(tally=tally(ratings=rows, scale=FIVE), chance=Random(1), times=DRAWS)


def _package(rows):
    columns = [
        [float("nan") if mark is None else float(mark) for mark in rater] for rater in zip(*rows, strict=True)
    ]
    return {level: krippendorff.alpha(columns, level_of_measurement=level) for level in LEVELS}


if __name__ == "__main__":
    main()
