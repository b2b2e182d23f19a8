"""Files of positions on disk: CSV, PLT or GPX, plain or gzipped, read as a stream."""

import gzip
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from sepaham.exchange.gpx import read_gpx
from sepaham.exchange.tracks import Position, Reading, TracksError, read_csv, read_plt

_PIECE, _HEAD = 1 << 16, 16
_GZIP, _BLANK = b"\x1f\x8b", b"\xef\xbb\xbf \r\n"


def read_positions(path: Path, told: Reading) -> Iterator[Position]:
    """
    Yield the positions of a file in its own order.

    Args:
        path: The file; what it is shows in its name and its first character.
        told: Filled while reading.

    Raises:
        TracksError: It cannot be read, or holds no positions.
    """
    name = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    try:
        unpack: Any = gzip.open if _head(path, open)[:2] == _GZIP else open
        if _head(path, unpack).lstrip(_BLANK)[:1] == b"<":
            with unpack(path, "rb") as file:
                yield from read_gpx(iter(partial(file.read, _PIECE), b""), name=name, told=told)
            return
        with unpack(path, "rt", encoding="utf-8", errors="replace", newline="") as file:
            read = read_plt if path.name.removesuffix(".gz").casefold().endswith(".plt") else read_csv
            yield from read(file, name=name, told=told)
    except (OSError, EOFError, zlib.error) as error:
        raise TracksError(f"{path} cannot be read: {error}.", "tracks.unreadable") from None


def _head(path: Path, unpack: Any) -> bytes:
    file: IO[bytes]
    with unpack(path, "rb") as file:
        return file.read(_HEAD)
