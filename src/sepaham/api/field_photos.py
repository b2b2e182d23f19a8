"""Where a phone sends a photo its statement named, part by part, and asks how far it has come."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sepaham.actions.phone_photos import (
    MOST_PART,
    PhonePhotoError,
    Progress,
    Sent,
    photo_progress,
    take_part,
)
from sepaham.api.device_auth import Asker, device_auth
from sepaham.api.problems import NotHereError, RefusalError
from sepaham.records.access import Access, declares

router = Router(auth=device_auth)
_RANGE = re.compile(r"bytes ([0-9]{1,9})-([0-9]{1,9})/([0-9]{1,9})", re.ASCII)
_HASH = "[0-9a-f]{64}"
_SHA256 = re.compile(_HASH, re.ASCII)
_STATUS = {
    "photo.unnamed": 409,
    "photo.offset": 409,
    "photo.too_large": 413,
    "photo.hash": 422,
    "photo.unreadable": 422,
    "photo.metadata": 422,
}


class Named(Schema):
    """The statement that names the photo."""

    statement: str = Field(pattern=f"^{_HASH}$")


@router.get("/photos/{sha256}", summary="Ask how far a photo has come")
@declares(Access.SIGNATURE)
def get_photo(request: HttpRequest, sha256: str, named: Query[Named]) -> HttpResponse:
    """Return how many bytes of a photo are here, of how many, and whether it is kept."""
    asker = _asker(request, sha256)
    try:
        found = photo_progress(
            log=asker.log, sha256=sha256, statement=named.statement, office=asker.office.id
        )
    except PhonePhotoError as error:
        raise _refusal(error) from None
    return _told(sha256, found)


@router.put("/photos/{sha256}", summary="Send a part of a photo, or all of it")
@declares(Access.SIGNATURE)
def put_photo(request: HttpRequest, sha256: str, named: Query[Named]) -> HttpResponse:
    """Take one part of a photo that a statement of the device's office names; safe to repeat."""
    asker = _asker(request, sha256)
    sent = _sent(request, sha256)
    try:
        found = take_part(
            log=asker.log, sent=sent, statement=named.statement, office=asker.office.id, at=timezone.now()
        )
    except PhonePhotoError as error:
        raise _refusal(error) from None
    return _told(sha256, found)


def _asker(request: HttpRequest, sha256: str) -> Asker:
    if not _SHA256.fullmatch(sha256):
        raise NotHereError("photo")
    asker: Asker = request.auth  # type: ignore[attr-defined]
    return asker


def _sent(request: HttpRequest, sha256: str) -> Sent:
    """Return the part a request brings; without a range it is the whole."""
    data, written = request.body, request.headers.get("Content-Range")
    first, last, total = 0, len(data) - 1, len(data)
    if written is not None:
        found = _RANGE.fullmatch(written)
        first, last, total = map(int, found.groups()) if found else (0, -1, 0)
    if not data or last - first + 1 != len(data) or last >= total:
        said = "Content-Range says where the part lies: bytes 0-65535/183201; it does not fit this body."
        raise RefusalError(400, "photo.range", said)
    if written is not None and len(data) > MOST_PART:
        raise RefusalError(400, "photo.range", f"A part has at most {MOST_PART} bytes.")
    return Sent(sha256, first, total, data)


def _refusal(error: PhonePhotoError) -> RefusalError:
    more = {"have": error.have, "total": error.total} if error.code == "photo.offset" else {}
    return RefusalError(_STATUS[error.code], error.code, error.message, **more)


def _told(sha256: str, found: Progress) -> HttpResponse:
    told = {"sha256": sha256, "have": found.have, "total": found.total, "complete": found.complete}
    return JsonResponse(told)
