"""The first page after signing in: what my office must do now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.views.decorators.http import require_safe

from sepaham.domain.base import end_of_day
from sepaham.domain.register import Office
from sepaham.records import acts, desk, foundations
from sepaham.records.access import GUARDS, Access, access, lacks_second_factor
from sepaham.web.present import home as shown
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept

_HOLDERS = frozenset({"kpu", "ppk", "pps", "kpps"})


def door(name: str, *of: str) -> str:
    """Return where a page is; '' when this house has no such page."""
    try:
        return reverse(name, args=of)
    except NoReverseMatch:
        return ""


def _desk(r: Reader, post: Office) -> shown.Desk:
    """Count what concerns one office; hours of what has not moved only for who needs to know them."""
    log, at, regions = r.log, r.at, post.regions
    holder, kpu = post.line in _HOLDERS, post.line == "kpu"
    findings = desk.open_findings(log=log, offices=[post], at=at)
    watches = not holder
    plans = watches and r.scope.knows_plans
    until = end_of_day(at, regions[0])
    sees = watches and bool(foundations.authority(log=log).row(kind="handover.observe", line=post.line))
    give = desk.to_give(log=log, office=post.id, at=at) if holder else None
    planned = foundations.movement_in_force(log) is not None
    return shown.Desk(
        office=post.id,
        give=give,
        receive=desk.to_receive(log=log, office=post.id) if holder else None,
        observe=desk.to_observe(log=log, regions=regions) if sees else None,
        moving=desk.moving(log=log, regions=regions) if watches else None,
        planned=desk.planned(log=log, regions=regions, at=at, until=until) if plans else None,
        overdue=desk.overdue(log=log, regions=regions, at=at),
        unplanned=(0 if planned else give.all) if kpu and give else None,
        escorts=desk.escorts_asked(log=log, office=post.id) if post.line in GUARDS else None,
        packing=desk.packing(log=log, regions=regions) if kpu else None,
        orders=desk.orders(log=log) if kpu else None,
        answer=tuple(desk.to_answer(log=log, office=post, findings=findings)),
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def home(request: HttpRequest) -> HttpResponse:
    """Show what one of the reader's offices must do now; who wears several hats may change them."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    asked = request.GET.get("office") or r.offices[0]
    if asked not in r.offices:
        raise Http404
    (post,) = acts.posts([asked])
    things = shown.things(_desk(r, post), r.language, r.names, door)
    waiting = [thing for thing in things if thing.number]
    page = {
        "head": head_of(post.regions[0]),
        "region": post.regions[0],
        "office": asked,
        "acting": r.place(asked),
        "others": [(other, r.place(other)) for other in r.offices if other != asked],
        "next": waiting[0] if waiting else None,
        "then": waiting[1:],
        "done": [thing for thing in things if not thing.number],
        "kept": kept(request, r),
        "lacks_second_factor": lacks_second_factor(r.account),
    }
    return render(request, "home/home.html", page)


urlpatterns = [path("", home, name="desk-home")]
