"""Pages of packing: how far each desa is, and per polling station what goes inside and beside the box."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.base import Level, RegionError, level_of
from sepaham.domain.findings import Names
from sepaham.domain.packing import contents_list, packed_by_station, pieces_of, progress_of
from sepaham.domain.register import PollingStation
from sepaham.records import goods
from sepaham.records.access import Access, access
from sepaham.records.register import profile
from sepaham.web import seals_forms
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import packing as told
from sepaham.web.reader import Reader, acting_office, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.store_room import KPU, WRONG
from sepaham.web.tables import respond
from sepaham.web.words import say


@access(Access.SIGNED_IN)
@require_safe
@in_log
def packing(request: HttpRequest) -> HttpResponse:
    """Show how many polling stations of each desa are packed."""
    found = reader(request)
    region = region_asked(request, found.scope)
    stations = goods.stations_in(region)
    facts = goods.packing(log=found.log, region=region)
    progress = progress_of(stations, profile=profile(), facts=facts, level=Level.DESA)
    page = {
        **_page(found, region),
        "answer": told.answer(progress, found.language),
    }
    table = told.table(progress, found.language, found.names)
    return respond(request, table, "packing/packing.html", page)


def _page(found: Reader, region: str) -> dict[str, Any]:
    return {
        "head": head_of(region),
        "region": region,
        "place": found.place(region),
        "writes": any(office.partition(":")[0] in KPU for office in found.scope.offices),
        "stock_open": found.scope.covers(region[:5]),
    }


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def desa(request: HttpRequest, desa: str) -> HttpResponse:
    """Show what each polling station of a desa gets; state which are packed, all the ticked ones at once."""
    found = reader(request)
    if not _is_desa(desa) or not found.scope.covers(desa):
        raise Http404
    stations = goods.stations_in(desa)
    if not stations:
        raise Http404
    packed = packed_by_station(goods.packing(log=found.log, region=desa))
    ticked = request.POST.getlist("tps")
    if request.POST.get("all"):
        ticked += [station.key for station in stations if station.key not in packed]
    fields = None
    if request.method == "POST":
        office = acting_office(request, KPU)
        fields = Fields(request.POST.dict(), found.language)
        drafts = _drafts(fields, ticked, stations, found.names)
        if not fields.problems:
            return _to_sign(request, found, office, desa, drafts)
    cards = told.cards(
        stations,
        profile(),
        packed,
        found.language,
        found.names,
        sent=fields.sent if fields else None,
        ticked=ticked,
    )
    done, parent = sum(card.done for card in cards), desa.rpartition(".")[0]
    page = {
        **_page(found, desa),
        "cards": cards,
        "done": done,
        "left": len(cards) - done,
        "answer": told.desa_answer(done, len(cards), found.language),
        "kept": kept(request, found),
        "parent": parent,
        "kecamatan": found.place(parent),
        "problems": fields.problems if fields else [],
    }
    return render(request, "packing/desa.html", page, status=WRONG if fields else 200)


def _is_desa(code: str) -> bool:
    try:
        return level_of(code) is Level.DESA
    except (RegionError, ValueError):
        return False


def _drafts(
    fields: Fields, ticked: Sequence[str], stations: Sequence[PollingStation], names: Names
) -> list[Draft]:
    """Return one statement of packing for each ticked polling station of these."""
    chosen = [station for station in stations if station.key in ticked]
    if not chosen:
        fields.refuse("TPS: centang paling sedikit satu TPS yang sudah dikemas.")
    drafts = [Draft("parcel.pack", station.key, _body(fields, station, names)) for station in chosen]
    for number in seals_forms.repeated([draft.body for draft in drafts]):
        fields.refuse("Segel: nomor {number} ditulis pada lebih dari satu kotak.", number=number)
    return drafts


def _body(fields: Fields, station: PollingStation, names: Names) -> dict[str, Any]:
    pieces = pieces_of(profile(), station)
    return seals_forms.packed(
        fields,
        station=station.key,
        units=[piece.code for piece in pieces],
        boxes=[piece.code for piece in pieces if piece.kind.item == "box"],
        contents=contents_list(profile(), station),
        title=lambda item: f"TPS {station.number:03d}, {names(item, fields.language)}",
    )


def _to_sign(
    request: HttpRequest, found: Reader, office: str, desa: str, drafts: Sequence[Draft]
) -> HttpResponse:
    by_key = {station.key: station for station in goods.stations_in(desa)}
    sentences = [
        told.sentence(by_key[draft.region], profile(), draft.body, found.language, found.names)
        for draft in drafts
    ]
    return ask_to_sign(
        request,
        office=office,
        drafts=list(drafts),
        sentences=sentences,
        then=reverse("packing-desa", args=[desa]),
        title=say("Kemas {number} TPS", found.language, number=len(drafts)),
    )


urlpatterns = [
    path("packing", packing, name="packing"),
    path("packing/<str:desa>", desa, name="packing-desa"),
]
