import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint, sign_checkpoint
from sepaham.ledger.cosignature import cosign, cosignatures, cosigner_key, parse_lines
from sepaham.ledger.note import COSIGNATURE, Note, NoteError, NoteKey, NoteSignature, parse_note, parse_vkey
from sepaham.ledger.tree import EMPTY_ROOT

LOG, BAWASLU, POLRES = (Ed25519Signer.from_seed(bytes([number]) * 32) for number in (1, 2, 3))
TEXT = Checkpoint("sepaham/35.17/2024-11-27/LATIHAN", 0, EMPTY_ROOT).text
SIGNED = sign_checkpoint(checkpoint=Checkpoint("sepaham/35.17/2024-11-27/LATIHAN", 0, EMPTY_ROOT), signer=LOG)
KEYS = {signer: cosigner_key(name=name, public=signer.public)
        for name, signer in (("bawaslu", BAWASLU), ("polres", POLRES))}  # fmt: skip
EXAMPLE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501  as the specification prints it


def under(*lines):
    return Note(SIGNED.text, (*SIGNED.signatures, *lines))


def seen(note, *signers):
    keys = [KEYS[signer] for signer in signers]
    return cosignatures(note=note, keys=keys, verifier=StandardVerifier())


def by(signer, at=1_732_600_000):
    return cosign(text=TEXT, name=KEYS[signer].name, signer=signer, at=at)


@given(at=st.integers(0, 2**63 - 1))
def test_a_cosignature_is_read_back_with_its_time(at):
    (one,) = seen(under(by(BAWASLU, at)), BAWASLU)
    assert (one.key, one.at) == (KEYS[BAWASLU], at)


def test_the_message_signed_is_that_of_the_specification():
    line = by(BAWASLU, 1_679_315_147)
    message = b"cosignature/v1\ntime 1679315147\n" + TEXT.encode()
    assert line.signature == (1_679_315_147).to_bytes(8, "big") + BAWASLU.sign(message)


def test_the_example_of_the_specification_is_read_and_bears_its_time():
    line = parse_note(EXAMPLE.encode()).signatures[1]
    assert len(line.key_id + line.signature) == 76
    assert int.from_bytes(line.signature[:8], "big") == 1_679_315_147


def test_strangers_lines_are_passed_over_and_a_missing_witness_is_no_error():
    stranger = cosign(text=TEXT, name="stranger", signer=LOG, at=1)
    assert seen(under(stranger), BAWASLU, POLRES) == ()
    assert [one.key.name for one in seen(under(by(POLRES), stranger, by(BAWASLU)), BAWASLU, POLRES)] == [
        "bawaslu",
        "polres",
    ]


def test_a_witness_that_signed_twice_counts_once():
    assert [one.at for one in seen(under(by(BAWASLU, 7), by(BAWASLU, 9)), BAWASLU)] == [7]


@pytest.mark.parametrize("change", [lambda s: bytes(64), lambda s: s[:-1], lambda s: b"\xff" * 8 + s[8:]])
def test_a_known_witness_whose_line_fails_condemns_the_note(change):
    line = by(BAWASLU)
    forged = NoteSignature(line.name, line.key_id, change(line.signature))
    with pytest.raises(NoteError):
        seen(under(forged, by(POLRES)), BAWASLU, POLRES)


def test_a_cosignature_of_another_checkpoint_or_time_does_not_hold():
    other = cosign(text=TEXT.replace("\n0\n", "\n1\n"), name="bawaslu", signer=BAWASLU, at=1)
    line = by(BAWASLU, 5)
    later = NoteSignature(line.name, line.key_id, (6).to_bytes(8, "big") + line.signature[8:])
    for one in (other, later):
        with pytest.raises(NoteError, match="does not hold"):
            seen(under(one), BAWASLU)


def test_a_plain_signature_by_a_witness_key_is_no_cosignature():
    plain = NoteKey(name="bawaslu", public=BAWASLU.public)
    assert plain.id != KEYS[BAWASLU].id
    assert parse_vkey(KEYS[BAWASLU].vkey).type == COSIGNATURE


def test_lines_travel_without_their_checkpoint():
    assert parse_lines(by(BAWASLU).line + by(POLRES).line) == (by(BAWASLU), by(POLRES))
    for text in ("", "no line\n", by(BAWASLU).line[:-1], "x\n\n" + by(BAWASLU).line[2:]):
        with pytest.raises(NoteError):
            parse_lines(text)


def test_only_ed25519_and_times_that_fit_cosign():
    with pytest.raises(NoteError) as refusal:
        cosign(text=TEXT, name="w", signer=Es256Signer.from_secret(7), at=1)
    assert refusal.value.code == "note.type"
    for at in (-1, 2**63):
        with pytest.raises(NoteError):
            by(BAWASLU, at)
