"""The way of one trip from call to call, as the crow flies over open crossings."""

from collections.abc import Mapping
from itertools import pairwise

from sepaham.domain.movement import Journey
from sepaham.domain.rivers import all_crossings
from sepaham.domain.roads import DETOUR, CrowWays
from sepaham.domain.travel import Point
from sepaham.exchange.papers.moved import Hop

_FULL = 100


def hops_of(journey: Journey, *, kind: str, points: Mapping[str, Point], ways: CrowWays) -> tuple[Hop, ...]:
    """
    Return the way to each call and back; none where a place is not known.

    Args:
        journey: Whose.
        kind: The kind of vehicle.
        points: Where places are.
        ways: The ways under the closures the plan was made under.
    """
    places = [journey.region, *(halt.region for halt in journey.halts), journey.region]
    if not all(place in points for place in places):
        return ()
    return tuple(_hop(ways, kind, points[a], points[b]) for a, b in pairwise(places))


def _hop(ways: CrowWays, kind: str, start: Point, end: Point) -> Hop:
    names = {crossing.code: crossing.name for _, crossing in all_crossings(ways.rivers)}
    found = ways.way(kind=kind, start=start, end=end)
    via = sorted(found.met & names.keys())
    if found.metres == float("inf") or not via:
        return Hop(_long(ways, kind, found.metres))
    other = ways.closing(ways.closures | set(via)).way(kind=kind, start=start, end=end)
    instead = sorted(other.met & names.keys() - set(via)) if other.metres < float("inf") else []
    metres = _long(ways, kind, found.metres)
    return Hop(metres, tuple(names[code] for code in via), tuple(names[code] for code in instead))


def _long(ways: CrowWays, kind: str, crow: float) -> int:
    """Return how long a way is by the plan's own rule; 0 where there is none."""
    return round(crow * ways.detour.get(kind, DETOUR) / _FULL) if crow < float("inf") else 0
