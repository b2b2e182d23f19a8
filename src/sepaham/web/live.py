"""Trips under way now: where each is to come next and when, and what of their way needs a look."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.actions.positions import is_under_way
from sepaham.domain.trips import Run
from sepaham.records import trips
from sepaham.records.access import Access, access
from sepaham.records.tracking import Watched, watched
from sepaham.web.choosing import below
from sepaham.web.present import live as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond


@access(Access.SIGNED_IN)
@require_safe
@in_log
def live(request: HttpRequest) -> HttpResponse:
    """Show the trips under way that the reader may follow."""
    r = reader(request)
    region = region_asked(request, r.scope)
    found = _watched(r, region)
    looks = [alert for alert in found.alerts if not alert.harmless]
    page: dict[str, Any] = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "regions": below(r, region),
        "answer": told.answer(found, r.language),
        "looks": [told.look(alert, found, r.language, r.names, r.at) for alert in looks],
        "explained": [
            told.look(alert, found, r.language, r.names, r.at) for alert in found.alerts if alert.harmless
        ],
        "mapped": bool(found.paths),
        "plans": r.scope.knows_plans,
    }
    return respond(request, told.table(found, r.language, r.names), "live/live.html", page)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def live_map(request: HttpRequest) -> HttpResponse:
    """Give the map the trips under way: where each went, where it is, and where it is to come next."""
    r = reader(request)
    text = told.features(_watched(r, region_asked(request, r.scope)), r.language, r.names)
    return HttpResponse(text, content_type="application/geo+json")


def _watched(r: Reader, region: str) -> Watched:
    """Return the trips under way that the reader knows the plans of, or is a party to."""
    plans = r.scope.knows_plans
    runs = trips.runs(log=r.log, region=region if plans else "")
    seen = [run for run in runs if is_under_way(run, r.at) and (plans or _is_party(r, run))]
    return watched(log=r.log, runs=seen, at=r.at)


def _is_party(r: Reader, run: Run) -> bool:
    return not run.parties.isdisjoint(r.offices)


urlpatterns = [
    path("live", live, name="live"),
    path("live/map.json", live_map, name="live-map"),
]
