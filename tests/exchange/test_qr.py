import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.devices import Device
from sepaham.domain.statement import PAYLOAD_TYPE
from sepaham.exchange.envelopes import Admitted, admit
from sepaham.exchange.qr import (
    MOST_BYTES,
    Collector,
    QrError,
    base45_decode,
    base45_encode,
    encode_statement,
)
from sepaham.ledger.envelope import open_envelope, seal

ROOT = Path(__file__).resolve().parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/qr.json").read_text("utf-8"))
SIGNER = Ed25519Signer.from_seed(bytes(32))
LARGEST = 20


def named(cases):
    return [pytest.param(case, id=case["name"]) for case in cases]


def signed(note):
    payload = json.dumps({"device": SIGNER.keyid, "note": note}).encode()
    return seal(payload_type=PAYLOAD_TYPE, payload=payload, signer=SIGNER)


@pytest.mark.parametrize("case", VECTORS["base45"])
def test_bytes_and_signs_belong_together(case):
    assert base45_encode(bytes.fromhex(case["hex"])) == case["text"]
    assert base45_decode(case["text"]).hex() == case["hex"]


@pytest.mark.parametrize("case", named(VECTORS["statements"]))
def test_a_statement_has_one_way_to_be_shown_and_no_code_is_too_large(case):
    texts = encode_statement(open_envelope(case["envelope"].encode()))
    assert texts == case["texts"]
    assert all(segno.make(text, error="m", micro=False).version <= LARGEST for text in texts)
    assert all(segno.make(text, error="m", micro=False).mode == "alphanumeric" for text in texts)


@pytest.mark.parametrize("case", named(VECTORS["collected"]))
def test_scanned_texts_become_a_statement_or_say_what_is_wrong(case):
    collector = Collector()
    told = [collector.add(text) for text in case["texts"]][-1]
    assert (told.done, told.have, told.of) == (case["done"], case["have"], case["of"])
    assert told.problem == case.get("problem", "")
    found = told.envelope.to_bytes().decode() if told.envelope else None
    assert found == case.get("envelope")


@pytest.mark.parametrize("case", named(VECTORS["judged"]))
def test_what_came_by_code_is_judged_like_anything_else(case):
    devices = {one["device"]: device(**one) for one in VECTORS["devices"]}
    told = admit(
        case["envelope"].encode(),
        log=VECTORS["log"],
        device_of=devices.get,
        verifier=StandardVerifier(),
    )
    assert ("" if isinstance(told, Admitted) else told.code) == case["code"]


def device(*, office, algorithm, key, **named):
    at = datetime(2024, 11, 20, tzinfo=UTC)
    return Device(
        id=named["device"], office=office, algorithm=algorithm, key=key, enrolled_by="", enrolled_at=at
    )


@given(note=st.text("abc ", max_size=4000), chance=st.randoms(use_true_random=False))
def test_frames_come_together_in_any_order(note, chance):
    envelope = signed(note)
    texts = encode_statement(envelope)
    scanned = [*texts, *chance.choices(texts, k=2)]
    chance.shuffle(scanned)
    collector = Collector()
    assert envelope in [collector.add(text).envelope for text in scanned]
    assert all(len(base45_decode(text)) <= MOST_BYTES for text in texts)


@given(text=st.text(max_size=40) | st.binary(max_size=40).map(base45_encode))
def test_any_text_is_taken_or_refused(text):
    told = Collector().add(text)
    assert told.done or told.problem or told.have < told.of


def test_a_collector_forgets_what_was_begun_long_ago():
    begun = [encode_statement(signed(f"{number}" * 1000)) for number in range(30)]
    collector = Collector()
    for frames in begun:
        collector.add(frames[0])
    assert not collector.add(begun[0][1]).done
    assert collector.add(begun[-1][1]).done == (len(begun[-1]) == 2)


def test_only_a_statement_under_its_own_devices_name_is_shown():
    other = Ed25519Signer.from_seed(b"\1" * 32)
    payload = json.dumps({"device": other.keyid}).encode()
    for envelope in (
        seal(payload_type=PAYLOAD_TYPE, payload=payload, signer=SIGNER),
        seal(payload_type="a", payload=payload, signer=other),
    ):
        with pytest.raises(QrError, match="no statement"):
            encode_statement(envelope)


def test_every_code_in_the_vectors_stands_on_the_page_and_every_code_on_the_page_has_a_vector():
    page = (ROOT / "docs/format/qr.md").read_text("utf-8")
    codes = re.findall(r"\| `(qr\.\w+)` \|$", page, re.MULTILINE)
    assert {case["problem"] for case in VECTORS["collected"] if "problem" in case} == set(codes)
