from dataclasses import replace

import pytest

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint, CheckpointError, sign_checkpoint
from sepaham.ledger.cosignature import cosign, cosigner_key
from sepaham.ledger.note import Note, NoteError, NoteKey
from sepaham.ledger.policy import KnownLog, KnownWitness, policy_of
from sepaham.ledger.proof import LogProof, LogProofError, parse_proof, verify_proof
from sepaham.ledger.tree import ProofError, inclusion_proof, leaf_hash, root

ORIGIN = "sepaham/35.17/2024-11-27/LATIHAN"
ENTRIES = [bytes([number]) * 32 for number in range(11)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
LOG, *SEERS = (Ed25519Signer.from_seed(bytes([number]) * 32) for number in range(1, 7))
NAMES = ("bawaslu", "polres", "kodim", "pemkab", "kejari")
POLICY = policy_of(
    logs=[KnownLog(NoteKey(ORIGIN, LOG.public))],
    witnesses=[
        KnownWitness(name, cosigner_key(name=name, public=seer.public))
        for name, seer in zip(NAMES, SEERS, strict=True)
    ],
)


def proof_with(count, *, index=4, extra=None):
    head = Checkpoint(ORIGIN, len(LEAVES), root(LEAVES))
    signed = sign_checkpoint(checkpoint=head, signer=LOG)
    lines = [
        cosign(text=head.text, name=NAMES[at], signer=SEERS[at], at=1_732_600_000 + at) for at in range(count)
    ]
    note = Note(head.text, (*signed.signatures, *lines)).to_bytes()
    return LogProof(index, tuple(inclusion_proof(LEAVES, index)), note, extra)


def verified(proof, entry=ENTRIES[4], policy=POLICY):
    return verify_proof(proof=proof, entry=entry, policy=policy, verifier=StandardVerifier())


@pytest.mark.parametrize("extra", [None, b"", b"agent v1"])
def test_a_proof_is_read_back_as_it_was_written(extra):
    proof = proof_with(2, extra=extra)
    assert parse_proof(proof.to_bytes()) == proof
    assert proof.to_bytes().startswith(b"c2sp.org/tlog-proof@v1\n")


def test_the_log_of_one_entry_needs_no_hashes():
    head = Checkpoint(ORIGIN, 1, LEAVES[0])
    alone = LogProof(0, (), sign_checkpoint(checkpoint=head, signer=LOG).to_bytes())
    assert alone.to_bytes().split(b"\n")[:3] == [b"c2sp.org/tlog-proof@v1", b"index 0", b""]
    assert parse_proof(alone.to_bytes()) == alone
    assert verified(alone, ENTRIES[0]).checkpoint == head


def test_four_of_five_prove_a_common_past_and_three_do_not():
    for count in range(6):
        proven = verified(proof_with(count))
        assert proven.names == NAMES[:count]
        assert proven.quorum is (count >= 4)
        assert [one.at for one in proven.seen] == [1_732_600_000 + at for at in range(count)]


def test_one_witness_or_none_is_never_a_quorum():
    for count in (0, 1):
        alone = policy_of(logs=POLICY.logs, witnesses=POLICY.witnesses[:count])
        assert alone.satisfied(NAMES[:count])
        assert not verified(proof_with(count), policy=alone).quorum


def test_another_entry_place_or_root_is_refused():
    proof = proof_with(5)
    with pytest.raises(ProofError):
        verified(proof, ENTRIES[5])
    with pytest.raises(ProofError):
        verified(replace(proof, index=5))
    with pytest.raises(ProofError):
        verified(replace(proof, hashes=proof.hashes[:-1]))


def test_another_log_a_strange_key_and_a_forged_line_are_refused():
    with pytest.raises((CheckpointError, NoteError)):
        verified(proof_with(5), policy=replace(POLICY, logs=()))
    with pytest.raises((CheckpointError, NoteError)):
        verified(proof_with(5), policy=replace(POLICY, logs=(KnownLog(NoteKey(ORIGIN, SEERS[0].public)),)))
    proof = proof_with(5)
    with pytest.raises(NoteError):
        verified(replace(proof, checkpoint=proof.checkpoint.replace(b"\n11\n", b"\n12\n")))


@pytest.mark.parametrize(
    "change",
    [
        (b"proof@v1", b"proof@v2"),
        (b"index 4", b"index 04"),
        (b"index 4", b"index -1"),
        (b"index 4", b"place 4"),
        (b"index 4\n", b""),
        (b"index 4\n", b"index 4\nAAAA\n"),
        (b"index 4\n", b"index 4\n*\n"),
        (b"index 4\n", b"index 4\n" + b"A" * 43 + b"=\n" * 1 + (b"A" * 43 + b"=\n") * 63),
        (b"index 4\n", b"extra *\nindex 4\n"),
        (b"\n\n", b"\n"),
    ],
)
def test_what_is_no_proof_is_refused(change):
    raw = proof_with(0).to_bytes().replace(*change)
    with pytest.raises(LogProofError):
        parse_proof(raw)


def test_a_proof_beyond_all_measure_is_refused():
    with pytest.raises(LogProofError) as refusal:
        parse_proof(proof_with(0).to_bytes() + bytes(400_000))
    assert refusal.value.code == "logproof.size"
