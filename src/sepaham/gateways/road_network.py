"""
A road network as arrays on disk: junctions, the roads between them, who may use each, and how fast.

It is written whole or not at all, and read without running anything that is in it.
"""

import io
import json
import math
import os
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepaham.errors import SepahamError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

FILE = "network.npz"
FORMAT = "sepaham/roads/1"
BRIDGE, FLOOD = 1, 2
"""Marks of a road: it is a bridge; it is known to be flooded."""
KINDS: Mapping[str, int] = {"truck": 1, "pickup": 2, "car": 4, "motorbike": 8, "foot": 16}
"""The bit of each kind of vehicle; boats use no road."""
NO_LIMIT = 255
FARTHEST = 1_500
"""Metres a place may lie beside the roads of a kind; farther off it has no way."""


class RoadError(SepahamError):
    """A road map that cannot be used."""


@dataclass(frozen=True)
class Network:
    """
    Roads.

    Attributes:
        sha256: The digest of the extract it was made from.
        names: The names of roads; the first is ''.
        a: Per road, the junction it starts at, by number.
        b: The junction it ends at.
        way: The id of its way in the map.
        name: The number of its name.
        there: The kinds that may use it from its start, as bits of `KINDS`.
        back: The kinds that may use it towards its start.
        speed: Kilometres an hour that a fair vehicle makes on it.
        limit: Its speed limit; `NO_LIMIT` where there is none.
        marks: `BRIDGE` and `FLOOD`.
        shape: Where each road's points begin among `lat` and `lon`, and at last their number.
        lat: The points of all roads in 1e-7 degrees, ends included.
        lon: The same.
    """

    sha256: str
    names: tuple[str, ...]
    a: "Array"
    b: "Array"
    way: "Array"
    name: "Array"
    there: "Array"
    back: "Array"
    speed: "Array"
    limit: "Array"
    marks: "Array"
    shape: "Array"
    lat: "Array"
    lon: "Array"

    @property
    def source(self) -> str:
        """Return what it is called on plans."""
        return f"osm:{self.sha256}"

    @cached_property
    def junctions(self) -> int:
        """Return how many junctions and ends of roads there are."""
        return int(max(self.a.max(), self.b.max())) + 1

    @cached_property
    def pieces(self) -> "Pieces":
        """Return the straight pieces of all roads."""
        return _pieces(self)


@dataclass(frozen=True)
class Pieces:
    """
    Straight pieces of roads, in metres on a plane around `origin` (degrees).

    Attributes:
        road: The road of each.
        start: Its start, east and north.
        end: Its end.
        before: The metres of its road before it.
        whole: The metres of each road.
        origin: The latitude and longitude of the plane's middle.
        shrink: How much shorter a degree of longitude is there.
    """

    road: "Array"
    start: "Array"
    end: "Array"
    before: "Array"
    whole: "Array"
    origin: tuple[float, float]
    shrink: float

    def at(self, lat: int, lon: int) -> tuple[float, float]:
        """Return a place on the plane, metres east and north, from 1e-7 degrees."""
        from sepaham.domain.tracking import METRES
        from sepaham.domain.travel import DEGREE

        return (
            (lon / DEGREE - self.origin[1]) * METRES * self.shrink,
            (lat / DEGREE - self.origin[0]) * METRES,
        )

    @cached_property
    def squares(self) -> Mapping[tuple[int, int], Sequence[int]]:
        """Return the pieces that touch each square of the plane."""
        return _squares(self)

    def near(self, east: float, north: float) -> "Array":
        """Return the pieces that may come within `FARTHEST` of a place."""
        import numpy as np

        i, j = math.floor(east / FARTHEST), math.floor(north / FARTHEST)
        found = [self.squares.get((i + di, j + dj), ()) for di in (-1, 0, 1) for dj in (-1, 0, 1)]
        return np.unique(np.array(list(chain.from_iterable(found)), dtype=np.int64))

    def distances(self, east: float, north: float, of: "Array") -> "tuple[Array, Array]":
        """Return how far some pieces are from a place, and which part of each is nearest."""
        import numpy as np

        here, start = np.array([east, north]), self.start[of]
        along = self.end[of] - start
        square = (along**2).sum(axis=1)
        square[square == 0] = 1.0
        part = np.clip(((here - start) * along).sum(axis=1) / square, 0.0, 1.0)
        return np.hypot(*(start + along * part[:, None] - here).T), part


def _pieces(network: Network) -> Pieces:
    import numpy as np

    from sepaham.domain.tracking import METRES
    from sepaham.domain.travel import DEGREE

    origin = (float(network.lat.mean()) / DEGREE, float(network.lon.mean()) / DEGREE)
    shrink = float(np.cos(np.radians(origin[0])))
    east = (network.lon / DEGREE - origin[1]) * METRES * shrink
    spots = np.column_stack([east, (network.lat / DEGREE - origin[0]) * METRES])
    counts = np.diff(network.shape)
    road = np.repeat(np.arange(len(counts)), counts - 1)
    first = np.delete(np.arange(len(spots)), network.shape[1:] - 1)
    start, end = spots[first], spots[first + 1]
    long = np.hypot(*(end - start).T)
    whole = np.bincount(road, weights=long, minlength=len(counts))
    upto = np.cumsum(long) - long
    before = upto - np.repeat(np.cumsum(whole) - whole, counts - 1)
    return Pieces(road, start, end, before, whole, origin, shrink)


def _squares(pieces: Pieces) -> Mapping[tuple[int, int], Sequence[int]]:
    import numpy as np

    low = np.floor(np.minimum(pieces.start, pieces.end) / FARTHEST).astype(int).tolist()
    high = np.floor(np.maximum(pieces.start, pieces.end) / FARTHEST).astype(int).tolist()
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for piece, ((west, south), (east, north)) in enumerate(zip(low, high, strict=True)):
        for i, j in product(range(west, east + 1), range(south, north + 1)):
            found[i, j].append(piece)
    return found


def save_network(network: Network, folder: Path) -> None:
    """Write a network into a folder, in the place of any that was there, whole or not at all."""
    import numpy as np

    arrays = {name: getattr(network, name) for name in _arrays()}
    told = {"format": FORMAT, "sha256": network.sha256, "names": list(network.names)}
    text = np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), dtype=np.uint8)
    held = io.BytesIO()
    np.savez_compressed(held, told=text, **arrays)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FILE}.{os.getpid()}"
    try:
        fresh.write_bytes(held.getvalue())
        fresh.replace(folder / FILE)
    finally:
        fresh.unlink(missing_ok=True)


def load_network(folder: Path) -> Network | None:
    """
    Return the network of a folder; None where there is none.

    Raises:
        RoadError: The file there is damaged or of another version.
    """
    import numpy as np

    file = folder / FILE
    if not file.exists():
        return None
    try:
        with np.load(file, allow_pickle=False) as held:
            told = json.loads(held["told"].tobytes())
            arrays = {name: held[name] for name in _arrays()}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _damaged(file) from error
    if told.get("format") != FORMAT or not _fits(arrays):
        raise _damaged(file)
    return Network(sha256=told["sha256"], names=tuple(told["names"]), **arrays)


def _damaged(file: Path) -> RoadError:
    return RoadError(
        f"{file} is damaged or of another version; run `sepaham roads import EXTRACT.osm.pbf` again.",
        "roads.damaged",
    )


def _arrays() -> Sequence[str]:
    return [one.name for one in fields(Network) if one.name not in {"sha256", "names"}]


def _fits(arrays: "Mapping[str, Array]") -> bool:
    count = len(arrays["a"])
    per_road = all(len(arrays[name]) == count for name in ("b", "way", "name", "there", "back", "marks"))
    shape = arrays["shape"]
    return (
        count > 0
        and per_road
        and len(shape) == count + 1
        and int(shape[-1]) == len(arrays["lat"]) == len(arrays["lon"])
    )
