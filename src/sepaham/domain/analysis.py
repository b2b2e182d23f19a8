"""
The analyst's figures of a round: agreement per threat and pooled, what each institution's scale does to it.

A figure is of one scale, over the cells two institutions or more rated; no figure is made of both scales, and
none of one kecamatan, which has too few cells. What is undefined keeps the code of why.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean

from sepaham.domain.agreement import ENOUGH, Figure, Scale, Tally, figures, tally
from sepaham.domain.base import Level, ancestor
from sepaham.domain.bootstrap import Chance, Interval, intervals
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.disagreement import perception_gap
from sepaham.domain.raters import Bias, biases, cohen, without_each
from sepaham.domain.rounds import Rating, Round, cell_of
from sepaham.domain.threats import STEPS

SCALES = ("likelihood", "impact")
SHOWN = ("alpha.ordinal", "ac2.ordinal", "raw.ordinal")
"""The figures that stand side by side: none of them tells the whole."""
DRAWS = 1000
_FIVE = Scale(STEPS)
_PAIR = 2
_Row = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """
    One round's ratings on one scale as a table.

    Attributes:
        scale: Which of `SCALES`.
        cells: The cells, a row each.
        offices: Who rated, a column each.
        rows: What each rated; None where it gave no number.
    """

    scale: str
    cells: tuple[str, ...]
    offices: tuple[str, ...]
    rows: tuple[_Row, ...]

    def of(self, threat: str) -> "Grid":
        """Return the rows of one threat; all of them for ''."""
        if not threat:
            return self
        chosen = [n for n, cell in enumerate(self.cells) if threat_in(cell) == threat]
        cells = tuple(self.cells[n] for n in chosen)
        return Grid(self.scale, cells, self.offices, tuple(self.rows[n] for n in chosen))

    @property
    def threats(self) -> tuple[str, ...]:
        """Return the threats there are, in the order of their first cell."""
        return tuple(dict.fromkeys(map(threat_in, self.cells)))

    @property
    def paired(self) -> int:
        """Return how many cells two or more rated."""
        return sum(sum(mark is not None for mark in row) >= _PAIR for row in self.rows)

    def column(self, office: str) -> list[int | None]:
        """Return what one office rated, a value per cell."""
        place = self.offices.index(office)
        return [row[place] for row in self.rows]


def grid(held: Round, scale: str) -> Grid:
    """Return a closed round's ratings on one of `SCALES`; cells nobody put a number to are left out."""
    offices = tuple(held.ratings)
    cells = tuple(dict.fromkeys((*held.cells, *held.flagged)))
    rows = [tuple(_mark(held.rating(office, cell), scale) for office in offices) for cell in cells]
    rated = [n for n, row in enumerate(rows) if any(row)]
    return Grid(scale, tuple(cells[n] for n in rated), offices, tuple(rows[n] for n in rated))


def _mark(rating: Rating | None, scale: str) -> int | None:
    return getattr(rating, scale) or None if rating else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far a round agrees over one threat, or over all for '': cells rated by two, figures by `SHOWN`."""

    threat: str
    cells: int
    paired: int
    found: Mapping[str, Figure]

    @property
    def is_few(self) -> bool:
        """Tell whether the cells are too few to rest on a figure."""
        return self.paired < ENOUGH


def agreement(table: Grid, threats: Sequence[str] = ()) -> list[Agreed]:
    """Return how far a round agrees: over all cells, then over each of some threats, or of those it has."""
    found = []
    for threat in ("", *(threats or table.threats)):
        part = table.of(threat)
        every = figures(sums=_tally(part).total(), scale=_FIVE)
        found.append(Agreed(threat, len(part.rows), part.paired, {name: every[name] for name in SHOWN}))
    return found


def _tally(table: Grid) -> Tally:
    return tally(ratings=table.rows, scale=_FIVE)


def agreement_intervals(
    table: Grid,
    *,
    chance: Callable[[], Chance],
    times: int = DRAWS,
    told: Callable[[str], object] = lambda _threat: None,
) -> dict[str, Mapping[str, Interval]]:
    """
    Return the interval of each figure of `agreement`, by threat, kecamatan drawn anew with all their cells.

    Args:
        table: The round.
        chance: Makes the chance of one threat, so that no threat's interval hangs on another's.
        times: How often to draw.
        told: Hears which threat is being drawn.
    """
    found: dict[str, Mapping[str, Interval]] = {}
    for threat in ("", *table.threats):
        told(threat)
        part = table.of(threat)
        areas = [ancestor(region_in(cell), Level.KECAMATAN) for cell in part.cells]
        every = intervals(tally=_tally(part), chance=chance(), times=times, clusters=areas)
        found[threat] = {name: every[name] for name in SHOWN}
    return found


@dataclass(frozen=True, slots=True)
class Scaled:
    """
    What one institution's use of a scale does.

    Attributes:
        bias: How much higher it rates than the others, on shared cells.
        without: How much each figure of `SHOWN` changes with it left out; where it rises, this one lowers it.
        gap: How far its guesses of the others are from their median, on average; None of no guess.
        guesses: Of how many cells.
    """

    office: str
    bias: Bias
    without: Mapping[str, float | None]
    gap: float | None
    guesses: int


def scales(held: Round, table: Grid) -> list[Scaled]:
    """Return what each institution's use of a scale does, for a round's table of that scale."""
    whole = figures(sums=_tally(table).total(), scale=_FIVE)
    rests, apart = without_each(ratings=table.rows, scale=_FIVE), biases(ratings=table.rows)
    gaps = _gaps(held, table)
    return [
        Scaled(
            office=office,
            bias=apart[place],
            without={name: _change(whole[name], rests[place][name]) for name in SHOWN},
            gap=mean(gaps[office]) if gaps.get(office) else None,
            guesses=len(gaps.get(office, ())),
        )
        for place, office in enumerate(table.offices)
        if table.rows
    ]


def _change(whole: Figure, rest: Figure) -> float | None:
    return None if whole.value is None or rest.value is None else rest.value - whole.value


def _gaps(held: Round, table: Grid) -> dict[str, list[float]]:
    """Return, by institution, how far each guess of a table's scale was off."""
    found: dict[str, list[float]] = {}
    place = SCALES.index(table.scale)
    for cell, row in zip(table.cells, table.rows, strict=True):
        marks = {office: mark for office, mark in zip(table.offices, row, strict=True) if mark}
        told = {office: rating.guess for office in table.offices if (rating := held.rating(office, cell))}
        guesses = {office: guess[place] for office, guess in told.items() if guess}
        for office, gap in perception_gap(guesses=guesses, marks=marks).items():
            found.setdefault(office, []).append(gap)
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """How far two institutions agree: Cohen's kappa with linear weights over the cells both rated."""

    one: str
    other: str
    cells: int
    kappa: Figure


def pairs(table: Grid) -> list[Pair]:
    """Return how far each two institutions agree."""
    columns = {office: table.column(office) for office in table.offices}
    found = []
    for one, other in combinations(table.offices, 2):
        both = sum(a is not None and b is not None for a, b in zip(columns[one], columns[other], strict=True))
        kappa = cohen(first=columns[one], second=columns[other], scale=_FIVE, weights="linear")
        found.append(Pair(one, other, both, kappa))
    return found


def covered(held: Round) -> dict[str, Counter[str]]:
    """
    Return, for each office, of how many asked cells it gave what: ``rated``, or a code of `ABSENT`.

    Cells it flagged itself are counted under ``flagged`` and under no other word.
    """
    found, asked = {}, frozenset(held.cells)
    for office in held.offices:
        turn = held.turn(office).value
        given = held.ratings.get(office, {})
        counts = Counter(_answer(given.get(cell), turn) for cell in held.cells)
        counts["flagged"] = len(given.keys() - asked)
        found[office] = counts
    return found


def _answer(rating: Rating | None, turn: str) -> str:
    if rating:
        return rating.answer or "rated"
    return "untouched" if turn == "revealed" else turn


def spreads(held: Round) -> dict[str, float]:
    """Return the mean spread of cells, over all for '' and by threat; those no two rated are left out."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for cell in (*held.cells, *held.flagged):
        spread = cell_of(held, cell).spread()
        if spread is not None:
            found[""].append(spread)
            found[threat_in(cell)].append(spread)
    return {threat: mean(some) for threat, some in found.items()}
