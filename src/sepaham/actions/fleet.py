"""Vehicles and drivers: written down, taken over from a list, no longer used, their personal data erased."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.domain import fleet as domain
from sepaham.domain.terms import Terms, terms_to_json
from sepaham.exchange.fleet import Listed
from sepaham.records.fleet import Driver, Vehicle, keep_terms

VEHICLE_FIELDS = (
    "kind",
    "base",
    "plate",
    "litres",
    "kilograms",
    "pieces",
    "km_h",
    "day_cost",
    "km_cost",
    "goods",
    "closed",
    "note",
)
DRIVER_FIELDS = ("base", "name", "phone", "duty_minutes", "rest_minutes", "papers_until")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list of vehicles: how many came, changed, and were there already."""

    new: int
    changed: int
    same: int


def keep_vehicle(*, key: str = "", driver: str = "", at: datetime, **told: Any) -> str:
    """
    Write a vehicle down and return its id.

    Args:
        key: Which; '' for a new one.
        driver: The id of who drives it; '' where that is open.
        at: The hour.
        told: Any of `VEHICLE_FIELDS`; what is left out stays.
    """
    with transaction.atomic():
        row = Vehicle.objects.get(pk=key) if key else Vehicle()
        _set(row, VEHICLE_FIELDS, told)
        row.driver = Driver.objects.get(pk=driver) if driver else None
        row.changed_at = at
        row.save()
    return row.pk


def keep_driver(*, key: str = "", at: datetime, **told: Any) -> str:
    """Write a driver down, any of `DRIVER_FIELDS`, and return the id; `key` is '' for a new one."""
    with transaction.atomic():
        row = Driver.objects.get(pk=key) if key else Driver()
        _set(row, DRIVER_FIELDS, told)
        row.changed_at = at
        row.save()
    return row.pk


def retire_vehicle(*, key: str, at: datetime) -> None:
    """Plan no more with a vehicle; plans made with it still name it."""
    Vehicle.objects.filter(pk=key).update(retired_at=at, changed_at=at, driver=None)


def retire_driver(*, key: str, at: datetime) -> None:
    """Plan no more with a driver."""
    with transaction.atomic():
        Vehicle.objects.filter(driver_id=key).update(driver=None)
        Driver.objects.filter(pk=key).update(retired_at=at, changed_at=at)


def erase_personal(*, used: bool) -> tuple[int, int]:
    """
    Erase plates, names, phones and notes; the rows stay under their random ids, which plans name.

    Args:
        used: Also of vehicles and drivers still in use, as when all is over; else of those that are not.

    Returns:
        Of how many vehicles and drivers.
    """
    with transaction.atomic():
        vehicles = Vehicle.objects.exclude(plate="", note="")
        drivers = Driver.objects.exclude(name="", phone="")
        if not used:
            vehicles, drivers = vehicles.exclude(retired_at=None), drivers.exclude(retired_at=None)
        return vehicles.update(plate="", note=""), drivers.update(name="", phone="")


def put_fleet(
    *,
    vehicles: Iterable[domain.Vehicle],
    drivers: Iterable[domain.Driver],
    note: str,
    at: datetime,
) -> None:
    """
    Write vehicles and drivers down under the ids they have, without plates and names; known ids stay.

    Args:
        vehicles: Whose drivers are among those.
        drivers: Who drives, each at the base of the vehicle.
        note: Said beside every vehicle, such as that it is an example.
        at: The hour.
    """
    found = list(vehicles)
    bases = {vehicle.driver: vehicle.base for vehicle in found}
    with transaction.atomic():
        Driver.objects.bulk_create(
            [
                Driver(
                    id=one.id,
                    base=bases[one.id],
                    duty_minutes=one.duty_minutes,
                    rest_minutes=one.rest_minutes,
                    papers_until=one.papers_until,
                    changed_at=at,
                )
                for one in drivers
            ],
            ignore_conflicts=True,
            batch_size=500,
        )
        Vehicle.objects.bulk_create(
            [_row(vehicle, note, at) for vehicle in found], ignore_conflicts=True, batch_size=500
        )


def _row(vehicle: domain.Vehicle, note: str, at: datetime) -> Vehicle:
    names = ("id", "kind", "base", "litres", "kilograms", "pieces", "km_h", "day_cost", "km_cost", "closed")
    told = {name: getattr(vehicle, name) for name in names}
    goods, driver = list(vehicle.goods), vehicle.driver or None
    return Vehicle(**told, goods=goods, driver_id=driver, note=note, changed_at=at)


def put_terms(*, terms: Terms) -> None:
    """Put terms of planning in force: hours, minutes of loading, burdens, what may not share a vehicle."""
    keep_terms(terms_to_json(terms))


def compare_fleet(*, listed: Iterable[Listed]) -> Taken:
    """Return what taking a list of vehicles over would do."""
    known = _Known()
    counts = [known.what(one) for one in listed]
    return Taken(*(counts.count(what) for what in ("new", "changed", "same")))


def accept_fleet(*, listed: Iterable[Listed], at: datetime) -> Taken:
    """Take a list of vehicles over: who is in it is added or changed, who is not stays."""
    with transaction.atomic():
        known = _Known()
        counts = [_take(one, known, at) for one in listed]
    return Taken(*(counts.count(what) for what in ("new", "changed", "same")))


class _Known:
    """The vehicles there are, by base and plate; those without a plate by base, kind and driver's name."""

    def __init__(self) -> None:
        rows = Vehicle.objects.filter(retired_at=None).select_related("driver")
        self._rows: dict[tuple[str, ...], Vehicle] = {}
        for row in rows:
            for name in {row.driver.name if row.driver else "", ""}:
                self._rows.setdefault(_key(row.base, row.kind, row.plate, name), row)

    def find(self, one: Listed) -> Vehicle | None:
        name = one.driver.get("name", "")
        if not one.vehicle["plate"] and not name:
            return None
        return self._rows.get(_key(one.vehicle["base"], one.vehicle["kind"], one.vehicle["plate"], name))

    def what(self, one: Listed) -> str:
        row = self.find(one)
        if row is None:
            return "new"
        other = _differs(row, one.vehicle)
        if one.driver:
            other = other or row.driver is None or _differs(row.driver, one.driver)
        return "changed" if other else "same"


def _key(base: str, kind: str, plate: str, name: str) -> tuple[str, ...]:
    return (base, "".join(plate.split()).upper()) if plate else (base, kind, " ".join(name.split()).lower())


def _differs(row: Vehicle | Driver, told: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in told.items())


def _take(one: Listed, known: _Known, at: datetime) -> str:
    what = known.what(one)
    if what == "same":
        return what
    row = known.find(one)
    driver = row.driver_id if row and row.driver_id else ""
    if one.driver:
        driver = keep_driver(key=driver, at=at, base=one.vehicle["base"], **one.driver)
    keep_vehicle(key=row.pk if row else "", driver=driver or "", at=at, **one.vehicle)
    return what


def _set(row: Vehicle | Driver, names: tuple[str, ...], told: Mapping[str, Any]) -> None:
    for name in names:
        if name in told:
            setattr(row, name, told[name])
