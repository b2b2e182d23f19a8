"""Where a gateway of text messages hands in what came, and hears what to answer."""

import contextlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router

from sepaham.actions.sms import Message, take_message
from sepaham.api.problems import RefusalError
from sepaham.domain.base import parse_instant
from sepaham.gateways.home import Instance
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.limits import Limit
from sepaham.records.access import Access, declares
from sepaham.records.queries import current_log, now

router = Router()
GUESSES = Limit(rate=1 / 10, burst=10)
"""Wrong secrets one address may try."""
MESSAGES = Limit(rate=20, burst=400)
"""Messages in all: what one kabupaten's officers send on the eve."""
NUMBERS = Limit(rate=1 / 10, burst=12)
"""Messages of one number."""
SECRET, SALT = "sms", "sms-senders"
"""The instance's secrets: what the gateway shows, and under what numbers are hashed."""
MOST_BODY, MOST_TEXT, MOST_NAME = 8_192, 640, 200
_EARLIEST, _LATEST = timedelta(days=3), timedelta(minutes=10)
_SCHEMA = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {
                "schema": {
                    "type": "object",
                    "required": ["from", "text"],
                    "properties": {name: {"type": "string"} for name in ("from", "text", "at", "id")},
                }
            }
            for kind in ("application/json", "application/x-www-form-urlencoded")
        },
    }
}


def sms_secret(instance: Instance) -> str:
    """Return what a gateway of text messages must show."""
    return instance.secret(SECRET).hex()


@router.post("/sms", openapi_extra=_SCHEMA, summary="Hand in a text message")
@declares(Access.SIGNATURE)
def post_sms(request: HttpRequest) -> HttpResponse:
    """Take one message, in JSON or as a form: `from`, `text`, `at` (an instant), `id` (what names it)."""
    _admit(request)
    fields = _fields(request)
    log, at = current_log(), timezone.now()
    at = now() if log.simulated else at
    sender, text, told = fields["from"], fields["text"], fields.get("at", "")
    if not MESSAGES.allows("all") or not NUMBERS.allows(sender):
        raise RefusalError(429, "rate.sms", "Too many messages; hand this one in again in a minute.")
    message = Message(sender, text, _claimed(told, at), fields.get("id") or f"{told}\n{text}")
    answered = take_message(
        log=log,
        message=message,
        at=at,
        gateway=gateway_signer(settings.INSTANCE, log.origin),
        salt=settings.INSTANCE.secret(SALT),
    )
    body = {"outcome": answered.outcome, "reply": answered.reply}
    return JsonResponse(body if answered.entry is None else {**body, "index": answered.entry})


def _admit(request: HttpRequest) -> None:
    """Refuse whoever does not show the instance's secret."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if hmac.compare_digest(shown.encode(), sms_secret(settings.INSTANCE).encode()):
        return
    if not GUESSES.allows(str(request.META.get("REMOTE_ADDR", ""))):
        raise RefusalError(429, "rate.sms", "Too many tries; wait a minute.")
    raise RefusalError(401, "sms.secret", "Show the secret that `sepaham sms secret` tells, as a bearer.")


def _fields(request: HttpRequest) -> dict[str, str]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BODY:
        raise RefusalError(413, "sms.size", f"A message has at most {MOST_BODY} bytes.")
    found = _json(request.body) if "json" in request.content_type else request.POST.dict()
    names = ("from", "text", "at", "id")
    fields = {name: value for name in names if isinstance(value := found.get(name, ""), str) and value}
    whole = {"from", "text"} <= fields.keys() and len(fields["text"]) <= MOST_TEXT
    if not whole or any(len(fields.get(name, "")) > MOST_NAME for name in ("from", "at", "id")):
        raise RefusalError(400, "sms.fields", "Send `from` and `text` as texts, and `at` and `id` if known.")
    return fields


def _json(body: bytes) -> dict[str, Any]:
    with contextlib.suppress(ValueError, RecursionError):
        found = json.loads(body)
        if isinstance(found, dict):
            return found
    return {}


def _claimed(told: str, at: datetime) -> datetime:
    """Return the hour a message claims, where that can be right; else the hour it came."""
    with contextlib.suppress(ValueError):
        hour = parse_instant(told)
        return hour if at - _EARLIEST <= hour <= at + _LATEST else at
    return at
