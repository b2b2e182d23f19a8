"""Where vehicles were: telemetry beside the log, of trips under way, thrown away after its own time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from sepaham.records.log import Log


class Tracker(models.Model):
    """The random name under which one trip's position is told by an app that holds no key."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    trip = models.CharField(max_length=64)
    name = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "tracker"
        constraints = [models.UniqueConstraint(fields=["log", "trip"], name="tracker_once")]


class Position(models.Model):
    """One place of one trip at one hour, in 1e-7 degrees; accuracy in metres, 0 where it was not told."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    trip = models.CharField(max_length=64)
    at = models.DateTimeField()
    lat = models.IntegerField()
    lon = models.IntegerField()
    accuracy = models.PositiveIntegerField(default=0)

    class Meta:
        """Table options."""

        db_table = "position"
        indexes = [
            models.Index(fields=["log", "trip", "at"], name="position_trip"),
            models.Index(fields=["at"], name="position_at"),
        ]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trip was last, in 1e-7 degrees, when, and to how many metres."""

    at: datetime
    lat: int
    lon: int
    accuracy: int


def last_place(*, log: Log, trip: str) -> Place | None:
    """Return where a trip was last; None where nobody told."""
    row = Position.objects.filter(log=log, trip=trip).order_by("-at", "-id").first()
    return Place(row.at, row.lat, row.lon, row.accuracy) if row else None


def tracker_name(*, log: Log, trip: str) -> str:
    """Return the random name of a trip; '' while none was made."""
    return Tracker.objects.filter(log=log, trip=trip).values_list("name", flat=True).first() or ""


def tracked_trip(*, log: Log, name: str) -> str:
    """Return the trip of a random name; '' where there is none."""
    return Tracker.objects.filter(log=log, name=name).values_list("trip", flat=True).first() or ""
