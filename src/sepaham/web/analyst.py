"""The analyst's page of an assessment, and how good one's own institution's forecasts were."""

from datetime import datetime, time
from random import Random
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from sepaham.domain.analysis import SCALES, agreement_intervals, covered, grid
from sepaham.domain.base import end_of_day, local_moment
from sepaham.domain.happened import accuracy
from sepaham.domain.rounds import Round
from sepaham.records import differences
from sepaham.records.access import Access, access
from sepaham.records.register import profile
from sepaham.web.choosing import chosen
from sepaham.web.home import door
from sepaham.web.present import accuracy as scored
from sepaham.web.present import analyst as told
from sepaham.web.present.judging import SCALES as LABELS
from sepaham.web.present.judging import Voice
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.round_table import Sight, catalogue, rounds_asked, sight
from sepaham.web.words import say

_SEED = 20241127
"""Where the chance of intervals begins: the same round has the same intervals for every reader."""


@access(Access.SIGNED_IN)
@require_safe
@in_log
def analyst(request: HttpRequest, assessment: str) -> HttpResponse:
    """Show how far the rounds of an assessment agree, and what each institution's scale does to it."""
    r = reader(request)
    rounds = rounds_asked(r, assessment)
    closed = [held for held in rounds if held.closed]
    if not closed:
        return render(request, "facilitate/running.html", _where(r, rounds[-1]))
    found, voice = sight(r, closed[-1], rounds), Voice(r.language, r.names, catalogue(r), closed[-1])
    scale = chosen(request, "scale", LABELS) or SCALES[0]
    tables = [grid(held, scale) for held in closed]
    asked = bool(request.GET.get("interval"))
    drawn = agreement_intervals(tables[-1], chance=lambda: Random(_SEED)) if asked else {}  # noqa: S311
    courses = told.courses(closed, tables)
    page = {
        **_where(r, closed[-1]),
        "answer": told.answer(courses, r.language),
        "scale": scale,
        "scales": [(name, voice.scale(name)) for name in SCALES],
        "drawn": asked,
        "figures": [say(label, r.language) for label in told.FIGURES.values()],
        "rows": told.rows(courses, drawn, voice),
        "institutions": told.institutions(closed[-1], tables[-1], covered(closed[-1]), voice),
        "words": told.headings(voice),
        "matrix": told.matrix(tables[-1], voice),
        "shorts": [voice.short(office) for office in tables[-1].offices],
        "herds": _herds(found, voice),
        "mine": [office for office in r.offices if office in closed[-1].ratings],
    }
    return render(request, "analyst/analyst.html", page)


def _where(r: Reader, held: Round) -> dict[str, Any]:
    return {
        "head": head_of(held.region),
        "region": held.region,
        "place": r.place(held.region),
        "held": held,
        "up": door("rounds"),
        "round_page": door("round", held.id, str(held.number)),
        "facilitate": reverse("facilitate", args=[held.id, held.number]),
    }


def _herds(found: Sight, voice: Voice) -> list[tuple[str, str, list[str]]]:
    """Return the cells in which agreement may be imitation: name, address, what rings."""
    return [
        (
            voice.cell(one.key),
            reverse("facilitate-cell", args=[found.held.id, found.held.number, one.key]),
            voice.herds(one.herds),
        )
        for one in found.lists.all
        if one.herds
    ]


@access(Access.SIGNED_IN)
@require_safe
@in_log
def own(request: HttpRequest, assessment: str) -> HttpResponse:
    """Show an institution how good its own forecasts were; nobody else's stand here."""
    r = reader(request)
    rounds = rounds_asked(r, assessment)
    held = next((held for held in reversed(rounds) if held.closed), None)
    mine = [office for office in r.offices if held and office in held.ratings]
    office = request.GET.get("office") or (mine[0] if mine else "")
    if held is None or office not in mine:
        raise Http404
    page = {
        **_where(r, held),
        "office": office,
        "offices": [(one, r.place(one)) for one in mine],
        "over": r.at >= _over(held),
        "analyst": reverse("analyst", args=[held.id]),
    }
    return render(request, "analyst/own.html", {**page, **(_scored(r, held, office) if page["over"] else {})})


def _over(held: Round) -> datetime:
    """Return when the days that were rated are past: the end of the day after voting day."""
    noon = local_moment(day=profile().day, offset=1, hour=time(12), region=held.region)
    return end_of_day(noon, held.region)


def _scored(r: Reader, held: Round, office: str) -> dict[str, Any]:
    threats, ratings = catalogue(r), held.ratings[office]
    known = differences.came(log=r.log, held=held, threats=threats, at=r.at)
    voice = Voice(r.language, r.names, threats, held)
    found = accuracy(ratings=ratings, known=known, threats=threats)
    link = {cell: reverse("facilitate-cell", args=[held.id, held.number, cell]) for cell in ratings}
    return {
        "answer": scored.answer(found, voice, office),
        "scores": scored.scores(found, r.language),
        "lines": scored.lines(ratings, known, voice, link),
    }


urlpatterns = [
    path("analyst/<name:assessment>", analyst, name="analyst"),
    path("analyst/<name:assessment>/own", own, name="analyst-own"),
]
