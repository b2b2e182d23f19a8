"""
What of a track needs a look, held against the plan; and what has a harmless reason.

A stop at a planned place is a call or a rest; a device that sleeps there is not silent; being late when all
are late is the weather. What is left is an alert: one for each thing, with the hour it could first be told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sepaham.domain.corridors import Fence
from sepaham.domain.tracking import DEVIATION, METRES, SILENCE, STOP, Event, metres_between

WRONG_STORE, SWAP, LATE = "wrong_store", "swap", "late"
RULES = (WRONG_STORE, SWAP, STOP, DEVIATION, SILENCE, LATE)
"""All rules, the gravest first."""
PLANNED, ASLEEP, SHARED, UNSURE, DETOUR = "planned", "asleep", "shared", "unsure", "detour"
"""
Harmless reasons: at a planned place; silent at a planned place; all are slow; where it may stand is not
known; a road is closed.
"""
TOGETHER, BESIDE = 300.0, 100.0
"""Two vehicles exchange loads when they stand together so many seconds, so many metres apart at most."""
_STILL = 300.0
_CELL = BESIDE / METRES * 2


@dataclass(frozen=True, slots=True)
class Alert:
    """
    One thing that needs a look, or would without its harmless reason.

    Attributes:
        rule: One of `RULES`.
        trip: Whose.
        since: When it began.
        until: When it ended, or was last seen to go on.
        known_at: When it could first be told.
        lat: Where.
        lon: The same.
        ongoing: Whether it goes on.
        metres: How far beside the corridor, or how far it got in silence.
        late: By how many seconds it is late.
        about: The other trip, the store, or the call it is late at.
        harmless: The reason it needs no look; '' where there is none.
    """

    rule: str
    trip: str
    since: float
    until: float
    known_at: float
    lat: float
    lon: float
    ongoing: bool = False
    metres: float = 0.0
    late: float = 0.0
    about: str = ""
    harmless: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Where a trip may stand, and the stores it has no business at.

    Attributes:
        planned: Where it may stand.
        foreign: The stores of others.
        unsure: Whether some of the places it may stand at are not known.
        detour: Whether a closed road may lead it elsewhere.
    """

    planned: Sequence[Fence] = ()
    foreign: Sequence[Fence] = ()
    unsure: bool = False
    detour: bool = False

    def is_planned(self, lat: float, lon: float) -> bool:
        """Tell whether a place is one it may stand at."""
        return any(fence.holds(lat, lon) for fence in self.planned)

    def foreign_store(self, lat: float, lon: float) -> str:
        """Return the store of others a place is at; '' where it is at none."""
        return next((fence.key for fence in self.foreign if fence.holds(lat, lon)), "")


def judge(trip: str, event: Event, ground: Ground) -> Alert:
    """Return what one event of a trip is, held against where it may stand."""
    rule, about, harmless = event.kind, "", ""
    if event.kind != DEVIATION and ground.is_planned(event.lat, event.lon):
        if event.kind == STOP:
            harmless = PLANNED
        elif event.metres <= _STILL:
            harmless = ASLEEP
    elif event.kind == STOP and (about := ground.foreign_store(event.lat, event.lon)):
        rule = WRONG_STORE
    elif event.kind == STOP and ground.unsure:
        harmless = UNSURE
    if event.kind == DEVIATION and ground.detour:
        harmless = DETOUR
    return Alert(
        rule=rule,
        trip=trip,
        since=event.started,
        until=event.ended,
        known_at=event.known_at,
        lat=event.lat,
        lon=event.lon,
        ongoing=event.ongoing,
        metres=event.metres,
        about=about,
        harmless=harmless,
    )


def exchanges(alerts: Iterable[Alert]) -> list[Alert]:
    """
    Return the alerts with those of two trips that stood together where neither should as exchanges.

    Each such pair becomes one alert, told of the trip named first, in the place of their two stops.
    """
    found = list(alerts)
    stops = [alert for alert in found if alert.rule == STOP and not alert.harmless]
    taken: set[int] = set()
    pairs = []
    for one, other in _near(stops):
        start, end = max(one.since, other.since), min(one.until, other.until)
        if end - start < TOGETHER or {id(one), id(other)} & taken:
            continue
        taken |= {id(one), id(other)}
        first, second = sorted((one, other), key=lambda alert: alert.trip)
        pairs.append(
            Alert(
                rule=SWAP,
                trip=first.trip,
                since=start,
                until=end,
                known_at=max(start + TOGETHER, one.known_at, other.known_at),
                lat=first.lat,
                lon=first.lon,
                ongoing=one.ongoing and other.ongoing,
                about=second.trip,
            )
        )
    return [alert for alert in found if id(alert) not in taken] + pairs


def _near(stops: Sequence[Alert]) -> Iterator[tuple[Alert, Alert]]:
    """Yield the pairs of stops of different trips that are close to each other."""
    cells: defaultdict[tuple[int, int], list[Alert]] = defaultdict(list)
    for stop in stops:
        row, column = int(stop.lat // _CELL), int(stop.lon // _CELL)
        for i in (0, 1):
            for j in (0, 1):
                cells[row + i, column + j].append(stop)
    seen: set[tuple[int, int]] = set()
    for here in cells.values():
        for one, other in combinations(here, 2):
            pair = (id(one), id(other))
            if one.trip != other.trip and pair not in seen:
                seen.add(pair)
                if metres_between(one.lat, one.lon, other.lat, other.lon) <= BESIDE:
                    yield one, other


def watch(events: Mapping[str, Iterable[Event]], ground: Mapping[str, Ground]) -> list[Alert]:
    """
    Return what the events of all trips are: what needs a look, and what is explained, by the hour known.

    Args:
        events: Each trip's.
        ground: Where each may stand; a trip without any may stand nowhere.
    """
    nowhere = Ground()
    judged = [
        judge(trip, event, ground.get(trip, nowhere)) for trip, told in events.items() for event in told
    ]
    return sorted(exchanges(judged), key=lambda alert: (alert.known_at, alert.trip))
