import doctest
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sepaham.ledger import tiles
from sepaham.ledger.tiles import (
    Tile,
    TiledTree,
    TileError,
    bundle,
    parse_bundle,
    parse_path,
    root_of_tile,
    tile_at,
    tiles_of,
)
from sepaham.ledger.tree import (
    TreeError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]


def levels(leaves):
    rows = [leaves]
    while len(rows[-1]) >= 256:
        whole = len(rows[-1]) // 256 * 256
        rows.append([root(rows[-1][at : at + 256]) for at in range(0, whole, 256)])
    return rows


ROWS = levels(LEAVES)


def read(tile):
    hashes = ROWS[tile.level][tile.index * 256 : tile.index * 256 + tile.width]
    assert len(hashes) == tile.width
    return b"".join(hashes)


def test_the_documented_example_runs():
    assert doctest.testmod(tiles).failed == 0


def test_a_tree_of_70000_has_the_tiles_of_the_specification():
    count = Counter((tile.level, tile.width) for tile in tiles_of(70_000))
    assert count == {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}


@given(size=st.integers(0, 300_000), since=st.integers(0, 300_000))
def test_the_tiles_since_a_size_are_those_the_smaller_tree_did_not_have(size, since):
    had = set(tiles_of(min(since, size)))
    assert list(tiles_of(size, since=since)) == [tile for tile in tiles_of(size) if tile not in had]


@settings(max_examples=40)
@given(size=st.integers(1, len(LEAVES)), data=st.data())
def test_root_and_proofs_from_tiles_are_those_of_the_tree(size, data):
    tree = TiledTree(size, read)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    top = tree.root()
    verify_inclusion(leaf=LEAVES[index], index=index, size=size, root=top, proof=tree.inclusion_proof(index))
    old_root = TiledTree(old, read).root()
    verify_consistency(
        old_size=old, old_root=old_root, size=size, root=top, proof=tree.consistency_proof(old)
    )


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 511, 513, 900])
def test_small_trees_agree_to_the_letter(size):
    tree, leaves = TiledTree(size, read), LEAVES[:size]
    assert tree.root() == root(leaves)
    for at in {0, 1 % size, size // 2, size - 1}:
        assert tree.inclusion_proof(at) == inclusion_proof(leaves, at)
        assert tree.consistency_proof(at + 1) == consistency_proof(leaves, at + 1)


def test_a_full_tile_stands_above_as_its_root():
    assert root_of_tile(read(Tile(0, 3))) == ROWS[1][3]


def test_questions_without_an_answer_are_refused():
    for ask in (
        lambda: TiledTree(0, read).root(),
        lambda: TiledTree(5, read).inclusion_proof(5),
        lambda: TiledTree(5, read).consistency_proof(0),
        lambda: TiledTree(5, read).consistency_proof(6),
    ):
        with pytest.raises(TreeError):
            ask()
    with pytest.raises(TileError):
        tile_at(0, 1, 256)
    with pytest.raises(TileError) as refusal:
        TiledTree(5, lambda tile: b"short").root()
    assert refusal.value.code == "tile.size"


@given(level=st.integers(0, 63), index=st.integers(0, 10**15), width=st.integers(1, 256))
def test_a_path_is_read_back(level, index, width):
    tile = Tile(level, index, width)
    assert parse_path(tile.path) == (tile, False)
    assert parse_path(Tile(0, index, width).bundle_path) == (Tile(0, index, width), True)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/000/",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/000/001",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/-1/000",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/" + "x001/" * 9 + "000",
    ],
)
def test_what_is_no_path_is_refused(path):
    with pytest.raises(TileError) as refusal:
        parse_path(path)
    assert refusal.value.code == "tile.path"


@given(entries=st.lists(st.binary(max_size=70), max_size=20))
def test_a_bundle_is_read_back(entries):
    assert parse_bundle(bundle(entries)) == entries


def test_a_cut_bundle_and_an_entry_too_long_are_refused():
    with pytest.raises(TileError):
        bundle([bytes(65_536)])
    whole = bundle([b"abc"])
    for cut in range(1, len(whole)):
        with pytest.raises(TileError):
            parse_bundle(whole[:cut])
