"""What is stated of a rakor once it is called: who came, the list copied from paper, notes of the minutes."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from sepaham.domain.rakor import ATTEND, NOTE, may_attend, place_of
from sepaham.domain.register import Office
from sepaham.exchange.people import is_formula
from sepaham.records import acts, foundations
from sepaham.records import rakor as records
from sepaham.records.access import Access, access
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.photos import photos_sent
from sepaham.web.present import rakor as told
from sepaham.web.rakor_room import Room, room
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.words import say

WRONG = 422
MOST_PERSONS = 100


def _page(here: Room, fields: Fields | None) -> dict[str, Any]:
    region = here.rakor.region
    return {
        "head": head_of(region),
        "region": region,
        "place": here.r.place(region),
        "code": here.rakor.id,
        "title": told.title(here.rakor, here.voice),
        "when": told.when(here.rakor, here.voice),
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
    }


def _door(r: Reader, code: str) -> Room:
    """
    Return a meeting whose code the reader scanned: also one it was not invited to, within its area.

    Raises:
        Http404: There is none, or no office of theirs may come.
    """
    found = records.rakor(log=r.log, code=code)
    if found is None or not any(may_attend(found, post) for post in acts.posts(r.offices)):
        raise Http404
    return Room(r, found)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def attend(request: HttpRequest, code: str) -> HttpResponse:
    """State that one of the reader's own offices came; the code on the projector leads here."""
    r = reader(request)
    here = _door(r, code)
    able = {post.id: post for post in here.attending()}
    if not able:
        raise Http404
    fields = None
    if request.method == "POST":
        office = able.get(request.POST.get("office", ""))
        if office is None:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        persons = _persons(fields, "persons")
        if not fields.problems:
            return _came(request, here, office, persons)
    page = {
        **_page(here, fields),
        "offices": [(id_, r.place(id_), id_ in here.rakor.came) for id_ in able],
    }
    return render(request, "rakor/attend.html", page, status=WRONG if fields else 200)


def _persons(fields: Fields, name: str) -> int | None:
    return fields.number(name, "Jumlah orang", most=MOST_PERSONS, needed=False)


def _attended(here: Room, office: Office, persons: int | None, **more: Any) -> Draft:
    told_ = {"persons": persons} if persons else {}
    return Draft(ATTEND, place_of(here.rakor, office), {"rakor": here.rakor.id, **told_, **more})


def _came(request: HttpRequest, here: Room, office: Office, persons: int | None) -> HttpResponse:
    draft = _attended(here, office, persons)
    return ask_to_sign(
        request,
        office=office.id,
        drafts=[draft],
        sentences=[_says(here, office.id, draft)],
        then=_back(here),
        title=say("Nyatakan hadir", here.r.language),
    )


def _says(here: Room, office: str, draft: Draft) -> str:
    persons = draft.body.get("persons")
    meeting, name = told.title(here.rakor, here.voice), here.r.place(office)
    if persons is None:
        return say("{office} hadir di {meeting}.", here.r.language, office=name, meeting=meeting)
    return say(
        "{office} hadir di {meeting}, {number} orang.",
        here.r.language,
        office=name,
        meeting=meeting,
        number=persons,
    )


def _back(here: Room) -> str:
    return reverse("rakor", args=[here.rakor.id])


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Copy the list on paper: which offices signed it, with a photo of it."""
    r = reader(request)
    here = room(r, code)
    copiers = {post.id: post for post in here.copiers()}
    if not copiers:
        raise Http404
    fields = None
    if request.method == "POST":
        copier = copiers.get(request.POST.get("office", ""))
        if copier is None:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        drafts = _copied(request, here, copier, fields)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=copier.id,
                drafts=drafts,
                sentences=[_says(here, draft.body["of"]["office"], draft) for draft in drafts],
                then=_back(here),
                title=say("Salin daftar hadir kertas", r.language),
            )
    page = {
        **_page(here, fields),
        "offices": [(office, r.place(office)) for office in copiers],
        "ticked": set(request.POST.getlist("one")),
        "lines": [
            (post.id, r.place(post.id), post.id in here.rakor.came)
            for post in _copyable(here, next(iter(copiers.values())))
        ],
    }
    return render(request, "rakor/copy.html", page, status=WRONG if fields else 200)


def _copyable(here: Room, copier: Office) -> list[Office]:
    """Return the offices expected whose presence an office may copy: those of places it answers for."""
    table = foundations.authority(log=here.r.log)
    posts = acts.posts(here.rakor.expected)
    return [
        post
        for post in posts
        if table.rule(office=copier, kind="transcribe", region=place_of(here.rakor, post))
    ]


def _copied(request: HttpRequest, here: Room, copier: Office, fields: Fields) -> Sequence[Draft]:
    ticked = request.POST.getlist("one")
    chosen = [post for post in _copyable(here, copier) if post.id in ticked]
    if not chosen:
        fields.refuse("Centang paling sedikit satu lembaga.")
    persons = {post.id: _persons(fields, f"n.{post.id}") for post in chosen}
    region, photos = here.rakor.region, ()
    if not fields.problems:
        photos = photos_sent(request, here.r, region=region, office=copier.id, problems=fields.problems)
        if not photos and not fields.problems:
            fields.refuse("Foto daftar hadir belum dipilih; foto kertas yang sudah ditandatangani.")
    return [
        _attended(
            here,
            post,
            persons[post.id],
            photos=list(photos),
            of={"office": post.id, "source": "paper"},
        )
        for post in chosen
    ]


@access(Access.SIGNED_IN)
@require_POST
@in_log
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Note something in the minutes, of one cell or of the whole meeting."""
    r = reader(request)
    here = room(r, code)
    if not here.leads:
        raise Http404
    fields = Fields(request.POST.dict(), r.language)
    text = fields.text("note", "Catatan, tanpa nama orang", most=280)
    cell = fields.choice("cell", "Ancaman", here.rakor.agenda, needed=False)
    if is_formula(text):
        label = fields.label("Catatan, tanpa nama orang")
        fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=label)
    if fields.problems:
        cells = [(one, here.voice.cell(one)) for one in here.rakor.agenda]
        return render(request, "rakor/note.html", {**_page(here, fields), "cells": cells}, status=WRONG)
    about = here.voice.cell(cell) if cell else told.title(here.rakor, here.voice)
    body = {"rakor": here.rakor.id, "note": text, **({"cell": cell} if cell else {})}
    return ask_to_sign(
        request,
        office=here.rakor.caller,
        drafts=[Draft(NOTE, here.rakor.region, body)],
        sentences=[say("Catatan {about}: {note}", r.language, about=about, note=text)],
        then=_back(here),
        title=say("Catat di notulen", r.language),
    )


urlpatterns = [
    path("rakor/<name:code>/attend", attend, name="rakor-attend"),
    path("rakor/<name:code>/copy", copy, name="rakor-copy"),
    path("rakor/<name:code>/note", note, name="rakor-note"),
]
