"""
Telling where a trip is: taken only while it is under way, never a statement, thrown away in time.

A position is a hint for those who wait and those who guard; who may see it is the reader's business.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.trips import Run
from sepaham.errors import SepahamError
from sepaham.records.log import Log
from sepaham.records.positions import Position, Tracker

DEGREE = 10_000_000
KEPT = timedelta(days=30)
"""How long positions are kept unless told otherwise."""
APART = timedelta(seconds=10)
"""Positions of one trip closer than this are one."""
_AFTER = timedelta(hours=12)
_LATE, _EARLY = timedelta(days=1), timedelta(minutes=10)
_MOST_ACCURACY = 100_000
_NAME = 16


class PositionError(SepahamError):
    """A position that is none."""


@dataclass(frozen=True, slots=True)
class Told:
    """A position as it was told: 1e-7 degrees, metres, and the hour it claims."""

    lat: int
    lon: int
    accuracy: int
    at: datetime


def is_under_way(run: Run, at: datetime) -> bool:
    """Tell whether a trip has departed and not ended: not at all its stops, nor long past its planned end."""
    ends = run.closes_at
    return bool(run.departed) and not run.has_arrived and (ends is None or at <= ends + _AFTER)


def make_tracker(*, log: Log, trip: str, at: datetime) -> str:
    """Return a trip's random name, drawn the first time it is asked for."""
    row, _ = Tracker.objects.get_or_create(
        log=log, trip=trip, defaults={"name": secrets.token_urlsafe(_NAME), "made_at": at}
    )
    return row.name


def keep_position(*, log: Log, trip: str, told: Told, at: datetime) -> bool:
    """
    Keep where a trip under way is; False where its last position is but a moment old.

    Args:
        log: The log the trip is of.
        trip: The trip, found to be under way.
        told: Where it is; an hour that cannot be right is replaced by the hour of receipt.
        at: The hour of receipt.

    Raises:
        PositionError: There is no such place on earth.
    """
    if abs(told.lat) > 90 * DEGREE or abs(told.lon) > 180 * DEGREE or told.accuracy < 0:
        raise PositionError("Latitude, longitude or accuracy is beyond what there is.", "position.form")
    hour = told.at if at - _LATE <= told.at <= at + _EARLY else at
    near = Position.objects.filter(log=log, trip=trip, at__gt=hour - APART, at__lt=hour + APART)
    if near.exists():
        return False
    Position.objects.create(
        log=log, trip=trip, at=hour, lat=told.lat, lon=told.lon, accuracy=min(told.accuracy, _MOST_ACCURACY)
    )
    return True


def purge_positions(*, before: datetime) -> int:
    """Throw positions from before an hour away, and the names of trips made before it; return how many."""
    Tracker.objects.filter(made_at__lt=before).delete()
    return Position.objects.filter(at__lt=before).delete()[0]
