"""The fleet: vehicles and those who drive them, kept by the offices whose stores they serve."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.fleet import keep_driver, keep_vehicle, retire_driver, retire_vehicle
from sepaham.domain.base import Level, level_of, within
from sepaham.records import fleet as records
from sepaham.records import register
from sepaham.records.access import Access, access
from sepaham.records.fleet import Driver, Vehicle
from sepaham.web.choosing import below, chosen
from sepaham.web.fleet_fields import Typed, driver_as_typed, read_driver, read_vehicle, vehicle_as_typed
from sepaham.web.present import fleet as told
from sepaham.web.present.trips import VEHICLES
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say

KEEPERS = frozenset({"kpu", "ppk", "pemkab"})
"""The lines that keep the fleet of their region."""
WRONG = 422


def areas(r: Reader) -> tuple[str, ...]:
    """Return the regions whose fleet the reader keeps."""
    own = (office.partition(":") for office in r.offices if office.partition(":")[0] in KEEPERS)
    return tuple(seat for line, _, seat in own if r.scope.covers(seat))


def keeps(r: Reader) -> Callable[[str], bool]:
    """Return what tells whether the reader keeps the fleet of a base."""
    mine = areas(r)
    return lambda base: any(within(base, area) for area in mine)


def fleet_reader(request: HttpRequest, *, writes: bool = False) -> Reader:
    """
    Return who reads of the fleet: who knows plans or keeps one.

    Raises:
        Http404: The reader does neither, or does not keep one where it must.
    """
    r = reader(request)
    if not (areas(r) or (r.scope.knows_plans and r.scope.region and not writes)):
        raise Http404
    return r


def bases(r: Reader) -> dict[str, str]:
    """Return the places whose stores vehicles of the reader's may serve, by code with their names."""
    found = {code for area in areas(r) for code in (area, *register.regions(area))}
    return {code: r.place(code) for code in sorted(found) if Level.KABUPATEN <= level_of(code) <= Level.DESA}


@access(Access.SIGNED_IN)
@require_safe
@in_log
def fleet(request: HttpRequest) -> HttpResponse:
    """List the vehicles of a region and what is missing before goods move."""
    r = fleet_reader(request)
    region = region_asked(request, r.scope)
    kinds = {kind: say(text, r.language) for kind, text in VEHICLES.items()}
    states = {lack: say(text, r.language) for lack, text in told.LACKS.items()}
    states["retired"] = say("Tidak dipakai lagi", r.language)
    kind, state, day = (
        chosen(request, "kind", kinds),
        chosen(request, "state", states),
        register.profile().day,
    )
    used = list(records.vehicles_in(region))
    found = (
        [v for v in records.vehicles_in(region, retired=True) if v.retired_at] if state == "retired" else used
    )
    lacking = told.counted(used, day)
    shown = [v for v in found if (not kind or v.kind == kind) and _fits(v, state, day)]
    page = {
        **_page(r, region),
        "answer": told.answer(used, lacking, r.language),
        "lacking": [(lack, told.LACKS[lack], number) for lack, number in lacking.items()],
        "kinds": kinds.items(),
        "states": states.items(),
        "regions": below(r, region),
        "kind": kind,
        "state": state,
    }
    page["lacking"] = [(lack, states[lack], number) for lack, number in lacking.items()]
    table = told.table(
        shown, day, r.language, r.names, edits=keeps(r), href=lambda key: reverse("vehicle", args=[key])
    )
    return respond(request, table, "fleet/fleet.html", page)


def _fits(vehicle: Vehicle, state: str, day: Any) -> bool:
    return state in {"", "retired"} or state in told.lacks(vehicle, day)


def _page(r: Reader, region: str) -> dict[str, Any]:
    return {"head": head_of(region), "region": region, "place": r.place(region), "keeps": bool(areas(r))}


@access(Access.SIGNED_IN)
@require_safe
@in_log
def drivers(request: HttpRequest) -> HttpResponse:
    """List who drives and carries."""
    r = fleet_reader(request, writes=True)
    region, mine = region_asked(request, r.scope), keeps(r)
    found = [driver for driver in records.drivers_in(region) if mine(driver.base)]
    driven = {v.driver_id: v for v in records.vehicles_in() if v.driver_id}
    free = sum(driver.pk not in driven for driver in found)
    page = {
        **_page(r, region),
        "answer": told.drivers_answer(found, free, r.language),
        "regions": below(r, region),
    }
    table = told.drivers_table(found, driven, r.language, r.names, lambda key: reverse("driver", args=[key]))
    return respond(request, table, "fleet/drivers.html", page)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def vehicle(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show one vehicle to who keeps it, and take down what changes; without a key, take a new one down."""
    r = fleet_reader(request, writes=True)
    row = _mine(r, records.vehicle_row(key)) if key else None
    if request.method != "POST":
        return _vehicle_form(request, r, row, vehicle_as_typed(row, areas(r)[0]))
    typed = read_vehicle(request.POST.dict(), r.language, bases=bases(r), drivers={d.pk for d in _drivers(r)})
    if typed.problems:
        return _vehicle_form(request, r, row, typed)
    keep_vehicle(key=key, at=r.at, **typed.values)
    return redirect("fleet")


def _mine(r: Reader, row: Any) -> Any:
    """Return a vehicle's or driver's row if the reader keeps it."""
    if row is None or not keeps(r)(row.base):
        raise Http404
    return row


def _drivers(r: Reader) -> list[Driver]:
    mine = keeps(r)
    return [driver for driver in records.drivers_in() if mine(driver.base)]


def _vehicle_form(request: HttpRequest, r: Reader, row: Vehicle | None, typed: Typed) -> HttpResponse:
    page = {
        **_page(r, row.base if row else r.scope.region),
        "row": row,
        "title": told.called(row, r.language) if row else say("Kendaraan baru", r.language),
        "typed": typed.sent,
        "problems": typed.problems,
        "kinds": [(kind, say(text, r.language)) for kind, text in VEHICLES.items()],
        "bases": bases(r).items(),
        "drivers": [(d.pk, f"{d.name or d.pk[:4]} · {r.place(d.base)}") for d in _drivers(r)],
    }
    return render(request, "fleet/vehicle.html", page, status=WRONG if typed.problems else 200)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def vehicle_retire(request: HttpRequest, key: str) -> HttpResponse:
    """Plan no more with a vehicle."""
    r = fleet_reader(request, writes=True)
    row = _mine(r, records.vehicle_row(key))
    retire_vehicle(key=row.pk, at=r.at)
    return redirect("fleet")


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def driver(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show one driver to who keeps them, and take down what changes; without a key, take a new one down."""
    r = fleet_reader(request, writes=True)
    row = _mine(r, records.driver_row(key)) if key else None
    if request.method != "POST":
        return _driver_form(request, r, row, driver_as_typed(row, areas(r)[0], r.language))
    typed = read_driver(request.POST.dict(), r.language, bases=bases(r))
    if typed.problems:
        return _driver_form(request, r, row, typed)
    keep_driver(key=key, at=r.at, **typed.values)
    return redirect("drivers")


def _driver_form(request: HttpRequest, r: Reader, row: Driver | None, typed: Typed) -> HttpResponse:
    page = {
        **_page(r, row.base if row else r.scope.region),
        "row": row,
        "title": row.name or row.pk[:4] if row else say("Sopir baru", r.language),
        "typed": typed.sent,
        "problems": typed.problems,
        "bases": bases(r).items(),
    }
    return render(request, "fleet/driver.html", page, status=WRONG if typed.problems else 200)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def driver_retire(request: HttpRequest, key: str) -> HttpResponse:
    """Plan no more with a driver."""
    r = fleet_reader(request, writes=True)
    row = _mine(r, records.driver_row(key))
    retire_driver(key=row.pk, at=r.at)
    return redirect("drivers")


urlpatterns = [
    path("fleet", fleet, name="fleet"),
    path("fleet/drivers", drivers, name="drivers"),
    path("fleet/new", vehicle, name="vehicle-new"),
    path("fleet/driver/new", driver, name="driver-new"),
    path("fleet/vehicle/<slug:key>", vehicle, name="vehicle"),
    path("fleet/vehicle/<slug:key>/retire", vehicle_retire, name="vehicle-retire"),
    path("fleet/driver/<slug:key>", driver, name="driver"),
    path("fleet/driver/<slug:key>/retire", driver_retire, name="driver-retire"),
]
