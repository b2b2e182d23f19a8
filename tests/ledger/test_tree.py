import base64
import doctest
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.ledger import tree
from sepaham.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    ProofError,
    TreeError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(str(number).encode()) for number in range(70)]
sizes = st.integers(1, len(LEAVES))


def split(size):
    return 1 << (size - 1).bit_length() - 1


def naive_root(leaves):
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    cut = split(len(leaves))
    return node_hash(naive_root(leaves[:cut]), naive_root(leaves[cut:]))


def naive_inclusion(leaves, index):
    if len(leaves) == 1:
        return []
    cut = split(len(leaves))
    if index < cut:
        return [*naive_inclusion(leaves[:cut], index), naive_root(leaves[cut:])]
    return [*naive_inclusion(leaves[cut:], index - cut), naive_root(leaves[:cut])]


def naive_consistency(leaves, old, *, known=True):
    if old == len(leaves):
        return [] if known else [naive_root(leaves)]
    cut = split(len(leaves))
    if old <= cut:
        return [*naive_consistency(leaves[:cut], old, known=known), naive_root(leaves[cut:])]
    return [*naive_consistency(leaves[cut:], old - cut, known=False), naive_root(leaves[:cut])]


def test_the_documented_example_runs():
    assert doctest.testmod(tree).failed == 0


@given(size=st.integers(0, len(LEAVES)))
def test_the_root_is_the_root_of_the_definition(size):
    assert tree.root(LEAVES[:size]) == naive_root(LEAVES[:size])


@given(size=sizes, data=st.data())
def test_an_inclusion_proof_is_that_of_the_definition_and_verifies(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = LEAVES[:size]
    proof = inclusion_proof(leaves, index)
    assert proof == naive_inclusion(leaves, index)
    verify_inclusion(leaf=leaves[index], index=index, size=size, root=naive_root(leaves), proof=proof)


@given(size=sizes, data=st.data())
def test_a_consistency_proof_is_that_of_the_definition_and_verifies(size, data):
    old = data.draw(st.integers(1, size))
    leaves = LEAVES[:size]
    proof = consistency_proof(leaves, old)
    assert proof == naive_consistency(leaves, old)
    verify_consistency(
        old_size=old, old_root=naive_root(leaves[:old]), size=size, root=naive_root(leaves), proof=proof
    )


@given(size=st.integers(2, len(LEAVES)), data=st.data())
def test_an_inclusion_proof_holds_for_no_other_leaf_place_root_or_path(size, data):
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
    leaves = LEAVES[:size]
    proof = inclusion_proof(leaves, index)
    true = {
        "leaf": leaves[index], "index": index, "size": size, "root": naive_root(leaves), "proof": proof
    }  # fmt: skip
    lies = [
        {"leaf": leaves[other]}, {"index": other}, {"root": EMPTY_ROOT}, {"index": -1}, {"index": size},
        {"proof": proof[:-1]}, {"proof": [*proof, EMPTY_ROOT]}, {"proof": [EMPTY_ROOT, *proof[1:]]},
        {"proof": [proof[0] + b"\0", *proof[1:]]},
    ]  # fmt: skip
    for lie in lies:
        with pytest.raises(ProofError):
            verify_inclusion(**{**true, **lie})


@given(size=st.integers(3, len(LEAVES)), data=st.data())
def test_a_rewritten_past_has_no_consistency_proof(size, data):
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*LEAVES[:changed], EMPTY_ROOT, *LEAVES[changed + 1 : size]]
    with pytest.raises(ProofError) as refusal:
        verify_consistency(
            old_size=old,
            old_root=naive_root(LEAVES[:old]),
            size=size,
            root=naive_root(rewritten),
            proof=consistency_proof(rewritten, old),
        )
    assert refusal.value.code == "proof.root"


@given(cut=st.integers(0, 60), size=st.integers(60, 70))
def test_a_frontier_grows_alike_in_one_go_or_after_being_restored(cut, size):
    early = Frontier().extend(LEAVES[:cut])
    restored = Frontier(size=early.size, hashes=early.hashes)
    grown = restored.extend(LEAVES[cut:size])
    assert grown == Frontier().extend(LEAVES[:size])
    assert grown.root() == naive_root(LEAVES[:size])
    assert early.root() == naive_root(LEAVES[:cut])


def test_appending_returns_the_grown_frontier_and_leaves_the_old_one_alone():
    one = Frontier().append(LEAVES[0])
    two = one.append(LEAVES[1])
    assert (one.size, two.size) == (1, 2)
    assert two.root() == node_hash(LEAVES[0], LEAVES[1])


@pytest.mark.parametrize(
    ("size", "hashes"),
    [(1, ()), (0, (EMPTY_ROOT,)), (3, (EMPTY_ROOT,)), (1, (b"short",)), (-1, (EMPTY_ROOT,))],
)
def test_an_edge_that_fits_no_tree_is_refused(size, hashes):
    with pytest.raises(TreeError):
        Frontier(size=size, hashes=hashes)


@pytest.mark.parametrize("index", [-1, 3])
def test_no_inclusion_proof_is_made_for_a_leaf_that_is_not_there(index):
    with pytest.raises(TreeError):
        inclusion_proof(LEAVES[:3], index)


@pytest.mark.parametrize("old", [0, 4])
def test_no_consistency_proof_is_made_from_nothing_or_from_the_future(old):
    with pytest.raises(TreeError):
        consistency_proof(LEAVES[:3], old)


def vectors(kind):
    home = os.environ.get("SEPAHAM_REAL_DATA")
    if home is None:
        return [pytest.param(None, marks=pytest.mark.skip(reason="SEPAHAM_REAL_DATA is not set"))]
    folder = Path(home) / "vectors" / "merkle" / kind
    found = sorted(folder.rglob("*.json"))
    assert found, f"{folder} holds no vectors"
    return [pytest.param(path, id=path.relative_to(folder).as_posix()) for path in found]


def fields(path):
    case = json.loads(path.read_text())
    proof = [base64.b64decode(one) for one in case["proof"] or []]
    return case, proof


def judge(case, verify, **claim):
    if case["wantErr"]:
        with pytest.raises(ProofError):
            verify(**claim)
    else:
        verify(**claim)


@pytest.mark.parametrize("path", vectors("inclusion"))
def test_public_inclusion_vector(path):
    case, proof = fields(path)
    judge(
        case,
        verify_inclusion,
        leaf=base64.b64decode(case["leafHash"]),
        index=case["leafIdx"],
        size=case["treeSize"],
        root=base64.b64decode(case["root"]),
        proof=proof,
    )


@pytest.mark.parametrize("path", vectors("consistency"))
def test_public_consistency_vector(path):
    case, proof = fields(path)
    judge(
        case,
        verify_consistency,
        old_size=case["size1"],
        old_root=base64.b64decode(case["root1"]),
        size=case["size2"],
        root=base64.b64decode(case["root2"]),
        proof=proof,
    )
