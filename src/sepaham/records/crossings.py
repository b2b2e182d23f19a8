"""Over which bridges planned trips go, and what closed roads are called, for those who are on the way."""

from collections.abc import Collection
from functools import cached_property
from itertools import pairwise

from sepaham.domain.movement import Journey, Movement
from sepaham.domain.rivers import all_crossings
from sepaham.domain.road_codes import NAME
from sepaham.domain.roads import CrowWays
from sepaham.domain.travel import Point
from sepaham.records import places


class Crossings:
    """The crossings of a movement plan: known where it rests on no road map, between places somebody told."""

    def __init__(self, movement: Movement) -> None:
        self._movement = movement

    @cached_property
    def _names(self) -> dict[str, str]:
        return {crossing.code: crossing.name for _, crossing in all_crossings(self._ways.rivers)}

    @cached_property
    def _ways(self) -> CrowWays:
        return CrowWays(places.rivers(), frozenset(_codes(self._movement)))

    def over(self, trips: Collection[tuple[Journey, str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return the names of the crossings on the way to each call of trips, each by a kind of vehicle."""
        if not self._movement.roads.startswith("crow") or not self._names:
            return {}
        points = places.told_of({place for journey, _ in trips for place in _way(journey)})
        return {
            journey.id: tuple(
                self._between(kind, points.get(a), points.get(b)) for a, b in pairwise(_way(journey))
            )
            for journey, kind in trips
        }

    def _between(self, kind: str, a: Point | None, b: Point | None) -> tuple[str, ...]:
        if a is None or b is None:
            return ()
        met = self._ways.way(kind=kind, start=a, end=b).met
        return tuple(self._names[code] for code in sorted(met - self._ways.closures) if code in self._names)

    def closed(self) -> tuple[str, ...]:
        """Return the roads the plan avoids, by name where they have one, else by code."""
        return tuple(self._names.get(code, code.removeprefix(NAME)) for code in _codes(self._movement))


def _way(journey: Journey) -> list[str]:
    return [journey.region, *(halt.region for halt in journey.halts)]


def _codes(movement: Movement) -> list[str]:
    """Return the codes of closed roads, each once, without the hours from which they are."""
    return list(dict.fromkeys(code.partition("@")[0] for code in movement.closures))
