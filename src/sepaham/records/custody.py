"""The tables of the picture: readings of the log, replaced by `rebuild` and never the truth themselves."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from sepaham.domain.changes import Changes
from sepaham.domain.custody import Handover, UnitState
from sepaham.domain.findings import Finding as DomainFinding
from sepaham.domain.loads import Stage
from sepaham.domain.picture import finding_row, handover_row, place_of, unit_row
from sepaham.domain.statement import Source
from sepaham.records import facts
from sepaham.records.bulk import columns, table_of, upsert_rows
from sepaham.records.log import Log


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
    if changes.gone:
        Finding.objects.filter(log=log, key__in=changes.gone).delete()
    if changes.units_gone:
        gone = sorted(changes.units_gone)
        for start in range(0, len(gone), 500):
            Unit.objects.filter(log=log, code__in=gone[start : start + 500]).delete()
    if changes.dropped:
        Load.objects.filter(log=log, hash__in=changes.dropped).delete()
    upsert_rows(
        table_of(Finding), _FINDING, ("log_id", "key"), [_finding(log, f) for f in changes.findings.values()]
    )
    upsert_rows(table_of(Unit), _UNIT, ("log_id", "code"), [_unit(log, state) for state in changes.units])
    upsert_rows(
        table_of(Load), _LOAD, ("log_id", "hash"), [_load(log, handover) for handover in changes.handovers]
    )
    facts.save(log, changes)


def clear(log: Log) -> None:
    """Throw the picture's tables of a log away, for a rebuild."""
    for table in (Finding, Unit, Load):
        table.objects.filter(log=log).delete()
    facts.clear(log)


_UNIT, _LOAD, _FINDING = columns(Unit), columns(Load), columns(Finding)


def _unit(log: Log, state: UnitState) -> tuple[Any, ...]:
    """Return a unit's row, in the order of its columns."""
    return (
        log.pk,
        state.code,
        state.station,
        state.item,
        state.holder,
        int(state.stage),
        place_of(state),
        state.packed,
        state.moving,
        state.reached,
        state.used,
        state.at,
        state.last,
        state.source.value,
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
    )


def _load(log: Log, handover: Handover) -> tuple[Any, ...]:
    """Return a load list's row, in the order of its columns."""
    load, stated = handover.load, (*handover.given[:1], *handover.received[:1])
    return (
        log.pk,
        handover.hash,
        load.leg,
        load.step,
        load.giver,
        load.receiver,
        load.region,
        load.opens_at,
        load.closes_at,
        list(load.units),
        handover.given[0].at if handover.given else None,
        handover.received[0].at if handover.received else None,
        len(handover.seen),
        stated[0].statement.source.value if stated else "",
    )


def _finding(log: Log, finding: DomainFinding) -> tuple[Any, ...]:
    """Return a finding's row, in the order of its columns."""
    return (
        log.pk,
        finding.key,
        finding.rule,
        finding.severity.value,
        finding.subject,
        finding.region,
        finding.since,
        finding.until,
        dict(finding.values),
        list(finding.basis),
        list(finding.units),
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
        yield handover_row(
            hash_=load.hash, given_at=load.given_at, received_at=load.received_at, seen=load.seen
        )
    yield from facts.fact_rows(log)
