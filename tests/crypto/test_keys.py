import pytest

from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.ledger.signing import Signer, key_id


@pytest.mark.parametrize("kind", [Ed25519Signer, Es256Signer])
def test_a_key_is_named_after_its_algorithm_and_public_bytes(kind):
    signer: Signer = kind.generate()
    assert signer.keyid == key_id(algorithm=signer.algorithm, public=signer.public)


def test_the_first_test_vector_of_rfc_8032():
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signer = Ed25519Signer.from_seed(seed)
    assert signer.seed == seed
    assert signer.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signer.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b"
    )


def test_a_seed_of_another_length_makes_no_key():
    with pytest.raises(ValueError, match="32 bytes"):
        Ed25519Signer.from_seed(b"short")


def test_two_generated_keys_differ():
    assert Ed25519Signer.generate().public != Ed25519Signer.generate().public


def test_an_es256_public_key_is_an_uncompressed_point_and_its_signatures_are_64_bytes():
    signer = Es256Signer.from_secret(1)
    assert signer.public.hex().startswith(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    )
    assert len(signer.public) == 65
    assert len(signer.sign(b"message")) == 64


def test_a_key_does_not_show_its_secret_when_printed():
    signer = Ed25519Signer.from_seed(b"\7" * 32)
    assert "_key" not in repr(signer)
    assert repr(signer.seed) not in repr(signer)
