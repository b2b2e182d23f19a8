"""Pages of goods by type: stock against needs, orders, and what is in a carton."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.stock import Stock
from sepaham.domain.storage import Carton, carton_of
from sepaham.records import goods
from sepaham.records.access import Access, access
from sepaham.web import arrivals, goods_forms
from sepaham.web.fields import Fields, whole
from sepaham.web.present import goods as told
from sepaham.web.present import orders as placed
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
    page_of,
    read,
    to_sign,
)
from sepaham.web.tables import respond


@access(Access.SIGNED_IN)
@require_safe
@in_log
def stock(request: HttpRequest) -> HttpResponse:
    """Show how much of each item there is against what is needed."""
    found, region = keeper(request)
    stocks = goods.stocks(log=found.log, region=region)
    hrefs = {item: reverse("stock-item", args=[item]) for item in stocks}
    page = {
        **page_of(found, region),
        "answer": told.stock_answer(stocks.values(), found.language),
        "findings": hands(found, region),
        "unruled": [
            told.title(item, found.language, found.names) for item, s in stocks.items() if s.needed is None
        ],
        "empty": not any(one.stated for one in stocks.values()),
    }
    table = told.stock_table(stocks, found.language, found.names, hrefs)
    return respond(request, table, "goods/stock.html", page)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def item(request: HttpRequest, item: str) -> HttpResponse:
    """Show one item's account with what it rests on; sort it, or claim for it."""
    found, region = keeper(request)
    stocks = goods.stocks(log=found.log, region=region)
    if item not in stocks:
        raise Http404
    fields = None
    if request.method == "POST":
        acting_office(request, KPU)
        fields = read(request, found)
        kind, body = _item_act(fields, item)
        if not fields.problems:
            then = reverse("stock-item", args=[item])
            return to_sign(request, found, kind=kind, region=region, body=body, then=then)
    return render(
        request,
        "goods/item.html",
        {**_item_page(found, region, stocks[item], fields), "kept": kept(request, found)},
        status=WRONG if fields else 200,
    )


def _item_act(fields: Fields, item: str) -> tuple[str, dict[str, Any]]:
    if fields.typed("act") == "claim":
        return "goods.claim", goods_forms.claim(fields, item=item)
    return "goods.sort", goods_forms.sort(fields, item=item)


def _item_page(found: Reader, region: str, stock: Stock, fields: Fields | None) -> dict[str, Any]:
    facts = [f for f in goods.goods(found.log) if f.body.get("item") == stock.item]
    keys = [key for keys in stock.basis.values() for key in keys]
    places = entries([*keys, *(fact.key for fact in facts)])
    return {
        **page_of(found, region),
        "item": told.title(stock.item, found.language, found.names),
        "stock": stock,
        "state": told.stock_state(stock),
        "figures": told.figures(stock, places, found.language),
        "damage": [(told.damage_name(code, found.language), n) for code, n in stock.damaged.items()],
        "arrivals": [a for a in goods.arrivals(found.log).values() if a.item == stock.item],
        "claims": [(f, places.get(f.key)) for f in facts if f.kind == "goods.claim"],
        "findings": hands(found, region, subject=stock.item),
        **form_page(found, fields),
    }


@access(Access.SIGNED_IN)
@require_safe
@in_log
def carton(request: HttpRequest) -> HttpResponse:
    """Answer what is in a carton."""
    found, region = keeper(request)
    facts = goods.goods(found.log)
    name, typed = request.GET.get("arrival", "").strip(), request.GET.get("number", "").strip()
    number = whole(typed)
    asked = bool(name or typed)
    one = carton_of(facts, arrival=name, number=number) if asked and number is not None else None
    page = {
        **page_of(found, region),
        "arrivals": [
            (a.name, told.title(a.item, found.language, found.names))
            for a in goods.arrivals(found.log).values()
        ],
        "arrival": name,
        "number": typed,
        "asked": asked,
        "carton": one if one and one.each is not None else None,
        "answer": told.carton_answer(one, found.language, found.names) if asked else None,
        "places": sorted(entries(_basis_of(one)).values()) if one else [],
        "counted_by": found.names(one.count.actor, found.language) if one and one.count else "",
        "seen": [(found.names(f.actor, found.language), each) for f, each in one.seen] if one else [],
    }
    return render(request, "goods/carton.html", page)


def _basis_of(carton: Carton) -> list[str]:
    facts = (carton.arrival.fact, carton.count, carton.move, *carton.sorts)
    return [fact.key for fact in (*facts, *(seen for seen, _ in carton.seen)) if fact]


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def orders(request: HttpRequest) -> HttpResponse:
    """List the orders, those past due first; state a new one."""
    found, region = keeper(request)
    made = goods.orders(found.log)
    fields = None
    if request.method == "POST":
        acting_office(request, KPU)
        fields = read(request, found)
        body = goods_forms.order(fields, items=goods.items())
        if not fields.problems:
            then = reverse("orders")
            return to_sign(request, found, kind="goods.order", region=region, body=body, then=then)
    page = {
        **page_of(found, region),
        "answer": placed.orders_answer(made, found.at, found.language),
        "items": choices(found),
        "findings": [line for line in hands(found, region) if line.rule == "order_late"],
        "kept": kept(request, found),
        **form_page(found, fields),
        "sent": dict(fields.sent) if fields else {"order": f"P{len(made) + 1:03d}"},
    }
    answer = respond(
        request, placed.orders_table(made, found.at, found.language, found.names), "goods/orders.html", page
    )
    answer.status_code = WRONG if fields else answer.status_code
    return answer


urlpatterns = [
    path("stock", stock, name="stock"),
    path("stock/<name:item>", item, name="stock-item"),
    path("carton", carton, name="carton"),
    path("orders", orders, name="orders"),
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/<name:name>", arrivals.arrival, name="arrival"),
]
