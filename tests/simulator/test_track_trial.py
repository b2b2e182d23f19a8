"""Faults and harmless twins planted into tracks, and the rules held against them."""

import math
from random import Random

import pytest

from sepaham.domain.retrace import retrace
from sepaham.domain.tracking import METRES, RULES, STOP
from sepaham.domain.watching import Alert
from sepaham.simulator.planting import FAULTS, TWINS, Planted
from sepaham.simulator.track_score import score_tracks, wilson
from sepaham.simulator.trial import try_rules

START = 1_732_579_200.0


def truck(seed, hours=9.0, every=20.0):
    """A truck that drives for half an hour to an hour and stands for a quarter, all day."""
    chance, at, lat, lon, heading = Random(seed), START + 60 * seed, -7.5, 112.2, 0.7 * seed
    fixes = []
    while at < START + hours * 3600:
        for minutes, speed in (
            (chance.uniform(30, 60), chance.uniform(7, 13)),
            (chance.uniform(12, 20), 0.0),
        ):
            for _ in range(int(minutes * 60 / every)):
                at, heading = at + every, heading + chance.gauss(0, 0.08)
                lat += speed * every * math.cos(heading) / METRES
                lon += speed * every * math.sin(heading) / METRES
                shake = chance.gauss(0, 4e-5), chance.gauss(0, 4e-5)
                fixes.append((at, lat + shake[0], lon + shake[1], 5.0))
    return fixes


@pytest.fixture(scope="module")
def fleet():
    tracks = {f"L{seed}": truck(seed) for seed in range(1, 9)}
    rows = [(uid, *fix) for uid, track in tracks.items() for fix in track]
    return tracks, {uid: way.events for uid, way in retrace(rows).items()}


def trial(fleet, seed, number=24):
    tracks, events = fleet
    return try_rules(
        tracks, events, rules=RULES, corridor=None, width=200.0, number=number, seed=seed, window=3600.0
    )


def test_given_tracks_alone_raise_no_alert(fleet):
    _, score = trial(fleet, 1, number=0)
    assert (score.matched, score.false, score.precision, score.recall) == (0, {}, None, None)
    assert score.explained > 20, "its own stops are planned places"


def test_most_faults_are_found_and_few_twins_raise_an_alert(fleet):
    scores = [trial(fleet, seed)[1] for seed in (1, 2, 3)]
    assert sum(score.matched for score in scores) >= 30
    assert all(score.recall >= 0.85 and score.precision >= 0.8 for score in scores)
    planted = {kind for score in scores for kind, one in score.faults.items() if one.planted}
    twins = {kind for score in scores for kind, one in score.twins.items() if one.planted}
    assert (planted, twins) == (set(FAULTS), set(TWINS))


def test_the_same_seed_plants_the_same(fleet):
    assert trial(fleet, 5)[0].truth == trial(fleet, 5)[0].truth
    assert trial(fleet, 5)[0].truth != trial(fleet, 6)[0].truth


def test_a_seed_never_plants_two_things_on_each_other(fleet):
    made, _ = trial(fleet, 4)
    for one in made.truth:
        for other in made.truth:
            assert one is other or one.uid != other.uid or one.until < other.since or other.until < one.since


def alert(known, rule=STOP, trip="a", since=0.0, harmless=""):
    return Alert(rule, trip, since, known + 60, known, 0.0, 0.0, harmless=harmless)


def scored(alerts, truth, given=()):
    return score_tracks(alerts, truth, given={"a": given}, window=3600, device_days=2.0)


def test_an_alert_finds_one_fault_at_most_and_only_in_its_time():
    truth = [Planted("stop", "a", 0, 1200), Planted("stop", "a", 300, 1500)]
    assert scored([alert(600)], truth).matched == 1
    assert scored([alert(600), alert(900)], truth).matched == 2
    late = scored([alert(5000, since=4900)], truth)
    assert (late.matched, late.false, late.recall) == (0, {"stop": 1}, 0.0)


def test_consequences_explained_alerts_and_what_was_given_are_neither_found_nor_false():
    truth = [Planted("stop", "a", 0, 1200)]
    score = scored([alert(600), alert(900, "late"), alert(700, harmless="planned")], truth)
    assert (score.precision, score.explained) == (1.0, 1)
    given = scored([alert(600, "silence")], [], given=[("silence", 0, 900)])
    assert (given.given, given.precision) == (1, None)


def test_a_twin_that_raises_an_alert_is_counted_by_kind_and_by_device_and_day():
    score = scored([alert(600)], [Planted("rest", "a", 0, 300)])
    assert score.twins["rest"].found == 1
    assert score.to_dict()["false_alerts_per_device_day"] == 0.5
    assert score.to_dict()["precision"] == 0.0


def test_wilsons_interval_is_as_published():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0, 1)
