"""An institution's own list by spreadsheet: handed in, looked at with every problem, signed."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.instruments import copied_from, keep_rows
from sepaham.actions.uploads import throw_away
from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.instrument_kinds import Instrument
from sepaham.domain.words import write_day, write_number
from sepaham.exchange.instruments import Sheet, instrument_template, read_instrument
from sepaham.exchange.workbooks import XLSX
from sepaham.gateways import library
from sepaham.records import register
from sepaham.records.access import Access, access
from sepaham.records.instruments import STATE
from sepaham.records.uploads import HandedIn, handed_in
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.instrument_fields import Told, owners, read_fields, signers, states
from sepaham.web.keeper import LARGEST, MOST_ROWS, take_file
from sepaham.web.present import instruments as told
from sepaham.web.present.goods import Answer
from sepaham.web.present.register import problem_table, stale, worst
from sepaham.web.present.states import State
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.tables import respond
from sepaham.web.words import say

KIND = "list"
BEGUN = 20
"""Polling stations or desa with which an example spreadsheet begins."""
WRONG = 422


def _reader(request: HttpRequest) -> Reader:
    r = reader(request)
    if not states(r):
        raise Http404
    return r


def _form(request: HttpRequest, r: Reader) -> Instrument:
    """Return the form of list asked for, else the first that a line of the reader's keeps."""
    kinds = library.instruments()
    asked = request.POST.get("form") or request.GET.get("form", "")
    if asked in kinds:
        return kinds[asked]
    lines = {office.partition(":")[0] for office in r.offices}
    own = (kind for kind in kinds.values() if lines & set(kind.lines))
    return next(own, next(iter(kinds.values())))


def _sheet(file: HandedIn, form: Instrument, r: Reader, area: str = "") -> Sheet:
    """Read a file; a list may be of places the reader covers, and inside its owner's region."""
    return read_instrument(
        data=file.data,
        name=file.name,
        instrument=form,
        regions={code: region.name for code, region in register.regions().items()},
        stations={station.key for station in register.stations()},
        may=lambda place: r.scope.covers(place) and (not area or within(place, area)),
        largest=LARGEST,
        most_rows=MOST_ROWS,
    )


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def list_import(request: HttpRequest) -> HttpResponse:
    """Take a list in, or show what one that waits says."""
    r = _reader(request)
    form = _form(request, r)
    if request.method != "POST":
        file = handed_in(account=r.account, kind=KIND)
        return _checked(request, r, form, file) if file else _asked(request, r, form)
    if problem := take_file(request, r, KIND):
        return _asked(request, r, form, problem)
    return redirect(f"{reverse('list-import')}?form={form.code}")


def _page(r: Reader, form: Instrument) -> dict[str, Any]:
    region = r.scope.region
    return {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "form": form.code,
        "forms": [(code, told.title_of(kind, r.language)) for code, kind in library.instruments().items()],
        "about": form.source,
    }


def _asked(request: HttpRequest, r: Reader, form: Instrument, problem: str = "") -> HttpResponse:
    page = {**_page(r, form), "problem": problem}
    return render(request, "lists/import.html", page, status=WRONG if problem else 200)


def _checked(
    request: HttpRequest,
    r: Reader,
    form: Instrument,
    file: HandedIn,
    *,
    sheet: Sheet | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    sheet = sheet or _sheet(file, form, r)
    table = problem_table("list-problems", sheet.problems, r.language)
    offices = [(office, r.place(office)) for office in signers(r)]
    sent = request.POST if request.method == "POST" else {}
    page = {
        **_page(r, form),
        "file": file,
        "review": _review(sheet, r),
        "good": len(sheet.rows),
        "errors": sheet.errors,
        "owners": [(office, r.place(office)) for office in owners(r, form)],
        "offices": offices,
        "sent": sent,
        "problems": problems or [],
        "worst": worst(table),
    }
    answer = respond(request, table, "lists/import.html", page)
    answer.status_code = WRONG if problems else answer.status_code
    return answer


def _review(sheet: Sheet, r: Reader) -> Answer:
    rows = write_number(len(sheet.rows), r.language)
    if sheet.errors:
        number = write_number(sheet.errors, r.language)
        rest = say("{number} baris sudah benar", r.language, number=rows)
        return Answer(
            State.SERIOUS, say("{number} kesalahan harus diperbaiki dulu", r.language, number=number), rest
        )
    named = sum(any(map(sheet.instrument.names, row.answers.values())) for row in sheet.rows.values())
    title = told.title_of(sheet.instrument, r.language)
    sentence = say("{list}: {number} baris, siap ditandatangani", r.language, list=title, number=rows)
    rest = say("{number} di antaranya menyebut sesuatu", r.language, number=write_number(named, r.language))
    return Answer(State.COMPLETE, sentence, rest)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def list_sign(request: HttpRequest) -> HttpResponse:
    """Keep the rows of the list that was looked at, and ask for the signature of who states it."""
    r = _reader(request)
    form = _form(request, r)
    file = handed_in(account=r.account, kind=KIND)
    if file is None:
        raise Http404
    fields = Fields(request.POST.dict(), r.language)
    said = read_fields(fields, r, form)
    sheet = _sheet(file, form, r, said.region)
    if file.sha256 != request.POST.get("file"):
        fields.problems.append(stale(r.language))
    if not sheet.rows or (sheet.errors and not request.POST.get("rest")):
        fields.refuse("Perbaiki dulu baris yang salah, atau centang untuk meninggalkannya.")
    if fields.problems:
        return _checked(request, r, form, file, sheet=sheet, problems=fields.problems)
    return _to_sign(request, r, sheet, said)


def _to_sign(request: HttpRequest, r: Reader, sheet: Sheet, said: Told) -> HttpResponse:
    body = keep_rows(sheet=sheet, dated=date.fromisoformat(said.dated), source=said.source)
    throw_away(account=r.account, kind=KIND)
    copied = said.owner != said.office
    if copied:
        body["of"] = dict(copied_from(said.owner))
    sentence = say(
        "{owner}: {list}, {number} baris, tertanggal {dated}, dari {source}.",
        r.language,
        owner=r.place(said.owner),
        list=told.title_of(sheet.instrument, r.language),
        number=write_number(len(sheet.rows), r.language),
        dated=write_day(date.fromisoformat(said.dated), r.language),
        source=said.source,
    )
    more = say(" Disalin oleh {office}.", r.language, office=r.place(said.office)) if copied else ""
    return ask_to_sign(
        request,
        office=said.office,
        drafts=[Draft(STATE, said.region, body)],
        sentences=[sentence + more],
        then=f"{reverse('lists')}?region={said.region}",
        title=say("Daftar tiap lembaga", r.language),
    )


@access(Access.SIGNED_IN)
@require_POST
@in_log
def list_discard(request: HttpRequest) -> HttpResponse:
    """Throw the file away."""
    r = _reader(request)
    throw_away(account=r.account, kind=KIND)
    return redirect("list-import")


@access(Access.SIGNED_IN)
@require_safe
@in_log
def template(request: HttpRequest, form: str) -> HttpResponse:
    """Give the spreadsheet of a form to fill in, begun with places of the reader's region."""
    r = _reader(request)
    kind = library.instruments().get(form)
    if kind is None:
        raise Http404
    data = instrument_template(instrument=kind, places=_begun(r, kind))
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{form}.xlsx"'
    return answer


def _begun(r: Reader, form: Instrument) -> list[tuple[str, str, str, int]]:
    names = {code: region.name for code, region in register.regions().items()}
    if Level.TPS in form.levels:
        keys = [station.key for station in register.stations(r.scope.region)][:BEGUN]
        found = [(ancestor(key, Level.DESA), int(key[-3:])) for key in keys]
    else:
        codes = sorted(c for c in register.regions(r.scope.region) if level_of(c) is Level.DESA)
        found = [(code, 0) for code in codes[:BEGUN]]
    return [(desa, names[ancestor(desa, Level.KECAMATAN)], names[desa], number) for desa, number in found]


urlpatterns = [
    path("lists/import", list_import, name="list-import"),
    path("lists/import/sign", list_sign, name="list-sign"),
    path("lists/import/discard", list_discard, name="list-discard"),
    path("lists/template/<slug:form>.xlsx", template, name="list-template"),
]
