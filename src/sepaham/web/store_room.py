"""What the pages about goods share: whose warehouse is asked about, who may write, what is signed."""

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from sepaham.domain.register import LINES
from sepaham.gateways.library import authority
from sepaham.records import goods, queries
from sepaham.records.register import only_kabupaten
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import check as checks
from sepaham.web.present import goods as goods_told
from sepaham.web.present.goods_acts import TOLD
from sepaham.web.reader import Reader, acting_office, head_of, reader
from sepaham.web.words import say

WRONG = 422
"""The status of a page that shows a form again with what is wrong with it."""
KPU = frozenset({"kpu"})
"""Whose warehouse it is: the only line that states what is in it."""


@cache
def lines_that_may(kind: str) -> frozenset[str]:
    """Return the lines of offices that may make a kind of statement."""
    table = authority()
    rows = {line: table.row(kind=kind, line=line) for line in LINES}
    return frozenset(line for line, row in rows.items() if row and row.answer == "yes")


def offices_that_may(found: Reader, kind: str) -> list[str]:
    """Return the reader's offices that may make a kind of statement."""
    return [office for office in found.scope.offices if office.partition(":")[0] in lines_that_may(kind)]


def keeper(request: HttpRequest) -> tuple[Reader, str]:
    """Return the reader and the kabupaten whose goods are asked about; 404 for who does not answer for it."""
    found, region = reader(request), only_kabupaten()
    if not found.scope.covers(region):
        raise Http404
    return found, region


def page_of(found: Reader, region: str) -> dict[str, Any]:
    """Return what every page about a kabupaten's goods shows."""
    return {
        "head": head_of(region),
        "region": region,
        "place": found.place(region),
        "writes": bool(offices_that_may(found, "goods.arrive")),
        "sees": bool(offices_that_may(found, "goods.observe")),
    }


def choices(found: Reader) -> list[tuple[str, str]]:
    """Return the items to choose from, with what they are called."""
    return [(key, found.names(key, found.language)) for key in goods.items()]


def hands(found: Reader, region: str, *, subject: str = "") -> tuple[checks.Line, ...]:
    """Return what needs a hand about goods and seals, or about what has a subject."""
    told = goods.to_check(region=region)
    if subject:
        told = [f for f in told if f.subject == subject or f.subject.startswith(f"{subject}:")]
    return checks.lines(told, found.language, found.names)


def entries(keys: list[str]) -> dict[str, int]:
    """Return where in the log statements stand."""
    return queries.places(statements=keys)


def to_sign(
    request: HttpRequest, found: Reader, *, kind: str, region: str, body: dict[str, Any], then: str
) -> HttpResponse:
    """Show what will be signed about goods, by an office that may."""
    office = acting_office(request, lines_that_may(kind))
    sentences = TOLD[kind](body, found.language, found.names)
    title = say(TITLES[kind], found.language)
    draft = Draft(kind, region, body)
    return ask_to_sign(request, office=office, drafts=[draft], sentences=sentences, then=then, title=title)


def read(request: HttpRequest, found: Reader) -> Fields:
    """Return the fields a form sent."""
    return Fields(request.POST.dict(), found.language)


TITLES = {
    "goods.arrive": "Catat kedatangan",
    "goods.order": "Catat pesanan",
    "goods.count": "Catat hitungan",
    "goods.observe": "Catat yang dilihat",
    "goods.move": "Pindahkan koli",
    "goods.sort": "Catat hasil sortir",
    "goods.claim": "Ajukan klaim",
}
"""What signing each kind is called."""


def form_page(found: Reader, fields: Fields | None) -> dict[str, Any]:
    """Return what a page with the forms of a delivery or an item needs."""
    sent = dict(fields.sent) if fields else {}
    return {
        "damage_fields": [
            (f"damaged_{code}", goods_told.damage_name(code, found.language), sent.get(f"damaged_{code}", ""))
            for code, _ in goods_told.DAMAGE
        ],
        "sent": sent,
        "act": sent.get("act", ""),
        "problems": fields.problems if fields else [],
    }
