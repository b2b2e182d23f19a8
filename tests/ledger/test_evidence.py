import pytest

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint, sign_checkpoint
from sepaham.ledger.evidence import EvidenceError, SplitView, parse_split_view, verify_split_view
from sepaham.ledger.note import NoteError, NoteKey

ORIGIN = "sepaham/35.17/2024-11-27/LATIHAN"
LOG, STRANGER = (Ed25519Signer.from_seed(bytes([number]) * 32) for number in (1, 2))


def head(size, root, signer=LOG):
    return sign_checkpoint(checkpoint=Checkpoint(ORIGIN, size, root), signer=signer).to_bytes()


ONE, TWO = head(7, bytes(32)), head(7, b"\1" * 32)


def shown(first, second):
    view = parse_split_view(SplitView(first, second).to_bytes())
    return verify_split_view(view=view, log_keys=[NoteKey(ORIGIN, LOG.public)], verifier=StandardVerifier())


def test_two_roots_of_one_size_under_one_key_are_evidence():
    first, second = shown(ONE, TWO)
    assert (first.size, second.size) == (7, 7)
    assert first.root != second.root


@pytest.mark.parametrize("second", [ONE, head(8, b"\1" * 32)])
def test_heads_that_may_be_of_one_log_are_none(second):
    with pytest.raises(EvidenceError) as refusal:
        shown(ONE, second)
    assert refusal.value.code == "evidence.innocent"


def test_what_the_log_did_not_sign_shows_nothing():
    with pytest.raises(NoteError):
        shown(ONE, head(7, b"\1" * 32, STRANGER))


@pytest.mark.parametrize(
    "raw", [b"", SplitView(ONE, TWO).to_bytes()[:-1], b"x" + SplitView(ONE, TWO).to_bytes(), bytes(2_000_000),
            SplitView(ONE, TWO).to_bytes().replace(b"=", b"*")]
)  # fmt: skip
def test_what_is_no_evidence_is_refused(raw):
    with pytest.raises(EvidenceError) as refusal:
        parse_split_view(raw)
    assert refusal.value.code == "evidence.syntax"
