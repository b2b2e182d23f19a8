import pytest

from sepaham.gateways.tiles import TileFiles
from sepaham.ledger.tiles import Tile, TileError, parse_bundle
from sepaham.ledger.tree import inclusion_proof, leaf_hash, root

ENTRIES = [number.to_bytes(32, "big") for number in range(70_000)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


@pytest.fixture
def files(tmp_path):
    asked = []

    def entries(first, last):
        asked.append((first, last))
        return ENTRIES[first:last]

    found = TileFiles(tmp_path, entries)
    return found, asked


def test_proofs_come_from_tiles_and_full_tiles_are_computed_once(files):
    found, asked = files
    tree = found.tree(70_000)
    assert tree.root() == root(LEAVES)
    assert tree.inclusion_proof(68_123) == inclusion_proof(LEAVES, 68_123)
    asked.clear()
    assert tree.root() == root(LEAVES)
    assert set(asked) == {(69_888, 70_000)}


def test_full_tiles_and_bundles_are_files_as_soon_as_a_head_covers_them(files, tmp_path):
    found, _ = files
    found.grow(size=600, since=0)
    kept = sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file())
    assert kept == ["tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001"]
    assert parse_bundle((tmp_path / "tile/entries/001").read_bytes()) == ENTRIES[256:512]


def test_a_tile_the_log_has_not_reached_is_refused(files):
    found, _ = files
    with pytest.raises(TileError):
        found.tile(Tile(0, 300))
    with pytest.raises(TileError):
        found.bundle(Tile(0, 273, 200))
