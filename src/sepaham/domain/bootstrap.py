"""
Where a figure would lie had other areas been rated: whole units, or whole clusters of them, drawn anew.

Desa of one kecamatan are alike, so where units are nested it is the clusters that are drawn.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Protocol, TypeVar

from sepaham.domain.agreement import Figure, Tally, figures

_DRAWN = TypeVar("_DRAWN")
_TWO = 2
_UNDEFINED = 0.05
"""The share of draws that may be undefined; beyond it the rest would tell too little."""


class Chance(Protocol):
    """Where chance comes from; `random.Random` with a seed is one."""

    def choices(self, population: Sequence[_DRAWN], *, k: int) -> list[_DRAWN]:
        """Draw ``k`` of a population, each time from all of it."""
        ...


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends of a percentile interval, or the code of why there is none."""

    low: float | None
    high: float | None
    reason: str = ""


def intervals(
    *,
    tally: Tally,
    chance: Chance,
    times: int,
    clusters: Sequence[str] = (),
    share: float = 0.95,
    told: Callable[[int], object] = lambda _done: None,
) -> Mapping[str, Interval]:
    """
    Return a percentile interval for each statistic of `figures`.

    Args:
        tally: The units. Their order does not matter: the same seed gives the same intervals.
        chance: Where chance comes from.
        times: How often to draw; 0 draws nothing.
        clusters: Each unit's cluster; empty where units are drawn by themselves.
        share: The share of draws the interval holds.
        told: Hears how many draws are done.
    """
    names = figures(sums=tally.total(), scale=tally.scale)
    groups = _groups(tally, clusters)
    if not times or len(groups) < _TWO:
        reason = "one-group" if times else "not-drawn"
        return {name: Interval(None, None, figure.reason or reason) for name, figure in names.items()}
    drawn: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(times):
        sums = tally.sums(sum(chance.choices(groups, k=len(groups))))
        for name, figure in figures(sums=sums, scale=tally.scale).items():
            if figure.value is not None:
                drawn[name].append(figure.value)
        told(turn + 1)
    return {name: _interval(drawn[name], figure, times, share) for name, figure in names.items()}


def _groups(tally: Tally, clusters: Sequence[str]) -> list[int]:
    if not clusters:
        return sorted(tally.units)
    sums: Counter[str] = Counter()
    for unit, cluster in zip(tally.units, clusters, strict=True):
        sums[cluster] += unit
    return sorted(sums.values())


def _interval(drawn: list[float], figure: Figure, times: int, share: float) -> Interval:
    if figure.value is None:
        return Interval(None, None, figure.reason)
    if times - len(drawn) > _UNDEFINED * times:
        return Interval(None, None, "often-undefined")
    drawn.sort()
    edge = (1 - share) / 2
    return Interval(_quantile(drawn, edge), _quantile(drawn, 1 - edge))


def _quantile(ordered: Sequence[float], part: float) -> float:
    place = part * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
