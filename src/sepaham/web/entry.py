"""The page of one entry: who stated what, when it came, what it refers to, and its proof to keep."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.sentences import KIND_NAMES
from sepaham.exchange.envelopes import statement_in
from sepaham.records import log as records
from sepaham.records import queries
from sepaham.records.access import Access, access
from sepaham.web.present.activity import source_of
from sepaham.web.reader import head_of, in_log, reader
from sepaham.web.words import say

_LAST = 2**63
ROLES = {
    "gives": "memasangkan dengan penyerahan",
    "corrects": "membetulkan",
    "confirms": "menegaskan",
    "sees": "melihat yang dinyatakan",
}
"""What a statement refers to another for."""


@access(Access.SIGNED_IN)
@require_safe
@in_log
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show a statement to who may read it whole."""
    r = reader(request)
    opened = records.disclosure(r.log, index) if index < _LAST else None
    if opened is None or not r.scope.may_open(kind=opened.kind, region=opened.region):
        raise Http404
    statement = statement_in(opened.envelope)
    places = queries.places(statements=[ref.id for ref in statement.refs])
    page = {
        "head": head_of(statement.region),
        "index": index,
        "statement": statement,
        "actor": r.place(statement.actor),
        "verb": KIND_NAMES[statement.kind].say(r.language, {}),
        "place": r.place(statement.region),
        "received_at": opened.received_at,
        "source": source_of(statement.actor, statement.office, r.language, r.names),
        "refs": [(say(ROLES[ref.role], r.language), places.get(ref.id)) for ref in statement.refs],
        "body": json.dumps(statement.body, ensure_ascii=False, indent=2),
    }
    return render(request, "entry/entry.html", page)


urlpatterns = [path("entry/<int:index>", entry, name="entry")]
