"""Threats and barriers: the catalogue as bow-ties, filtered, downloaded, edited in a file and adopted."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.threats import CatalogueError, adopt_threats
from sepaham.actions.uploads import throw_away
from sepaham.domain.register import LINES
from sepaham.domain.threat_words import GROUPS, PLACES, changes
from sepaham.domain.threats import Threats
from sepaham.exchange.threats import Edited, read_threats, threats_toml, threats_workbook
from sepaham.exchange.workbooks import XLSX
from sepaham.gateways import library
from sepaham.gateways.keys import gateway_signer
from sepaham.records import foundations, understanding
from sepaham.records.access import Access, access
from sepaham.records.uploads import HandedIn, handed_in
from sepaham.web.choosing import chosen
from sepaham.web.keeper import take_file
from sepaham.web.present import threats as told
from sepaham.web.present.register import problem_table, stale, worst
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.tables import respond
from sepaham.web.words import say

KIND = "threats"
EDITORS = ("kpu", "bawaslu", "pemkab")
"""Whose office at the kabupaten may put an edited catalogue in force."""
FEW = 3
"""Up to so many threats stand open on the page."""
WRONG = 422


def _reader(request: HttpRequest, *, writes: bool = False) -> Reader:
    r = reader(request)
    if not r.scope.region or (writes and not edits(r)):
        raise Http404
    return r


def edits(r: Reader) -> bool:
    """Tell whether a reader may put an edited catalogue in force."""
    return any(office.partition(":")[0] in EDITORS for office in r.offices)


def _catalogue(r: Reader) -> Threats:
    return understanding.threats(log=r.log, shipped=library.threats())


def _where(r: Reader) -> dict[str, Any]:
    region = r.scope.region
    return {"head": head_of(region), "region": region, "place": r.place(region)}


@access(Access.SIGNED_IN)
@require_safe
@in_log
def threats(request: HttpRequest) -> HttpResponse:
    """Show threats and barriers, those asked for."""
    r = _reader(request)
    catalogue, language = _catalogue(r), r.language
    names = {code: threat.text.say(language, {}) for code, threat in catalogue.threats.items()}
    groups = {group: told.group_name(group, language) for group in GROUPS}
    places = {code: words.say(language, {}) for code, words in PLACES.items()}
    owning = catalogue.owners(catalogue.threats)
    owners = {line: told.line_name(line, language) for line in LINES if line in owning}
    picked = [("threat", names), ("group", groups), ("place", places), ("owner", owners)]
    sieve = told.Sieve(**{name: chosen(request, name, among) for name, among in picked})
    mine = {office.partition(":")[0] for office in r.offices}
    bows = told.bows(catalogue, sieve, mine, library.instruments(), language)
    declared = bool(foundations.declared(log=r.log, what="threats"))
    page = {
        **_where(r),
        "answer": told.answer(catalogue, language, declared=declared),
        "bows": bows,
        "open": len(bows) <= FEW,
        "groups": groups.items(),
        "places": places.items(),
        "owners": owners.items(),
        "sieve": sieve,
        "edits": edits(r),
        "likelihood": [anchor.text.say(language, {}) for anchor in catalogue.likelihood],
        "impact": [anchor.text.say(language, {}) for anchor in catalogue.impact],
    }
    return respond(request, told.table(catalogue, sieve, language), "threats/threats.html", page)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """Give the catalogue in force as a file to edit."""
    found = _catalogue(_reader(request))
    data = threats_toml(found) if form == "toml" else threats_workbook(found)
    answer = HttpResponse(data, content_type="application/toml" if form == "toml" else XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="ancaman.{form}"'
    return answer


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def threats_import(request: HttpRequest) -> HttpResponse:
    """Take an edited catalogue in, or show what one that waits would change."""
    r = _reader(request, writes=True)
    if request.method != "POST":
        file = handed_in(account=r.account, kind=KIND)
        return _checked(request, r, file) if file else _asked(request, r)
    if problem := take_file(request, r, KIND):
        return _asked(request, r, problem)
    return redirect("threats-import")


def _asked(request: HttpRequest, r: Reader, problem: str = "") -> HttpResponse:
    page = {**_where(r), "problem": problem}
    return render(request, "threats/import.html", page, status=WRONG if problem else 200)


def _read(file: HandedIn) -> Edited:
    return read_threats(data=file.data, name=file.name, items=library.items())


def _checked(request: HttpRequest, r: Reader, file: HandedIn, problem: str = "") -> HttpResponse:
    edited, before = _read(file), _catalogue(r)
    found = changes(before, edited.catalogue) if edited.catalogue else []
    table = problem_table("threat-problems", edited.problems, r.language)
    page = {
        **_where(r),
        "file": file,
        "review": told.review(edited, found, r.language),
        "changes": told.changed(found, before, r.language),
        "more": max(0, len(found) - told.SHOWN),
        "problem": problem,
        "worst": worst(table),
    }
    answer = respond(request, table, "threats/import.html", page)
    answer.status_code = WRONG if problem else answer.status_code
    return answer


@access(Access.SIGNED_IN)
@require_POST
@in_log
def threats_adopt(request: HttpRequest) -> HttpResponse:
    """Put the edited catalogue that was looked at in force; the gateway signs its hash into the log."""
    r = _reader(request, writes=True)
    file = handed_in(account=r.account, kind=KIND)
    if file is None:
        raise Http404
    if file.sha256 != request.POST.get("file"):
        return _checked(request, r, file, stale(r.language))
    edited = _read(file)
    if edited.catalogue is None:
        return _checked(request, r, file)
    gateway = gateway_signer(settings.INSTANCE, r.log.origin)
    try:
        adopt_threats(log=r.log, catalogue=edited.catalogue, gateway=gateway, at=r.at)
    except CatalogueError:
        said = say("Ancaman yang dihapus sedang dinilai; tutup dulu putarannya.", r.language)
        return _checked(request, r, file, said)
    throw_away(account=r.account, kind=KIND)
    return redirect("threats")


@access(Access.SIGNED_IN)
@require_POST
@in_log
def threats_discard(request: HttpRequest) -> HttpResponse:
    """Throw the file away."""
    throw_away(account=_reader(request, writes=True).account, kind=KIND)
    return redirect("threats-import")


urlpatterns = [
    path("threats", threats, name="threats"),
    path("threats/catalogue.xlsx", catalogue, {"form": "xlsx"}, name="threats-xlsx"),
    path("threats/catalogue.toml", catalogue, {"form": "toml"}, name="threats-toml"),
    path("threats/import", threats_import, name="threats-import"),
    path("threats/import/adopt", threats_adopt, name="threats-adopt"),
    path("threats/import/discard", threats_discard, name="threats-discard"),
]
