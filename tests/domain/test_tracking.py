"""Where a device stood, was silent, left its corridor, told position by position."""

import math
from random import Random

import pytest

from sepaham.domain.corridors import Fence, Way
from sepaham.domain.retrace import OutOfOrderError, retrace
from sepaham.domain.tracking import DEVIATION, METRES, SILENCE, STOP, Rules, Track, metres_between

LAT, LON, START = -7.5, 112.2, 1_732_579_200.0


class Drive:
    """A device that drives, stands and is silent; places are metres north and east of where it began."""

    def __init__(self, every=10.0, shake=4.0, lat=LAT, lon=LON, seed=1):
        self.chance, self.every, self.shake = Random(seed), every, shake
        self.at, self.north, self.east, self.lat, self.lon = START, 0.0, 0.0, lat, lon
        self.fixes = []

    def tell(self, north=0.0, east=0.0, accuracy=5.0):
        north += self.north + self.chance.gauss(0, self.shake)
        east += self.east + self.chance.gauss(0, self.shake)
        lon = self.lon + east / METRES / math.cos(math.radians(self.lat))
        self.fixes.append((self.at, self.lat + north / METRES, math.remainder(lon, 360), accuracy))
        return self

    def stand(self, minutes):
        return self.go(minutes, 0, 0)

    def go(self, minutes, north, east):
        """Drive so many metres a second north and east."""
        for _ in range(int(minutes * 60 / self.every)):
            self.at += self.every
            self.north, self.east = self.north + north * self.every, self.east + east * self.every
            self.tell()
        return self

    def sleep(self, minutes, north=0.0):
        self.at, self.north = self.at + minutes * 60, self.north + north
        return self


def read(drive, rules=Rules(), corridor=None):  # noqa: B008  a value that never changes
    track, events = Track(rules, corridor), []
    for fix in drive.fixes:
        events += track.take(*fix)
    return track, [*events, *track.open(track.heard_at)]


def kinds(events):
    return [event.kind for event in events]


@pytest.mark.parametrize("every", [1.0, 10.0, 60.0, 300.0])
def test_standing_long_enough_is_a_stop_with_its_hours_and_its_middle_whatever_the_rhythm(every):
    drive = Drive(every=every).go(40, 10, 0)
    began, north = drive.at, drive.north
    drive.stand(25)
    ended = drive.at
    _, (stop,) = read(drive.go(40, 0, 10))
    assert stop.kind == STOP
    assert abs(stop.started - began) <= max(every, 20)
    assert abs(stop.ended - ended) <= max(every, 20)
    assert metres_between(stop.lat, stop.lon, LAT + north / METRES, LON) < 30
    assert not stop.ongoing


def test_a_short_rest_is_no_stop_and_one_that_goes_on_says_so():
    assert read(Drive().go(20, 10, 0).stand(7).go(20, 10, 0))[1] == []
    (stop,) = read(Drive().go(20, 10, 0).stand(15))[1]
    assert stop.ongoing
    assert stop.known_at - stop.started == pytest.approx(600, abs=20)


def test_creeping_through_rain_is_no_stop():
    assert read(Drive().go(10, 10, 0).go(40, 0.8, 0).go(10, 10, 0))[1] == []


def test_jitter_neither_ends_a_stop_nor_begins_one():
    drive = Drive().go(20, 10, 0).stand(6)
    for jump in (150, 420, 9000, 180):
        drive.at += 10
        drive.tell(north=jump)
        drive.stand(2)
    track, (stop,) = read(drive.go(20, 10, 0))
    assert stop.seconds > 13 * 60
    assert track.jitter >= 4
    assert track.kept == track.fixes - track.jitter


def test_what_is_told_to_be_inaccurate_is_jitter_but_a_sign_of_life():
    drive = Drive().go(20, 10, 0)
    for _ in range(60):
        drive.at += 30
        drive.tell(accuracy=900.0)
    track, events = read(drive)
    assert track.jitter == 60
    assert events == []


def test_far_places_that_agree_are_believed_at_last():
    drive = Drive().go(20, 10, 0)
    drive.north += 40_000
    track, events = read(drive.go(20, 10, 0))
    assert events == []
    assert track.jitter == 2
    assert metres_between(track.lat, track.lon, LAT + drive.north / METRES, LON) < 50


def test_silence_is_measured_by_the_devices_own_rhythm():
    (silence,) = read(Drive().go(20, 10, 0).sleep(25, north=9000).go(20, 10, 0))[1]
    assert silence.kind == SILENCE
    assert silence.seconds == pytest.approx(25 * 60 + 10)
    assert silence.metres == pytest.approx(9100, abs=50)
    assert silence.known_at == silence.started + 600
    assert read(Drive(every=300).go(200, 5, 0).sleep(14).go(60, 5, 0))[1] == []
    assert kinds(read(Drive(every=300).go(200, 5, 0).sleep(30, north=9000).go(60, 5, 0))[1]) == [SILENCE]


def test_a_tunnel_is_no_silence():
    assert read(Drive(every=2).go(10, 15, 0).sleep(4, north=3600).go(10, 15, 0))[1] == []


def test_a_silence_that_lasts_is_told_at_the_hour_it_is_asked_for():
    track, _ = read(Drive().go(20, 10, 0))
    assert track.open(track.heard_at + 500) == ()
    (silence,) = track.open(track.heard_at + 1500)
    assert (silence.kind, silence.ongoing, silence.seconds) == (SILENCE, True, 1500)


def test_a_device_parked_for_days_is_one_stop_even_when_it_slows_its_rhythm():
    drive = Drive().go(20, 10, 0).stand(30)
    for _ in range(100):
        drive.sleep(30).tell()
    _, events = read(drive.go(20, 10, 0))
    stops = [event for event in events if event.kind == STOP]
    assert len(stops) == 1
    assert stops[0].seconds > 50 * 3600
    assert kinds(events).count(SILENCE) == 1


def test_equal_and_earlier_hours_are_counted_and_left():
    drive = Drive().go(20, 10, 0)
    twice = [fix for fix in drive.fixes for _ in (1, 2)]
    drive.fixes = [*twice, (START, LAT, LON, 0.0)]
    track, events = read(drive)
    assert (track.repeated, events) == (len(twice) // 2 + 1, [])


def test_the_date_line_is_no_wall():
    drive = Drive(lon=179.99).go(20, 0, 3).stand(20).go(20, 0, 3)
    track, (stop,) = read(drive)
    assert track.jitter <= 2
    assert metres_between(stop.lat, stop.lon, LAT, -179.98) < 4000


def test_leaving_the_corridor_is_a_deviation_with_its_hours():
    road = Way(width=200, lines=[[(LAT, LON), (LAT + 0.6, LON)]])
    drive = Drive().go(20, 10, 0).go(2, 10, 10)
    drive.go(10, 10, 0).go(2, 10, -10)
    _, events = read(drive.go(20, 10, 0), corridor=road)
    (off,) = events
    assert off.kind == DEVIATION
    assert off.seconds == pytest.approx(13 * 60, abs=60)
    assert off.metres == 800
    assert off.known_at - off.started >= 60


def test_jitter_and_the_edge_of_a_corridor_are_no_deviation():
    road = Way(width=200, lines=[[(LAT, LON), (LAT + 0.6, LON)]])
    drive = Drive().go(5, 10, 0)
    drive.at += 10
    drive.tell(east=380)
    drive.go(5, 10, 0)
    drive.east += 190
    assert read(drive.go(20, 10, 0), corridor=road)[1] == []


def test_a_corridor_has_open_areas_and_measures_distances():
    square = [(0.0, 0.0), (0.0, 0.1), (0.1, 0.1), (0.1, 0.0)]
    way = Way(width=100, lines=[[(0.05, 0.1), (0.05, 0.2)]], areas=[square])
    assert way.distance(0.05, 0.05) == 0
    assert way.distance(0.05, 0.15) == 0
    assert way.distance(0.05 + 150 / METRES, 0.15) == pytest.approx(150, rel=0.01)
    assert way.distance(-150 / METRES, 0.05) == pytest.approx(150, rel=0.01)
    assert way.distance(5, 5) == 400
    with pytest.raises(ValueError, match="corridor"):
        Way(width=100)


def test_a_winding_line_of_many_points_is_measured_as_it_lies():
    line = [(LAT + n * 1e-4, LON + 0.01 * math.sin(n / 50)) for n in range(3000)]
    way = Way(width=200, lines=[line])
    assert max(way.distance(*spot) for spot in line) <= 10
    lat, lon = line[1500]
    assert way.distance(lat, lon + 0.05) == 800


def test_a_fence_holds_its_ground():
    ring = ((0.0, 0.0), (0.0, 0.002), (0.002, 0.002), (0.002, 0.0))
    assert Fence("x", 0.001, 0.001, ring=ring).holds(0.0005, 0.0005)
    assert not Fence("x", 0.001, 0.001, ring=ring).holds(0.003, 0.001)
    assert Fence("x", LAT, LON, 150).holds(LAT + 140 / METRES, LON)
    assert not Fence("x", LAT, LON, 150).holds(LAT + 160 / METRES, LON)


def test_many_devices_are_read_beside_each_other():
    one, other = Drive(seed=1).go(20, 10, 0).stand(15).go(5, 10, 0), Drive(seed=2).go(40, 10, 0)
    rows = sorted([("a", *f) for f in one.fixes] + [("b", *f) for f in other.fixes], key=lambda row: row[1])
    ways = retrace(rows, strict=True)
    assert [len(way.of(STOP)) for way in ways.values()] == [1, 0]
    with pytest.raises(OutOfOrderError):
        retrace(rows[::-1], strict=True)
