"""Positions in GPX files of any namespace, read piece by piece: each track is a device by its name."""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from sepaham.exchange.tracks import Position, Reading, TracksError, is_place, read_instant


def read_gpx(chunks: Iterable[bytes], *, name: str, told: Reading) -> Iterator[Position]:
    """
    Yield the positions of a GPX file's tracks; its routes and waypoints are no positions.

    Args:
        chunks: The file, in pieces.
        name: The device, where a track has no name.
        told: Filled while reading; a row is a track point, counted from 1.

    Raises:
        TracksError: It is no XML, in an encoding nobody knows, or declares entities.
    """
    found = _Points(name, told)
    parser: Any = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = found.text, _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield from found.take()
        parser.Parse(b"", True)
    except (ExpatError, LookupError) as error:
        raise TracksError(f"This is no GPX: {error}.", "tracks.xml") from None
    yield from found.take()


def _refuse(*_: object) -> None:
    raise TracksError("A GPX file that declares entities is not read.", "tracks.entities")


class _Points:
    """What the parser tells, gathered into positions."""

    def __init__(self, name: str, told: Reading) -> None:
        self._file, self._uid, self._told = name, name, told
        self._path: list[str] = []
        self._place: tuple[str, str] | None = None
        self._hour, self._words = "", ""
        self._ready: list[Position] = []

    def take(self) -> list[Position]:
        """Return what was gathered since."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        word = tag.rpartition(" ")[2]
        self._path.append(word)
        self._words = ""
        if word == "trk":
            self._uid = self._file
        elif word == "trkpt":
            self._place, self._hour = (attributes.get("lat", ""), attributes.get("lon", "")), ""

    def text(self, words: str) -> None:
        """Hear what stands in an element."""
        self._words += words

    def end(self, _tag: str) -> None:
        """End an element."""
        path = self._path
        word = path.pop()
        above = path[-1] if path else ""
        if word == "name" and above == "trk":
            self._uid = self._words.strip() or self._file
        elif word == "time" and above == "trkpt":
            self._hour = self._words
        elif word == "trkpt" and self._place is not None:
            self._point(*self._place)
            self._place = None
        self._words = ""

    def _point(self, lat: str, lng: str) -> None:
        told = self._told
        told.rows += 1
        try:
            at, zoned = read_instant(self._hour)
            place = float(lat), float(lng)
        except ValueError:
            told.skip(told.rows, f"lat {lat[:40]!r}, lon {lng[:40]!r} at {self._hour.strip()[:40]!r}")
            return
        if not is_place(*place):
            told.skip(told.rows, f"lat {lat[:40]}, lng {lng[:40]} is no place on earth")
            return
        told.zoneless |= not zoned
        self._ready.append((self._uid, at, *place, 0.0))
