import doctest
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger import envelope as room
from sepaham.ledger.envelope import Envelope, EnvelopeError, open_envelope, pae, seal, statement_id
from sepaham.ledger.strict import MAX_PAYLOAD

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "envelope.json").read_text("utf-8"))
KIND = "application/vnd.example+json"
SIGNER = Ed25519Signer.from_seed(bytes(32))


def bytes_of(case):
    if "parts" in case:
        return "".join(text * times for text, times in case["parts"]).encode()
    return case["text"].encode()


def named(cases):
    return [pytest.param(case, id=case["name"]) for case in cases]


def test_the_documented_example_runs():
    assert doctest.testmod(room).failed == 0


@pytest.mark.parametrize("case", VECTORS["known"])
def test_known_answers_for_the_signed_bytes_and_the_id(case):
    parts = {"payload_type": case["payload_type"], "payload": case["payload"].encode()}
    assert pae(**parts).hex() == case["pae_hex"]
    assert statement_id(**parts) == case["id"]


@pytest.mark.parametrize("case", VECTORS["sealed"])
def test_sealing_with_a_known_key_gives_a_known_envelope(case):
    signer = Ed25519Signer.from_seed(bytes.fromhex(case["seed"]))
    sealed = seal(payload_type=case["payload_type"], payload=case["payload"].encode(), signer=signer)
    assert sealed.to_bytes().decode() == case["envelope"]


@pytest.mark.parametrize("case", named(VECTORS["accepted"]))
def test_an_envelope_is_opened_and_leaves_in_its_canonical_form(case):
    assert open_envelope(bytes_of(case)).to_bytes().decode() == case["canonical"]


@pytest.mark.parametrize("case", named(VECTORS["refused"]))
def test_an_envelope_is_refused(case):
    with pytest.raises(EnvelopeError) as refusal:
        open_envelope(bytes_of(case))
    assert refusal.value.code == case["code"]


@given(payload=st.binary(max_size=300))
def test_what_is_sealed_is_opened_again_and_its_signature_holds(payload):
    sealed = seal(payload_type=KIND, payload=payload, signer=SIGNER)
    opened = open_envelope(sealed.to_bytes())
    assert opened == sealed
    assert StandardVerifier().verify(
        algorithm="ed25519", public=SIGNER.public, message=opened.message, signature=opened.signature
    )


def test_a_payload_of_the_largest_size_fits_an_envelope():
    sealed = seal(payload_type=KIND, payload=b"x" * MAX_PAYLOAD, signer=SIGNER)
    assert open_envelope(sealed.to_bytes()) == sealed


def test_the_id_does_not_depend_on_who_signs():
    ours = seal(payload_type=KIND, payload=b"{}", signer=SIGNER)
    theirs = seal(payload_type=KIND, payload=b"{}", signer=Ed25519Signer.from_seed(b"\1" * 32))
    assert ours.id == theirs.id
    assert ours.to_bytes() != theirs.to_bytes()


@given(raw=st.binary(max_size=80))
def test_any_bytes_are_opened_or_refused(raw):
    with pytest.raises(EnvelopeError):
        open_envelope(raw)


def test_an_envelope_cannot_be_made_of_names_that_have_two_spellings():
    with pytest.raises(EnvelopeError):
        Envelope(payload_type='a"b', payload=b"", keyid=SIGNER.keyid, signature=b"")
    with pytest.raises(EnvelopeError):
        Envelope(payload_type=KIND, payload=b"", keyid="kpu", signature=b"")
    with pytest.raises(EnvelopeError):
        statement_id(payload_type="a\0b", payload=b"")
