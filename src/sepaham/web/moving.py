"""A stop moved to another trip: what each trip would make of it, and keeping one as a changed proposal."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from sepaham.actions.moving import Trial, keep_move, try_moves
from sepaham.records.access import Access, access
from sepaham.web.plan_pages import journey_of, journey_page, page_of
from sepaham.web.plan_view import Look, look, plans
from sepaham.web.present import moving as told
from sepaham.web.reader import in_log


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def move(request: HttpRequest, which: str, key: str) -> HttpResponse:
    """Show what each trip would make of a stop; keep the plan with it moved to one of them."""
    seen = look(request, which)
    office = plans(seen.r)
    if not office or seen.proposal is None:
        raise Http404
    found = journey_of(seen, key)
    if found.departs_at <= seen.r.at:
        raise Http404
    stop = request.POST.get("stop") or request.GET.get("stop", "")
    trial = _trial(seen, key, stop)
    if request.method == "POST":
        change = next((one for taker, one in trial.changes if taker.id == request.POST.get("to")), None)
        if change is None:
            raise Http404
        row = keep_move(
            log=seen.r.log,
            parent=seen.proposal,
            change=change,
            by=office,
            secret=settings.INSTANCE.secret("plan"),
            at=seen.r.at,
        )
        return redirect("proposal", row.pk)
    page = {
        "stop": stop,
        "stop_name": seen.r.place(stop),
        "options": told.options(trial, seen.r.language, seen.called),
    }
    return render(request, "plan/move.html", {**page_of(seen), **journey_page(seen, found), **page})


def _trial(seen: Look, key: str, stop: str) -> Trial:
    try:
        return try_moves(log=seen.r.log, movement=seen.movement, giver=key, region=stop, at=seen.r.at)
    except (KeyError, ValueError):
        raise Http404 from None


urlpatterns = [path("plan/<slug:which>/move/<name:key>", move, name="plan-move")]
