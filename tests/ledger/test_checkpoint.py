import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import (
    Checkpoint,
    CheckpointError,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from sepaham.ledger.note import Note, NoteError, NoteKey, sign_text
from sepaham.ledger.tree import EMPTY_ROOT

ORIGIN = "log.example/jombang/latihan"
LOG, WITNESS = Ed25519Signer.from_seed(b"\1" * 32), Ed25519Signer.from_seed(b"\2" * 32)
LOG_KEY = NoteKey(name=ORIGIN, public=LOG.public)
WITNESS_KEY = NoteKey(name="witness.example", public=WITNESS.public)
EMPTY = Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


def opening(note, **changes):
    trust = {"origin": ORIGIN, "log_keys": [LOG_KEY], "other_keys": [WITNESS_KEY], **changes}
    return open_checkpoint(raw=note.to_bytes(), verifier=StandardVerifier(), **trust)


def test_a_checkpoint_is_three_lines():
    assert EMPTY.text == f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


@given(
    origin=lines,
    size=st.integers(0, 2**63 - 1),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(lines, max_size=3).map(tuple),
)
def test_a_checkpoint_is_read_back_as_it_was_written(origin, size, root, extensions):
    checkpoint = Checkpoint(origin=origin, size=size, root=root, extensions=extensions)
    assert parse_checkpoint(checkpoint.text) == checkpoint


def test_a_signed_checkpoint_opens_under_the_logs_key():
    opened = opening(sign_checkpoint(checkpoint=EMPTY, signer=LOG))
    assert opened.checkpoint == EMPTY
    assert [one.name for one in opened.note.verified] == [ORIGIN]


def test_a_checkpoint_only_others_signed_is_not_the_logs():
    witnessed = sign_text(text=EMPTY.text, name=WITNESS_KEY.name, signer=WITNESS)
    with pytest.raises(CheckpointError) as refusal:
        opening(Note(EMPTY.text, (witnessed,)))
    assert refusal.value.code == "checkpoint.unsigned"


def test_a_checkpoint_of_another_log_is_refused():
    with pytest.raises(CheckpointError) as refusal:
        opening(sign_checkpoint(checkpoint=EMPTY, signer=LOG), origin="log.example/elsewhere")
    assert refusal.value.code == "checkpoint.origin"


def test_a_forged_checkpoint_is_refused():
    signed = sign_checkpoint(checkpoint=EMPTY, signer=LOG)
    with pytest.raises(NoteError):
        opening(Note(signed.text.replace("\n0\n", "\n1\n"), signed.signatures))


ROOT = EMPTY.text.split("\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"origin\n0\n{ROOT}",
        f"\n0\n{ROOT}\n",
        f"origin\n\n{ROOT}\n",
        f"origin\n00\n{ROOT}\n",
        f"origin\n01\n{ROOT}\n",
        f"origin\n+1\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n１\n{ROOT}\n",
        f"origin\n9223372036854775808\n{ROOT}\n",
        f"origin\n{'9' * 5000}\n{ROOT}\n",
        "origin\n0\nAAAA\n",
        f"origin\n0\n{ROOT[:-1]}\n",
        f"origin\n0\n{ROOT}\n\n",
        f"origin\n0\n{ROOT}\n\nextension\n",
    ],
)
def test_a_misshapen_checkpoint_is_refused(text):
    with pytest.raises(CheckpointError) as refusal:
        parse_checkpoint(text)
    assert refusal.value.code == "checkpoint.syntax"


@pytest.mark.parametrize(
    "parts",
    [{"origin": ""}, {"origin": "a\nb"}, {"size": -1}, {"size": 2**63}, {"root": b""}, {"extensions": ("",)}],
)
def test_a_checkpoint_that_could_not_be_read_back_cannot_be_made(parts):
    with pytest.raises(CheckpointError):
        Checkpoint(**{"origin": ORIGIN, "size": 0, "root": EMPTY_ROOT, **parts})
