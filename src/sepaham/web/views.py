"""The desk's doors: each asks one question, gives the answer to a page, and decides nothing."""

from django.contrib.auth.views import LogoutView
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from sepaham.domain.base import Level, RegionError, level_of, region_code, within
from sepaham.domain.units import is_unit_code, station_of
from sepaham.records import queries
from sepaham.records.access import Access, Scope, access, scope
from sepaham.records.names import namer
from sepaham.web.language import reader_language
from sepaham.web.present import check as checks
from sepaham.web.present import map as maps
from sepaham.web.present import matching
from sepaham.web.present import picture as pictures
from sepaham.web.present import unit as lives
from sepaham.web.reader import head_of, in_log, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say

FIRST_FINDINGS = 8
FINDINGS_A_PAGE = 100
UNITS_SHOWN = 200


def _widest(allowed: Scope, region: str) -> str:
    """Return the widest region of the reader's offices that a region lies in."""
    return next(area for area in allowed.regions if within(region, area))


@access(Access.SIGNED_IN)
@require_safe
@in_log
def picture(request: HttpRequest) -> HttpResponse:
    """Show where all goods of a region are and what needs a hand."""
    allowed = scope(request.user)
    if not allowed.region:
        return render(request, "no_office.html")
    region, language = region_asked(request, allowed), reader_language()
    if level_of(region) is Level.TPS:
        return redirect("station", key=region)
    found, names = queries.picture(region=region, at=queries.now()), namer()
    if not found.total.stations:
        raise Http404
    rows, matched = pictures.rows(found), matching.matched(found.head.witnessed, language, region)
    page = {
        "head": found.head,
        "profile": names(found.head.profile, language),
        "answer": pictures.answer(found.total, language),
        "flow": pictures.flow(found.total),
        "rows": rows,
        "tiles": sorted(rows, key=lambda row: row.region),
        "legend": pictures.legend(rows, language),
        "below": say(pictures.BELOW[level_of(region)], language),
        "trail": pictures.trail(region, _widest(allowed, region), names, language),
        "others": [(r, names(r, language)) for r in allowed.regions if not within(region, r)],
        "notes": (*pictures.notes(found.head, language), *matching.notes(found.head.witnessed, language)),
        "share": pictures.share(found, names, language, matched=matched.text),
        "findings": checks.lines(found.findings[:FIRST_FINDINGS], language, names),
        "findings_total": len(found.findings),
        "mapped": bool(queries.boundaries(region=region)),
    }
    table = pictures.table(rows, page["below"], language, _area_href)
    return respond(request, table, "picture.html", page)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def map_data(request: HttpRequest) -> HttpResponse:
    """Give the map its areas with their boundaries and states."""
    region = region_asked(request, scope(request.user))
    found = pictures.rows(queries.picture(region=region, at=queries.now()))
    text = maps.features(found, queries.boundaries(region=region), reader_language(), _area_href)
    return HttpResponse(text, content_type="application/geo+json")


def _area_href(row: pictures.Row) -> str:
    return (
        reverse("station", args=[row.region]) if row.station else f"{reverse('picture')}?region={row.region}"
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def check(request: HttpRequest) -> HttpResponse:
    """List everything that needs a hand, as the reader chooses."""
    allowed = scope(request.user)
    region, language = region_asked(request, allowed), reader_language()
    widest, head, names = _widest(allowed, region), head_of(region), namer()
    everything = queries.all_findings(region=widest, at=head.at)
    choice = checks.choice_of({**request.GET.dict(), "region": "" if region == widest else region})
    chosen = checks.choose(everything, choice, head.at, allowed.offices)
    found = Paginator(chosen, FINDINGS_A_PAGE).get_page(request.GET.get("page"))
    regions = checks.regions_in(everything, widest, choice.region)
    asked = request.GET.copy()
    asked.pop("page", None)
    page = {
        "head": head,
        "place": names(region, language),
        "choice": choice,
        "found": found,
        "lines": checks.lines(found.object_list, language, names, allowed.offices),
        "open_total": sum(not checks.is_settled(f, head.at) for f in everything),
        "all_total": len(everything),
        "rules": checks.rules_in(everything, language),
        "regions": [(code, names(code, language)) for code in regions],
        "asked": asked.urlencode(),
        "sort_by": {sort: _sorted_by(asked, sort) for sort in checks.SORTS},
    }
    return respond(request, checks.table(chosen, language, names), "check.html", page)


def _sorted_by(asked: QueryDict, sort: str) -> str:
    """Return what was asked, as a query string, in another order."""
    other = asked.copy()
    other["sort"] = sort
    return other.urlencode()


def _is_station(key: str) -> bool:
    try:
        return level_of(region_code(key)) is Level.TPS and region_code(key) == key
    except RegionError:
        return False


@access(Access.SIGNED_IN)
@require_safe
@in_log
def station(request: HttpRequest, key: str) -> HttpResponse:
    """Show the goods of one polling station."""
    if not scope(request.user).covers(key):
        raise Http404
    at, names, language = queries.now(), namer(), reader_language()
    units = queries.unit_states(region=key, offset=0, limit=UNITS_SHOWN)[1] if _is_station(key) else []
    if not units:
        raise Http404
    page = {
        "head": head_of(key),
        "region": key,
        "desa": key.rpartition(".")[0],
        "place": names(key, language),
        "reached": sum(state.reached for state in units),
        "units": [
            (
                state,
                names(state.code, language),
                lives.unit_state(state),
                lives.whereabouts_of(state, language, names),
            )
            for state in units
        ],
        "findings": checks.lines(
            [f for f in queries.all_findings(region=key, at=at) if not checks.is_settled(f, at)],
            language,
            names,
        ),
    }
    return render(request, "station.html", page)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit's life: what was declared beside what was seen."""
    allowed = scope(request.user)
    if not is_unit_code(code) or not allowed.covers(station_of(code)):
        raise Http404
    at, names, language = queries.now(), namer(), reader_language()
    life = queries.life(code=code, at=at, plans=allowed.knows_plans)
    if life is None:
        raise Http404
    seals, sealed = lives.last_seals(life)
    page = {
        "head": head_of(life.state.station),
        "code": code,
        "name": names(code, language),
        "station": life.state.station,
        "place": names(life.state.station, language),
        "state": lives.life_state(life, at),
        "where": lives.whereabouts(life, language, names),
        "since": life.state.at,
        "seals": seals,
        "sealed": sealed,
        "stretches": lives.stretches(life, language, names, at),
        "findings": checks.lines([f for f in life.findings if not checks.is_settled(f, at)], language, names),
        "settled": checks.lines([f for f in life.findings if checks.is_settled(f, at)], language, names),
    }
    return render(request, "unit.html", page)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's own form
    """Say that there is nothing here, or nothing for this reader."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's own form
    """Say that this door is not open to this reader."""
    return render(request, "403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's own form
    """Say that it failed on our side, with a page that needs neither store nor session."""
    return HttpResponse(render_to_string("500.html"), status=500)


sign_out = access(Access.PUBLIC)(require_POST(LogoutView.as_view()))
language = access(Access.PUBLIC)(require_POST(set_language))
