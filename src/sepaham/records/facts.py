"""
Statements that count by themselves, one row each: goods by type, seals, packing, trips, nights, answers.

Like the tables of the picture they are a reading of the log, written from a settled book and replaced by
`rebuild`. Pages sum them up with the domain's pure functions.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models

from sepaham.domain.changes import Changes
from sepaham.domain.devices import Device as DomainDevice
from sepaham.domain.facts import Fact as DomainFact
from sepaham.domain.facts import fact_row
from sepaham.domain.statement import Source
from sepaham.records.bulk import columns, table_of, upsert_rows
from sepaham.records.log import Log
from sepaham.records.within import inside


class Fact(models.Model):
    """A statement that counts, with its body."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    key = models.CharField(max_length=64)
    index = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64, blank=True)
    actor = models.CharField(max_length=64)
    office = models.CharField(max_length=64)
    region = models.CharField(max_length=20)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    source = models.CharField(max_length=12)
    body = models.JSONField()

    class Meta:
        """Table options."""

        db_table = "fact"
        constraints = [models.UniqueConstraint(fields=["log", "key"], name="fact_once")]
        indexes = [
            models.Index(fields=["log", "kind", "subject"], name="fact_subject"),
            models.Index(fields=["log", "region"], name="fact_region"),
        ]


class Device(models.Model):
    """An enrolled key: whose it is, and whether it was revoked."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    device = models.CharField(max_length=64)
    office = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10)
    key = models.CharField(max_length=120)
    enrolled_by = models.CharField(max_length=64)
    enrolled_at = models.DateTimeField()
    revoked_from = models.PositiveBigIntegerField()

    class Meta:
        """Table options."""

        db_table = "device"
        constraints = [models.UniqueConstraint(fields=["log", "device"], name="device_once")]
        indexes = [models.Index(fields=["log", "office"], name="device_office")]


def save(log: Log, changes: Changes) -> None:
    """Write what a settled book says came or was corrected."""
    if changes.facts_gone:
        Fact.objects.filter(log=log, key__in=changes.facts_gone).delete()
    upsert_rows(table_of(Fact), _FACT, ("log_id", "key"), [_fact(log, fact) for fact in changes.facts])
    upsert_rows(
        table_of(Device), _DEVICE, ("log_id", "device"), [_device(log, device) for device in changes.devices]
    )


def clear(log: Log) -> None:
    """Throw these readings of a log away, for a rebuild."""
    for table in (Fact, Device):
        table.objects.filter(log=log).delete()


_FACT, _DEVICE = columns(Fact), columns(Device)


def _fact(log: Log, fact: DomainFact) -> tuple[Any, ...]:
    """Return a fact's row, in the order of its columns."""
    return (
        log.pk,
        fact.key,
        fact.index,
        fact.kind,
        fact.subject,
        fact.actor,
        fact.office,
        fact.region,
        fact.at,
        fact.received_at,
        fact.source.value,
        dict(fact.body),
    )


def _device(log: Log, device: DomainDevice) -> tuple[Any, ...]:
    """Return a device's row, in the order of its columns."""
    return (
        log.pk,
        device.id,
        device.office,
        device.algorithm,
        device.key,
        device.enrolled_by,
        device.enrolled_at,
        device.revoked_from,
    )


def fact_value(row: Fact) -> DomainFact:
    """Return a row as the domain's value."""
    return DomainFact(
        key=row.key,
        index=row.index,
        kind=row.kind,
        subject=row.subject,
        actor=row.actor,
        office=row.office,
        region=row.region,
        at=row.at,
        received_at=row.received_at,
        source=Source(row.source),
        body=row.body,
    )


def device_value(row: Device) -> DomainDevice:
    """Return a row as the domain's value."""
    return DomainDevice(
        id=row.device,
        office=row.office,
        algorithm=row.algorithm,
        key=row.key,
        enrolled_by=row.enrolled_by,
        enrolled_at=row.enrolled_at,
        revoked_from=row.revoked_from,
    )


def facts(*, log: Log, kinds: Collection[str], region: str = "", subject: str = "") -> list[DomainFact]:
    """
    Return the facts of some kinds in the order of their hours.

    Args:
        log: Whose.
        kinds: Such as ``goods.arrive``.
        region: Only those stated of a place inside this one.
        subject: Only those about this.
    """
    rows = Fact.objects.filter(log=log, kind__in=kinds)
    if region:
        rows = rows.filter(inside([region]))
    if subject:
        rows = rows.filter(subject=subject)
    return [fact_value(row) for row in rows.order_by("at", "key")]


def devices(*, log: Log, office: str = "", device: str = "") -> list[DomainDevice]:
    """Return the devices of a log, or an office's, or one, in the order of their enrolment."""
    rows = Device.objects.filter(log=log)
    rows = rows.filter(office=office) if office else rows
    rows = rows.filter(device=device) if device else rows
    return [device_value(row) for row in rows.order_by("enrolled_at", "device")]


def fact_rows(log: Log) -> Iterator[list[Any]]:
    """Yield the rows of the facts as the picture's digest reads them, out of the table."""
    for row in Fact.objects.filter(log=log).iterator():
        yield fact_row(fact_value(row))
