import pytest

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint, sign_checkpoint
from sepaham.ledger.cosignature import cosignatures, cosigner_key, parse_lines
from sepaham.ledger.note import Note, NoteKey, parse_note
from sepaham.ledger.policy import KnownLog, policy_of
from sepaham.ledger.tree import EMPTY_ROOT, consistency_proof, leaf_hash, root
from sepaham.ledger.witness import MAX_REQUEST, Request, Witness, add_checkpoint, logs_in, parse_request

ORIGIN = "sepaham/35.17/2024-11-27/LATIHAN"
LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
OTHERS = [*LEAVES[:5], leaf_hash(b"another past"), *LEAVES[6:]]
LOG, BAWASLU, STRANGER = (Ed25519Signer.from_seed(bytes([number]) * 32) for number in (1, 2, 3))
KEY = cosigner_key(name="bawaslu.jombang", public=BAWASLU.public)
WITNESS = Witness(
    name=KEY.name,
    signer=BAWASLU,
    logs=logs_in(policy_of(logs=[KnownLog(NoteKey(ORIGIN, LOG.public))], witnesses=[])),
    verifier=StandardVerifier(),
)
EXAMPLE = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501  as the specification prints it


def head(size, leaves=LEAVES, signer=LOG, origin=ORIGIN):
    checkpoint = Checkpoint(origin, size, root(leaves[:size]) if size else EMPTY_ROOT)
    return sign_checkpoint(checkpoint=checkpoint, signer=signer).to_bytes()


def ask(old, size, *, leaves=LEAVES, proof=None, note=None):
    hashes = proof if proof is not None else consistency_proof(leaves[:size], old) if old else []
    return Request(old, tuple(hashes), note or head(size, leaves)).to_bytes()


def told(raw, held=None, at=1_732_600_000):
    return add_checkpoint(witness=WITNESS, raw=raw, held={ORIGIN: held} if held else {}, at=at)


def holding(size, leaves=LEAVES):
    return told(ask(0, size, leaves=leaves)).held


def test_the_example_of_the_specification_is_read_and_written_back():
    request = parse_request(EXAMPLE.encode())
    assert (request.old, len(request.hashes)) == (20_852_014, 4)
    assert request.to_bytes() == EXAMPLE.encode()


def test_the_first_checkpoint_is_cosigned_on_the_logs_word():
    answer = told(ask(0, 7))
    assert answer.status == 200
    note = parse_note(head(7))
    signed = Note(note.text, (*note.signatures, *parse_lines(answer.body.decode())))
    (seen,) = cosignatures(note=signed, keys=[KEY], verifier=StandardVerifier())
    assert seen.at == 1_732_600_000
    assert answer.held.note == signed.to_bytes()


@pytest.mark.parametrize(("old", "size"), [(7, 7), (7, 8), (7, 40), (8, 16), (1, 2)])
def test_a_checkpoint_that_continues_is_cosigned(old, size):
    answer = told(ask(old, size), holding(old))
    assert (answer.status, answer.held.checkpoint.size, answer.evidence) == (200, size, None)


def test_an_empty_log_is_cosigned_and_then_grows():
    empty = told(ask(0, 0))
    assert empty.status == 200
    assert told(ask(0, 7), empty.held).status == 200


def test_another_size_than_the_one_held_is_answered_with_the_one_held():
    answer = told(ask(3, 9), holding(7))
    assert (answer.status, answer.body, answer.content_type) == (409, b"7\n", "text/x.tlog.size")
    assert told(ask(3, 9)).body == b"0\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"old 7\n",
        ask(0, 7).replace(b"old 0", b"old 00"),
        ask(0, 7).replace(b"old 0", b"old -1"),
        ask(0, 7).replace(b"old 0", b"Old 0"),
        ask(0, 7)[:-1],
        ask(3, 7).replace(b"=\n", b"\n", 1),
        ask(0, 7, proof=[bytes(32)] * 64),
        ask(9, 7, proof=[]),
        ask(0, 7).replace(b"\n7\n", b"\nseven\n"),
        ask(0, 7) + bytes(MAX_REQUEST),
        b"\xff" + ask(0, 7),
    ],
)
def test_a_malformed_request_or_an_old_size_beyond_the_new_is_400(raw):
    assert told(raw, holding(7)).status == 400


def test_an_unknown_log_is_404_and_one_it_did_not_sign_403():
    assert told(ask(0, 7, note=head(7, origin="another/log"))).status == 404
    assert told(ask(0, 7, note=head(7, signer=STRANGER))).status == 403
    assert told(ask(0, 7).replace(b"\n7\n", b"\n8\n")).status == 403


def test_a_proof_that_does_not_hold_is_422_and_kept_as_evidence():
    held = holding(7)
    for raw in (ask(7, 20, proof=[]), ask(7, 20, proof=[bytes(32)] * 4), ask(7, 20, leaves=OTHERS)):
        answer = told(raw, held)
        assert (answer.status, answer.held) == (422, None)
        assert (answer.evidence.held, answer.evidence.request, answer.evidence.certain) == (
            held.note,
            raw,
            False,
        )


def test_a_proof_from_nothing_and_an_empty_log_with_a_root_are_422():
    assert told(ask(0, 7, proof=[bytes(32)])).status == 422
    forged = sign_checkpoint(checkpoint=Checkpoint(ORIGIN, 0, bytes(32)), signer=LOG).to_bytes()
    assert told(ask(0, 0, note=forged)).status == 422


@pytest.mark.parametrize("old", [7, 0, 3])
def test_two_roots_of_one_size_are_evidence_beyond_doubt_whatever_old_size_was_claimed(old):
    held = holding(7)
    raw = ask(old, 7, leaves=OTHERS, proof=[])
    answer = told(raw, held)
    assert answer.status == (422 if old == 7 else 409)
    assert answer.held is None
    assert answer.evidence.certain
    assert (answer.evidence.held, answer.evidence.request) == (held.note, raw)


def test_strangers_signatures_under_a_checkpoint_are_not_kept():
    note = parse_note(head(7))
    line = parse_note(head(7, signer=STRANGER, origin="other")).signatures
    answer = told(ask(0, 7, note=Note(note.text, (*note.signatures, *line)).to_bytes()))
    assert [one.name for one in parse_note(answer.held.note).signatures] == [ORIGIN, KEY.name]
