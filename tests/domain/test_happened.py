"""What came of each rated cell is told from the log, and what the log cannot tell is left out of scores."""

import pytest

from example import JIPURAPAH, KLITIH, PLANDAAN, WONOSALAM, code, hour
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Finding
from sepaham.domain.happened import Course, accuracy, outcomes, signs_of
from sepaham.domain.rounds import Rating
from sepaham.domain.statement import Source
from sepaham.gateways.library import threats

FLOOD, SEAL, SLIDE = f"flood@{PLANDAAN}", f"seal@{PLANDAAN}", f"landslide@{PLANDAAN}"
FAR, RUMOUR = f"flood@{WONOSALAM}", f"rumour@{PLANDAAN}"
AT = hour("26 09:00")


def fact(kind, region, **body):
    return Fact(f"{kind} {region}", 1, kind, "", "pps", "pps", region, AT, AT, next(iter(Source)), body)


def known(*facts, findings=(), cells=(FLOOD, SEAL, FAR, RUMOUR)):
    signs = signs_of(facts, findings)
    seen = [*(f.region for f in facts), *(f.region for f in findings)]
    anchors = threats().impact
    return outcomes(cells=cells, signs=signs, seen=seen, stations={SEAL: 3, FLOOD: 3}, impact=anchors)


def test_a_report_that_fits_one_rated_threat_of_its_area_says_it_came():
    found = known(fact("trouble.report", KLITIH, what="water"))
    assert found[FLOOD].course is Course.CAME
    assert [sign.what for sign in found[FLOOD].signs] == ["trouble.water"]
    assert found[FLOOD].step is None


def test_a_report_that_fits_two_rated_threats_decides_neither():
    found = known(fact("trouble.report", KLITIH, what="water"), cells=(FLOOD, SLIDE))
    assert {found[FLOOD].course, found[SLIDE].course} == {Course.UNCLEAR}


def test_where_somebody_was_and_told_of_nothing_it_did_not_come():
    found = known(fact("night.report", f"{KLITIH}.001", slot="22", state="safe"))
    assert (found[FLOOD].course, found[FLOOD].step) == (Course.QUIET, 0)


def test_where_nobody_stated_anything_nothing_is_said():
    found = known(fact("night.report", f"{KLITIH}.001", slot="22", state="safe"))
    assert found[FAR].course is Course.UNSEEN


def test_what_no_statement_could_tell_of_is_never_called_quiet():
    assert known(fact("trip.arrive", KLITIH))[RUMOUR].course is Course.UNSEEN


def test_a_finding_about_boxes_says_how_many_stations_suffered():
    units = tuple(code(f"{JIPURAPAH}.001", mark) for mark in ("K1", "K2"))
    broken = Finding("seal_broken", "x", JIPURAPAH, AT, basis=("s",), units=units)
    found = known(findings=[broken])[SEAL]
    assert (found.course, found.step) == (Course.CAME, 4)


def test_a_finding_that_rests_on_no_statement_is_no_sign():
    assert signs_of([], [Finding("seal_broken", "x", JIPURAPAH, AT)]) == []


def scored(ratings, **more):
    every = known(**more) if more else known(fact("trouble.report", KLITIH, what="water"))
    return accuracy(ratings={r.cell: r for r in ratings}, known=every, threats=threats())


def test_a_forecast_is_scored_by_the_middle_of_its_step():
    found = scored([Rating(FLOOD, 5, 4, 2), Rating(SEAL, 1, 2, 2)])
    assert (found.scored, found.came, found.is_few) == (2, 1, True)
    assert found.brier == pytest.approx(((0.75 - 1) ** 2 + 0.005**2) / 2)
    assert found.always == pytest.approx(0.25)
    assert (found.sized, found.ranked) == (1, pytest.approx((0.005**2 * 2) / 5))


def test_what_was_not_rated_or_not_seen_is_no_forecast():
    found = scored([Rating(FLOOD, answer="unknown"), Rating(FAR, 5, 5, 2), Rating(RUMOUR, 3, 3, 1)])
    assert (found.scored, found.brier, found.always, found.unseen) == (0, None, None, 2)
