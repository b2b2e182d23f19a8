"""Ballots by state: what is explained, area by area; one station's block with its copies, and a new copy."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.ballot_sentences import BALLOTS, COLUMN_NAMES
from sepaham.domain.ballots import COLUMNS, Block
from sepaham.domain.base import Level, RegionError, level_of, region_code
from sepaham.records import ballots as records
from sepaham.records import goods
from sepaham.records.access import Access, access
from sepaham.records.register import kabupaten, stations_at
from sepaham.web.choosing import below
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import ballots as told
from sepaham.web.present import check as checks
from sepaham.web.reader import Reader, acting_office, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.store_room import WRONG, lines_that_may, offices_that_may
from sepaham.web.tables import respond
from sepaham.web.words import say

COUNT = "ballots.count"
MOST_LISTED = 40
"""How many things to look at stand above the table; the table and *Perlu dicek* have all."""
_AREA = {Level.PROVINCE: Level.KABUPATEN, Level.KABUPATEN: Level.KECAMATAN, Level.KECAMATAN: Level.DESA}


@access(Access.SIGNED_IN)
@require_safe
@in_log
def ballots(request: HttpRequest) -> HttpResponse:
    """Show how many stations of a region have every ballot explained, and what is left where."""
    r = reader(request)
    region = region_asked(request, r.scope)
    found = records.blocks(log=r.log, region=region)
    level = _AREA.get(level_of(region), Level.TPS)
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "regions": below(r, region),
        "answer": told.answer(found.values(), r.language),
        "findings": _findings(r, region),
        "warehouses": told.warehouses(_warehouses(r), r.language, r.names),
    }
    table = told.table(found.values(), level, r.language, r.names, _href)
    return respond(request, table, "ballots/ballots.html", page)


def _warehouses(r: Reader) -> dict[str, Any]:
    """Return the warehouse's ballots for who answers for the kabupaten."""
    whole = next((code for code in kabupaten() if r.scope.covers(code)), "")
    return records.warehouses(log=r.log, kabupaten=whole) if whole else {}


def _findings(r: Reader, region: str) -> tuple[checks.Line, ...]:
    """Return what needs a look about the ballots of a region, worst first."""
    found = goods.to_check(region=region, rules=tuple(BALLOTS))
    return checks.lines(found[:MOST_LISTED], r.language, r.names)


def _href(place: str) -> str:
    if level_of(place) is Level.TPS:
        return reverse("ballots-station", args=[place])
    return f"{reverse('ballots')}?region={place}"


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def station(request: HttpRequest, station: str) -> HttpResponse:
    """Show all copies of a station's block of ballot use, and take another."""
    r = reader(request)
    if not (is_station(station) and r.scope.covers(station) and any(stations_at(station))):
        raise Http404
    found = records.blocks(log=r.log, region=station)
    fields = None
    if request.method == "POST":
        office = acting_office(request, lines_that_may(COUNT))
        fields = Fields(request.POST.dict(), r.language)
        body = _body(fields, [election for _, election in found], r)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=[Draft(COUNT, station, body)],
                sentences=[told.sentence(office, station, body, r.language, r.names)],
                then=reverse("ballots-station", args=[station]),
                title=say("Salin pemakaian surat suara", r.language),
            )
    page = {**_station(r, station, found, fields), "kept": kept(request, r)}
    return render(request, "ballots/station.html", page, status=WRONG if fields else 200)


def is_station(key: str) -> bool:
    """Tell whether a text of an address is a polling station's key."""
    try:
        return region_code(key) == key and level_of(key) is Level.TPS
    except RegionError:
        return False


def _station(
    r: Reader, station: str, found: Mapping[tuple[str, str], Block], fields: Fields | None
) -> dict[str, Any]:
    """Return what the page of one station shows."""
    return {
        "head": head_of(station),
        "region": station,
        "place": r.place(station),
        "answer": told.answer(found.values(), r.language),
        "blocks": [told.block(one, r.language, r.names) for one in found.values()],
        "columns": [(column, title.say(r.language, {})) for column, title in COLUMN_NAMES.items()],
        "findings": _findings(r, station),
        "form": _form([election for _, election in found], fields, r),
        "office": next(iter(offices_that_may(r, COUNT)), ""),
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
    }


def _form(
    elections: list[str], fields: Fields | None, r: Reader
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the fields of a copy by election: name, label, what was typed."""
    return [
        (
            r.place(f"ballot:{election}"),
            [
                (name, title.say(r.language, {}), fields.typed(name) if fields else "")
                for column, title in COLUMN_NAMES.items()
                for name in (f"{election}.{column}",)
            ],
        )
        for election in elections
    ]


def _body(fields: Fields, elections: list[str], r: Reader) -> dict[str, Any]:
    counts = {}
    for election in elections:
        called = r.place(f"ballot:{election}")
        numbers = {
            column: fields.number(
                f"{election}.{column}", f"{called}, {COLUMN_NAMES[column].say(r.language, {})}"
            )
            for column in COLUMNS
        }
        counts[election] = numbers
    body: dict[str, Any] = {"counts": counts}
    voters = fields.number("voters", "Pemilih yang hadir", needed=False)
    return body if voters is None else {**body, "voters": voters}


urlpatterns = [
    path("ballots", ballots, name="ballots"),
    path("ballots/<str:station>", station, name="ballots-station"),
]
