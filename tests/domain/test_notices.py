"""Whom a finding is told to and when, and which answers to it stand."""

from datetime import timedelta

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, WONOSALAM, hour
from sepaham.domain.answers import answers_on, standing_of
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Finding
from sepaham.domain.notices import QUIET, answerable, notice_of, notices
from sepaham.domain.register import seated_office
from sepaham.domain.statement import Source

NOON = hour("26 12:00")
STATION = f"{JIPURAPAH}.001"
KPPS, PPS, PPK, KPU = f"kpps:{STATION}", f"pps:{JIPURAPAH}", f"ppk:{PLANDAAN}", f"kpu:{KABUPATEN}"
PANWASCAM = f"panwascam:{PLANDAAN}"


def finding(**more):
    usual = {"rule": "late", "subject": "x", "region": STATION, "since": NOON}
    return Finding(**(usual | {"values": {"giver": PPS, "receiver": KPPS}} | more))


def told(office, found=None, **more):
    return notice_of(found or finding(), office=seated_office(office), **({"known_at": NOON} | more))


def test_those_it_names_and_who_holds_goods_there_can_answer():
    assert answerable(finding()) == {PPS, KPPS}
    assert answerable(finding(region=PLANDAAN, values={"office": PANWASCAM, "holders": [KPU]})) == {
        PANWASCAM,
        KPU,
        PPK,
    }


def test_who_can_answer_is_told_at_once_and_others_half_an_hour_later():
    assert [(n.at, n.own) for n in (told(KPPS), told(PPS))] == [(NOON, True)] * 2
    for office in (PPK, KPU, PANWASCAM, f"polres:{KABUPATEN}"):
        assert (told(office).at, told(office).own) == (NOON + QUIET, False)
    assert timedelta(minutes=30) == QUIET


@pytest.mark.parametrize("office", [f"ppk:{WONOSALAM}", f"kpps:{JIPURAPAH}.002"])
def test_who_has_no_part_there_is_not_told(office):
    assert told(office) is None


def test_others_are_not_told_of_what_was_settled_or_answered_in_time():
    soon, after = NOON + timedelta(minutes=20), NOON + timedelta(minutes=31)
    assert told(PPK, finding(until=soon)) is None
    assert told(PPK, answered_at=soon) is None
    assert told(PPK, finding(until=after)).at == NOON + QUIET
    assert told(PPK, answered_at=after).at == NOON + QUIET
    assert told(KPPS, answered_at=soon).at == NOON


def test_what_came_hours_late_is_told_from_when_it_came():
    came = NOON + timedelta(hours=5)
    assert (told(KPPS, known_at=came).at, told(PPK, known_at=came).at) == (came, came + QUIET)


def test_a_reader_of_two_offices_is_told_once_and_early():
    later = finding(subject="y", since=NOON + timedelta(hours=1))
    posts = [seated_office(office) for office in (KPU, PPS)]
    found = notices([finding(), later], offices=posts, known={}, answered={})
    assert [(n.finding.subject, n.office, n.own) for n in found] == [("y", PPS, True), ("x", PPS, True)]


# Answers


def answer(office, word, minutes, region=STATION, key=None, **body):
    at = NOON + timedelta(minutes=minutes)
    return Fact(
        key=f"{office}{minutes}",
        index=minutes,
        kind="finding.answer",
        subject=key or finding().key,
        actor=office,
        office=office,
        region=region,
        at=at,
        received_at=at,
        source=Source.DIRECT,
        body={"finding": key or finding().key, "answer": word, **body},
    )


def test_the_last_answer_of_each_office_stands():
    facts = [
        answer(KPPS, "mended", 9, note="Sudah diganti."),
        answer(PANWASCAM, "disputed", 5),
        answer(KPPS, "explained", 3),
    ]
    found = answers_on(finding(), facts)
    assert [(a.office, a.answer, a.stands) for a in found] == [
        (KPPS, "explained", False),
        (PANWASCAM, "disputed", True),
        (KPPS, "mended", True),
    ]
    stands = standing_of(found)
    assert (stands.offices, stands.disputed, stands.mended) == (2, 1, 1)
    assert (stands.answered, stands.first_at) == (True, NOON + timedelta(minutes=3))
    assert found[2].note == "Sudah diganti."


def test_an_answer_given_for_another_place_or_finding_does_not_count():
    facts = [answer(PPK, "mended", 1, region=WONOSALAM), answer(PPK, "mended", 2, key="0" * 16)]
    assert answers_on(finding(), facts) == ()
    assert not standing_of(()).answered
