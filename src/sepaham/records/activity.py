"""What was stated lately in some regions, as the log's index tells without opening the statements."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from sepaham.domain.base import local_zone
from sepaham.domain.kinds import FORETELL
from sepaham.records.log import Log, Statement
from sepaham.records.within import inside


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Which statements are asked for.

    Attributes:
        regions: Where they were made.
        plans: Whether the asker may know of movements before they are stated.
        office: Whose; '' for anyone's.
        line: Of which line of offices; '' for any.
        kind: Of which kind; '' for any.
        day: On which local day they came; None for any.
        before: Only those before this place in the log.
    """

    regions: tuple[str, ...]
    plans: bool
    office: str = ""
    line: str = ""
    kind: str = ""
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: where it stands in the log, who signed it for whom, what of, where and when."""

    index: int
    kind: str
    office: str
    actor: str
    region: str
    load: str
    claimed_at: datetime
    received_at: datetime


def latest(*, log: Log, asked: Asked, most: int) -> tuple[int, list[Said]]:
    """Return how many statements were made as asked, and the newest of them."""
    rows = Statement.objects.filter(inside(asked.regions), log=log)
    if not asked.plans:
        rows = rows.exclude(kind__in=FORETELL)
    if asked.office:
        rows = rows.filter(Q(actor=asked.office) | Q(office=asked.office))
    if asked.line:
        rows = rows.filter(actor__startswith=asked.line + ":")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.day:
        start = datetime.combine(asked.day, time(), local_zone(asked.regions[0]))
        rows = rows.filter(received_at__gte=start, received_at__lt=start + timedelta(days=1))
    count = rows.count()
    if asked.before is not None:
        rows = rows.filter(index__lt=asked.before)
    names = ("index", "kind", "office", "actor", "region", "load", "claimed_at", "received_at")
    return count, [Said(*row) for row in rows.order_by("-index").values_list(*names)[:most]]


def kinds_of(*, log: Log, asked: Asked) -> set[str]:
    """Return the kinds of statements made in some regions."""
    rows = Statement.objects.filter(inside(asked.regions), log=log)
    found = set(rows.order_by().values_list("kind", flat=True).distinct())
    return found if asked.plans else found - FORETELL
