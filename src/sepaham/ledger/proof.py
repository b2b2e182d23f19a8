"""
Offline proofs (C2SP tlog-proof): an entry's place, the hashes to the root, and the checkpoint, in one text.

With the entry and a policy that is all it takes to know, without asking anyone, that the log held the entry
and who saw that same log.
"""

import re
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64, tree
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint
from sepaham.ledger.cosignature import Cosigned, cosignatures
from sepaham.ledger.note import MAX_NOTE, Note, parse_note
from sepaham.ledger.policy import Policy
from sepaham.ledger.signing import Verifier

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PROOF = MAX_NOTE + 131_072
MAX_HASHES = 63

_FEWEST = 2
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_EXTRA = "extra "
_INDEX = "index "


class LogProofError(SepahamError):
    """A text that is no proof of logging."""


@dataclass(frozen=True, slots=True)
class LogProof:
    """
    Where an entry stands in a log, and how to see it.

    Attributes:
        index: The entry's place, from 0.
        hashes: From the leaf's sibling upward.
        checkpoint: The signed note, as it was.
        extra: Bytes that come along and that nothing here vouches for.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def to_bytes(self) -> bytes:
        """Return the proof as it travels."""
        extra = [] if self.extra is None else [_EXTRA + base64.encode(self.extra)]
        lines = [HEADER, *extra, f"{_INDEX}{self.index}", *map(base64.encode, self.hashes), "", ""]
        return "\n".join(lines).encode() + self.checkpoint

    @property
    def note(self) -> Note:
        """Return the checkpoint's note, taken apart and not yet believed."""
        return parse_note(self.checkpoint)


@dataclass(frozen=True, slots=True)
class Proven:
    """
    What a proof did prove under a policy.

    Attributes:
        checkpoint: The head of the log the entry is in.
        index: The entry's place.
        seen: The witnesses' cosignatures under it that hold, in the policy's order.
        names: The policy's names of those witnesses.
        quorum: Whether they are a quorum, and at least two: one witness's word proves no common past.
    """

    checkpoint: Checkpoint
    index: int
    seen: tuple[Cosigned, ...]
    names: tuple[str, ...]
    quorum: bool


def parse_proof(raw: bytes) -> LogProof:
    """
    Read a proof without believing it.

    Raises:
        LogProofError: ``logproof.size`` or ``logproof.syntax``.
    """
    if len(raw) > MAX_PROOF:
        raise LogProofError(f"A proof has at most {MAX_PROOF} bytes.", "logproof.size")
    head, gap, note = raw.partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    if not gap or lines.pop(0) != HEADER:
        raise LogProofError(f"A proof begins with the line {HEADER}.", "logproof.syntax")
    extra = _decoded(lines.pop(0)[len(_EXTRA) :]) if lines and lines[0].startswith(_EXTRA) else None
    number = lines.pop(0) if lines else ""
    if not number.startswith(_INDEX) or not _NUMBER.fullmatch(number[len(_INDEX) :]):
        raise LogProofError("A proof states its entry's index in decimal.", "logproof.syntax")
    if len(lines) > MAX_HASHES:
        raise LogProofError(f"A proof has at most {MAX_HASHES} hashes.", "logproof.size")
    hashes = tuple(map(_decoded, lines))
    if any(len(one) != tree.HASH_SIZE for one in hashes):
        raise LogProofError("A hash in the proof is not 32 bytes long.", "logproof.syntax")
    return LogProof(int(number[len(_INDEX) :]), hashes, note, extra)


def verify_proof(*, proof: LogProof, entry: bytes, policy: Policy, verifier: Verifier) -> Proven:
    """
    Show that a log of the policy held an entry, and who witnessed that log.

    A missing quorum is an answer, not an error: the log's own word is then all one has.

    Args:
        proof: The proof as it was read.
        entry: The entry's bytes; in our logs the 32 byte commitment.
        policy: Whom one believes.
        verifier: How signatures are checked.

    Raises:
        CheckpointError: ``checkpoint.origin`` (of no log in the policy), ``checkpoint.syntax`` or
            ``checkpoint.unsigned``.
        NoteError: The checkpoint is unreadable or a signature of a known key fails.
        ProofError: The hashes do not lead from the entry to the checkpoint's root.
    """
    origin = proof.note.text.split("\n", 1)[0]
    opened = open_checkpoint(
        raw=proof.checkpoint, origin=origin, log_keys=policy.log_keys(origin), verifier=verifier
    )
    head = opened.checkpoint
    tree.verify_inclusion(
        leaf=tree.leaf_hash(entry), index=proof.index, size=head.size, root=head.root, proof=proof.hashes
    )
    return Proven(head, proof.index, *witnessed(note=proof.note, policy=policy, verifier=verifier))


def witnessed(
    *, note: Note, policy: Policy, verifier: Verifier
) -> tuple[tuple[Cosigned, ...], tuple[str, ...], bool]:
    """
    Return whose cosignatures under a checkpoint hold, the policy's names for them, and whether they suffice.

    Raises:
        NoteError: A known witness's line does not hold.
    """
    seen = cosignatures(note=note, keys=[one.key for one in policy.witnesses], verifier=verifier)
    keys = {one.key for one in seen}
    names = tuple(one.name for one in policy.witnesses if one.key in keys)
    return seen, names, len(names) >= _FEWEST and policy.satisfied(names)


def _decoded(text: str) -> bytes:
    try:
        return base64.decode(text)
    except base64.Base64Error as fault:
        raise LogProofError(f"A line of the proof is unreadable: {fault}", "logproof.syntax") from fault
