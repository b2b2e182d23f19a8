"""What needs a look about a handover: what calls it up, from when, until when, on what it rests."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from domain.delivery import (
    BOOTH,
    BOX,
    KPPS,
    KPPS2,
    MISSING,
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
    the,
)
from example import JIPURAPAH, Speaker, Story, corrected, hour, load
from sepaham.domain.findings import explain
from sepaham.domain.sentences import Severity


def test_a_delivery_in_order_gives_nothing_to_look_at():
    story = Story()
    given_and_received(story)
    story.tell(Speaker(PTPS).observe(TO_TPS, hour("26 14:10")))
    assert story.rules(hour("26 23:59")) == []


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


# What a list was to bring comes by another


def moved(story, units, *, giver=PPS, at="26 14:00", step=1, given=True, received=True):
    """Let units go to the polling station by a list made on the way."""
    made = replace(TO_TPS, nonce=f"{giver} {units}", step=step, units=tuple(units), giver=giver)
    hands, seat = Speaker(giver, f"hands {made.nonce}"), giver.partition(":")[2]
    story.tell(hands.say("list.declare", seat, hour(at), {"list": made.to_dict()}))
    if given:
        story.tell(corrected(hands.give(made, hour(at)), region=seat))
    if received:
        story.tell(Speaker(KPPS, f"gets {made.nonce}").receive(made, hour(at) + timedelta(minutes=30)))
    return made


def about(story, found):
    story.book.settle()
    return {f.rule: f for f in story.book.findings.values() if f.subject == found.hash}


def home(story):
    back = load("kpps-pps", ONE)
    story.tell(Speaker(KPPS, "home").give(back, hour("27 15:00")))
    return back


def test_a_whole_parcel_that_came_by_another_list_is_neither_late_nor_a_gap():
    story = Story()
    moved(story, TO_TPS.units)
    home(story)
    assert about(story, TO_TPS) == {}
    assert story.book.states[BOX].reached


def test_it_may_come_by_several_lists_and_is_late_when_the_last_is():
    story = Story()
    moved(story, TO_TPS.units[:3])
    assert about(story, TO_TPS)["late"].until is None
    moved(story, TO_TPS.units[3:], at="26 22:00")
    home(story)
    found = about(story, TO_TPS)
    assert found.keys() == {"late"}
    assert found["late"].until == hour("26 22:30")
    assert found["late"].units == ()


def test_what_did_not_come_by_another_list_is_late_and_a_gap():
    story = Story()
    moved(story, TO_TPS.units[:-1])
    home(story)
    found = about(story, TO_TPS)
    assert found.keys() == {"late", "custody_gap"}
    assert found["late"].until is None


def test_what_another_list_only_gave_is_late_but_no_gap():
    story = Story()
    moved(story, TO_TPS.units, received=False)
    home(story)
    assert about(story, TO_TPS).keys() == {"late"}


def test_a_list_declared_and_used_by_nobody_takes_nothing_from_the_planned_one():
    story = Story()
    moved(story, TO_TPS.units, given=False, received=False)
    home(story)
    assert about(story, TO_TPS).keys() == {"late", "custody_gap"}


def test_another_receivers_list_takes_nothing_from_the_planned_one():
    story = Story()
    made = replace(TO_TPS, step=1, receiver=KPPS2, region=TWO)
    story.tell(Speaker(PPS).say("list.declare", TWO, hour("26 13:00"), {"list": made.to_dict()}))
    story.tell(Speaker(KPPS2).receive(made, hour("26 14:00")))
    assert about(story, TO_TPS).keys() == {"late"}


def test_goods_given_by_the_planned_list_and_received_by_another_were_received():
    story = Story()
    give = story.tell(Speaker(PPS).give(TO_TPS, hour("26 13:00"))).statement.id
    assert about(story, TO_TPS)["never_received"].basis == (give,)
    moved(story, TO_TPS.units)
    assert about(story, TO_TPS) == {}


def test_a_unit_short_that_comes_by_another_list_is_short_until_then():
    story = Story()
    given_and_received(story, **MISSING)
    moved(story, (BOOTH,), giver=KPPS2, at="26 18:00")
    assert the(story, "count_differs").until == hour("26 18:30")


def test_a_stage_nobody_stated_is_a_gap_though_the_next_went_by_another_list():
    story = Story()
    moved(story, TO_TPS.units)
    assert about(story, TO_PPS)["custody_gap"].values["office"] == PPS


def test_whatever_order_they_come_in_the_planned_list_is_superseded_alike():
    found = set()
    for order in permutations(range(4)):
        story, told = Story(), Story()
        made = moved(told, TO_TPS.units, at="26 22:00")
        home(told)
        said = [entry.statement for entry in told.entries[4:]]
        assert made.hash
        for n in order:
            story.tell(said[n], at=hour("27 20:00"))
        story.book.settle()
        found.add(frozenset((f.key, f.since, f.until, f.basis) for f in story.book.findings.values()))
    assert len(found) == 1


def test_no_account_beside_the_list_is_lost_when_it_is_corrected():
    story = Story()
    made = moved(story, TO_TPS.units, received=False)
    kpps = Speaker(KPPS)
    got = story.tell(kpps.receive(made, hour("26 15:00"))).statement
    assert about(story, TO_TPS) == {}
    story.tell(kpps.receive(made, hour("26 15:00"), [("corrects", got.id)], only=[BOX]))
    assert about(story, TO_TPS).keys() == {"late"}
