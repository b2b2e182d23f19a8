"""
What a witness does (C2SP tlog-witness v1.0.0), as a function from a request and a state to an answer.

Nothing is kept here: whoever calls `add_checkpoint` stores the new state before giving the answer, and does
both while nobody else does the same. Beyond the specification, an answer says when a request is evidence
that a log has two pasts, and holds both signed checkpoints.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64, tree
from sepaham.ledger.checkpoint import Checkpoint, CheckpointError, open_checkpoint, parse_checkpoint
from sepaham.ledger.cosignature import cosign
from sepaham.ledger.note import Note, NoteError, NoteKey, NoteSignature, parse_note
from sepaham.ledger.policy import Policy
from sepaham.ledger.signing import Signer, Verifier

MAX_REQUEST = 262_144
MAX_HASHES = 63
SIZE_TYPE = "text/x.tlog.size"

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_OK, _BAD, _FORBIDDEN, _UNKNOWN, _CONFLICT, _UNPROVEN = 200, 400, 403, 404, 409, 422


class RequestError(SepahamError):
    """A body that asks a witness nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a witness: to go from a tree of `old` leaves to a checkpoint's, with the proof."""

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes

    def to_bytes(self) -> bytes:
        """Return the request's body."""
        lines = [f"old {self.old}", *map(base64.encode, self.hashes), "", ""]
        return "\n".join(lines).encode() + self.checkpoint


@dataclass(frozen=True, slots=True)
class Held:
    """
    The newest checkpoint a witness cosigned for a log.

    Attributes:
        note: The checkpoint under the log's signature and the witness's own.
    """

    note: bytes

    @property
    def checkpoint(self) -> Checkpoint:
        """Return the checkpoint."""
        return parse_checkpoint(parse_note(self.note).text)


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a witness answers.

    Attributes:
        status: The HTTP status.
        body: The answer's body.
        content_type: Of the body.
        origin: The log's origin where it is known.
        held: The state to keep before answering; None where nothing changed.
        evidence: Both checkpoints and the request, where they show the log to have two pasts or may.
    """

    status: int
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    origin: str = ""
    held: Held | None = None
    evidence: "Evidence | None" = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What shows, or may show, that a log told two stories.

    Attributes:
        held: The checkpoint that was cosigned before, as signed.
        request: The whole request that does not continue it.
        certain: True where two signed checkpoints of one size have two roots: nothing explains that away.
    """

    held: bytes
    request: bytes
    certain: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """Who cosigns, and whom it knows; `logs` are the keys of each log by its origin."""

    name: str
    signer: Signer
    logs: Mapping[str, Sequence[NoteKey]]
    verifier: Verifier


def logs_in(policy: Policy) -> dict[str, tuple[NoteKey, ...]]:
    """Return the keys of each log a policy names, by origin."""
    return {log.key.name: policy.log_keys(log.key.name) for log in policy.logs}


def parse_request(raw: bytes) -> Request:
    """
    Take a request apart.

    Raises:
        RequestError: ``witness.size`` or ``witness.syntax``.
    """
    if len(raw) > MAX_REQUEST:
        raise RequestError(f"A request has at most {MAX_REQUEST} bytes.", "witness.size")
    head, gap, note = raw.partition(b"\n\n")
    try:
        old, *lines = head.decode("ascii").split("\n")
        hashes = tuple(map(base64.decode, lines))
    except (UnicodeDecodeError, base64.Base64Error) as fault:
        raise RequestError(f"The proof's lines are unreadable: {fault}", "witness.syntax") from fault
    match = _OLD.fullmatch(old)
    if not gap or match is None or len(hashes) > MAX_HASHES:
        raise RequestError(
            f"A request has an old size, at most {MAX_HASHES} hashes and a checkpoint.", "witness.syntax"
        )
    return Request(int(match[1]), hashes, note)


def add_checkpoint(*, witness: Witness, raw: bytes, held: Mapping[str, Held], at: int) -> Answer:
    """
    Answer a request to cosign a checkpoint.

    Args:
        witness: Who is asked.
        raw: The request's body.
        held: The newest cosigned checkpoint of each log, by origin.
        at: Seconds since 1970, UTC, by the witness's own clock.
    """
    try:
        request = parse_request(raw)
        note = parse_note(request.checkpoint)
        checkpoint = parse_checkpoint(note.text)
    except (RequestError, NoteError, CheckpointError) as fault:
        return _refuse(_BAD, fault.message)
    keys = witness.logs.get(checkpoint.origin)
    if not keys:
        return _refuse(_UNKNOWN, "This log is not known here.")
    try:
        open_checkpoint(
            raw=request.checkpoint, origin=checkpoint.origin, log_keys=keys, verifier=witness.verifier
        )
    except (NoteError, CheckpointError) as fault:
        return _refuse(_FORBIDDEN, fault.message, checkpoint.origin)
    return _judge(witness, (request, note, checkpoint), raw, held.get(checkpoint.origin), at)


def _judge(
    witness: Witness, asked: tuple[Request, Note, Checkpoint], raw: bytes, held: Held | None, at: int
) -> Answer:
    """Answer a request that the log itself did sign."""
    request, note, head = asked
    before = held.checkpoint if held else None
    split = before is not None and before.size == head.size and before.root != head.root
    evidence = Evidence(held.note, raw, certain=split) if held else None
    if request.old > head.size:
        return _refuse(_BAD, "The old size is larger than the checkpoint's.", head.origin)
    if request.old != (before.size if before else 0):
        size = f"{before.size if before else 0}\n".encode()
        return Answer(_CONFLICT, size, SIZE_TYPE, head.origin, evidence=evidence if split else None)
    try:
        _continues(request, before, head)
    except tree.ProofError as fault:
        return _refuse(_UNPROVEN, fault.message, head.origin, evidence)
    line = cosign(text=note.text, name=witness.name, signer=witness.signer, at=at)
    signed = Note(note.text, (*_of_log(note, witness.logs[head.origin]), line))
    return Answer(_OK, line.line.encode(), origin=head.origin, held=Held(signed.to_bytes()))


def _continues(request: Request, before: Checkpoint | None, head: Checkpoint) -> None:
    """Raise where a checkpoint does not continue what was cosigned before."""
    if request.old == 0:
        if request.hashes:
            raise tree.ProofError("A proof from nothing is empty.", "proof.length")
        if head.size == 0 and head.root != tree.EMPTY_ROOT:
            raise tree.ProofError("The root of no entries is another.", "proof.root")
        return
    if before is None:
        raise tree.ProofError("There is nothing to continue.", "proof.size")
    tree.verify_consistency(
        old_size=before.size, old_root=before.root, size=head.size, root=head.root, proof=request.hashes
    )


def _of_log(note: Note, keys: Iterable[NoteKey]) -> tuple[NoteSignature, ...]:
    known = {(key.name, key.id) for key in keys}
    return tuple(one for one in note.signatures if (one.name, one.key_id) in known)


def _refuse(status: int, message: str, origin: str = "", evidence: Evidence | None = None) -> Answer:
    return Answer(status, f"{message}\n".encode(), origin=origin, evidence=evidence)
