"""The key that signs a log's heads is changed in the open: announced under the old key, then alone."""

import pytest
from device import ask
from django.conf import settings
from django.test import Client

from example import KABUPATEN, OPENED, hour
from sepaham.actions.checkpoint import sign_head
from sepaham.actions.cosign import CosignError, adopt_policy
from sepaham.actions.keys import LogKeyError, announce_log_key, retire_log_key
from sepaham.audit.asking import Operator
from sepaham.audit.mirror import Mirror
from sepaham.audit.mirror_state import MirrorState
from sepaham.audit.verify import verify
from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.gateways.keys import gateway_signer, log_signer
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog, Policy
from sepaham.records.receipts import receipts

pytestmark = pytest.mark.database
VERIFIER = StandardVerifier()


@pytest.fixture
def keys(example_log):
    """The log's key, the one that is to follow, and the gateway's."""
    origin = example_log.origin
    fresh = Ed25519Signer.generate()
    return log_signer(settings.INSTANCE, origin), fresh, gateway_signer(settings.INSTANCE, origin)


def announced(log, keys):
    old, fresh, gateway = keys
    announce_log_key(log=log, current=old.public, fresh=fresh.public, gateway=gateway, at=hour("20 08:00"))


def test_a_mirror_learns_the_new_key_under_the_old_ones_word(
    example_log, keys, phones, tmp_path, monkeypatch
):
    monkeypatch.setattr("sepaham.audit.mirror.Mirror._check_phone", lambda _self, _replay: None)
    old, fresh, gateway = keys

    def fetch(url, _body, headers):
        sent = {"Authorization": headers["Authorization"]} if "Authorization" in headers else {}
        answer = Client().get(url.removeprefix("http://operator"), headers=sent)
        return answer.status_code, answer.content

    signer = phones[f"bawaslu:{KABUPATEN}"].signer
    mirror = Mirror(Operator("http://operator", signer, fetch=fetch), MirrorState(tmp_path), VERIFIER)
    sign_head(log=example_log, signer=old, at=OPENED)
    assert mirror.round().holds
    announced(example_log, keys)
    sign_head(log=example_log, signer=old, also=(fresh,), at=hour("20 08:01"))
    assert mirror.round().holds
    retire_log_key(log=example_log, kept=fresh.public, gateway=gateway, at=hour("20 09:00"))
    sign_head(log=example_log, signer=fresh, at=hour("20 09:01"))
    report = mirror.round()
    assert report.holds, report.faults
    assert ask(phones[f"bawaslu:{KABUPATEN}"], "log/entries?limit=1").status_code == 200


def test_what_was_shown_under_the_old_key_stays_checkable_by_the_policy_of_that_time(example_log, keys):
    old, fresh, gateway = keys
    sign_head(log=example_log, signer=old, at=OPENED)
    (before,) = receipts(log=example_log, indexes=[0], public=old.public)
    announced(example_log, keys)
    retire_log_key(log=example_log, kept=fresh.public, gateway=gateway, at=hour("20 09:00"))
    sign_head(log=example_log, signer=fresh, at=hour("20 09:01"))
    (after,) = receipts(log=example_log, indexes=[0], public=fresh.public)
    for receipt in (before, after):
        assert verify(receipt.to_bytes(), verifier=VERIFIER).holds
    assert before.opened == after.opened


def test_a_key_that_was_not_announced_cannot_sign_alone(example_log, keys):
    with pytest.raises(LogKeyError):
        retire_log_key(log=example_log, kept=keys[1].public, gateway=keys[2], at=hour("20 09:00"))


def test_a_weak_key_enters_no_policy(example_log, keys):
    weak = Policy(logs=(KnownLog(NoteKey(example_log.origin, bytes([1]) + bytes(31))),))
    with pytest.raises(CosignError, match="weak"):
        adopt_policy(log=example_log, policy=weak, gateway=keys[2], at=hour("20 08:00"))
