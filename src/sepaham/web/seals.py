"""Pages of seals: each office's account, and the forms to issue, return, spoil and count them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.register import LINES
from sepaham.domain.seals import accounts_of
from sepaham.records import goods
from sepaham.records.access import Access, access
from sepaham.web import seals_forms
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import seals as told
from sepaham.web.reader import Reader, acting_office, head_of, in_log, reader, region_asked
from sepaham.web.receipts import kept
from sepaham.web.store_room import WRONG, hands, lines_that_may, offices_that_may
from sepaham.web.tables import respond
from sepaham.web.words import say

ACTS = {"issue": "seal.issue", "return": "seal.return", "spoil": "seal.spoil", "count": "seal.count"}
"""What the forms state."""


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def seals(request: HttpRequest) -> HttpResponse:
    """Show the seals of each office of a region; issue, return, spoil or count one's own."""
    found = reader(request)
    region = region_asked(request, found.scope)
    fields = None
    if request.method == "POST":
        kind = ACTS.get(request.POST.get("act", ""))
        if kind is None:
            raise Http404
        office = acting_office(request, lines_that_may(kind))
        fields = Fields(request.POST.dict(), found.language)
        act = fields.typed("act")
        body = seals_forms.body(fields, act=act, among=partners(office)[act])
        if not fields.problems:
            return _to_sign(request, found, office, kind, body)
    table, template, page = _page(found, region, fields)
    answer = respond(request, table, template, {**page, "kept": kept(request, found)})
    answer.status_code = WRONG if fields else answer.status_code
    return answer


def partners(office: str) -> dict[str, list[str]]:
    """Return whom each act about an office's seals may be with; the KPU issues to itself what it bought."""
    above = goods.right_above(office)
    own = [] if above else [office]
    return {
        "issue": [*own, *goods.right_below(office)],
        "return": [above] if above else [],
        "spoil": [],
        "count": [],
    }


def _to_sign(
    request: HttpRequest, found: Reader, office: str, kind: str, body: dict[str, Any]
) -> HttpResponse:
    region = office.partition(":")[2]
    return ask_to_sign(
        request,
        office=office,
        drafts=[Draft(kind, region, body)],
        sentences=[told.sentence(kind, office, body, found.language, found.names)],
        then=reverse("seals"),
        title=say(told.TITLES[kind], found.language),
    )


def _page(found: Reader, region: str, fields: Fields | None) -> tuple[Any, str, dict[str, Any]]:
    accounts = accounts_of(goods.seals(found.log))
    mine = [
        account
        for office, account in accounts.items()
        if _in(office.partition(":")[2], region) and found.scope.covers(office.partition(":")[2])
    ]
    mine.sort(key=lambda account: (list(LINES).index(account.office.partition(":")[0]), account.office))
    office = next(iter(offices_that_may(found, "seal.count")), "")
    among = partners(office) if office else {}
    page = {
        "head": head_of(region),
        "region": region,
        "place": found.place(region),
        "answer": told.answer(mine, found.language),
        "office": office,
        "office_name": found.names(office, found.language) if office else "",
        "own": accounts.get(office),
        "acts": [
            (act, told.TITLES[kind], [(to, found.names(to, found.language)) for to in among.get(act, [])])
            for act, kind in ACTS.items()
            if office in offices_that_may(found, kind) and (among.get(act) or act in {"spoil", "count"})
        ],
        "findings": [line for line in hands(found, region) if line.rule.startswith("seal")],
        "sent": dict(fields.sent) if fields else {},
        "act": fields.typed("act") if fields else "",
        "problems": fields.problems if fields else [],
        "stock_open": found.scope.covers(region[:5]),
    }
    return told.table(mine, found.language, found.names), "seals/seals.html", page


def _in(place: str, region: str) -> bool:
    return place == region or place.startswith(f"{region}.")


urlpatterns = [path("seals", seals, name="seals")]
