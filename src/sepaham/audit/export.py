"""
What an export holds, part by part; whoever makes one hands the log over as values.

In this order: ``about``, ``policy``, ``checkpoint``, the tiles by level and place, the bundles of entries,
the disclosed entries in parts of 256 places, the files by their hash. The same log makes the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sepaham.domain.base import canonical_json
from sepaham.ledger.archive import write
from sepaham.ledger.checkpoint import parse_checkpoint
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.note import parse_note
from sepaham.ledger.tiles import WIDTH, Tile, bundle, root_of_tile, tiles_of
from sepaham.ledger.tree import leaf_hash

ABOUT, POLICY, CHECKPOINT = "about", "policy", "checkpoint"


@dataclass(frozen=True, slots=True)
class Export:
    """
    A log, or what one office may read of it, as values.

    Attributes:
        reader: The office it is made for; ``keeper`` for the instance's own.
        rules: The version of the rules its findings are by.
        policy: The policy's text; where the log declares none, its own key and no witness.
        checkpoint: The signed head, cosignatures included.
        commitments: As many entries as the head says.
        disclosed: What opens those the reader may read, in order.
        files: The files of the base facts it rests on.
        picture: The digest of the operator's picture of just these entries; '' where it was not asked.
    """

    reader: str
    rules: int
    policy: bytes
    checkpoint: bytes
    commitments: Sequence[bytes]
    disclosed: Sequence[Disclosed]
    files: Sequence[tuple[str, bytes]]
    picture: str = ""


def export(found: Export) -> Iterator[bytes]:
    """Yield the bytes of an export, from the first to the last."""
    return write(_parts(found))


def _parts(found: Export) -> Iterator[tuple[str, bytes]]:
    head = parse_checkpoint(parse_note(found.checkpoint).text)
    about = {
        "log": head.origin,
        "reader": found.reader,
        "rules": found.rules,
        "size": head.size,
        "disclosed": len(found.disclosed),
        "picture": found.picture,
    }
    yield ABOUT, canonical_json(about)
    yield POLICY, found.policy
    yield CHECKPOINT, found.checkpoint
    yield from tiles(found.commitments)
    yield from blocks(found.disclosed)
    yield from (file_part(name, data) for name, data in sorted(found.files))


def tiles(commitments: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield all tiles of a tree over entries, then the bundles of the entries, each by its path."""
    rows = [list(map(leaf_hash, commitments))]
    names = list(tiles_of(len(commitments)))
    while len(rows[-1]) >= WIDTH:
        row = rows[-1]
        full = len(row) // WIDTH
        rows.append([root_of_tile(b"".join(row[n * WIDTH : (n + 1) * WIDTH])) for n in range(full)])
    for tile in names:
        begin = tile.index * WIDTH
        yield tile.path, b"".join(rows[tile.level][begin : begin + tile.width])
    for tile in names:
        if tile.level == 0:
            yield tile.bundle_path, bundle(commitments[tile.index * WIDTH :][: tile.width])


def blocks(disclosed: Iterable[Disclosed]) -> Iterator[tuple[str, bytes]]:
    """Yield disclosed entries in parts, each of those among 256 places of the log."""
    lines: list[bytes] = []
    block = -1
    for one in disclosed:
        if one.index // WIDTH != block and lines:
            yield block_name(block), b"\n".join(lines)
            lines = []
        block = one.index // WIDTH
        lines.append(one.line())
    if lines:
        yield block_name(block), b"\n".join(lines)


def block_name(block: int) -> str:
    """Return the name of the part that holds disclosed entries of 256 places."""
    return Tile(0, block).path.replace("tile/0", "disclosed")


def file_part(sha256: str, data: bytes) -> tuple[str, bytes]:
    """Return a file as a part."""
    return f"file/{sha256}", data
