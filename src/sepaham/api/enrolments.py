"""Where a new browser or phone asks to be enrolled with a code, and hears how far it has come."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from sepaham.actions import enrolment
from sepaham.api.problems import NotHereError, problem
from sepaham.domain.base import write_instant
from sepaham.gateways.limits import Limit
from sepaham.records.access import Access, declares
from sepaham.records.enrolment import Invited, standing_of
from sepaham.records.names import namer
from sepaham.records.queries import current_log

router = Router()
TRIES = Limit(rate=1 / 2, burst=60)
"""Codes one address may try: a briefing behind one address at once, then thirty a minute."""
ASKED = Limit(rate=5, burst=200)
"""How often one address may ask how far its devices are."""
_DEVICE = re.compile("[0-9a-f]{32}", re.ASCII)


class Code(Schema):
    """A code as it was typed."""

    code: str = Field(max_length=40)


class Claim(Code):
    """A code and the new key that asks, in base64, its signature over what it asks, and its phone."""

    device: str = Field(max_length=64)
    algorithm: str = Field(max_length=10)
    key: str = Field(max_length=120)
    proof: str = Field(max_length=200)
    phone: str = Field("", pattern="^([0-9a-f]{64})?$")


def _wait(limit: Limit, request: HttpRequest) -> HttpResponse | None:
    if limit.allows(str(request.META.get("REMOTE_ADDR", ""))):
        return None
    return problem(
        status=429, title="Too many", detail="Too many tries; wait a minute.", code="rate.enrolments"
    )


def _names(*offices: str) -> dict[str, list[str]]:
    name = namer()
    return {office: [name(office, "id"), name(office, "en")] for office in offices}


def _told(origin: str, invited: Invited) -> HttpResponse:
    return JsonResponse(
        {
            "log": origin,
            "office": invited.office,
            "inviter": invited.inviter,
            "names": _names(invited.office, invited.inviter),
            "standing": invited.standing.value,
            "expires_at": write_instant(invited.expires_at.replace(microsecond=0)),
        }
    )


@router.post("/enrolments/code", summary="Ask for which office a code is")
@declares(Access.SIGNATURE)
def post_code(request: HttpRequest, asked: Code) -> HttpResponse:
    """Return log, office and inviter of a code that may still be used; nothing is used up."""
    log = current_log()
    return _wait(TRIES, request) or _told(
        log.origin, enrolment.look(log=log, typed=asked.code, at=timezone.now())
    )


@router.post("/enrolments", summary="Ask that a new key be enrolled")
@declares(Access.SIGNATURE)
def post_enrolment(request: HttpRequest, asked: Claim) -> HttpResponse:
    """Use a code up; the office above then compares four words and signs. Safe to repeat."""
    log = current_log()
    waits = _wait(TRIES, request)
    if waits:
        return waits
    invited = enrolment.claim(
        log=log,
        typed=asked.code,
        device=asked.device,
        algorithm=asked.algorithm,
        key=asked.key,
        proof=asked.proof,
        phone=asked.phone,
        at=timezone.now(),
    )
    return _told(log.origin, invited)


@router.get("/enrolments/{device}", summary="Ask how far a device has come")
@declares(Access.SIGNATURE)
def get_enrolment(request: HttpRequest, device: str) -> HttpResponse:
    """Return whether a key waits, is enrolled, was revoked, or was turned away; its name is its hash."""
    waits = _wait(ASKED, request)
    if waits:
        return waits
    known = _DEVICE.fullmatch(device)
    standing = standing_of(log=current_log(), device=device, at=timezone.now()) if known else None
    if standing is None:
        raise NotHereError("device")
    return JsonResponse({"device": device, "standing": standing.value})
