"""The page of authority: what my office may state first, then the whole table with its sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.records import foundations
from sepaham.records.access import Access, access
from sepaham.web.choosing import chosen
from sepaham.web.present import authority as told
from sepaham.web.reader import head_of, in_log, reader
from sepaham.web.tables import respond
from sepaham.web.words import say


@access(Access.SIGNED_IN)
@require_safe
@in_log
def authority(request: HttpRequest) -> HttpResponse:
    """Show the table of authority in force."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    table = foundations.authority(log=r.log)
    lines = told.lines_of(table, r.language)
    line = chosen(request, "line", dict(lines))
    own = list(dict.fromkeys(office.partition(":")[0] for office in r.offices))
    mine = [(told.line_name(one, r.language), told.rights(table, one, r.language)) for one in own]
    page = {
        "head": head_of(r.scope.region),
        "region": r.scope.region,
        "place": r.place(r.scope.region),
        "acting": r.place(r.offices[0]),
        "mine": mine,
        "may": sum(right.state == "complete" for _, rights in mine for right in rights),
        "never": sum(right.state == "serious" for _, rights in mine for right in rights),
        "lines": lines,
        "line": line,
        "crossings": told.crossings(table, [code for code, _ in lines], r.language),
        "legend": [(state, say(word, r.language)) for state, word in told.ANSWERS.values()],
    }
    return respond(request, told.whole(table, r.language, line=line), "authority/authority.html", page)


urlpatterns = [path("authority", authority, name="authority")]
