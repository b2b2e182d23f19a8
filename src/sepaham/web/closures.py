"""Roads: the crossings there are, what is stated closed, and stating a road closed or open again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.base import local_zone, write_instant
from sepaham.domain.closures import CLOSE, OPEN, Closure
from sepaham.domain.rivers import Crossing
from sepaham.domain.road_codes import LONGEST, NAME
from sepaham.exchange.people import is_formula
from sepaham.records import acts, closures, foundations, places
from sepaham.records.access import Access, access
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.plan_view import stale
from sepaham.web.present import closures as told
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
_NOTE = 280
_KINDS = {"close": CLOSE, "open": OPEN}


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def roads(request: HttpRequest) -> HttpResponse:
    """Show crossings and closed roads; state one closed or open."""
    r = reader(request)
    if not r.scope.region and request.method != "POST":
        return render(request, "no_office.html")
    offices, rivers = _able(r), places.rivers()
    crossings = {one.code: one for river in rivers for one in river.crossings}
    closed = closures.closed_at(log=r.log, at=r.at)
    fields = None
    if request.method == "POST":
        office = request.POST.get("office", "")
        if office not in offices:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        draft = _draft(fields, office, r, {*crossings, *(one.road for one in closed)})
        if not fields.problems:
            return _to_sign(request, r, office, draft, crossings)
    page = {
        **_page(r, crossings, closed),
        "offices": [(office, r.place(office)) for office in offices],
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
        "kept": kept(request, r),
    }
    answer = respond(request, told.table(rivers, closed, r.language, r.names), "roads/roads.html", page)
    answer.status_code = WRONG if fields else answer.status_code
    return answer


def _able(r: Reader) -> list[str]:
    """Return the reader's offices that may state a road closed in their region."""
    table = foundations.authority(log=r.log)
    posts = acts.posts(r.offices)
    return [p.id for p in posts if table.rule(office=p, kind=CLOSE, region=p.regions[0])]


def _page(r: Reader, crossings: Mapping[str, Crossing], closed: tuple[Closure, ...]) -> dict[str, Any]:
    names = {code: crossing.name for code, crossing in crossings.items()}
    names |= {one.road: told.road_name(one.road, crossings, r.language) for one in closed}
    return {
        "head": head_of(r.scope.region),
        "region": r.scope.region,
        "place": r.place(r.scope.region),
        "answer": told.answer(closed, r.language),
        "shut": told.shut(closed, crossings, r.language, r.names),
        "roads": sorted(names.items(), key=lambda pair: pair[1]),
        "acts": [(act, say(label, r.language)) for act, label in told.ACTS.items()],
        "stale": stale(r),
    }


def _draft(fields: Fields, office: str, r: Reader, known: set[str]) -> Draft:
    """Return what a form says of a road, in the region of the office that states it."""
    region = next(post.regions[0] for post in acts.posts([office]))
    act = fields.choice("act", "Yang terjadi", _KINDS)
    road = fields.choice("road", "Penyeberangan atau jalan", known, needed=False)
    if not road:
        road = NAME + fields.text("name", "Nama jalan lain", most=LONGEST - len(NAME))
    body = {"road": road}
    if act == "close" and (until := _until(fields, region, r.at)):
        body["until"] = until
    if note := fields.text("note", "Catatan, tanpa nama orang", most=_NOTE, needed=False):
        body["note"] = note
        if is_formula(note):
            label = fields.label("Catatan, tanpa nama orang")
            fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=label)
    return Draft(_KINDS.get(act, CLOSE), region, body)


def _until(fields: Fields, region: str, now: datetime) -> str:
    """Return until when, from a local hour as browsers send it; '' for none."""
    typed = fields.typed("until")
    if not typed:
        return ""
    try:
        at = datetime.fromisoformat(typed).replace(tzinfo=local_zone(region)).astimezone(UTC)
    except (ValueError, OverflowError):
        at = now
    if at <= now:
        label = fields.label("Kira-kira sampai")
        fields.refuse("{field}: tulis jam yang belum lewat.", field=label)
        return ""
    return write_instant(at.replace(microsecond=0))


def _to_sign(
    request: HttpRequest, r: Reader, office: str, draft: Draft, crossings: Mapping[str, Crossing]
) -> HttpResponse:
    name = told.road_name(draft.body["road"], crossings, r.language)
    return ask_to_sign(
        request,
        office=office,
        drafts=[draft],
        sentences=[told.sentence(draft, name, r.language)],
        then=reverse("roads"),
        title=say("Jalan", r.language),
    )


urlpatterns = [path("roads", roads, name="roads")]
