"""A log's tiles as files: each is computed once, when it is full, and served as it is from then on."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sepaham.ledger.tiles import WIDTH, Tile, TiledTree, TileError, bundle, root_of_tile, tiles_of
from sepaham.ledger.tree import leaf_hash

Entries = Callable[[int, int], list[bytes]]
"""From a first and a last place (excluded) to the entries that stand there."""


@dataclass(frozen=True, slots=True)
class TileFiles:
    """
    The tiles of one log.

    Attributes:
        folder: Where full tiles and bundles are kept; they never change.
        entries: Where entries come from when a tile is to be computed.
    """

    folder: Path
    entries: Entries

    def tile(self, tile: Tile) -> bytes:
        """
        Return a tile's bytes.

        Raises:
            TileError: ``tile.path``; the log has not that many entries.
        """
        return self._kept(tile.path, tile, self._computed)

    def bundle(self, tile: Tile) -> bytes:
        """
        Return the bundle of the entries whose hashes a tile of level 0 holds.

        Raises:
            TileError: ``tile.path``; the log has not that many entries.
        """
        return self._kept(tile.bundle_path, tile, lambda one: bundle(self._entries(one)))

    def tree(self, size: int) -> TiledTree:
        """Return the tree of the first entries, to compute proofs by."""
        return TiledTree(size, self.tile)

    def grow(self, *, size: int, since: int) -> None:
        """Keep the tiles that became full between two sizes, so that nobody waits for them later."""
        for tile in tiles_of(size, since=since):
            if tile.width == WIDTH:
                self.tile(tile)
                if tile.level == 0:
                    self.bundle(tile)

    def _kept(self, path: str, tile: Tile, compute: Callable[[Tile], bytes]) -> bytes:
        file = self.folder / path
        if tile.width == WIDTH and file.exists():
            return file.read_bytes()
        found = compute(tile)
        if tile.width == WIDTH:
            _replace(file, found)
        return found

    def _computed(self, tile: Tile) -> bytes:
        if tile.level == 0:
            return b"".join(map(leaf_hash, self._entries(tile)))
        first = tile.index * WIDTH
        below = (Tile(tile.level - 1, index) for index in range(first, first + tile.width))
        return b"".join(root_of_tile(self.tile(one)) for one in below)

    def _entries(self, tile: Tile) -> list[bytes]:
        first = tile.index * WIDTH
        found = self.entries(first, first + tile.width)
        if len(found) != tile.width:
            raise TileError(f"The log has no entries for {tile.path} yet.", "tile.path")
        return found


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    fresh.write_bytes(content)
    fresh.replace(file)
