"""
A log as files (C2SP tlog-tiles): rows of hashes in tiles of 256, and the entries in bundles of 256.

Tile n of level l holds the roots of 256 perfect subtrees, each over 256^l leaves. Whoever has the tiles of a
tree computes its root and any proof; what they compute is worth as much as the checkpoint it is held against.

    >>> Tile(0, 1234067).path
    'tile/0/x001/x234/067'
    >>> [tile.path for tile in tiles_of(256)]
    ['tile/0/000', 'tile/1/000.p/1']
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger.tree import HASH_SIZE, TreeError, node_hash

WIDTH = 256
MAX_LEVEL = 63

_HEIGHT = 8
_ENTRIES = "entries"
_LENGTH_SIZE = 2
_MAX_ENTRY = 2**16 - 1
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_MAX_GROUPS = 7


class TileError(SepahamError):
    """A name of no tile, or a tile of another shape than its name says."""


@dataclass(frozen=True, slots=True)
class Tile:
    """
    The name of one tile.

    Attributes:
        level: 0 to 63; level 0 holds leaf hashes.
        index: Which of its level.
        width: How many hashes; fewer than 256 in a partial tile.
    """

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Return where it is served."""
        return f"tile/{self.level}/{_written(self.index, self.width)}"

    @property
    def bundle_path(self) -> str:
        """Return where the entries are served whose hashes a tile of level 0 holds."""
        return f"tile/{_ENTRIES}/{_written(self.index, self.width)}"


ReadTile = Callable[[Tile], bytes]
"""From a tile's name to its bytes."""


def parse_path(path: str) -> tuple[Tile, bool]:
    """
    Return the tile a path names, and whether it is the bundle of entries that is meant.

    Raises:
        TileError: ``tile.path``; it names none.
    """
    match = _PATH.fullmatch(path)
    if match is None or match[2].count("x") > _MAX_GROUPS:
        raise TileError(f"{path!r} is no address of a tile.", "tile.path")
    level = 0 if match[1] == _ENTRIES else int(match[1])
    index = int(re.sub(r"[x/]", "", match[2]) + match[3])
    width = int(match[4] or WIDTH)
    tile = Tile(level, index, width)
    if level > MAX_LEVEL or width > WIDTH or path not in {tile.path, tile.bundle_path}:
        raise TileError(f"{path!r} is no address of a tile.", "tile.path")
    return tile, match[1] == _ENTRIES


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """Yield the tiles of a tree in rising levels, without those that a tree of `since` leaves had as well."""
    level = 0
    while size >> _HEIGHT * level:
        hashes, had = size >> _HEIGHT * level, since >> _HEIGHT * level
        if hashes > had:
            for index in range(had // WIDTH, hashes // WIDTH):
                yield Tile(level, index)
            if hashes % WIDTH:
                yield Tile(level, hashes // WIDTH, hashes % WIDTH)
        level += 1


def tile_at(level: int, index: int, size: int) -> Tile:
    """
    Return the name of a tile as a tree of a size has it, full or partial.

    Raises:
        TileError: ``tile.path``; the tree has no such tile.
    """
    width = min(WIDTH, (size >> _HEIGHT * level) - index * WIDTH)
    if width <= 0 or level > MAX_LEVEL:
        raise TileError(f"A tree of {size} leaves has no tile {index} of level {level}.", "tile.path")
    return Tile(level, index, width)


def bundle(entries: Iterable[bytes]) -> bytes:
    """
    Return entries as one bundle, each after its length in two bytes.

    Raises:
        TileError: ``tile.entry``; an entry has more than 65,535 bytes.
    """
    parts = []
    for entry in entries:
        if len(entry) > _MAX_ENTRY:
            raise TileError(f"An entry of {len(entry)} bytes fits no bundle.", "tile.entry")
        parts += [len(entry).to_bytes(_LENGTH_SIZE, "big"), entry]
    return b"".join(parts)


def parse_bundle(raw: bytes) -> list[bytes]:
    """
    Return the entries of a bundle.

    Raises:
        TileError: ``tile.entry``; it ends within an entry.
    """
    entries, at = [], 0
    while at < len(raw):
        begin = at + _LENGTH_SIZE
        at = begin + int.from_bytes(raw[at:begin], "big")
        if at > len(raw) or begin > len(raw):
            raise TileError("The bundle ends within an entry.", "tile.entry")
        entries.append(raw[begin:at])
    return entries


def hashes_in(tile: Tile, raw: bytes) -> list[bytes]:
    """
    Return the hashes of a tile.

    Raises:
        TileError: ``tile.size``; it has another number of bytes than its name says.
    """
    if len(raw) != tile.width * HASH_SIZE:
        raise TileError(f"{tile.path} has {len(raw)} bytes, not {tile.width * HASH_SIZE}.", "tile.size")
    return [raw[at : at + HASH_SIZE] for at in range(0, len(raw), HASH_SIZE)]


def root_of_tile(raw: bytes) -> bytes:
    """Return the root over the hashes of a full tile: the hash that stands for it one level above."""
    return _perfect([raw[at : at + HASH_SIZE] for at in range(0, len(raw), HASH_SIZE)])


@dataclass(frozen=True, slots=True)
class TiledTree:
    """A tree of a size, of which one hash or another is looked up in tiles when it is needed."""

    size: int
    read: ReadTile

    def root(self) -> bytes:
        """
        Return the root.

        Raises:
            TreeError: ``tree.size``; the tree is empty.
        """
        if self.size < 1:
            raise TreeError("A tree of no leaves has no tiles.", "tree.size")
        return self._over(0, self.size)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """
        Return the hashes from the leaf at `index` to the root, lowest first.

        Raises:
            TreeError: ``tree.index``; the tree has no such leaf.
        """
        if not 0 <= index < self.size:
            raise TreeError(f"A tree of {self.size} leaves has no leaf {index}.", "tree.index")
        return [self._over(low, high) for low, high in _beside(index, self.size)]

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """
        Return the hashes that show the first `old_size` leaves to be the beginning of this tree.

        Raises:
            TreeError: ``tree.size``; `old_size` is zero or more than there are leaves.
        """
        if not 0 < old_size <= self.size:
            raise TreeError(f"No proof leads from {old_size} to {self.size} leaves.", "tree.size")
        return [self._over(low, high) for low, high in _shared(old_size, self.size)]

    def _over(self, low: int, high: int) -> bytes:
        """Return the root over the leaves from `low` to before `high`, as the tree's own splits have them."""
        whole = b""
        while high > low:
            height = (high - low & low - high).bit_length() - 1  # the lowest bit: the rightmost perfect part
            high -= 1 << height
            part = self._subtree(height, high >> height)
            whole = node_hash(part, whole) if whole else part
        return whole

    def _subtree(self, height: int, index: int) -> bytes:
        level, rows = divmod(height, _HEIGHT)
        first = index << rows
        tile = tile_at(level, first // WIDTH, self.size)
        hashes = hashes_in(tile, self.read(tile))
        return _perfect(hashes[first % WIDTH : first % WIDTH + (1 << rows)])


def _perfect(row: Sequence[bytes]) -> bytes:
    """Return the root over a row of 2^k hashes."""
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def _beside(index: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves whose roots make an inclusion proof, lowest first."""
    ranges, low, high = [], 0, size
    while high - low > 1:
        cut = low + _split(high - low)
        ranges.append((cut, high) if index < cut else (low, cut))
        low, high = (low, cut) if index < cut else (cut, high)
    return ranges[::-1]


def _shared(old: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves whose roots make a consistency proof, lowest first (RFC 6962, 2.1.2)."""
    ranges, low, high, known = [], 0, size, True
    while high != old:
        cut = low + _split(high - low)
        ranges.append((cut, high) if old <= cut else (low, cut))
        known = known and old <= cut
        low, high = (low, cut) if old <= cut else (cut, high)
    return ranges[::-1] if known else [(low, high), *ranges[::-1]]


def _split(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def _written(index: int, width: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    partial = "" if width == WIDTH else f".p/{width}"
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]]) + partial
