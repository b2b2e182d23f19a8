"""One box that finds what a typed word or code names, within the reader's regions."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.units import is_unit_code
from sepaham.records.access import Access, access
from sepaham.records.search import Search
from sepaham.web.present import search as told
from sepaham.web.reader import head_of, in_log, reader

MOST_TYPED = 80
_STATION = 13
_UNREADABLE = 422


@access(Access.SIGNED_IN)
@require_safe
@in_log
def search(request: HttpRequest) -> HttpResponse:
    """Open what was typed when it is the one thing of that name; else list what it may mean."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    typed = (request.GET.get("q") or request.GET.get("code") or "").strip()[:MOST_TYPED]
    code = re.sub(r"[\s.\-]", "", typed).upper()
    if is_unit_code(code):
        return redirect("unit", code=code)
    hits = Search(r.log, r.scope, r.names, r.language).hits(typed)
    exact = [hit for hit in hits if hit.exact]
    if len(exact) == 1:
        return redirect(told.href_of(exact[0]))
    page = {
        "head": head_of(r.scope.region),
        "region": r.scope.region,
        "place": r.place(r.scope.region),
        "typed": typed,
        "found": [told.found(hit, r.language, r.names) for hit in hits],
        "slip": _is_slip(typed, code),
    }
    return render(request, "search/search.html", page, status=200 if hits or not typed else _UNREADABLE)


def _is_slip(typed: str, code: str) -> bool:
    """Tell whether a text looks like a unit code that was misread."""
    return len(code) > _STATION and code[:_STATION].isdigit() and bool(typed)


urlpatterns = [
    path("search", search, name="search"),
    path("find", search, name="find"),
]
