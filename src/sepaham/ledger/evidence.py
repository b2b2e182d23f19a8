"""
Evidence that a log has two pasts: two heads of one size and two roots, both under the log's signature.

Nothing explains such a pair away: a tree of so many entries has one root. Whoever knows the log's key can
check it, without us, without the entries.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint
from sepaham.ledger.note import NoteKey, parse_note
from sepaham.ledger.signing import Verifier

HEADER = "sepaham/split-view@v1"
MAX_EVIDENCE = 1_048_576

_LINES = 4


class EvidenceError(SepahamError):
    """A text that is no evidence, or a pair of heads that shows nothing."""


@dataclass(frozen=True, slots=True)
class SplitView:
    """Two signed checkpoints that cannot both be of one log, as they travelled."""

    first: bytes
    second: bytes

    def to_bytes(self) -> bytes:
        """Return the evidence as it is kept: a header and the two notes in base64, a line each."""
        return f"{HEADER}\n{base64.encode(self.first)}\n{base64.encode(self.second)}\n".encode()

    @property
    def origin(self) -> str:
        """Return the origin the first of them claims."""
        return parse_note(self.first).text.split("\n", 1)[0]


def parse_split_view(raw: bytes) -> SplitView:
    """
    Read evidence without believing it.

    Raises:
        EvidenceError: ``evidence.syntax``.
    """
    lines = raw.decode("ascii", "replace").split("\n") if len(raw) <= MAX_EVIDENCE else []
    if len(lines) != _LINES or lines[0] != HEADER or lines[3]:
        raise EvidenceError(f"Evidence is the line {HEADER} and two heads in base64.", "evidence.syntax")
    try:
        return SplitView(base64.decode(lines[1]), base64.decode(lines[2]))
    except base64.Base64Error as fault:
        raise EvidenceError(f"A head in the evidence is unreadable: {fault}", "evidence.syntax") from fault


def verify_split_view(
    *, view: SplitView, log_keys: Iterable[NoteKey], verifier: Verifier
) -> tuple[Checkpoint, Checkpoint]:
    """
    Show that a log signed two pasts, and return both heads.

    Args:
        view: The evidence.
        log_keys: The keys of the log it is about.
        verifier: How signatures are checked.

    Raises:
        EvidenceError: ``evidence.innocent``; the two can be heads of one log.
        CheckpointError: One is no checkpoint of this log.
        NoteError: One is unreadable or not signed by the log.
    """
    keys = tuple(log_keys)
    first, second = (
        open_checkpoint(raw=raw, origin=view.origin, log_keys=keys, verifier=verifier).checkpoint
        for raw in (view.first, view.second)
    )
    if first.size != second.size or first.root == second.root:
        raise EvidenceError(
            "These heads differ in size or not at all; they may be of one log.", "evidence.innocent"
        )
    return first, second
