"""Briefings: who has understood them down to the last desa, who must be called, and issuing an edition."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from sepaham.actions.briefing import BriefingError, issue
from sepaham.domain.authority import stands_above
from sepaham.domain.base import Level, ancestor, within
from sepaham.domain.briefing import DESA, TRIP, Briefing, Edition
from sepaham.domain.ladder import coverage, defects
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import threats
from sepaham.records import acts
from sepaham.records import briefing as records
from sepaham.records.access import Access, access
from sepaham.records.register import boundaries
from sepaham.web.choosing import below, chosen
from sepaham.web.present import briefing as told
from sepaham.web.present import map as maps
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
_ISSUERS = frozenset({"kpu", "gateway"})
"""Lines whose offices issue briefings: they move the goods, or keep the instance."""


def issuer(r: Reader) -> str:
    """Return the office for which a reader may issue; '' for none."""
    able = (office for office in r.offices if office.partition(":")[0] in _ISSUERS)
    return next(able, "")


def sees(r: Reader, page: Briefing) -> bool:
    """Tell whether a reader may see a page: of their regions or their own; trips who may know of them."""
    own = any(page.is_of(office) for office in r.offices)
    covered = r.scope.covers(page.region) and (page.kind != TRIP or r.scope.knows_plans)
    return own or covered


def timed(r: Reader, page: Briefing) -> bool:
    """Tell whether a reader may know the hours on a page before goods move."""
    return r.scope.knows_plans or page.kind == TRIP


def calls_on(r: Reader) -> Callable[[str], str]:
    """Return which of the reader's offices stands right above another, and so calls on it; '' for none."""
    posts = acts.posts(r.offices)
    return lambda office: next((post.id for post in posts if stands_above(post, office)), "")


def pages_in(r: Reader, edition: Edition, region: str, kind: str = "") -> list[Briefing]:
    """Return the pages of a region that a reader may see, in order; of a polling station its desa's."""
    wide = ancestor(region, Level.DESA)
    here = (page for page in edition.pages if within(page.region, wide) and kind in {"", page.kind})
    return [page for page in here if sees(r, page)]


@access(Access.SIGNED_IN)
@require_safe
@in_log
def briefing(request: HttpRequest) -> HttpResponse:
    """Show how far the people of a region are with their briefings, and who must be called."""
    r = reader(request)
    region = region_asked(request, r.scope)
    return _overview(request, r, region)


def _overview(request: HttpRequest, r: Reader, region: str, problem: str = "") -> HttpResponse:
    edition = records.edition_in_force(r.log)
    page: dict[str, Any] = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "regions": below(r, region),
        "issuer": issuer(r),
        "problem": problem,
    }
    if edition is None:
        return render(request, "briefing/none.html", page, status=WRONG if problem else 200)
    kinds = {kind: say(name, r.language) for kind, name in told.KINDS.items()}
    kind = chosen(request, "kind", kinds) or DESA
    pages = pages_in(r, edition, region, kind)
    steps = records.steps(log=r.log, keys=[one.key for one in pages])
    found = coverage(pages, steps, log=r.log.origin, at=r.at)
    now = records.answers_now(edition, steps)
    page |= {
        "edition": edition,
        "kind": kind,
        "kinds": kinds.items(),
        "answer": told.headline(found, kind, r.language),
        "calls": told.calls(found, r.language, r.names, calls_on(r)),
        "defects": told.defect_lines(defects(now), edition.by_key, r.language, r.names),
        "again": told.again_line(found, r.language),
        "mapped": kind == DESA and _drawn(pages),
        "legend": told.legend(found, r.language),
        "fresh": len(edition.fresh),
    }
    answer = respond(request, told.table(found, r.language, r.names), "briefing/briefing.html", page)
    answer.status_code = WRONG if problem else answer.status_code
    return answer


def _drawn(pages: Sequence[Briefing]) -> bool:
    """Tell whether there are boundaries to draw these places with."""
    return len(pages) > 1 and bool(boundaries(ancestor(pages[0].region, Level.KECAMATAN)))


@access(Access.SIGNED_IN)
@require_safe
@in_log
def map_data(request: HttpRequest) -> HttpResponse:
    """Give the map its desa with their boundaries, each shaped by how far it is."""
    r = reader(request)
    region, edition = region_asked(request, r.scope), records.edition_in_force(r.log)
    pages = pages_in(r, edition, region, DESA) if edition else []
    steps = records.steps(log=r.log, keys=[one.key for one in pages]) if pages else []
    found = coverage(pages, steps, log=r.log.origin, at=r.at)
    text = maps.features(
        told.spots(found, r.names),
        [(code, json.dumps(geometry)) for code, geometry in boundaries(region).items()],
        r.language,
        lambda spot: told.href(f"{DESA}:{spot.region}"),
    )
    return HttpResponse(text, content_type="application/geo+json")


@access(Access.SIGNED_IN)
@require_POST
@in_log
def issue_edition(request: HttpRequest) -> HttpResponse:
    """Issue a new edition at the word of KPU or the keeper; the gateway signs its hash into the log."""
    r = reader(request)
    office = issuer(r)
    if not office:
        raise Http404
    region = r.scope.region
    try:
        made = issue(
            log=r.log, shipped=threats(), gateway=gateway_signer(settings.INSTANCE, r.log.origin), at=r.at
        )
    except BriefingError:
        problem = say("Belum ada TPS di register, jadi belum ada yang dapat dibekali.", r.language)
        return _overview(request, r, region, problem)
    if made is None:
        problem = say("Tidak ada yang berubah sejak edisi terakhir; tidak ada yang diterbitkan.", r.language)
        return _overview(request, r, region, problem)
    return redirect("briefing")


urlpatterns = [
    path("briefing", briefing, name="briefing"),
    path("briefing.json", map_data, name="briefing-map"),
    path("briefing/issue", issue_edition, name="briefing-issue"),
]
