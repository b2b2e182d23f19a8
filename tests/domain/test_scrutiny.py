"""What is looked at in each statement: clock, authority, codes; a correction takes it along."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.delivery import (
    BOX,
    KPPS,
    KPPS2,
    KPU,
    ONE,
    OTHER,
    PPS,
    PTPS,
    TO_TPS,
    TWO,
    find,
    given_and_received,
    off,
    the,
)
from example import (
    OPENED,
    ORIGIN,
    WONOSALAM,
    Speaker,
    Story,
    code,
    hour,
)

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


# Corrections


def test_a_typing_slip_corrected_by_its_office_leaves_nothing():
    story, kpps = Story(), Speaker(KPPS)
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")))
    slip = story.tell(
        kpps.receive(TO_TPS, hour("26 14:10"), counts={"ink": 20}, **off("ZZZ", "extra"))
    ).statement
    assert len(story.rules(hour("26 20:00"))) == 2
    story.tell(kpps.receive(TO_TPS, hour("26 14:10"), [("corrects", slip.id)], counts={"ink": 2}))
    assert story.rules(hour("26 20:00")) == []
