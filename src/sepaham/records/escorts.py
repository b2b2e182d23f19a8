"""Escorts and guards: strength of posts, grades of places, what was proposed, asked and answered."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from sepaham.domain import duties as domain
from sepaham.domain.base import Level, ancestor, local_zone
from sepaham.domain.escorting import KINDS, Asked, asked_of
from sepaham.domain.escorts import Escorts, Grading
from sepaham.domain.facts import Fact
from sepaham.domain.guarding import VOTE_CLOSES, Job, jobs_of
from sepaham.domain.register import LINES
from sepaham.domain.threats import Threats
from sepaham.records import foundations
from sepaham.records.exposure import exposed
from sepaham.records.facts import facts
from sepaham.records.log import Log
from sepaham.records.register import stations


class Squad(models.Model):
    """Officers of one post who are alike: a number, never names."""

    key = models.CharField(max_length=120, unique=True)
    office = models.CharField(max_length=64, db_index=True)
    region = models.CharField(max_length=20)
    officers = models.PositiveIntegerField()
    skills = models.JSONField(default=list)

    class Meta:
        """Table options."""

        db_table = "squad"


class Grade(models.Model):
    """How prone a place is, as its police say."""

    region = models.CharField(max_length=20, unique=True)
    grade = models.CharField(max_length=12)

    class Meta:
        """Table options."""

        db_table = "grade"


class Roster(models.Model):
    """One proposal of escorts and guards, as `sepaham escort propose --json` answers."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    made_at = models.DateTimeField()
    movement = models.CharField(max_length=64, blank=True)
    result = models.JSONField()

    class Meta:
        """Table options."""

        db_table = "roster"
        indexes = [models.Index(fields=["log", "made_at"], name="roster_made")]


def squads() -> list[domain.Squad]:
    """Return the squads in the order of their offices."""
    return [
        domain.Squad(
            row.key,
            row.office,
            LINES[row.office.partition(":")[0]].institution,
            row.region,
            row.officers,
            frozenset(row.skills),
        )
        for row in Squad.objects.order_by("office", "key")
    ]


def grading(*, escorts: Escorts, exposure: Mapping[str, int]) -> Grading:
    """Return how prone places are: as their police say, else by agreed exposure."""
    return Grading(dict(Grade.objects.values_list("region", "grade")), exposure, escorts.thresholds)


def jobs(*, log: Log, escorts: Escorts, shipped: Threats) -> list[Job]:
    """Return everything somebody must escort or guard, by the plans in force and what was agreed."""
    kabupaten = log.origin.split("/")[1]
    at_desa: defaultdict[str, list[str]] = defaultdict(list)
    for station in stations(ancestor(kabupaten, Level.KABUPATEN)):
        at_desa[station.desa].append(station.key)
    day = datetime.fromisoformat(log.origin.split("/")[2]).date()
    return jobs_of(
        plan=foundations.plan_in_force(log),
        movement=foundations.movement_in_force(log),
        escorts=escorts,
        grading=grading(escorts=escorts, exposure=exposed(log=log, shipped=shipped).by_region),
        stations=at_desa,
        closes_at=datetime.combine(day, VOTE_CLOSES, local_zone(kabupaten)),
    )


def asked(*, log: Log) -> list[Asked]:
    """Return what was asked for escorts, with the answers that count."""
    return asked_of(facts(log=log, kinds=KINDS))


def newest_roster(*, log: Log) -> Roster | None:
    """Return the newest proposal; None before there is any."""
    return Roster.objects.filter(log=log).order_by("-made_at", "-id").first()


def promised(*, log: Log, draw: str) -> Mapping[str, Any] | None:
    """Return what bound a draw, the first in the log; None where nothing did."""
    found = _bound(log, draw)
    return found.body if found else None


def _bound(log: Log, draw: str) -> Fact | None:
    """Return what bound a draw: the first in the log, whatever hour another claims."""
    found = facts(log=log, kinds=("draw.commit",), subject=draw)
    return min(found, key=lambda fact: fact.index, default=None)


def shown_seeds(*, log: Log, draw: str) -> dict[int, str]:
    """Return the seeds that whoever bound a draw showed of it, by round; of two the first in the log."""
    bound = _bound(log, draw)
    found = facts(log=log, kinds=("draw.reveal",), subject=draw) if bound else []
    own = sorted((fact for fact in found if fact.actor == bound.actor), key=lambda fact: -fact.index)
    return {fact.body["round"]: fact.body["seed"] for fact in own}
