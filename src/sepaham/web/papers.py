"""Papers as PDF and DOCX: minutes, receipts, sheets and labels, each for who may see what it tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sepaham.actions.papers import number_paper
from sepaham.actions.sms import CodesError, make_codes
from sepaham.domain.base import Level, RegionError, level_of, region_code
from sepaham.domain.facts import Fact
from sepaham.domain.needs import lines
from sepaham.domain.packing import packed_by_station
from sepaham.domain.register import PollingStation
from sepaham.domain.storage import Arrival
from sepaham.exchange.needs import needs_of
from sepaham.exchange.papers.bast import Minutes, bast
from sepaham.exchange.papers.codes import codes_sheet
from sepaham.exchange.papers.goods import Damage, Receipt, Stated, damage, receipt
from sepaham.exchange.papers.labels import labels
from sepaham.exchange.papers.sheets import content_lists, needs_sheet
from sepaham.records import acts, goods, queries
from sepaham.records.access import Access, access
from sepaham.records.papers import heading_of, number_of
from sepaham.records.register import profile, stations
from sepaham.web.acts import load_found
from sepaham.web.present import goods as told
from sepaham.web.press import answer, marks, printed, proofs
from sepaham.web.reader import Reader, in_log, reader
from sepaham.web.store_room import keeper


def _number(request: HttpRequest, r: Reader, *, office: str, kind: str, subject: str, region: str) -> str:
    """Return the number of a paper that states none: given when its own office first prints it."""
    if office in r.offices and request.method == "GET":
        return number_paper(log=r.log, office=office, kind=kind, subject=subject, region=region, at=r.at)
    return number_of(log=r.log, office=office, kind=kind, subject=subject)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def minutes(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print the minutes of a load list: to be filled by hand, or a copy of what was stated."""
    r = reader(request)
    found = load_found(r, key)
    load, given = found.handover.load, found.handover.given
    stated = next((number for act in given if (number := act.statement.body.get("document"))), "")
    told = Minutes(
        handover=found.handover,
        places=queries.places(statements=[act.id for act in found.handover.accounts()]),
        contents=found.contents,
        heading=heading_of(load.giver),
        number=stated or _number(request, r, office=load.giver, kind="bast", subject=key, region=load.region),
        at=r.at,
    )
    paper = bast(told, profile=profile(), names=r.names, language=r.language)
    paper = replace(paper, attached=proofs(r, told.places.values()) if form == "pdf" else ())
    name = f"BAST {r.place(load.region)} {key[:8]}"
    return answer(r, paper, form=form, name=name, region=load.region)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def goods_receipt(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print the receipt (BTTB) of a delivery."""
    r, _ = keeper(request)
    one = goods.arrivals(r.log).get(key)
    if one is None:
        raise Http404
    fact = one.fact
    number = fact.body.get("document") or _number(
        request, r, office=fact.actor, kind="receipt", subject=fact.key, region=fact.region
    )
    stated = _stated(r, fact, number)
    paper = receipt(_received(one, r), stated, names=r.names, language=r.language)
    return answer(r, paper, form=form, name=f"BTTB {key}", region=one.fact.region)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def damage_minutes(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print the minutes of damage that a claim rests on."""
    r, _ = keeper(request)
    facts = goods.goods(r.log)
    claim = next((fact for fact in facts if fact.key == key and fact.kind == "goods.claim"), None)
    if claim is None:
        raise Http404
    stated = _stated(r, claim, claim.body["document"])
    paper = damage(_damaged(claim, facts, r), stated, names=r.names, language=r.language)
    return answer(r, paper, form=form, name=f"BA kerusakan {key[:8]}", region=claim.region)


def _stated(r: Reader, fact: Fact, number: str) -> Stated:
    return Stated(
        office=fact.actor,
        region=fact.region,
        at=fact.at,
        entry=fact.index,
        id=fact.key,
        heading=heading_of(fact.actor),
        number=number,
        printed_at=r.at,
    )


def _piece(item: str, r: Reader) -> str:
    names = goods.pieces().get(item.partition(":")[0], (item, item))
    return names[0 if r.language == "id" else 1]


def _received(one: Arrival, r: Reader) -> Receipt:
    body, waybill = one.fact.body, one.waybill
    return Receipt(
        item=told.title(one.item, r.language, r.names),
        piece=_piece(one.item, r),
        labelled=one.label_pieces,
        cartons=tuple((run.first, run.last, run.each) for run in one.runs),
        waybill=waybill.get("number", ""),
        waybill_pieces=waybill.get("pieces"),
        waybill_cartons=waybill.get("cartons"),
        counted=one.counted,
        supplier=body.get("supplier", ""),
        store=body.get("store", ""),
    )


def _damaged(claim: Fact, facts: list[Fact], r: Reader) -> Damage:
    body = claim.body
    return Damage(
        item=told.title(body["item"], r.language, r.names),
        piece=_piece(body["item"], r),
        damaged=body["damaged"],
        short=body["short"],
        classes={told.damage_name(code, r.language): n for code, n in _classes(claim, facts).items()},
        supplier=body.get("supplier") or _supplier(body.get("arrival"), facts),
    )


def _supplier(arrival: str | None, facts: list[Fact]) -> str:
    """Return who supplied a delivery."""
    told = (fact.body for fact in facts if fact.kind == "goods.arrive")
    return next((body.get("supplier", "") for body in told if body["arrival"] == arrival), "")


def _classes(claim: Fact, facts: list[Fact]) -> Mapping[str, int]:
    """Return the kinds of damage that sorting found, where they add up to what is claimed."""
    found: Counter[str] = Counter()
    for fact in facts:
        same = fact.body.get("item") == claim.body["item"]
        near = claim.body.get("arrival") in {None, fact.body.get("arrival")}
        if fact.kind == "goods.sort" and same and near:
            found.update(fact.body["damaged"])
    return found if found.total() == claim.body["damaged"] else {}


def _place(r: Reader, code: str, *levels: Level) -> list[PollingStation]:
    """
    Return the polling stations of a place the reader answers for.

    Raises:
        Http404: It lies elsewhere, has none, or is of another level than those asked for.
    """
    try:
        region = region_code(code)
    except RegionError:
        raise Http404 from None
    if region != code or level_of(region) not in levels or not r.scope.covers(region):
        raise Http404
    if level_of(region) is Level.TPS:
        found = [one for one in stations(region.rpartition(".")[0]) if one.key == region]
    else:
        found = list(stations(region))
    if not found:
        raise Http404
    return found


@access(Access.SIGNED_IN)
@require_safe
@in_log
def contents(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print what goes inside and beside the boxes of a desa's polling stations, a page for each."""
    r = reader(request)
    found = _place(r, key, Level.DESA, Level.TPS)
    packed = packed_by_station(goods.packing(log=r.log, region=key))
    seals = {unit: numbers for one in packed.values() for unit, numbers in one.units.items()}
    paper = content_lists(found, profile=profile(), names=r.names, language=r.language, seals=seals)
    return answer(r, paper, form=form, name=f"Daftar isi {r.place(key)}", region=key)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def unit_labels(request: HttpRequest, key: str) -> HttpResponse:
    """Print the QR labels of a desa's units."""
    r = reader(request)
    found = _place(r, key, Level.DESA, Level.TPS)
    sheet = labels(found, profile=profile(), names=r.names, language=r.language, mark=marks(r))
    return printed(sheet, f"Label {r.place(key)}")


@access(Access.SIGNED_IN)
@require_safe
@in_log
def needs(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print what a region must get, with where each figure comes from."""
    r = reader(request)
    found = _place(r, key, Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
    rules, below = profile(), Level(level_of(key) + 1)
    paper = needs_sheet(
        total=next(needs_of(area=key, stations=found, profile=rules, levels=())),
        below=list(needs_of(area=key, stations=found, profile=rules, levels=(below,))),
        figures=lines(rules),
        profile=rules,
        names=r.names,
        language=r.language,
    )
    return answer(r, paper, form=form, name=f"Kebutuhan {r.place(key)}", region=key)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def codes(request: HttpRequest) -> HttpResponse:
    """Make an office's codes for text messages anew and print them, this once; they are kept nowhere."""
    r = reader(request)
    office = request.POST.get("office", "")
    try:
        made = make_codes(log=r.log, office=office, by=acts.posts(r.offices), at=timezone.now())
    except CodesError:
        raise Http404 from None
    sheet = codes_sheet(office, made, names=r.names, language=r.language)
    return answer(r, sheet, form="pdf", name=f"Kode SMS {r.place(office)}", region=office.partition(":")[2])


urlpatterns = [
    path("papers/codes", codes, name="paper-codes"),
    path("papers/bast/<str:key>.<str:form>", minutes, name="paper-bast"),
    path("papers/receipt/<name:key>.<str:form>", goods_receipt, name="paper-receipt"),
    path("papers/damage/<str:key>.<str:form>", damage_minutes, name="paper-damage"),
    path("papers/contents/<str:key>.pdf", contents, {"form": "pdf"}, name="paper-contents"),
    path("papers/labels/<str:key>.pdf", unit_labels, name="paper-labels"),
    path("papers/needs/<str:key>.pdf", needs, {"form": "pdf"}, name="paper-needs"),
]
