"""Strength of posts, grades of places and proposals of escorts, written down; nothing enters the log."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.actions.gateway import region_of
from sepaham.domain import duties as domain
from sepaham.domain.base import local_zone
from sepaham.domain.escorts import Escorts
from sepaham.domain.guarding import Job
from sepaham.domain.rostering import Told, propose
from sepaham.domain.routing import Budget
from sepaham.exchange.escorts import proposal_to_dict
from sepaham.gateways import library
from sepaham.records import escorts as records
from sepaham.records import foundations
from sepaham.records.escorts import Grade, Roster, Squad
from sepaham.records.log import Log


def replace_squads(*, found: Iterable[domain.Squad]) -> int:
    """Write down how many officers the offices named have, in place of what was known of them."""
    rows = [
        Squad(key=s.id, office=s.office, region=s.region, officers=s.officers, skills=sorted(s.skills))
        for s in found
    ]
    with transaction.atomic():
        Squad.objects.filter(office__in={row.office for row in rows}).delete()
        Squad.objects.bulk_create(rows)
    return len(rows)


def keep_grades(*, found: Mapping[str, str]) -> int:
    """Write down how prone places are; places not named stay as they were."""
    rows = [Grade(region=region, grade=grade) for region, grade in found.items()]
    with transaction.atomic():
        Grade.objects.bulk_create(
            rows, update_conflicts=True, update_fields=["grade"], unique_fields=["region"]
        )
    return len(rows)


def propose_roster(
    *,
    log: Log,
    escorts: Escorts,
    assigner: domain.Assigner,
    budget: Budget,
    at: datetime,
    told: Told = lambda _done, _all: None,
) -> dict[str, Any]:
    """
    Propose who escorts and guards what by the plans in force, keep it for the pages and return it.

    Args:
        log: Whose.
        escorts: The patterns.
        assigner: Who assigns.
        budget: How long to search.
        at: The hour.
        told: Told how far it is.
    """
    jobs = records.jobs(log=log, escorts=escorts, shipped=library.threats())
    squads = records.squads()
    timed = [job for job in jobs if job.starts_at and job.ends_at]
    found = propose(
        jobs=jobs,
        squads=squads,
        shifts=_shifts(log, timed, escorts),
        rest_minutes=escorts.rest_minutes,
        minutes=domain.assumed_minutes(escorts.between_minutes),
        assigner=assigner,
        budget=budget,
        told=told,
    )
    by_id = {squad.id: squad for squad in squads}
    result = proposal_to_dict(found, jobs=jobs, squads=by_id)
    _keep(log=log, result=result, at=at)
    return result


def _shifts(log: Log, timed: Sequence[Job], escorts: Escorts) -> tuple[domain.Shift, ...]:
    """Return the shifts over some jobs; none where there are no jobs."""
    if not timed:
        return ()
    return domain.shifts_over(
        first=min(job.starts_at for job in timed if job.starts_at),
        last=max(job.ends_at for job in timed if job.ends_at),
        starts=escorts.starts,
        zone=local_zone(region_of(log.origin)),
    )


def _keep(*, log: Log, result: Mapping[str, Any], at: datetime) -> None:
    """Keep a proposal of escorts for the pages; earlier ones go."""
    with transaction.atomic():
        Roster.objects.filter(log=log).delete()
        Roster.objects.create(
            log=log,
            made_at=at,
            movement=foundations.declared(log=log, what="movement"),
            result=dict(result),
        )
