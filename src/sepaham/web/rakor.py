"""Pages of rakor: all of them, one of them, and its projector screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from sepaham.domain.base import within
from sepaham.domain.convening import TAKEN
from sepaham.domain.rakor import Course, Rakor
from sepaham.exchange.papers.qr import qr_uri
from sepaham.gateways import library
from sepaham.records import rakor as records
from sepaham.records import understanding
from sepaham.records.access import Access, access
from sepaham.web.choosing import below
from sepaham.web.present import rakor as told
from sepaham.web.rakor_papers import papers
from sepaham.web.rakor_room import Room, callers, catalogue, offered, room, sees
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond


@access(Access.SIGNED_IN)
@require_safe
@in_log
def rakors(request: HttpRequest) -> HttpResponse:
    """Show the meetings of a region, what waits for one, and those the reader is invited to."""
    r = reader(request)
    region = region_asked(request, r.scope)
    voice = told.Voice(r.language, r.names, catalogue(r))
    found = [one for one in records.rakors(log=r.log) if sees(r, one)]
    inside = [one for one in found if within(one.region, region) or region == r.scope.region]
    taken = {cell for one in inside for cell in one.agenda}
    open_ = [point for point in offered(r, region) if point.why in TAKEN and point.cell not in taken]
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "regions": below(r, region),
        "answer": told.overview(inside, len(open_), r.at, voice),
        "open": [(voice.cell(point.cell), told.why(point, voice)) for point in open_],
        "calls": bool(callers(r, region)),
        "invited": [
            (told.title(one, voice), told.when(one, voice), reverse("rakor", args=[one.id]))
            for one in found
            if _waits(r, one)
        ],
        "kept": kept(request, r),
    }
    endings = understanding.endings(log=r.log, shipped=library.threats())
    return respond(request, told.table(inside, endings, voice), "rakor/rakors.html", page)


def _waits(r: Reader, one: Rakor) -> bool:
    """Tell whether an office of the reader's is expected on this day or a later one and has not come."""
    return any(office in one.absent for office in r.offices) and one.starts_at.date() >= r.at.date()


@access(Access.SIGNED_IN)
@require_safe
@in_log
def rakor(request: HttpRequest, code: str) -> HttpResponse:
    """Show one meeting: who came, how far its cells are, its notes and its papers."""
    r = reader(request)
    here = room(r, code)
    one, voice = here.rakor, here.voice
    came, absent, guests = told.comers(one, voice)
    attending = here.attending()
    page = {
        **_where(here),
        "answer": told.answer(one, r.at, voice),
        "when": told.when(one, voice),
        "caller": voice.name(one.caller),
        "uninvited": told.uninvited(here.uninvited, voice),
        "progress": told.progress(one.courses(here.endings), voice),
        "lines": told.lines(one, here.endings, here.points, voice, here.at_table),
        "notes": [told.note(fact.at, fact.body["note"], one, voice) for fact in one.noted("")],
        "came": came,
        "absent": absent,
        "guests": guests,
        "leads": here.leads,
        "attends": bool(attending) and any(post.id not in one.came for post in attending),
        "copies": bool(here.copiers()),
        "cells": [(cell, voice.cell(cell)) for cell in one.agenda],
        "papers": papers(here),
        "kept": kept(request, r),
    }
    return render(request, "rakor/rakor.html", page)


def _where(here: Room) -> dict[str, object]:
    region = here.rakor.region
    return {
        "head": head_of(region),
        "region": region,
        "place": here.r.place(region),
        "code": here.rakor.id,
        "title": told.title(here.rakor, here.voice),
    }


@access(Access.SIGNED_IN)
@require_safe
@in_log
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """Show the projector's first page: the code by which offices say that they came, and the agenda."""
    r = reader(request)
    here = room(r, code)
    one, voice = here.rakor, here.voice
    courses = one.courses(here.endings)
    lines = told.lines(one, here.endings, here.points, voice, here.at_table)
    address = request.build_absolute_uri(reverse("rakor-attend", args=[one.id]))
    page = {
        **_where(here),
        "answer": told.answer(one, r.at, voice),
        "progress": told.progress(courses, voice),
        "lines": lines,
        "next": next((line for line in lines if courses[line.cell] is Course.OPEN and line.href), None),
        "address": address,
        "qr": qr_uri(address),
    }
    return render(request, "rakor/screen.html", page)


urlpatterns = [
    path("rakor", rakors, name="rakors"),
    path("rakor/<name:code>", rakor, name="rakor"),
    path("rakor/<name:code>/screen", screen, name="rakor-screen"),
]
