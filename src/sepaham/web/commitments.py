"""Pages of commitments: what is to be done and confirmed, how much was, and what is still uncovered."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.base import within
from sepaham.domain.cells import is_cell, region_in
from sepaham.domain.commitments import Commitment, State, lead, score, scores
from sepaham.gateways import library
from sepaham.records import means as records
from sepaham.records import understanding
from sepaham.records.access import Access, access
from sepaham.records.exposure import hanging
from sepaham.web.choosing import below, chosen
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.due import read_due
from sepaham.web.fields import Fields
from sepaham.web.means import voice_of
from sepaham.web.means_forms import Proposing, able, beneficiaries, place_of, plain, says_commitment
from sepaham.web.present import commitments as told
from sepaham.web.present.rakor import Voice
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
_DO = frozenset({State.OPEN, State.EXPIRED})
ACTS: Mapping[str, str] = {"done": "Nyatakan selesai", "confirm": "Periksa"}
CHECKS: Mapping[str, str] = {"done": "Sudah dikerjakan", "not_done": "Belum dikerjakan"}
"""What who benefits may find."""


def address(one: Commitment) -> str:
    """Return where a commitment's page is."""
    return reverse("commitment", args=[one.id])


def seen(r: Reader, found: Sequence[Commitment]) -> list[Commitment]:
    """Return the commitments a reader may see: of their regions, by their offices or for these to confirm."""
    return [
        one for one in found if r.scope.covers(one.region) or one.by in r.offices or one.confirms in r.offices
    ]


def waits(r: Reader, one: Commitment) -> str:
    """Return what a commitment waits for from the reader: ``done``, ``confirm`` or nothing."""
    state = one.state(r.at)
    if one.by in r.offices:
        return "done" if state in _DO else ""
    ripe = state is State.DECLARED or (state in _DO and one.due <= r.at)
    return "confirm" if ripe and one.confirms in r.offices else ""


@access(Access.SIGNED_IN)
@require_safe
@in_log
def commitments(request: HttpRequest) -> HttpResponse:
    """Show what was promised, what waits for the reader, and what is still uncovered."""
    r = reader(request)
    region, voice = region_asked(request, r.scope), voice_of(r)
    found = seen(r, records.commitments(log=r.log))
    inside = [one for one in found if within(one.region, region) or region == r.scope.region]
    words = {key.value: say(word, r.language) for key, (_, word) in told.STATES.items()}
    state = chosen(request, "state", words)
    shown = [one for one in inside if state in {"", one.state(r.at)}]
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(score(inside, r.at), voice),
        "lists": _waiting(r, inside, voice),
        "regions": below(r, region),
        "states": words.items(),
        "state": state,
        "any": bool(inside),
        "makes": bool(r.offices),
        **_scores(r, inside, voice),
        "lead": _lead(r, region, found, voice),
        "kept": kept(request, r),
    }
    return respond(request, told.table(shown, r.at, voice, address), "commitments/commitments.html", page)


def _waiting(r: Reader, found: Sequence[Commitment], voice: Voice) -> list[tuple[str, str, list[Any]]]:
    """Return what waits for the reader: each list's act, title and lines."""
    titles = {"confirm": "Untuk diperiksa kantor Anda", "done": "Untuk dikerjakan kantor Anda"}
    lists = []
    for act, title in titles.items():
        lines = [told.line(one, r.at, voice, address(one)) for one in found if waits(r, one) == act]
        if lines:
            lists.append((say(ACTS[act], r.language), say(title, r.language), lines))
    return lists


def _scores(r: Reader, found: Sequence[Commitment], voice: Voice) -> dict[str, Any]:
    threats = voice.threats.threats
    by_threat = scores(found, r.at, by=lambda one: one.threat)
    other = say("Tanpa sel", r.language)

    def named(code: str) -> str:
        return threats[code].text.say(r.language, {}) if code in threats else code or other

    return {
        "heads": told.heads(voice),
        "by_area": told.figures(scores(found, r.at, by=lambda one: one.region), r.place),
        "by_threat": told.figures(by_threat, named),
    }


def _lead(r: Reader, region: str, found: Sequence[Commitment], voice: Voice) -> told.Uncovered | None:
    """Return what is uncovered in a region; None where no cell is agreed high there."""
    endings = understanding.endings(log=r.log, shipped=library.threats())
    inside = {cell: ending for cell, ending in endings.items() if within(region_in(cell), region)}
    measured = lead(
        endings=inside, commitments=found, threats=voice.threats, stations=hanging(region), at=r.at
    )
    shown = told.uncovered(measured, voice, lambda cell: f"{reverse('means-new')}?cell={cell}")
    return shown if shown.cells or shown.covered else None


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def new(request: HttpRequest) -> HttpResponse:
    """Make a commitment of one's own accord."""
    r = reader(request)
    region, voice = region_asked(request, r.scope), voice_of(r)
    offices = able(r, "commitment.make", region)
    if not offices:
        raise Http404
    fields = None
    if request.method == "POST":
        office = request.POST.get("office", "")
        if office not in offices:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        body = _made(fields, r, office, Proposing(r, voice, fields.typed("cell")), region)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=[Draft("commitment.make", place_of(office, region), body)],
                sentences=[says_commitment(body, r, region)],
                then=f"{reverse('commitments')}?region={region}",
                title=say("Komitmen", r.language),
            )
    page = {
        **_choices(r, region, offices, voice),
        "sent": dict(fields.sent) if fields else _begun(r, voice, request.GET),
        "problems": fields.problems if fields else [],
    }
    return render(request, "commitments/new.html", page, status=WRONG if fields else 200)


def _choices(r: Reader, region: str, offices: Sequence[str], voice: Voice) -> dict[str, Any]:
    """Return what the form lets choose: who promises, about which cell, who checks."""
    return {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "offices": [(office, r.place(office)) for office in offices],
        "cells": [(cell, voice.cell(cell)) for cell in _cells(r, region)],
        "confirmers": [(office, r.place(office)) for office in _confirmers(region, offices)],
    }


def _cells(r: Reader, region: str) -> list[str]:
    """Return the cells of an area that ended, to be named by a commitment."""
    endings = understanding.endings(log=r.log, shipped=library.threats())
    return sorted(cell for cell in endings if is_cell(cell) and region_in(cell) == region)


def _confirmers(region: str, offices: Sequence[str]) -> list[str]:
    """Return who may confirm a commitment by one of some offices."""
    maker = offices[0] if len(offices) == 1 else ""
    return beneficiaries(region, "", maker)


def _begun(r: Reader, voice: Voice, asked: Mapping[str, str]) -> dict[str, str]:
    """Return how the form begins for a cell and a barrier against its threat."""
    cell = asked.get("cell", "")
    barrier = asked.get("barrier", "")
    return {"cell": cell, **Proposing(r, voice, cell).usual(barrier)} if is_cell(cell) else {}


def _made(fields: Fields, r: Reader, office: str, form: Proposing, region: str) -> dict[str, Any]:
    what = plain(fields, "what", "Yang dikerjakan", needed=True)
    due = read_due(fields, "Paling lambat", region=region, now=r.at, needed=True)
    confirms = fields.choice("confirms", "Yang memeriksa", beneficiaries(region, "", office))
    cell = fields.choice("cell", "Sel", _cells(r, region), needed=False)
    barrier = fields.typed("barrier") if fields.typed("barrier") in form.barriers else ""
    body = {"commitment": secrets.token_hex(8), "what": what, "due": due, "confirms": confirms}
    more = {"cell": cell, "barrier": barrier if cell else ""}
    return body | {key: value for key, value in more.items() if value}


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one commitment; its maker declares it done, who benefits says whether it is."""
    r = reader(request)
    found = next(iter(seen(r, records.commitments(log=r.log, code=code))), None)
    if found is None:
        raise Http404
    fields = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        office = _acting(r, found, act)
        fields = Fields(request.POST.dict(), r.language)
        draft = _draft(fields, found, act, office)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=[draft],
                sentences=[_says(draft, found, r)],
                then=address(found),
                title=say(ACTS[act], r.language),
            )
    page = {
        **_made_page(r, found),
        "kept": kept(request, r),
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
    }
    return render(request, "commitments/one.html", page, status=WRONG if fields else 200)


def _made_page(r: Reader, found: Commitment) -> dict[str, Any]:
    """Return what is shown of a commitment, and whether the reader declares it done or checks it."""
    return {
        "head": head_of(found.region),
        "region": found.region,
        "place": r.place(found.region),
        "made": found,
        "line": told.line(found, r.at, voice_of(r), ""),
        "said": _said(found, r),
        "declares": found.by in r.offices and not found.declared and not found.checked,
        "checks": found.confirms in r.offices and found.by != found.confirms,
        "findings": [(key, say(text, r.language)) for key, text in CHECKS.items()],
    }


def _acting(r: Reader, found: Commitment, act: str) -> str:
    """
    Return the office of the reader that may do an act to a commitment.

    Raises:
        Http404: The reader wears no such hat; who made it never confirms it.
    """
    office = {"done": found.by, "confirm": found.confirms}.get(act, "")
    if office not in r.offices or (act == "confirm" and found.by == found.confirms):
        raise Http404
    return office


def _draft(fields: Fields, found: Commitment, act: str, office: str) -> Draft:
    body: dict[str, Any] = {"commitment": found.id}
    if act == "confirm":
        body["answer"] = fields.choice("answer", "Hasil pemeriksaan", CHECKS)
    needed = body.get("answer") == "not_done"
    if note := plain(fields, "note", "Catatan, tanpa nama orang", needed=needed):
        body["note"] = note
    return Draft(f"commitment.{act}", place_of(office, found.region), body)


def _says(draft: Draft, found: Commitment, r: Reader) -> str:
    what = found.made.body["what"]
    if "answer" not in draft.body:
        return say("Menyatakan selesai: {what}.", r.language, what=what)
    result = say(CHECKS[draft.body["answer"]], r.language)
    return say(
        "Memeriksa komitmen {office}, {what}: {result}.",
        r.language,
        office=r.place(found.by),
        what=what,
        result=result,
    )


def _said(found: Commitment, r: Reader) -> list[tuple[str, str, Any]]:
    """Return what was said of a commitment: who, what, and the statement."""
    rows = [(say("berkomitmen", r.language), found.made)]
    if found.declared:
        rows.append((say("menyatakan selesai", r.language), found.declared))
    if found.checked:
        rows.append((say(CHECKS[found.checked.body["answer"]], r.language), found.checked))
    return [(r.place(fact.actor), word, fact) for word, fact in rows]


urlpatterns = [
    path("commitments", commitments, name="commitments"),
    path("commitments/new", new, name="commitment-new"),
    path("commitments/c/<name:code>", one, name="commitment"),
]
