"""People by spreadsheet: handed in, looked at with every problem, accepted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.people import Decides, accept_people, compare_people
from sepaham.actions.uploads import throw_away
from sepaham.domain.register import seated_office
from sepaham.exchange.people import People, people_template, read_people
from sepaham.exchange.workbooks import XLSX
from sepaham.records.access import Access, access
from sepaham.records.register import special_offices
from sepaham.records.uploads import HandedIn, handed_in
from sepaham.web.keeper import LARGEST, MOST_ROWS, take_file
from sepaham.web.people_fields import offices_there
from sepaham.web.present import people as shown
from sepaham.web.present.register import stale, worst
from sepaham.web.tables import respond
from sepaham.web.visitor import Visitor, visitor

KIND = "people"


def _writer(request: HttpRequest) -> Visitor:
    v = visitor(request)
    if not v.posts:
        raise Http404
    return v


def _decides(v: Visitor) -> Decides:
    special = special_offices()
    return lambda office: v.decides(special.get(office) or seated_office(office))


def _people(v: Visitor, file: HandedIn) -> People:
    return read_people(
        data=file.data,
        name=file.name,
        offices=offices_there(),
        may=_decides(v),
        largest=LARGEST,
        most_rows=MOST_ROWS,
    )


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Take a list of people in, or show what one that waits would do."""
    v = _writer(request)
    if request.method != "POST":
        file = handed_in(account=v.account, kind=KIND)
        return _checked(request, v, file) if file else _asked(request, v)
    if problem := take_file(request, v, KIND):
        return _asked(request, v, problem)
    return redirect("people-import")


def _asked(request: HttpRequest, v: Visitor, problem: str = "") -> HttpResponse:
    page = {"head": v.head(v.scope.region), "problem": problem}
    return render(request, "people/import.html", page, status=422 if problem else 200)


def _checked(request: HttpRequest, v: Visitor, file: HandedIn, problem: str = "") -> HttpResponse:
    people = _people(v, file)
    found = list(people.found.values())
    page = {
        "head": v.head(v.scope.region),
        "file": file,
        "review": shown.review(people, compare_people(people=found, decides=_decides(v)), v.language),
        "good": len(found),
        "problem": problem,
    }
    table = shown.problems(people, v.language)
    return respond(request, table, "people/import.html", {**page, "worst": worst(table)})


@access(Access.SIGNED_IN)
@require_POST
def people_accept(request: HttpRequest) -> HttpResponse:
    """Take over the people of the file that was looked at."""
    v = _writer(request)
    file = handed_in(account=v.account, kind=KIND)
    if file is None:
        raise Http404
    if file.sha256 != request.POST.get("file"):
        return _checked(request, v, file, stale(v.language))
    people = _people(v, file)
    if not people.found or (people.errors and not request.POST.get("rest")):
        return _checked(request, v, file)
    accept_people(people=people.found.values(), decides=_decides(v), at=v.at)
    throw_away(account=v.account, kind=KIND)
    return redirect("people")


@access(Access.SIGNED_IN)
@require_POST
def people_discard(request: HttpRequest) -> HttpResponse:
    """Throw the file away."""
    throw_away(account=_writer(request).account, kind=KIND)
    return redirect("people-import")


@access(Access.SIGNED_IN)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give the spreadsheet to fill in."""
    _writer(request)
    answer = HttpResponse(people_template(), content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="daftar-orang.xlsx"'
    return answer


urlpatterns = [
    path("people/import", people_import, name="people-import"),
    path("people/import/accept", people_accept, name="people-accept"),
    path("people/import/discard", people_discard, name="people-discard"),
    path("people/import/template.xlsx", template, name="people-template"),
]
