"""
Signed notes (C2SP signed-note v1.0.0): a text, an empty line, and lines of signatures.

A key is known by its name and a four byte id. Signatures by unknown keys are passed over, so that others
may sign the same note; a known key that fails condemns the whole note, and so does having none that is known.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64
from sepaham.ledger.signing import Signer, Verifier

MAX_NOTE = 262_144
MAX_SIGNATURES = 64
ED25519 = 0x01
COSIGNATURE = 0x04

_ID_SIZE = 4
_TIME_SIZE = 8
_TIMED_SIZE = 72
_LAST_SECOND = 2**63 - 1
_ID_TEXT = re.compile(r"[0-9a-f]{8}")
_VKEY_PARTS = 3
_DASH = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(SepahamError):
    """A note, a key or a signature that cannot be read or believed."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """
    How one type of signature works.

    Attributes:
        algorithm: The rule's name, as signers and verifiers call it.
        public_size: How many bytes a public key has.
        unpack: From the note's text and a signature's bytes (both as they stand in the note) to the message
            signed and the bare signature; raises NoteError where the bytes have another shape.
    """

    algorithm: str
    public_size: int
    unpack: Callable[[bytes, bytes], tuple[bytes, bytes]]


def _text_itself(text: bytes, signature: bytes) -> tuple[bytes, bytes]:
    return text, signature


def _timed(text: bytes, signature: bytes) -> tuple[bytes, bytes]:
    seconds = int.from_bytes(signature[:_TIME_SIZE], "big")
    if len(signature) != _TIMED_SIZE or seconds > _LAST_SECOND:
        raise NoteError("A cosignature is a time and an Ed25519 signature, 72 bytes.", "note.signature")
    return b"cosignature/v1\ntime %d\n%b" % (seconds, text), signature[_TIME_SIZE:]


TYPES = {
    ED25519: NoteType("ed25519", 32, _text_itself),
    COSIGNATURE: NoteType("ed25519", 32, _timed),
}


@dataclass(frozen=True, slots=True)
class NoteKey:
    """
    A public key that signs notes under a name.

    Raises:
        NoteError: ``note.name``, ``note.type`` or ``note.key`` (a public key of another length).
    """

    name: str
    public: bytes
    type: int = ED25519

    def __post_init__(self) -> None:
        """Refuse a name no note can carry and a key no known type has."""
        _check_name(self.name)
        if self.type not in TYPES:
            raise NoteError(f"Signatures of type {self.type:#04x} are not known here.", "note.type")
        if len(self.public) != TYPES[self.type].public_size:
            raise NoteError("The public key has the wrong length for its type.", "note.key")

    @property
    def id(self) -> bytes:
        """Return the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + self._typed).digest()[:_ID_SIZE]

    @property
    def vkey(self) -> str:
        """Return the key as text, ``name+id+base64``."""
        return f"{self.name}+{self.id.hex()}+{base64.encode(self._typed)}"

    @property
    def _typed(self) -> bytes:
        return bytes((self.type,)) + self.public


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One line under a note: who, the four byte id of the key, and what the key wrote."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """Return the line as it stands in the note, its newline included."""
        return f"{_DASH}{self.name} {base64.encode(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline and the signatures under it, verified or not."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def to_bytes(self) -> bytes:
        """Return the note as it travels."""
        return f"{self.text}\n{''.join(one.line for one in self.signatures)}".encode()


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note one may believe: the signatures that held, one per known key, and those of unknown keys."""

    text: str
    verified: tuple[NoteSignature, ...]
    unknown: tuple[NoteSignature, ...]


def parse_vkey(text: str) -> NoteKey:
    """
    Read a public key written as ``name+id+base64``.

    Raises:
        NoteError: ``note.vkey`` where the text is no such key or its id is another key's, else as `NoteKey`.
    """
    parts = text.split("+", 2)  # base64 may hold a plus too
    if len(parts) != _VKEY_PARTS or not _ID_TEXT.fullmatch(parts[1]):
        raise NoteError("A key is written as name+id+base64.", "note.vkey")
    try:
        typed = base64.decode(parts[2])
    except base64.Base64Error as fault:
        raise NoteError(f"The key's last part is unreadable: {fault}", "note.vkey") from fault
    key = NoteKey(name=parts[0], type=typed[0] if typed else 0, public=typed[1:])
    if key.id.hex() != parts[1]:
        raise NoteError("The key's id is not the id of this name and key.", "note.vkey")
    return key


def sign_text(*, text: str, name: str, signer: Signer) -> NoteSignature:
    """
    Sign a text with an Ed25519 key (type 0x01) under a name.

    Raises:
        NoteError: ``note.text``, ``note.name``, or ``note.type`` where the signer's algorithm is another.
    """
    _check_text(text)
    if signer.algorithm != TYPES[ED25519].algorithm:
        raise NoteError(f"A note is signed with Ed25519, not {signer.algorithm}.", "note.type")
    key = NoteKey(name=name, public=signer.public)
    return NoteSignature(name=name, key_id=key.id, signature=signer.sign(text.encode()))


def parse_note(raw: bytes) -> Note:
    """
    Take a note apart without believing it.

    Raises:
        NoteError: ``note.size``, ``note.text``, ``note.syntax``, ``note.name`` or ``note.signature``.
    """
    if len(raw) > MAX_NOTE:
        raise NoteError(f"A note has at most {MAX_NOTE} bytes.", "note.size")
    try:
        whole = raw.decode()
    except UnicodeDecodeError as fault:
        raise NoteError("A note is UTF-8.", "note.text") from fault
    body, empty_line, below = whole.rpartition("\n\n")
    if not empty_line or not below.endswith("\n"):
        raise NoteError("A note is a text, an empty line and lines of signatures.", "note.syntax")
    _check_text(body + "\n")
    lines = below[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"A note has at most {MAX_SIGNATURES} signatures.", "note.size")
    return Note(text=body + "\n", signatures=tuple(map(_signature, lines)))


def open_note(*, raw: bytes, keys: Iterable[NoteKey], verifier: Verifier) -> OpenedNote:
    """
    Read a note and verify every signature made by a known key.

    Args:
        raw: The note as it travelled.
        keys: The keys one trusts to sign it.
        verifier: How their signatures are checked.

    Raises:
        NoteError: ``note.forged`` where a known key's signature fails, ``note.unsigned`` where no known key
            signed, else as `parse_note`.
    """
    note = parse_note(raw)
    known = {(key.name, key.id): key for key in keys}
    verified: dict[NoteKey, NoteSignature] = {}
    unknown = []
    for one in note.signatures:
        key = known.get((one.name, one.key_id))
        if key is None:
            unknown.append(one)
        elif _holds(note.text.encode(), one, key, verifier):
            verified.setdefault(key, one)
        else:
            raise NoteError(f"The signature of {one.name} does not hold.", "note.forged")
    if not verified:
        raise NoteError("No known key has signed this note.", "note.unsigned")
    return OpenedNote(text=note.text, verified=tuple(verified.values()), unknown=tuple(unknown))


def _holds(text: bytes, one: NoteSignature, key: NoteKey, verifier: Verifier) -> bool:
    kind = TYPES[key.type]
    message, signature = kind.unpack(text, one.signature)
    return verifier.verify(algorithm=kind.algorithm, public=key.public, message=message, signature=signature)


def _signature(line: str) -> NoteSignature:
    name, _, written = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH):
        raise NoteError("A signature line begins with an em dash and a space.", "note.signature")
    _check_name(name)
    try:
        blob = base64.decode(written)
    except base64.Base64Error as fault:
        raise NoteError(f"The signature of {name} is unreadable: {fault}", "note.signature") from fault
    if len(blob) <= _ID_SIZE:
        raise NoteError(f"The signature of {name} is too short.", "note.signature")
    return NoteSignature(name=name, key_id=blob[:_ID_SIZE], signature=blob[_ID_SIZE:])


def _check_name(name: str) -> None:
    if not name or "+" in name or _CONTROL.search(name) or any(sign.isspace() for sign in name):
        raise NoteError(f"{name!r} cannot name a key: no spaces, no plus, not empty.", "note.name")


def _check_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError("A note's text ends in a newline and holds no control characters.", "note.text")
