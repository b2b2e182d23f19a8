"""
Evidence that a log rewrote its past: of two heads it signed, the larger does not continue the smaller.

A consistency proof shows with which root of the smaller one's size the larger tree begins; it is not the root
the log signed then. Two heads of one size are `evidence`, and need no proof.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64, strict, tree
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint
from sepaham.ledger.note import MAX_NOTE, NoteKey, parse_note
from sepaham.ledger.signing import Verifier

FORMAT = "sepaham/fork/v1"

_FIELDS = {"format", "held", "shown", "root", "proof"}
_LIMIT = 4 * MAX_NOTE


class ForkError(SepahamError):
    """A text that is no such evidence, or evidence that shows nothing."""


@dataclass(frozen=True, slots=True)
class Fork:
    """
    Two signed heads of one log, and how the second begins.

    Attributes:
        held: The smaller one.
        shown: The larger one.
        root: The root of `held`'s size with which the tree of `shown` begins.
        proof: The consistency proof that it does.
    """

    held: bytes
    shown: bytes
    root: bytes
    proof: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """Return the evidence as it travels."""
        fields = {
            "format": FORMAT,
            "held": self.held.decode(),
            "shown": self.shown.decode(),
            "root": base64.encode(self.root),
            "proof": [base64.encode(one) for one in self.proof],
        }
        return json.dumps(fields, ensure_ascii=False, indent=1).encode() + b"\n"

    @property
    def origin(self) -> str:
        """Return the origin of the log that is accused."""
        return parse_note(self.held).text.partition("\n")[0]


def parse_fork(raw: bytes) -> Fork:
    """
    Read such evidence without believing it.

    Raises:
        ForkError: ``fork.syntax``.
    """
    try:
        fields = strict.loads(raw, limit=_LIMIT)
        if fields.keys() != _FIELDS or fields["format"] != FORMAT:
            raise ForkError(f"It says that it is {FORMAT} and has five fields.", "fork.syntax")
        proof = tuple(base64.decode(one) for one in fields["proof"])
        return Fork(fields["held"].encode(), fields["shown"].encode(), base64.decode(fields["root"]), proof)
    except (AttributeError, TypeError) as fault:
        raise ForkError("A field of the evidence is not of its form.", "fork.syntax") from fault
    except SepahamError as fault:
        raise ForkError(f"This is no evidence: {fault.message}", "fork.syntax") from fault


def verify_fork(
    *, fork: Fork, log_keys: Iterable[NoteKey], verifier: Verifier
) -> tuple[Checkpoint, Checkpoint]:
    """
    Return the two heads of which the second does not continue the first.

    Raises:
        ForkError: ``fork.innocent``; it does.
        SepahamError: One of them was not signed by the log's keys, or the proof does not hold.
    """
    keys = tuple(log_keys)
    held, shown = (
        open_checkpoint(raw=raw, origin=fork.origin, log_keys=keys, verifier=verifier).checkpoint
        for raw in (fork.held, fork.shown)
    )
    tree.verify_consistency(
        old_size=held.size, old_root=fork.root, size=shown.size, root=shown.root, proof=fork.proof
    )
    if fork.root == held.root:
        raise ForkError("The second head continues the first: one past, as it should be.", "fork.innocent")
    return held, shown
