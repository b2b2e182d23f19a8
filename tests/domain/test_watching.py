"""What of a track needs a look, when a call is to be expected, and what is harmless."""

import pytest

from sepaham.domain.arrivals import Due, Progress, growing, is_shared, slow_stretches
from sepaham.domain.corridors import Fence
from sepaham.domain.tracking import METRES, SILENCE, STOP, Event
from sepaham.domain.watching import ASLEEP, PLANNED, SWAP, WRONG_STORE, Ground, watch

HOME, AWAY = (-7.5, 112.2), (-7.4, 112.3)


def stop(place=AWAY, start=0, minutes=20, kind=STOP, metres=0.0):
    return Event(kind, start, start + minutes * 60, start + 600, *place, metres)


def told(events, ground):
    return [(a.rule, a.about, a.harmless) for a in watch({"a": events}, {"a": ground})]


def test_a_stop_is_what_the_place_makes_it():
    ground = Ground(planned=[Fence("own", *HOME)], foreign=[Fence("other", -7.6, 112.2)])
    assert told([stop(HOME)], ground) == [("stop", "", PLANNED)]
    assert told([stop((-7.6, 112.2))], ground) == [(WRONG_STORE, "other", "")]
    assert told([stop()], ground) == [("stop", "", "")]


def test_a_device_that_sleeps_at_a_planned_place_is_not_silent():
    ground = Ground(planned=[Fence("own", *HOME)])
    assert told([stop(HOME, kind=SILENCE)], ground) == [("silence", "", ASLEEP)]
    assert told([stop(HOME, kind=SILENCE, metres=5000)], ground) == [("silence", "", "")]
    assert told([stop(kind=SILENCE)], ground) == [("silence", "", "")]


def test_two_that_stand_together_where_neither_should_are_one_exchange():
    near = (AWAY[0] + 60 / METRES, AWAY[1])
    (alert,) = watch({"b": [stop(near, start=300)], "a": [stop()]}, {})
    assert (alert.rule, alert.trip, alert.about, alert.known_at) == (SWAP, "a", "b", 900)


@pytest.mark.parametrize(
    ("other", "ground"),
    [
        (stop((AWAY[0] + 0.01, AWAY[1])), {}),
        (stop(start=1100), {}),
        (stop(), {"b": Ground(planned=[Fence("own", *AWAY)])}),
    ],
    ids=["far", "later", "planned"],
)
def test_apart_in_place_or_hour_or_at_a_planned_place_they_exchange_nothing(other, ground):
    alerts = watch({"a": [stop()], "b": [other]}, ground)
    assert SWAP not in {alert.rule for alert in alerts}


def way(*hours):
    """Calls ten kilometres apart, each half an hour's way and ten minutes' stay."""
    return [Due(str(n), -7.5 + n * 0.1, 112.2, at, at + 600) for n, at in enumerate(hours)]


def test_a_vehicle_on_time_is_expected_as_planned_within_an_interval():
    progress = Progress(way(0, 2400, 4800))
    progress.take(600, -7.5, 112.2)
    progress.take(1500, -7.45, 112.2)
    first, second = progress.expect(at=1500, lat=-7.45, lon=112.2)
    assert first.at == pytest.approx(2400, abs=20)
    assert first.low < first.at < first.high
    assert second.at == pytest.approx(4800, abs=40)
    assert second.high - second.low > first.high - first.low
    assert abs(first.late) < 20


def test_a_slow_vehicle_is_expected_later_and_so_is_one_among_slow_others():
    progress = Progress(way(0, 2400))
    progress.take(600, -7.5, 112.2)
    progress.take(2400, -7.45, 112.2)
    (slow,) = progress.expect(at=2400, lat=-7.45, lon=112.2)
    assert slow.late > 900
    fresh = Progress(way(0, 2400))
    fresh.take(600, -7.5, 112.2)
    (alone,) = fresh.expect(at=600, lat=-7.5, lon=112.2)
    (others,) = fresh.expect(at=600, lat=-7.5, lon=112.2, pace=1.5)
    assert others.at - alone.at == pytest.approx(900, abs=10)


def test_calls_are_come_to_even_between_two_positions_and_one_left_out_hides_no_other():
    progress = Progress(way(0, 2400, 4800))
    progress.take(0, -7.5, 112.2)
    progress.take(2300, -7.42, 112.2)
    progress.take(2500, -7.38, 112.2)
    assert progress.next == 2
    missed = Progress(way(0, 2400, 4800))
    missed.take(0, -7.5, 112.2)
    missed.take(2400, -7.4, 112.4)
    missed.take(5000, -7.3, 112.2)
    assert [index for index, _ in missed.came] == [0, 2]
    assert missed.expect(at=5000, lat=-7.3, lon=112.2) == ()


def test_growing_late_is_told_once_and_a_reason_told_already_excuses_it():
    passes = [(0, 0), (600, 600), (1200, 1700), (1800, 2800), (2400, 3400)]
    (slow,) = growing(slow_stretches(passes))
    assert (slow.since, slow.known_at, slow.seconds) == (600, 2800, 1000)
    assert growing(slow_stretches(passes, [(700, 1200), (1800, 2300)])) == []


def test_being_late_when_all_are_is_the_weather():
    own = slow_stretches([(0, 0), (600, 900), (1200, 1800)])
    others = [own, own, slow_stretches([(0, 0), (600, 600)])]
    assert is_shared((0, 1800), own, others)
    assert not is_shared((0, 1800), slow_stretches([(0, 0), (600, 1800)]), others)
    assert not is_shared((0, 1800), own, [own])
    assert not is_shared((0, 1800), own, [slow_stretches([(0, 0), (600, 610), (1200, 1210)])] * 4)
