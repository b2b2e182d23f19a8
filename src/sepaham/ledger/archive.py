"""
One file that carries a log, or what one may read of it, uncompressed and in one canonical form.

    sepaham/export/v1
    <SHA-256> <length> <name>
    <bytes>
    ...
    <SHA-256 of all before> end

A part's hash covers its length, its name and its bytes, so that every byte of the file is under some hash
and a flipped one is found in the part where it is. Nothing is believed before all hashes hold.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEADER = b"sepaham/export/v1\n"

_LINE = re.compile(rb"([0-9a-f]{64}) (0|[1-9][0-9]{0,11}) ([a-z0-9./-]{1,100})\n")
_END = re.compile(rb"([0-9a-f]{64}) end\n")
_LONGEST = 256


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, its bytes, and where in the file they begin."""

    name: str
    data: bytes
    offset: int


@dataclass(frozen=True, slots=True)
class Damage:
    """
    A place where the file is not what was written.

    Attributes:
        part: The part's name; ``header``, ``line`` (between parts) or ``end`` where it is in none.
        offset: Where in the file the damaged stretch begins; `length` bytes long.
        code: ``archive.header``, ``.line``, ``.part``, ``.order``, ``.end`` or ``.cut``.
    """

    part: str
    offset: int
    length: int
    code: str


def write(parts: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield the bytes of a file that holds parts, each a name and its bytes, in their order."""
    whole = hashlib.sha256(HEADER)
    yield HEADER
    for name, data in parts:
        named = f"{len(data)} {name}\n".encode()
        piece = b"%b %b%b\n" % (_hash(named + data), named, data)
        whole.update(piece)
        yield piece
    yield b"%b end\n" % whole.hexdigest().encode()


def read(raw: bytes) -> tuple[tuple[Part, ...], tuple[Damage, ...]]:
    """Return a file's parts, and where it is damaged; parts are to be used only if that is nowhere."""
    if not raw.startswith(HEADER):
        return (), (Damage("header", 0, len(HEADER), "archive.header"),)
    parts: list[Part] = []
    damages: list[Damage] = []
    at = len(HEADER)
    while (line := _LINE.match(raw, at)) is not None:
        begin, size, name = line.end(), int(line[2]), line[3].decode()
        named, data = raw[line.start(2) : begin], raw[begin : begin + size]
        if _hash(named + data) != line[1] or raw[begin + size : begin + size + 1] != b"\n":
            damages.append(Damage(name, at, min(begin + size + 1, len(raw)) - at, "archive.part"))
        parts.append(Part(name, data, begin))
        at = begin + size + 1
    damages.extend(_ending(raw, at, sound=not damages))
    return tuple(parts), tuple(damages)


def _ending(raw: bytes, at: int, *, sound: bool) -> Iterator[Damage]:
    """Yield what is wrong with the last line; the whole's hash says nothing more where a part is damaged."""
    end = _END.fullmatch(raw, at)
    if end is None:
        cut = at >= len(raw) or not raw.endswith(b" end\n")
        yield Damage(
            "end" if cut else "line", min(at, len(raw)), _LONGEST, "archive.cut" if cut else "archive.line"
        )
    elif sound and _hash(raw[:at]) != end[1]:
        yield Damage("end", at, len(raw) - at, "archive.end")


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
