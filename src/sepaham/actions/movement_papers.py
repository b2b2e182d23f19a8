"""Numbers of the papers of trips, and the note of who printed whom they name."""

from collections.abc import Iterable
from datetime import datetime

from sepaham.actions.papers import number_paper
from sepaham.domain.movement import Journey
from sepaham.records.log import Log
from sepaham.records.papers import numbers_of
from sepaham.records.people import RestrictedRead


def number_waybills(*, log: Log, office: str, journeys: Iterable[Journey], at: datetime) -> None:
    """Give an office's waybills their numbers, in the order the trips leave; those that have one keep it."""
    found = sorted(journeys, key=lambda journey: (journey.departs_at, journey.id))
    known = numbers_of(log=log, kind="waybill", subjects=[journey.id for journey in found])
    for journey in found:
        if journey.id not in known:
            number_paper(
                log=log, office=office, kind="waybill", subject=journey.id, region=journey.region, at=at
            )


def note_print(*, account: str, office: str, subject: str, region: str, at: datetime) -> None:
    """Note that an account printed papers that name drivers and their plates."""
    RestrictedRead.objects.create(
        account=account, office=office, what="trip-papers", subject=subject, region=region, at=at
    )
