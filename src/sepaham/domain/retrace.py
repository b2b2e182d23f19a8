"""Tracks read again from positions of many devices: what each did, with no more kept than that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sepaham.domain.tracking import RULES, Corridor, Event, Rules, Track

Position = tuple[str, float, float, float, float]


class OutOfOrderError(Exception):
    """A device's position that is older than the one before it in the file; sort them first."""


@dataclass(slots=True)
class Way:
    """One device's way: how it is read on, and what it did."""

    track: Track
    events: list[Event] = field(default_factory=list)

    def of(self, kind: str) -> list[Event]:
        """Return what it did of one kind, in the order it ended."""
        return [event for event in self.events if event.kind == kind]


def retrace(
    positions: Iterable[Position],
    *,
    rules: Rules = RULES,
    corridor: Callable[[str], Corridor | None] = lambda _uid: None,
    strict: bool = False,
    told: Callable[[int], object] | None = None,
    every: int = 50_000,
) -> dict[str, Way]:
    """
    Return what each device did, by its name, in the order they were first met.

    Args:
        positions: Device, Unix seconds, latitude, longitude, metres of accuracy; each device's in order.
        rules: What counts.
        corridor: Where each device may be.
        strict: Refuse a position older than the one before; else it is counted as repeated.
        told: Told from time to time how many were read.
        every: How often.

    Raises:
        OutOfOrderError: Only when strict.
    """
    ways: dict[str, Way] = {}
    for number, (uid, at, lat, lon, accuracy) in enumerate(positions, 1):
        way = ways.get(uid)
        if way is None:
            way = ways[uid] = Way(Track(rules, corridor(uid)))
        track = way.track
        if strict and at < track.heard_at:
            raise OutOfOrderError(uid)
        ended = track.take(at, lat, lon, accuracy)
        if ended:
            way.events.extend(ended)
        if told and not number % every:
            told(number)
    for way in ways.values():
        way.events.extend(way.track.open(way.track.heard_at))
    return ways
