"""A phone is lost on the day: revoked and replaced in a minute; what it had said still finds its way."""

import pytest

from example import JIPURAPAH, Phone, code, hour, load
from sepaham.actions.rebuild import rebuild
from sepaham.records import queries

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TPS = f"{JIPURAPAH}.001"
BOX = code(TPS, "K1")
FOUND = load("pps-kpps", TPS)
PPK, PPS, KPPS, PTPS = "ppk:35.17.15", f"pps:{JIPURAPAH}", f"kpps:{TPS}", f"ptps:{TPS}"


def revoked(above, phone, at):
    region = phone.office.partition(":")[2]
    body = {"device": phone.signer.keyid, "reason": "lost"}
    return above.sign(above.voice.say("device.revoke", region, at, body))


def holder():
    state = queries.life(code=BOX, at=hour("27 00:00")).state
    return state.holder, state.moving


def rules():
    return {finding.rule for finding in queries.all_findings(region=JIPURAPAH, at=hour("27 00:00"))}


@pytest.fixture
def handed_over(phones):
    """What both sides of a delivery signed without signal: the giving, and the receipt that answers it."""
    given = phones[PPS].sign(phones[PPS].voice.give(FOUND, hour("26 14:00")))
    received = phones[KPPS].sign(phones[KPPS].voice.receive(FOUND, hour("26 14:10"), [("gives", given.id)]))
    return given, received


def test_what_a_revoked_phone_said_waits_until_another_office_names_it(
    phones, keep, example_log, handed_over
):
    given, received = handed_over
    keep(given, at=hour("26 15:00"))
    keep(revoked(phones[PPS], phones[KPPS], hour("26 15:05")), at=hour("26 15:05"))
    [late] = keep(received, at=hour("26 16:00"))
    assert late.index > 0, "it is kept all the same"
    assert holder() == (PPS, True)
    assert "needs_confirmation" in rules()
    ptps = phones[PTPS].voice
    seen = ptps.say(
        "handover.observe",
        TPS,
        hour("26 14:11"),
        {"list": FOUND.hash, "side": "receive"},
        [("sees", received.id)],
    )
    keep(phones[PTPS].sign(seen), at=hour("26 17:00"))
    assert holder() == (KPPS, False)
    assert "needs_confirmation" not in rules()
    assert rebuild(log=example_log).equal


def test_the_office_restates_it_from_the_phone_that_replaces_the_lost_one(
    phones, keep, example_log, handed_over
):
    given, received = handed_over
    keep(given, at=hour("26 15:00"))
    another = Phone(KPPS)
    keep(
        revoked(phones[PPS], phones[KPPS], hour("26 15:05")),
        phones[PPS].enrolment(another, TPS, hour("26 15:06")),
        at=hour("26 15:06"),
    )
    restated = another.voice.receive(FOUND, hour("26 14:10"), [("gives", given.id)])
    keep(another.sign(restated), at=hour("26 15:10"))
    assert holder() == (KPPS, False)
    keep(received, at=hour("26 18:00"))
    assert holder() == (KPPS, False)
    assert "enrolled_by_giver" in rules(), "the new key is of the day and from the giver"
    assert rebuild(log=example_log).equal


def test_the_receivers_copy_suffices_when_the_givers_phone_is_lost_for_ever(
    phones, keep, example_log, handed_over
):
    given, received = handed_over
    keep(revoked(phones[PPK], phones[PPS], hour("26 15:05")), at=hour("26 15:05"))
    keep(given, received, at=hour("26 16:00"))
    assert holder() == (KPPS, False)
    assert not {"needs_confirmation", "never_given"} & rules(), "the receipt names the giving"
    assert rebuild(log=example_log).equal
