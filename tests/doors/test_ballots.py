"""The pages of ballots: what is explained, which column is not, and a copy that is entered by a key."""

import json
import re

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, hour

pytestmark = pytest.mark.database
TPS, FAR = f"{JIPURAPAH}.001", "35.17.05.2002.001"
KPPS, PTPS = f"kpps:{TPS}", f"ptps:{TPS}"
WHOLE = {"received": 533, "used": 400, "damaged": 3, "wrong": 1, "unused": 129}
AFTER = hour("27 15:00")


@pytest.fixture
def copied(phones, keep):
    def copy(office=KPPS, **changed):
        phone = phones[office]
        counts = {"pilgub": WHOLE, "pilbup": {**WHOLE, **changed}}
        said = phone.voice.say("ballots.count", TPS, AFTER, {"counts": counts, "voters": 400})
        return keep(phone.sign(said), at=AFTER)

    return copy


def test_a_supervisor_sees_how_many_stations_have_every_ballot_explained(sign_in, copied):
    copied()
    page = sign_in(f"panwascam:{PLANDAAN}").get("/ballots").content.decode()
    assert "1 dari 3 TPS: surat suara habis terjelaskan" in page
    assert "2 belum disalin" in page


def test_the_column_in_which_two_copies_differ_is_named_with_the_station(sign_in, copied):
    copied()
    copied(PTPS, damaged=132, unused=0)
    reader = sign_in(f"bawaslu:{KABUPATEN}")
    for page in (reader.get("/ballots"), reader.get(f"/ballots/{TPS}")):
        assert "129 lembar berada di kolom rusak" in page.content.decode()
    assert reader.get("/ballots?as=text").status_code == 200


def test_a_copy_is_signed_by_the_supervisors_own_key_and_says_nothing_of_candidates(sign_in, copied):
    copied()
    sent = {f"{election}.{column}": n for election in ("pilgub", "pilbup") for column, n in WHOLE.items()}
    answer = sign_in(PTPS).post(f"/ballots/{TPS}", {"office": PTPS, **sent, "voters": "400"})
    work = json.loads(re.search(r'id="work"[^>]*>(.*?)</script>', answer.content.decode(), re.DOTALL)[1])
    (draft,) = work["drafts"]
    assert (draft["kind"], draft["region"]) == ("ballots.count", TPS)
    assert draft["body"] == {"counts": {"pilgub": WHOLE, "pilbup": WHOLE}, "voters": 400}


def test_a_field_that_is_no_number_is_named_and_nothing_is_signed(sign_in, copied):
    answer = sign_in(PTPS).post(f"/ballots/{TPS}", {"office": PTPS, "pilbup.used": "empat ratus"})
    assert answer.status_code == 422
    assert "digunakan: tulis bilangan bulat" in answer.content.decode()


@pytest.mark.parametrize("key", [f"{JIPURAPAH}.abc", f"{JIPURAPAH}.999", JIPURAPAH, "x", f"{TPS}.1"])
def test_what_is_no_station_is_not_there(sign_in, key, phones):
    assert sign_in(f"bawaslu:{KABUPATEN}").get(f"/ballots/{key}").status_code == 404


def test_another_kecamatans_station_is_not_there(sign_in, copied):
    assert sign_in(f"panwascam:{PLANDAAN}").get(f"/ballots/{FAR}").status_code == 404
