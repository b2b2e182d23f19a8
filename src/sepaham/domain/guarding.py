"""
What is to be escorted and guarded: the journeys of a movement plan, and where goods lie in between.

A store is guarded from when goods come in until the last of them left. Where no movement plan is in force the
plan's trips are known without their hours, and so are their escorts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.escorts import STATIONS, STORE, TRIP, Escorts, Grading, Want
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Journey, Movement
from sepaham.domain.plan import Plan, Trip

HOME = "/home"
VOTE_CLOSES = time(18)
"""Until when polling stations are watched where no journey home is planned."""
_HALF_DAY = timedelta(hours=12)
_Hours = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Job:
    """
    One thing to escort or to guard.

    Attributes:
        what: ``trip``, ``store`` or ``stations``.
        about: The trip's id, or the place; on the way home with `HOME`.
        leg: The trip's leg; '' for a place.
        region: Where it begins: the store, or the store a journey starts from.
        starts_at, ends_at: From when to when; None where no movement plan says.
        grade: How prone it is.
        wants: Who is needed.
        places: Where a trip goes.
    """

    what: str
    about: str
    leg: str
    region: str
    starts_at: datetime | None
    ends_at: datetime | None
    grade: str
    wants: tuple[Want, ...]
    places: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what it is called."""
        return f"{self.what}:{self.about}"

    @property
    def officers(self) -> int:
        """Return how many officers it asks for at a time."""
        return sum(want.officers for want in self.wants)


def jobs_of(
    *,
    plan: Plan,
    movement: Movement | None,
    escorts: Escorts,
    grading: Grading,
    stations: Mapping[str, Iterable[str]],
    closes_at: datetime,
) -> list[Job]:
    """
    Return everything that somebody must escort or guard, in the order of the way, then of the places.

    Args:
        plan: The plan in force, for its load lists.
        movement: The movement plan in force.
        escorts: The patterns.
        grading: How prone places are.
        stations: The keys of the polling stations of each desa.
        closes_at: Until when polling stations are watched where no journey home is planned.
    """
    journeys = movement.journeys if movement else {}
    trips = movement.trips if movement else plan.trips
    found = [
        _along(trip, journeys.get(trip.id), plan.lists, escorts, grading)
        for trip in sorted(trips.values(), key=lambda trip: (LEGS[trip.leg].stage, trip.region, trip.id))
    ]
    if movement:
        found += _stores(movement, escorts, grading)
        found += _stations(movement, escorts, grading, stations, closes_at)
    return [job for job in found if job.wants]


def _along(
    trip: Trip, journey: Journey | None, lists: Mapping[str, LoadList], escorts: Escorts, grading: Grading
) -> Job:
    places = [lists[hash_].region for hash_ in trip.lists if hash_ in lists] or [trip.region]
    grade = grading.worst(places)
    return Job(
        what=TRIP,
        about=trip.id,
        leg=trip.leg,
        region=_start(trip),
        starts_at=journey.departs_at if journey else None,
        ends_at=journey.returns_at if journey else None,
        grade=grade,
        wants=escorts.for_trip(leg=trip.leg, grade=grade),
        places=tuple(dict.fromkeys(places)),
    )


def _start(trip: Trip) -> str:
    """Return the store a trip starts from: one level above the places of its leg."""
    return ancestor(trip.region, Level(LEGS[trip.leg].level - 1))


def _stores(movement: Movement, escorts: Escorts, grading: Grading) -> list[Job]:
    """Return the stores that hold goods, out and home, each for as long as they do."""
    found = []
    for homeward in (False, True):
        comes, goes = _flows(movement, homeward=homeward)
        for region in sorted(comes.keys() | goes.keys(), key=lambda r: (level_of(r), r)):
            starts_at, ends_at = _window(comes.get(region, []), goes.get(region, []))
            grade = grading.of(region)
            wants = escorts.for_store(region=region, grade=grade)
            if starts_at and ends_at and starts_at < ends_at and level_of(region) < Level.TPS:
                about = f"{region}{HOME}" if homeward else region
                found.append(Job(STORE, about, "", region, starts_at, ends_at, grade, wants))
    return found


def _flows(
    movement: Movement, *, homeward: bool
) -> tuple[Mapping[str, list[datetime]], Mapping[str, list[datetime]]]:
    """Return when goods come into each place and when they leave it, on the way out or home."""
    comes: defaultdict[str, list[datetime]] = defaultdict(list)
    goes: defaultdict[str, list[datetime]] = defaultdict(list)
    for journey in movement.journeys.values():
        if LEGS[journey.leg].homeward is not homeward:
            continue
        base, start = (comes, journey.returns_at) if homeward else (goes, journey.departs_at)
        base[journey.region].append(start)
        for halt in journey.halts:
            (goes if homeward else comes)[halt.region].append(halt.leaves_at if homeward else halt.arrives_at)
    return comes, goes


def _window(comes: list[datetime], goes: list[datetime]) -> _Hours:
    """Return from when until when a store holds goods; half a day where one end is not planned."""
    starts_at = min(comes) if comes else min(goes) - _HALF_DAY
    ends_at = max(goes) if goes else max(comes) + _HALF_DAY
    return starts_at, ends_at


def _stations(
    movement: Movement,
    escorts: Escorts,
    grading: Grading,
    stations: Mapping[str, Iterable[str]],
    closes_at: datetime,
) -> list[Job]:
    """Return the polling stations of each desa that goods were brought to, watched until they left."""
    comes, _ = _flows(movement, homeward=False)
    _, goes = _flows(movement, homeward=True)
    found = []
    for desa, keys in sorted(stations.items()):
        arrivals = [at for key in keys for at in comes.get(key, ())]
        if not arrivals:
            continue
        ends_at = max((at for key in keys for at in goes.get(key, ())), default=closes_at)
        grades = [grading.of(key) for key in keys]
        wants = escorts.for_stations(grades)
        if min(arrivals) < ends_at:
            found.append(Job(STATIONS, desa, "", desa, min(arrivals), ends_at, grading.worst(keys), wants))
    return found
