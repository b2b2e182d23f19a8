"""The page of all load lists of a region; a list made on the way is declared in `lists`."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.loads import LEGS
from sepaham.domain.sentences import LEG_NAMES
from sepaham.records import handovers as records
from sepaham.records.access import Access, access
from sepaham.records.handovers import Passed
from sepaham.web import lists
from sepaham.web.choosing import below, chosen, widest
from sepaham.web.present import handovers as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say


def legs(r: Reader) -> Mapping[str, str]:
    """Return the legs with what they are called."""
    return {leg: LEG_NAMES[leg].say(r.language, {}) for leg in LEGS}


def known(r: Reader, region: str) -> list[Passed]:
    """Return the load lists of a region the reader may know of; one's own wherever they go."""
    own = r.offices if widest(r, region) else ()
    found = records.passed(log=r.log, region=region, at=r.at, offices=own)
    plans = r.scope.knows_plans
    return [p for p in found if not p.step or p.stated or plans or p.concerns(r.offices)]


@access(Access.SIGNED_IN)
@require_safe
@in_log
def handovers(request: HttpRequest) -> HttpResponse:
    """Show all load lists of a region, as the reader chooses."""
    r = reader(request)
    region = region_asked(request, r.scope)
    ways, states = legs(r), {key: say(text, r.language) for key, text in told.STATES.items()}
    leg, state = chosen(request, "leg", ways), chosen(request, "state", states)
    of_leg = [found for found in known(r, region) if not leg or found.leg == leg]
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(of_leg, r.language),
        "odd": sum(bool(found.odd) for found in of_leg),
        "legs": ways.items(),
        "states": states.items(),
        "regions": below(r, region),
        "leg": leg,
        "state": state,
        "declares": bool(lists.declarers(r)),
        "plans": r.scope.knows_plans,
        "kept": kept(request, r),
    }
    shown = [found for found in of_leg if told.fits(found, state)]
    table = told.table(shown, r.language, r.names, plans=r.scope.knows_plans, offices=r.offices)
    return respond(request, table, "handovers/handovers.html", page)


urlpatterns = [
    path("handovers", handovers, name="handovers"),
    path("handovers/new", lists.declare, name="handover-new"),
]
