"""What flows out of agreements: exposure for roads and escorts, values for draws; dissent gives nothing."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from sepaham.domain import exposure as domain
from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.endings import agreed
from sepaham.domain.threats import Threats
from sepaham.records import understanding
from sepaham.records.log import Log
from sepaham.records.register import stations


@dataclass(frozen=True)
class Exposed:
    """
    What a log's agreements say of places.

    Attributes:
        agreed: The agreements that hold, by area.
        threats: The catalogue in force.
    """

    agreed: domain.Agreed
    threats: Threats

    @cached_property
    def by_region(self) -> dict[str, int]:
        """Return the exposure of the areas agreements are about, 0 to 100."""
        return domain.exposures(self.agreed, self.threats)

    @property
    def cells(self) -> int:
        """Return how many agreed cells it rests on."""
        return sum(len(found) for found in self.agreed.values())


def exposed(*, log: Log, shipped: Threats) -> Exposed:
    """Return what a log's agreements say of places; `shipped` as in `understanding`."""
    found = agreed(understanding.endings(log=log, shipped=shipped))
    return Exposed(found, understanding.threats(log=log, shipped=shipped))


def hanging(region: str | None = None) -> Counter[str]:
    """Return how many polling stations each area has, of all levels, within a region or everywhere."""
    found: Counter[str] = Counter()
    for station in stations(region):
        found.update(ancestor(station.key, level) for level in Level if level <= level_of(station.key))
    return found


def at_stake(found: Exposed, *, level: Level, region: str | None = None) -> dict[str, int]:
    """Return what is at stake at each area of a level: agreed exposure × polling stations; for draws."""
    areas = {area: number for area, number in hanging(region).items() if level_of(area) is level}
    return domain.values(found.by_region, areas)
