"""Strength of posts, grades of places and proposals of escorts, written down; nothing here enters the log."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.domain import duties as domain
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


def keep_roster(*, log: Log, result: Mapping[str, Any], at: datetime) -> None:
    """Keep a proposal of escorts for the pages; earlier ones go."""
    with transaction.atomic():
        Roster.objects.filter(log=log).delete()
        Roster.objects.create(
            log=log,
            made_at=at,
            movement=foundations.declared(log=log, what="movement"),
            result=dict(result),
        )
