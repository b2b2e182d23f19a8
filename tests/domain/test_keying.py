from domain.delivery import KPPS, PPK, PPS, PTPS, TO_TPS, find, the
from example import JIPURAPAH, Speaker, Story, hour
from sepaham.domain.base import digest
from sepaham.domain.sentences import RULES, Severity

PHONE, OTHER = digest(b"a phone"), digest(b"another phone")
BRIEFED = hour("20 09:00")
EVE = hour("26 07:00")
KEY_OF = {PPS: "key of pps", KPPS: "key of kpps", PTPS: "key of ptps"}


def enrol(story, office, by, *, phone="", at=BRIEFED):
    body = {"device": KEY_OF[office], "algorithm": "ed25519", "key": "k", "office": office}
    body |= {"phone": phone} if phone else {}
    region = office.partition(":")[2]
    story.tell(Speaker(by, f"{by} enrols {office}").say("device.enrol", region, at, body))


def handed_over(story):
    give = story.tell(Speaker(PPS, KEY_OF[PPS]).give(TO_TPS, hour("26 14:00"))).statement
    receive = story.tell(Speaker(KPPS, KEY_OF[KPPS]).receive(TO_TPS, hour("26 14:10"))).statement
    return give, receive


def odd(story):
    return {"one_phone", "enrolled_by_giver"} & set(story.rules())


def test_both_sides_keyed_on_one_phone_need_a_look():
    story = Story()
    enrol(story, PPS, PPK, phone=PHONE)
    enrol(story, KPPS, PPS, phone=PHONE)
    give, receive = handed_over(story)
    found = the(story, "one_phone")
    assert (found.subject, found.since) == (TO_TPS.hash, hour("26 14:10"))
    assert set(found.basis) == {give.id, receive.id}
    assert RULES["one_phone"].severity is Severity.ATTENTION
    assert find(story, "enrolled_by_giver") == []


def test_two_phones_or_phones_that_were_not_told_need_none():
    for phone in (OTHER, ""):
        story = Story()
        enrol(story, PPS, PPK, phone=PHONE if phone else "")
        enrol(story, KPPS, PPS, phone=phone)
        handed_over(story)
        assert odd(story) == set()


def test_an_observer_on_the_givers_phone_is_no_side_of_the_handover():
    story = Story()
    enrol(story, PPS, PPK, phone=PHONE)
    enrol(story, KPPS, PPS, phone=OTHER)
    handed_over(story)
    assert find(story, "one_phone") == []


def test_what_was_copied_from_paper_is_signed_by_neither_side():
    story = Story()
    enrol(story, PPS, PPK, phone=PHONE)
    enrol(story, KPPS, PPS, phone=PHONE)
    story.tell(Speaker(PPS, KEY_OF[PPS]).give(TO_TPS, hour("26 14:00")))
    of = {"office": KPPS, "source": "paper"}
    story.tell(Speaker(f"pkd:{JIPURAPAH}").receive(TO_TPS, hour("26 14:10"), of=of))
    assert find(story, "one_phone") == []


def test_the_finding_goes_with_the_account_that_is_corrected():
    story = Story()
    enrol(story, PPS, PPK, phone=PHONE)
    enrol(story, KPPS, PPS, phone=PHONE)
    handed_over(story)
    speaker = Speaker(KPPS, "the true key")
    (old,) = [e.statement for e in story.entries if e.statement.kind == "handover.receive"]
    story.tell(speaker.receive(TO_TPS, hour("26 14:12"), refs=[("corrects", old.id)]))
    assert find(story, "one_phone") == []


def test_a_receiver_enrolled_by_the_giver_on_the_eve_needs_a_look():
    story = Story()
    enrol(story, KPPS, PPS, at=EVE)
    _, receive = handed_over(story)
    found = the(story, "enrolled_by_giver")
    assert (found.since, found.basis) == (hour("26 14:10"), (receive.id,))
    assert found.values["at"] == "2024-11-26T00:00:00Z"


def test_a_receiver_enrolled_at_the_briefing_or_by_another_office_needs_none():
    story = Story()
    enrol(story, KPPS, PPS, at=hour("25 14:10"))
    handed_over(story)
    assert odd(story) == set()
    homeward = Story()
    enrol(homeward, PPS, PPK, at=EVE)
    handed_over(homeward)
    assert odd(homeward) == set()


def test_a_receipt_dated_before_its_own_enrolment_needs_a_look_too():
    story = Story()
    enrol(story, KPPS, PPS, at=hour("26 20:00"))
    handed_over(story)
    assert find(story, "enrolled_by_giver") != []
