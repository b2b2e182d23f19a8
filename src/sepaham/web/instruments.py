"""Institutions' own lists side by side: what each says of each area under a threat, never averaged."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from sepaham.domain.base import Level, level_of, within
from sepaham.domain.instruments import Listing, contradictions, pairs, says
from sepaham.domain.threats import Threat, Threats
from sepaham.domain.words import write_number
from sepaham.gateways import library
from sepaham.records import instruments as records
from sepaham.records import register, understanding
from sepaham.records.access import Access, access
from sepaham.web.choosing import below
from sepaham.web.instrument_fields import states
from sepaham.web.present import instruments as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say


@access(Access.SIGNED_IN)
@require_safe
@in_log
def lists(request: HttpRequest) -> HttpResponse:
    """Show what every list says of every area inside a region, and where they contradict each other."""
    r = reader(request)
    region = region_asked(request, r.scope)
    every, force = _listings(r)
    here = [one for one in force if _near(one, region)]
    catalogue = understanding.threats(log=r.log, shipped=library.threats())
    counts = _counts(catalogue, here, region)
    threat = _threat(request, catalogue, counts)
    counts.setdefault(threat.code, 0)
    found = says(here, threat, region)
    differ = request.GET.get("only") == "differ"
    in_force, older = told.kept(every, (one.key for one in force), r.language, r.names)
    page: dict[str, Any] = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "above": _href(region.rpartition(".")[0], threat.code, r),
        "regions": below(r, region),
        "threats": [
            (code, catalogue.threats[code].text.say(r.language, {}), n) for code, n in counts.items()
        ],
        "threat": threat.code,
        "answer": told.answer(threat, found, r.language, r.names) if every else told.none(r.language),
        "sides": told.sides(found, r.language, r.names),
        "only": _only(r, found, threat.code),
        "differ": differ,
        "in_force": in_force,
        "older": older,
        "states": bool(states(r)),
        "kept": kept(request, r),
    }

    def href(code: str) -> str:
        return _href(code, threat.code, r)

    told_of = {"language": r.language, "names": r.names, "href": href}
    if differ:
        table = told.place_table(found, threat, **told_of)
    else:
        table = told.area_table(_areas(region), here, threat, **told_of)
    return respond(request, table, "lists/lists.html", page)


def _listings(r: Reader) -> tuple[list[Listing], list[Listing]]:
    """Return every list of a region the reader sees into, and those in force, with their rows."""
    force = records.in_force(log=r.log, instruments=library.instruments())
    whole = {one.key: one for one in force}
    stated = records.stated(log=r.log, instruments=library.instruments())
    every = [whole.get(one.key, one) for one in stated if _seen(r, one)]
    return every, [one for one in force if _seen(r, one)]


def _seen(r: Reader, listing: Listing) -> bool:
    return any(_near(listing, region) for region in r.scope.regions)


def _near(listing: Listing, region: str) -> bool:
    return within(region, listing.region) or within(listing.region, region)


def _counts(catalogue: Threats, force: list[Listing], region: str) -> dict[str, int]:
    """Return the threats some list speaks of, with on how many places lists contradict, most first."""
    spoken = [t for t in catalogue.threats.values() if any(one.instrument.of(t) for one in force)]
    found = {threat.code: contradictions(force, threat, region) for threat in spoken}
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _threat(request: HttpRequest, catalogue: Threats, counts: dict[str, int]) -> Threat:
    """Return the threat asked for, else the one on which lists contradict each other most."""
    asked = request.GET.get("threat", "")
    first = next(iter(counts), next(iter(catalogue.threats)))
    return catalogue.threats.get(asked) or catalogue.threats[first]


def _areas(region: str) -> list[str]:
    """Return the places one level below a region; a polling station itself."""
    level = level_of(region)
    if level is Level.TPS:
        return [region]
    if level is Level.DESA:
        return [station.key for station in register.stations(region)]
    return sorted(code for code in register.regions(region) if level_of(code) == level + 1)


def _href(code: str, threat: str, r: Reader) -> str:
    """Return where a place's own lists are; '' for one the reader may not see."""
    if not code or not r.scope.covers(code):
        return ""
    if level_of(code) is Level.TPS:
        return reverse("station", args=[code])
    return f"{reverse('lists')}?{urlencode({'region': code, 'threat': threat})}"


def _only(r: Reader, found: list[Any], threat: str) -> list[told.Only]:
    apart = pairs(found)
    return told.only(apart[0], r.language, r.names, lambda code: _href(code, threat, r)) if apart else []


@access(Access.SIGNED_IN)
@require_safe
@in_log
def one_list(request: HttpRequest, key: str) -> HttpResponse:
    """Show the rows of one list, by its statement or the hash of its rows, as far as the reader covers."""
    r = reader(request)
    found = records.listing(log=r.log, key=key, instruments=library.instruments())
    if found is None or not r.scope.region or not _seen(r, found):
        raise Http404
    force = [one.key for one in records.in_force(log=r.log, instruments=library.instruments())]
    lines = told.kept([found], force, r.language, r.names)
    line = [*lines[0], *lines[1]][0]
    region = r.scope.region if within(r.scope.region, found.region) else found.region
    table = told.list_table(found, region, r.language, r.names)
    number = write_number(len(table.rows), r.language)
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "line": line,
        "listing": found,
        "lost": found.rows is None,
        "opens": r.scope.may_open(kind=records.STATE, region=found.region),
        "answer": say("{owner}: {number} baris di sini", r.language, owner=line.owner, number=number),
    }
    return respond(request, table, "lists/list.html", page)


urlpatterns = [
    path("lists", lists, name="lists"),
    path("lists/<slug:key>", one_list, name="list"),
]
