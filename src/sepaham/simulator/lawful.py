"""
Given tracks taken as a plan: their ways the corridor, their stops planned places, their hours the timetable.

So rules can be tried on tracks of which nobody has the plan, with the code that watches trips under way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sepaham.domain.arrivals import Due, Progress, growing, is_shared, slow_stretches
from sepaham.domain.corridors import Fence, Spot, Way
from sepaham.domain.tracking import STOP, Corridor, Event, Rules, Track, metres_between
from sepaham.domain.watching import LATE, SHARED, SWAP, WRONG_STORE, Alert, Ground, watch
from sepaham.domain.watching import STOP as STOPPED

Fix = tuple[float, float, float, float]
_PIECE = 1000
_PLACE = 200.0
_DUE_APART, _DUE_METRES, _REACH = 600.0, 800.0, 400.0


@dataclass(frozen=True, slots=True)
class Lawful:
    """What a given track is worth as a plan."""

    lines: tuple[tuple[Spot, ...], ...]
    places: tuple[Fence, ...]
    dues: tuple[Due, ...]

    def corridor(self, width: float, detours: Iterable[Sequence[Spot]] = ()) -> Way:
        """Return its way with a width, and those opened by an order."""
        return Way(width=width, lines=(*self.lines, *detours))


def lawful(track: Sequence[Fix], events: Iterable[Event]) -> Lawful:
    """
    Return a given track as a plan.

    Args:
        track: Its positions in order; at least one.
        events: What the device did: where it stopped it may.
    """
    spots = [(lat, lon) for _, lat, lon, _ in track]
    lines = tuple(tuple(spots[at : at + _PIECE + 1]) for at in range(0, len(spots), _PIECE))
    stops = [event for event in events if event.kind == STOP]
    places = tuple(Fence(f"stop-{n}", stop.lat, stop.lon, _PLACE) for n, stop in enumerate(stops, 1))
    return Lawful(lines, places, _timed(track, _dues(track, stops)))


def _dues(track: Sequence[Fix], stops: Sequence[Event]) -> Iterator[Due]:
    """Yield places along the way, far enough from each other to tell a pace, none while it stands."""
    last, number, ahead = track[0], 0, iter([*stops, None])
    stop = next(ahead)
    yield Due("0", last[1], last[2], last[0], last[0], _REACH)
    for at, lat, lon, accuracy in track:
        while stop and stop.ended < at:
            stop = next(ahead)
        if at - last[0] < _DUE_APART or (stop and stop.started <= at):
            continue
        if metres_between(last[1], last[2], lat, lon) >= _DUE_METRES:
            number += 1
            last = (at, lat, lon, accuracy)
            yield Due(str(number), lat, lon, at, at, _REACH)


def _timed(track: Sequence[Fix], dues: Iterable[Due]) -> tuple[Due, ...]:
    """Return those of the places that are come to in their order, with the hour of first coming to each."""
    progress = Progress(tuple(dues))
    for at, lat, lon, _ in track:
        progress.take(at, lat, lon)
    return tuple(replace(progress.dues[index], arrives=at, leaves=at) for index, at in progress.came)


def find(
    tracks: Mapping[str, Sequence[Fix]],
    plans: Mapping[str, Lawful],
    *,
    rules: Rules,
    corridors: Mapping[str, Corridor],
    stores: Sequence[Fence],
) -> list[Alert]:
    """
    Return what needs a look in tracks, held against plans, and what is explained.

    Args:
        tracks: Each device's positions in order.
        plans: Each device's plan.
        rules: What counts.
        corridors: Where each may be.
        stores: Stores of others.
    """
    events, ways = {}, {}
    for uid, track in tracks.items():
        read, progress = Track(rules, corridors[uid]), Progress(plans[uid].dues)
        found: list[Event] = []
        for at, lat, lon, accuracy in track:
            found += read.take(at, lat, lon, accuracy)
            if read.at == at:
                progress.take(at, lat, lon)
        events[uid], ways[uid] = [*found, *read.open(read.heard_at)], progress
    alerts = watch(events, {uid: Ground(plans[uid].places, stores) for uid in tracks})
    return sorted([*alerts, *_late(tracks, ways, alerts)], key=lambda alert: (alert.known_at, alert.trip))


def _late(
    tracks: Mapping[str, Sequence[Fix]], ways: Mapping[str, Progress], alerts: Sequence[Alert]
) -> Iterable[Alert]:
    """Yield where a device grew late without a reason told already, and whether the others did too."""
    told: dict[str, list[tuple[float, float]]] = {uid: [] for uid in ways}
    for alert in alerts:
        if alert.rule in {STOPPED, WRONG_STORE, SWAP} and not alert.harmless:
            for uid in {alert.trip, alert.about} & told.keys():
                told[uid].append((alert.since, alert.until))
    stretches = {uid: slow_stretches(way.passes(), told[uid]) for uid, way in ways.items()}
    for uid, own in stretches.items():
        others = [other for key, other in stretches.items() if key != uid]
        for slow in growing(own):
            shared = is_shared((slow.since, slow.known_at), own, others)
            yield Alert(
                rule=LATE,
                trip=uid,
                since=slow.since,
                until=slow.until,
                known_at=slow.known_at,
                lat=tracks[uid][-1][1],
                lon=tracks[uid][-1][2],
                late=slow.seconds,
                harmless=SHARED if shared else "",
            )
