"""The page of what was stated lately in the reader's regions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.register import LINES
from sepaham.domain.sentences import KIND_NAMES
from sepaham.records import activity as records
from sepaham.records import handovers as lists
from sepaham.records.access import Access, access
from sepaham.records.activity import Asked
from sepaham.web.choosing import below, chosen
from sepaham.web.fields import day_of
from sepaham.web.present import activity as told
from sepaham.web.present.authority import line_name
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond

MOST = 1000
"""Entries of one look; older ones are one button away."""
_MOST_DIGITS = 15


@access(Access.SIGNED_IN)
@require_safe
@in_log
def activity(request: HttpRequest) -> HttpResponse:
    """List the latest statements of the reader's regions, as the reader chooses."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    region = region_asked(request, r.scope)
    asked = _asked(request, r, region)
    count, said = records.latest(log=r.log, asked=asked, most=MOST)
    kinds = records.kinds_of(log=r.log, asked=asked)
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "count": count,
        "newest": said[0] if said else None,
        "older": said[-1].index if len(said) == MOST else None,
        "regions": below(r, region),
        "kinds": [(k, name.say(r.language, {})) for k, name in KIND_NAMES.items() if k in kinds],
        "lines": [(line, line_name(line, r.language)) for line in LINES],
        "asked": asked,
        "office": r.place(asked.office) if asked.office else "",
    }
    named = lists.some(log=r.log, hashes={one.load for one in said if one.load})
    return respond(request, told.table(said, named, r.language, r.names), "activity/activity.html", page)


def _asked(request: HttpRequest, r: Reader, region: str) -> Asked:
    """Read what the form sent; what it cannot mean asks for nothing."""
    explicit = "region" in request.GET
    office = request.GET.get("office", "")
    before = request.GET.get("before", "")
    return Asked(
        regions=(region,) if explicit else r.scope.regions,
        plans=r.scope.knows_plans,
        office=office if office.partition(":")[0] in LINES else "",
        line=chosen(request, "line", dict.fromkeys(LINES, "")),
        kind=chosen(request, "kind", dict.fromkeys(KIND_NAMES, "")),
        day=day_of(request.GET.get("day", "")),
        before=int(before) if before.isascii() and before.isdigit() and len(before) <= _MOST_DIGITS else None,
    )


urlpatterns = [path("activity", activity, name="activity")]
