"""Who has not yet stated what is due, worst first, each one call away. Who called is noted nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from sepaham.records import acts
from sepaham.records.access import Access, access
from sepaham.records.roster import first_contacts
from sepaham.records.waiting import Wait, waits
from sepaham.web.present import waiting as shown
from sepaham.web.reader import in_log, region_asked
from sepaham.web.tables import respond
from sepaham.web.visitor import visitor


@access(Access.SIGNED_IN)
@require_safe
@in_log
def waiting(request: HttpRequest) -> HttpResponse:
    """List who has not yet stated what is due in a region."""
    v = visitor(request)
    if not v.scope.region or v.log is None:
        return render(request, "no_office.html")
    region = region_asked(request, v.scope)
    regions = v.scope.regions if region in v.scope.regions else (region,)
    found = list(waits(log=v.log, regions=regions, at=v.at, plans=v.scope.knows_plans, own=v.scope.offices))
    what = request.GET.get("what", "")
    chosen = [wait for wait in found if not what or wait.what == what]
    seen = [post.id for post in acts.posts({w.office for w in chosen}) if v.sees(post)]
    contacts = first_contacts(seen)
    page = {
        "head": v.head(region),
        "region": region,
        "place": v.place(region),
        "answer": shown.answer(found, v.language, plans=v.scope.knows_plans),
        "kinds": [(code, name, n, code == what) for code, name, n in shown.kinds(found, v.language)],
        "what": what,
        "hidden": not v.scope.knows_plans,
    }
    table = shown.table(chosen, contacts=contacts, at=v.at, language=v.language, names=v.names, href=_href)
    return respond(request, table, "waiting/waiting.html", page)


def _href(wait: Wait) -> str:
    return reverse("handover", args=[wait.load]) if wait.load else ""


urlpatterns = [path("waiting", waiting, name="waiting")]
