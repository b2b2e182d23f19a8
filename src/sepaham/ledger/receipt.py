"""
A receipt: one statement, what opens its entry, and the proof that a log held it, in one JSON text.

It stands alone: with it and the keys one believes, it is checked without asking anyone. It may carry the
policy and the device's key it was made under; those are claims like the rest, to be compared with one's own.
"""

import json
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64, strict
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.envelope import Envelope, open_envelope
from sepaham.ledger.policy import Policy
from sepaham.ledger.proof import LogProof, Proven, parse_proof, verify_proof
from sepaham.ledger.signing import Verifier, key_id

FORMAT = "sepaham/receipt/v1"
MAX_RECEIPT = 1_048_576

_FIELDS = {"format", "envelope", "salt", "received_us", "proof", "policy", "algorithm", "key"}


class ReceiptError(SepahamError):
    """A text that is no receipt, or a receipt that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    A statement with its place in a log.

    Attributes:
        opened: The statement and what opens its entry.
        proof: Its place, the way to the root, and the checkpoint.
        policy: The policy's text that came along.
        algorithm, key: Of the device that signed, the raw public key.
    """

    opened: Disclosed
    proof: LogProof
    policy: bytes
    algorithm: str
    key: bytes

    def to_bytes(self) -> bytes:
        """Return the receipt as it travels."""
        fields = {
            "format": FORMAT,
            "envelope": self.opened.envelope.decode(),
            "salt": base64.encode(self.opened.salt),
            "received_us": self.opened.received_us,
            "proof": self.proof.to_bytes().decode(),
            "policy": self.policy.decode(),
            "algorithm": self.algorithm,
            "key": base64.encode(self.key),
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def parse_receipt(raw: bytes) -> Receipt:
    """
    Read a receipt without believing it.

    Raises:
        ReceiptError: ``receipt.syntax``.
    """
    try:
        fields = strict.loads(raw, limit=MAX_RECEIPT)
        if (
            fields.keys() != _FIELDS
            or fields["format"] != FORMAT
            or not isinstance(fields["received_us"], int)
        ):
            raise ReceiptError(f"A receipt says that it is {FORMAT} and has eight fields.", "receipt.syntax")
        texts = {name: value for name, value in fields.items() if isinstance(value, str)}
        proof = parse_proof(texts["proof"].encode())
        opened = Disclosed(
            proof.index, fields["received_us"], base64.decode(texts["salt"]), texts["envelope"].encode()
        )
        key = base64.decode(texts["key"])
    except (KeyError, UnicodeEncodeError) as fault:
        raise ReceiptError("A field of the receipt is no text.", "receipt.syntax") from fault
    except SepahamError as fault:
        raise ReceiptError(f"This is no receipt: {fault.message}", "receipt.syntax") from fault
    return Receipt(opened, proof, texts["policy"].encode(), texts["algorithm"], key)


def verify_receipt(*, receipt: Receipt, policy: Policy, verifier: Verifier) -> tuple[Envelope, Proven]:
    """
    Show that a log of the policy held the statement, and that the key it names signed it.

    Raises:
        ReceiptError: ``receipt.key`` (the key is not the one the envelope names, or is weak) or
            ``receipt.signature``.
        SepahamError: As `verify_proof` and `open_envelope`.
    """
    envelope = open_envelope(receipt.opened.envelope)
    if envelope.keyid != key_id(algorithm=receipt.algorithm, public=receipt.key):
        raise ReceiptError("The device's key is not the one that the envelope names.", "receipt.key")
    if not verifier.accepts(algorithm=receipt.algorithm, public=receipt.key):
        raise ReceiptError("The device's key is weak or badly written.", "receipt.key")
    if not verifier.verify(
        algorithm=receipt.algorithm,
        public=receipt.key,
        message=envelope.message,
        signature=envelope.signature,
    ):
        raise ReceiptError("The device's signature does not fit the statement.", "receipt.signature")
    entry = receipt.opened.commitment
    return envelope, verify_proof(proof=receipt.proof, entry=entry, policy=policy, verifier=verifier)
