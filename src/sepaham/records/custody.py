"""The tables of the picture: readings of the log, replaced by `rebuild` and never the truth themselves."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from sepaham.domain.book import Changes
from sepaham.domain.custody import Handover, UnitState
from sepaham.domain.findings import Finding as DomainFinding
from sepaham.domain.picture import finding_row, handover_row, place_of, unit_row
from sepaham.domain.plan import Stage
from sepaham.domain.statement import Source
from sepaham.records.log import Log

_BATCH = 400


class Unit(models.Model):
    """Where a unit is."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    code = models.CharField(max_length=20)
    station = models.CharField(max_length=20)
    item = models.CharField(max_length=32)
    holder = models.CharField(max_length=64)
    stage = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=10)
    packed = models.BooleanField()
    moving = models.BooleanField()
    reached = models.BooleanField()
    used = models.BooleanField()
    at = models.DateTimeField(null=True)
    last = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=12)
    seen = models.PositiveIntegerField()

    class Meta:
        """Table options."""

        db_table = "unit"
        constraints = [models.UniqueConstraint(fields=["log", "code"], name="unit_once")]
        indexes = [models.Index(fields=["log", "station", "place", "reached", "item"], name="unit_station")]


class Load(models.Model):
    """A load list and what was stated of it."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    hash = models.CharField(max_length=64)
    leg = models.CharField(max_length=12)
    step = models.PositiveIntegerField()
    giver = models.CharField(max_length=64)
    receiver = models.CharField(max_length=64)
    region = models.CharField(max_length=20)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    units = models.JSONField()
    given_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    seen = models.PositiveIntegerField()
    source = models.CharField(max_length=12)

    class Meta:
        """Table options."""

        db_table = "load"
        constraints = [models.UniqueConstraint(fields=["log", "hash"], name="load_once")]
        indexes = [models.Index(fields=["log", "region"], name="load_region")]


class Finding(models.Model):
    """What needs a look, or needed one."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    key = models.CharField(max_length=16)
    rule = models.CharField(max_length=32)
    severity = models.CharField(max_length=10)
    subject = models.CharField(max_length=160)
    region = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    values = models.JSONField()
    basis = models.JSONField()
    units = models.JSONField()

    class Meta:
        """Table options."""

        db_table = "finding"
        constraints = [models.UniqueConstraint(fields=["log", "key"], name="finding_once")]
        indexes = [models.Index(fields=["log", "region", "since"], name="finding_region")]


def save(log: Log, changes: Changes) -> None:
    """Write what a settled book says changed."""
    Finding.objects.filter(log=log, key__in=changes.gone).delete()
    _upsert(Finding, "key", [_finding(log, f) for f in changes.findings.values()])
    _upsert(Unit, "code", [_unit(log, state) for state in changes.units])
    _upsert(Load, "hash", [_load(log, handover) for handover in changes.handovers])


def clear(log: Log) -> None:
    """Throw the picture's tables of a log away, for a rebuild."""
    for table in (Finding, Unit, Load):
        table.objects.filter(log=log).delete()


def _upsert(table: type[models.Model], key: str, rows: list[Any]) -> None:
    fields = [f.name for f in table._meta.concrete_fields if f.name not in {"id", "log", key}]  # noqa: SLF001
    table._default_manager.bulk_create(  # noqa: SLF001
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["log", key], update_fields=fields
    )


def _unit(log: Log, state: UnitState) -> Unit:
    return Unit(
        log=log,
        code=state.code,
        station=state.station,
        item=state.item,
        holder=state.holder,
        stage=int(state.stage),
        place=place_of(state),
        packed=state.packed,
        moving=state.moving,
        reached=state.reached,
        used=state.used,
        at=state.at,
        last=state.last,
        source=state.source.value,
        seen=state.seen,
    )


def unit_state(row: Unit) -> UnitState:
    """Return a row as the domain's value."""
    return UnitState(
        code=row.code,
        station=row.station,
        item=row.item,
        holder=row.holder,
        stage=Stage(row.stage),
        packed=row.packed,
        moving=row.moving,
        reached=row.reached,
        used=row.used,
        at=row.at,
        last=row.last,
        source=Source(row.source),
        seen=row.seen,
    )


def _load(log: Log, handover: Handover) -> Load:
    stated = (*handover.given[:1], *handover.received[:1])
    return Load(
        log=log,
        hash=handover.hash,
        leg=handover.load.leg,
        step=handover.load.step,
        giver=handover.load.giver,
        receiver=handover.load.receiver,
        region=handover.load.region,
        opens_at=handover.load.opens_at,
        closes_at=handover.load.closes_at,
        units=list(handover.load.units),
        given_at=handover.given[0].at if handover.given else None,
        received_at=handover.received[0].at if handover.received else None,
        seen=len(handover.seen),
        source=stated[0].statement.source.value if stated else "",
    )


def _finding(log: Log, finding: DomainFinding) -> Finding:
    return Finding(
        log=log,
        key=finding.key,
        rule=finding.rule,
        severity=finding.severity.value,
        subject=finding.subject,
        region=finding.region,
        since=finding.since,
        until=finding.until,
        values=dict(finding.values),
        basis=list(finding.basis),
        units=list(finding.units),
    )


def finding_value(row: Finding) -> DomainFinding:
    """Return a row as the domain's value."""
    return DomainFinding(
        rule=row.rule,
        subject=row.subject,
        region=row.region,
        since=row.since,
        until=row.until,
        values=row.values,
        basis=tuple(row.basis),
        units=tuple(row.units),
    )


def picture_rows(log: Log) -> Iterator[list[Any]]:
    """Yield the rows of the picture as its digest reads them, out of the tables."""
    for unit in Unit.objects.filter(log=log).iterator():
        yield unit_row(unit_state(unit))
    for finding in Finding.objects.filter(log=log).iterator():
        yield finding_row(finding_value(finding))
    for load in Load.objects.filter(log=log).iterator():
        yield handover_row(hash_=load.hash, given_at=load.given_at, received_at=load.received_at, seen=load.seen)
