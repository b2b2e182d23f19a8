"""
Reading an extract of OpenStreetMap into a road network, with pyrosm.

Roads are joined from junction to junction, so that searching is quick; their shape stays for areas and the
nearest spot.
"""

import hashlib
import json
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from sepaham.domain.travel import DEGREE
from sepaham.gateways.road_network import FLOOD, Network, RoadError
from sepaham.gateways.road_tags import TAGS, Rule, rule_of

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""
_AREAS = frozenset({"Polygon", "MultiPolygon"})


def read_extract(file: Path, *, box: Box | None = None, hazards: bytes | None = None) -> Network:
    """
    Read the roads of an extract.

    Args:
        file: The ``.osm.pbf`` file.
        box: Only what lies in there.
        hazards: GeoJSON of areas that are flooded; roads in them are marked.

    Raises:
        RoadError: It cannot be read, or holds no road.
    """
    areas = _areas(hazards) if hazards is not None else None
    drawn = _Drawn(_read(file, box))
    network = drawn.network(_digest(file))
    return network if areas is None else _flooded(network, areas)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One straight piece of a way."""

    way: int
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What an extract holds: where nodes are, the pieces of its ways, and the ways' tags."""

    nodes: Mapping[int, tuple[int, int]]
    pieces: Sequence[_Piece]
    tags: Mapping[int, Mapping[str, str]]


def _read(file: Path, box: Box | None) -> _Read:
    try:
        nodes, edges = _frames(file, box)
    except Exception as error:  # the reader raises whatever its parts do, protobuf's and zlib's own too
        raise RoadError(
            f"{file.name} cannot be read as an extract of OpenStreetMap ({type(error).__name__}); "
            "is it whole, and an .osm.pbf file?",
            "roads.unreadable",
        ) from error
    if nodes is None or edges is None or not len(edges):
        raise RoadError(
            f"{file.name} holds no road{' in the box' if box else ''}; choose another extract.", "roads.empty"
        )
    spots = zip(*(nodes[name].tolist() for name in ("id", "lat", "lon")), strict=True)
    ends = zip(*(edges[name].tolist() for name in ("id", "u", "v")), strict=True)
    firsts = edges.drop_duplicates("id")
    kept = [tag for tag in (*TAGS, "tags") if tag in firsts]
    rows = zip(firsts["id"].tolist(), *(firsts[tag].tolist() for tag in kept), strict=True)
    return _Read(
        nodes={int(id_): (round(lat * DEGREE), round(lon * DEGREE)) for id_, lat, lon in spots},
        pieces=[_Piece(int(way), int(a), int(b)) for way, a, b in ends],
        tags={int(row[0]): _tags(dict(zip(kept, row[1:], strict=True))) for row in rows},
    )


def _frames(file: Path, box: Box | None) -> tuple[Any, Any]:
    from pyrosm import OSM

    with warnings.catch_warnings(action="ignore"):  # it warns where we refuse
        osm = OSM(str(file), bounding_box=list(box) if box else None)
        found = osm.get_network(network_type="all", nodes=True, extra_attributes=list(TAGS))
    return found or (None, None)


def _tags(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags of a way, those that the reader left in one text among them."""
    told = {tag: value for tag, value in row.items() if isinstance(value, str)}
    rest = told.pop("tags", "")
    more = json.loads(rest) if rest.startswith("{") else {}
    return {tag: str(value) for tag, value in more.items() if tag in TAGS} | told


@dataclass
class _Drawn:
    """Roads being put together."""

    read: _Read
    junctions: dict[int, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=lambda: {"": 0})
    roads: list[tuple[int, ...]] = field(default_factory=list)
    shape: list[int] = field(default_factory=lambda: [0])
    spots: list[tuple[int, int]] = field(default_factory=list)

    def network(self, sha256: str) -> Network:
        import numpy as np

        self._draw()
        if not self.roads:
            raise RoadError("The extract holds no road that a vehicle may use.", "roads.empty")
        columns = np.array(self.roads, dtype=np.int64).T
        kinds = (np.int32, np.int32, np.int64, np.int32, *[np.uint8] * 5)
        names = ("a", "b", "way", "name", "there", "back", "speed", "limit", "marks")
        spots = np.array(self.spots, dtype=np.int32)
        arrays = {name: column.astype(kind) for name, column, kind in zip(names, columns, kinds, strict=True)}
        shape = np.array(self.shape, dtype=np.int64)
        return Network(sha256, tuple(self.names), **arrays, shape=shape, lat=spots[:, 0], lon=spots[:, 1])

    def _draw(self) -> None:
        rules = {way: rule for way, tags in self.read.tags.items() if (rule := rule_of(tags))}
        used = [piece for piece in self.read.pieces if piece.way in rules]
        meets = Counter(end for piece in used for end in (piece.a, piece.b))
        for way, those in groupby(used, key=attrgetter("way")):
            for line in _lines(list(those), meets):
                self._add(way, line, rules[way])

    def _add(self, way: int, line: Sequence[int], rule: Rule) -> None:
        a, b = (self.junctions.setdefault(end, len(self.junctions)) for end in (line[0], line[-1]))
        name = self.names.setdefault(self.read.tags[way].get("name", ""), len(self.names))
        self.roads.append((a, b, way, name, rule.there, rule.back, rule.speed, rule.limit, rule.marks))
        self.spots.extend(self.read.nodes[node] for node in line)
        self.shape.append(len(self.spots))


def _lines(pieces: Sequence[_Piece], meets: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield the lines of a way from junction to junction; a spot where only two pieces meet is none."""
    line: list[int] = []
    for piece in pieces:
        if line and (line[-1] != piece.a or meets[piece.a] != 2):  # noqa: PLR2004  two pieces of one way
            yield line
            line = []
        line = line or [piece.a]
        line.append(piece.b)
    if line:
        yield line


def _areas(data: bytes) -> Any:
    """Return the union of the areas of a map."""
    import shapely

    try:
        value = json.loads(data)
        shapes = [feature["geometry"] for feature in value["features"]]
        found = [shapely.geometry.shape(shape) for shape in shapes if shape["type"] in _AREAS]
        return shapely.make_valid(shapely.union_all([shapely.make_valid(area) for area in found]))
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise RoadError(
            "The map of flooded areas is no GeoJSON of areas; export it as a FeatureCollection of polygons.",
            "roads.hazards",
        ) from error


def _flooded(network: Network, areas: Any) -> Network:
    """Mark the roads of which a spot lies in a flooded area."""
    import numpy as np
    import shapely

    wet = shapely.contains_xy(areas, network.lon / DEGREE, network.lat / DEGREE)
    counts = np.add.reduceat(wet.astype(np.int64), network.shape[:-1])
    marks = network.marks | np.where(counts > 0, FLOOD, 0).astype(np.uint8)
    return replace(network, marks=marks)
