"""
The sealed envelope: some bytes, what they are, and one signature over both (DSSE v1).

An envelope may arrive with its JSON spaced and ordered in any way. It leaves in one form only, the
canonical bytes that a log commits to.

    >>> pae(payload_type="http://example.com/HelloWorld", payload=b"hello world")
    b'DSSEv1 29 http://example.com/HelloWorld 11 hello world'
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from sepaham.errors import SepahamError
from sepaham.ledger import base64, strict
from sepaham.ledger.signing import Signer

MAX_ENVELOPE = 65_536

_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+:/~-]{1,128}")
_KEYID = re.compile(r"[0-9a-f]{32}")
_FIELDS = {"payloadType", "payload", "signatures"}
_SIGNATURE_FIELDS = {"keyid", "sig"}


class EnvelopeError(SepahamError):
    """Bytes that are no envelope, or parts of which none can be made."""


def pae(*, payload_type: str, payload: bytes) -> bytes:
    """Return DSSE's pre-authentication encoding: the bytes a signature really covers."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def statement_id(*, payload_type: str, payload: bytes) -> str:
    """
    Return the hexadecimal SHA-256(payloadType ‖ 0x00 ‖ payload): a name blind to who signed.

    Raises:
        EnvelopeError: ``envelope.shape``; the type holds a character no type may hold, NUL among them.
    """
    _check_type(payload_type)
    return hashlib.sha256(payload_type.encode() + b"\0" + payload).hexdigest()


@dataclass(frozen=True, slots=True)
class Envelope:
    """
    A payload under one signature. Being well-formed says nothing about the signature being true.

    Raises:
        EnvelopeError: ``envelope.shape``; the type or the key's name is not written as such names are.
    """

    payload_type: str
    payload: bytes
    keyid: str
    signature: bytes

    def __post_init__(self) -> None:
        """Refuse names that could not be written back in one form."""
        _check_type(self.payload_type)
        if not _KEYID.fullmatch(self.keyid):
            raise EnvelopeError("A key is named by 32 lower-case hexadecimal digits.", "envelope.shape")

    @property
    def id(self) -> str:
        """Return the statement's id; the same for whoever signs the same payload."""
        return statement_id(payload_type=self.payload_type, payload=self.payload)

    @property
    def message(self) -> bytes:
        """Return the bytes the signature covers."""
        return pae(payload_type=self.payload_type, payload=self.payload)

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: fixed order of keys, no spaces, canonical base64."""
        payload, signature = base64.encode(self.payload), base64.encode(self.signature)
        return (
            f'{{"payloadType":"{self.payload_type}","payload":"{payload}",'
            f'"signatures":[{{"keyid":"{self.keyid}","sig":"{signature}"}}]}}'
        ).encode("ascii")


def seal(*, payload_type: str, payload: bytes, signer: Signer) -> Envelope:
    """Sign a payload and return it in its envelope."""
    signature = signer.sign(pae(payload_type=payload_type, payload=payload))
    return Envelope(payload_type=payload_type, payload=payload, keyid=signer.keyid, signature=signature)


def open_envelope(raw: bytes) -> Envelope:
    """
    Read an envelope without trusting it: nothing is verified here, and the payload is not yet read.

    Raises:
        EnvelopeError: ``envelope.size``, ``envelope.syntax``, ``envelope.shape``, ``envelope.signatures`` or
            ``envelope.base64``.
    """
    if len(raw) > MAX_ENVELOPE:
        raise EnvelopeError(f"An envelope has at most {MAX_ENVELOPE} bytes.", "envelope.size")
    try:
        fields = strict.loads(raw, limit=MAX_ENVELOPE)
    except strict.StrictError as fault:
        raise EnvelopeError(f"An envelope is strict JSON: {fault}", "envelope.syntax") from fault
    if fields.keys() != _FIELDS:
        raise EnvelopeError("An envelope has payloadType, payload and signatures, no more.", "envelope.shape")
    keyid, signature = _only_signature(fields["signatures"])
    return Envelope(
        payload_type=_string(fields["payloadType"]),
        payload=_bytes(fields["payload"]),
        keyid=keyid,
        signature=signature,
    )


def _only_signature(signatures: Any) -> tuple[str, bytes]:
    if not isinstance(signatures, list) or len(signatures) != 1:
        raise EnvelopeError("An envelope bears exactly one signature.", "envelope.signatures")
    fields = signatures[0]
    if not isinstance(fields, dict) or fields.keys() != _SIGNATURE_FIELDS:
        raise EnvelopeError("A signature has keyid and sig, no more.", "envelope.signatures")
    return _string(fields["keyid"]), _bytes(fields["sig"])


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise EnvelopeError("An envelope's fields are texts.", "envelope.shape")
    return value


def _bytes(value: Any) -> bytes:
    try:
        return base64.decode(_string(value))
    except base64.Base64Error as fault:
        raise EnvelopeError(f"A field of the envelope is unreadable: {fault}", "envelope.base64") from fault


def _check_type(payload_type: str) -> None:
    if not _TYPE.fullmatch(payload_type):
        raise EnvelopeError("A payload type is 1 to 128 characters of a media type.", "envelope.shape")
