"""One entry's page: who stated what, for who may read it whole; and the receipt to keep."""

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, WONOSALAM, hour, load

pytestmark = pytest.mark.database
KPU, PPK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"
TO_PPK, AT = load("kpu-ppk", PLANDAAN), hour("24 09:00")


@pytest.fixture
def received(phones, keep):
    """KPU gave and PPK received; answers the place of the receipt, and of what it refers to."""
    kpu, ppk = phones[KPU], phones[PPK]
    given = kpu.sign(kpu.voice.give(TO_PPK, AT))
    (first,) = keep(given, at=AT)
    body = {"list": TO_PPK.hash}
    answer = ppk.voice.say("handover.receive", PLANDAAN, AT, body, [("gives", given.id)])
    (second,) = keep(ppk.sign(answer), at=AT)
    return second.index, first.index


def test_an_entry_is_told_in_a_sentence_with_what_it_refers_to(sign_in, received):
    index, before = received
    page = sign_in(KPU).get(f"/entry/{index}").content.decode()
    for part in (
        "PPK Plandaan menerima",
        "Min 24 Nov 2024 09.00 WIB",
        f'href="/entry/{before}"',
        TO_PPK.hash,
    ):
        assert part in page
    assert f"/api/v1/entries/{index}/receipt" in page


@pytest.mark.parametrize("office", [f"ppk:{WONOSALAM}", f"pps:{JIPURAPAH}"])
def test_who_may_not_read_it_whole_does_not_find_it(sign_in, received, office):
    assert sign_in(office).get(f"/entry/{received[0]}").status_code == 404


@pytest.mark.parametrize("index", ["999999", str(2**70)])
def test_a_place_beyond_the_log_is_not_found(sign_in, example_log, index):
    assert sign_in(KPU).get(f"/entry/{index}").status_code == 404


def test_the_page_is_there_in_english(sign_in, received):
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/"})
    assert "Stated to have happened" in desk.get(f"/entry/{received[0]}").content.decode()
