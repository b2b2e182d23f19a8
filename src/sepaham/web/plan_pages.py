"""A movement plan drawn: a day's vehicles as bars, its journeys on the map, one journey call by call."""

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.base import Level, level_of, parent_of
from sepaham.domain.movement import Journey
from sepaham.domain.places import Origin
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import write_day
from sepaham.records import places
from sepaham.records.access import Access, access
from sepaham.records.closures import closed_at
from sepaham.records.register import profile
from sepaham.web.choosing import below
from sepaham.web.plan_view import NOW, Look, look, plans
from sepaham.web.present import gantt
from sepaham.web.present import plan as told
from sepaham.web.present import plan_map as maps
from sepaham.web.reader import head_of, in_log

_HOLDER = re.compile(r" \([^()]*\)$")
"""The kecamatan behind a desa's name."""


def page_of(seen: Look) -> dict[str, Any]:
    """Return what every page of a plan shows of it."""
    r = seen.r
    return {
        "head": head_of(seen.region),
        "region": seen.region,
        "place": r.place(seen.region),
        "regions": below(r, seen.region),
        "which": seen.which,
        "proposal": seen.proposal if seen.which != NOW else None,
    }


def _day(request: HttpRequest, seen: Look) -> tuple[date, tuple[date, ...]]:
    """Return the day asked for, else the day before voting day or the first there is, and all there are."""
    days = gantt.days_of(seen.journeys, seen.region) or (profile().day,)
    asked = request.GET.get("day", "")
    before = max((day for day in days if day < profile().day), default=days[0])
    return next((day for day in days if day.isoformat() == asked), before), days


def _wide(seen: Look, journey: Journey) -> bool:
    """Tell whether a journey belongs on a page of a whole kabupaten: one between stores, not to stations."""
    return level_of(seen.region) > Level.KABUPATEN or level_of(journey.region) <= Level.KECAMATAN


def _drawn(request: HttpRequest, seen: Look) -> tuple[tuple[Journey, ...], dict[str, Any]]:
    """Return the journeys of the day asked for, and the choices of the page."""
    day, days = _day(request, seen)
    journeys = tuple(j for j in gantt.on_day(seen.journeys, day, seen.region) if _wide(seen, j))
    return journeys, {
        "day": day.isoformat(),
        "days": [(one.isoformat(), write_day(one, seen.r.language)) for one in days],
        "count": len(journeys),
        "narrow": level_of(seen.region) > Level.KABUPATEN,
        "answer": told.day_answer(journeys, seen.lists, seen.r.language),
    }


@access(Access.SIGNED_IN)
@require_safe
@in_log
def chart(request: HttpRequest, which: str) -> HttpResponse:
    """Draw a day of a region's vehicles as bars."""
    seen = look(request, which)
    journeys, page = _drawn(request, seen)
    drawn = gantt.chart(
        journeys,
        region=seen.region,
        lists=seen.lists,
        language=seen.r.language,
        called=seen.called,
        place=lambda region, store: _near(seen, region, store),
    )
    return render(request, "plan/chart.html", {**page_of(seen), **page, "chart": drawn})


def _near(seen: Look, region: str, store: str) -> str:
    """Return what a place is called on a page of its own surroundings: without what holds it."""
    if parent_of(region) == store and level_of(region) is Level.TPS:
        return f"TPS {region.rpartition('.')[2]}"
    return _HOLDER.sub("", seen.r.place(region))


@access(Access.SIGNED_IN)
@require_safe
@in_log
def plan_map(request: HttpRequest, which: str) -> HttpResponse:
    """Show a day of a region's journeys on the map."""
    seen = look(request, which)
    journeys, page = _drawn(request, seen)
    origins = places.located().origins
    regions = {j.region for j in journeys} | {halt.region for j in journeys for halt in j.halts}
    page["assumed"] = sum(origins.get(region) is Origin.ASSUMED for region in regions)
    page["legend"] = maps.legend(seen.r.language)
    return render(request, "plan/map.html", {**page_of(seen), **page})


@access(Access.SIGNED_IN)
@require_safe
@in_log
def map_data(request: HttpRequest, which: str) -> HttpResponse:
    """Give the map its journeys, their stops, rivers and crossings: open, or closed now or by the plan."""
    seen = look(request, which)
    journeys, _ = _drawn(request, seen)
    drawing = maps.Drawing(
        lists=seen.lists,
        points=places.located().points,
        language=seen.r.language,
        called=seen.called,
        place=lambda region: _near(seen, region, ""),
        href=lambda id_: seen.href("plan-journey", id_),
    )
    shut = {one.road for one in closed_at(log=seen.r.log, at=seen.r.at)}
    shut |= {closure.partition("@")[0] for closure in seen.movement.closures}
    text = drawing.features(journeys, places.rivers(), shut)
    return HttpResponse(text, content_type="application/geo+json")


@access(Access.SIGNED_IN)
@require_safe
@in_log
def journey(request: HttpRequest, which: str, key: str) -> HttpResponse:
    """Show one journey of a plan, call by call."""
    seen = look(request, which)
    found = journey_of(seen, key)
    return render(request, "plan/journey.html", {**page_of(seen), **journey_page(seen, found)})


def journey_of(seen: Look, key: str) -> Journey:
    """
    Return a journey of the plan in the region looked at.

    Raises:
        Http404: There is none of that id.
    """
    found = next((one for one in seen.journeys if one.id == key), None)
    if found is None:
        raise Http404
    return found


def journey_page(seen: Look, found: Journey) -> dict[str, Any]:
    """Return what a page shows of one journey; calls beyond the reader's regions are left out."""
    r = seen.r
    return {
        "journey": found,
        "title": told.title(found, r.language, seen.called, r.names),
        "leg": LEG_NAMES[found.leg].say(r.language, {}),
        "state": gantt.state_of(found, seen.lists),
        "spare": told.spared(told.margin(found, seen.lists), r.language),
        "length": told.kilometres(found.metres, r.language),
        "stops": told.stops(found, seen.lists, r.language, r.names),
        "movable": seen.proposal is not None and bool(plans(seen.r)) and found.departs_at > seen.r.at,
        "hidden": len(seen.movement.journeys[found.id].halts) - len(found.halts),
    }


urlpatterns = [
    path("plan/<slug:which>/chart", chart, name="plan-chart"),
    path("plan/<slug:which>/map", plan_map, name="plan-map"),
    path("plan/<slug:which>/map.json", map_data, name="plan-map-data"),
    path("plan/<slug:which>/journey/<name:key>", journey, name="plan-journey"),
]
