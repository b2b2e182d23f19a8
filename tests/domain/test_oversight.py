"""Every rule: what calls it up, its harmless neighbour, from when and until when, and what it rests on."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    OPENED,
    ORIGIN,
    PLANDAAN,
    WONOSALAM,
    Speaker,
    Story,
    code,
    corrected,
    hour,
    load,
)
from sepaham.domain.findings import RULES, Severity, explain

ONE, TWO = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"
BOX, BOOTH, OTHER = code(ONE, "K1"), code(ONE, "B4"), code(TWO, "K1")
TO_TPS, TO_TWO, TO_PPS, TO_PPK = (
    load("pps-kpps", ONE),
    load("pps-kpps", TWO),
    load("ppk-pps", JIPURAPAH),
    load("kpu-ppk", PLANDAAN),
)
KPU, PPK, PPS, KPPS, KPPS2, PTPS = (
    f"kpu:{KABUPATEN}",
    f"ppk:{PLANDAAN}",
    f"pps:{JIPURAPAH}",
    f"kpps:{ONE}",
    f"kpps:{TWO}",
    f"ptps:{ONE}",
)
MISSING = {"except": [{"unit": BOOTH, "what": "missing"}]}
RAW = re.compile(
    r"[{}]|35\.?17|\b(?:kpu|ppk|pps|kpps|ptps|pkd|gateway):|\bkp?ps?-|handover\.|unit\.|parcel\.|ballot|T\d\d:"
)


def off(unit, what):
    return {"except": [{"unit": unit, "what": what}]}


def given_and_received(story, **received):
    give = story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")))
    receive = story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 14:10"), **received))
    return give.statement.id, receive.statement.id


def find(story, rule):
    """The findings of one rule; each must say itself in both languages, with nothing left in code."""
    story.book.settle()
    found = [f for f in story.book.findings.values() if f.rule == rule and f.basis]
    for finding in found:
        for language in ("id", "en"):
            text = explain(finding, language, lambda key, _: "⟨nama⟩")
            assert not RAW.search(text), text
            assert len(text) > 20
        assert set(finding.basis) <= {entry.statement.id for entry in story.entries}
    return found


def the(story, rule):
    (finding,) = find(story, rule)
    return finding


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_title_and_a_severity(rule):
    assert RULES[rule].title.id != RULES[rule].title.en
    assert RULES[rule].severity in Severity
    assert "saksi" not in (RULES[rule].title.id + RULES[rule].sentence.id).lower(), "a saksi is a candidate's"
    assert "temuan" not in (RULES[rule].title.id + RULES[rule].sentence.id).lower(), (
        "only Bawaslu makes a temuan"
    )


def test_severities_are_those_of_the_field():
    serious = {rule for rule, told in RULES.items() if told.severity is Severity.SERIOUS}
    assert serious == {
        "held_twice",
        "seal_broken",
        "seal_differs",
        "wrong_destination",
        "custody_gap",
        "no_authority",
        "opened_without_presence",
        "device_fork",
    }
    assert [rule for rule, told in RULES.items() if told.severity is Severity.DIFFER] == [
        "declared_differs_seen"
    ]


def test_a_delivery_in_order_gives_nothing_to_look_at():
    story = Story()
    given_and_received(story)
    story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:10")))
    assert story.rules(hour("26 23:59")) == []


# Unknown unit


def test_a_code_in_no_plan_is_unknown():
    story = Story()
    _, receive = given_and_received(story, **off("ZZZ", "extra"))
    finding = the(story, "unknown_unit")
    assert (finding.basis, finding.since, finding.region) == ((receive,), hour("26 14:10"), ONE)


def test_a_known_code_is_not_unknown_wherever_it_turns_up():
    story = Story()
    given_and_received(story, **off(OTHER, "extra"))
    assert find(story, "unknown_unit") == []


def test_a_list_that_names_an_unknown_code_is_kept_and_folds():
    story = Story()
    made = replace(TO_TPS, step=1, units=(BOX, "ZZZ"))
    story.tell(Speaker(PPS).say("list.declare", ONE, hour("26 13:00"), {"list": made.to_dict()}))
    story.tell(Speaker(KPPS).receive(made, hour("26 14:00"), **off(BOX, "missing")))
    assert the(story, "unknown_unit").values["code"] == "ZZZ"
    assert the(story, "count_differs").units == (BOX,)


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


# Given, received, late, gap


def test_a_receipt_without_a_handing_over_waits_until_the_day_closes():
    story = Story()
    receive = story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 14:10"))).statement.id
    finding = the(story, "never_given")
    assert (finding.since, finding.basis) == (hour("27 00:00"), (receive,))
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")), at=hour("27 09:00"))
    assert find(story, "never_given") == []


def test_a_handing_over_without_a_receipt_waits_for_the_window_and_six_hours():
    story = Story()
    pps = Speaker(PPS)
    early = story.tell(pps.give(TO_TPS, hour("26 10:00"))).statement.id
    finding = the(story, "never_received")
    assert (finding.since, finding.basis, set(finding.units)) == (
        hour("26 21:00"),
        (early,),
        set(TO_TPS.units),
    )
    story.tell(pps.give(TO_TWO, hour("26 20:00")))
    assert {f.since for f in find(story, "never_received")} == {hour("26 21:00"), hour("27 02:00")}
    story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 10:30")), at=hour("27 08:00"))
    assert [f.subject for f in find(story, "never_received")] == [TO_TWO.hash]


def test_what_comes_after_its_limit_is_late_until_it_comes():
    story = Story()
    waiting = next(f for f in story.book.settle().findings.values() if f.subject == TO_TPS.hash)
    assert (waiting.rule, waiting.since, waiting.until) == ("late", hour("26 21:00"), None)
    assert set(waiting.units) == set(TO_TPS.units)
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 20:00")))
    receive = story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 23:10"))).statement.id
    finding = the(story, "late")
    assert (finding.since, finding.until, finding.basis) == (hour("26 21:00"), hour("26 23:10"), (receive,))


def test_what_comes_within_its_limit_is_not_late_though_the_scan_arrives_the_next_day():
    story = Story()
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 20:00")))
    story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 21:00")), at=hour("27 12:00"))
    assert find(story, "late") == []


def test_a_leg_nobody_stated_is_a_gap_once_the_next_one_is():
    story = Story()
    story.tell(Speaker(PPK).receive(TO_PPK, hour("24 10:00")))
    assert find(story, "custody_gap") == []
    give = story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00"))).statement.id
    finding = the(story, "custody_gap")
    assert (finding.subject, finding.since, finding.basis) == (TO_PPS.hash, hour("27 00:00"), (give,))
    story.tell(Speaker(f"pkd:{JIPURAPAH}").observe(TO_PPS, hour("26 07:00")))
    assert find(story, "custody_gap"), "an observer's word moves nothing"
    story.tell(Speaker(PPS, "pps too").receive(TO_PPS, hour("26 07:00")), at=hour("26 22:00"))
    assert find(story, "custody_gap") == []


def test_an_office_that_hands_on_what_nobody_ever_brought_it_is_a_gap():
    story, stranger = Story(), Speaker(f"pps:{KLITIH}")
    given_and_received(story)
    made = replace(
        TO_TPS, step=1, units=(BOX,), giver=stranger.office, receiver=f"kpps:{KLITIH}.001", region=KLITIH
    )
    story.tell(stranger.say("list.declare", KLITIH, hour("26 16:00"), {"list": made.to_dict()}))
    give = story.tell(stranger.give(made, hour("26 16:00"))).statement.id
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


# Counts


def test_a_unit_short_differs_from_the_list_until_it_comes():
    story = Story()
    _, receive = given_and_received(story, **MISSING)
    finding = the(story, "count_differs")
    assert (finding.basis, finding.units, finding.until) == ((receive,), (BOOTH,), None)
    assert (finding.values["item"], finding.values["expected"], finding.values["stated"]) == ("booth", 4, 3)
    came = story.tell(Speaker(KPPS, "kpps too").receive(TO_TPS, hour("26 18:00"), only=[BOOTH])).statement.id
    finding = the(story, "count_differs")
    assert (finding.basis, finding.until) == ((receive, came), hour("26 18:00"))


def test_ballots_counted_otherwise_than_they_should_be_differ():
    story = Story()
    _, receive = given_and_received(story, counts={"ballot:pilgub": 532, "ballot:pilbup": 533, "ink": 2})
    finding = the(story, "count_differs")
    assert (finding.basis, finding.since) == ((receive,), hour("26 14:10"))
    assert (finding.values["item"], finding.values["expected"], finding.values["stated"]) == (
        "ballot:pilgub",
        533,
        532,
    )


def test_what_no_rule_counts_is_no_difference():
    story = Story()
    given_and_received(story, counts={"chairs": 3, "ink": 2})
    assert find(story, "count_differs") == []


def test_a_parcel_packed_short_says_so_at_packing():
    story = Story()
    body = {"units": list(TO_TPS.units), "counts": {"ink": 1}}
    story.tell(Speaker(KPU).say("parcel.pack", ONE, hour("20 10:00"), body))
    finding = the(story, "count_differs")
    assert finding.since == hour("20 10:00")
    assert "packing" in explain(finding, "en", lambda key, _: key)


def test_a_typing_slip_corrected_by_its_office_leaves_nothing():
    story, kpps = Story(), Speaker(KPPS)
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")))
    slip = story.tell(
        kpps.receive(TO_TPS, hour("26 14:10"), counts={"ink": 20}, **off("ZZZ", "extra"))
    ).statement
    assert len(story.rules(hour("26 20:00"))) == 2
    story.tell(kpps.receive(TO_TPS, hour("26 14:10"), [("corrects", slip.id)], counts={"ink": 2}))
    assert story.rules(hour("26 20:00")) == []


# Declared beside seen


def test_an_observer_who_saw_otherwise_stands_beside_the_declaration():
    story = Story()
    _, receive = given_and_received(story)
    seen = story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), **MISSING)).statement.id
    finding = the(story, "declared_differs_seen")
    assert (finding.basis, finding.since, finding.units) == ((receive, seen), hour("26 14:20"), (BOOTH,))
    assert (finding.values["declared"], finding.values["seen"]) == ([], [BOOTH])
    assert finding.severity is Severity.DIFFER


def test_an_observers_count_that_differs_is_said_as_a_count_and_not_as_a_loss():
    story = Story()
    given_and_received(story, counts={"ballot:pilgub": 533})
    story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), counts={"ballot:pilgub": 530}))
    finding = the(story, "declared_differs_seen")
    sentence = explain(finding, "en", lambda key, _: key)
    assert "ballot:pilgub = 533" in sentence
    assert "missing" not in sentence


@pytest.mark.parametrize("seen", [MISSING, {"counts": {"ink": 1}, **MISSING}])
def test_an_observer_who_saw_the_same_agrees(seen):
    story = Story()
    given_and_received(story, **seen)
    story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), **seen))
    assert find(story, "declared_differs_seen") == []


def test_an_observer_who_counted_what_nobody_declared_differs_from_nobody():
    story = Story()
    given_and_received(story)
    story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), counts={"ink": 1}))
    assert find(story, "declared_differs_seen") == []


def test_what_is_seen_before_anything_is_declared_is_no_difference():
    story = Story()
    story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:20"), **MISSING))
    assert find(story, "declared_differs_seen") == []
    story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 14:10")), at=hour("26 22:00"))
    assert the(story, "declared_differs_seen").since == hour("26 14:20")


def test_an_observer_who_sees_the_missing_booth_come_agrees_too():
    story = Story()
    given_and_received(story, **MISSING)
    ptps = Speaker(PTPS)
    story.tell(ptps.observe(TO_TPS, hour("26 14:20"), **MISSING))
    story.tell(Speaker(KPPS, "kpps too").receive(TO_TPS, hour("26 18:00"), only=[BOOTH]))
    story.tell(ptps.observe(TO_TPS, hour("26 18:05")))
    assert find(story, "declared_differs_seen") == []


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


# Clocks, authority


@pytest.mark.parametrize("claimed", ["2019-11-26", "2031-11-26"])
def test_a_clock_wrong_by_years_is_a_finding_and_the_hour_of_receipt_counts(claimed):
    story = Story()
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")))
    year = int(claimed[:4])
    receive = story.tell(
        Speaker(KPPS).receive(TO_TPS, hour("26 14:10").replace(year=year)), at=hour("26 14:12")
    )
    finding = the(story, "wrong_clock")
    assert (finding.basis, finding.since) == ((receive.statement.id,), hour("26 14:12"))
    assert story.book.states[BOX].at == hour("26 14:12")
    assert story.rules(hour("26 20:00")) == ["wrong_clock"]


@pytest.mark.parametrize("ahead", [timedelta(minutes=10), timedelta(days=-8)])
def test_a_clock_minutes_ahead_and_a_statement_days_late_are_harmless(ahead):
    story = Story()
    received_at = hour("26 14:10")
    story.tell(Speaker(KPPS).receive(TO_TPS, received_at + ahead), at=received_at)
    assert find(story, "wrong_clock") == []


def test_a_claim_from_before_the_log_is_wrong_only_by_months():
    story = Story()
    speaker = Speaker(KPPS)
    story.tell(speaker.receive(TO_TPS, OPENED - timedelta(days=59)), at=hour("26 14:10"))
    assert find(story, "wrong_clock") == []
    story.tell(speaker.receive(TO_TPS, OPENED - timedelta(days=61)), at=hour("26 14:10"))
    assert len(find(story, "wrong_clock")) == 1


def test_a_supervisor_who_receives_a_box_is_on_record_and_moves_nothing():
    story = Story()
    act = story.tell(Speaker(PTPS).receive(TO_TPS, hour("26 14:10"))).statement
    finding = the(story, "no_authority")
    assert (finding.basis, finding.since, finding.region) == ((act.id,), hour("26 14:10"), ONE)
    assert (finding.values["office"], finding.values["reason"]) == (PTPS, "never")
    assert story.book.holds(act.id)
    assert story.book.states[BOX].holder == KPU
    assert not story.book.handovers[TO_TPS.hash].received


@pytest.mark.parametrize("kind", ["unit.use", "unit.open", "unit.seal"])
def test_an_act_on_another_stations_goods_is_outside_authority_and_moves_nothing(kind):
    story = Story()
    bag = code(TWO, "T1")
    body = {
        "unit.use": {"units": [bag]},
        "unit.open": {"units": [bag], "purpose": "vote", "present": [PTPS]},
        "unit.seal": {"seals": {bag: ["A1"]}, "after": "vote", "present": [PTPS]},
    }[kind]
    story.tell(Speaker(KPPS).say(kind, ONE, hour("27 13:00"), body))
    assert the(story, "no_authority").values["reason"] == "elsewhere"
    assert not story.book.states[bag].used
    assert story.book.states[bag].last == ""


def test_a_list_of_no_plan_is_refused_until_it_is_declared():
    story = Story()
    made = replace(TO_TPS, step=1, units=(BOX,))
    act = story.tell(Speaker(KPPS).receive(made, hour("26 14:00"))).statement.id
    assert the(story, "no_authority").basis == (act,)
    story.tell(Speaker(PPS).say("list.declare", ONE, hour("26 13:00"), {"list": made.to_dict()}))
    assert find(story, "no_authority") == []
    assert story.book.states[BOX].holder == KPPS


def test_a_list_is_declared_by_its_giver_or_its_receiver_only():
    story = Story()
    made = replace(TO_TPS, step=1, units=(BOX,), giver=KPPS2)
    story.tell(Speaker(PPS).say("list.declare", ONE, hour("26 13:00"), {"list": made.to_dict()}))
    assert the(story, "no_authority").values["reason"] == "not_party"
    assert made.hash not in story.book.handovers


def test_an_act_of_another_region_is_elsewhere():
    story = Story()
    story.tell(Speaker(f"panwascam:{WONOSALAM}").observe(TO_TPS, hour("26 14:00")))
    assert the(story, "no_authority").values["reason"] == "elsewhere"
    assert not story.book.handovers[TO_TPS.hash].seen
    assert story.entries[-1].statement.log == ORIGIN


def test_findings_of_an_act_differ_by_subject_so_that_none_hides_another():
    story = Story()
    kpps = Speaker(KPPS)
    for number in (1, 3):
        body = {"units": [BOX], "counts": {"ink": number}}
        story.tell(kpps.say("parcel.pack", ONE, hour("20 10:00"), body))
    assert len(find(story, "count_differs")) == 2
