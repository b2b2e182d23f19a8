"""The page on which an office says how its papers are headed, numbered and to whom copies go."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.actions.papers import keep_letterhead
from sepaham.exchange.papers.letterhead import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    MOST_COPIES,
    MOST_LINES,
    PATTERN,
    Heading,
    LetterheadError,
    check_pattern,
    heading_lines,
    short_office,
    write_paper_number,
)
from sepaham.exchange.papers.samples import sample
from sepaham.records.access import Access, access
from sepaham.records.papers import heading_of
from sepaham.web.fields import Fields
from sepaham.web.press import answer
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.store_room import WRONG


def _office(r: Reader, asked: str) -> str:
    """
    Return for which of their offices the reader asks.

    Raises:
        Http404: The reader wears no such hat.
    """
    office = asked or next(iter(r.offices), "")
    if not office or office not in r.offices:
        raise Http404
    return office


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def letterhead(request: HttpRequest) -> HttpResponse:
    """Show and keep how one of the reader's offices writes."""
    r = reader(request)
    office = _office(r, request.POST.get("office") or request.GET.get("office", ""))
    if request.method == "POST":
        fields = Fields(request.POST.dict(), r.language)
        heading = _read(fields)
        if not fields.problems:
            keep_letterhead(office=office, heading=heading)
            return redirect(f"{reverse('letterhead')}?office={office}&kept=1")
        page = _page(r, office, dict(fields.sent), fields.problems)
        return render(request, "papers/letterhead.html", page, status=WRONG)
    page = _page(r, office, _sent(heading_of(office)), [])
    return render(request, "papers/letterhead.html", {**page, "kept": request.GET.get("kept") == "1"})


def _read(fields: Fields) -> Heading:
    """Return what the form says; what cannot be used becomes a problem."""
    pattern = fields.text("pattern", "Pola nomor", most=LONGEST_LINE, needed=False)
    if pattern:
        try:
            check_pattern(pattern)
        except LetterheadError as error:
            fields.refuse(_SLIPS[error.code])
    return Heading(
        lines=_lines(fields, "lines", "Kepala surat", MOST_LINES),
        address=fields.text("address", "Alamat", most=LONGEST_ADDRESS, needed=False),
        place=fields.text("place", "Tempat", most=LONGEST_LINE, needed=False),
        pattern=pattern,
        copies=_lines(fields, "copies", "Tembusan", MOST_COPIES),
    )


_SLIPS = {
    "letterhead.n": "Pola nomor: tulis {n} atau {nnn} di tempat nomor urut.",
    "letterhead.places": "Pola nomor: isi kurung hanya {n}, {nnn}, {jenis}, {kantor}, {bulan} atau {tahun}.",
}


def _lines(fields: Fields, name: str, label: str, most: int) -> tuple[str, ...]:
    found = tuple(filter(None, (line.strip() for line in fields.typed(name).splitlines())))
    if len(found) > most:
        fields.refuse("{field}: paling banyak {most} baris.", field=fields.label(label), most=most)
    if any(len(line) > LONGEST_LINE for line in found):
        fields.refuse(
            "{field}: paling banyak {most} huruf sebaris.", field=fields.label(label), most=LONGEST_LINE
        )
    return found


def _sent(heading: Heading) -> dict[str, str]:
    return {
        "lines": "\n".join(heading.lines),
        "address": heading.address,
        "place": heading.place,
        "pattern": heading.pattern,
        "copies": "\n".join(heading.copies),
    }


def _page(r: Reader, office: str, sent: dict[str, str], problems: list[str]) -> dict[str, Any]:
    heading = heading_of(office)
    return {
        "head": head_of(r.scope.region),
        "office": office,
        "acting": r.place(office),
        "others": [(other, r.place(other)) for other in r.offices if other != office],
        "shown": heading_lines(office, heading, r.names, r.language),
        "number": _example(r, office, heading),
        "pattern": PATTERN,
        "sent": sent,
        "problems": problems,
    }


def _example(r: Reader, office: str, heading: Heading) -> str:
    """Return how the office's first BAST would be numbered today."""
    return write_paper_number(
        pattern=heading.pattern,
        place=1,
        kind="bast",
        office=short_office(office, r.names),
        at=r.at,
        region=office.partition(":")[2],
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def preview(request: HttpRequest, office: str) -> HttpResponse:
    """Print a sample of an office's letterhead."""
    r = reader(request)
    heading = heading_of(_office(r, office))
    number = _example(r, office, heading)
    paper = sample(office=office, heading=heading, number=number, names=r.names, language=r.language)
    return answer(r, paper, form="pdf", name=f"Kop surat {r.place(office)}", region=office.partition(":")[2])


urlpatterns = [
    path("letterhead", letterhead, name="letterhead"),
    path("papers/letterhead/<str:office>.pdf", preview, name="paper-letterhead"),
]
