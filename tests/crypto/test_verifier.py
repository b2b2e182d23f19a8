import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.signing import Verifier

VERIFIER: Verifier = StandardVerifier()
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SIGNERS = [Ed25519Signer.from_seed(b"\5" * 32), Es256Signer.from_secret(5)]

WEAK_POINTS = {
    "order 1": "01" + "00" * 31,
    "order 2": "ec" + "ff" * 30 + "7f",
    "order 4, all zero": "00" * 32,
    "order 4, negative": "00" * 31 + "80",
    "order 8, first": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order 8, second": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "order 8, third": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "order 8, fourth": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "order 1 with a foreign sign": "01" + "00" * 30 + "80",
    "order 4, written as p": "ed" + "ff" * 30 + "7f",
    "order 1, written as p + 1": "ee" + "ff" * 30 + "7f",
    "above p": "ff" * 31 + "7f",
    "no point of the curve": "02" + "00" * 31,
}


def verdict(signer, message, signature, **changes):
    claim = {"algorithm": signer.algorithm, "public": signer.public, **changes}
    return VERIFIER.verify(message=message, signature=signature, **claim)


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: signer.algorithm)
@given(message=st.binary(max_size=100))
def test_a_signature_holds_for_its_key_and_message_and_nothing_else(signer, message):
    signature = signer.sign(message)
    assert VERIFIER.accepts(algorithm=signer.algorithm, public=signer.public)
    assert verdict(signer, message, signature)
    assert not verdict(signer, message + b"!", signature)
    assert not verdict(signer, message, signature[:-1])
    assert not verdict(signer, message, bytes(64))
    assert not verdict(signer, message, signature[:63] + bytes([signature[63] ^ 1]))
    other = type(signer).generate()
    assert not verdict(signer, message, signature, public=other.public)


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: signer.algorithm)
def test_an_unknown_or_confused_algorithm_holds_for_nothing(signer):
    signature = signer.sign(b"m")
    confused = {"ed25519": "es256", "es256": "ed25519"}[signer.algorithm]
    for algorithm in (confused, "rsa", "none", "", "ED25519"):
        assert not VERIFIER.accepts(algorithm=algorithm, public=signer.public)
        assert not verdict(signer, b"m", signature, algorithm=algorithm)


@pytest.mark.parametrize("point", WEAK_POINTS.values(), ids=WEAK_POINTS)
def test_a_weak_or_non_canonical_ed25519_key_is_refused_and_signs_nothing(point):
    public = bytes.fromhex(point)
    assert not VERIFIER.accepts(algorithm="ed25519", public=public)
    for signature in (bytes(64), public + bytes(32), b"\1" + bytes(63)):
        assert not VERIFIER.verify(algorithm="ed25519", public=public, message=b"m", signature=signature)


def test_an_ed25519_signature_has_one_spelling():
    signer = SIGNERS[0]
    signature = signer.sign(b"m")
    again = (int.from_bytes(signature[32:], "little") + ED25519_ORDER).to_bytes(32, "little")
    assert not verdict(signer, b"m", signature[:32] + again)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(size):
    for algorithm in ("ed25519", "es256"):
        assert not VERIFIER.accepts(algorithm=algorithm, public=b"\4" * size)


def test_an_es256_key_must_be_an_uncompressed_point_of_the_curve():
    public = Es256Signer.from_secret(7).public
    refused = [b"\2" + public[1:], b"\4" + bytes(64), public[:-1] + bytes([public[-1] ^ 1]), public[:33]]
    assert not any(VERIFIER.accepts(algorithm="es256", public=point) for point in refused)
    assert not any(
        VERIFIER.verify(algorithm="es256", public=point, message=b"m", signature=b"\1" * 64)
        for point in refused
    )


@pytest.mark.parametrize("r", [0, P256_ORDER, 2**256 - 1])
def test_es256_numbers_outside_the_order_hold_for_nothing(r):
    signer = SIGNERS[1]
    s = signer.sign(b"m")[32:]
    assert not verdict(signer, b"m", r.to_bytes(32, "big") + s)
    assert not verdict(signer, b"m", s + r.to_bytes(32, "big"))
