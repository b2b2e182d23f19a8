"""
The log on disk.

`Entry` is the log itself: commitments at their places, never changed or removed (the database refuses).
`Disclosure` holds what opens a commitment, and is what a lawful erasure takes away. `Statement` is a reading
of it for queries, rebuilt by replay.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from sepaham.domain.statement import Entry as DomainEntry
from sepaham.domain.statement import Statement as DomainStatement
from sepaham.domain.units import station_of
from sepaham.exchange.envelopes import microseconds, statement_in, stub_bytes
from sepaham.ledger.commitment import commit
from sepaham.records.bulk import insert_rows, table_of


class Log(models.Model):
    """One log: its origin names kabupaten, day and whether it is real or a drill."""

    origin = models.CharField(max_length=120, unique=True)
    drill = models.BooleanField()
    illustrative = models.BooleanField()
    simulated = models.BooleanField()
    opened_at = models.DateTimeField()
    rules = models.PositiveSmallIntegerField()

    class Meta:
        """Table options."""

        db_table = "log"


class Entry(models.Model):
    """A commitment at its place: SHA-256 over salt, receipt time and envelope."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    index = models.PositiveBigIntegerField()
    commitment = models.BinaryField(max_length=32)

    class Meta:
        """Table options."""

        db_table = "entry"
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="entry_place")]


class Disclosure(models.Model):
    """What opens a commitment: salt, receipt time, envelope; erased, an empty salt and the stub."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    index = models.PositiveBigIntegerField()
    salt = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        """Table options."""

        db_table = "disclosure"
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="disclosure_place")]


class Statement(models.Model):
    """A statement as queries look for it."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    index = models.PositiveBigIntegerField()
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    office = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)
    region = models.CharField(max_length=20)
    load = models.CharField(max_length=64, blank=True)
    claimed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    answer = models.JSONField()

    class Meta:
        """Table options."""

        db_table = "statement"
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="statement_place"),
            models.UniqueConstraint(fields=["log", "key"], name="statement_once"),
        ]
        indexes = [
            models.Index(fields=["log", "region"], name="statement_region"),
            models.Index(fields=["log", "load"], name="statement_load"),
            models.Index(fields=["log", "kind", "index"], name="statement_kind"),
            models.Index(fields=["log", "office", "index"], name="statement_office"),
        ]


class Mention(models.Model):
    """A unit named by a statement that was made elsewhere than at the unit's own polling station."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    unit = models.CharField(max_length=20)
    index = models.PositiveBigIntegerField()

    class Meta:
        """Table options."""

        db_table = "mention"
        constraints = [models.UniqueConstraint(fields=["log", "unit", "index"], name="mention_once")]


class Quarantine(models.Model):
    """What came and could not be taken: kept, shown, and its hash entered in the log."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=64)
    message = models.TextField()
    sender = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    raw = models.BinaryField(null=True)
    notice = models.PositiveBigIntegerField()

    class Meta:
        """Table options."""

        db_table = "quarantine"
        constraints = [models.UniqueConstraint(fields=["log", "sha256"], name="quarantine_once")]


class Checkpoint(models.Model):
    """
    A signed head of the log.

    `made_at` is the hour on the wall, also where a simulation plays another; `quorum` tells whether enough
    witnesses of the policy then in force matched it.
    """

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    quorum = models.BooleanField(default=False)

    class Meta:
        """Table options."""

        db_table = "checkpoint"
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="checkpoint_size")]


class Blob(models.Model):
    """A file kept by its hash: a base fact, later a photo."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    class Meta:
        """Table options."""

        db_table = "blob"


def lock(log: Log) -> None:
    """Let no other writer in until the transaction ends (on SQLite, BEGIN IMMEDIATE does it)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [log.pk])


def tail(log: Log, size: int) -> tuple[int, bytes]:
    """Return how many entries the log has and the commitment of entry number `size` - 1, if it is there."""
    last = Entry.objects.filter(log=log).aggregate(models.Max("index"))["index__max"]
    at = (
        Entry.objects.filter(log=log, index=size - 1).values_list("commitment", flat=True).first()
        if size
        else None
    )
    return (0 if last is None else last + 1), bytes(at or b"")


def commitments_between(log: Log, first: int, last: int) -> list[bytes]:
    """Return the log's commitments from one place to before another."""
    rows = Entry.objects.filter(log=log, index__gte=first, index__lt=last).order_by("index")
    return [bytes(row) for row in rows.values_list("commitment", flat=True)]


def commitments(log: Log, start: int = 0) -> Iterator[bytes]:
    """Yield the log's commitments in order."""
    rows = (
        Entry.objects.filter(log=log, index__gte=start).order_by("index").values_list("commitment", flat=True)
    )
    for row in rows.iterator(chunk_size=5000):
        yield bytes(row)


def entries(log: Log, start: int = 0) -> Iterator[DomainEntry]:
    """Yield the log's statements in order, each base fact with its file."""
    rows = Disclosure.objects.filter(log=log, index__gte=start).order_by("index")
    for index, received_at, envelope in rows.values_list("index", "received_at", "envelope").iterator(
        chunk_size=5000
    ):
        statement = statement_in(bytes(envelope))
        file = blob(statement.body["sha256"]) if statement.kind == "base.declare" else b""
        yield DomainEntry(index, received_at, statement, file)


def append(log: Log, rows: Sequence[tuple[DomainEntry, bytes, bytes, bytes, dict[str, Any]]]) -> None:
    """Add entries: each with its commitment, salt, envelope and the answer its sender got."""
    insert_rows(
        table_of(Entry),
        ("log_id", "index", "commitment"),
        [(log.pk, e.index, commitment) for e, commitment, *_ in rows],
    )
    insert_rows(
        table_of(Disclosure),
        ("log_id", "index", "salt", "received_at", "envelope"),
        [(log.pk, e.index, salt, e.received_at, envelope) for e, _, salt, envelope, _ in rows],
    )
    index_statements(log, [(e, answer) for e, _, _, _, answer in rows])


_STATEMENT = (
    "log_id",
    "index",
    "key",
    "kind",
    "office",
    "actor",
    "region",
    "load",
    "claimed_at",
    "received_at",
    "answer",
)


def index_statements(log: Log, rows: Iterable[tuple[DomainEntry, dict[str, Any]]]) -> None:
    """Write the readings of statements that queries look for."""
    statements, mentions = [], []
    for entry, answer in rows:
        s = entry.statement
        load = s.body.get("list", "") if s.kind.startswith("handover.") else ""
        told = (s.id, s.kind, s.office, s.actor, s.region, load, s.at, entry.received_at, answer)
        statements.append((log.pk, entry.index, *told))
        mentions.extend((log.pk, unit, entry.index) for unit in mentioned(s))
    insert_rows(table_of(Statement), _STATEMENT, statements)
    insert_rows(table_of(Mention), ("log_id", "unit", "index"), mentions)


def mentioned(statement: DomainStatement) -> set[str]:
    """Return the units a statement names although it was made elsewhere than at their polling station."""
    body = statement.body
    named = {*body.get("units", ()), *body.get("seals", ()), *body.get("only", ())}
    named |= {row["unit"] for row in body.get("except", ())}
    return {code[:20] for code in named if not (code[:13].isdigit() and station_of(code) == statement.region)}


def keep_blob(*, sha256: str, data: bytes) -> None:
    """Keep a file by its hash; the same file twice is one."""
    Blob.objects.get_or_create(sha256=sha256, defaults={"data": data})


def blob(sha256: str) -> bytes:
    """Return a kept file."""
    return bytes(Blob.objects.get(pk=sha256).data)


@dataclass(frozen=True, slots=True)
class Opened:
    """What opens a commitment, and the region that decides who may have it."""

    salt: bytes
    received_at: datetime
    envelope: bytes
    region: str
    kind: str

    @property
    def received_us(self) -> int:
        """Return the receipt time as the commitment counts it."""
        return microseconds(self.received_at)


def disclosure(log: Log, index: int) -> Opened | None:
    """Return what opens an entry's commitment; None also where it was erased."""
    row = Disclosure.objects.filter(log=log, index=index).exclude(salt=b"").first()
    if row is None:
        return None
    envelope = bytes(row.envelope)
    statement = statement_in(envelope)
    return Opened(bytes(row.salt), row.received_at, envelope, statement.region, statement.kind)


def altered(log: Log) -> list[int]:
    """Return the places of entries that do not open as committed to, or were erased by no statement."""
    commitments_by_index = dict(Entry.objects.filter(log=log).values_list("index", "commitment"))
    rows = Disclosure.objects.filter(log=log).exclude(salt=b"")
    rows = rows.values_list("index", "salt", "received_at", "envelope")
    unlike = [
        index
        for index, salt, received_at, envelope in rows.iterator(chunk_size=5000)
        if bytes(commitments_by_index.get(index, b""))
        != commit(salt=bytes(salt), received_at=microseconds(received_at), envelope=bytes(envelope))
    ]
    return sorted([*unlike, *_erased_by_nobody(log)])


def _erased_by_nobody(log: Log) -> Iterator[int]:
    """Yield the places of erased entries whose stub is not the one an erasing statement bears."""
    places = Statement.objects.filter(log=log, kind="record.erase").values("index")
    erasing = Disclosure.objects.filter(log=log, index__in=places).values_list("envelope", flat=True)
    stubs = {told.body["index"]: stub_bytes(told) for told in map(statement_in, map(bytes, erasing))}
    for index, kept in Disclosure.objects.filter(log=log, salt=b"").values_list("index", "envelope"):
        if bytes(kept) != stubs.get(index):
            yield index


def logs() -> "models.QuerySet[Log]":
    """Return every log, the newest first."""
    return Log.objects.order_by("-pk")


def newest_checkpoint(log: Log) -> Checkpoint | None:
    """Return the log's newest signed head."""
    return Checkpoint.objects.filter(log=log).order_by("-size").first()


def quarantined(log: Log, *, offset: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
    """Return how much was quarantined and a page of it, newest first, without what it held."""
    rows = Quarantine.objects.filter(log=log).order_by("-pk")
    page = rows.values("sha256", "size", "reason", "message", "sender", "received_at", "notice")
    return rows.count(), list(page[offset : offset + limit])
