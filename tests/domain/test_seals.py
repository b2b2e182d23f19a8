"""Seals by office: received, used, blank; numbers put on twice or never issued."""

import pytest

from domain.delivery import KPPS, KPU, ONE, PPK, PPS
from example import JIPURAPAH, KABUPATEN, PLANDAAN, Speaker, Story, code, hour
from sepaham.domain.findings import explain
from sepaham.domain.seals import Issued, accounts_of, numbered, read_run

BOX, OTHER = code(ONE, "K1"), code(ONE, "K2")
PLACES = {KPU: KABUPATEN, PPK: PLANDAAN, PPS: JIPURAPAH, KPPS: ONE}


class Counter:
    """Offices telling of their seals."""

    def __init__(self):
        self.story = Story()
        self.voices = {office: Speaker(office) for office in PLACES}

    def say(self, office, kind, at, **body):
        told = self.voices[office].say(kind, PLACES[office], hour(at), body)
        return self.story.tell(told).statement.id

    def pack(self, at="10 08:00", station=ONE, **body):
        told = self.voices[KPU].say("parcel.pack", station, hour(at), {"units": [BOX, OTHER], **body})
        return self.story.tell(told).statement.id

    def account(self, office):
        return accounts_of(self.story.book.facts.kept.values())[office]

    def the(self, rule):
        self.story.book.settle()
        (found,) = (f for f in self.story.book.findings.values() if f.rule == rule)
        return found


def test_an_offices_account_follows_its_seals_from_hand_to_hand():
    seals = Counter()
    seals.say(KPU, "seal.issue", "1 08:00", to=KPU, count=1000)
    seals.say(KPU, "seal.issue", "2 08:00", to=PPK, count=50)
    seals.say(KPU, "seal.spoil", "3 08:00", count=4)
    seals.pack(seals={BOX: ["1", "2"], OTHER: []}, counts={"seal": 12})
    seals.say(PPK, "seal.return", "11 08:00", to=KPU, count=5)
    kpu, ppk, kpps = (seals.account(office) for office in (KPU, PPK, KPPS))
    assert (kpu.received, kpu.issued, kpu.applied, kpu.spoiled, kpu.expected) == (1005, 62, 3, 4, 936)
    assert (ppk.received, ppk.returned, ppk.expected, ppk.unexplained) == (50, 5, 45, None)
    assert (kpps.received, kpps.expected) == (12, 12)


def test_a_station_packed_anew_uses_no_seals_twice():
    seals = Counter()
    seals.say(KPU, "seal.issue", "1 08:00", to=KPU, count=1000)
    seals.pack(seals={BOX: ["1", "2"], OTHER: ["3"]}, counts={"seal": 12})
    seals.pack("10 09:00", seals={BOX: ["1", "4", "5"]}, counts={"seal": 10})
    seals.pack("10 10:00", counts={"ink": 2})
    kpu, kpps = seals.account(KPU), seals.account(KPPS)
    assert (kpu.issued, kpu.applied, kpu.expected, kpps.received) == (10, 4, 986, 10)


def test_blank_seals_that_do_not_explain_the_rest_are_a_finding_as_of_the_count():
    seals = Counter()
    seals.say(KPU, "seal.issue", "1 08:00", to=PPK, count=50)
    body = {"seals": {BOX: ["1"]}, "after": "ppk-pps", "present": []}
    seals.say(PPK, "unit.seal", "2 08:00", **body)
    counted = seals.say(PPK, "seal.count", "3 08:00", blank=46)
    found = seals.the("seals_unexplained")
    assert (found.since, found.basis, found.values["number"]) == (hour("3 08:00"), (counted,), 3)
    assert "46 segel kosong, seharusnya 49: selisih 3" in explain(found, "id", lambda key, _: key)
    seals.say(PPK, "seal.spoil", "2 20:00", count=3)
    assert seals.story.rules() == []


def test_what_is_used_after_a_count_does_not_make_it_wrong():
    seals = Counter()
    seals.say(KPU, "seal.issue", "1 08:00", to=PPK, count=50)
    seals.say(PPK, "seal.count", "3 08:00", blank=50)
    seals.say(PPK, "seal.spoil", "4 08:00", count=3)
    assert seals.story.rules() == []
    assert (seals.account(PPK).unexplained, seals.account(PPK).expected) == (0, 47)


def test_more_blank_seals_than_there_can_be_are_told_too():
    seals = Counter()
    seals.say(KPU, "seal.issue", "1 08:00", to=PPK, count=5)
    seals.say(PPK, "seal.count", "3 08:00", blank=7)
    assert (seals.the("seals_unexplained").values["number"], seals.account(PPK).unexplained) == (2, -2)


def test_an_office_of_which_nobody_said_what_it_received_is_not_asked_to_explain():
    seals = Counter()
    seals.say(PPK, "seal.count", "3 08:00", blank=7)
    assert seals.account(PPK).unexplained is None
    assert seals.story.rules() == []


def test_one_number_on_two_units_is_serious_and_on_one_unit_twice_is_not():
    seals = Counter()
    first = seals.pack(seals={BOX: ["104418"]})
    seals.pack("10 09:00", seals={BOX: ["104418"]})
    assert seals.story.rules() == []
    body = {"seals": {OTHER: ["104418"]}, "after": "vote", "present": []}
    last = seals.say(KPPS, "unit.seal", "27 15:00", **body)
    found = seals.the("seal_twice")
    assert (found.units, found.since) == ((BOX, OTHER), hour("27 15:00"))
    assert {first, last} <= {*found.basis}
    assert (found.values["seal"], found.values["office"]) == ("104418", KPPS)


def test_a_correction_takes_a_wrong_number_back():
    seals = Counter()
    seals.pack(seals={BOX: ["1"], OTHER: ["2"]})
    wrong = seals.pack("10 09:00", seals={OTHER: ["1"]})
    assert seals.story.rules() == ["seal_twice"]
    body = {"units": [OTHER], "seals": {OTHER: ["2"]}}
    seals.story.tell(seals.voices[KPU].say("parcel.pack", ONE, hour("10 10:00"), body, [("corrects", wrong)]))
    assert seals.story.rules() == []


def test_a_number_an_office_was_never_issued_is_serious_only_where_it_was_issued_numbers():
    seals = Counter()
    body = {"seals": {BOX: ["500"]}, "after": "ppk-pps", "present": []}
    seals.say(PPK, "unit.seal", "2 08:00", **body)
    seals.say(KPU, "seal.issue", "1 08:00", to=PPK, count=50)
    assert seals.story.rules() == []
    seals.say(KPU, "seal.issue", "1 09:00", to=PPK, count=20, numbers=["101-120", "A7"])
    found = seals.the("seal_not_issued")
    assert (found.values["seal"], found.units) == ("500", (BOX,))
    seals.say(KPU, "seal.issue", "1 10:00", to=PPK, count=1, numbers=["500"])
    assert seals.story.rules() == []


def test_who_is_not_right_above_issues_no_seals():
    seals = Counter()
    seals.say(KPU, "seal.issue", "1 08:00", to=PPS, count=50)
    assert seals.story.rules() == ["no_authority"]
    assert list(seals.story.book.facts.kept) == []


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("104001-104200", (104001, 104200, 6)),
        ("0001 – 0200", (1, 200, 4)),
        ("104418", None),
        ("A-7", None),
        ("200-100", None),
        ("1-100", None),
        ("000000001-900000000", None),
    ],
)
def test_a_run_of_numbers_is_written_with_a_dash_and_the_same_width(text, run):
    assert read_run(text) == run


def test_numbers_are_found_in_runs_by_their_width():
    issued = Issued(["0001-0200", "B9"])
    assert "0007" in issued
    assert " B9 " in issued
    assert all(number not in issued for number in ("7", "0201", "b9", "00007"))
    assert numbered(["0001-0200", "B9"]) == 201
