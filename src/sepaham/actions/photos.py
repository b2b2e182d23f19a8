"""
Photos of signed papers and of goods: taken in without what a camera adds, read only with a note of who read.

A photo is drawn anew before it is kept: position, device and hour that the camera wrote into it are gone, and
so is anything that is no picture. Its hash stands in statements; the bytes are erasable.
"""

import hashlib
import io
from datetime import datetime

from django.db import transaction
from PIL import ExifTags, Image, UnidentifiedImageError

from sepaham.errors import SepahamError
from sepaham.records.log import Blob, blob, keep_blob
from sepaham.records.papers import Photo
from sepaham.records.people import RestrictedRead

MOST_TAKEN = 16 * 1024 * 1024
"""Of what a camera makes; a phone's photo has 3 to 8 MB."""
MOST_KEPT = 2 * 1024 * 1024
MOST_SIDE = 2560
_MOST_PIXELS = 80_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (85, 75, 60, 45)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is put upright, by what its camera wrote; Pillow's own way stumbles over other odd tags."""


class PhotoError(SepahamError):
    """A file that is not taken as a photo."""


def keep_photo(*, data: bytes, region: str, office: str, at: datetime) -> str:
    """
    Keep a photo and return its SHA-256; the same photo twice is one.

    Args:
        data: The file as it came: JPEG, PNG or WebP.
        region: Where what it shows is; who may see that place may see it.
        office: Whose photo it is.
        at: The hour it came.

    Raises:
        PhotoError: It is too large, or no photo that can be read.
    """
    kept = redrawn(data)
    sha256 = hashlib.sha256(kept).hexdigest()
    with transaction.atomic():
        keep_blob(sha256=sha256, data=kept)
        Photo.objects.get_or_create(sha256=sha256, defaults={"region": region, "office": office, "at": at})
    return sha256


def find_photo(*, sha256: str) -> Photo | None:
    """Return what is known of a photo that is still kept."""
    there = Blob.objects.filter(pk=sha256).exists()
    return Photo.objects.filter(pk=sha256).first() if there else None


def read_photo(*, photo: Photo, account: str, office: str, at: datetime) -> bytes:
    """Return a photo's bytes and note who looked, for which office, and when."""
    with transaction.atomic():
        RestrictedRead.objects.create(
            account=account, office=office, what="photo", subject=photo.sha256, region=photo.region, at=at
        )
        return blob(photo.sha256)


def redrawn(data: bytes) -> bytes:
    """
    Return a photo as a JPEG of bounded size with nothing but its pixels.

    Raises:
        PhotoError: It is too large, or no photo that can be read.
    """
    if len(data) > MOST_TAKEN:
        raise PhotoError(
            f"The photo has more than {MOST_TAKEN // 2**20} MB; take it at a lower size.", "photo.too_large"
        )
    picture = _pixels(data)
    while True:
        picture.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MOST_KEPT:
                return out.getvalue()
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))


def _pixels(data: bytes) -> Image.Image:
    """Return the picture upright, on white where it was see-through, and without anything beside it."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise PhotoError("The photo has too many pixels; take it at a lower size.", "photo.too_large")
            opened.draft("RGB", (MOST_SIDE, MOST_SIDE))
            turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 0))
            upright = (opened if turn is None else opened.transpose(turn)).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise PhotoError(
            "This file is no photo that can be read; send a JPEG, PNG or WebP.", "photo.unreadable"
        ) from error
    page = Image.new("RGB", upright.size, "white")
    page.paste(upright, mask=upright.getchannel("A"))
    return page
