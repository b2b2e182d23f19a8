"""
Where statements come in.

The signature each bears is its authority; who carries it does not matter, so that whichever phone meets
signal first may bring everybody's. One answer per statement, in the order they came.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router

from sepaham.actions.sequencer import sequencer_of
from sepaham.actions.statements import KEPT_WHOLE, Answer, record_refusal
from sepaham.api.problems import problem
from sepaham.domain.base import parse_instant, write_instant
from sepaham.exchange.batches import MOST_STATEMENTS, split_batch
from sepaham.exchange.envelopes import Refused
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.limits import Limit
from sepaham.records.access import Access, declares
from sepaham.records.log import Log
from sepaham.records.queries import current_log

router = Router()
_CHUNK = 65_536
_SIMULATED_AT = "Sepaham-Simulated-At"
_BATCHES = Limit(rate=50, burst=500)
"""Batches from one address: behind one there may be all the phones of a kecamatan."""
_REFUSALS = Limit(rate=1, burst=120)
"""What one address may have quarantined; beyond it what cannot be taken is answered but not kept."""
_NOT_TAKEN = frozenset({"quarantined", "refused"})

_SCHEMA = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["statements"],
                    "properties": {
                        "statements": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "description": "A DSSE envelope (docs/format/envelope.md).",
                            },
                        }
                    },
                }
            }
        },
    }
}


@router.post("/statements", openapi_extra=_SCHEMA, summary="Hand in signed statements")
@declares(Access.SIGNATURE)
async def post_statements(request: HttpRequest) -> HttpResponse:
    """Keep a batch of signed statements, at most 1 MB, and answer each with its place in the log."""
    log = await sync_to_async(current_log)()
    sender = str(request.META.get("REMOTE_ADDR", ""))
    limited = not log.simulated
    if limited and not _BATCHES.allows(sender):
        return problem(
            status=429, title="Too many", detail="Wait a moment, then send again.", code="rate.batches"
        )
    at = _hour(request, log)
    body, sha256, size = _read(request)
    if body is None:
        return await _too_large(log, sha256, size, at, sender)
    raws = split_batch(body)
    if raws is None or len(raws) > MOST_STATEMENTS:
        raws = [body]
    answers = await _kept(log, raws, at, sender, _REFUSALS.tokens(sender) if limited else MOST_STATEMENTS)
    _REFUSALS.take(sender, sum(answer.outcome == "quarantined" for answer in answers))
    return _respond(answers)


def _hour(request: HttpRequest, log: Log) -> datetime:
    """Return the hour of receipt; only a simulated log may be told another than the present."""
    if log.simulated and (told := request.headers.get(_SIMULATED_AT)):
        with contextlib.suppress(ValueError):
            return parse_instant(told)
    return timezone.now()


def _read(request: HttpRequest) -> tuple[bytes | None, str, int]:
    """Read a body; of one beyond the limit only its hash and length are kept, never the whole in memory."""
    sha, size, parts = hashlib.sha256(), 0, []
    while chunk := request.read(_CHUNK):
        sha.update(chunk)
        size += len(chunk)
        if size <= KEPT_WHOLE:
            parts.append(chunk)
        else:
            parts.clear()
    return (b"".join(parts) if size <= KEPT_WHOLE else None), sha.hexdigest(), size


async def _kept(log: Log, raws: list[bytes], at: datetime, sender: str, most_refused: int) -> list[Answer]:
    """Hand a batch to the log's sequencer and wait until it is durable."""
    sequencer = sequencer_of(log, gateway=lambda: gateway_signer(settings.INSTANCE, log.origin))
    answered = sequencer.submit(raws=raws, received_at=at, sender=sender, most_refused=most_refused)
    return await asyncio.wrap_future(answered)


async def _too_large(log: Log, sha256: str, size: int, at: datetime, sender: str) -> HttpResponse:
    refused = Refused(
        "batch.size", f"The batch has {size} bytes; send at most {KEPT_WHOLE} at a time.", sha256, size
    )
    answer = await sync_to_async(record_refusal)(
        log=log,
        refused=refused,
        received_at=at,
        gateway=gateway_signer(settings.INSTANCE, log.origin),
        sender=sender,
    )
    return problem(
        status=413, title="Too large", detail=refused.message, code=refused.code, answers=[_told(answer)]
    )


def _told(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "outcome": answer.outcome,
        "id": answer.id,
        "index": answer.index,
        "received_at": write_instant(answer.received_at),
    }
    if answer.outcome in _NOT_TAKEN:
        code = answer.code
        return told | {
            "problem": {"type": f"urn:sepaham:problem:{code}", "code": code, "detail": answer.message}
        }
    return told | {"pending": answer.pending, "findings": list(answer.findings)}


def _respond(answers: Sequence[Answer]) -> HttpResponse:
    told = [_told(answer) for answer in answers]
    refused = [answer for answer in answers if answer.outcome in _NOT_TAKEN]
    if answers and len(refused) == len(answers):
        first = refused[0]
        return problem(status=422, title="Quarantined", detail=first.message, code=first.code, answers=told)
    return JsonResponse({"answers": told})
