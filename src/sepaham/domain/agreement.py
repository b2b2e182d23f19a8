"""
How far raters agree beyond chance: Krippendorff's alpha, Gwet's AC1 and AC2, raw agreement.

All of these are linear in what each unit adds (its pairs of ratings, its shares of the categories), so a unit
is kept as one long whole number that holds these parts side by side, scaled until none has a fraction: units
are summed by one addition each, exactly and in any order. Sources: Krippendorff 2011; Gwet 2014.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, lcm
from operator import mul

from sepaham.domain.words import Sentence

Value = int | float | str
Ratings = Sequence[Sequence[Value | None]]
"""A row per unit, a column per rater; None where nobody rated."""

LEVELS = ("nominal", "ordinal", "interval", "ratio")
WEIGHTS = ("unweighted", "linear", "ordinal", "quadratic")
ENOUGH = 100
"""Units rated by two or more, under which no alpha is to be rested on."""

REASONS: Mapping[str, Sentence] = {
    "all-equal": Sentence("semua sama — alpha tidak terdefinisi", "all are equal: alpha is undefined"),
    "no-pairs": Sentence(
        "tidak ada baris yang dinilai oleh dua penilai atau lebih", "no unit was rated by two raters or more"
    ),
    "labels": Sentence(
        "nilai berupa huruf tidak punya urutan atau jarak",
        "ratings that are labels have no order or distance",
    ),
    "negative": Sentence(
        "skala rasio tidak mengenal nilai di bawah nol", "a ratio scale has no value below zero"
    ),
    "one-category": Sentence(
        "skala hanya punya satu nilai; sebutkan seluruh skala, misalnya --categories 1..5",
        "the scale has one value only; name the whole scale, such as --categories 1..5",
    ),
    "incomplete": Sentence(
        "tidak semua penilai mengurutkan semua pilihan", "not every rater ranked every choice"
    ),
    "not-drawn": Sentence("selang tidak diminta", "no interval was asked for"),
    "one-group": Sentence(
        "selang memerlukan sedikitnya dua baris atau kelompok",
        "an interval needs two units or clusters at least",
    ),
    "often-undefined": Sentence(
        "terlalu sering tidak terdefinisi saat diambil ulang", "too often undefined when drawn anew"
    ),
    "too-small": Sentence(
        "n terlalu kecil: {n} baris dinilai dua penilai atau lebih, perlu {enough}",
        "n too small: {n} units were rated by two or more, {enough} are needed",
    ),
}
"""Why a figure is undefined, or not to be rested on, by code."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic, or the code of why there is none."""

    value: float | None
    reason: str = ""


class Scale:
    """All categories there are, also those nobody chose: numbers in their order, or labels without one."""

    def __init__(self, categories: Sequence[Value]) -> None:
        """Keep the categories, and how far any two are apart by each measure."""
        self.labelled = any(isinstance(category, str) for category in categories)
        self.categories = (
            tuple(dict.fromkeys(categories)) if self.labelled else tuple(sorted(set(categories)))
        )
        self.places = {category: place for place, category in enumerate(self.categories)}
        self.pairs = tuple(combinations(range(len(self.categories)), 2))
        numbers = tuple(category for category in self.categories if not isinstance(category, str))
        self.negative = any(number < 0 for number in numbers)
        self.distances = {} if self.labelled else self._distances(numbers)
        self.weights = self._weights(numbers)

    def _distances(self, numbers: Sequence[int | float]) -> dict[str, list[float]]:
        apart = [(numbers[i], numbers[j]) for i, j in self.pairs]
        found: dict[str, list[float]] = {"interval": [(x - y) ** 2 for x, y in apart]}
        if not self.negative:
            found["ratio"] = [((x - y) / (x + y)) ** 2 for x, y in apart]
        return found

    def _weights(self, numbers: Sequence[int | float]) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {"unweighted": [0.0] * len(self.pairs)}
        if self.labelled or not self.pairs:
            return found
        width, most = numbers[-1] - numbers[0], comb(len(numbers), 2)
        linear = [(numbers[j] - numbers[i]) / width for i, j in self.pairs]
        found["linear"] = [1 - apart for apart in linear]
        found["ordinal"] = [1 - comb(j - i + 1, 2) / most for i, j in self.pairs]
        found["quadratic"] = [1 - apart * apart for apart in linear]
        return found


@dataclass(frozen=True, slots=True)
class Sums:
    """
    What units add up to; all but the counts are scaled by ``scaled``.

    Attributes:
        scaled: The whole number that took the fractions away.
        pairable: Units rated by two or more.
        rated: Units rated at all.
        counts: Ratings per category in pairable units.
        shares: The share of each category, summed over rated units.
        coincidences: The coincidence matrix above its diagonal, in the order of `Scale.pairs`.
        agreeing: Of the pairs within a unit, the share of each two categories, summed likewise.
        same: The share of equal pairs, summed likewise.
    """

    scaled: int
    pairable: int
    rated: int
    counts: Sequence[int]
    shares: Sequence[int]
    coincidences: Sequence[int]
    agreeing: Sequence[int]
    same: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Units as whole numbers that can be added, in the order they came; `sums` opens a total."""

    scale: Scale
    units: tuple[int, ...]
    scaled: int
    width: int

    def sums(self, total: int) -> Sums:
        """Return what a total of units holds."""
        kinds, pairs = len(self.scale.categories), len(self.scale.pairs)
        mask = (1 << self.width) - 1
        parts = [total >> self.width * place & mask for place in range(3 + 2 * kinds + 2 * pairs)]
        ends = (3 + kinds, 3 + 2 * kinds, 3 + 2 * kinds + pairs)
        return Sums(
            scaled=self.scaled,
            pairable=parts[0],
            rated=parts[1],
            same=parts[2],
            counts=parts[3 : ends[0]],
            shares=parts[ends[0] : ends[1]],
            coincidences=parts[ends[1] : ends[2]],
            agreeing=parts[ends[2] :],
        )

    def total(self) -> Sums:
        """Return what all units hold."""
        return self.sums(sum(self.units))


def tally(*, ratings: Ratings, scale: Scale) -> Tally:
    """
    Count what each unit adds.

    Args:
        ratings: A row per unit, a column per rater.
        scale: The full list of categories.

    Raises:
        KeyError: A rating is no category of the scale.
    """
    rows = [_counts(row, scale) for row in ratings]
    sizes = {sum(row) for row in rows}
    scaled = lcm(*(size * max(size - 1, 1) for size in sizes if size))
    width = (scaled * max(sizes, default=0) * (len(rows) + 1) ** 2).bit_length() + 1
    packed = {row: _packed(row, scale, scaled, width) for row in set(rows)}
    return Tally(scale, tuple(packed[row] for row in rows), scaled, width)


def _counts(row: Sequence[Value | None], scale: Scale) -> tuple[int, ...]:
    counts = [0] * len(scale.categories)
    for value in row:
        if value is not None:
            counts[scale.places[value]] += 1
    return tuple(counts)


def _packed(counts: tuple[int, ...], scale: Scale, scaled: int, width: int) -> int:
    size = sum(counts)
    shares = [count * scaled // size if size else 0 for count in counts]
    if size > 1:
        pairs = [counts[i] * counts[j] for i, j in scale.pairs]
        once = scaled // (size * (size - 1))
        coincidences, agreeing = [pair * once * size for pair in pairs], [pair * once for pair in pairs]
        same = sum(count * (count - 1) for count in counts) * once
        parts = [1, 1, same, *counts, *shares, *coincidences, *agreeing]
    else:
        parts = [0, size, 0, *(0 for _ in counts), *shares]
    return sum(part << width * place for place, part in enumerate(parts))


def figures(*, sums: Sums, scale: Scale) -> dict[str, Figure]:
    """
    Return each statistic by its name, such as ``alpha.ordinal``, ``ac1``, ``ac2.linear`` or ``raw.linear``.

    Args:
        sums: What units add up to.
        scale: The full list of categories.
    """
    found = {f"alpha.{level}": _alpha(sums, scale, level) for level in LEVELS}
    mixed = _mixed(sums)
    for name in WEIGHTS:
        raw, chance, beyond = _gwet(sums, scale, name, mixed)
        found["ac1" if name == "unweighted" else f"ac2.{name}"] = beyond
        found[f"raw.{name}"], found[f"chance.{name}"] = raw, chance
    return found


def _alpha(sums: Sums, scale: Scale, level: str) -> Figure:
    if not sums.pairable:
        return Figure(None, "no-pairs")
    if level != "nominal" and scale.labelled:
        return Figure(None, "labels")
    if level == "ratio" and scale.negative:
        return Figure(None, "negative")
    counts = sums.counts
    expected = [counts[i] * counts[j] for i, j in scale.pairs]
    if not any(expected):
        return Figure(None, "all-equal")
    if level == "nominal":
        over, under = sum(sums.coincidences), sum(expected)
    else:
        apart = _ranked(counts, scale) if level == "ordinal" else scale.distances[level]
        over, under = sum(map(mul, sums.coincidences, apart)), sum(map(mul, expected, apart))
    return Figure(1 - (sum(counts) - 1) * over / (sums.scaled * under))


def _ranked(counts: Sequence[int], scale: Scale) -> list[int]:
    """Return how far categories are apart in ratings between their middles, squared, four times over."""
    middles, below = [], 0
    for count in counts:
        middles.append(2 * below + count)
        below += count
    return [(middles[j] - middles[i]) ** 2 for i, j in scale.pairs]


def _mixed(sums: Sums) -> float:
    whole = sums.scaled * sums.rated
    return sum(share * (whole - share) for share in sums.shares) / whole**2 if whole else 0.0


def _gwet(sums: Sums, scale: Scale, name: str, mixed: float) -> tuple[Figure, Figure, Figure]:
    if not sums.pairable:
        return (Figure(None, "no-pairs"),) * 3
    if name != "unweighted" and scale.labelled:
        return (Figure(None, "labels"),) * 3
    kinds = len(scale.categories)
    if kinds == 1:
        return Figure(1.0), Figure(None, "one-category"), Figure(None, "one-category")
    weights = scale.weights[name]
    near = 2 * sum(map(mul, sums.agreeing, weights)) if name != "unweighted" else 0
    raw = (sums.same + near) / (sums.scaled * sums.pairable)
    chance = (kinds + 2 * sum(weights)) / (kinds * (kinds - 1)) * mixed
    return Figure(raw), Figure(chance), Figure((raw - chance) / (1 - chance))
