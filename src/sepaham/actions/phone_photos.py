"""
Photos from phones, part by part, after the statement that names them.

The hash in the statement is of what the phone shrank and drew anew, so the bytes are kept as they are; that
nothing of the camera's is left in them is checked and not mended.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from PIL import Image

from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import statement_in
from sepaham.exchange.jpeg import is_bare
from sepaham.records.log import Blob, Log, Statement, disclosure, keep_blob
from sepaham.records.papers import Photo, PhotoPart

MOST_KEPT = 409_600
"""Bytes of a photo from a phone."""
MOST_PART = 131_072
MOST_SIDE = 4096
_KEPT_FOR = timedelta(days=7)
"""How long the parts of a photo that is never finished are kept."""


class PhonePhotoError(SepahamError):
    """A part that is not taken; how far the photo is so far tells where to go on."""

    def __init__(self, message: str, code: str, *, have: int = 0, total: int = 0) -> None:
        """Say why, and how much there is."""
        super().__init__(message, code)
        self.have, self.total = have, total


@dataclass(frozen=True, slots=True)
class Sent:
    """
    One part of a photo as it came.

    Attributes:
        sha256: The hash of the whole photo, as the statement names it.
        first: Where in the photo this part begins.
        total: How many bytes the photo has.
    """

    sha256: str
    first: int
    total: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a photo has come: bytes here, of how many (0 before the first part), and whether it is kept."""

    have: int
    total: int
    complete: bool


def photo_progress(*, log: Log, sha256: str, statement: str, office: str) -> Progress:
    """
    Return how far a photo has come.

    Raises:
        PhonePhotoError: ``photo.unnamed``; no statement of that office entered here names it.
    """
    _named(log, sha256, statement, office)
    return _progress(sha256, office)


def take_part(*, log: Log, sent: Sent, statement: str, office: str, at: datetime) -> Progress:
    """
    Take one part of a photo; the last one completes it. A part that is here already changes nothing.

    Args:
        log: The log of the statement.
        sent: The part.
        statement: The id of the statement that names the photo.
        office: Whose device sends it; the statement must be its own.
        at: The hour.

    Raises:
        PhonePhotoError: No statement names it, the part does not fit, or what it completes is no such photo.
    """
    if sent.total > MOST_KEPT:
        raise PhonePhotoError(f"A photo has at most {MOST_KEPT} bytes; shrink it more.", "photo.too_large")
    region = _named(log, sent.sha256, statement, office)
    whole = _grown(sent, office, at)
    if whole is None:
        return _progress(sent.sha256, office)
    fault = _fault(whole, sent.sha256)
    with transaction.atomic():
        PhotoPart.objects.filter(sha256=sent.sha256, office=office).delete()
        if fault is None:
            keep_blob(sha256=sent.sha256, data=whole)
            where = {"region": region, "office": office, "at": at}
            Photo.objects.get_or_create(sha256=sent.sha256, defaults=where)
    if fault is not None:
        raise fault
    return _progress(sent.sha256, office)


def _named(log: Log, sha256: str, statement: str, office: str) -> str:
    """Return the region of the statement that names a photo."""
    row = Statement.objects.filter(log=log, key=statement, office=office).first()
    opened = disclosure(log, row.index) if row else None
    if opened is None or sha256 not in statement_in(opened.envelope).body.get("photos", ()):
        said = "No statement of this office names this photo yet; send the statement first."
        raise PhonePhotoError(said, "photo.unnamed")
    return opened.region


def _progress(sha256: str, office: str) -> Progress:
    if Photo.objects.filter(pk=sha256).exists() and (kept := Blob.objects.filter(pk=sha256).first()):
        return Progress(len(kept.data), len(kept.data), complete=True)
    part = PhotoPart.objects.filter(sha256=sha256, office=office).first()
    return Progress(len(part.data), part.total, complete=False) if part else Progress(0, 0, complete=False)


def _grown(sent: Sent, office: str, at: datetime) -> bytes | None:
    """Add a part to what is here; return the whole once it is complete, None before and where it was kept."""
    with transaction.atomic():
        if _progress(sent.sha256, office).complete:
            return None
        row = _begun(sent, office, at)
        have = bytes(row.data)
        if sent.total != row.total or sent.first > len(have):
            said = f"The photo goes on at byte {len(have)} of {row.total}."
            raise PhonePhotoError(said, "photo.offset", have=len(have), total=row.total)
        if sent.first + len(sent.data) > len(have):
            row.data = have = have[: sent.first] + sent.data
            row.save(update_fields=["data"])
        return have if len(have) == row.total else None


def _begun(sent: Sent, office: str, at: datetime) -> PhotoPart:
    """Return what has come so far, held for this transaction; a first part of another length begins anew."""
    rows = PhotoPart.objects.select_for_update()
    start = {"total": sent.total, "data": b"", "at": at}
    row, fresh = rows.get_or_create(sha256=sent.sha256, office=office, defaults=start)
    if fresh:
        PhotoPart.objects.filter(at__lt=at - _KEPT_FOR).delete()
    elif sent.first == 0 and sent.total != row.total:
        row.total, row.data = sent.total, b""
        row.save(update_fields=["total", "data"])
    return row


def _fault(data: bytes, sha256: str) -> PhonePhotoError | None:
    """Return why some bytes are not kept as the photo of a hash."""
    if hashlib.sha256(data).hexdigest() != sha256:
        return PhonePhotoError("The bytes are not those of that hash; send it again.", "photo.hash")
    if not _is_picture(data):
        return PhonePhotoError(
            f"This is no JPEG of at most {MOST_SIDE} pixels a side; draw it anew.", "photo.unreadable"
        )
    if not is_bare(data):
        said = "The photo still holds what a camera adds; draw it anew before it is hashed."
        return PhonePhotoError(said, "photo.metadata")
    return None


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
            if max(opened.size) > MOST_SIDE:
                return False
            opened.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
