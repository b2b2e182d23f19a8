import json
from pathlib import Path

import pytest

from sepaham.ledger.commitment import CommitmentError, commit

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "envelope.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["commitments"])
def test_known_answers_for_commitments(case):
    made = commit(
        salt=bytes.fromhex(case["salt"]),
        received_at=case["received_at"],
        envelope=case["envelope"].encode(),
    )
    assert made.hex() == case["commitment"]


def test_salt_instant_and_envelope_each_change_the_commitment():
    base = {"salt": bytes(32), "received_at": 1, "envelope": b"{}"}
    others = [{"salt": b"\1" * 32}, {"received_at": 2}, {"envelope": b"{ }"}]
    assert len({commit(**base), *(commit(**{**base, **other}) for other in others)}) == 4


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_salt_of_another_length_is_refused(size):
    with pytest.raises(CommitmentError) as refusal:
        commit(salt=bytes(size), received_at=0, envelope=b"")
    assert refusal.value.code == "commitment.salt"


@pytest.mark.parametrize("instant", [-1, 2**64])
def test_an_instant_outside_64_bits_is_refused(instant):
    with pytest.raises(CommitmentError) as refusal:
        commit(salt=bytes(32), received_at=instant, envelope=b"")
    assert refusal.value.code == "commitment.instant"
