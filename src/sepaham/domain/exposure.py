"""
Exposure: what institutions agreed about areas, as numbers that plans, escorts and draws may use.

Only agreements that the ratings bear out count (`endings.agreed`); a dissent, or an agreement nothing bears
out, changes nothing here. Steps of the two scales are never multiplied: each stands for a chance and a share
(`threats.Anchor`), and it is these that are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Protocol

from sepaham.domain.base import parent_of
from sepaham.domain.cells import threat_in
from sepaham.domain.endings import Ending
from sepaham.domain.threats import Anchor, Threats

FULL = 100
TOP = 20
"""Among so many areas of the greatest loss an area's rank is asked about."""
DRAWS = 1000

Agreed = Mapping[str, Sequence[Ending]]
"""The agreements that hold, by area: what `endings.agreed` answers."""


class Chance(Protocol):
    """Where chance comes from; `random.Random` with a seed is one."""

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        ...


def around(agreed: Agreed, region: str) -> list[Ending]:
    """Return what was agreed of a place: of each threat what is said of the nearest area around it."""
    found: dict[str, Ending] = {}
    while region:
        for ending in agreed.get(region, ()):
            found.setdefault(threat_in(ending.cell), ending)
        region = parent_of(region)
    return [found[threat] for threat in sorted(found)]


def exposures(agreed: Agreed, threats: Threats) -> dict[str, int]:
    """
    Return the exposure of each area that has an agreement of its own, 0 to 100.

    It is ``100 × (1 − ∏(1 − p·c))`` over its threats with the middles of what their steps stand for. A place
    left out has that of the nearest area around it.
    """
    return {region: round(FULL * _hit(around(agreed, region), threats, _middle)) for region in sorted(agreed)}


def exposure_at(exposure: Mapping[str, int], region: str) -> int:
    """Return the exposure of a place: its own, else that of the nearest area around it, else 0."""
    while region and region not in exposure:
        region = parent_of(region)
    return exposure.get(region, 0)


def spread(exposure: Mapping[str, int], places: Iterable[str]) -> dict[str, int]:
    """Return the exposure of each of some places; nothing where nothing was agreed."""
    return {place: exposure_at(exposure, place) for place in places} if exposure else {}


def values(exposure: Mapping[str, int], stations: Mapping[str, int]) -> dict[str, int]:
    """
    Return what is at stake at areas, for the coverage game: exposure × polling stations.

    Args:
        exposure: From agreements, by area.
        stations: How many polling stations each area of the game has.
    """
    return {area: exposure_at(exposure, area) * number for area, number in stations.items()}


@dataclass(frozen=True, slots=True)
class Loss:
    """
    How many polling stations of an area are expected to suffer, and how sure its rank is.

    Attributes:
        region: The area; `stations` how many it has.
        cells: What was agreed of it.
        middle: Expected with the middles of the steps; `least` and `most` with their ends.
        top: How likely it is among the `TOP` areas of the greatest loss.
    """

    region: str
    stations: int
    cells: tuple[str, ...]
    least: float
    middle: float
    most: float
    top: float


def losses(
    agreed: Agreed,
    threats: Threats,
    *,
    stations: Mapping[str, int],
    chance: Chance,
    draws: int = DRAWS,
    top: int = TOP,
) -> list[Loss]:
    """
    Return the expected loss of each area, the greatest first.

    A step says only within which bounds a chance lies; the rank is that of so many draws within them.

    Args:
        agreed: The agreements that hold.
        threats: The catalogue in force.
        stations: How many polling stations each area has; those named are ranked.
        chance: Where chance comes from.
        draws: How often to draw.
        top: How many areas are at the top.
    """
    cells = {region: around(agreed, region) for region in sorted(stations)}
    cells = {region: found for region, found in cells.items() if found}
    pairs = {ending.cell: _anchors(ending, threats) for some in cells.values() for ending in some}
    names = {region: [ending.cell for ending in some] for region, some in cells.items()}
    counted = dict.fromkeys(cells, 0)
    for _ in range(draws):
        lost = _drawn(pairs, names, stations, chance)
        for region in sorted(lost, key=lambda region: (-lost[region], region))[:top]:
            counted[region] += 1
    found = [
        _loss(region, stations[region], endings, threats, counted[region] / draws)
        for region, endings in cells.items()
    ]
    return sorted(found, key=lambda loss: (-loss.middle, loss.region))


def _drawn(
    pairs: Mapping[str, tuple[Anchor, Anchor]],
    names: Mapping[str, Sequence[str]],
    stations: Mapping[str, int],
    chance: Chance,
) -> dict[str, float]:
    """Return the loss of each area in one draw; a cell that several areas share is drawn once for all."""
    missed = {
        cell: 1 - _within(likely, chance) * _within(hit, chance) for cell, (likely, hit) in pairs.items()
    }
    return {
        region: stations[region] * (1 - prod(missed[c] for c in cells)) for region, cells in names.items()
    }


def _loss(region: str, stations: int, endings: Sequence[Ending], threats: Threats, top: float) -> Loss:
    least, middle, most = (stations * _hit(endings, threats, of) for of in (_least, _middle, _most))
    return Loss(region, stations, tuple(ending.cell for ending in endings), least, middle, most, top)


def _within(anchor: Anchor, chance: Chance) -> float:
    return (anchor.least + (anchor.most - anchor.least) * chance.random()) / 1000


def _anchors(ending: Ending, threats: Threats) -> tuple[Anchor, Anchor]:
    return threats.likelihood[ending.likelihood - 1], threats.impact[ending.impact - 1]


def _hit(endings: Iterable[Ending], threats: Threats, of: Callable[[Anchor], float]) -> float:
    """Return the chance that one of several threats strikes a polling station of an area."""
    pairs = (_anchors(ending, threats) for ending in endings)
    return 1 - prod(1 - of(likely) * of(hit) for likely, hit in pairs)


def _middle(anchor: Anchor) -> float:
    return anchor.middle


def _least(anchor: Anchor) -> float:
    return anchor.least / 1000


def _most(anchor: Anchor) -> float:
    return anchor.most / 1000
