"""
The ways between places on the roads of a map, for each kind of vehicle, with roads that are closed.

`ways_of` is the one door: a map where one was imported, else the crow's flight of the domain.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sepaham.domain.rivers import River, all_crossings
from sepaham.domain.road_codes import NAME, WAY, circle_of
from sepaham.domain.roads import CrowWays
from sepaham.domain.travel import UNREACHABLE, Matrix, Point, Ways
from sepaham.gateways.home import Instance
from sepaham.gateways.road_network import BRIDGE, FILE, FLOOD, KINDS, Network, load_network, save_network
from sepaham.gateways.road_search import FLOODED, Graph, Stop, Way

if TYPE_CHECKING:
    from sepaham.gateways.road_import import Box
    from sepaham.gateways.road_network import Array

_AT_CROSSING = 150
_DIGITS = 6
"""Of a second; what is smaller comes of adding up in another order."""
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What is known of the ground beside the roads themselves.

    Attributes:
        rivers: Rivers and their crossings, by whose codes bridges are closed.
        exposure: Agreed risk by region, 0 to 100.
        places: Where regions are; a road has the risk of the nearest.
    """

    rivers: Sequence[River] = ()
    exposure: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, Point] = field(default_factory=dict)


def ways_of(instance: Instance, ground: Ground, closures: Collection[str] = ()) -> Ways:
    """
    Return the ways an instance knows, under some closures.

    Args:
        instance: Whose road map, where it has one.
        ground: Rivers, agreed risk, places.
        closures: The codes of what is closed.

    Raises:
        RoadError: The road map there is damaged.
    """
    network = load_network(folder_of(instance)) if has_map(instance) else None
    if network is None:
        return CrowWays(ground.rivers, frozenset(closures), ground.exposure)
    return OsmWays(network, ground, frozenset(closures))


def folder_of(instance: Instance) -> Path:
    """Return where an instance keeps its road map."""
    return instance.path / "roads"


def has_map(instance: Instance) -> bool:
    """Tell whether an instance has a road map, without reading it."""
    return (folder_of(instance) / FILE).exists()


def import_roads(
    instance: Instance, file: Path, *, box: "Box | None" = None, hazards: bytes | None = None
) -> Network:
    """
    Make an extract of OpenStreetMap the road map of an instance; an error leaves the map it had.

    Args:
        instance: Whose.
        file: The ``.osm.pbf`` file.
        box: Only what lies in there: west, south, east and north.
        hazards: GeoJSON of areas that are flooded.

    Raises:
        RoadError: It cannot be read, or holds no road.
    """
    from sepaham.gateways.road_import import read_extract

    network = read_extract(file, box=box, hazards=hazards)
    save_network(network, folder_of(instance))
    return network


@dataclass
class _Tree:
    """The ways from one place, as far as they were asked for."""

    ends: frozenset[Stop]
    ways: Mapping[Stop, Way]

    def touches(self, roads: Collection[int]) -> bool:
        """Tell whether one of the ways takes one of some roads, or ends on one."""
        return any(not way.roads.isdisjoint(roads) for way in self.ways.values())


class OsmWays:
    """Ways on the roads of a map; implements `travel.Ways`. A boat goes as the crow flies."""

    def __init__(self, network: Network, ground: Ground, closures: frozenset[str] = frozenset()) -> None:
        """Look at a network under some closures; codes that name no road of it close nothing."""
        self.network, self.ground, self.closures = network, ground, closures
        self.closed = frozenset(road for code in closures for road in self.roads_of(code))
        self.searched = 0
        """How many searches this one made, those it took over from another left out."""
        self._graphs: dict[str, Graph] = {}
        self._stops: dict[tuple[str, Point], Stop | None] = {}
        self._trees: dict[tuple[str, Stop], _Tree] = {}
        self._boats = CrowWays(exposure=ground.exposure)

    @property
    def source(self) -> str:
        """Return what the figures rest on: the digest of the extract."""
        return self.network.source

    def matrix(self, *, points: Mapping[str, Point], kind: str) -> Matrix:
        """Return the ways between places; see `travel.Ways.matrix`."""
        if kind not in KINDS:
            return self._boats.matrix(points=points, kind=kind)
        stops = {name: self.stop(kind=kind, point=point) for name, point in points.items()}
        ends = frozenset(stop for stop in stops.values() if stop is not None)
        rows = [self._row(kind, stops[name], [stops[other] for other in points], ends) for name in points]
        for turn, row in enumerate(rows):
            row[turn] = (0, 0, 0)
        return Matrix(tuple(points), *([[way[part] for way in row] for row in rows] for part in range(3)))

    def stop(self, *, kind: str, point: Point) -> Stop | None:
        """Return where a place joins the roads of a kind; None where they are too far."""
        key = (kind, point)
        if key not in self._stops:
            self._stops[key] = self._graph(kind).stop(point)
        return self._stops[key]

    def closing(self, closures: Collection[str]) -> "OsmWays":
        """Return the ways under other closures; places whose ways took no road that closed keep them."""
        other = OsmWays(self.network, self.ground, frozenset(closures))
        other._graphs, other._stops = self._graphs, self._stops
        if other.closed >= self.closed:
            fresh = other.closed - self.closed
            other._trees = {key: tree for key, tree in self._trees.items() if not tree.touches(fresh)}
        return other

    def roads_of(self, code: str) -> frozenset[int]:
        """Return the roads that a code names: a way, a name, an area or a bridge."""
        import numpy as np

        n = self.network
        if code.startswith(WAY):
            found = n.way == int(code.removeprefix(WAY))
        elif code.startswith(NAME):
            found = np.isin(n.name, self._named(code.removeprefix(NAME).casefold(), str.casefold))
        elif circle := circle_of(code):
            found = self._within(circle.middle, circle.metres)
        else:
            bridge = (n.marks & BRIDGE) > 0
            named = np.isin(n.name, self._named(code, slug))
            spots = [one.point for _, one in all_crossings(self.ground.rivers) if one.code == code]
            near = [self._within(point, _AT_CROSSING) for point in spots]
            found = bridge & np.logical_or.reduce([named, *near])
        return frozenset(np.nonzero(found)[0].tolist())

    def _named(self, wanted: str, form: Callable[[str], str]) -> list[int]:
        return [turn for turn, name in enumerate(self.network.names) if name and form(name) == wanted]

    def _within(self, point: Point, reach: int) -> "Array":
        """Tell of each road whether a piece of it comes that near to a place."""
        import numpy as np

        pieces = self.network.pieces
        beside, _ = pieces.distances(*pieces.at(point.lat, point.lon), np.arange(len(pieces.road)))
        near = np.zeros(len(self.network.a), dtype=bool)
        near[pieces.road[beside <= reach]] = True
        return near

    def _graph(self, kind: str) -> Graph:
        if kind not in self._graphs:
            risks = next(iter(self._graphs.values())).risks if self._graphs else self._risks()
            self._graphs[kind] = Graph(self.network, kind, risks)
        return self._graphs[kind]

    def _risks(self) -> "Array":
        """Return the exposure of each road: that of the nearest place, more where it is flooded."""
        import numpy as np

        n, ground = self.network, self.ground
        risks = np.zeros(len(n.a), dtype=np.int64)
        known = [
            (point, ground.exposure[code]) for code, point in ground.places.items() if code in ground.exposure
        ]
        if known:
            spots = np.array([n.pieces.at(point.lat, point.lon) for point, _ in known])
            starts = n.pieces.start[np.searchsorted(n.pieces.road, np.arange(len(n.a)))]
            nearest = np.array([np.hypot(*(spots - start).T).argmin() for start in starts])
            risks = np.array([risk for _, risk in known])[nearest]
        flooded = (n.marks & FLOOD) > 0
        return np.where(flooded, np.maximum(risks, FLOODED), risks)

    def _row(
        self, kind: str, start: Stop | None, ends: Sequence[Stop | None], all_ends: frozenset[Stop]
    ) -> list[tuple[int, int, int]]:
        ways = self._tree(kind, start, all_ends).ways if start is not None else {}
        return [_figures(ways.get(end) if end is not None else None) for end in ends]

    def _tree(self, kind: str, start: Stop, ends: frozenset[Stop]) -> _Tree:
        key = (kind, start)
        tree = self._trees.get(key)
        if tree is None or not ends <= tree.ends:
            wanted = ends | tree.ends if tree else ends
            tree = _Tree(wanted, self._graph(kind).ways(start, wanted, self.closed))
            self._trees[key] = tree
            self.searched += 1
        return tree


def slug(name: str) -> str:
    """Return the code a name makes: ``Jembatan Ploso`` makes ``jembatan-ploso``."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return _SIGNS.sub("-", plain.casefold()).strip("-")


def _figures(way: Way | None) -> tuple[int, int, int]:
    if way is None:
        return UNREACHABLE, UNREACHABLE, 0
    return math.ceil(round(way.seconds, _DIGITS)), round(way.metres), round(way.exposure)
