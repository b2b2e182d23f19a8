"""
Checkpoints (C2SP tlog-checkpoint v1.0.0): how large a log was and what its root was, signed by the log.

The first line, the origin, is the log's identity. Our logs sign under a key of that very name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64, note
from sepaham.ledger.signing import Signer, Verifier
from sepaham.ledger.tree import HASH_SIZE

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST = 2**63 - 1
_LINES = 3


class CheckpointError(SepahamError):
    """A text that is no checkpoint, or a checkpoint of another log."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """
    What a log claims about itself at one moment.

    Attributes:
        origin: The log's identity.
        size: How many entries it holds.
        root: The tree's root over them, 32 bytes.
        extensions: Further lines, which nobody can audit; empty in logs of our own.

    Raises:
        CheckpointError: ``checkpoint.syntax``; a part cannot be written on its line.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts that would not be read back as they are."""
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines):
            raise CheckpointError("An origin or extension is one line, not empty.", "checkpoint.syntax")
        if not 0 <= self.size <= _LARGEST or len(self.root) != HASH_SIZE:
            raise CheckpointError("A checkpoint has a size and a root of 32 bytes.", "checkpoint.syntax")

    @property
    def text(self) -> str:
        """Return the text that is signed."""
        lines = (self.origin, str(self.size), base64.encode(self.root), *self.extensions)
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint its log did sign, and the note that shows it."""

    checkpoint: Checkpoint
    note: note.OpenedNote


def parse_checkpoint(text: str) -> Checkpoint:
    """
    Read the text of a checkpoint.

    Raises:
        CheckpointError: ``checkpoint.syntax``.
    """
    lines = text.split("\n")
    if len(lines) <= _LINES or lines.pop() or not _SIZE.fullmatch(lines[1]):
        raise CheckpointError("A checkpoint has lines for origin, size and root.", "checkpoint.syntax")
    try:
        root = base64.decode(lines[2])
    except base64.Base64Error as fault:
        raise CheckpointError(f"The root is unreadable: {fault}", "checkpoint.syntax") from fault
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=root, extensions=tuple(lines[_LINES:]))


def sign_checkpoint(*, checkpoint: Checkpoint, signer: Signer) -> note.Note:
    """Sign a checkpoint as its log, under the origin's name."""
    signature = note.sign_text(text=checkpoint.text, name=checkpoint.origin, signer=signer)
    return note.Note(text=checkpoint.text, signatures=(signature,))


def open_checkpoint(
    *,
    raw: bytes,
    origin: str,
    log_keys: Iterable[note.NoteKey],
    other_keys: Iterable[note.NoteKey] = (),
    verifier: Verifier,
) -> OpenedCheckpoint:
    """
    Read a checkpoint, verify all signatures of known keys, and insist on the log's own.

    Args:
        raw: The signed note.
        origin: The log one means.
        log_keys: Keys of that log; more than one while it changes keys.
        other_keys: Keys of others whose signatures one wants checked as well.
        verifier: How signatures are checked.

    Raises:
        CheckpointError: ``checkpoint.syntax``, ``checkpoint.origin`` (another log's) or
            ``checkpoint.unsigned`` (known keys signed, but none of the log's).
        NoteError: The note itself is unreadable, unsigned or forged.
    """
    log_keys = tuple(log_keys)
    opened = note.open_note(raw=raw, keys=(*log_keys, *other_keys), verifier=verifier)
    checkpoint = parse_checkpoint(opened.text)
    if checkpoint.origin != origin:
        raise CheckpointError(f"This is a checkpoint of {checkpoint.origin}.", "checkpoint.origin")
    signed_by = {(one.name, one.key_id) for one in opened.verified}
    if not any((key.name, key.id) in signed_by for key in log_keys):
        raise CheckpointError("The log itself has not signed this checkpoint.", "checkpoint.unsigned")
    return OpenedCheckpoint(checkpoint=checkpoint, note=opened)
