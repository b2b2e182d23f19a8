from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example import JIPURAPAH, KABUPATEN, OPENED, Speaker, Story, code, corrected, hour, load
from sepaham.domain.base import digest
from sepaham.domain.findings import explain

TPS = f"{JIPURAPAH}.001"
BOX = code(TPS, "K1")
FOUND = load("pps-kpps", TPS)
PPS, KPPS, PKD, PTPS = f"pps:{JIPURAPAH}", f"kpps:{TPS}", f"pkd:{JIPURAPAH}", f"ptps:{TPS}"


def reports(device="phone", number=4):
    """A phone's statements that move nothing, an hour apart."""
    ptps = Speaker(PTPS, device)
    return [ptps.observe(FOUND, hour(f"26 1{n}:00")) for n in range(number)]


def enrolled(story, office, device, by):
    body = {"device": device, "algorithm": "ed25519", "key": "k", "office": office}
    story.tell(
        Speaker(by, f"device of {by} that enrols {device}").say(
            "device.enrol", by.partition(":")[2], OPENED, body
        )
    )


def revoked(story, device, by, at):
    body = {"device": device, "reason": "lost"}
    story.tell(
        Speaker(by, f"device of {by} that revokes {device}").say(
            "device.revoke", by.partition(":")[2], at, body
        )
    )


def find(story, rule):
    story.book.settle()
    found = [f for f in story.book.findings.values() if f.rule == rule]
    for finding in found:
        assert all(PTPS not in explain(finding, language, lambda *_: "nama") for language in ("id", "en"))
    return found


# Gaps


def test_a_skipped_number_is_pending_until_the_close_of_day():
    story, said = Story(), reports()
    for statement in (said[0], said[2]):
        story.tell(statement)
    (gap,) = find(story, "device_gap")
    assert (gap.since, gap.until, gap.basis, gap.region) == (hour("27 00:00"), None, (said[2].id,), TPS)
    assert gap.values == {"office": PTPS, "first": 2, "last": 2}
    assert story.rules(hour("26 23:59")) == []


def test_a_gap_filled_the_same_day_never_was_one():
    story, said = Story(), reports()
    for statement in (said[0], said[2]):
        story.tell(statement)
    assert story.book.devices.awaits("phone", 3)
    story.tell(said[1], at=hour("26 23:59"))
    assert not story.book.devices.awaits("phone", 3)
    assert find(story, "device_gap") == []


def test_a_gap_filled_the_next_day_is_settled_then():
    story, said = Story(), reports()
    for statement in (said[0], said[2]):
        story.tell(statement)
    story.tell(said[1], at=hour("27 08:00"))
    (gap,) = find(story, "device_gap")
    assert (gap.since, gap.until) == (hour("27 00:00"), hour("27 08:00"))


def runs(story):
    return sorted((f.values["first"], f.values["last"], f.until) for f in find(story, "device_gap"))


def test_a_run_of_missing_numbers_is_one_gap_and_numbers_in_order_are_none():
    story, said = Story(), reports()
    for statement in said:
        story.tell(statement)
    assert find(story, "device_gap") == []
    story.tell(corrected(reports("another")[3]))
    assert runs(story) == [(1, 3, None)]
    story.tell(corrected(reports("far")[0], seq=2**53 - 1))
    assert runs(story) == [(1, 3, None), (1, 2**53 - 2, None)]


def test_what_comes_out_of_a_run_leaves_the_rest_of_it():
    story, said = Story(), reports(number=9)
    for n in (1, 9):
        story.tell(said[n - 1], at=hour("26 20:00"))
    story.tell(said[4], at=hour("26 21:00"))
    assert runs(story) == [(2, 4, None), (6, 8, None)], "what came the same day never was missing"
    for n, at in ((7, "27 08:00"), (6, "27 08:05")):
        story.tell(said[n - 1], at=hour(at))
    assert runs(story) == [(2, 4, None), (6, 7, hour("27 08:05")), (8, 8, None)]
    for n in (2, 3, 4, 8):
        story.tell(said[n - 1], at=hour("27 09:00"))
    assert runs(story) == [(2, 4, hour("27 09:00")), (6, 8, hour("27 09:00"))]


@given(st.permutations(range(9)))
def test_whatever_order_they_come_in_no_number_is_missing_once_all_have_come(order):
    story, said = Story(), reports(number=9)
    for n in order:
        story.tell(said[n], at=hour("27 08:00"))
    assert runs(story) == []


def test_the_next_number_follows_the_highest_that_came():
    story, said = Story(), reports()
    assert story.book.devices.last("phone") == (0, "")
    for statement in (said[0], said[3], said[1]):
        story.tell(statement)
    assert story.book.devices.last("phone") == (4, said[3].id)


# Forks


def forked():
    first, second, third, _ = reports()
    return [first, second, corrected(second, id=digest(b"the other story")), third]


def test_two_statements_under_one_number_are_a_fork_and_both_are_kept():
    said = forked()
    story = Story()
    for statement in said:
        story.tell(statement)
    (fork,) = find(story, "device_fork")
    assert fork.basis == tuple(sorted((said[1].id, said[2].id)))
    assert fork.values == {"office": PTPS, "seq": 2}
    assert all(story.book.holds(statement.id) for statement in said)


def test_a_statement_that_names_another_before_it_shows_the_same_fork():
    first, second, third, _ = reports()
    story = Story()
    for statement in (first, second, corrected(third, prev=digest(b"never sent"))):
        story.tell(statement)
    (fork,) = find(story, "device_fork")
    assert fork.values["seq"] == 2
    assert set(fork.basis) == {second.id, third.id}


def test_the_same_statement_twice_is_no_fork():
    story, said = Story(), reports()
    for statement in (*said, *said):
        story.tell(statement)
    assert story.rules() == []


@pytest.mark.parametrize("third_story", [False, True])
def test_a_fork_is_the_same_whichever_story_came_first(third_story):
    said = forked()
    if third_story:
        said.append(corrected(said[1], id=digest(b"a third story")))
    entries = None
    for order in permutations(said):
        story = Story()
        for statement in order:
            story.tell(statement, at=hour("26 20:00"))
        found = {f.key: f for f in find(story, "device_fork")}
        entries = entries or found
        assert found == entries
        assert len(found) == 1


# Revocation


def lost_phone():
    """PPS enrols KPPS's phone and revokes it; PTPS and PKD have phones of their own."""
    story = Story()
    enrolled(story, KPPS, "lost", PPS)
    enrolled(story, KPPS, "new", PPS)
    enrolled(story, PTPS, "ptps", PKD)
    enrolled(story, PPS, "pps", f"ppk:{JIPURAPAH.rpartition('.')[0]}")
    story.tell(Speaker(PPS, "pps").give(FOUND, hour("26 14:00")))
    return story


def test_what_came_before_the_revocation_counts():
    story = lost_phone()
    story.tell(Speaker(KPPS, "lost").receive(FOUND, hour("26 14:10")))
    revoked(story, "lost", PPS, hour("26 20:00"))
    story.book.settle()
    assert story.book.states[BOX].holder == KPPS
    assert find(story, "needs_confirmation") == []


def test_what_comes_after_it_is_kept_and_does_not_count():
    story = lost_phone()
    revoked(story, "lost", PPS, hour("26 20:00"))
    late = story.tell(Speaker(KPPS, "lost").receive(FOUND, hour("26 14:10")), at=hour("26 21:00")).statement
    (finding,) = find(story, "needs_confirmation")
    assert (finding.basis, finding.values["office"]) == ((late.id,), KPPS)
    assert story.book.holds(late.id)
    assert story.book.states[BOX].moving


@pytest.mark.parametrize("before", [True, False], ids=["referred to before it came", "referred to after"])
def test_it_counts_once_another_office_refers_to_it(before):
    story = lost_phone()
    revoked(story, "lost", PPS, hour("26 20:00"))
    late = Speaker(KPPS, "lost").receive(FOUND, hour("26 14:10"))
    body = {"list": FOUND.hash, "side": "receive"}
    seen = Speaker(PTPS, "ptps").say("handover.observe", TPS, hour("26 14:20"), body, [("confirms", late.id)])
    for statement in (seen, late) if before else (late, seen):
        story.tell(statement, at=hour("26 21:00"))
    story.book.settle()
    assert find(story, "needs_confirmation") == []
    assert story.book.states[BOX].holder == KPPS


@pytest.mark.parametrize("case", ["its own office", "a revoked device", "an unenrolled device"])
def test_who_cannot_vouch_for_it_leaves_it_waiting(case):
    story = lost_phone()
    revoked(story, "lost", PPS, hour("26 20:00"))
    if case == "a revoked device":
        revoked(story, "ptps", PKD, hour("26 20:00"))
    late = story.tell(Speaker(KPPS, "lost").receive(FOUND, hour("26 14:10")), at=hour("26 21:00")).statement
    office, device = {
        "its own office": (KPPS, "new"),
        "a revoked device": (PTPS, "ptps"),
        "an unenrolled device": (PTPS, "somebody's"),
    }[case]
    story.tell(
        Speaker(office, device).say("trip.arrive", TPS, hour("26 21:10"), {"trip": "t"}, [("sees", late.id)])
    )
    assert (late.id,) in {finding.basis for finding in find(story, "needs_confirmation")}
    assert not story.book.handovers[FOUND.hash].received


@pytest.mark.parametrize("before", [True, False])
def test_the_office_restates_it_by_correcting_it(before):
    story = lost_phone()
    revoked(story, "lost", PPS, hour("26 20:00"))
    late = Speaker(KPPS, "lost").receive(FOUND, hour("26 14:10"))
    again = Speaker(KPPS, "new").receive(FOUND, hour("26 14:10"), [("corrects", late.id)])
    for statement in (again, late) if before else (late, again):
        story.tell(statement, at=hour("26 21:00"))
    assert find(story, "needs_confirmation") == []
    assert [act.id for act in story.book.handovers[FOUND.hash].received] == [again.id]


def test_only_the_office_right_above_revokes():
    story = lost_phone()
    revoked(story, "lost", f"kpu:{KABUPATEN}", hour("26 20:00"))
    assert not story.book.devices.enrolled["lost"].revoked
    assert [f.values["reason"] for f in find(story, "no_authority")] == ["not_above"]
    revoked(story, "lost", PPS, hour("26 20:00"))
    assert story.book.devices.enrolled["lost"].revoked


def test_a_key_enrolled_already_stays_with_its_office():
    story = lost_phone()
    enrolled(story, PPS, "new", f"ppk:{JIPURAPAH.rpartition('.')[0]}")
    assert story.book.devices.enrolled["new"].office == KPPS


def test_a_revoked_device_stays_revoked_from_its_first_revocation():
    story = lost_phone()
    revoked(story, "lost", PPS, hour("26 20:00"))
    first = story.book.devices.enrolled["lost"]
    revoked(story, "lost", PPS, hour("26 21:00"))
    enrolled(story, KPPS, "lost", PPS)
    assert story.book.devices.enrolled["lost"] == first
