"""
Trips under way against their plan: the next call and when to expect it, and what needs a look.

Where no movement plan tells the hours of a trip, they are reckoned from its departure along straight lines,
made longer as roads are, and what counts as late is the end of the load list's window.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sepaham.domain.arrivals import Arrival, Due, Progress
from sepaham.domain.corridors import Fence, Reach, Spot
from sepaham.domain.loads import LEGS
from sepaham.domain.tracking import RULES, Event, Track, metres_between
from sepaham.domain.trips import Run
from sepaham.domain.watching import LATE, SHARED, Alert, Ground, watch

LATE_BY = 900.0
"""Being late by so many seconds needs a look."""
_ROADS, _SPEED, _STAY = 1.4, 25 / 3.6, 600.0
_SLOW, _HARDLY_MORE, _FEWEST = 1.15, 1.3, 2

Fix = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a trip: its region, and by when it is planned to be there; None where nobody planned that."""

    region: str
    by: datetime | None
    arrives: datetime | None = None
    leaves: datetime | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """
    One trip under way.

    Attributes:
        run: The trip.
        calls: What it calls at, where it starts first.
        track: Its positions as they were read.
        progress: How far it is among the calls whose place is known.
        arrivals: When to expect the calls that are left and whose place is known.
        pace: How many times the planned time it takes; None while that tells little.
        events: What it did.
    """

    run: Run
    calls: Sequence[Call]
    track: Track
    progress: Progress
    arrivals: Sequence[Arrival]
    pace: float | None
    events: Sequence[Event]

    @property
    def next(self) -> str:
        """Return the region it is to come to next; '' after the last."""
        told = {place for place, facts in self.run.stops().items() if facts}
        if self.arrivals:
            return self.arrivals[0].key
        return next((call.region for call in self.calls[1:] if call.region not in told), "")

    @property
    def seen(self) -> tuple[float, float, float]:
        """Return the hour and place it was last known at: by its positions, else where it starts."""
        progress, track = self.progress, self.track
        if track.fixes:
            return max(track.at, progress.left), track.lat, track.lon
        last = progress.dues[max(0, progress.next - 1)]
        return progress.left, last.lat, last.lon

    def late(self, arrival: Arrival) -> float | None:
        """Return by how many seconds an arrival is later than planned; None where nobody planned it."""
        by = next((call.by for call in self.calls if call.region == arrival.key and call.by), None)
        return arrival.at - by.timestamp() if by else None


def calls_of(run: Run) -> tuple[Call, ...]:
    """Return what a trip calls at, where it starts first: by the movement plan, else by its load lists."""
    homeward = run.leg in LEGS and LEGS[run.leg].homeward
    if journey := run.journey:
        start = Call(journey.region, None, journey.departs_at, journey.departs_at)
        halts = [Call(h.region, h.arrives_at, h.arrives_at, h.leaves_at) for h in journey.halts]
        last = [Call(journey.region, journey.returns_at, journey.returns_at, journey.returns_at)]
        return (start, *halts, *(last if homeward else ()))
    loads = run.lists.values()
    starts = list(dict.fromkeys(_seat(load.giver) for load in loads)) or [run.region]
    ends = {_seat(load.receiver): load.closes_at for load in loads}
    return (
        *(Call(seat, None) for seat in (starts if homeward else starts[:1])),
        *(Call(seat, by) for seat, by in ends.items()),
    )


def _seat(office: str) -> str:
    return office.partition(":")[2]


def follow(
    run: Run,
    fixes: Sequence[Fix],
    points: Mapping[str, Spot],
    *,
    at: float,
) -> Followed:
    """
    Read one trip's positions against its plan.

    Args:
        run: The trip, departed.
        fixes: Its positions in order.
        points: Where places are; a start that is not known lies where its first position is.
        at: The hour it is asked for.
    """
    calls = calls_of(run)
    departed = run.departed[0].at.timestamp()
    start = points.get(calls[0].region) or (fixes[0][1:3] if fixes else None)
    dues = _dues(calls, {**points, calls[0].region: start}, departed) if start else []
    ways = [(due.lat, due.lon) for due in dues]
    track = Track(RULES, Reach(ways) if len(ways) > 1 else None)
    progress = Progress(dues, came=[(0, departed)] if dues else [], next=min(1, len(dues)), left=departed)
    events: list[Event] = []
    for hour, lat, lon, accuracy in fixes:
        events += track.take(hour, lat, lon, accuracy)
        if track.at == hour:
            progress.take(hour, lat, lon)
    _told(progress, run)
    if track.fixes:
        events += track.open(at)
    found = expecting(Followed(run, calls, track, progress, (), None, events), at=at)
    own = progress.pace(*found.seen) if found.arrivals else None
    return replace(found, pace=own)


def expecting(one: Followed, *, at: float, pace: float = 1.0) -> Followed:
    """
    Return a trip with when to expect its calls.

    Args:
        one: The trip.
        at: The hour it is asked for.
        pace: How many times the planned time the others take.
    """
    if len(one.progress.dues) <= 1:
        return one
    hour, lat, lon = one.seen
    arrivals = one.progress.expect(at=hour, lat=lat, lon=lon, pace=pace)
    return replace(one, arrivals=[_not_before(arrival, at) for arrival in arrivals])


def _dues(calls: Sequence[Call], points: Mapping[str, Spot], departed: float) -> list[Due]:
    """Return the calls whose places are known, with planned hours or reckoned ones."""
    found: list[Due] = []
    for call in calls:
        spot = points.get(call.region)
        if spot is None:
            continue
        if call.arrives and call.leaves:
            arrives, leaves = call.arrives.timestamp(), call.leaves.timestamp()
        elif found:
            far = metres_between(found[-1].lat, found[-1].lon, *spot)
            arrives = found[-1].leaves + far * _ROADS / _SPEED
            leaves = arrives + _STAY
        else:
            arrives = leaves = departed
        found.append(Due(call.region, *spot, arrives, leaves))
    return found


def _told(progress: Progress, run: Run) -> None:
    """Take what was stated of arrivals: the last call stated is behind it."""
    told = {place: facts[-1].at.timestamp() for place, facts in run.stops().items() if facts}
    for index, due in enumerate(progress.dues):
        if due.key in told and index >= progress.next:
            progress.next, progress.left = index + 1, max(progress.left, told[due.key])
            progress.came.append((index, told[due.key]))


def _not_before(arrival: Arrival, at: float) -> Arrival:
    """Return an arrival that did not come yet: not before the hour it is asked for."""
    more = max(0.0, at - arrival.at)
    return replace(
        arrival,
        at=arrival.at + more,
        low=max(arrival.low, at),
        high=arrival.high + more,
        late=arrival.late + more,
    )


def ground_of(
    calls: Iterable[Call], fences: Mapping[str, Fence], stores: Iterable[Fence], *, detour: bool = False
) -> Ground:
    """
    Return where a trip may stand.

    Args:
        calls: Its calls.
        fences: The ground of places that are known, by region.
        stores: Those of them that are stores somebody told the place of.
        detour: Whether a road is closed that its plan does not know of.
    """
    own = {call.region for call in calls}
    return Ground(
        planned=[fences[region] for region in own if region in fences],
        foreign=[fence for fence in stores if fence.key not in own],
        unsure=not own <= fences.keys(),
        detour=detour,
    )


def needs_look(followed: Sequence[Followed], grounds: Mapping[str, Ground]) -> list[Alert]:
    """Return what needs a look among trips under way, what is explained too: what goes on first."""
    events = {one.run.id: one.events for one in followed}
    paces = {one.run.id: one.pace for one in followed if one.pace is not None}
    late = [alert for one in followed if (alert := _late(one, paces))]
    found = [*watch(events, grounds), *late]
    return sorted(found, key=lambda alert: (not alert.ongoing, -alert.known_at, alert.trip))


def usual_pace(paces: Iterable[float | None]) -> float | None:
    """Return the middle of some paces; None where too few tell."""
    known = sorted(pace for pace in paces if pace is not None)
    return known[len(known) // 2] if len(known) >= _FEWEST else None


def _late(one: Followed, paces: Mapping[str, float]) -> Alert | None:
    """Return that a trip will be late at its next call, even if the rest goes well."""
    if not one.arrivals:
        return None
    arrival = one.arrivals[0]
    late = one.late(arrival)
    if late is None or late < LATE_BY or arrival.low - arrival.at + late <= 0:
        return None
    others = usual_pace(pace for trip, pace in paces.items() if trip != one.run.id)
    mine = paces.get(one.run.id)
    shared = others is not None and others >= _SLOW and (mine is None or mine <= _HARDLY_MORE * others)
    return Alert(
        rule=LATE,
        trip=one.run.id,
        since=arrival.at - late,
        until=arrival.at,
        known_at=one.track.at or arrival.at - late,
        lat=one.track.lat,
        lon=one.track.lon,
        ongoing=True,
        late=late,
        about=arrival.key,
        harmless=SHARED if shared else "",
    )
