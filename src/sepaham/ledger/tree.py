"""
The Merkle tree of RFC 6962, section 2.1, with the verifying walks of RFC 9162, sections 2.1.3 and 2.1.4.

A tree of n entries splits at the largest power of two below n. Leaves and nodes are hashed under different
first bytes, so that neither can be passed off as the other. Every hash in and out is 32 bytes of SHA-256.

    >>> root([leaf_hash(b"a"), leaf_hash(b"b")]) == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
    True
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sepaham.errors import SepahamError

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

_sha256 = hashlib.sha256


class TreeError(SepahamError):
    """A question about a tree that has no answer."""


class ProofError(SepahamError):
    """A proof that proves nothing."""


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 ‖ entry)."""
    return _sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 ‖ left ‖ right)."""
    return _sha256(b"\1" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """
    The right edge of a tree: the roots of its perfect subtrees, largest first; all that growing it needs.

    A value: `append` and `extend` return the grown frontier and leave this one as it was, so that a write
    that fails half-way is undone by forgetting its result.

    Attributes:
        size: How many leaves the tree has.
        hashes: One root for each bit set in `size`.

    Raises:
        TreeError: ``tree.frontier``; the hashes do not belong to a tree of this size.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a restored edge that cannot be one."""
        whole = self.size >= 0 and len(self.hashes) == self.size.bit_count()
        if not whole or any(len(edge) != HASH_SIZE for edge in self.hashes):
            raise TreeError(f"These hashes are no edge of a tree of {self.size} leaves.", "tree.frontier")

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier grown by one leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """Return the frontier grown by leaf hashes in their order."""
        edge, size, sha256 = list(self.hashes), self.size, _sha256
        for leaf in leaves:
            right, complete = leaf, size
            while complete & 1:
                right = sha256(b"\1" + edge.pop() + right).digest()
                complete >>= 1
            edge.append(right)
            size += 1
        return Frontier(size, tuple(edge))

    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.hashes:
            return EMPTY_ROOT
        *lefts, whole = self.hashes
        for left in reversed(lefts):
            whole = node_hash(left, whole)
        return whole


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes in their order."""
    return Frontier().extend(leaf_hashes).root()


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """
    Return the hashes that lead from the leaf at `index` to the root, lowest first.

    Raises:
        TreeError: ``tree.index``; the tree has no such leaf.
    """
    if not 0 <= index < len(leaf_hashes):
        raise TreeError(f"A tree of {len(leaf_hashes)} leaves has no leaf {index}.", "tree.index")
    return _path(list(leaf_hashes), index)


def consistency_proof(leaf_hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """
    Return the hashes that show the first `old_size` leaves to be the beginning of all of them.

    Raises:
        TreeError: ``tree.size``; `old_size` is zero (nothing to prove) or more than there are leaves.
    """
    if not 0 < old_size <= len(leaf_hashes):
        raise TreeError(f"No proof leads from {old_size} to {len(leaf_hashes)} leaves.", "tree.size")
    if old_size == len(leaf_hashes):
        return []
    row, index = list(leaf_hashes), old_size - 1
    while index & 1:
        row, index = _parents(row), index >> 1
    known = [row[index]] if index else []  # at 0 the old root itself is where the walk begins
    return known + _path(row, index)


def _path(row: list[bytes], index: int) -> list[bytes]:
    """Climb from one node of a row to the root, keeping the sibling of each node on the way."""
    siblings = []
    while len(row) > 1:
        if index ^ 1 < len(row):
            siblings.append(row[index ^ 1])
        row, index = _parents(row), index >> 1
    return siblings


def _parents(row: list[bytes]) -> list[bytes]:
    """Return the row above; a last node without a sibling moves up as it is."""
    above = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
    return above + row[-1:] if len(row) & 1 else above


def verify_inclusion(*, leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """
    Show that a leaf hash stands at `index` in the tree of `size` leaves that has this root.

    Raises:
        ProofError: ``proof.size`` (no such place), ``proof.length`` (hashes missing, to spare or
            not 32 bytes) or ``proof.root`` (it leads elsewhere).
    """
    if not 0 <= index < size:
        raise ProofError(f"A tree of {size} leaves has no leaf {index}.", "proof.size")
    _check_lengths(leaf, *proof)
    node, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("The proof goes on beyond the root.", "proof.length")
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            node, last = _rise_while_lone(node, last)
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    _check_arrival(last, (reached, root))


def verify_consistency(
    *, old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """
    Show that the tree of `size` leaves begins with the tree of `old_size` leaves: nothing was rewritten.

    An `old_size` of zero is refused, even with an empty proof: every tree begins with nothing, so such a
    proof would vouch for any root at all.

    Raises:
        ProofError: ``proof.size``, ``proof.length`` or ``proof.root``, as for `verify_inclusion`.
    """
    if not 0 < old_size <= size:
        raise ProofError(f"No proof leads from {old_size} to {size} leaves.", "proof.size")
    if old_size == size:
        return _check_arrival(len(proof), (old_root, root))
    old_complete = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if old_complete else list(proof)
    if not proof:
        raise ProofError("The proof is empty.", "proof.length")
    _check_lengths(*path)
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    return _walk_both(path, node, last, (old_root, root))


def _walk_both(path: list[bytes], node: int, last: int, roots: tuple[bytes, bytes]) -> None:
    """Rebuild the old and the new root side by side from the hashes they share."""
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("The proof goes on beyond the root.", "proof.length")
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            node, last = _rise_while_lone(node, last)
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    _check_arrival(last, (old, roots[0]), (new, roots[1]))


def _rise_while_lone(node: int, last: int) -> tuple[int, int]:
    """Skip the rows in which a last node has no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _check_lengths(*hashes: bytes) -> None:
    if any(len(one) != HASH_SIZE for one in hashes):
        raise ProofError(f"A hash in the proof is not {HASH_SIZE} bytes long.", "proof.length")


def _check_arrival(rows_left: int, *pairs: tuple[bytes, bytes]) -> None:
    if rows_left:
        raise ProofError("The proof has too few or too many hashes.", "proof.length")
    if any(reached != wanted for reached, wanted in pairs):
        raise ProofError("The proof leads to another root.", "proof.root")
