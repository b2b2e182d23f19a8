"""A report from a phone stands at the desks of its place, with its photo, until somebody answers it."""

import hashlib
import io

import pytest
from device import send
from PIL import Image

from example import JIPURAPAH, KABUPATEN, PLANDAAN, WONOSALAM, hour
from sepaham.records import queries

pytestmark = pytest.mark.database
TPS = f"{JIPURAPAH}.001"
PPK, PPS, KPPS = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{TPS}"
NOON, LATER = hour("26 12:00"), hour("26 13:00")


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "grey").save(out, "JPEG")
    return out.getvalue()


PHOTO = jpeg()
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def reported(phones, keep):
    """A bridge is out, says KPPS, with a photo; answers the finding's key."""
    kpps = phones[KPPS]
    body = {"what": "road", "note": "Jembatan putus.", "photos": [SHA]}
    (kept,) = keep(kpps.sign(kpps.voice.say("trouble.report", TPS, NOON, body)), at=NOON)
    assert kept.findings == ("trouble_reported",)
    (found,) = (f for f in queries.all_findings(region=TPS, at=NOON) if f.rule == "trouble_reported")
    return kept.id, found.key


def test_it_is_listed_where_it_is_and_at_no_desk_elsewhere(sign_in, reported):
    for office in (PPS, PPK, f"polres:{KABUPATEN}"):
        page = sign_in(office, name=office).get("/picture").content.decode()
        assert "Laporan dari lapangan" in page
        assert "jalan atau jembatan terhalang. “Jembatan putus.”" in page
    far = f"ppk:{WONOSALAM}"
    assert "Laporan dari lapangan" not in sign_in(far, name=far).get("/picture").content.decode()


def test_activity_tells_of_it(sign_in, reported):
    page = sign_in(PPK).get("/activity?kind=trouble.report").content.decode()
    assert "melaporkan dari lapangan" in page


def test_its_photo_is_one_tap_away_once_it_came(sign_in, phones, reported):
    statement, key = reported
    desk = sign_in(PPK)
    assert f"/photo/{SHA}" not in desk.get(f"/check/{key}").content.decode()
    send(phones[KPPS], "PUT", f"photos/{SHA}?statement={statement}", PHOTO)
    assert f'href="/photo/{SHA}"' in desk.get(f"/check/{key}").content.decode()
    assert desk.get(f"/photo/{SHA}").content == PHOTO


def test_the_first_answer_closes_it_and_the_page_says_so(sign_in, phones, keep, reported):
    ppk, (_, key) = phones[PPK], reported
    body = {"finding": key, "answer": "mended", "note": "Lewat jalan dusun."}
    keep(ppk.sign(ppk.voice.say("finding.answer", TPS, LATER, body)), at=LATER)
    desk = sign_in(PPK)
    page = desk.get(f"/check/{key}").content.decode()
    assert "Jawaban pertama menutup laporan ini." in page
    assert "beres " in page
    assert "Laporan dari lapangan" not in desk.get("/picture").content.decode()
