"""Pages of stores: all of a region, and one with what is in it, what comes and goes, and its night."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.base import RegionError, region_code
from sepaham.records import acts, foundations, goods
from sepaham.records import handovers as lists
from sepaham.records import stores as records
from sepaham.records.access import Access, access
from sepaham.records.handovers import Passed
from sepaham.records.register import profile
from sepaham.records.stores import Stocked
from sepaham.web.choosing import below, chosen
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import stores as told
from sepaham.web.present.goods import title
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
FIRST = 12
"""How many movements a store's page lists of what is to come and to go."""
MOST_GUARDS = 1000


@access(Access.SIGNED_IN)
@require_safe
@in_log
def stores(request: HttpRequest) -> HttpResponse:
    """Show the stores of a region and what is in each."""
    r = reader(request)
    region = region_asked(request, r.scope)
    kinds = {key: say(text, r.language) for key, text in told.FILTERS.items()}
    kind = chosen(request, "kind", kinds)
    found = records.stocked(log=r.log, region=region)
    if kind == "" and found and all(one.line == "kpps" for one in found):
        kind = "kpps"
    day = profile().day
    shown = [one for one in found if told.fits(one, kind, r.at, day)]
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(shown, r.language),
        "litres": told.room(sum(one.litres for one in shown), r.language),
        "help": [one for one in found if one.calls_for_help],
        "silent": sum(bool(told.silent_slots(one, r.at, day)) for one in found),
        "kinds": kinds.items(),
        "kind": kind,
        "regions": below(r, region),
    }
    return respond(request, told.table(shown, r.language, r.names), "stores/stores.html", page)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def store(request: HttpRequest, key: str) -> HttpResponse:
    """Show one store; report on its night."""
    r = reader(request)
    found = _found(r, key)
    guards = _guards(r, found)
    fields = None
    if request.method == "POST":
        office = request.POST.get("office", "")
        if office not in guards:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        body = _body(fields)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=[Draft("night.report", found.store.region, body)],
                sentences=[told.sentence(body, found.store.region, r.language, r.names)],
                then=reverse("store", args=[key]),
                title=say("Laporan malam", r.language),
            )
    page = _page(request, r, found, guards, fields)
    return render(request, "stores/store.html", page, status=WRONG if fields else 200)


def _found(r: Reader, key: str) -> Stocked:
    """Return a store the reader may see."""
    try:
        region = region_code(key)
    except RegionError:
        raise Http404 from None
    found = records.store_at(log=r.log, region=region) if r.scope.covers(region) else None
    if found is None or region != key:
        raise Http404
    return found


def _guards(r: Reader, found: Stocked) -> list[str]:
    """Return which of the reader's offices may report on a store's night."""
    if found.line not in told.GUARDED:
        return []
    table, region = foundations.authority(log=r.log), found.store.region
    posts = acts.posts(r.offices)
    return [p.id for p in posts if table.rule(office=p, kind="night.report", region=region)]


def _body(fields: Fields) -> dict[str, Any]:
    return {
        "slot": fields.choice("slot", "Jam", told.SLOTS),
        "state": fields.choice("state", "Keadaan", told.SAID),
        "guards": fields.number("guards", "Jumlah penjaga", most=MOST_GUARDS),
    }


def _page(
    request: HttpRequest, r: Reader, found: Stocked, guards: list[str], fields: Fields | None
) -> dict[str, Any]:
    keeper, region = found.store.keeper, found.store.region
    coming, leaving = lists.awaited(log=r.log, office=keeper)
    return {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "name": told.name(found, r.language, r.names),
        "store": found.store,
        "keeper": r.place(keeper),
        "room_of": r.place(found.store.room_of),
        "answer": told.one_answer(found, r.language),
        "help": found.calls_for_help,
        "since": found.since if found.units else None,
        "items": told.items(found, r.language, r.names),
        "volume": told.room(found.litres, r.language),
        "counted": _counted(r, found),
        "coming": _moves(r, coming),
        "leaving": _moves(r, leaving),
        "nights": told.nights(found, r.at, profile().day, r.language, r.names),
        "guards": [(office, r.place(office)) for office in guards],
        "slots": [(slot, told.hour_of(slot, r.language)) for slot in told.SLOTS],
        "states": [(state, say(text, r.language)) for state, text in told.SAID.items()],
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
        "kept": kept(request, r),
    }


def _counted(r: Reader, found: Stocked) -> list[tuple[str, str, int]]:
    """Return the goods by type in the KPU's warehouse: address, name and usable pieces."""
    if found.line != "kpu":
        return []
    stocks = goods.stocks(log=r.log, region=found.store.region)
    return [
        (reverse("stock-item", args=[item]), title(item, r.language, r.names), stock.usable)
        for item, stock in stocks.items()
        if stock.usable > 0
    ]


def _moves(r: Reader, found: list[Passed]) -> dict[str, Any]:
    """Return what is to come or to go: how many, and the first of those the reader may know of."""
    open_ = [p for p in found if p.stated or r.scope.knows_plans or p.concerns(r.offices)]
    told_ = [(p, r.place(p.giver), r.place(p.receiver)) for p in open_[:FIRST]]
    return {"all": len(found), "told": told_, "units": sum(p.units for p in found)}


urlpatterns = [
    path("stores", stores, name="stores"),
    path("store/<str:key>", store, name="store"),
]
