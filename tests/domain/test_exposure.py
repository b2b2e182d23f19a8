"""Exposure comes of agreements that hold, of what their steps stand for, and of nothing else."""

from random import Random

import pytest

from example import JIPURAPAH, KLITIH, PLANDAAN, WONOSALAM, Speaker, hour
from sepaham.domain.coverage import cover
from sepaham.domain.endings import Ending, agreed
from sepaham.domain.escorts import Grading
from sepaham.domain.exposure import around, exposure_at, exposures, losses, spread, values
from sepaham.domain.facts import fact_of
from sepaham.domain.statement import Entry
from sepaham.gateways.library import escorts, threats

THREATS = threats()
AT = hour("19 09:00")


def ended(cell, likelihood, impact, outcome="agreed", unmet=()):
    body = {"round": "r", "number": 1, "cell": cell, "outcome": outcome}
    body |= {"likelihood": likelihood, "impact": impact}
    said = Speaker("kpu:35.17").say("cell.end", cell.partition("@")[2], AT, body)
    return Ending(cell, fact_of(Entry(0, AT, said), AT), (), unmet)


def of(*endings):
    return agreed({ending.cell: ending for ending in endings})


def test_exposure_is_the_chance_that_one_of_the_threats_strikes():
    found = of(ended(f"flood@{PLANDAAN}", 5, 5), ended(f"landslide@{PLANDAAN}", 4, 4))
    assert exposures(found, THREATS) == {PLANDAAN: round(100 * (1 - (1 - 0.75**2) * (1 - 0.35**2)))}


def test_a_dissent_and_an_agreement_that_does_not_hold_expose_nothing():
    cell = f"flood@{PLANDAAN}"
    assert of(ended(cell, 5, 5, "dissent")) == of(ended(cell, 5, 5, unmet=("spread",))) == {}
    assert exposures({}, THREATS) == {}


def test_a_place_takes_of_each_threat_what_was_said_nearest_around_it():
    found = of(
        ended(f"flood@{PLANDAAN}", 5, 5), ended(f"flood@{KLITIH}", 1, 1), ended(f"fire@{JIPURAPAH}", 3, 3)
    )
    assert [e.cell for e in around(found, JIPURAPAH)] == [f"fire@{JIPURAPAH}", f"flood@{PLANDAAN}"]
    exposure = exposures(found, THREATS)
    assert exposure[KLITIH] == 0
    assert exposure[JIPURAPAH] > exposure[PLANDAAN] == 56
    assert exposure_at(exposure, f"{PLANDAAN}.2009.003") == 56
    assert spread(exposure, [WONOSALAM, KLITIH]) == {WONOSALAM: 0, KLITIH: 0}
    assert spread({}, [WONOSALAM]) == {}


def test_an_agreement_raises_the_grade_where_the_police_gave_none():
    thresholds = escorts().thresholds
    exposure = exposures(of(ended(f"flood@{PLANDAAN}", 5, 5)), THREATS)
    assert Grading({}, {}, thresholds).of(JIPURAPAH) == "safe"
    assert Grading({}, exposure, thresholds).of(JIPURAPAH) == "prone"
    assert Grading({JIPURAPAH: "special"}, exposure, thresholds).of(JIPURAPAH) == "special"


def test_an_agreement_changes_the_shares_of_a_draw():
    stations = {JIPURAPAH: 2, KLITIH: 1, "35.17.05.2002": 2}
    bare = cover(values=values({}, stations), units=1).shares
    assert len(set(bare.values())) == 1
    found = values(exposures(of(ended(f"flood@{JIPURAPAH}", 5, 5)), THREATS), stations)
    assert found == {JIPURAPAH: 112, KLITIH: 0, "35.17.05.2002": 0}
    assert cover(values=found, units=1).shares[JIPURAPAH] == 1


def test_expected_loss_has_the_ends_of_its_steps_and_an_uncertain_rank():
    found = of(ended(f"flood@{PLANDAAN}", 4, 4), ended(f"flood@{WONOSALAM}", 4, 4))
    asked = {"stations": {PLANDAAN: 10, WONOSALAM: 11, "35.17.01": 9}, "chance": Random(1), "top": 1}
    first, second = losses(found, THREATS, **asked)
    assert (first.region, second.region) == (WONOSALAM, PLANDAAN)
    assert (first.least, first.middle, first.most) == pytest.approx((0.44, 11 * 0.1225, 2.75))
    assert first.top + second.top == 1
    assert 0.3 < second.top < first.top < 0.7
    assert losses(found, THREATS, **{**asked, "chance": Random(1)}) == [first, second]
    assert all(one.top == 1 for one in losses(found, THREATS, **{**asked, "top": 20}))
