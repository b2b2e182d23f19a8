import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.note import (
    MAX_NOTE,
    MAX_SIGNATURES,
    Note,
    NoteError,
    NoteKey,
    NoteSignature,
    open_note,
    parse_note,
    parse_vkey,
    sign_text,
)

LOG, WITNESS, STRANGER = (Ed25519Signer.from_seed(bytes([number]) * 32) for number in (1, 2, 3))
LOG_KEY = NoteKey(name="log.example/jombang", public=LOG.public)
WITNESS_KEY = NoteKey(name="witness.example/b", public=WITNESS.public)
TEXT = "first line\n\nafter an empty line\n"


def note_by(*signers, text=TEXT):
    names = {LOG: LOG_KEY.name, WITNESS: WITNESS_KEY.name, STRANGER: "stranger.example"}
    return Note(
        text=text,
        signatures=tuple(sign_text(text=text, name=names[signer], signer=signer) for signer in signers),
    )


def open_with(note, *keys):
    return open_note(raw=note.to_bytes(), keys=keys, verifier=StandardVerifier())


def code_of(call, *args, **kwargs):
    with pytest.raises(NoteError) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def test_a_note_is_a_text_an_empty_line_and_signature_lines():
    signature = LOG.sign(TEXT.encode())
    key_id = hashlib.sha256(b"log.example/jombang\n\x01" + LOG.public).digest()[:4]
    line = "— log.example/jombang " + base64.b64encode(key_id + signature).decode() + "\n"
    assert note_by(LOG).to_bytes() == (TEXT + "\n" + line).encode()


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=40))
def test_the_text_ends_at_the_last_empty_line_whatever_it_holds(text):
    note = note_by(LOG, WITNESS, text=text + "\n")
    assert parse_note(note.to_bytes()) == note


def test_known_signatures_are_verified_and_unknown_ones_passed_over():
    opened = open_with(note_by(STRANGER, LOG, WITNESS), LOG_KEY, WITNESS_KEY)
    assert opened.text == TEXT
    assert [one.name for one in opened.verified] == [LOG_KEY.name, WITNESS_KEY.name]
    assert [one.name for one in opened.unknown] == ["stranger.example"]


def test_a_key_that_shares_only_its_name_with_a_known_one_is_unknown():
    impostor = sign_text(text=TEXT, name=LOG_KEY.name, signer=STRANGER)
    opened = open_with(Note(TEXT, (impostor, *note_by(LOG).signatures)), LOG_KEY)
    assert opened.unknown == (impostor,)


def test_one_known_key_that_fails_condemns_the_note_though_another_holds():
    forged = NoteSignature(name=WITNESS_KEY.name, key_id=WITNESS_KEY.id, signature=bytes(64))
    note = Note(TEXT, (*note_by(LOG).signatures, forged))
    assert code_of(open_with, note, LOG_KEY, WITNESS_KEY) == "note.forged"
    assert open_with(note, LOG_KEY).text == TEXT


def test_a_second_failing_signature_by_the_same_key_condemns_the_note():
    forged = NoteSignature(name=LOG_KEY.name, key_id=LOG_KEY.id, signature=bytes(64))
    assert code_of(open_with, Note(TEXT, (*note_by(LOG).signatures, forged)), LOG_KEY) == "note.forged"


def test_a_key_counts_once_however_often_it_signs():
    assert len(open_with(note_by(LOG, LOG), LOG_KEY).verified) == 1


def test_a_note_no_known_key_signed_is_refused():
    assert code_of(open_with, note_by(STRANGER), LOG_KEY) == "note.unsigned"
    assert code_of(open_with, note_by(LOG)) == "note.unsigned"


def test_a_changed_text_is_refused():
    assert code_of(open_with, Note("other\n", note_by(LOG).signatures), LOG_KEY) == "note.forged"


def test_sixteen_signatures_are_read_and_too_many_are_not():
    assert len(open_with(note_by(*[LOG] * 16), LOG_KEY).verified) == 1
    assert code_of(parse_note, note_by(*[LOG] * (MAX_SIGNATURES + 1)).to_bytes()) == "note.size"
    assert code_of(parse_note, b"x" * (MAX_NOTE + 1)) == "note.size"


LINE = note_by(LOG).signatures[0].line


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "note.syntax"),
        ("text\n", "note.syntax"),
        ("text\n\n", "note.syntax"),
        ("text\n\n" + LINE[:-1], "note.syntax"),
        ("text\n" + LINE, "note.syntax"),
        ("te\txt\n\n" + LINE, "note.text"),
        ("te\rxt\n\n" + LINE, "note.text"),
        ("te\0xt\n\n" + LINE, "note.text"),
        ("text\n\nno dash\n", "note.signature"),
        ("text\n\n— name\n", "note.signature"),
        ("text\n\n— name AAAA\n", "note.signature"),
        ("text\n\n— name AAAAAA==\n", "note.signature"),
        ("text\n\n— name not*base64\n", "note.signature"),
        ("text\n\n— name  AAAAAAA=\n", "note.signature"),
        ("text\n\n—  AAAAAAA=\n", "note.name"),
        ("text\n\n— a+b AAAAAAA=\n", "note.name"),
        ("text\n\n— a\u00a0b AAAAAAA=\n", "note.name"),
    ],
)
def test_a_misshapen_note_is_refused(raw, code):
    assert code_of(parse_note, raw.encode()) == code


def test_a_note_that_is_not_utf_8_is_refused():
    assert code_of(parse_note, b"te\xffxt\n\n" + LINE.encode()) == "note.text"


@given(raw=st.binary(max_size=60) | st.text(alphabet="a\n— +A=", max_size=30).map(str.encode))
def test_any_bytes_are_parsed_to_what_writes_them_again_or_refused(raw):
    try:
        note = parse_note(raw)
    except NoteError:
        return
    assert note.to_bytes() == raw


@given(seed=st.binary(min_size=32, max_size=32))
def test_a_key_written_as_text_is_read_back(seed):
    key = NoteKey(name="witness.example/b", public=Ed25519Signer.from_seed(seed).public)
    assert parse_vkey(key.vkey) == key


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "note.vkey"),
        ("name", "note.vkey"),
        ("name+0011223", "note.vkey"),
        (LOG_KEY.vkey.replace("log.", "lag."), "note.vkey"),
        (LOG_KEY.vkey[:-1], "note.vkey"),
        ("name+00112233+", "note.type"),
        ("name+00112233+BQ==", "note.type"),
        ("name+00112233+AQ==", "note.key"),
        ("na me+00112233+AQ==", "note.name"),
        ("+00112233+AQ==", "note.name"),
    ],
)
def test_a_misshapen_key_is_refused(text, code):
    assert code_of(parse_vkey, text) == code


def test_a_text_without_a_final_newline_and_a_key_of_another_algorithm_sign_nothing():
    assert code_of(sign_text, text="no newline", name="a", signer=LOG) == "note.text"
    assert code_of(sign_text, text=TEXT, name="a b", signer=LOG) == "note.name"
    assert code_of(sign_text, text=TEXT, name="a", signer=Es256Signer.generate()) == "note.type"


def test_a_weak_key_verifies_nothing_even_when_trusted():
    weak = NoteKey(name="weak.example", public=bytes(32))
    note = Note(TEXT, (NoteSignature(name=weak.name, key_id=weak.id, signature=bytes(64)),))
    assert code_of(open_with, note, weak) == "note.forged"
