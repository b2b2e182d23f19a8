"""Where a paper's copy goes when the browser holds no key: the gateway signs it, visibly."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from sepaham.actions.transcription import Copied, TranscriptionError, transcribe
from sepaham.domain.base import parse_instant
from sepaham.domain.statement import StatementError
from sepaham.gateways.keys import gateway_signer
from sepaham.ledger.strict import StrictError, loads
from sepaham.records.access import Access, access
from sepaham.web.drafts import with_receipt
from sepaham.web.fields import is_page
from sepaham.web.reader import in_log, reader

MOST_PAPERS = 4
_MOST_BYTES = 262_144


@access(Access.SIGNED_IN)
@require_POST
@in_log
def sign_by_gateway(request: HttpRequest) -> HttpResponse:
    """Enter what a signed paper says under the gateway's key, for an office that may copy it."""
    r = reader(request)
    office, then = request.POST.get("office", ""), request.POST.get("then", "")
    if office not in r.offices or not is_page(then):
        raise Http404
    papers = _papers(request.POST.get("drafts", ""))
    if not papers or not all(r.scope.covers(paper.region) for paper in papers):
        raise Http404
    gateway = gateway_signer(settings.INSTANCE, r.log.origin)
    try:
        index = transcribe(
            log=r.log,
            account=r.account.get_username(),
            transcriber=office,
            papers=papers,
            gateway=gateway,
            at=r.at,
        )
    except (TranscriptionError, StatementError) as error:
        if error.code == "copy.stated":
            return redirect(then)
        raise Http404 from None
    return redirect(with_receipt(then, index))


def _papers(sent: str) -> list[Copied]:
    """Return what the page sent back; nothing unless all of it is readable."""
    try:
        found: Any = loads(sent.encode(), limit=_MOST_BYTES).get("drafts")
        if not isinstance(found, list) or len(found) > MOST_PAPERS:
            return []
        papers = [Copied(one["kind"], one["region"], one["body"], _hour(one)) for one in found]
    except (StrictError, KeyError, TypeError, ValueError):
        return []
    readable = all(isinstance(p.body, dict) and isinstance(p.kind, str) for p in papers)
    return papers if readable and all(isinstance(p.region, str) for p in papers) else []


def _hour(one: dict[str, Any]) -> datetime | None:
    return parse_instant(one["at"]) if "at" in one else None


urlpatterns = [path("sign/gateway", sign_by_gateway, name="sign-by-gateway")]
