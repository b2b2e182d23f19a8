"""Versions of a rakor's papers kept to be signed, byte for byte, and filing what was signed on paper."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.papers import keep_printed
from sepaham.domain.rakor import FILE
from sepaham.exchange.papers.rakor_minutes import signers
from sepaham.exchange.papers.typeset import typeset
from sepaham.records import rakor as records
from sepaham.records.access import Access, access
from sepaham.records.papers import PrintedPaper
from sepaham.web import press
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.photos import photos_sent
from sepaham.web.present import rakor as told
from sepaham.web.press import PDF, foot, marks, send
from sepaham.web.rakor_papers import met, paper_of, subject_of, title_of, version_of
from sepaham.web.rakor_room import Room, room
from sepaham.web.reader import head_of, in_log, reader
from sepaham.web.words import say

WRONG = 422


@access(Access.SIGNED_IN)
@require_POST
@in_log
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a paper as it stands now, to be printed and signed; its hash is what is filed later."""
    here = room(reader(request), code)
    if not here.leads:
        raise Http404
    keep_paper(request, here, request.POST.get("what", ""), request.POST.get("area", ""))
    return redirect(f"{reverse('rakor', args=[code])}#papers")


def keep_paper(request: HttpRequest, here: Room, what: str, area: str) -> str:
    """
    Keep one paper of a meeting as it stands now, and return its hash.

    Raises:
        Http404: There is no such paper of this meeting.
    """
    found, number = paper_of(request, here, what, area)
    stamped = replace(found, asof=foot(here.r, area), mark=marks(here.r))
    return keep_printed(
        log=here.r.log,
        office=here.rakor.caller,
        kind=what,
        subject=subject_of(here.rakor.id),
        region=area,
        number=number,
        data=press.PRESS.pdf(typeset(stamped)),
        at=here.r.at,
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def version(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """Show one version that was kept, byte for byte."""
    here = room(reader(request), code)
    data = records.printed_bytes(log=here.r.log, subject=subject_of(code), sha256=sha256)
    if data is None:
        raise Http404
    return send(data, PDF, f"{code} {sha256[:8]}.pdf")


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def file(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """File what was signed on paper: the hash of the version printed, who signed, a photo of the sheet."""
    here = room(reader(request), code)
    kept = records.printed_of(log=here.r.log, subject=subject_of(code))
    row = next((one for one in kept if one.sha256 == sha256), None)
    if row is None or not here.leads:
        raise Http404
    fields = None
    if request.method == "POST":
        fields = Fields(request.POST.dict(), here.r.language)
        draft = _filing(request, here, row, fields)
        if not fields.problems:
            return _to_sign(request, here, draft)
    page = {
        "head": head_of(here.rakor.region),
        "region": here.rakor.region,
        "place": here.r.place(here.rakor.region),
        "code": code,
        "title": told.title(here.rakor, here.voice),
        "what": title_of(here, row.kind, row.region),
        "version": version_of(here, row, None),
        "number": row.number,
        "lines": [(office, here.r.place(office)) for office in _signers(request, here, row)],
        "ticked": set(request.POST.getlist("one")),
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
    }
    return render(request, "rakor/file.html", page, status=WRONG if fields else 200)


def _signers(request: HttpRequest, here: Room, row: PrintedPaper) -> list[str]:
    one = here.rakor
    if row.kind == "agreement":
        return signers(met(request, here, row.number), row.region)
    return list(dict.fromkeys((*one.expected, *one.guests)))


def _filing(request: HttpRequest, here: Room, row: PrintedPaper, fields: Fields) -> Draft:
    """Return what a form says was signed; the photos are taken in when all else is in order."""
    able, ticked = _signers(request, here, row), set(request.POST.getlist("one"))
    signed = [office for office in able if office in ticked]
    if not signed:
        fields.refuse("Centang paling sedikit satu lembaga yang menandatangani.")
    document = fields.text("document", "Nomor di kertas", needed=False)
    photos: tuple[str, ...] = ()
    if not fields.problems:
        photos = photos_sent(
            request, here.r, region=row.region, office=here.rakor.caller, problems=fields.problems
        )
        if not photos and not fields.problems:
            fields.refuse("Foto lembar yang sudah ditandatangani belum dipilih.")
    body = {
        "rakor": here.rakor.id,
        "what": row.kind,
        "sha256": row.sha256,
        "signed": signed,
        "photos": list(photos),
        **({"document": document} if document else {}),
    }
    return Draft(FILE, row.region, body)


def _to_sign(request: HttpRequest, here: Room, draft: Draft) -> HttpResponse:
    body = draft.body
    return ask_to_sign(
        request,
        office=here.rakor.caller,
        drafts=[draft],
        sentences=[
            say(
                "{what} ditandatangani di kertas oleh {offices}.",
                here.r.language,
                what=title_of(here, body["what"], draft.region),
                offices=here.voice.all(body["signed"]),
            ),
            say("Sidik berkas cetaknya {sha256}.", here.r.language, sha256=body["sha256"]),
        ],
        then=reverse("rakor", args=[here.rakor.id]),
        title=say("Simpan kertas yang ditandatangani", here.r.language),
    )


urlpatterns = [
    path("rakor/<name:code>/keep", keep, name="rakor-keep"),
    path("rakor/<name:code>/printed/<slug:sha256>.pdf", version, name="rakor-printed"),
    path("rakor/<name:code>/file/<slug:sha256>", file, name="rakor-file"),
]
