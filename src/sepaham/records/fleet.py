"""
Vehicles and the people who drive them.

Plates, names and phones live here alone and can be erased; everything that enters a log speaks of the random
ids. A vehicle that is no longer used stays, since plans made with it speak of it.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.db import models
from django.db.models import Q

from sepaham.domain import fleet as domain
from sepaham.domain.trips import VEHICLES
from sepaham.records.register import Setting

_ID = 6
"""Random bytes of an id."""
_TERMS = "planning"


def fresh_id() -> str:
    """Return a random id, short enough to be part of a trip's."""
    return secrets.token_hex(_ID)


class Driver(models.Model):
    """Somebody who drives or carries: known by a random id, named and called only here."""

    id = models.CharField(max_length=16, primary_key=True, default=fresh_id, editable=False)
    base = models.CharField(max_length=20, db_index=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    duty_minutes = models.PositiveIntegerField(default=720)
    rest_minutes = models.PositiveIntegerField(default=480)
    papers_until = models.DateField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "driver"


class Vehicle(models.Model):
    """One vehicle or porter, of the store of a kabupaten, a kecamatan or a desa."""

    id = models.CharField(max_length=16, primary_key=True, default=fresh_id, editable=False)
    kind = models.CharField(max_length=10)
    base = models.CharField(max_length=20, db_index=True)
    plate = models.CharField(max_length=20, blank=True)
    litres = models.PositiveIntegerField()
    kilograms = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField(default=0)
    km_h = models.PositiveIntegerField(default=0)
    day_cost = models.PositiveBigIntegerField(default=0)
    km_cost = models.PositiveBigIntegerField(default=0)
    driver = models.ForeignKey(
        Driver, on_delete=models.SET_NULL, null=True, blank=True, related_name="vehicles"
    )
    goods = models.JSONField(default=list, blank=True)
    closed = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "vehicle"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=VEHICLES), name="vehicle_kind"),
        ]


@dataclass(frozen=True, slots=True)
class Fleet:
    """The vehicles that may be planned with, and who may drive them, by their ids."""

    vehicles: Mapping[str, domain.Vehicle]
    drivers: Mapping[str, domain.Driver]


def fleet_of(region: str = "") -> Fleet:
    """Return the vehicles and drivers in use whose base is a region or lies inside it; of all by default."""
    vehicles = _inside(Vehicle.objects.filter(retired_at=None), region).order_by("base", "kind", "id")
    drivers = _inside(Driver.objects.filter(retired_at=None), region).order_by("id")
    known = {row.pk: _driver(row) for row in drivers}
    return Fleet({row.pk: _vehicle(row, known) for row in vehicles}, known)


def vehicles_in(region: str = "", *, retired: bool = False) -> "models.QuerySet[Vehicle]":
    """Return the rows of a region's vehicles with their drivers' rows, those in use unless asked for all."""
    rows = _inside(Vehicle.objects.select_related("driver"), region)
    return (rows if retired else rows.filter(retired_at=None)).order_by("base", "kind", "plate", "id")


def drivers_in(region: str = "", *, retired: bool = False) -> "models.QuerySet[Driver]":
    """Return the rows of drivers of a region, those in use unless asked for all."""
    rows = _inside(Driver.objects.all(), region)
    return (rows if retired else rows.filter(retired_at=None)).order_by("base", "name", "id")


def vehicle_row(key: str) -> Vehicle | None:
    """Return a vehicle's row with its driver's, also of one no longer used; None where there is none."""
    return Vehicle.objects.select_related("driver").filter(pk=key).first()


def driver_row(key: str) -> Driver | None:
    """Return a driver's row, also of one no longer used; None where there is none."""
    return Driver.objects.filter(pk=key).first()


def known_vehicles(ids: Iterable[str]) -> Mapping[str, Vehicle]:
    """Return the rows of some vehicles by their id, with their drivers' rows; those no longer used too."""
    return Vehicle.objects.select_related("driver").in_bulk(list(ids))


def terms_text() -> str:
    """Return the terms of planning an office set, as JSON; '' where the shipped ones hold."""
    return Setting.objects.filter(key=_TERMS).values_list("value", flat=True).first() or ""


def keep_terms(text: str) -> None:
    """Put terms of planning in force; '' brings the shipped ones back."""
    if text:
        Setting.objects.update_or_create(key=_TERMS, defaults={"value": text})
    else:
        Setting.objects.filter(key=_TERMS).delete()


def _inside(rows: models.QuerySet, region: str) -> models.QuerySet:
    return rows.filter(Q(base=region) | Q(base__startswith=f"{region}.")) if region else rows


def _driver(row: Driver) -> domain.Driver:
    return domain.Driver(row.pk, row.duty_minutes, row.rest_minutes, row.papers_until)


def _vehicle(row: Vehicle, drivers: Mapping[str, domain.Driver]) -> domain.Vehicle:
    value = partial(getattr, row)
    names = ("kind", "base", "litres", "kilograms", "pieces", "km_h", "day_cost", "km_cost", "closed")
    driver = row.driver_id if row.driver_id in drivers else ""
    return domain.Vehicle(
        id=row.pk, driver=driver, goods=tuple(row.goods), **{name: value(name) for name in names}
    )
