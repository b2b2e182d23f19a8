"""The page every signed-in person has: where do I stand, for one of my offices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.records.access import Access, access
from sepaham.records.people import called
from sepaham.records.position import desk_of
from sepaham.records.position import position as stands
from sepaham.records.roster import first_contacts
from sepaham.web.home import door, hat, others
from sepaham.web.present import home as desk
from sepaham.web.present import position as shown
from sepaham.web.reader import head_of, in_log, reader


@access(Access.SIGNED_IN)
@require_safe
@in_log
def position(request: HttpRequest) -> HttpResponse:
    """Show who the reader is here, what is the reader's to do, by which right, and whom to call."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    post = hat(request, r)
    found = desk_of(log=r.log, post=post, at=r.at, plans=r.scope.knows_plans)
    where = stands(log=r.log, post=post, found=found)
    near = {*where.above, *where.below[: shown.SHOWN], *(one.who for one in where.wanted)}
    waits = {task.code for task in where.now}
    things = desk.things(found, r.language, r.names, door)
    page = {
        "head": head_of(post.regions[0]),
        "region": post.regions[0],
        "acting": r.place(post.id),
        "person": called(r.account),
        "others": others(r, post.id),
        "answer": shown.headline(r.place(post.id), len(where.now), r.language),
        "now": [thing for thing in things if thing.number and thing.code in waits],
        "told": shown.told(where, first_contacts(near), r.language, r.names),
    }
    return render(request, "position/position.html", page)


urlpatterns = [path("position", position, name="position")]
