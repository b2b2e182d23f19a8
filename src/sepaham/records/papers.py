"""What printed papers need besides the log: letterheads, numbers given out, photos of signed copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from sepaham.exchange.envelopes import statement_in
from sepaham.exchange.papers.letterhead import Heading
from sepaham.records.log import Log, disclosure

_SOME = 500


class Letterhead(models.Model):
    """How an office writes: its heading, place, numbering and who gets copies (tembusan)."""

    office = models.CharField(max_length=64, primary_key=True)
    heading = models.JSONField(default=list)
    address = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80, blank=True)
    pattern = models.CharField(max_length=80, blank=True)
    copies = models.JSONField(default=list)

    class Meta:
        """Table options."""

        db_table = "letterhead"


class Paper(models.Model):
    """A number given to a paper: the same paper of an office always bears the same number."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    office = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "paper"
        constraints = [
            models.UniqueConstraint(fields=["log", "office", "kind", "subject"], name="paper_once"),
            models.UniqueConstraint(fields=["log", "office", "kind", "place"], name="paper_place"),
        ]


class PrintedPaper(models.Model):
    """A paper as it was printed to be signed, kept byte for byte: its bytes are a blob, under their hash."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    office = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    region = models.CharField(max_length=20)
    number = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "printed_paper"
        constraints = [models.UniqueConstraint(fields=["log", "subject", "sha256"], name="printed_once")]


class Photo(models.Model):
    """A photo of a signed paper or of goods; its bytes are a blob. Restricted: reading it is noted."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    region = models.CharField(max_length=20)
    office = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "photo"


class PhotoPart(models.Model):
    """What has come of a photo an office's phone is sending, until it is whole."""

    sha256 = models.CharField(max_length=64)
    office = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    data = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "photo_part"
        constraints = [models.UniqueConstraint(fields=["sha256", "office"], name="photo_part_once")]


class Upload(models.Model):
    """A file an officer handed in, kept until it is accepted or thrown away."""

    account = models.ForeignKey("records.Account", on_delete=models.CASCADE)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "upload"
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="upload_once")]


def heading_of(office: str) -> Heading:
    """Return how an office writes; an empty heading where it has not said."""
    row = Letterhead.objects.filter(pk=office).first()
    if row is None:
        return Heading()
    return Heading(tuple(row.heading), row.address, row.place, row.pattern, tuple(row.copies))


def number_of(*, log: Log, office: str, kind: str, subject: str) -> str:
    """Return the number an office gave to a paper; '' while it has none."""
    rows = Paper.objects.filter(log=log, office=office, kind=kind, subject=subject)
    return rows.values_list("number", flat=True).first() or ""


def numbers_of(*, log: Log, kind: str, subjects: Sequence[str]) -> dict[str, str]:
    """Return the numbers given to papers of a kind, by what they are about; those without one left out."""
    found: dict[str, str] = {}
    for start in range(0, len(subjects), _SOME):
        rows = Paper.objects.filter(log=log, kind=kind, subject__in=subjects[start : start + _SOME])
        found.update(rows.values_list("subject", "number"))
    return found


@dataclass(frozen=True, slots=True)
class Pictured:
    """A statement that came with photos: what it says, by whom, where in the log, and the photos by hash."""

    index: int
    key: str
    kind: str
    actor: str
    region: str
    at: datetime
    body: Any
    photos: tuple[str, ...]


def pictured(*, log: Log, index: int) -> Pictured | None:
    """Return the statement with photos at a place in the log; None where there is none."""
    opened = disclosure(log, index)
    if opened is None:
        return None
    told = statement_in(opened.envelope)
    photos = tuple(told.body.get("photos", ()))
    if not photos:
        return None
    return Pictured(index, told.id, told.kind, told.actor, told.region, opened.received_at, told.body, photos)
