"""The fleet by spreadsheet: handed in, looked at with every problem, accepted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.fleet import accept_fleet, compare_fleet
from sepaham.actions.uploads import throw_away
from sepaham.exchange.fleet import Listing, fleet_template, read_fleet
from sepaham.exchange.workbooks import XLSX
from sepaham.records import register
from sepaham.records.access import Access, access
from sepaham.records.uploads import HandedIn, handed_in
from sepaham.web.fleet import fleet_reader, keeps
from sepaham.web.keeper import LARGEST, MOST_ROWS, take_file
from sepaham.web.present import fleet as told
from sepaham.web.present.register import stale, worst
from sepaham.web.reader import Reader, head_of, in_log
from sepaham.web.tables import respond

KIND = "fleet"


def _listing(r: Reader, file: HandedIn) -> Listing:
    return read_fleet(
        data=file.data,
        name=file.name,
        regions={code: region.name for code, region in register.regions().items()},
        may=keeps(r),
        largest=LARGEST,
        most_rows=MOST_ROWS,
    )


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def fleet_import(request: HttpRequest) -> HttpResponse:
    """Take a list of vehicles in, or show what one that waits would do."""
    r = fleet_reader(request, writes=True)
    if request.method != "POST":
        file = handed_in(account=r.account, kind=KIND)
        return _checked(request, r, file) if file else _asked(request, r)
    if problem := take_file(request, r, KIND):
        return _asked(request, r, problem)
    return redirect("fleet-import")


def _where(r: Reader) -> dict[str, object]:
    region = r.scope.region
    return {"head": head_of(region), "region": region, "place": r.place(region)}


def _asked(request: HttpRequest, r: Reader, problem: str = "") -> HttpResponse:
    page = {**_where(r), "problem": problem}
    return render(request, "fleet/import.html", page, status=422 if problem else 200)


def _checked(request: HttpRequest, r: Reader, file: HandedIn, problem: str = "") -> HttpResponse:
    listing = _listing(r, file)
    table = told.problems(listing, r.language)
    page = {
        **_where(r),
        "file": file,
        "review": told.review(listing, compare_fleet(listed=listing.found), r.language),
        "good": len(listing.found),
        "problem": problem,
        "worst": worst(table),
    }
    return respond(request, table, "fleet/import.html", page)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def fleet_accept(request: HttpRequest) -> HttpResponse:
    """Take over the vehicles of the file that was looked at."""
    r = fleet_reader(request, writes=True)
    file = handed_in(account=r.account, kind=KIND)
    if file is None:
        raise Http404
    if file.sha256 != request.POST.get("file"):
        return _checked(request, r, file, stale(r.language))
    listing = _listing(r, file)
    if not listing.found or (listing.errors and not request.POST.get("rest")):
        return _checked(request, r, file)
    accept_fleet(listed=listing.found, at=r.at)
    throw_away(account=r.account, kind=KIND)
    return redirect("fleet")


@access(Access.SIGNED_IN)
@require_POST
@in_log
def fleet_discard(request: HttpRequest) -> HttpResponse:
    """Throw the file away."""
    throw_away(account=fleet_reader(request, writes=True).account, kind=KIND)
    return redirect("fleet-import")


@access(Access.SIGNED_IN)
@require_safe
@in_log
def template(request: HttpRequest) -> HttpResponse:
    """Give the spreadsheet to fill in."""
    fleet_reader(request, writes=True)
    answer = HttpResponse(fleet_template(), content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="armada.xlsx"'
    return answer


urlpatterns = [
    path("fleet/import", fleet_import, name="fleet-import"),
    path("fleet/import/accept", fleet_accept, name="fleet-accept"),
    path("fleet/import/discard", fleet_discard, name="fleet-discard"),
    path("fleet/import/template.xlsx", template, name="fleet-template"),
]
