"""Pages of escorts and guards: what needs one, asking for it by letter, answering, siap and selesai."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.base import Level, RegionError, level_of, region_code, within
from sepaham.domain.escorting import Asked, Course, Standing, may_answer, standings
from sepaham.gateways import library
from sepaham.records import escorts as records
from sepaham.records.access import GUARDS, Access, access
from sepaham.web.choosing import below, chosen
from sepaham.web.drafts import ask_to_sign
from sepaham.web.escort_forms import ACTS, ASKERS, Form
from sepaham.web.fields import Fields
from sepaham.web.present import escorts as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422


def found_by(r: Reader) -> tuple[list[Standing], list[Asked]]:
    """Return what a reader may see of escorts: of their regions, and what was asked of their offices."""
    if not (r.scope.knows_plans or r.scope.guards):
        raise Http404
    asked = records.asked(log=r.log)
    own = [one for one in asked if any(may_answer(office, one.to) for office in r.offices)]
    mine = {one.job for one in own}
    jobs = records.jobs(log=r.log, escorts=library.escorts(), shipped=library.threats())
    seen = [job for job in jobs if job.key in mine or (r.scope.knows_plans and r.scope.covers(job.region))]
    return standings(seen, asked), own


@access(Access.SIGNED_IN)
@require_safe
@in_log
def escorts(request: HttpRequest) -> HttpResponse:
    """Show every journey and place that needs an escort or guards, with how far each is."""
    r = reader(request)
    region = region_asked(request, r.scope)
    found, own = found_by(r)
    inside = [one for one in found if within(one.job.region, region) or region == r.scope.region]
    words = {key: say(word, r.language) for key, (_, word) in told.STATES.items()}
    whats = {key: say(text, r.language) for key, text in told.WHATS.items()}
    state, what = chosen(request, "state", words), chosen(request, "what", whats)
    of_what = [one for one in inside if what in {"", one.job.what}]
    shown = [one for one in of_what if state in {"", one.state}]
    areas = dict.fromkeys(told.area_of(one.job) for one in inside)
    link = {area: reverse("escort-area", args=[area]) for area in areas}
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(inside, r.language),
        "states": words.items(),
        "whats": whats.items(),
        "regions": below(r, region),
        "state": state,
        "what": what,
        "hands": _hands(r, inside, own, link),
        "hours": any(one.job.starts_at for one in inside),
        "kept": kept(request, r),
    }
    return respond(request, told.table(shown, r.language, r.names, link), "escorts/escorts.html", page)


def _hands(
    r: Reader, found: Iterable[Standing], own: Iterable[Asked], link: dict[str, str]
) -> list[tuple[str, str, int]]:
    """Return the areas in which the reader has something to ask or to answer, and how much."""
    waits = {one.job for one in own if one.course is Course.ASKED}
    asks = any(office.partition(":")[0] in ASKERS for office in r.offices)
    number: dict[str, int] = {}
    for one in found:
        if one.job.key in waits or (asks and one.unasked):
            number[told.area_of(one.job)] = number.get(told.area_of(one.job), 0) + 1
    return [(link[area], r.place(area), count) for area, count in number.items()]


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def area(request: HttpRequest, area: str) -> HttpResponse:
    """Show one kecamatan, or the kabupaten's own trips; ask for all the ticked ones at once, or answer."""
    r = reader(request)
    found, own = found_by(r)
    here = [one for one in found if told.area_of(one.job) == _code(area)]
    if not (here or (r.scope.covers(area) and r.scope.knows_plans)):
        raise Http404
    jobs = {one.job.key: one.job for one in here}
    form = Form(r, area, here, [one for one in own if one.job in jobs], jobs)
    fields = None
    if request.method == "POST":
        act, office = request.POST.get("act") or form.usual, request.POST.get("office", "")
        if act not in ACTS or office not in form.offices(act):
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        drafts, sentences = form.read(fields, act, office, request.POST.getlist("one"))
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=drafts,
                sentences=sentences,
                then=reverse("escort-area", args=[area]),
                title=say(ACTS[act], r.language),
            )
    return render(
        request, "escorts/area.html", _page(request, r, form, fields), status=WRONG if fields else 200
    )


def _code(area: str) -> str:
    try:
        code = region_code(area)
    except RegionError:
        raise Http404 from None
    if level_of(code) not in {Level.KABUPATEN, Level.KECAMATAN}:
        raise Http404
    return code


def _page(request: HttpRequest, r: Reader, form: Form, fields: Fields | None) -> dict[str, Any]:
    guards = any(office.partition(":")[0] in GUARDS for office in r.offices)
    sent = dict(fields.sent) if fields else {}
    return {
        "head": head_of(form.area),
        "region": form.area,
        "place": r.place(form.area),
        "answer": told.answer(form.found, r.language),
        "forms": form.shown(),
        "lines": [told.to_ask(one, r.language, r.names) for one in form.found] if not form.shown() else [],
        "guards": guards,
        "asked": [told.asked_line(one, form.jobs, r.language, r.names) for one in form.asked_here()],
        "answers": [(key, say(text, r.language)) for key, text in told.ANSWERS.items()],
        "reasons": [(key, say(text, r.language)) for key, text in told.REASONS.items()],
        "ticked": set(request.POST.getlist("one")),
        "sent": sent,
        "problems": fields.problems if fields else [],
        "kept": kept(request, r),
    }


urlpatterns = [
    path("escorts", escorts, name="escorts"),
    path("escorts/<str:area>", area, name="escort-area"),
]
