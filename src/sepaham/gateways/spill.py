"""Sorting more positions than memory should hold: sorted runs on disk, merged again as they are read."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from struct import Struct

Position = tuple[str, float, float, float, float]
_ROW = Struct("<qdqddd")
_RUN = 100_000
_READ = 4_000

_Row = tuple[int, float, int, float, float, float]


def in_order(positions: Iterable[Position], *, run: int = _RUN) -> Iterator[Position]:
    """
    Yield positions device by device, as they were first met, each in the order of its hours.

    Those of one hour keep their order. The disk holds 48 bytes for each while this runs.

    Args:
        positions: Device, hour, latitude, longitude, accuracy.
        run: How many are sorted in memory at once.
    """
    devices: dict[str, int] = {}
    rows = (
        (devices.setdefault(uid, len(devices)), at, number, lat, lon, accuracy)
        for number, (uid, at, lat, lon, accuracy) in enumerate(positions)
    )
    with tempfile.TemporaryDirectory(prefix="sepaham-") as folder:
        runs = []
        while chunk := sorted(islice(rows, run)):
            runs.append(Path(folder, str(len(runs))))
            runs[-1].write_bytes(b"".join(_ROW.pack(*row) for row in chunk))
        names = list(devices)
        for device, at, _, lat, lon, accuracy in heapq.merge(*map(_read, runs)):
            yield names[device], at, lat, lon, accuracy


def _read(path: Path) -> Iterator[_Row]:
    with path.open("rb") as file:
        while data := file.read(_READ * _ROW.size):
            yield from _ROW.iter_unpack(data)  # type: ignore[misc]
