"""The door of notices: what the reader's offices are told now, and what will be told if it stays open."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from sepaham.actions.notices import mark_read
from sepaham.records import acts, desk
from sepaham.records.access import Access, access
from sepaham.web.present import notices as shown
from sepaham.web.reader import head_of, in_log, reader

A_PAGE = 100


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def notices(request: HttpRequest) -> HttpResponse:
    """List the reader's notices; a POST marks all of now as read."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    if request.method == "POST":
        mark_read(account=r.account, log=r.log.origin, at=r.at)
        return redirect("notices")
    told = desk.notices_to(log=r.log, offices=acts.posts(r.offices), at=r.at)
    mark = desk.read_up_to(account=r.account, log=r.log)
    now, later = shown.told(told, at=r.at, mark=mark, offices=r.offices, language=r.language, names=r.names)
    found = Paginator(now, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "head": head_of(r.scope.region),
        "place": r.place(r.scope.region),
        "found": found,
        "total": len(now),
        "unread": sum(notice.unread for notice in now),
        "later": later[:A_PAGE],
        "later_total": len(later),
    }
    return render(request, "notices/notices.html", page)


urlpatterns = [path("notices", notices, name="notices")]
