"""The page of a proposal: who could escort and guard what, how good that is, and what stays open."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from sepaham.actions.escorts import propose_roster
from sepaham.domain.routing import Budget
from sepaham.gateways import library
from sepaham.gateways.roster import CpSatRoster
from sepaham.records import escorts as records
from sepaham.records import foundations
from sepaham.records.access import GUARDS, Access, access
from sepaham.web.choosing import chosen
from sepaham.web.escorts import found_by
from sepaham.web.present import rosters as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say

_BUDGET = Budget(seed=1, iterations=1000)
"""Some seconds at most, and the same answer each time."""


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def proposal(request: HttpRequest) -> HttpResponse:
    """Show the newest proposal, as far as it is about what the reader may see; make a new one."""
    r = reader(request)
    region = region_asked(request, r.scope)
    found, _ = found_by(r)
    if request.method == "POST":
        if not _computes(r):
            raise Http404
        propose_roster(log=r.log, escorts=library.escorts(), assigner=CpSatRoster(), budget=_BUDGET, at=r.at)
        return redirect(reverse("escort-proposal"))
    newest, jobs = records.newest_roster(log=r.log), {one.job.key: one.job for one in found}
    result = newest.result if newest else None
    onlys = {key: say(text, r.language) for key, text in told.ONLY.items()}
    only = chosen(request, "only", onlys) or "open"
    rows = [row for row in result[only] if row["job"] in jobs] if result else []
    page = _page(r, region, newest) | {"onlys": onlys.items(), "only": only}
    return respond(request, told.table(rows, only, jobs, r.language, r.names), "escorts/proposal.html", page)


def _computes(r: Reader) -> bool:
    """Tell whether a reader may have a proposal made: who asks for the kabupaten, or owns the means there."""
    wide = region_wide(r)
    return any(office.partition(":")[0] in {"kpu", *GUARDS} for office in wide)


def region_wide(r: Reader) -> list[str]:
    """Return the reader's offices that answer for the whole kabupaten."""
    kabupaten = r.log.origin.split("/")[1]
    return [office for office in r.offices if office.partition(":")[2] == kabupaten]


def _page(r: Reader, region: str, newest: records.Roster | None) -> dict[str, Any]:
    squads = records.squads()
    in_force = foundations.declared(log=r.log, what="movement")
    return {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(newest.result if newest else None, r.language),
        "made": newest.made_at if newest else None,
        "proven": told.proven(newest.result, r.language) if newest else "",
        "stale": bool(newest and newest.movement != in_force),
        "computes": _computes(r),
        "posts": len(squads),
        "officers": sum(squad.officers for squad in squads),
    }


urlpatterns = [path("escorts/proposal", proposal, name="escort-proposal")]
