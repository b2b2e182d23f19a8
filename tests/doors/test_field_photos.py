"""A photo comes part by part after the statement that names it, whole and bare, or not at all."""

import hashlib
import io
import random

import pytest
from device import ask, send
from PIL import Image

from example import JIPURAPAH, hour, load
from sepaham.actions import phone_photos
from sepaham.exchange.jpeg import is_bare
from sepaham.records.papers import Photo, PhotoPart

pytestmark = pytest.mark.database
TPS = f"{JIPURAPAH}.001"
PPS, KPPS = f"pps:{JIPURAPAH}", f"kpps:{TPS}"
SOON = hour("26 12:00")
PART = 16_384


def jpeg(width=640, height=480, seed=7, **more):
    """A JPEG as a canvas draws it: noise, so that it is not small."""
    pixels = random.Random(seed).randbytes(width * height * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(out, "JPEG", quality=40, **more)
    return out.getvalue()


PLAIN = jpeg()
SHA = hashlib.sha256(PLAIN).hexdigest()


@pytest.fixture
def told(phones, keep):
    """A receipt that names photos; answers its id."""

    def receipt(*hashes):
        voice = phones[KPPS].voice
        found = load("pps-kpps", TPS)
        (kept,) = keep(phones[KPPS].sign(voice.receive(found, SOON, photos=[*hashes])), at=SOON)
        return kept.id

    return receipt


def put(phone, statement, data, sha256=SHA, *, first=None, total=None):
    """Send one part, or without a place the whole."""
    headers = {}
    if first is not None:
        headers["Content-Range"] = f"bytes {first}-{first + len(data) - 1}/{total or len(PLAIN)}"
    return send(phone, "PUT", f"photos/{sha256}?statement={statement}", data, **headers)


def parts(data=PLAIN):
    return [(start, data[start : start + PART]) for start in range(0, len(data), PART)]


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def test_a_photo_grows_part_by_part_until_it_is_kept_as_it_was_sent(phones, told):
    statement, phone = told(SHA), phones[KPPS]
    how_far = f"photos/{SHA}?statement={statement}"
    assert ask(phone, how_far).json() == {"sha256": SHA, "have": 0, "total": 0, "complete": False}
    for start, data in parts():
        answer = put(phone, statement, data, first=start).json()
        assert answer["have"] == start + len(data)
    assert answer == {"sha256": SHA, "have": len(PLAIN), "total": len(PLAIN), "complete": True}
    assert ask(phone, how_far).json() == answer
    photo = Photo.objects.get(pk=SHA)
    assert (photo.region, photo.office) == (TPS, KPPS)
    from sepaham.records.log import blob

    assert blob(SHA) == PLAIN
    assert not PhotoPart.objects.exists()


def test_without_a_range_it_comes_whole_and_twice_is_once(phones, told):
    statement = told(SHA)
    for _ in range(2):
        assert put(phones[KPPS], statement, PLAIN).json()["complete"] is True
    assert put(phones[KPPS], statement, parts()[1][1], first=PART).json()["complete"] is True
    assert Photo.objects.count() == 1


def test_after_a_lost_answer_a_part_sent_again_is_answered_as_new(phones, told):
    statement, (first, second, *_) = told(SHA), parts()
    put(phones[KPPS], statement, first[1], first=first[0])
    put(phones[KPPS], statement, second[1], first=second[0])
    again = put(phones[KPPS], statement, first[1], first=first[0]).json()
    assert again["have"] == 2 * PART


def test_a_part_that_leaves_a_hole_is_told_where_to_go_on(phones, told):
    statement, third = told(SHA), parts()[2]
    put(phones[KPPS], statement, parts()[0][1], first=0)
    answer = put(phones[KPPS], statement, third[1], first=third[0])
    assert refusal(answer) == (409, "photo.offset")
    assert (answer.json()["have"], answer.json()["total"]) == (PART, len(PLAIN))


def test_a_photo_nobody_of_its_office_named_is_not_taken(phones, told):
    statement = told(SHA)
    other = hashlib.sha256(b"other").hexdigest()
    for phone, key, sha256 in (
        (phones[KPPS], statement, other),
        (phones[KPPS], "0" * 64, SHA),
        (phones[PPS], statement, SHA),
    ):
        assert refusal(put(phone, key, PLAIN, sha256)) == (409, "photo.unnamed")
        assert refusal(ask(phone, f"photos/{sha256}?statement={key}")) == (409, "photo.unnamed")


def test_bytes_of_another_hash_are_thrown_away_and_it_begins_anew(phones, told):
    statement = told(SHA)
    spoilt = PLAIN[:-10] + bytes(8) + PLAIN[-2:]
    assert refusal(put(phones[KPPS], statement, spoilt)) == (422, "photo.hash")
    assert ask(phones[KPPS], f"photos/{SHA}?statement={statement}").json()["have"] == 0
    assert put(phones[KPPS], statement, PLAIN).json()["complete"] is True


def with_exif():
    exif = Image.Exif()
    exif[0x010F] = "Phone of Pak Budi"
    return jpeg(exif=exif)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_exif(), "photo.metadata"),
        (jpeg(comment=b"Pak Budi"), "photo.metadata"),
        (PLAIN + b"more", "photo.metadata"),
        (b"\x89PNG no jpeg", "photo.unreadable"),
        (PLAIN[: len(PLAIN) // 2], "photo.unreadable"),
        (jpeg(4100, 16), "photo.unreadable"),
    ],
    ids=["exif", "comment", "tail", "no picture", "half", "too wide"],
)
def test_what_is_no_bare_jpeg_is_refused(phones, told, data, code):
    sha256 = hashlib.sha256(data).hexdigest()
    assert refusal(put(phones[KPPS], told(sha256), data, sha256)) == (422, code)
    assert not Photo.objects.exists()
    assert not PhotoPart.objects.exists()


def test_a_photo_beyond_the_limit_is_refused_at_its_first_part(phones, told):
    answer = put(phones[KPPS], told(SHA), PLAIN[:PART], first=0, total=phone_photos.MOST_KEPT + 1)
    assert refusal(answer) == (413, "photo.too_large")


@pytest.mark.parametrize(
    "written",
    ["bytes 0-9/5", "bytes 0-8/100", "bytes 5-0/100", "bytes */100", "items 0-9/100", "bytes 0-9/x", ""],
)
def test_a_range_that_does_not_fit_is_refused(phones, told, written):
    path = f"photos/{SHA}?statement={told(SHA)}"
    answer = send(phones[KPPS], "PUT", path, b"0123456789", **{"Content-Range": written})
    assert refusal(answer) == (400, "photo.range")


def test_a_part_is_at_most_128_kb_and_never_empty(phones, told):
    statement = told(SHA)
    large = put(phones[KPPS], statement, bytes(phone_photos.MOST_PART + 1), first=0, total=300_000)
    assert refusal(large) == (400, "photo.range")
    assert refusal(put(phones[KPPS], statement, b"")) == (400, "photo.range")


@pytest.mark.parametrize("name", ["x", "A" * 64, "a" * 63])
def test_a_photo_of_no_hash_is_not_found(phones, name):
    assert ask(phones[KPPS], f"photos/{name}?statement={'0' * 64}").status_code == 404


def test_a_first_part_of_another_length_begins_anew(phones, told):
    statement = told(SHA)
    put(phones[KPPS], statement, PLAIN[:PART], first=0, total=PART + 1)
    for start, data in parts():
        answer = put(phones[KPPS], statement, data, first=start)
    assert answer.json()["complete"] is True


def test_a_desk_that_may_see_the_place_is_shown_what_came(phones, told, sign_in):
    put(phones[KPPS], told(SHA), PLAIN)
    shown = sign_in(PPS).get(f"/photo/{SHA}")
    assert (shown.status_code, shown.content) == (200, PLAIN)


def test_bare_is_pixels_and_how_to_draw_them():
    assert is_bare(PLAIN)
    assert is_bare(jpeg(icc_profile=b"profile"))
    assert is_bare(jpeg(progressive=True))
    assert not is_bare(with_exif())
    for data in (b"", b"\xff", PLAIN[:-2], PLAIN[:300], b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x01" + PLAIN):
        assert not is_bare(data)
