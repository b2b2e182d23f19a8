"""Where a trip is, on its page: to its parties and who knows plans, the hour and age of its last position."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from sepaham.actions.positions import is_under_way, make_tracker
from sepaham.domain.trips import Run
from sepaham.domain.words import Language, write_number
from sepaham.records import positions, trips
from sepaham.records.access import Access, access
from sepaham.web.reader import Reader, in_log, reader
from sepaham.web.words import say

_HOUR, _DAY = 60, 60 * 24


def tracking(request: HttpRequest, r: Reader, run: Run) -> dict[str, Any]:
    """Return what a trip's page tells of its position; nothing to who neither is a party nor knows plans."""
    party = not run.parties.isdisjoint(r.offices)
    if not run.departed or not (party or r.scope.knows_plans):
        return {"tracked": False}
    place = positions.last_place(log=r.log, trip=run.id)
    tells = party and is_under_way(run, r.at)
    minutes = max(0, int((r.at - place.at).total_seconds()) // 60) if place else 0
    return {
        "tracked": tells or place is not None,
        "seen": place,
        "age": _age(minutes, r.language),
        "tells": tells,
        "tracker": positions.tracker_name(log=r.log, trip=run.id) if party else "",
        "track": request.build_absolute_uri("/api/v1/track"),
    }


def _age(minutes: int, language: Language) -> str:
    if minutes < 2 * _HOUR:
        return say("{number} menit", language, number=write_number(minutes, language))
    if minutes < 2 * _DAY:
        return say("{number} jam", language, number=write_number(minutes // _HOUR, language))
    return say("{number} hari", language, number=write_number(minutes // _DAY, language))


@access(Access.SIGNED_IN)
@require_POST
@in_log
def tracker(request: HttpRequest, key: str) -> HttpResponse:
    """Make the random name under which a tracking app tells where a trip is."""
    r = reader(request)
    run = next(iter(trips.runs(log=r.log, trip=key)), None)
    if run is None or run.parties.isdisjoint(r.offices):
        raise Http404
    make_tracker(log=r.log, trip=run.id, at=r.at)
    return redirect("trip", key)


urlpatterns = [
    path("trip/<name:key>/tracker", tracker, name="trip-tracker"),
]
