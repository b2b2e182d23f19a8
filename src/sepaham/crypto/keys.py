"""Keys that sign: Ed25519 for servers and institutions, ES256 as phones without Ed25519 use it."""

from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from nacl.signing import SigningKey

from sepaham.ledger.signing import key_id

ED25519 = "ed25519"
ES256 = "es256"

_COORDINATE = 32


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """An Ed25519 key pair; its public key and its signatures are the raw 32 and 64 bytes of RFC 8032."""

    keyid: str
    public: bytes
    _key: SigningKey = field(repr=False)
    algorithm: str = ED25519

    @classmethod
    def generate(cls) -> Self:
        """Return a new key pair from the system's randomness."""
        return cls._of(SigningKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """
        Return the key pair of a 32 byte seed.

        Raises:
            nacl.exceptions.ValueError: The seed has another length.
        """
        return cls._of(SigningKey(seed))

    @classmethod
    def _of(cls, key: SigningKey) -> Self:
        public = bytes(key.verify_key)
        return cls(keyid=key_id(algorithm=ED25519, public=public), public=public, _key=key)

    @property
    def seed(self) -> bytes:
        """Return the 32 secret bytes from which the pair can be made again."""
        return bytes(self._key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 byte signature over a message."""
        return self._key.sign(message).signature


@dataclass(frozen=True, slots=True)
class Es256Signer:
    """
    A P-256 key pair that signs as browsers do: SHA-256, and r ‖ s in 64 bytes instead of DER.

    Its public key is the uncompressed point, 0x04 ‖ x ‖ y, in 65 bytes.
    """

    keyid: str
    public: bytes
    _key: ec.EllipticCurvePrivateKey = field(repr=False)
    algorithm: str = ES256

    @classmethod
    def generate(cls) -> Self:
        """Return a new key pair from the system's randomness."""
        return cls._of(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_secret(cls, secret: int) -> Self:
        """Return the key pair of a secret number, between 1 and the order of the curve."""
        return cls._of(ec.derive_private_key(secret, ec.SECP256R1()))

    @classmethod
    def _of(cls, key: ec.EllipticCurvePrivateKey) -> Self:
        public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return cls(keyid=key_id(algorithm=ES256, public=public), public=public, _key=key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 byte signature over a message."""
        r, s = decode_dss_signature(self._key.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(_COORDINATE, "big") + s.to_bytes(_COORDINATE, "big")
