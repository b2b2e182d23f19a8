"""Trips under way as their positions tell, against the plan in force and the places that are known."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sepaham.domain.base import Level, level_of
from sepaham.domain.corridors import Fence, Spot
from sepaham.domain.following import (
    Fix,
    Followed,
    calls_of,
    expecting,
    follow,
    ground_of,
    needs_look,
    usual_pace,
)
from sepaham.domain.places import area_of
from sepaham.domain.travel import DEGREE, Point
from sepaham.domain.trips import Run
from sepaham.domain.watching import Alert
from sepaham.records import foundations, places
from sepaham.records.closures import closed_at
from sepaham.records.log import Log
from sepaham.records.positions import Position
from sepaham.records.register import Boundary

STORE_METRES = 200.0
"""What stands so near to a place that was told stands at it."""
SHOWN = 200
"""So many places of a trip are drawn at most."""


@dataclass(frozen=True, slots=True)
class Watched:
    """
    What is known of trips under way.

    Attributes:
        trips: Each trip.
        alerts: What needs a look, and what is explained.
        paths: Each trip's places in order, thinned.
        points: Where the places they call at are.
    """

    trips: tuple[Followed, ...]
    alerts: tuple[Alert, ...]
    paths: Mapping[str, tuple[Spot, ...]]
    points: Mapping[str, Spot]


def watched(*, log: Log, runs: Collection[Run], at: datetime) -> Watched:
    """
    Return what the positions of trips under way tell.

    Args:
        log: Whose.
        runs: The trips, departed.
        at: The hour it is asked for.
    """
    calls = {run.id: calls_of(run) for run in runs}
    told_places = places.told()
    fences = _fences({call.region for call in chain.from_iterable(calls.values())}, told_places)
    points = {region: (fence.lat, fence.lon) for region, fence in fences.items()}
    told = fixes(log=log, trips=calls)
    now = at.timestamp()

    trips = [follow(run, told.get(run.id, ()), points, at=now) for run in runs]
    usual = usual_pace(one.pace for one in trips)
    if usual is not None:
        trips = [expecting(one, at=now, pace=usual) for one in trips]
    stores = [_circle(code, spot) for code, spot in told_places.items() if level_of(code) <= Level.DESA]
    movement = foundations.movement_in_force(log)
    known = movement.closures if movement else ()
    detour = any(one.road not in known for one in closed_at(log=log, at=at))
    grounds = {id_: ground_of(made, fences, stores, detour=detour) for id_, made in calls.items()}
    return Watched(tuple(trips), tuple(needs_look(trips, grounds)), _paths(told), points)


def fixes(*, log: Log, trips: Collection[str]) -> Mapping[str, list[Fix]]:
    """Return the positions of trips, each trip's in the order of their hours, as the domain reads them."""
    rows = Position.objects.filter(log=log, trip__in=list(trips)).order_by("trip", "at", "id")
    found: defaultdict[str, list[Fix]] = defaultdict(list)
    for trip, at, lat, lon, accuracy in rows.values_list("trip", "at", "lat", "lon", "accuracy").iterator():
        found[trip].append((at.timestamp(), lat / DEGREE, lon / DEGREE, float(accuracy)))
    return found


def _fences(regions: Collection[str], told: Mapping[str, Point]) -> dict[str, Fence]:
    """Return the ground of places: around the spot that was told, else within the boundary."""
    found = {code: _circle(code, told[code]) for code in regions if code in told}
    rest = [code for code in regions if code not in told]
    for code, text in Boundary.objects.filter(code__in=rest).values_list("code", "geometry"):
        shape = json.loads(text)
        area = area_of(shape)
        if area:
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            ring = max((polygon[0] for polygon in polygons), key=len)
            middle = area[0].lat / DEGREE, area[0].lon / DEGREE
            found[code] = Fence(code, *middle, ring=tuple((spot[1], spot[0]) for spot in ring))
    return found


def _circle(code: str, spot: Point) -> Fence:
    return Fence(code, spot.lat / DEGREE, spot.lon / DEGREE, STORE_METRES)


def _paths(told: Mapping[str, Sequence[Fix]]) -> dict[str, tuple[Spot, ...]]:
    """Return each trip's places, few enough to be drawn, the last always among them."""
    found = {}
    for trip, fixes_ in told.items():
        step = max(1, len(fixes_) // SHOWN)
        found[trip] = tuple((lat, lon) for _, lat, lon, _ in fixes_[::-1][::step][::-1])
    return found
