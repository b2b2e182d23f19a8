"""Trips under way against the movement plan, or without one against their load lists."""

from dataclasses import replace
from datetime import timedelta

import pytest

from example import JIPURAPAH, KLITIH, PLANDAAN, hour, load
from sepaham.domain.corridors import Fence, Reach
from sepaham.domain.facts import Fact
from sepaham.domain.following import calls_of, follow, ground_of, needs_look
from sepaham.domain.movement import Halt, Journey
from sepaham.domain.statement import Source
from sepaham.domain.trips import Run
from sepaham.domain.watching import DETOUR, LATE, SHARED, UNSURE, Ground

POINTS = {PLANDAAN: (-7.50, 112.2), JIPURAPAH: (-7.40, 112.2), KLITIH: (-7.30, 112.2)}
SIX = hour("26 06:00")


def fact(kind, region, at, office=f"ppk:{PLANDAAN}"):
    return Fact(f"{kind}{region}", 0, kind, "t", office, office, region, at, at, Source.DIRECT, {})


def run(*stated, id_="t", leg="ppk-pps", lists=((JIPURAPAH, "ppk-pps"), (KLITIH, "ppk-pps")), plan=None):
    loads = {load(leg, region).hash: load(leg, region) for region, leg in lists}
    return Run(id_, leg, PLANDAAN, True, loads, (fact("trip.depart", PLANDAAN, SIX), *stated), plan)


def journey(leg="ppk-pps"):
    """Half an hour to Jipurapah, ten minutes there, half an hour to Klitih."""
    halts = tuple(
        Halt(place, (), SIX + timedelta(minutes=at), SIX + timedelta(minutes=at + 10))
        for place, at in ((JIPURAPAH, 30), (KLITIH, 70))
    )
    return Journey("t", leg, PLANDAAN, "v", "", SIX, SIX + timedelta(minutes=140), halts, 0, 0)


def way(minutes, to=None):
    """Drive north at the plan's speed: a tenth of a degree in half an hour, or in `to` minutes."""
    begin = SIX.timestamp()
    return [(begin + 30 * n, -7.5 + 0.1 * n / (2 * (to or 30)), 112.2, 5.0) for n in range(2 * minutes + 1)]


def at(minutes):
    return SIX.timestamp() + 60 * minutes


def test_calls_are_the_movement_plans_else_those_of_the_load_lists():
    planned = calls_of(run(plan=journey()))
    assert [(c.region, c.by) for c in planned][1:] == [(h.region, h.arrives_at) for h in journey().halts]
    plain = calls_of(run())
    assert [call.region for call in plain] == [PLANDAAN, JIPURAPAH, KLITIH]
    assert plain[1].by == load("ppk-pps", JIPURAPAH).closes_at


def test_on_the_way_home_the_receivers_place_is_the_last_call():
    home = run(leg="pps-ppk", lists=((JIPURAPAH, "pps-ppk"),))
    assert [call.region for call in calls_of(home)] == [JIPURAPAH, PLANDAAN]
    assert calls_of(replace(home, journey=journey("pps-ppk")))[-1].region == PLANDAAN


def test_a_trip_on_time_is_expected_at_its_planned_hours():
    one = follow(run(plan=journey()), way(15), POINTS, at=at(15))
    assert [arrival.key for arrival in one.arrivals] == [JIPURAPAH, KLITIH]
    assert [one.late(arrival) for arrival in one.arrivals] == [pytest.approx(0, abs=60)] * 2
    assert one.pace == pytest.approx(1, abs=0.1)
    assert needs_look([one], {"t": ground_of(one.calls, {}, [])}) == []


def test_a_slow_trip_will_be_late_unless_all_are_slow():
    slow = follow(run(plan=journey()), way(30, to=120), POINTS, at=at(30))
    (alert,) = needs_look([slow], {})
    assert (alert.rule, alert.about, alert.harmless) == (LATE, JIPURAPAH, "")
    assert alert.late > 900
    others = [follow(run(id_=f"o{n}", plan=journey()), way(30, to=110), POINTS, at=at(30)) for n in (1, 2)]
    assert {a.harmless for a in needs_look([slow, *others], {}) if a.trip == "t"} == {SHARED}


def test_a_stated_arrival_counts_even_without_positions():
    one = follow(
        run(fact("trip.arrive", JIPURAPAH, SIX + timedelta(minutes=31)), plan=journey()),
        [],
        POINTS,
        at=at(35),
    )
    assert one.next == KLITIH
    assert [arrival.key for arrival in one.arrivals] == [KLITIH]


def test_without_positions_and_without_places_the_next_stop_is_still_known():
    one = follow(run(), [], {}, at=at(10))
    assert (one.next, one.arrivals, one.events) == (JIPURAPAH, (), [])


def test_a_start_nobody_told_lies_where_the_first_position_is():
    points = {code: spot for code, spot in POINTS.items() if code != PLANDAAN}
    one = follow(run(plan=journey()), way(15), points, at=at(15))
    assert [arrival.key for arrival in one.arrivals] == [JIPURAPAH, KLITIH]
    assert one.late(one.arrivals[0]) == pytest.approx(0, abs=60)


def test_what_has_not_come_is_never_expected_in_the_past():
    one = follow(run(plan=journey()), way(15), POINTS, at=at(90))
    assert all(at(90) <= arrival.low <= arrival.at <= arrival.high for arrival in one.arrivals)


def test_the_ground_of_a_trip_is_its_calls_and_the_stores_of_others_are_not():
    calls = calls_of(run(plan=journey()))
    fences = {code: Fence(code, *spot) for code, spot in POINTS.items()}
    other = Fence("35.17.05", -7.6, 112.3)
    ground = ground_of(calls, fences, [*fences.values(), other])
    assert (ground.foreign, ground.unsure) == ([other], False)
    assert ground.is_planned(-7.4, 112.2)
    assert ground_of(calls, {}, []).unsure


def test_where_places_are_unknown_or_a_road_is_closed_there_is_a_reason():
    one = follow(
        run(plan=journey()),
        [*way(10), *((at(10) + n * 30, -7.4667, 112.2, 5.0) for n in range(1, 40))],
        POINTS,
        at=at(30),
    )
    found = needs_look([one], {"t": Ground(unsure=True)})
    assert {a.harmless for a in found if a.rule == "stop"} == {UNSURE}
    far = [(hour_, lat, lon + 0.1, accuracy) for hour_, lat, lon, accuracy in way(20)]
    off = follow(run(plan=journey()), [*way(1), *((h + 120, *rest) for h, *rest in far)], POINTS, at=at(22))
    assert {a.harmless for a in needs_look([off], {"t": Ground(detour=True)}) if a.rule == "deviation"} == {
        DETOUR
    }


def test_what_can_be_reached_without_going_far_about_is_a_corridor():
    reach = Reach([POINTS[PLANDAAN], POINTS[JIPURAPAH]])
    assert reach.distance(-7.45, 112.22) == 0
    assert reach.distance(-7.45, 112.4) > reach.width
