import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.exchange.batches import split_batch

values = st.recursive(
    st.integers() | st.text() | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.lists(values, max_size=6), st.sampled_from([None, 1]))
def test_a_batch_is_cut_into_the_exact_bytes_of_its_items(items, indent):
    found = split_batch(json.dumps({"statements": items}, indent=indent).encode())
    assert [json.loads(item) for item in found] == items


def test_what_spoils_one_item_leaves_the_others_whole():
    odd = [b'{"a": NaN}', b'"\\ud800"', b"1e999", b"9" * 5000, b'{"k":1,"k":2}', b"[[[[[[]]]]]]"]
    body = b'{"statements": [' + b",".join([b'{"good":1}', *odd, b'{"good":2}']) + b"]}"
    assert split_batch(body) == [b'{"good":1}', *odd, b'{"good":2}']


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b'{"statements": 5}',
        b'{"statements": [',
        b'{"statements": [{]}',
        b'{"statements": []} x',
    ],
)
def test_what_is_no_batch_is_none(body):
    assert split_batch(body) is None


@given(st.binary(max_size=200))
def test_no_bytes_raise(body):
    split_batch(b'{"statements": [' + body)
