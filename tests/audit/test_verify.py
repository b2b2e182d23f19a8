"""What `sepaham verify` says of an export, a receipt and evidence."""

import pytest

from operators import VERIFIER, WITNESSES, Operator, jombang, seeded
from sepaham.audit.verify import VerifyError, verify
from sepaham.ledger import archive
from sepaham.ledger.fork import Fork
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog, Policy
from sepaham.ledger.proof import LogProof
from sepaham.ledger.receipt import Receipt
from sepaham.ledger.tree import consistency_proof, inclusion_proof, leaf_hash, root


@pytest.fixture(scope="module")
def operator() -> Operator:
    return jombang()


def codes(said):
    return [one.code for one in said]


def test_an_export_that_four_of_five_matched_is_proven_to_be_the_one_past(operator):
    report = verify(operator.export(*WITNESSES[:4]), verifier=VERIFIER, policy=operator.policy)
    assert report.holds, report.faults
    assert codes(report.proven) == ["signed", "one_past", "opened", "signatures", "picture"]
    assert codes(report.unproven) == ["truth", "hours", "complete"]
    assert report.figures["witnesses"] == list(WITNESSES[:4])
    assert "kpu, bawaslu, polres, pemkab" in "\n".join(report.lines("id"))


def test_below_the_quorum_it_says_who_could_still_be_shown_another(operator):
    report = verify(operator.export(*WITNESSES[:3]), verifier=VERIFIER, policy=operator.policy)
    assert report.holds
    assert "unwitnessed" in codes(report.unproven)
    assert "3 of 4" in "\n".join(report.lines("en"))


def test_without_a_policy_of_ones_own_it_says_that_the_keys_came_with_the_file(operator):
    report = verify(operator.export(*WITNESSES), verifier=VERIFIER)
    assert "own_keys" in codes(report.unproven)


def test_another_logs_key_is_refused(operator):
    stranger = Policy(logs=(KnownLog(NoteKey(operator.origin, seeded("stranger").public)),))
    report = verify(operator.export(*WITNESSES), verifier=VERIFIER, policy=stranger)
    assert [one.code for one in report.faults] == ["note.unsigned"]


def test_the_operators_picture_is_held_against_the_one_that_follows(operator):
    own = verify(operator.export(), verifier=VERIFIER).figures["picture_digest"]
    same = verify(operator.export(picture=own), verifier=VERIFIER)
    assert "picture_same" in codes(same.proven)
    lying = verify(operator.export(picture="0" * 64), verifier=VERIFIER)
    assert [one.code for one in lying.faults] == ["picture.differs"]


def test_who_may_not_read_everything_hears_how_much(operator):
    some = [one for one in operator.opened if one.index != 12]
    report = verify(operator.export(disclosed=some, reader="pps:35.17.15.2004"), verifier=VERIFIER)
    assert report.holds
    assert "unread" in codes(report.unproven)
    assert report.figures["read"] == len(operator.opened) - 1


def test_a_part_that_the_rest_does_not_make_is_named(operator):
    raw = operator.export()
    parts, _ = archive.read(raw)
    swapped = [
        (part.name, part.data if part.name != "tile/0/000.p/16" else part.data[::-1]) for part in parts
    ]
    report = verify(b"".join(archive.write(swapped)), verifier=VERIFIER)
    assert [(one.code, one.where) for one in report.faults] == [("part.other", "tile/0/000.p/16")]


def receipt_of(operator, index, *names):
    leaves = [leaf_hash(one) for one in operator.commitments]
    one = operator.opened[index]
    proof = LogProof(index, tuple(inclusion_proof(leaves, index)), operator.note(*names))
    signer = next(
        phone.signer
        for phone in (operator.gateway, *operator.phones.values())
        if phone.signer.keyid.encode() in one.envelope
    )
    return Receipt(one, proof, operator.policy.to_bytes(), "ed25519", signer.public)


def test_a_receipt_stands_alone(operator):
    raw = receipt_of(operator, 10, *WITNESSES[:4]).to_bytes()
    report = verify(raw, verifier=VERIFIER, policy=operator.policy)
    assert report.holds, report.faults
    assert codes(report.proven) == ["statement", "entry", "signed", "one_past"]
    assert "kpu:35.17" in "\n".join(report.lines("id"))


def test_a_receipt_of_another_place_is_refused(operator):
    one = receipt_of(operator, 10)
    moved = Receipt(one.opened, LogProof(11, one.proof.hashes, one.proof.checkpoint), *_rest(one))
    report = verify(moved.to_bytes(), verifier=VERIFIER)
    assert [fault.code for fault in report.faults] == ["proof.root"]


def test_a_receipt_under_another_devices_key_is_refused(operator):
    one = receipt_of(operator, 10)
    other = Receipt(one.opened, one.proof, one.policy, "ed25519", seeded("thief").public)
    assert verify(other.to_bytes(), verifier=VERIFIER).faults[0].code == "receipt.key"


def _rest(one):
    return one.policy, one.algorithm, one.key


def test_two_pasts_of_different_sizes_are_proof_of_misbehaviour(operator):
    other = jombang()
    other.opened[9] = other.opened[8]
    leaves = [leaf_hash(one) for one in other.commitments]
    fork = Fork(operator.note(size=12), other.note(), root(leaves[:12]), tuple(consistency_proof(leaves, 12)))
    report = verify(fork.to_bytes(), verifier=VERIFIER, policy=operator.policy)
    assert report.holds
    assert report.figures["misbehaviour"]
    innocent = Fork(
        operator.note(size=12),
        operator.note(),
        operator.head(12).root,
        tuple(consistency_proof([leaf_hash(one) for one in operator.commitments], 12)),
    )
    assert not verify(innocent.to_bytes(), verifier=VERIFIER, policy=operator.policy).holds


def test_a_file_of_another_kind_is_no_matter_for_it():
    with pytest.raises(VerifyError):
        verify(b"hello", verifier=VERIFIER)
