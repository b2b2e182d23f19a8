"""Enrolling a device from the office above: the code, the claim, the words, the signature."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from example import JIPURAPAH, KABUPATEN, ORIGIN, PLANDAAN, WONOSALAM, Phone, hour
from sepaham.actions import enrolment
from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.domain.enrolment import CODE_LASTS, CodeError, proof_message
from sepaham.gateways.keys import gateway_signer
from sepaham.ledger.base64 import encode
from sepaham.records import enrolment as records
from sepaham.records import facts
from sepaham.records.enrolment import Invitation, Standing

pytestmark = pytest.mark.database

NOW = datetime(2024, 11, 24, 2, tzinfo=UTC)
KPU, PPK, GATEWAY = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"gateway:{KABUPATEN}"


@pytest.fixture
def invite(example_log):
    return lambda inviter=KPU, office=PPK, at=NOW: enrolment.invite(
        log=example_log, inviter=inviter, office=office, at=at
    )


@pytest.fixture
def claim(example_log):
    def ask(code, signer, office=PPK, at=NOW, **other):
        message = proof_message(log=ORIGIN, office=office, device=signer.keyid)
        asked = {
            "device": signer.keyid,
            "algorithm": signer.algorithm,
            "key": encode(signer.public),
            "proof": encode(signer.sign(message)),
        }
        return enrolment.claim(log=example_log, typed=code, at=at, **{**asked, **other})

    return ask


def refused(call, *args, **named):
    with pytest.raises((enrolment.EnrolmentError, CodeError)) as refusal:
        call(*args, **named)
    return refusal.value.code


def test_a_code_leads_to_a_key_that_waits_and_is_kept_nowhere_itself(invite, claim, example_log):
    code, signer = invite(), Ed25519Signer.generate()
    found = enrolment.look(log=example_log, typed=code.lower(), at=NOW)
    assert (found.office, found.inviter, found.standing) == (PPK, KPU, Standing.OPEN)
    assert claim(code, signer).standing is Standing.WAITING
    (row,) = Invitation.objects.all()
    assert code not in {str(value) for value in vars(row).values()}
    assert records.standing_of(log=example_log, device=signer.keyid, at=NOW) is Standing.WAITING


@pytest.mark.parametrize("signer", [Ed25519Signer.generate(), Es256Signer.generate()])
def test_both_kinds_of_key_are_taken_and_asking_twice_is_asking_once(invite, claim, signer):
    code = invite()
    assert claim(code, signer) == claim(code, signer)


@pytest.mark.parametrize(
    ("inviter", "office", "code"),
    [
        (KPU, f"pps:{JIPURAPAH}", "enrolment.not_above"),
        (f"ppk:{WONOSALAM}", f"pps:{JIPURAPAH}", "enrolment.not_above"),
        (PPK, PPK, "enrolment.not_above"),
        (GATEWAY, PPK, "enrolment.not_above"),
        (f"bawaslu:{KABUPATEN}", PPK, "enrolment.not_above"),
        (KPU, "ppk:35.17.99", "enrolment.office"),
        (KPU, "nonsense", "enrolment.office"),
    ],
)
def test_only_the_office_right_above_invites(invite, inviter, office, code):
    assert refused(invite, inviter, office) == code


def test_only_so_many_codes_are_out_at_once(invite, monkeypatch):
    monkeypatch.setattr(enrolment, "MOST_OPEN", 2)
    invite()
    invite()
    assert refused(invite) == "enrolment.many"
    assert invite(at=NOW + CODE_LASTS)


def test_a_code_of_no_use_says_why(invite, claim, example_log):
    used, withdrawn, old = invite(), invite(), invite(at=NOW - CODE_LASTS)
    claim(used, Ed25519Signer.generate())
    open_ones = records.invitations(log=example_log, inviters=[KPU], at=NOW)
    number = next(one.id for one in open_ones if one.standing is Standing.OPEN)
    enrolment.withdraw(log=example_log, inviter=KPU, invitation=number, at=NOW)
    other = Ed25519Signer.generate()
    assert refused(claim, used, other) == "enrolment.used"
    assert refused(claim, withdrawn, other) == "enrolment.withdrawn"
    assert refused(claim, old, other) == "enrolment.expired"
    assert refused(claim, "00000000", other) == "enrolment.unknown"
    assert refused(claim, "12345678", other) == "enrolment.mistyped"


def test_a_key_must_be_sound_and_prove_that_its_holder_asks_for_this_office(invite, claim):
    code, signer, other = invite(), Ed25519Signer.generate(), Ed25519Signer.generate()
    assert refused(claim, code, signer, key=encode(other.public)) == "enrolment.key"
    assert refused(claim, code, signer, key="none") == "enrolment.key"
    assert refused(claim, code, signer, office=KPU) == "enrolment.proof"
    assert refused(claim, code, signer, proof=encode(bytes(64))) == "enrolment.proof"
    assert refused(claim, code, signer, proof="none") == "enrolment.proof"
    assert claim(code, signer)
    assert refused(claim, invite(), signer) == "enrolment.known"


def test_nobody_withdraws_what_another_office_offered(invite, example_log):
    invite()
    number = Invitation.objects.get().pk
    bawaslu = {"inviter": f"bawaslu:{KABUPATEN}", "invitation": number, "at": NOW}
    assert refused(enrolment.withdraw, log=example_log, **bawaslu) == "enrolment.none"


def test_what_waits_lasts_longer_than_its_code(invite, claim, example_log):
    claim(invite(), Ed25519Signer.generate())
    later = records.invitations(log=example_log, inviters=[KPU], at=NOW + timedelta(days=1))
    assert [one.standing for one in later] == [Standing.WAITING]


def test_the_office_above_enrols_by_its_own_signature_with_the_proof(
    invite, claim, phones, keep, example_log
):
    signer = Ed25519Signer.generate()
    waiting = claim(invite(), signer)
    kpu = phones[KPU]
    statement = kpu.voice.say("device.enrol", PLANDAAN, hour("24 09:00"), waiting.enrolment())
    (answer,) = keep(kpu.sign(statement), at=hour("24 09:00"))
    assert answer.outcome == "accepted"
    assert records.standing_of(log=example_log, device=signer.keyid, at=NOW) is Standing.ENROLLED
    assert records.invitations(log=example_log, inviters=[KPU], at=NOW) == []


def test_a_forged_proof_is_quarantined(invite, claim, phones, keep, example_log):
    signer = Ed25519Signer.generate()
    body = {**claim(invite(), signer).enrolment(), "proof": encode(Ed25519Signer.generate().sign(b"mine"))}
    kpu = phones[KPU]
    (answer,) = keep(kpu.sign(kpu.voice.say("device.enrol", PLANDAAN, hour("24 09:00"), body)))
    assert (answer.outcome, answer.code) == ("quarantined", "device.proof")
    moved = {**body, "office": KPU, "proof": claim(invite(), Ed25519Signer.generate()).proof}
    (answer,) = keep(kpu.sign(kpu.voice.say("device.enrol", PLANDAAN, hour("24 09:05"), moved)))
    assert answer.code == "device.proof"
    assert facts.devices(log=example_log, device=signer.keyid) == []


def test_the_gateway_enrols_and_revokes_heads_alone(invite, claim, keep, example_log):
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    phone = Phone(KPU)
    at = hour("20 09:00")
    waiting = claim(invite(GATEWAY, KPU), phone.signer, office=KPU)
    enrolment.enrol_head(log=example_log, invited=waiting, gateway=gateway, at=at)
    (device,) = facts.devices(log=example_log, office=KPU)
    assert (device.id, device.enrolled_by) == (phone.signer.keyid, GATEWAY)
    ppk = Phone(PPK)
    keep(phone.enrolment(ppk, PLANDAAN, at), at=at)
    revoke = {"log": example_log, "reason": "lost", "gateway": gateway, "at": at}
    assert refused(enrolment.revoke_head, device=ppk.signer.keyid, **revoke) == "enrolment.no_device"
    assert refused(enrolment.revoke_head, device=gateway.keyid, **revoke) == "enrolment.no_device"
    enrolment.revoke_head(device=phone.signer.keyid, **revoke)
    assert facts.devices(log=example_log, office=KPU)[0].revoked
    assert refused(enrolment.revoke_head, device=phone.signer.keyid, **revoke) == "enrolment.no_device"


def test_the_gateway_enrols_nothing_that_does_not_wait_for_it(invite, claim, example_log):
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    waiting = claim(invite(), Ed25519Signer.generate())
    named = {"log": example_log, "invited": waiting, "gateway": gateway, "at": NOW}
    assert refused(enrolment.enrol_head, **named) == "enrolment.not_waiting"
