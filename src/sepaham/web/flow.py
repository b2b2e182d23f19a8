"""The page of what flows out of agreements: which cells feed roads, escorts and draws, and how much."""

from random import Random

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.actions.planning import terms_in_force
from sepaham.domain.base import Level, level_of, within
from sepaham.domain.cells import region_in
from sepaham.domain.exposure import TOP, losses
from sepaham.gateways import library
from sepaham.records import understanding
from sepaham.records.access import Access, access
from sepaham.records.escorts import grading
from sepaham.records.exposure import exposed, hanging
from sepaham.web.choosing import below, chosen
from sepaham.web.means import voice_of
from sepaham.web.present import flow as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say

LEVELS = {"kecamatan": Level.KECAMATAN, "desa": Level.DESA}
_FEW = 5
"""Among so many kecamatan of the greatest loss a rank is asked about; a kabupaten has some twenty."""
_SEED = 1
"""Of the draws behind a rank: the same page says the same twice."""


@access(Access.SIGNED_IN)
@require_safe
@in_log
def flow(request: HttpRequest) -> HttpResponse:
    """Show what agreed cells change, area by area."""
    r = reader(request)
    region, voice = region_asked(request, r.scope), voice_of(r)
    names = {"kecamatan": say("Per kecamatan", r.language), "desa": say("Per desa", r.language)}
    least = "desa" if level_of(region) >= Level.KECAMATAN else "kecamatan"
    level = chosen(request, "level", names) or least
    endings = understanding.endings(log=r.log, shipped=library.threats())
    inside = {cell: ending for cell, ending in endings.items() if within(region_in(cell), region)}
    found = _flow(r, region, LEVELS[level])
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(inside, voice),
        "streams": told.streams(found, terms_in_force().exposure_cost, voice),
        "regions": below(r, region),
        "levels": names.items(),
        "level": level,
    }
    return respond(request, told.table(found, voice), "means/flow.html", page)


def _flow(r: Reader, region: str, level: Level) -> told.Flow:
    found, escorts = exposed(log=r.log, shipped=library.threats()), library.escorts()
    level = max(level, level_of(region))
    stations = {area: number for area, number in hanging(region).items() if level_of(area) is level}
    top = TOP if level >= Level.DESA else _FEW
    chance = Random(_SEED)  # noqa: S311
    ranked = losses(found.agreed, found.threats, stations=stations, chance=chance, top=top)
    exposure = found.by_region
    graded, bare = (grading(escorts=escorts, exposure=given) for given in (exposure, {}))
    return told.Flow(exposure, ranked, top, graded, bare)


urlpatterns = [path("means/flow", flow, name="means-flow")]
