"""What the ledger asks of keys: two small Protocols and the name of a key."""

import hashlib
from typing import Protocol


class Signer(Protocol):
    """Whoever can sign; the private key stays inside."""

    @property
    def keyid(self) -> str:
        """Return the key's name, as `key_id` computes it."""

    @property
    def algorithm(self) -> str:
        """Return the name of the rule, such as ``ed25519``."""

    @property
    def public(self) -> bytes:
        """Return the public key in the one encoding its algorithm has."""

    def sign(self, message: bytes) -> bytes:
        """Return the raw signature over exactly these bytes."""


class Verifier(Protocol):
    """Whoever can check signatures, with one rule per algorithm that every institution shares."""

    def accepts(self, *, algorithm: str, public: bytes) -> bool:
        """Tell whether a public key is of a known algorithm, canonical and not weak."""

    def verify(self, *, algorithm: str, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature over these bytes holds; False too where the key is not accepted."""


def key_id(*, algorithm: str, public: bytes) -> str:
    """Return a key's name: the first 32 hexadecimal digits of SHA-256(algorithm ‖ 0x00 ‖ public)."""
    return hashlib.sha256(algorithm.encode() + b"\0" + public).hexdigest()[:32]
