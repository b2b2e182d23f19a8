"""
A whole log checked: every entry opens, every signature holds, the tree over them is the one that was signed.

What an entry means is not asked here. The work on the entries can be shared between processes: each opens a
run of them (`open_run`), and the leaves, put together in order, are held against the head (`verify_log`).
"""

import re
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.ledger import tree
from sepaham.ledger.checkpoint import Checkpoint
from sepaham.ledger.commitment import commit
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.signing import Verifier

Keys = Mapping[str, tuple[str, bytes]]
"""Every key that signs in a log by its id: its algorithm and public key."""

_CANONICAL = b'{"payloadType":"%b","payload":"%b","signatures":[{"keyid":"%b","sig":"%b"}]}'
_PARTS = 19
_TYPE = re.compile(rb"[A-Za-z0-9!#$&^_.+:/~-]{1,128}")


@dataclass(frozen=True, slots=True)
class EntryFault:
    """
    An entry that is not as it must be.

    Attributes:
        index: Its place.
        code: ``entry.order`` (another place than its own), ``entry.shape`` (no canonical envelope),
            ``entry.stranger`` (signed by a key nobody enrolled) or ``entry.signature`` (one that fails).
    """

    index: int
    code: str


@dataclass(frozen=True, slots=True)
class Run:
    """
    A run of entries that were opened.

    Attributes:
        first: The place of the first.
        leaves: Their leaf hashes, also of those with a fault.
        faults: What is wrong with them.
    """

    first: int
    leaves: tuple[bytes, ...]
    faults: tuple[EntryFault, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """
    What a whole log was found to be.

    Attributes:
        head: What was signed.
        entries: How many entries were opened; their signatures hold, but for the faults.
        whole: Whether the tree over them is the one signed: nothing altered, left out, put in or moved.
        faults: What is wrong with single entries, in their order.
    """

    head: Checkpoint
    entries: int
    whole: bool
    faults: tuple[EntryFault, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing at all is wrong."""
        return self.whole and not self.faults


def open_run(*, first: int, disclosed: Iterable[Disclosed], keys: Keys, verifier: Verifier) -> Run:
    """
    Open a run of entries: compute what the log holds for each, and check its signature.

    Args:
        first: The place of the first.
        disclosed: What opens them, in order and without gaps.
        keys: Every key that signs in this log.
        verifier: How signatures are checked.
    """
    leaves, faults = [], []
    for index, one in enumerate(disclosed, first):
        entry = commit(salt=one.salt, received_at=one.received_us, envelope=one.envelope)
        leaves.append(tree.leaf_hash(entry))
        code = "entry.order" if one.index != index else _fault(one.envelope, keys, verifier)
        if code:
            faults.append(EntryFault(index, code))
    return Run(first, tuple(leaves), tuple(faults))


def verify_log(*, head: Checkpoint, runs: Sequence[Run]) -> Verified:
    """
    Hold opened entries against a head of their log.

    Args:
        head: A head the log signed, as `open_checkpoint` gives it.
        runs: All entries up to it, in order.
    """
    frontier, faults = tree.Frontier(), []
    for run in runs:
        if run.first != frontier.size:
            faults.append(EntryFault(run.first, "entry.order"))
        frontier = frontier.extend(run.leaves)
        faults += run.faults
    whole = frontier.size == head.size and frontier.root() == head.root
    return Verified(head, frontier.size, whole, tuple(faults))


def _fault(envelope: bytes, keys: Keys, verifier: Verifier) -> str:
    """
    Return what is wrong with an envelope; '' where its signature holds.

    Written out for speed: it takes an envelope apart at its quotes and accepts it only if putting it together
    again gives the same bytes, which is what being canonical means.
    """
    parts = envelope.split(b'"')
    if len(parts) != _PARTS:
        return "entry.shape"
    kind, keyid = parts[3], parts[13]
    try:
        payload, signature = a2b_base64(parts[7]), a2b_base64(parts[17])
    except Error:
        return "entry.shape"
    again = (kind, b2a_base64(payload, newline=False), keyid, b2a_base64(signature, newline=False))
    if _CANONICAL % again != envelope or not _TYPE.fullmatch(kind):
        return "entry.shape"
    key = keys.get(keyid.decode("latin-1"))
    if key is None:
        return "entry.stranger"
    message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
    held = verifier.verify(algorithm=key[0], public=key[1], message=message, signature=signature)
    return "" if held else "entry.signature"
