import json
from pathlib import Path

import pytest

from sepaham.ledger.signing import key_id

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "envelope.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["keys"])
def test_known_answers_for_the_name_of_a_key(case):
    assert key_id(algorithm=case["algorithm"], public=bytes.fromhex(case["public"])) == case["keyid"]


def test_the_same_bytes_under_two_algorithms_are_two_keys():
    assert key_id(algorithm="ed25519", public=b"k") != key_id(algorithm="es256", public=b"k")
