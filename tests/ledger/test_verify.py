"""A whole log, opened entry by entry and held against its signed head."""

from dataclasses import replace

import pytest

from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.envelope import seal
from sepaham.ledger.tree import leaf_hash, root
from sepaham.ledger.verify import open_run, verify_log

SIGNERS = (Ed25519Signer.from_seed(b"\1" * 32), Es256Signer.from_secret(7))
KEYS = {one.keyid: (one.algorithm, one.public) for one in SIGNERS}
LOG = [
    Disclosed(
        number,
        1_732_600_000_000_000 + number,
        bytes([number]) * 32,
        seal(payload_type="a/b", payload=b'{"n":%d}' % number, signer=SIGNERS[number % 2]).to_bytes(),
    )
    for number in range(9)
]
HEAD = Checkpoint("log", len(LOG), root(leaf_hash(one.commitment) for one in LOG))


def verified(entries, *, head=HEAD, keys=KEYS, cut=4):
    runs = [
        open_run(first=first, disclosed=entries[first : first + cut], keys=keys, verifier=StandardVerifier())
        for first in range(0, len(entries), cut)
    ]
    return verify_log(head=head, runs=runs)


def changed(at, **changes):
    return [replace(one, **changes) if one.index == at else one for one in LOG]


@pytest.mark.parametrize("cut", [1, 2, 4, 20])
def test_a_log_as_it_was_holds_however_the_work_is_shared(cut):
    found = verified(LOG, cut=cut)
    assert (found.holds, found.entries, found.faults) == (True, 9, ())


@pytest.mark.parametrize("change", [{"salt": b"\7" * 32}, {"received_us": 1}, {"envelope": LOG[5].envelope}])
def test_one_other_byte_and_the_tree_is_another(change):
    assert not verified(changed(3, **change)).whole


@pytest.mark.parametrize(
    ("envelope", "code"),
    [
        (b"{}", "entry.shape"),
        (LOG[3].envelope + b" ", "entry.shape"),
        (LOG[3].envelope.replace(b"a/b", b"a b"), "entry.shape"),
        (LOG[3].envelope.replace(b'"keyid"', b'"keyID"'), "entry.shape"),
        (LOG[3].envelope.replace(b'"payload":"', b'"payload":"*'), "entry.shape"),
        (LOG[3].envelope.replace(b'"payload":"ey', b'"payload":"fy'), "entry.signature"),
        (LOG[3].envelope.replace(SIGNERS[1].keyid.encode(), b"0" * 32), "entry.stranger"),
    ],
)
def test_what_is_wrong_with_an_entry_is_named_with_its_place(envelope, code):
    (fault,) = verified(changed(3, envelope=envelope)).faults
    assert (fault.index, fault.code) == (3, code)


def test_left_out_put_in_or_moved_is_not_the_log_that_was_signed():
    for entries in (LOG[:-1], [*LOG[:3], *LOG[4:]], [*LOG, LOG[0]], [LOG[1], LOG[0], *LOG[2:]]):
        assert not verified(entries).holds
    assert [one.code for one in verified([LOG[1], LOG[0], *LOG[2:]]).faults] == ["entry.order"] * 2


def test_a_run_that_is_missing_is_named():
    runs = [open_run(first=4, disclosed=LOG[4:], keys=KEYS, verifier=StandardVerifier())]
    found = verify_log(head=HEAD, runs=runs)
    assert (found.whole, found.faults[0].code) == (False, "entry.order")


def test_a_padded_spelling_of_the_same_signature_is_no_canonical_envelope():
    sig = LOG[2].envelope.rpartition(b'"sig":"')[2].partition(b'"')[0]
    spelt = LOG[2].envelope.replace(sig, sig[:-3] + bytes([sig[-3] + 1]) + sig[-2:])
    (fault,) = verified(changed(2, envelope=spelt)).faults
    assert fault.code in {"entry.shape", "entry.signature"}
