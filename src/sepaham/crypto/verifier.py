"""
The one rule by which every institution checks signatures.

Ed25519 follows libsodium: scalars and points in canonical form only, and no point of small order. A public
key must moreover lie in the curve's main subgroup. Other libraries let some of these through; two
institutions with two rules could then disagree about one signature, so there is no choice of rule here.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from sepaham.crypto.keys import ED25519, ES256

_PUBLIC_SIZES = {ED25519: 32, ES256: 65}
_SIGNATURE_SIZE = 64
_CACHED_KEYS = 32_768


class StandardVerifier:
    """Verifies ``ed25519`` and ``es256``; every other algorithm is unknown and holds for nothing."""

    def accepts(self, *, algorithm: str, public: bytes) -> bool:
        """Tell whether a public key is of a known algorithm, canonical and not weak."""
        if len(public) != _PUBLIC_SIZES.get(algorithm):
            return False
        return (_ed25519_key(public) if algorithm == ED25519 else _es256_key(public)) is not None

    def verify(self, *, algorithm: str, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature holds; False for a key that `accepts` refuses."""
        if len(signature) != _SIGNATURE_SIZE or len(public) != _PUBLIC_SIZES.get(algorithm):
            return False
        if algorithm == ED25519:
            return _verify_ed25519(public, message, signature)
        return _verify_es256(public, message, signature)


@lru_cache(maxsize=_CACHED_KEYS)
def _ed25519_key(public: bytes) -> VerifyKey | None:
    return VerifyKey(public) if crypto_core_ed25519_is_valid_point(public) else None


@lru_cache(maxsize=_CACHED_KEYS)
def _es256_key(public: bytes) -> ec.EllipticCurvePublicKey | None:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    except ValueError:
        return None


def _verify_ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    key = _ed25519_key(public)
    if key is None:
        return False
    try:
        key.verify(message, signature)
    except BadSignatureError:
        return False
    return True


def _verify_es256(public: bytes, message: bytes, signature: bytes) -> bool:
    key = _es256_key(public)
    if key is None:
        return False
    half = _SIGNATURE_SIZE // 2
    r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
