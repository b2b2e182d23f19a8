"""A typed code, what a new key signs, and the words two people compare."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.domain.enrolment import (
    CODE_LASTS,
    CodeError,
    code_digest,
    new_code,
    phone_name,
    proof_message,
    read_code,
    spoken_words,
    write_code,
)
from sepaham.gateways.library import spoken

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/enrolment.json").read_text("utf-8"))
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY"


@pytest.mark.parametrize("case", VECTORS["codes"]["accepted"], ids=lambda case: case["typed"])
def test_a_code_is_read_in_any_spelling(case):
    assert read_code(case["typed"]) == case["code"]


@pytest.mark.parametrize("case", VECTORS["codes"]["refused"], ids=lambda case: case["name"])
def test_a_slip_is_told_from_a_code(case):
    with pytest.raises(CodeError) as refusal:
        read_code(case["typed"])
    assert refusal.value.code == "enrolment.mistyped"


@pytest.mark.parametrize("case", VECTORS["asked"], ids=lambda case: case["words"][0])
def test_the_proof_and_the_words_are_those_of_the_browser(case):
    asked = {name: case[name] for name in ("log", "office", "device")}
    assert proof_message(**asked, phone=case.get("phone", "")).hex() == case["proof_hex"]
    assert list(spoken_words(**asked, words=spoken())) == case["words"]


@pytest.mark.parametrize("case", VECTORS["phones"], ids=lambda case: case["log"])
def test_a_phone_is_called_otherwise_in_each_log(case):
    assert phone_name(log=case["log"], install=case["install"]) == case["phone"]


@given(chance=st.binary(min_size=16, max_size=16), place=st.integers(0, 7), sign=st.sampled_from(SIGNS))
def test_every_code_made_is_read_and_no_single_slip_or_swap_passes(chance, place, sign):
    code = new_code(chance)
    assert read_code(write_code(code)) == code
    slips = {code[:place] + sign + code[place + 1 :]}
    if place:
        slips.add(code[: place - 1] + code[place] + code[place - 1] + code[place + 1 :])
    for slip in slips - {code}:
        with pytest.raises(CodeError):
            read_code(slip)


def test_the_words_are_256_short_ones_that_nobody_mistakes_for_each_other():
    words = spoken()
    assert len(words) == len(set(words)) == 256
    assert all(3 <= len(word) <= 8 and word.isalpha() and word.islower() for word in words)
    assert len({word[:3] for word in words}) == 256


def test_a_code_is_kept_under_a_name_that_hangs_on_its_log():
    assert code_digest(log="a", code="1QMXTN5N") != code_digest(log="b", code="1QMXTN5N")
    assert timedelta(minutes=30) == CODE_LASTS
