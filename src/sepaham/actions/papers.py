"""How an office's papers are headed and numbered: once given, a number stays with its paper."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sepaham.domain.base import digest
from sepaham.exchange.papers.letterhead import Heading, short_office, write_paper_number
from sepaham.records.log import Log, keep_blob, lock
from sepaham.records.names import namer
from sepaham.records.papers import Letterhead, Paper, PrintedPaper, heading_of, number_of


def keep_letterhead(*, office: str, heading: Heading) -> None:
    """Keep how an office writes; papers already numbered keep their numbers."""
    Letterhead.objects.update_or_create(
        office=office,
        defaults={
            "heading": list(heading.lines),
            "address": heading.address,
            "place": heading.place,
            "pattern": heading.pattern,
            "copies": list(heading.copies),
        },
    )


def number_paper(*, log: Log, office: str, kind: str, subject: str, region: str, at: datetime) -> str:
    """
    Return the number of an office's paper, giving it the office's next one if it has none yet.

    Args:
        log: Whose: a drill numbers apart.
        office: Whose paper it is.
        kind: One of `MARKS` of letterheads; all kinds share one row of numbers.
        subject: What the paper is about, by its key.
        region: Where; its day is written in the number.
        at: The hour.
    """
    known = number_of(log=log, office=office, kind=kind, subject=subject)
    if known:
        return known
    with transaction.atomic():
        lock(log)
        known = number_of(log=log, office=office, kind=kind, subject=subject)
        return known or _give(log=log, office=office, kind=kind, subject=subject, region=region, at=at)


def _give(*, log: Log, office: str, kind: str, subject: str, region: str, at: datetime) -> str:
    last = Paper.objects.filter(log=log, office=office).aggregate(last=Max("place"))["last"] or 0
    number = write_paper_number(
        pattern=heading_of(office).pattern,
        place=last + 1,
        kind=kind,
        office=short_office(office, namer()),
        at=at,
        region=region,
    )
    Paper.objects.create(
        log=log, office=office, kind=kind, subject=subject, place=last + 1, number=number, made_at=at
    )
    return number


def keep_printed(
    *, log: Log, office: str, kind: str, subject: str, region: str, number: str, data: bytes, at: datetime
) -> str:
    """
    Keep a paper as it was printed to be signed, so that its hash can be made again, and return that hash.

    Args:
        log: Whose.
        office: Whose paper it is.
        kind: ``minutes``, ``agreement`` or ``attendance``.
        subject: What it is about, by its key.
        region: The area it is about.
        number: The paper's own; '' for none.
        data: The file.
        at: The hour.
    """
    sha256 = digest(data)
    with transaction.atomic():
        keep_blob(sha256=sha256, data=data)
        PrintedPaper.objects.get_or_create(
            log=log,
            subject=subject,
            sha256=sha256,
            defaults={"office": office, "kind": kind, "region": region, "number": number, "made_at": at},
        )
    return sha256
