"""Where a phone, or a tracking app (Traccar Client, OsmAnd), tells where a trip is."""

import contextlib
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from sepaham.actions.positions import DEGREE, PositionError, Told, is_under_way, keep_position
from sepaham.api.device_auth import device_auth
from sepaham.api.problems import NotHereError, RefusalError
from sepaham.domain.base import parse_instant
from sepaham.domain.trips import Run
from sepaham.gateways.limits import Limit
from sepaham.records import trips
from sepaham.records.access import Access, declares
from sepaham.records.log import Log
from sepaham.records.positions import tracked_trip
from sepaham.records.queries import current_log, now

router = Router()
ADDRESSES = Limit(rate=20, burst=200)
"""Positions from one address: behind one there may be a convoy."""
TRIPS = Limit(rate=1, burst=60)
"""Positions of one trip."""
_MILLISECONDS = 10_000_000_000
_LONG = 24
_Degrees = Annotated[int, Field(ge=-180 * DEGREE, le=180 * DEGREE, strict=True)]
_TRACKED = {
    "parameters": [
        {"name": name, "in": "query", "required": name in {"id", "lat", "lon"}, "schema": {"type": "string"}}
        for name in ("id", "lat", "lon", "timestamp", "accuracy")
    ]
}


class Position(Schema):
    """Where a trip is, in 1e-7 degrees; `id` is the trip, or its random name where nobody signs."""

    id: str = Field(min_length=1, max_length=64)
    lat: _Degrees
    lon: _Degrees
    accuracy: int = Field(0, ge=0)
    at: int | None = Field(None, description="Unix seconds.")


@router.post("/positions", summary="Tell where a trip is")
@declares(Access.SIGNATURE)
def post_position(request: HttpRequest, told: Position) -> HttpResponse:
    """Keep a position of a trip under way: by a device of an office of it, or by its random name."""
    _allow(ADDRESSES, str(request.META.get("REMOTE_ADDR", "")))
    if "Authorization" in request.headers:
        asker = device_auth(request)
        log, run = asker.log, _run(asker.log, told.id)
        if run is None or asker.office.id not in run.parties | {fact.actor for fact in run.told}:
            raise NotHereError("trip")
    else:
        log = current_log()
        run = _named(log, told.id)
    return _kept(log, run, told.lat, told.lon, told.accuracy, str(told.at or ""))


@router.api_operation(
    ["GET", "POST"], "/track", summary="Tell where a trip is, as OsmAnd does", openapi_extra=_TRACKED
)
@declares(Access.SIGNATURE)
def track(request: HttpRequest) -> HttpResponse:
    """Keep a position told by Traccar Client or OsmAnd under a trip's random name."""
    _allow(ADDRESSES, str(request.META.get("REMOTE_ADDR", "")))
    sent = {**request.POST.dict(), **request.GET.dict()}
    log = current_log()
    run = _named(log, str(sent.get("id", "")))
    lat, lon = _degrees(sent.get("lat", "")), _degrees(sent.get("lon", ""))
    return _kept(log, run, lat, lon, _metres(sent), str(sent.get("timestamp", "")))


def _run(log: Log, trip: str) -> Run | None:
    return next(iter(trips.runs(log=log, trip=trip)), None)


def _named(log: Log, name: str) -> Run | None:
    """Return the trip of a random name; an empty or unknown one is none."""
    trip = tracked_trip(log=log, name=name) if name else ""
    return _run(log, trip) if trip else None


def _kept(log: Log, run: Run | None, lat: int, lon: int, accuracy: int, hour: str) -> HttpResponse:  # noqa: PLR0917  private, and all of it needed
    at = now() if log.simulated else timezone.now()
    if run is None or not is_under_way(run, at):
        raise NotHereError("trip")
    _allow(TRIPS, run.id)
    told = Told(lat, lon, accuracy, _hour(hour) or at)
    return JsonResponse({"kept": keep_position(log=log, trip=run.id, told=told, at=at)})


def _allow(limit: Limit, caller: str) -> None:
    if not limit.allows(caller):
        raise RefusalError(429, "rate.positions", "Too many positions; one every half minute is enough.")


def _degrees(text: str) -> int:
    """Return decimal degrees as whole 1e-7 ones."""
    try:
        value = Decimal(text) * DEGREE
        return int(value.to_integral_value()) if value.is_finite() and len(text) <= _LONG else _refuse()
    except (InvalidOperation, ValueError):
        return _refuse()


def _refuse() -> int:
    raise PositionError("Send lat and lon in decimal degrees, as -7.4567890.", "position.form")


def _metres(sent: dict[str, str]) -> int:
    with contextlib.suppress(ValueError, OverflowError):
        return max(0, int(float(sent.get("accuracy", "0"))))
    return 0


def _hour(text: str) -> datetime | None:
    """Return an hour told in Unix seconds, milliseconds or as an instant; None where it is none of these."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return parse_instant(text) if "T" in text else _since_1970(int(text))
    return None


def _since_1970(number: int) -> datetime:
    return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)
