"""
What one device's positions tell: where it stood, when it was silent, when it left its corridor.

A `Track` takes positions one by one in the order of their hours and remembers no more than where it is, so
that a file of millions and a trip under way are read by the same code. Hours are Unix seconds, places decimal
degrees, lengths metres. It tells what the device did; whether that needs a look is the matter of `watching`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

METRES = 111_194.93
"""Metres of a degree of latitude, on a sphere of 6,371 km."""
STOP, SILENCE, DEVIATION = "stop", "silence", "deviation"
_HALF, _WHOLE = 180.0, 360.0
_LEARNT = 3
"""So many intervals tell a device's rhythm."""
_EASE = 0.05
_SLOWEST_CHANGE = 4.0
_BACK = 0.8
"""A device is back in its corridor when it is so much of the width from it."""


class Corridor(Protocol):
    """Where a device may be."""

    width: float

    def distance(self, lat: float, lon: float) -> float:
        """Return how many metres beside it a place is; 0 inside, and no more than is measured outside."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """
    What counts.

    Attributes:
        radius: A device that stays within so many metres stands.
        stop: It stops once it stood so many seconds.
        silence: It may be silent for so many seconds, whatever its rhythm.
        rhythm: It may be silent for so many times its usual interval.
        fastest: What would have needed more metres a second is jitter.
        slack: Metres that positions may jump whatever their hours.
        accuracy: A position told to be less accurate than so many metres is jitter.
        off: It left its corridor once it was beside it so many seconds, and at two positions.
        away: It left where it stood once it was elsewhere so many seconds, and at two positions.
        believed: So many far positions in a row that agree are a place, not jitter.
        leap: Metres a second between far positions that agree, at most: an aeroplane is none of ours.
    """

    radius: float = 100.0
    stop: float = 600.0
    silence: float = 600.0
    rhythm: float = 4.0
    fastest: float = 70.0
    slack: float = 50.0
    accuracy: float = 100.0
    off: float = 60.0
    away: float = 30.0
    believed: int = 3
    leap: float = 300.0


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Event:
    """
    One thing a device did.

    Attributes:
        kind: `STOP`, `SILENCE` or `DEVIATION`.
        started: When it began.
        ended: When it ended, or was last seen to go on.
        known_at: When it could first be told.
        lat: Where: the centre of a stop, the last place before a silence, the first beside the corridor.
        lon: The same.
        metres: How far it got during a silence, or how far beside the corridor.
        ongoing: Whether it still went on.
    """

    kind: str
    started: float
    ended: float
    known_at: float
    lat: float
    lon: float
    metres: float = 0.0
    ongoing: bool = False

    @property
    def seconds(self) -> float:
        """Return how long it lasted."""
        return self.ended - self.started


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the metres between two places, over the shorter way round the earth."""
    half = math.radians((lat + other_lat) / 2)
    east = math.remainder(other_lon - lon, _WHOLE) * math.cos(half)
    if abs(east) + abs(other_lat - lat) < 1.0:
        return math.hypot(east, other_lat - lat) * METRES
    a, b, turn = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(chord)))) * METRES


_NOTHING: tuple[Event, ...] = ()


class Track:
    """
    One device's way, read position by position.

    It keeps a plane of metres around where it last came to, the mean of the positions there, and, while it
    seems to be elsewhere, a second such mean: the first is left only when the device does not come back.

    Attributes:
        fixes: How many positions it was told.
        repeated: Those that bear an hour not after the one before.
        jitter: Those that were not believed.
        first_at: The hour of the first.
        heard_at: The hour of the last, believed or not.
        lat: The last believed place.
        lon: The same.
        at: The hour of the last believed place.
    """

    def __init__(self, rules: Rules = RULES, corridor: Corridor | None = None) -> None:
        """Begin with nothing heard."""
        self._rules, self._corridor = rules, corridor
        self._square = rules.radius * rules.radius
        self.fixes = self.repeated = self.jitter = 0
        self.first_at = self.heard_at = self.at = self.lat = self.lon = 0.0
        self._rhythm = self._last_gap = 0.0
        self._intervals = 0
        self._lat = self._lon = self._cosine = self._x = self._y = 0.0
        self._mean_x = self._mean_y = self._since = self._stood_at = self._known_at = 0.0
        self._number = self._other_n = self._far = self._stray = self._off = 0
        self._other_at = self._other_x = self._other_y = self._stray_at = 0.0
        self._far_at = self._far_x = self._far_y = 0.0
        self._off_at = self._off_lat = self._off_lon = self._off_metres = self._off_known = 0.0

    @property
    def kept(self) -> int:
        """Return how many positions were believed."""
        return self.fixes - self.repeated - self.jitter

    @property
    def may_be_silent(self) -> float:
        """Return for how many seconds it may be silent, by its own rhythm."""
        if self._intervals < _LEARNT:
            return math.inf
        rules = self._rules
        return max(rules.silence, rules.rhythm * self._rhythm, 2 * self._last_gap)

    def take(self, at: float, lat: float, lon: float, accuracy: float = 0.0) -> Sequence[Event]:
        """
        Take the next position and return what ended with it, mostly nothing.

        Args:
            at: Its hour; one that is not after the hour before is counted and left.
            lat: Its latitude.
            lon: Its longitude.
            accuracy: The metres it is accurate to; 0 where that was not told.
        """
        if not self.fixes:
            return self._begin(at, lat, lon)
        self.fixes += 1
        gap = at - self.heard_at
        if gap <= 0.0:
            self.repeated += 1
            return _NOTHING
        silence = _NOTHING
        if gap > self._rules.silence and gap > self.may_be_silent:
            silence = self._silence(at, lat, lon)
        self._hear(at, gap)
        if accuracy > self._rules.accuracy:
            self.jitter += 1
            return silence
        moved = self._move(at, lat, lon)
        return (*silence, *moved) if silence else moved

    def open(self, at: float) -> tuple[Event, ...]:
        """Return what goes on at an hour: a stop, a deviation, a silence since the last position."""
        found = [*self._stop(ongoing=True), *self._deviation(self.at, ongoing=True)]
        quiet = self.may_be_silent
        if self.fixes and at - self.heard_at > quiet:
            known = self.heard_at + quiet
            found.append(Event(SILENCE, self.heard_at, at, known, self.lat, self.lon, 0.0, ongoing=True))
        return tuple(found)

    def _begin(self, at: float, lat: float, lon: float) -> Sequence[Event]:
        self.fixes, self.first_at, self.heard_at = 1, at, at
        self.at, self.lat, self.lon = at, lat, lon
        self._settle(lat, lon, 0.0, 0.0, 1, at)
        return self._follow(at, lat, lon, self._corridor) if self._corridor is not None else _NOTHING

    def _settle(self, lat: float, lon: float, x: float, y: float, number: int, since: float) -> None:  # noqa: PLR0917  private, and all of it needed
        """Lay the plane around a place and begin to stand near it."""
        self._lat, self._lon = lat, lon
        self._cosine = max(math.cos(math.radians(lat)), 1e-9) * METRES
        self._x = self._y = 0.0
        self._mean_x, self._mean_y, self._number = x, y, number
        self._since, self._stood_at, self._known_at = since, self.at, 0.0
        self._stray = 0
        if self._stood_at - since >= self._rules.stop:
            self._known_at = self._stood_at

    def _move(self, at: float, lat: float, lon: float) -> Sequence[Event]:
        """Take a new place, where it can be one."""
        east = lon - self._lon
        if not -_HALF <= east <= _HALF:
            east = math.remainder(east, _WHOLE)
        x, y = east * self._cosine, (lat - self._lat) * METRES
        step_x, step_y = x - self._x, y - self._y
        reach = self._rules.slack + self._rules.fastest * (at - self.at)
        if step_x * step_x + step_y * step_y > reach * reach and not self._believe(at, x, y):
            return _NOTHING
        self._far = 0
        self.at, self.lat, self.lon, self._x, self._y = at, lat, lon, x, y
        beside_x, beside_y = x - self._mean_x, y - self._mean_y
        if beside_x * beside_x + beside_y * beside_y <= self._square:
            self._stand(at, beside_x, beside_y)
            ended: Sequence[Event] = _NOTHING
        else:
            ended = self._go_astray(at, x, y)
        if self._corridor is None:
            return ended
        return (*ended, *self._follow(at, lat, lon, self._corridor))

    def _hear(self, at: float, gap: float) -> None:
        self.heard_at, self._last_gap = at, gap
        if self._intervals >= _LEARNT:
            usual = self._rhythm
            most = _SLOWEST_CHANGE * usual
            self._rhythm = usual + _EASE * (min(gap, most) - usual)
        else:
            self._rhythm = min(gap, self._rhythm) if self._intervals else gap
            self._intervals += 1

    def _silence(self, at: float, lat: float, lon: float) -> tuple[Event, ...]:
        gone = metres_between(self.lat, self.lon, lat, lon)
        known = self.heard_at + self.may_be_silent
        return (Event(SILENCE, self.heard_at, at, known, self.lat, self.lon, gone),)

    def _believe(self, at: float, x: float, y: float) -> bool:
        """Tell whether a far place is to be believed: once several in a row agree."""
        if self._far:
            reach = self._rules.slack + self._rules.leap * (at - self._far_at)
            agrees = math.hypot(x - self._far_x, y - self._far_y) <= reach
            self._far = self._far + 1 if agrees else 1
        else:
            self._far = 1
        self._far_at, self._far_x, self._far_y = at, x, y
        if self._far < self._rules.believed:
            self.jitter += 1
            return False
        return True

    def _stand(self, at: float, x: float, y: float) -> None:
        """Count a position to where it stands; those elsewhere in between were jitter."""
        self._number = number = self._number + 1
        self._mean_x += x / number
        self._mean_y += y / number
        self._stood_at = at
        if self._stray:
            self.jitter += self._stray
            self._stray = 0
        if not self._known_at and at - self._since >= self._rules.stop:
            self._known_at = at

    def _go_astray(self, at: float, x: float, y: float) -> tuple[Event, ...]:
        """Follow it where it seems to be; leave the old place when it stays away."""
        if not self._stray:
            self._stray, self._stray_at = 1, at
            self._other_at, self._other_n, self._other_x, self._other_y = at, 1, x, y
            return _NOTHING
        self._stray += 1
        east, north = x - self._other_x, y - self._other_y
        if east * east + north * north <= self._square:
            self._other_n = number = self._other_n + 1
            self._other_x += east / number
            self._other_y += north / number
        else:
            self._other_at, self._other_n, self._other_x, self._other_y = at, 1, x, y
        if at - self._stray_at < self._rules.away:
            return _NOTHING
        ended = self._stop()
        mean_x, mean_y = self._other_x - x, self._other_y - y
        self._settle(self.lat, self.lon, mean_x, mean_y, self._other_n, self._other_at)
        return ended

    def _stop(self, *, ongoing: bool = False) -> tuple[Event, ...]:
        if not self.fixes or not self._known_at:
            return _NOTHING
        lat = self._lat + self._mean_y / METRES
        lon = math.remainder(self._lon + self._mean_x / self._cosine, _WHOLE)
        return (Event(STOP, self._since, self._stood_at, self._known_at, lat, lon, 0.0, ongoing),)

    def _follow(self, at: float, lat: float, lon: float, corridor: Corridor) -> tuple[Event, ...]:
        """Watch whether it keeps to its corridor."""
        beside = corridor.distance(lat, lon)
        if not self._off:
            if beside > corridor.width:
                self._off, self._off_at, self._off_lat, self._off_lon = 1, at, lat, lon
                self._off_metres, self._off_known = beside, 0.0
            return _NOTHING
        if beside <= corridor.width * _BACK:
            ended = self._deviation(at)
            self._off = 0
            return ended
        if beside > corridor.width:
            self._off += 1
            self._off_metres = max(self._off_metres, beside)
            if not self._off_known and at - self._off_at >= self._rules.off:
                self._off_known = at
        return _NOTHING

    def _deviation(self, at: float, *, ongoing: bool = False) -> tuple[Event, ...]:
        if not self._off or not self._off_known:
            return _NOTHING
        return (
            Event(
                DEVIATION,
                self._off_at,
                at,
                self._off_known,
                self._off_lat,
                self._off_lon,
                self._off_metres,
                ongoing,
            ),
        )
