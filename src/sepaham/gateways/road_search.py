"""Searching a road network: the graph one kind of vehicle sees, where places join it, and shortest ways."""

import heapq
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sepaham.domain.fleet import FAIR_KM_H
from sepaham.domain.travel import Point
from sepaham.gateways.road_network import FARTHEST, KINDS, NO_LIMIT, Network

if TYPE_CHECKING:
    from sepaham.gateways.road_network import Array

FLOODED = 60
"""The exposure of a road that is known to be flooded, where no higher one was agreed."""
FULL = 100
"""The exposure at which a road counts for twice its time: so far about is one sent to go round it."""
_OFF_ROAD_KM_H = 4
_FAIR = 40
_KM_H = 3.6
_NOWHERE = -1
_NO_ARM = (math.inf, _NOWHERE)

Step = tuple[int, float, int]
"""Where a road leads, the effort it takes, and its number."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a place joins the roads: the road, the metres from its start, and the metres beside it."""

    road: int
    along: float
    beside: float


@dataclass(frozen=True, slots=True)
class Way:
    """A way: seconds and metres, the latter weighted by exposure too, and the roads it takes."""

    seconds: float
    metres: float
    exposure: float
    roads: frozenset[int]


class _Spread:
    """How far a search came: the effort to each junction, and the junction and road before it."""

    def __init__(self, junctions: int) -> None:
        self.cost = [math.inf] * junctions
        self.before, self.by = [_NOWHERE] * junctions, [_NOWHERE] * junctions


class Graph:
    """The roads that one kind of vehicle may use."""

    def __init__(self, network: Network, kind: str, risks: "Array") -> None:
        """See `network` with the eyes of a kind; `risks` is each road's exposure, 0 to 100."""
        import numpy as np

        self.network, self.risks = network, risks
        bit = KINDS[kind]
        self.there, self.back = (network.there & bit) > 0, (network.back & bit) > 0
        fair = network.speed.astype(float) * FAIR_KM_H[kind] / _FAIR
        limit = np.where(network.limit == NO_LIMIT, math.inf, network.limit)
        speed = np.full(len(fair), float(FAIR_KM_H[kind])) if kind == "foot" else np.minimum(fair, limit)
        self.seconds = network.pieces.whole / np.maximum(speed, 1.0) * _KM_H
        self.effort = self.seconds * (1 + risks / FULL)

    @cached_property
    def steps(self) -> Sequence[Sequence[Step]]:
        """Return where one can go from each junction."""
        found: list[list[Step]] = [[] for _ in range(self.network.junctions)]
        for road, (a, b, there, back, effort) in enumerate(self._rows()):
            if there:
                found[a].append((b, effort, road))
            if back:
                found[b].append((a, effort, road))
        return found

    def _rows(self) -> "zip[tuple[int, int, bool, bool, float]]":
        n = self.network
        columns = (n.a, n.b, self.there, self.back, self.effort)
        return zip(*(column.tolist() for column in columns), strict=True)

    @cached_property
    def main(self) -> "Array":
        """Tell of each piece whether its road is of those from which one comes to all others and back."""
        import numpy as np

        inside = np.zeros(self.network.junctions, dtype=bool)
        inside[list(_main(self.steps))] = True
        usable = (self.there | self.back) & inside[self.network.a] & inside[self.network.b]
        return usable[self.network.pieces.road]

    def stop(self, point: Point) -> Stop | None:
        """Return where a place joins the roads; None where they are too far."""
        pieces = self.network.pieces
        east, north = pieces.at(point.lat, point.lon)
        near = pieces.near(east, north)
        those = near[self.main[near]]
        if not len(those):
            return None
        beside, part = pieces.distances(east, north, those)
        best = int(beside.argmin())
        if beside[best] > FARTHEST:
            return None
        piece = those[best]
        long = math.hypot(*(pieces.end[piece] - pieces.start[piece]).tolist())
        road = int(pieces.road[piece])
        return Stop(road, float(pieces.before[piece]) + long * float(part[best]), float(beside[best]))

    def ways(self, start: Stop, ends: Collection[Stop], closed: Collection[int]) -> dict[Stop, Way]:
        """
        Return the ways of least effort from a place (Dijkstra) to those others that there is one to.

        The effort of a road is its time, and more where it is exposed.

        Args:
            start: Where they begin.
            ends: Where they lead.
            closed: The roads that are closed.
        """
        open_ends = [end for end in ends if end.road not in closed]
        if start.road in closed or not open_ends:
            return {}
        spread = self._spread(start, open_ends, closed)
        found = {}
        for end in open_ends:
            effort, last = min(((spread.cost[j] + more, j) for j, more in self._into(end)), default=_NO_ARM)
            straight = self._on_one_road(start, end)
            if straight <= effort:
                effort, last = straight, _NOWHERE
            if effort < math.inf:
                found[end] = self._way(start, end, last, spread)
        return found

    def _spread(self, start: Stop, ends: Collection[Stop], closed: Collection[int]) -> "_Spread":
        """Return the effort to the junctions that lead to some ends, and how each was reached."""
        spread = _Spread(self.network.junctions)
        cost, before, by, steps = spread.cost, spread.before, spread.by, self.steps
        for junction, effort in self._out_of(start):
            cost[junction] = min(cost[junction], effort)
        queue = [(cost[junction], junction) for junction, _ in self._out_of(start)]
        heapq.heapify(queue)
        left = {junction for end in ends for junction, _ in self._into(end)}
        while queue and left:
            effort, here = heapq.heappop(queue)
            if effort > cost[here]:
                continue
            left.discard(here)
            for there, more, road in steps[here]:
                later = effort + more
                if later < cost[there] and road not in closed:
                    cost[there], before[there], by[there] = later, here, road
                    heapq.heappush(queue, (later, there))
        return spread

    def _out_of(self, stop: Stop) -> list[tuple[int, float]]:
        """Return the junctions one comes to first from a place, and the effort."""
        n, road = self.network, stop.road
        share = stop.along / float(n.pieces.whole[road] or 1.0)
        effort = float(self.effort[road])
        ways = ((self.back[road], n.a[road], share), (self.there[road], n.b[road], 1 - share))
        return [(int(junction), effort * part) for may, junction, part in ways if may]

    def _into(self, stop: Stop) -> list[tuple[int, float]]:
        """Return the junctions from which one comes to a place, and the effort."""
        n, road = self.network, stop.road
        share = stop.along / float(n.pieces.whole[road] or 1.0)
        effort = float(self.effort[road])
        ways = ((self.there[road], n.a[road], share), (self.back[road], n.b[road], 1 - share))
        return [(int(junction), effort * part) for may, junction, part in ways if may]

    def _on_one_road(self, start: Stop, end: Stop) -> float:
        """Return the effort along the road that two places share; infinite where one cannot go so."""
        ahead = end.along - start.along
        if start.road != end.road or not (self.there if ahead >= 0 else self.back)[start.road]:
            return math.inf
        whole = float(self.network.pieces.whole[start.road] or 1.0)
        return float(self.effort[start.road]) * abs(ahead) / whole

    def _way(self, start: Stop, end: Stop, last: int, spread: "_Spread") -> Way:
        """Return a way with its seconds and metres, by going back over it."""
        whole, risks = self.network.pieces.whole, self.risks
        parts = [(start.road, abs(end.along - start.along))]
        if last != _NOWHERE:
            parts = [(end.road, self._rest(end, last))]
            while (road := spread.by[last]) != _NOWHERE:
                parts.append((road, float(whole[road])))
                last = spread.before[last]
            parts.append((start.road, self._rest(start, last)))
        beside = start.beside + end.beside
        metres = sum(long for _, long in parts)
        seconds = sum(float(self.seconds[road]) * long / float(whole[road] or 1.0) for road, long in parts)
        exposure = sum(long * int(risks[road]) for road, long in parts)
        exposure += beside * int(risks[end.road])
        off = beside * _KM_H / _OFF_ROAD_KM_H
        return Way(seconds + off, metres + beside, exposure, frozenset(road for road, _ in parts))

    def _rest(self, stop: Stop, junction: int) -> float:
        """Return the metres between a place and an end of its road."""
        from_start = int(self.network.a[stop.road]) == junction
        if int(self.network.a[stop.road]) == int(self.network.b[stop.road]):
            return min(stop.along, float(self.network.pieces.whole[stop.road]) - stop.along)
        return stop.along if from_start else float(self.network.pieces.whole[stop.road]) - stop.along


def _main(steps: Sequence[Sequence[Step]]) -> set[int]:
    """Return the largest set of junctions that all lead to one another, looked for from the busiest ones."""
    ahead = [[there for there, _, _ in ways] for ways in steps]
    back: list[list[int]] = [[] for _ in steps]
    for here, those in enumerate(ahead):
        for there in those:
            back[there].append(here)
    best: set[int] = set()
    left = {here for here, those in enumerate(ahead) if those}
    while len(left) > len(best):
        hub = max(left, key=lambda junction: (len(ahead[junction]), -junction))
        found = _reached(hub, ahead) & _reached(hub, back)
        best = max(best, found, key=len)
        left -= found
    return best


def _reached(start: int, ways: Sequence[Sequence[int]]) -> set[int]:
    found, queue = {start}, [start]
    while queue:
        for there in ways[queue.pop()]:
            if there not in found:
                found.add(there)
                queue.append(there)
    return found
