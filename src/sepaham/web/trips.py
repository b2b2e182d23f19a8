"""Pages of trips: all of a region, and one with its stops, its load lists and what was stated of it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.trips import VEHICLES, Run, end_of, veiled
from sepaham.records import acts, foundations
from sepaham.records import handovers as lists
from sepaham.records import trips as records
from sepaham.records.access import Access, access
from sepaham.web.choosing import below, chosen
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.handovers import legs
from sepaham.web.movement_papers import papers_of
from sepaham.web.present import handovers as moved
from sepaham.web.present import trips as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.tracking import tracking
from sepaham.web.words import say

WRONG = 422


@access(Access.SIGNED_IN)
@require_safe
@in_log
def trips(request: HttpRequest) -> HttpResponse:
    """Show the trips of a region; those of the last stretch when asked for or once stated."""
    r = reader(request)
    region = region_asked(request, r.scope)
    ways, states = legs(r), {key: say(text, r.language) for key, text in told.STATES.items()}
    leg, state = chosen(request, "leg", ways), chosen(request, "state", states)
    found = records.runs(log=r.log, region=region)
    of_leg = [run for run in found if _asked(run, leg)]
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(of_leg, r.language),
        "legs": ways.items(),
        "states": states.items(),
        "regions": below(r, region),
        "leg": leg,
        "state": state,
        "plans": r.scope.knows_plans,
    }
    shown = [_open(r, run) for run in of_leg if told.fits(run, state)]
    table = told.table(shown, r.language, r.names, plans=r.scope.knows_plans, offices=r.offices)
    return respond(request, table, "trips/trips.html", page)


def _asked(run: Run, leg: str) -> bool:
    return run.leg == leg if leg else bool(run.told) or not told.is_last_stretch(run)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def trip(request: HttpRequest, key: str) -> HttpResponse:
    """Show one trip; state its departure or its arrival."""
    r = reader(request)
    run = _found(r, key)
    able = _able(r, run)
    fields = None
    if request.method == "POST":
        act, office = request.POST.get("act", ""), request.POST.get("office", "")
        if office not in able.get(act, ()):
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        place = fields.choice("stop", "Tempat singgah", run.stops())
        body = _body(fields, run, "" if act == "depart" else place)
        if not fields.problems:
            return _to_sign(request, r, run, act=act, office=office, place=place, body=body)
    page = _page(request, r, run, able, fields)
    return render(request, "trips/trip.html", page, status=WRONG if fields else 200)


def _found(r: Reader, key: str) -> Run:
    """Return a trip the reader may see."""
    run = next(iter(records.runs(log=r.log, trip=key)), None)
    if run is None or not (any(map(r.scope.covers, run.places)) or not run.parties.isdisjoint(r.offices)):
        raise Http404
    return run


def _open(r: Reader, run: Run) -> Run:
    """Return what the reader may know of a trip: all of it, or what concerns their places."""
    return run if told.knows(run, r.scope.knows_plans, r.offices) else veiled(run, r.scope.covers)


def _able(r: Reader, run: Run) -> dict[str, list[str]]:
    """Return which of the reader's offices may state that a trip departed or arrived."""
    table, posts = foundations.authority(log=r.log), acts.posts(r.offices)
    where = {"depart": [run.region], "arrive": list(run.stops())}
    return {
        act: [p.id for p in posts if any(table.rule(office=p, kind=kind, region=at) for at in where[act])]
        for act, (kind, _) in told.ACTS.items()
    }


def _body(fields: Fields, run: Run, place: str) -> dict[str, Any]:
    """Return what the form says of a trip; where it carries several lists, those for one stop or for all."""
    vehicle = fields.choice("vehicle", "Kendaraan", VEHICLES, needed=False)
    body: dict[str, Any] = {"trip": run.id}
    if len(run.lists) > 1:
        body["lists"] = sorted(h for h, load in run.lists.items() if place in {"", end_of(load)})
    return {**body, "vehicle": vehicle} if vehicle else body


def _to_sign(
    request: HttpRequest,
    r: Reader,
    run: Run,
    *,
    act: str,
    office: str,
    place: str,
    body: Mapping[str, Any],
) -> HttpResponse:
    kind, label = told.ACTS[act]
    draft = Draft(kind, place if act == "arrive" else run.region, body)
    return ask_to_sign(
        request,
        office=office,
        drafts=[draft],
        sentences=[told.sentence(draft, run, r.language, r.names)],
        then=reverse("trip", args=[run.id]),
        title=say(label, r.language),
    )


def _page(
    request: HttpRequest, r: Reader, run: Run, able: Mapping[str, list[str]], fields: Fields | None
) -> dict[str, Any]:
    knows = told.knows(run, r.scope.knows_plans, r.offices)
    offices = able["arrive"] if run.departed else able["depart"]
    run = _open(r, run)
    carried = lists.some(log=r.log, hashes=run.lists).values() if knows else ()
    return {
        "head": head_of(run.region),
        "region": run.region,
        "place": r.place(run.region),
        "run": run,
        "title": told.title(run, r.language, r.names),
        "answer": told.one_answer(run, r.language),
        "gaps": [say(told.GAPS[gap], r.language) for gap in run.gaps()],
        "knows": knows,
        "vehicle": told.vehicle(run, r.language),
        "stops": told.stops(run, r.language, r.names),
        "told": told.told(run, r.language, r.names),
        "seen_by": [r.place(office) for office in run.seen_by],
        "lists": [(p, moved.shape(p), r.place(p.giver), r.place(p.receiver)) for p in carried],
        "acts": [(act, say(label, r.language)) for act, (_, label) in told.ACTS.items() if able[act]],
        "offices": [(office, r.place(office)) for office in offices],
        "vehicles": [(code, say(text, r.language)) for code, text in told.VEHICLES.items()],
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
        "kept": kept(request, r),
        "papers": papers_of(r, run.id),
        **tracking(request, r, run),
    }


urlpatterns = [
    path("trips", trips, name="trips"),
    path("trip/<name:key>", trip, name="trip"),
]
