"""``sepaham device``: how the heads of institutions come to hold keys."""

import json

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.utils import timezone

from example import KABUPATEN, ORIGIN, PLANDAAN
from sepaham.actions import enrolment
from sepaham.cli import device as door
from sepaham.cli import main
from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.enrolment import proof_message, spoken_words
from sepaham.gateways.library import spoken
from sepaham.ledger.base64 import encode
from sepaham.records import facts

pytestmark = pytest.mark.database

KPU = f"kpu:{KABUPATEN}"


@pytest.fixture(autouse=True)
def _on_this_instance(example_log, monkeypatch):
    monkeypatch.setattr(door, "with_instance", lambda _home: settings.INSTANCE)


def run(*arguments, typed=None):
    return CliRunner().invoke(main, ["device", *arguments], input=typed)


@pytest.fixture
def asks(example_log):
    """Let a new key ask with a code, as the browser of an office would; answers its signer."""

    def ask(code, office=KPU):
        signer = Ed25519Signer.generate()
        proof = signer.sign(proof_message(log=ORIGIN, office=office, device=signer.keyid))
        enrolment.claim(
            log=example_log,
            typed=code,
            device=signer.keyid,
            algorithm=signer.algorithm,
            key=encode(signer.public),
            proof=encode(proof),
            at=timezone.now(),
        )
        return signer

    return ask


def code_in(result):
    return result.stdout.split()[0]


def test_a_head_is_invited_confirmed_by_its_words_listed_and_revoked(example_log, asks):
    assert "No devices yet" in run("list").output
    signer = asks(code_in(run("invite", KPU)))
    words = " ".join(spoken_words(log=ORIGIN, office=KPU, device=signer.keyid, words=spoken()))
    (waiting,) = json.loads(run("list", "--json").stdout)["devices"]
    assert (waiting["standing"], waiting["words"]) == ("waiting", words)
    confirmed = run("confirm", typed="y\n")
    assert words in confirmed.output
    assert facts.devices(log=example_log, office=KPU)[0].id == signer.keyid
    assert "enrolled" in run("list").output
    assert "is revoked" in run("revoke", signer.keyid[:8], "--reason", "lost").output
    assert facts.devices(log=example_log, office=KPU)[0].revoked
    assert json.loads(run("list", "--json").stdout)["devices"][0]["standing"] == "revoked"


def test_words_that_differ_enrol_nothing(example_log, asks):
    asks(code_in(run("invite", KPU)))
    assert "Nothing was enrolled" in run("confirm", typed="n\n").output
    assert facts.devices(log=example_log, office=KPU) == []


def test_two_that_wait_are_told_apart_by_name(example_log, asks):
    first = asks(code_in(run("invite", KPU)))
    asks(code_in(run("invite", f"bawaslu:{KABUPATEN}")), office=f"bawaslu:{KABUPATEN}")
    which = run("confirm", "--yes")
    assert (which.exit_code, "device.which" in which.stderr) == (2, True)
    assert run("confirm", first.keyid, "--yes").exit_code == 0
    assert [one.office for one in facts.devices(log=example_log, device=first.keyid)] == [KPU]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("invite", f"ppk:{PLANDAAN}"), "enrolment.not_above"),
        (("invite", "nonsense"), "enrolment.office"),
        (("confirm",), "device.which"),
        (("revoke", "00", "--reason", "lost"), "device.which"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_a_code(arguments, code):
    result = run(*arguments)
    assert (result.exit_code, code in result.stderr) == (2, True)


def test_the_gateway_does_not_revoke_itself():
    gateway = facts.devices(log=enrolment.Log.objects.get())[0]
    assert "enrolment.no_device" in run("revoke", gateway.id, "--reason", "lost").stderr
