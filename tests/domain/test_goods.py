"""What needs a look about goods: where units turn up, their seals and state, openings, packing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.delivery import (
    BOOTH,
    BOX,
    KPPS,
    KPPS2,
    KPU,
    ONE,
    PPK,
    PPS,
    PTPS,
    TO_PPK,
    TO_PPS,
    TO_TPS,
    TO_TWO,
    TWO,
    find,
    given_and_received,
    off,
    the,
)
from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, Speaker, Story, code, corrected, hour, load
from sepaham.domain.findings import explain
from sepaham.domain.sentences import Severity

# Held twice, wrong destination


def test_a_box_received_at_two_stations_is_held_twice():
    story = Story()
    _, first = given_and_received(story)
    second = story.tell(Speaker(KPPS2).receive(TO_TWO, hour("26 15:00"), **off(BOX, "extra"))).statement.id
    finding = the(story, "held_twice")
    assert set(finding.basis) == {first, second}
    assert (finding.since, finding.units, finding.values["holders"]) == (
        hour("26 15:00"),
        (BOX,),
        [KPPS, KPPS2],
    )


def test_a_box_that_one_station_misses_and_another_has_is_astray_but_held_once():
    story = Story()
    given_and_received(story, **off(BOX, "missing"))
    story.tell(Speaker(KPPS2).receive(TO_TWO, hour("26 15:00"), **off(BOX, "extra")))
    assert find(story, "held_twice") == []
    astray = the(story, "wrong_destination")
    assert (astray.since, astray.until, astray.region) == (hour("26 15:00"), None, ONE)


def test_a_stray_box_handed_on_to_its_station_settles_both():
    story = Story()
    given_and_received(story, **off(BOX, "missing"))
    kpps2, kpps = Speaker(KPPS2), Speaker(KPPS, "kpps too")
    stray = story.tell(kpps2.receive(TO_TWO, hour("26 15:00"), **off(BOX, "extra"))).statement.id
    back = replace(TO_TPS, step=1, units=(BOX,), giver=KPPS2)
    story.tell(kpps2.say("list.declare", TWO, hour("26 16:00"), {"list": back.to_dict()}))
    story.tell(corrected(kpps2.give(back, hour("26 16:05")), region=TWO))
    home = story.tell(kpps.receive(back, hour("26 16:30"))).statement.id
    finding = the(story, "wrong_destination")
    assert (finding.until, finding.basis) == (hour("26 16:30"), (stray, home))
    assert find(story, "held_twice") == []
    assert story.book.states[BOX].reached


def test_an_extra_box_within_the_receivers_own_area_is_where_it_belongs():
    story = Story()
    found = load("ppk-pps", KLITIH)
    story.tell(Speaker(PPK).receive(TO_PPK, hour("24 10:00"), **off(code(f"{KLITIH}.001", "K1"), "extra")))
    assert find(story, "wrong_destination") == []
    story.tell(Speaker(f"pps:{KLITIH}").receive(found, hour("26 10:00"), **off(BOX, "extra")))
    assert the(story, "wrong_destination").values["office"] == f"pps:{KLITIH}"


# From nowhere


def test_an_office_that_hands_on_what_nobody_ever_brought_it_is_a_gap():
    story, stranger = Story(), Speaker(KPPS2)
    given_and_received(story)
    made = replace(TO_TPS, step=1, units=(BOX,), giver=KPPS2)
    story.tell(stranger.say("list.declare", TWO, hour("26 16:00"), {"list": made.to_dict()}))
    body = {"list": made.hash}
    give = story.tell(stranger.say("handover.give", TWO, hour("26 16:00"), body)).statement.id
    gap = next(f for f in find(story, "custody_gap") if f.units)
    assert (gap.basis, gap.units, gap.region) == ((give,), (BOX,), ONE)
    assert gap.values["office"] == stranger.office


def test_an_office_that_hands_on_what_it_was_to_receive_is_none():
    story, pps = Story(), Speaker(PPS)
    made = replace(TO_TPS, step=1, units=(BOX,))
    story.tell(pps.say("list.declare", ONE, hour("26 16:00"), {"list": made.to_dict()}))
    story.tell(pps.give(made, hour("26 16:00")))
    assert not [f for f in find(story, "custody_gap") if f.units]


# Seals


@pytest.mark.parametrize(("what", "rule"), [("unsealed", "seal_missing"), ("seal_broken", "seal_broken")])
def test_a_seal_that_is_not_on_or_broken_is_said_by_who_saw_it(what, rule):
    story = Story()
    _, receive = given_and_received(story, **off(BOX, what))
    seen = story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), **off(BOX, what))).statement.id
    finding = the(story, rule)
    assert (finding.basis, finding.since, finding.units) == ((receive, seen), hour("26 14:10"), (BOX,))
    assert find(story, "declared_differs_seen") == []


def packed(story, numbers):
    body = {"units": list(TO_TPS.units), "seals": {BOX: numbers}}
    return story.tell(Speaker(KPU).say("parcel.pack", ONE, hour("20 10:00"), body))


def test_a_seal_number_that_differs_from_the_one_put_on_is_a_finding():
    story = Story()
    packed(story, ["A1", "A2"])
    _, receive = given_and_received(story, seals={BOX: ["A1", "A9"]})
    finding = the(story, "seal_differs")
    assert (finding.basis, finding.since) == ((receive,), hour("26 14:10"))
    assert (finding.values["applied"], finding.values["read"]) == ("A1/A2", "A1/A9")


def test_the_same_numbers_in_another_order_do_not_differ():
    story = Story()
    packed(story, ["A1", "A2"])
    given_and_received(story, seals={BOX: ["A2", "A1"]})
    assert find(story, "seal_differs") == []


def test_numbers_read_where_none_were_stated_do_not_differ():
    story = Story()
    given_and_received(story, seals={BOX: ["A1"]})
    assert find(story, "seal_differs") == []


def test_a_reseal_with_presence_is_read_after_it_without_a_finding():
    story = Story()
    packed(story, ["A1"])
    body = {"seals": {BOX: ["B7"]}, "after": "ppk-pps", "present": [f"pkd:{JIPURAPAH}"]}
    story.tell(Speaker(PPS, "pps too").say("unit.seal", JIPURAPAH, hour("26 12:00"), body))
    given_and_received(story, seals={BOX: ["B7"]})
    assert find(story, "seal_differs") == []


def test_the_old_number_read_after_a_reseal_differs():
    story = Story()
    packed(story, ["A1"])
    body = {"seals": {BOX: ["B7"]}, "after": "ppk-pps", "present": []}
    story.tell(Speaker(PPS, "pps too").say("unit.seal", JIPURAPAH, hour("26 12:00"), body))
    given_and_received(story, seals={BOX: ["A1"]})
    assert the(story, "seal_differs").values["applied"] == "B7"


# Openings


def opening(story, present):
    body = {"units": [BOX], "purpose": "vote", "present": present}
    return story.tell(Speaker(KPPS).say("unit.open", ONE, hour("27 06:50"), body)).statement.id


@pytest.mark.parametrize("present", [[], [KPPS], [KPPS, PPS, f"kpps:{TWO}"]])
def test_boxes_opened_before_one_institution_alone_are_a_finding(present):
    story = Story()
    opened = opening(story, present)
    finding = the(story, "opened_without_presence")
    assert (finding.basis, finding.since, finding.units) == ((opened,), hour("27 06:50"), (BOX,))


@pytest.mark.parametrize("present", [[PTPS], [KPPS, f"linmas:{ONE}"]])
def test_boxes_opened_before_another_institution_are_none(present):
    story = Story()
    opening(story, present)
    assert find(story, "opened_without_presence") == []


# Packing


def test_a_parcel_packed_short_says_so_at_packing():
    story = Story()
    body = {"units": list(TO_TPS.units), "counts": {"ink": 1}}
    story.tell(Speaker(KPU).say("parcel.pack", ONE, hour("20 10:00"), body))
    finding = the(story, "count_differs")
    assert finding.since == hour("20 10:00")
    assert "packing" in explain(finding, "en", lambda key, _: key)


def test_findings_of_an_act_differ_by_subject_so_that_none_hides_another():
    story = Story()
    kpps = Speaker(KPPS)
    for number in (1, 3):
        body = {"units": [BOX], "counts": {"ink": number}}
        story.tell(kpps.say("parcel.pack", ONE, hour("20 10:00"), body))
    assert len(find(story, "count_differs")) == 2


# Remarks


def test_all_remarks_on_one_unit_count():
    story = Story()
    given_and_received(story, **off(BOX, "missing"))
    rows = [{"unit": BOX, "what": what} for what in ("extra", "unsealed", "damaged")]
    extra = story.tell(Speaker(KPPS2).receive(TO_TWO, hour("26 15:00"), **{"except": rows})).statement.id
    assert story.book.handovers[TO_TWO.hash].received[0].off == {BOX: {"extra", "unsealed", "damaged"}}
    for rule in ("wrong_destination", "seal_missing", "damaged"):
        assert the(story, rule).basis == (extra,), rule
    assert story.book.states[BOX].holder == KPPS2


def test_what_is_damaged_is_there_and_says_so():
    story = Story()
    _, receive = given_and_received(story, **off(BOOTH, "damaged"))
    seen = story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), **off(BOOTH, "damaged"))).statement.id
    finding = the(story, "damaged")
    assert (finding.basis, finding.units, finding.severity) == ((receive, seen), (BOOTH,), Severity.ATTENTION)
    assert story.book.states[BOOTH].holder == KPPS
    assert find(story, "count_differs") == []


def test_what_is_damaged_and_bears_another_seal_is_both():
    story = Story()
    packed(story, ["A1"])
    given_and_received(story, seals={BOX: ["B1"]}, **off(BOX, "damaged"))
    assert the(story, "damaged").units == the(story, "seal_differs").units == (BOX,)


# Lists made on the way


def moved(story, giver, receiver, units=(BOX,), *, step=1, at="26 16:00", received=True):
    """Let one office hand units on to another by a list made on the way."""
    made = replace(
        TO_TPS,
        nonce=f"{giver} {receiver} {step}",
        step=step,
        units=units,
        giver=giver,
        receiver=receiver,
        region=receiver.partition(":")[2],
    )
    hands, gets = Speaker(giver, f"hands {made.nonce}"), Speaker(receiver, f"gets {made.nonce}")
    seat = giver.partition(":")[2]
    story.tell(hands.say("list.declare", seat, hour(at), {"list": made.to_dict()}))
    given = story.tell(corrected(hands.give(made, hour(at)), region=seat)).statement.id
    got = story.tell(gets.receive(made, hour(at) + timedelta(minutes=30))).statement.id if received else ""
    return made, given, got


def test_a_list_made_on_the_way_to_a_wrong_station_is_a_wrong_destination_until_it_is_put_right():
    story = Story()
    made, _, got = moved(story, PPS, KPPS2)
    astray = the(story, "wrong_destination")
    assert (astray.subject, astray.basis, astray.until) == (f"{BOX}@{made.hash}", (got,), None)
    assert (astray.values["office"], astray.region) == (KPPS2, ONE)
    _, _, home = moved(story, KPPS2, KPPS, step=2, at="26 18:00")
    assert the(story, "wrong_destination").until == hour("26 18:30")
    assert the(story, "wrong_destination").basis == (got, home)
    assert find(story, "held_twice") == []


def test_a_list_made_on_the_way_that_was_only_given_has_gone_nowhere_yet():
    story = Story()
    moved(story, PPS, KPPS2, received=False)
    assert find(story, "wrong_destination") == []


def test_a_list_made_on_the_way_within_the_receivers_own_area_is_lawful():
    story = Story()
    moved(story, PPK, PPS)
    moved(story, PPS, KPPS)
    assert find(story, "wrong_destination") == []


def test_a_unit_received_by_two_of_whom_one_had_it_by_a_list_of_another_is_held_twice():
    story = Story()
    given_and_received(story)
    moved(story, PPS, KPPS2)
    assert the(story, "held_twice").values["holders"] == [KPPS, KPPS2]


# Acts on what others hold


def sealed(story, by, after="pps-kpps", at="26 20:00"):
    body = {"seals": {BOX: ["B7"]}, "after": after, "present": []}
    return story.tell(Speaker(by, f"seals {by}").say("unit.seal", by.partition(":")[2], hour(at), body))


@pytest.mark.parametrize("first", [True, False], ids=["before the receipt came", "after it"])
def test_who_seals_what_another_stated_receiving_is_not_its_holder(first):
    story = Story()
    if first:
        act = sealed(story, PPS).statement.id
        assert find(story, "not_holder") == [], "where nobody stated a receipt nothing is known"
    _, receive = given_and_received(story)
    if not first:
        act = sealed(story, PPS).statement.id
    finding = the(story, "not_holder")
    assert (finding.basis, finding.since, finding.units) == ((act, receive), hour("26 20:00"), (BOX,))
    assert (finding.values["office"], finding.values["holders"]) == (PPS, [KPPS])


def test_who_seals_what_it_received_is_its_holder():
    story = Story()
    given_and_received(story)
    sealed(story, KPPS)
    assert find(story, "not_holder") == []


def test_what_is_sealed_before_it_went_on_was_its_sealers():
    story = Story()
    story.tell(Speaker(PPS).receive(TO_PPS, hour("26 07:00")))
    sealed(story, PPS, after="ppk-pps", at="26 08:00")
    given_and_received(story)
    assert find(story, "not_holder") == []


@pytest.mark.parametrize(("by", "holds"), [(PPK, True), (KPU, True), (KPPS, False)])
def test_boxes_are_opened_for_recapitulation_by_those_who_got_them_home(by, holds):
    story = Story()
    for leg, region in (("pps-ppk", JIPURAPAH), ("ppk-kpu", PLANDAAN)):
        found = load(leg, region)
        story.tell(Speaker(found.receiver, f"gets {leg}").receive(found, hour("29 10:00")))
    body = {"units": [BOX], "purpose": "recapitulation", "present": [f"bawaslu:{KABUPATEN}"]}
    story.tell(Speaker(by, "opens").say("unit.open", by.partition(":")[2], hour("30 10:00"), body))
    assert bool(find(story, "not_holder")) is not holds


def test_a_phantom_makes_no_presence():
    story = Story()
    opening(story, [f"ptps:{JIPURAPAH}.099", "wizard:35.17", KPPS])
    assert len(find(story, "opened_without_presence")) == 1
