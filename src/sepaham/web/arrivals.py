"""Pages of deliveries: the list with a new one, and each with waybill, labels and count side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.storage import Arrival
from sepaham.records import goods
from sepaham.records.access import Access, access
from sepaham.web import goods_forms
from sepaham.web.fields import Fields
from sepaham.web.present import goods as told
from sepaham.web.present import goods_acts as signed
from sepaham.web.reader import Reader, acting_office, in_log
from sepaham.web.receipts import kept
from sepaham.web.store_room import (
    KPU,
    WRONG,
    choices,
    entries,
    form_page,
    hands,
    keeper,
    lines_that_may,
    page_of,
    read,
    to_sign,
)
from sepaham.web.tables import respond

ACTS = {
    "count": "goods.count",
    "observe": "goods.observe",
    "move": "goods.move",
    "sort": "goods.sort",
    "claim": "goods.claim",
}
"""What the forms of a delivery state."""
RULES = frozenset(
    {"arrival_differs", "arrival_twice", "arrival_unknown", "cartons_unclear", "goods_differ_seen"}
)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def arrivals(request: HttpRequest) -> HttpResponse:
    """List the deliveries; state a new one."""
    found, region = keeper(request)
    known, orders = goods.arrivals(found.log), goods.orders(found.log)
    fields = None
    if request.method == "POST":
        acting_office(request, KPU)
        fields = read(request, found)
        names = {order.fact.body["order"] for order in orders}
        body = goods_forms.arrival(fields, items=goods.items(), known=known, orders=names)
        if not fields.problems:
            then = reverse("arrival", args=[body["arrival"]])
            return to_sign(request, found, kind="goods.arrive", region=region, body=body, then=then)
    hrefs = {name: reverse("arrival", args=[name]) for name in known}
    page = {
        **page_of(found, region),
        "differ": sum(
            told.arrival_state(a) in {told.State.ATTENTION, told.State.DIFFER} for a in known.values()
        ),
        "all": len(known),
        "items": choices(found),
        "orders": [(o.fact.body["order"], found.names(o.fact.body["item"], found.language)) for o in orders],
        "claims": sorted({c.body["document"] for c in goods.goods(found.log) if c.kind == "goods.claim"}),
        "sent": dict(fields.sent) if fields else {"arrival": f"K{len(known) + 1:03d}"},
        "problems": fields.problems if fields else [],
        "findings": [line for line in hands(found, region) if line.rule in RULES],
    }
    table = told.arrivals_table(known.values(), found.language, found.names, hrefs)
    answer = respond(request, table, "goods/arrivals.html", page)
    answer.status_code = WRONG if fields else answer.status_code
    return answer


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def arrival(request: HttpRequest, name: str) -> HttpResponse:
    """Show one delivery three times told; count, move, sort or claim it, or say what was seen of it."""
    found, region = keeper(request)
    one = goods.arrivals(found.log).get(name)
    if one is None:
        raise Http404
    fields = None
    if request.method == "POST":
        kind = ACTS.get(request.POST.get("act", ""))
        if kind is None:
            raise Http404
        acting_office(request, lines_that_may(kind))
        fields = read(request, found)
        body = _body(fields, kind, one)
        if not fields.problems:
            then = reverse("arrival", args=[name])
            return to_sign(request, found, kind=kind, region=region, body=body, then=then)
    page = {**_page(found, region, one, fields), "kept": kept(request, found)}
    return render(request, "goods/arrival.html", page, status=WRONG if fields else 200)


def _body(fields: Fields, kind: str, arrival: Arrival) -> dict[str, Any]:
    if kind == "goods.count":
        return goods_forms.count(fields, arrival=arrival.name)
    if kind == "goods.observe":
        return goods_forms.observe(fields, arrival=arrival.name)
    if kind == "goods.move":
        return goods_forms.move(fields, arrival=arrival.name)
    form = goods_forms.sort if kind == "goods.sort" else goods_forms.claim
    return form(fields, item=arrival.item, arrival=arrival.name)


def _page(found: Reader, region: str, arrival: Arrival, fields: Fields | None) -> dict[str, Any]:
    facts = (arrival.fact, *arrival.counts, *arrival.seen, *arrival.moves, *arrival.sorts, *arrival.claims)
    places = entries([fact.key for fact in facts])
    return {
        **page_of(found, region),
        "arrival": arrival,
        "item": found.names(arrival.item, found.language),
        "state": told.arrival_state(arrival),
        "difference": told.difference(arrival),
        "lacking": -told.difference(arrival),
        "counted_cartons": arrival.counted_cartons,
        "stretches": told.stretches(arrival.differences, found.language),
        "places": [
            (told.cartons_text(run.first, run.last, found.language), store) for run, store in arrival.places
        ],
        "sorted": [signed.sort(f.body, found.language, found.names)[0] for f in arrival.sorts],
        "runs": told.runs_text(arrival.labels, found.language),
        "seen": [
            (fact, found.names(fact.actor, found.language), fact.body["pieces"]) for fact in arrival.seen
        ],
        "acts": [(fact, told.act(fact, found.language, found.names), places.get(fact.key)) for fact in facts],
        "findings": hands(found, region, subject=arrival.name),
        **form_page(found, fields),
    }
