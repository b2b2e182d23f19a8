"""
Cosignatures (C2SP tlog-cosignature v1, Ed25519): a witness's word that a checkpoint was the newest it saw.

It says: at this time, this was the largest tree I have seen of this log, and it continues all I saw before.
The message does not hold the witness's name, so one key serves one witness only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sepaham.ledger.note import (
    COSIGNATURE,
    TYPES,
    Note,
    NoteError,
    NoteKey,
    NoteSignature,
    open_note,
    parse_note,
)
from sepaham.ledger.signing import Signer, Verifier

_TIME_SIZE = 8
_LAST_SECOND = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Cosigned:
    """
    One cosignature that holds.

    Attributes:
        key: Whose it is.
        at: When it was made by the witness's clock, in seconds since 1970, UTC.
        line: The signature as it stands under the checkpoint.
    """

    key: NoteKey
    at: int
    line: NoteSignature


def cosigner_key(*, name: str, public: bytes) -> NoteKey:
    """Return the key by which a witness of a name is known; its id is another than that of a log's key."""
    return NoteKey(name=name, public=public, type=COSIGNATURE)


def cosign(*, text: str, name: str, signer: Signer, at: int) -> NoteSignature:
    """
    Cosign a checkpoint's text.

    Args:
        text: The checkpoint's text, its last newline included.
        name: The witness's name.
        signer: Its Ed25519 key.
        at: Seconds since 1970, UTC.

    Raises:
        NoteError: ``note.name``, ``note.signature`` (a time before 1970 or beyond 2⁶³−1), or ``note.type``
            where the signer's algorithm is another.
    """
    kind = TYPES[COSIGNATURE]
    if signer.algorithm != kind.algorithm:
        raise NoteError(f"A checkpoint is cosigned with Ed25519, not {signer.algorithm}.", "note.type")
    if not 0 <= at <= _LAST_SECOND:
        raise NoteError(f"{at} is no time of a cosignature.", "note.signature")
    key = cosigner_key(name=name, public=signer.public)
    time = at.to_bytes(_TIME_SIZE, "big")
    message, _ = kind.unpack(text.encode(), time + bytes(64))
    return NoteSignature(name=name, key_id=key.id, signature=time + signer.sign(message))


def cosignatures(*, note: Note, keys: Iterable[NoteKey], verifier: Verifier) -> tuple[Cosigned, ...]:
    """
    Return the cosignatures under a checkpoint that witnesses one knows did make, in the order of the keys.

    None is an answer too. Where one witness signed several times, its first line counts.

    Args:
        note: The checkpoint's note; whether the log signed it is asked by `open_checkpoint`.
        keys: The witnesses one knows.
        verifier: How signatures are checked.

    Raises:
        NoteError: ``note.forged`` or ``note.signature``; a known witness's line does not hold.
    """
    keys = tuple(keys)
    known = {(key.name, key.id) for key in keys}
    lines = tuple(one for one in note.signatures if (one.name, one.key_id) in known)
    if not lines:
        return ()
    opened = open_note(raw=Note(note.text, lines).to_bytes(), keys=keys, verifier=verifier)
    by_key = {(one.name, one.key_id): one for one in opened.verified}
    return tuple(
        Cosigned(key, int.from_bytes(line.signature[:_TIME_SIZE], "big"), line)
        for key in keys
        if (line := by_key.get((key.name, key.id)))
    )


def parse_lines(text: str) -> tuple[NoteSignature, ...]:
    """
    Read signature lines that travel without their checkpoint, as a witness answers them.

    Raises:
        NoteError: ``note.syntax`` or ``note.signature``; this is no such line, or there is none.
    """
    return parse_note(f"-\n\n{text}".encode()).signatures
