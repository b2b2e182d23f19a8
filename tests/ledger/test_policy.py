import doctest
from itertools import combinations

import pytest

from sepaham.crypto.keys import Ed25519Signer
from sepaham.ledger import policy
from sepaham.ledger.cosignature import cosigner_key
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog, KnownWitness, PolicyError, majority, parse_policy, policy_of

LOG = NoteKey("sepaham/35.17/2024-11-27/REAL", Ed25519Signer.from_seed(b"\1" * 32).public)
WITNESSES = [
    KnownWitness(
        name, cosigner_key(name=name, public=Ed25519Signer.from_seed(bytes([at]) * 32).public), f"http://{at}"
    )
    for at, name in enumerate(("bawaslu", "polres", "kodim", "pemkab", "kejari", "kpu"), 2)
]
W = [one.key.vkey for one in WITNESSES]


def refused(text):
    with pytest.raises(PolicyError) as refusal:
        parse_policy(text.encode() if isinstance(text, str) else text)
    return refusal.value.code


def test_the_documented_example_runs():
    assert doctest.testmod(policy).failed == 0


def test_four_of_five_are_a_quorum_and_three_are_not():
    five = policy_of(logs=[KnownLog(LOG)], witnesses=WITNESSES[:5])
    assert five.needed == 4
    names = [one.name for one in five.witnesses]
    assert all(five.satisfied(some) for some in combinations(names, 4))
    assert not any(five.satisfied(some) for some in combinations(names, 3))
    assert not five.satisfied(["bawaslu", "polres", "kodim", "kpu"])


@pytest.mark.parametrize("count", range(2, 40))
def test_two_quorums_share_more_than_one_witness_from_five_on(count):
    shared = 2 * majority(count) - count
    assert shared >= (1 if count < 3 else 2)


def test_a_policy_is_read_back_as_it_was_written():
    for count in range(len(WITNESSES)):
        made = policy_of(logs=[KnownLog(LOG, "https://example.id/log")], witnesses=WITNESSES[:count])
        assert parse_policy(made.to_bytes()) == made


def test_the_example_of_the_specification_with_two_levels_is_understood():
    text = (
        f"# two levels\nlog {LOG.vkey}\n\n"
        + "".join(f"\twitness  {name} {key} \n" for name, key in zip(("X1", "X2", "X3"), W[:3], strict=True))
        + "group X-witnesses 2 X1 X2 X3\n"
        + "".join(f"witness {name} {key}\n" for name, key in zip(("Y1", "Y2", "Y3"), W[3:], strict=True))
        + "group Y-witnesses any Y1 Y2 Y3\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
    )
    read = parse_policy(text.encode())
    assert read.needed == 3
    assert read.satisfied({"X1", "X3", "Y2"})
    assert not read.satisfied({"X1", "Y1", "Y2", "Y3"})
    assert not read.satisfied({"X1", "X2", "X3"})


def test_no_quorum_and_a_single_witness_are_policies_too():
    assert parse_policy(b"quorum none\n").satisfied(())
    one = parse_policy(f"witness A {W[0]}\nquorum A".encode())
    assert (one.needed, one.satisfied(["A"]), one.satisfied([])) == (1, True, False)


def test_names_are_octets():
    odd = b"witness \xff\xfe " + W[0].encode() + b"\nquorum \xff\xfe\n"
    assert parse_policy(odd).to_bytes() == odd


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "policy.quorum"),
        ("quorum none\nquorum none\n", "policy.quorum"),
        ("quorum A\n", "policy.quorum"),
        ("quorum\n", "policy.quorum"),
        (f"quorum A\nwitness A {W[0]}\n", "policy.quorum"),
        ("peace A\nquorum none\n", "policy.syntax"),
        ("quorum none\r\n", "policy.syntax"),
        ("quorum\u00a0none\n", "policy.syntax"),
        (f"witness A {W[0]}\nwitness A {W[1]}\nquorum A\n", "policy.name"),
        (f"witness none {W[0]}\nquorum none\n", "policy.name"),
        (f"witness A {W[0]}\nwitness B {W[0]}\nquorum A\n", "policy.key"),
        (f"witness A {LOG.vkey}\nquorum A\n", "policy.key"),
        (f"log {W[0]}\nquorum none\n", "policy.key"),
        (f"log {LOG.vkey}\nlog {LOG.vkey}\nquorum none\n", "policy.key"),
        ("log x\nquorum none\n", "policy.key"),
        ("log\nquorum none\n", "policy.syntax"),
        (f"log {LOG.vkey} url more\nquorum none\n", "policy.syntax"),
        (f"witness A {W[0]}\ngroup G 1 B\nquorum G\n", "policy.name"),
        (f"witness A {W[0]}\ngroup G 1 A\ngroup H 1 A\nquorum H\n", "policy.name"),
        (f"witness A {W[0]}\ngroup G 1 A A\nquorum G\n", "policy.name"),
        (f"witness A {W[0]}\ngroup A 1 A\nquorum A\n", "policy.name"),
        ("group G 1 none\nquorum G\n", "policy.name"),
        (f"witness A {W[0]}\ngroup G 0 A\nquorum G\n", "policy.syntax"),
        (f"witness A {W[0]}\ngroup G 2 A\nquorum G\n", "policy.syntax"),
        (f"witness A {W[0]}\ngroup G 01 A\nquorum G\n", "policy.syntax"),
        (f"witness A {W[0]}\ngroup G\nquorum A\n", "policy.syntax"),
        (b"witness A \xff+00000000+AAAA\nquorum A\n", "policy.key"),
        ("#" * 70_000, "policy.size"),
    ],
)
def test_what_is_no_policy_is_refused(text, code):
    assert refused(text) == code
