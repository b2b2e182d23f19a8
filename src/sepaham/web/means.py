"""Pages of means: what was proposed to whom, what waits for the reader, proposing and answering."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.base import within
from sepaham.domain.cells import is_cell, region_in, threat_in
from sepaham.domain.endings import Ending
from sepaham.domain.escorting import may_answer
from sepaham.domain.means import Proposal, worse_case
from sepaham.gateways import library
from sepaham.records import means as records
from sepaham.records import understanding
from sepaham.records.access import Access, access
from sepaham.web.choosing import below, chosen
from sepaham.web.drafts import ask_to_sign
from sepaham.web.due import as_typed
from sepaham.web.fields import Fields
from sepaham.web.means_forms import Answering, Proposing, able
from sepaham.web.present import means as told
from sepaham.web.present.escorts import ANSWERS
from sepaham.web.present.judging import ended
from sepaham.web.present.rakor import Voice
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
_MOST_OFFERS = 8
"""Cells whose barriers are offered on the first page; a region chosen shows its own."""


def voice_of(r: Reader) -> Voice:
    """Return what calls cells, offices and figures by their names."""
    return Voice(r.language, r.names, understanding.threats(log=r.log, shipped=library.threats()))


def address(one: Proposal) -> str:
    """Return where a proposal's page is."""
    return reverse("means-one", args=[one.id])


def answerers(r: Reader, one: Proposal) -> list[str]:
    """Return for which of their offices the reader may answer a proposal."""
    return [office for office in r.offices if may_answer(office, one.to)]


def seen(r: Reader, found: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals a reader may see: of their regions, by their offices or to them."""
    return [one for one in found if r.scope.covers(one.region) or one.by in r.offices or answerers(r, one)]


@access(Access.SIGNED_IN)
@require_safe
@in_log
def means(request: HttpRequest) -> HttpResponse:
    """Show what was proposed, what waits for the reader's answer, and what could be proposed."""
    r = reader(request)
    region, voice = region_asked(request, r.scope), voice_of(r)
    found = seen(r, records.proposals(log=r.log))
    inside = [one for one in found if within(one.region, region) or region == r.scope.region]
    words = {key.value: say(word, r.language) for key, (_, word) in told.COURSES.items()}
    state = chosen(request, "state", words)
    shown = [one for one in inside if state in {"", one.course(r.at)}]
    mine = [one for one in inside if one.course(r.at) in told.OPEN and answerers(r, one)]
    offers = _offers(r, region, voice)
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(inside, r.at, voice),
        "mine": [told.line(one, r.at, voice, address(one)) for one in mine],
        "offers": offers[:_MOST_OFFERS],
        "more": max(0, len(offers) - _MOST_OFFERS),
        "offered": len(offers),
        "own": r.offices,
        "proposes": bool(able(r, "means.propose", region)),
        "regions": below(r, region),
        "states": words.items(),
        "state": state,
        "any": bool(inside),
        "kept": kept(request, r),
    }
    return respond(request, told.table(shown, r.at, voice, address), "means/means.html", page)


def _offers(r: Reader, region: str, voice: Voice) -> list[told.Offer]:
    suggested = records.suggestions(log=r.log, shipped=library.threats())
    return told.offers((one for one in suggested if within(region_in(one.cell), region)), voice)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def new(request: HttpRequest) -> HttpResponse:
    """Propose means for one cell to their owner."""
    r = reader(request)
    cell = request.GET.get("cell", "")
    ending = understanding.endings(log=r.log, shipped=library.threats()).get(cell) if is_cell(cell) else None
    if ending is None or not r.scope.covers(region_in(cell)):
        raise Http404
    offices, voice = able(r, "means.propose", region_in(cell)), voice_of(r)
    if not offices:
        raise Http404
    form, fields = Proposing(r, voice, cell), None
    if request.method == "POST":
        office = request.POST.get("office", "")
        if office not in offices:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        drafts, sentences = form.read(fields)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=drafts,
                sentences=sentences,
                then=reverse("means"),
                title=say("Usulan pengamanan", r.language),
            )
    page = {
        **_proposed(form, ending),
        "offices": [(office, r.place(office)) for office in offices],
        "sent": dict(fields.sent) if fields else form.usual(request.GET.get("barrier", "")),
        "problems": fields.problems if fields else [],
    }
    return render(request, "means/new.html", page, status=WRONG if fields else 200)


def _proposed(form: Proposing, ending: Ending) -> dict[str, Any]:
    """Return what the form shows of the cell it is about, and whom it may ask for what."""
    r, voice = form.r, form.voice
    (state, word), (likelihood, impact) = ended(ending) or ("", ""), worse_case(ending)
    return {
        "head": head_of(form.region),
        "region": form.region,
        "place": r.place(form.region),
        "title": voice.cell(form.cell),
        "state": state,
        "word": say(word, r.language),
        "likelihood": likelihood,
        "impact": impact,
        "owners": [(office, r.place(office)) for office in form.owners],
        "barriers": [(code, one.text.say(r.language, {})) for code, one in form.barriers.items()],
    }


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one proposal with its answer; whoever it was asked of answers, and commits itself with it."""
    r = reader(request)
    asked = next(iter(seen(r, records.proposals(log=r.log, code=code))), None)
    if asked is None:
        raise Http404
    voice, offices, fields = voice_of(r), answerers(r, asked), None
    form = Answering(r, voice, asked)
    if request.method == "POST":
        office = request.POST.get("office", "")
        if office not in offices:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        drafts, sentences = form.read(fields, office)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=drafts,
                sentences=sentences,
                then=address(asked),
                title=say("Jawab usulan", r.language),
            )
    page = {**_shown(r, voice, asked), **_form(form, offices), "kept": kept(request, r)}
    if fields:
        page |= {"sent": dict(fields.sent), "problems": fields.problems}
    return render(request, "means/one.html", page, status=WRONG if fields else 200)


def _shown(r: Reader, voice: Voice, asked: Proposal) -> dict[str, Any]:
    made = [one for one in records.commitments(log=r.log) if one.made.body.get("proposal") == asked.id]
    endings = understanding.endings(log=r.log, shipped=library.threats())
    state, word = ended(endings.get(asked.cell)) or ("", "")
    return {
        "head": head_of(asked.region),
        "region": asked.region,
        "place": r.place(asked.region),
        "asked": asked,
        "line": told.line(asked, r.at, voice, ""),
        "given": told.given(asked, voice),
        "ending": endings.get(asked.cell),
        "ended": {"state": state, "word": say(word, r.language)},
        "first": told.first_actions(threat_in(asked.cell), voice),
        "commitments": [(one.made.body["what"], reverse("commitment", args=[one.id])) for one in made],
    }


def _form(form: Answering, offices: Sequence[str]) -> dict[str, Any]:
    r, asked = form.r, form.asked
    due = asked.due if asked.due and asked.due > r.at else None
    confirmers = dict.fromkeys(other for office in offices for other in form.confirmers(office))
    return {
        "offices": [(office, r.place(office)) for office in offices],
        "answers": [(key, say(text, r.language)) for key, text in ANSWERS.items()],
        "reasons": [(key, say(text, r.language)) for key, text in told.REASONS.items()],
        "confirmers": [(office, r.place(office)) for office in confirmers],
        "promised": bool(offices) and all(form.promised(office) for office in offices),
        "sent": {"what": asked.asked.body["what"], "due": as_typed(due, asked.region)},
        "problems": [],
    }


urlpatterns = [
    path("means", means, name="means"),
    path("means/new", new, name="means-new"),
    path("means/p/<name:code>", one, name="means-one"),
]
