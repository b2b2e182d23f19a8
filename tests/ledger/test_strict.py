import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.ledger.strict import MAX_DEPTH, MAX_INTEGER, StrictError, loads

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "strict_json.json").read_text("utf-8"))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
scalars = st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


def bytes_of(case):
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    if "parts" in case:
        return "".join(text * times for text, times in case["parts"]).encode()
    return case["text"].encode()


def named(cases):
    return [pytest.param(case, id=case["name"]) for case in cases]


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@pytest.mark.parametrize("case", named(VECTORS["accepted"]))
def test_strict_json_accepts(case):
    raw = bytes_of(case)
    assert loads(raw) == json.loads(raw)


@pytest.mark.parametrize("case", named(VECTORS["refused"]))
def test_strict_json_refuses(case):
    with pytest.raises(StrictError) as refusal:
        loads(bytes_of(case))
    assert refusal.value.code == case["code"]


@given(body=st.dictionaries(texts, values, max_size=4), ascii_only=st.booleans())
def test_what_ordinary_json_writes_is_read_back_unchanged(body, ascii_only):
    raw = json.dumps(body, ensure_ascii=ascii_only).encode()
    if depth(body) <= MAX_DEPTH:
        assert loads(raw) == body
    else:
        with pytest.raises(StrictError, match="levels deep"):
            loads(raw)


@given(raw=st.binary(max_size=60) | st.text(alphabet='{}[]",:\\u0dn-1.eNaul \n', max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused_and_never_break_the_reader(raw):
    try:
        value = loads(raw)
    except StrictError:
        return
    assert value == json.loads(raw)


def test_a_larger_limit_may_be_asked_for():
    raw = b'{"a":"' + b"x" * 40_000 + b'"}'
    with pytest.raises(StrictError):
        loads(raw)
    assert loads(raw, limit=50_000) == json.loads(raw)
