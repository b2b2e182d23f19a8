"""
Between the ledger, which keeps bytes, and the domain, which keeps meaning.

`admit` opens what came over the wire and answers with a statement or with the reason why it is none; it is
the whole of the door's judgement, the same for the server, a mirror and an auditor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import canonical_json, digest
from sepaham.domain.devices import Device
from sepaham.domain.enrolment import proof_message
from sepaham.domain.erasure import stub_statement
from sepaham.domain.statement import PAYLOAD_TYPE, Statement, parse
from sepaham.errors import SepahamError
from sepaham.ledger.base64 import decode
from sepaham.ledger.envelope import MAX_ENVELOPE, Envelope, open_envelope, seal
from sepaham.ledger.signing import Signer, Verifier, key_id
from sepaham.ledger.strict import loads


@dataclass(frozen=True, slots=True)
class Admitted:
    """A statement whose signature holds, with the envelope it came in."""

    statement: Statement
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be taken as a statement, and why."""

    code: str
    message: str
    sha256: str
    size: int


def admit(
    raw: bytes, *, log: str, device_of: Callable[[str], Device | None], verifier: Verifier
) -> Admitted | Refused:
    """
    Judge one envelope.

    Args:
        raw: The bytes that came.
        log: The origin of the log they came to.
        device_of: The enrolled device of a name, if there is one.
        verifier: The one rule of verification.
    """
    try:
        return _open(raw, log, device_of, verifier)
    except SepahamError as error:
        return Refused(error.code, error.message, digest(raw), len(raw))


class RefusalError(SepahamError):
    """A reason to refuse an envelope that is well formed."""


def _open(raw: bytes, log: str, device_of: Callable[[str], Device | None], verifier: Verifier) -> Admitted:
    if len(raw) > MAX_ENVELOPE:
        raise RefusalError(
            f"The envelope has {len(raw)} bytes; at most {MAX_ENVELOPE} are taken.", "envelope.size"
        )
    envelope = open_envelope(raw)
    if envelope.payload_type != PAYLOAD_TYPE:
        raise RefusalError(
            f"The payload type is {envelope.payload_type!r}, not {PAYLOAD_TYPE!r}.", "envelope.type"
        )
    statement = parse(loads(envelope.payload), id=envelope.id)
    if statement.log != log:
        raise RefusalError(
            f"The statement is for the log {statement.log!r}, this is {log!r}; send it there.", "log.other"
        )
    device = device_of(statement.device)
    if device is None or statement.device != envelope.keyid:
        raise RefusalError(
            f"The device {statement.device!r} is not enrolled here; enrol it at the office above.",
            "device.unknown",
        )
    if device.office != statement.office:
        raise RefusalError(
            f"The device is enrolled for {device.office}, the statement says {statement.office}.",
            "device.office",
        )
    if not verifier.verify(
        algorithm=device.algorithm,
        public=decode(device.key),
        message=envelope.message,
        signature=envelope.signature,
    ):
        raise RefusalError(
            "The signature does not fit the statement and its device's key.", "signature.invalid"
        )
    return Admitted(statement, envelope)


def sign(statement: Statement, signer: Signer) -> Envelope:
    """Return a statement's envelope, signed; the statement's own id is not looked at."""
    return seal(payload_type=PAYLOAD_TYPE, payload=canonical_json(statement.payload()), signer=signer)


def statement_in(envelope: bytes) -> Statement:
    """Return the statement in an envelope that was admitted before, or the stub that is left of it."""
    if envelope.startswith(_STUB):
        told = loads(envelope)
        return stub_statement(id=told["erased"], log=told["log"], stub=told["stub"])
    opened = open_envelope(envelope)
    return parse(loads(opened.payload), id=opened.id)


_STUB = b'{"erased":'


def stub_bytes(erasing: Statement) -> bytes:
    """Return what is kept in place of an erased envelope; `statement_in` reads it."""
    told = {"erased": erasing.body["statement"], "log": erasing.log, "stub": erasing.body["stub"]}
    return canonical_json(told)


def microseconds(at: datetime) -> int:
    """Return an instant as the log's commitments count it: whole microseconds since 1970, UTC."""
    seconds = int(at.timestamp())
    return seconds * 1_000_000 + at.microsecond


def key_is_sound(*, device: str, algorithm: str, key: str, verifier: Verifier) -> bool:
    """Tell whether a key may be enrolled: well spelt, canonical, strong, and its device's namesake."""
    try:
        public = decode(key)
    except SepahamError:
        return False
    return verifier.accepts(algorithm=algorithm, public=public) and device == key_id(
        algorithm=algorithm, public=public
    )


def proof_holds(body: Mapping[str, str], *, log: str, verifier: Verifier) -> bool:
    """
    Tell whether an enrolment's proof is the new key's own word; True where it carries none.

    Args:
        body: The enrolment's body, its key found sound.
        log: The origin of the log it is for.
        verifier: The one rule of verification.
    """
    if "proof" not in body:
        return True
    try:
        signature = decode(body["proof"])
    except SepahamError:
        return False
    return verifier.verify(
        algorithm=body["algorithm"],
        public=decode(body["key"]),
        message=proof_message(
            log=log, office=body["office"], device=body["device"], phone=body.get("phone", "")
        ),
        signature=signature,
    )
