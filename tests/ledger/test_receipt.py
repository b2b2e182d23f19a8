"""Receipts are judged by the same cases here and in the browser (`field/tests/verify.test.ts`)."""

import json
from pathlib import Path

import pytest

from operators import VERIFIER
from sepaham.errors import SepahamError
from sepaham.ledger.policy import parse_policy
from sepaham.ledger.receipt import parse_receipt, verify_receipt

CASES = json.loads((Path(__file__).parents[1] / "vectors/receipt.json").read_text())["cases"]


def judged(raw):
    """What is wrong, who witnessed, and whether they were enough."""
    try:
        receipt = parse_receipt(raw)
        policy = parse_policy(receipt.policy)
        _, proven = verify_receipt(receipt=receipt, policy=policy, verifier=VERIFIER)
    except SepahamError as fault:
        return fault.code, [], False
    return "", list(proven.names), proven.quorum


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_receipt_is_judged_as_the_browser_judges_it(case):
    assert judged(case["receipt"].encode()) == (case["code"], case["witnesses"], case["quorum"])


def test_a_receipt_reads_back_as_it_was_written():
    raw = CASES[0]["receipt"].encode()
    assert parse_receipt(raw).to_bytes() == raw
