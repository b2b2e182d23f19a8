"""The numbers on the pages of docs/format are computed again from the inputs those pages state."""

import json
import re
from pathlib import Path

import pytest

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.gateways.library import spoken
from sepaham.ledger import strict, tree
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from sepaham.ledger.commitment import commit
from sepaham.ledger.cosignature import cosign, cosigner_key
from sepaham.ledger.envelope import seal
from sepaham.ledger.note import NoteKey, parse_vkey
from sepaham.ledger.words import checkpoint_words

PAGES = Path(__file__).parents[2] / "docs" / "format"


def block(page, kind):
    return re.search(rf"```{kind}\n(.*?)```", (PAGES / page).read_text("utf-8"), re.DOTALL)[1]


def stated(page):
    return dict(line.split(" = ", 1) for line in block(page, "example").splitlines())


def sealed_example():
    values = stated("envelope.md")
    signer = Ed25519Signer.from_seed(bytes.fromhex(values["seed"]))
    return values, signer, seal(
        payload_type=values["payloadType"], payload=values["payload"].encode(), signer=signer
    )  # fmt: skip


def test_the_worked_envelope_is_true():
    values, signer, envelope = sealed_example()
    assert values == {
        "seed": signer.seed.hex(),
        "public": signer.public.hex(),
        "keyid": signer.keyid,
        "payloadType": envelope.payload_type,
        "payload": envelope.payload.decode(),
        "PAE": envelope.message.decode(),
        "id": envelope.id,
        "sig": envelope.signature.hex(),
        "envelope": envelope.to_bytes().decode(),
    }


def test_the_worked_payload_is_strict_json_with_the_fields_of_the_page():
    _, signer, envelope = sealed_example()
    payload = strict.loads(envelope.payload)
    table = re.findall(r"^\| `(\w+)` \| ", (PAGES / "envelope.md").read_text("utf-8"), re.MULTILINE)
    assert list(payload) == table[: len(payload)]
    assert payload["device"] == signer.keyid
    assert payload["log"] == stated("log.md")["origin"]


def test_the_worked_log_is_true():
    values = stated("log.md")
    entry = commit(
        salt=bytes.fromhex(values["salt_0"]),
        received_at=int(values["received_at_0"]),
        envelope=sealed_example()[2].to_bytes(),
    )
    entries = [entry, bytes.fromhex(values["entry_1"]), bytes.fromhex(values["entry_2"])]
    leaves = [tree.leaf_hash(one) for one in entries]
    log_key = Ed25519Signer.from_seed(bytes.fromhex(values["log_seed"]))
    assert values == {
        **{name: values[name] for name in ("salt_0", "received_at_0", "entry_1", "entry_2", "origin")},
        "received_bytes_0": int(values["received_at_0"]).to_bytes(8, "big").hex(),
        "entry_0": entry.hex(),
        **{f"leaf_{index}": leaf.hex() for index, leaf in enumerate(leaves)},
        "root_of_2": tree.root(leaves[:2]).hex(),
        "root_of_3": tree.root(leaves).hex(),
        "inclusion_of_0_in_3": " ".join(one.hex() for one in tree.inclusion_proof(leaves, 0)),
        "consistency_of_2_with_3": " ".join(one.hex() for one in tree.consistency_proof(leaves, 2)),
        "log_seed": log_key.seed.hex(),
        "log_key": NoteKey(name=values["origin"], public=log_key.public).vkey,
    }


def test_the_worked_checkpoint_is_true_and_opens_under_the_stated_key():
    values = stated("log.md")
    root = bytes.fromhex(values["root_of_3"])
    signer = Ed25519Signer.from_seed(bytes.fromhex(values["log_seed"]))
    checkpoint = Checkpoint(origin=values["origin"], size=3, root=root)
    raw = block("log.md", "note").encode()
    assert sign_checkpoint(checkpoint=checkpoint, signer=signer).to_bytes() == raw
    opened = open_checkpoint(
        raw=raw,
        origin=values["origin"],
        log_keys=[parse_vkey(values["log_key"])],
        verifier=StandardVerifier(),
    )
    assert opened.checkpoint == checkpoint


@pytest.mark.parametrize(("vectors", "prefix"), [("strict_json", "json"), ("envelope", "envelope")])
def test_every_code_in_the_vectors_stands_on_the_page_and_every_code_on_the_page_has_a_vector(
    vectors, prefix
):
    cases = json.loads((PAGES.parents[1] / "tests" / "vectors" / f"{vectors}.json").read_text("utf-8"))
    page = (PAGES / "envelope.md").read_text("utf-8")
    codes = re.findall(rf"\| `({prefix}\.\w+)` \|$", page, re.MULTILINE)
    assert {case["code"] for case in cases["refused"]} == set(codes)


def test_the_worked_cosignature_and_its_words_are_true():
    log, values = stated("log.md"), stated("witnesses.md")
    head = Checkpoint(origin=log["origin"], size=3, root=bytes.fromhex(log["root_of_3"]))
    signer = Ed25519Signer.from_seed(bytes.fromhex(values["witness_seed"]))
    line = cosign(text=head.text, name="bawaslu.example", signer=signer, at=int(values["time"])).line
    assert values == {
        **{name: values[name] for name in ("witness_seed", "time")},
        "witness_key": cosigner_key(name="bawaslu.example", public=signer.public).vkey,
        "line": line.strip(),
        "words": " ".join(checkpoint_words(text=head.text, words=spoken())),
    }
