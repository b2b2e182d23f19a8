"""The first page after signing in: what my office must do now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.views.decorators.http import require_safe

from sepaham.domain.register import Office
from sepaham.records import acts
from sepaham.records.access import Access, access, lacks_second_factor
from sepaham.records.position import desk_of
from sepaham.web.present import home as shown
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept


def door(name: str, *of: str) -> str:
    """Return where a page is; '' when this house has no such page."""
    try:
        return reverse(name, args=of)
    except NoReverseMatch:
        return ""


def hat(request: HttpRequest, r: Reader) -> Office:
    """
    Return the post of the reader's office that is asked for, or of the first.

    Raises:
        Http404: The reader wears no such hat.
    """
    asked = request.GET.get("office") or r.offices[0]
    if asked not in r.offices:
        raise Http404
    (post,) = acts.posts([asked])
    return post


def others(r: Reader, office: str) -> list[tuple[str, str]]:
    """Return the reader's other offices, with what they are called."""
    return [(other, r.place(other)) for other in r.offices if other != office]


@access(Access.SIGNED_IN)
@require_safe
@in_log
def home(request: HttpRequest) -> HttpResponse:
    """Show what one of the reader's offices must do now; who wears several hats may change them."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    post = hat(request, r)
    found = desk_of(log=r.log, post=post, at=r.at, plans=r.scope.knows_plans)
    things = shown.things(found, r.language, r.names, door)
    waiting = [thing for thing in things if thing.number]
    page = {
        "head": head_of(post.regions[0]),
        "region": post.regions[0],
        "office": post.id,
        "acting": r.place(post.id),
        "others": others(r, post.id),
        "next": waiting[0] if waiting else None,
        "then": waiting[1:],
        "done": [thing for thing in things if not thing.number],
        "kept": kept(request, r),
        "lacks_second_factor": lacks_second_factor(r.account),
    }
    return render(request, "home/home.html", page)


urlpatterns = [path("", home, name="desk-home")]
