"""Photos: what a camera adds is gone, sizes are bounded, looking is noted."""

import io
import os

import pytest
from PIL import Image

from example import PLANDAAN, hour
from sepaham.actions.photos import (
    MOST_KEPT,
    MOST_SIDE,
    MOST_TAKEN,
    PhotoError,
    find_photo,
    keep_photo,
    read_photo,
    redrawn,
)

NOON = hour("26 12:00")


def picture(size=(400, 300), form="JPEG", mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **more)
    return out.getvalue()


def test_what_the_camera_wrote_into_it_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    kept = redrawn(picture(exif=exif))
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (300, 400), {})
    assert b"Rahasia" not in kept


def test_a_tag_that_the_camera_wrote_wrongly_keeps_no_photo_out():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Kamera"
    maker, width = b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02"
    odd = picture(exif=exif).replace(maker, width)
    with Image.open(io.BytesIO(redrawn(odd))) as shown:
        assert shown.size == (300, 400)


def test_a_large_photo_is_made_smaller():
    noise = Image.frombytes("RGB", (3200, 2000), os.urandom(3200 * 2000 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    kept = redrawn(out.getvalue())
    with Image.open(io.BytesIO(kept)) as shown:
        assert max(shown.size) <= MOST_SIDE
    assert len(kept) <= MOST_KEPT


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "L")])
def test_other_forms_of_pictures_become_photos(form, mode):
    with Image.open(io.BytesIO(redrawn(picture(form=form, mode=mode)))) as shown:
        assert (shown.format, shown.mode) == ("JPEG", "RGB")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo.unreadable"),
        (b"<svg onload=alert(1)>", "photo.unreadable"),
        (picture()[:200], "photo.unreadable"),
        (picture(form="GIF"), "photo.unreadable"),
        (b"\xff" * (MOST_TAKEN + 1), "photo.too_large"),
    ],
)
def test_what_is_no_photo_is_refused(data, code):
    with pytest.raises(PhotoError) as refused:
        redrawn(data)
    assert refused.value.code == code


@pytest.mark.database
def test_the_same_photo_twice_is_one_and_each_look_is_noted(db):
    from sepaham.records.people import RestrictedRead

    first = keep_photo(data=picture(), region=PLANDAAN, office=f"ppk:{PLANDAAN}", at=NOON)
    assert keep_photo(data=picture(), region="35", office="kpu:35.17", at=NOON) == first
    found = find_photo(sha256=first)
    assert (found.region, found.office) == (PLANDAAN, f"ppk:{PLANDAAN}")
    data = read_photo(photo=found, account="ketua", office=f"ppk:{PLANDAAN}", at=NOON)
    assert data.startswith(b"\xff\xd8")
    (note,) = RestrictedRead.objects.values("account", "office", "what", "subject", "region")
    assert note == {
        "account": "ketua",
        "office": f"ppk:{PLANDAAN}",
        "what": "photo",
        "subject": first,
        "region": PLANDAAN,
    }
    assert find_photo(sha256="0" * 64) is None
