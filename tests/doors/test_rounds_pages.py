"""Pages of rounds: opened with what lists name, closed by who opened them, and blind until then."""

import json

import pytest

from example import JIPURAPAH, KABUPATEN, OPENED, ORIGIN, PLANDAAN, WONOSALAM, Phone, hour
from judged import SALT, rated
from listings import LISTS
from sepaham.domain.sealed import Sheet, seal
from sepaham.records import instruments as kept_lists

pytestmark = pytest.mark.database
KPU, BAWASLU, POLRES, PEMKAB, BPBD = (
    f"{line}:{KABUPATEN}" for line in ("kpu", "bawaslu", "polres", "pemkab", "bpbd")
)
CAMAT = f"camat:{PLANDAAN}"
CELL, OTHER = f"flood@{PLANDAAN}", f"flood@{WONOSALAM}"
AT, LATER = hour("19 09:00"), hour("20 09:00")
ROUND = {"round": "r1", "number": 1}
PAGE = "/rounds/r1/1"
EVIDENCE = "air naik dua malam"


@pytest.fixture
def state(phones, gateway, keep):
    """State something as an office: `state(office, kind, body)`."""
    found = dict(phones)
    for office, above in ((POLRES, ""), (PEMKAB, ""), (BPBD, PEMKAB)):
        found[office] = Phone(office)
        keep((found[above] if above else gateway).enrolment(found[office], KABUPATEN, OPENED))

    def said(office, kind, body, at=AT):
        phone = found[office]
        keep(phone.sign(phone.voice.say(kind, KABUPATEN, at, body)), at=at)

    said.phones = found
    return said


@pytest.fixture
def opened(state):
    """A round over the kabupaten about two cells; `state` goes on."""
    body = {**ROUND, "cells": [CELL, OTHER], "offices": [POLRES, BPBD, KPU], "closes": "2024-11-19T11:00:00Z"}
    state(BAWASLU, "round.open", body)
    return state


def sheet(office, *ratings, number=1):
    """The bodies that seal and reveal a sheet."""
    made = seal(Sheet(ORIGIN, office, "r1", number, 1, ratings), salt=SALT)
    named = {"round": "r1", "number": number, "sheet": 1}
    commit = {**named, "sha256": made, "cells": len(ratings), "seconds": 1000}
    return commit, {**named, "salt": SALT.hex(), "ratings": list(ratings)}


def sealed_and_shown_early(state):
    commit, reveal = sheet(POLRES, rated(CELL, 4, 5, evidence=EVIDENCE))
    state(POLRES, "rating.commit", commit)
    state(POLRES, "rating.reveal", reveal)
    return reveal


def work(answer):
    assert answer.status_code == 200
    return answer.context["work"]["drafts"], answer.context["sentences"]


def test_before_any_round_the_page_says_what_to_do_next(sign_in, example_log):
    host = sign_in(BAWASLU).get("/rounds").content.decode()
    assert "Belum ada penilaian ancaman" in host
    assert 'href="/rounds/new"' in host
    guest = sign_in(BPBD, name="bpbd").get("/rounds").content.decode()
    assert "Belum ada lembaga yang membuka penilaian" in guest
    assert 'href="/rounds/new"' not in guest


def listed(monkeypatch):
    """Two lists that name Plandaan under flood, as the owners have them."""
    monkeypatch.setattr(kept_lists, "in_force", lambda **_: list(LISTS))


def test_the_form_begins_with_what_lists_name_and_asks_who_has_authority(sign_in, example_log, monkeypatch):
    listed(monkeypatch)
    page = sign_in(BAWASLU).get("/rounds/new")
    areas = {area.code: [tick.value for tick in area.ticks if tick.ticked] for area in page.context["areas"]}
    assert CELL in areas[PLANDAAN]
    assert areas[WONOSALAM] == []
    asked = {tick.value for tick in page.context["offices"] if tick.ticked}
    assert {POLRES, BPBD} <= asked


def test_opening_a_round_asks_for_a_signature_and_says_who_is_left_out(sign_in, example_log):
    client = sign_in(BAWASLU)
    page = client.get("/rounds/new?threat=flood")
    cells = [tick.value for area in page.context["areas"] for tick in area.ticks if tick.ticked]
    assert cells == [OTHER, CELL]
    sent = {"office": BAWASLU, "cell": cells, "ask": [POLRES, KPU], "closes": "2024-11-30T18:00"}
    (draft,), told = work(client.post("/rounds/new", sent))
    assert (draft["kind"], draft["region"]) == ("round.open", KABUPATEN)
    assert (draft["body"]["number"], draft["body"]["cells"]) == (1, [OTHER, CELL])
    assert (set(draft["body"]["offices"]), draft["body"]["closes"]) == ({POLRES, KPU}, "2024-11-30T11:00:00Z")
    assert any("tidak diminta" in sentence and "BPBD Jombang" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"ask": [BPBD]}, "Centang 1 sampai 400 sel"),
        ({"cell": [CELL]}, "Centang paling sedikit satu lembaga"),
        ({"cell": [CELL], "ask": [BPBD], "closes": "2024-01-01T10:00"}, "belum lewat"),
        ({"cell": [CELL], "ask": [BPBD], "closes": "besok"}, "belum lewat"),
        ({"cell": ["flood@35.18.01"], "ask": [BPBD]}, "Centang 1 sampai 400 sel"),
        ({"cell": [CELL], "ask": [BPBD], "office": KPU}, "pilih salah satu"),
    ],
)
def test_a_form_that_lacks_something_says_what(sign_in, example_log, sent, told):
    answer = sign_in(BAWASLU).post("/rounds/new", {"office": BAWASLU, **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_round_over_a_kecamatan_asks_about_its_desa_and_the_offices_there(sign_in, example_log):
    page = sign_in(f"panwascam:{PLANDAAN}").get(f"/rounds/new?region={PLANDAAN}&threat=flood")
    assert {area.code for area in page.context["areas"]} == {f"{PLANDAAN}.2003", JIPURAPAH}
    asked = {tick.value for tick in page.context["offices"] if tick.ticked}
    assert {f"polsek:{PLANDAAN}", BPBD} <= asked


def test_who_may_not_convene_or_answers_elsewhere_finds_no_form(sign_in, example_log):
    assert sign_in(BPBD).get("/rounds/new").status_code == 404
    camat = sign_in(CAMAT, name="camat")
    assert camat.get(f"/rounds/new?region={WONOSALAM}").status_code == 404
    assert camat.get(f"/rounds/new?region={PLANDAAN}").status_code == 200


def test_a_round_is_there_for_who_covers_its_region_or_was_asked_and_for_nobody_else(sign_in, opened):
    pages = (PAGE, f"{PAGE}/rate", f"{PAGE}/sheet.pdf")
    client = sign_in(CAMAT, name="camat")
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert "r1" not in client.get("/rounds").content.decode()
    client = sign_in(BPBD, name="bpbd")
    assert [client.get(page).status_code for page in (*pages, "/rounds/r1/2")] == [200, 200, 200, 404]


def test_while_it_runs_the_page_says_who_sealed_by_name_and_holds_no_rating(sign_in, opened):
    sealed_and_shown_early(opened)
    page = sign_in(KPU).get(PAGE).content.decode()
    assert "1 dari 3 lembaga sudah mengunci penilaiannya" in page
    parties = {one.name: one.word for one in sign_in(KPU).get(PAGE).context["parties"]}
    assert parties["Polres Jombang"] == "sudah mengunci"
    assert parties["BPBD Jombang"] == "belum mengunci"
    for address in ("/rounds", PAGE, f"{PAGE}/rate"):
        told = sign_in(KPU).get(address).content.decode()
        assert EVIDENCE not in told
        assert "17 menit" not in told
        assert '"likelihood": 4' not in told


def test_the_page_of_rating_holds_what_the_browser_needs(sign_in, opened):
    page = sign_in(BPBD).get(f"{PAGE}/rate")
    (told,) = page.context["rounds"]
    assert (told["asked"], told["closed"], told["mine"], told["revealed"]) == (True, False, {}, [])
    assert [cell["cell"] for cell in told["cells"]] == [CELL, OTHER]
    assert set(page.context["threats"]["threats"]) == {"flood"}
    assert {PLANDAAN, JIPURAPAH, BPBD, KABUPATEN} <= page.context["names"].keys()
    told = page.content.decode()
    assert f'data-office="{BPBD}" data-regions="{KABUPATEN}"' in told
    assert "<noscript>" in told
    assert sign_in(BPBD).get(f"{PAGE}/rate?office={POLRES}").status_code == 404


def test_only_who_opened_it_closes_a_round_and_is_told_who_has_not_sealed(sign_in, opened):
    assert sign_in(KPU, name="kpu").post(PAGE).status_code == 404
    host = sign_in(BAWASLU, name="host")
    assert "Berwenang tetapi belum mengunci: " in host.get(PAGE).content.decode()
    (draft,), told = work(host.post(PAGE))
    assert (draft["kind"], draft["body"]) == ("round.close", ROUND)
    assert any("Polres Jombang" in sentence and "BPBD Jombang" in sentence for sentence in told)


def test_after_the_close_who_revealed_and_who_is_missing_stands_by_name_with_how_long_it_took(
    sign_in, opened
):
    for office in (POLRES, BPBD):
        opened(office, "rating.commit", sheet(office, rated(CELL, 4, 5))[0])
    opened(BAWASLU, "round.close", ROUND, at=LATER)
    opened(POLRES, "rating.reveal", sheet(POLRES, rated(CELL, 4, 5))[1], at=LATER)
    host = sign_in(BAWASLU)
    page = host.get(PAGE)
    parties = {one.office: (one.word, one.took, one.late) for one in page.context["parties"]}
    assert parties[POLRES] == ("sudah dibuka", "17 menit", True)
    assert parties[BPBD][0] == "belum dibuka"
    assert parties[KPU] == ("tidak menilai", "", False)
    assert "1 dari 3 lembaga sudah membuka penilaiannya" in page.content.decode()
    assert host.post(PAGE).status_code == 404


def test_the_next_round_asks_about_what_is_open_and_shows_what_all_rated_before(sign_in, opened):
    host = sign_in(BAWASLU)
    assert host.get("/rounds/r1/next").status_code == 404
    for office, step in ((POLRES, 5), (BPBD, 1)):
        commit, reveal = sheet(office, rated(CELL, step, step, evidence=EVIDENCE), rated(OTHER, 3, 3))
        opened(office, "rating.commit", commit)
        opened.phones[office].reveal = reveal
    opened(BAWASLU, "round.close", ROUND, at=LATER)
    for office in (POLRES, BPBD):
        opened(office, "rating.reveal", opened.phones[office].reveal, at=LATER)
    page = host.get("/rounds/r1/next")
    assert page.context["number"] == 2
    assert [tick.value for area in page.context["areas"] for tick in area.ticks] == [CELL]
    sent = {"office": BAWASLU, "cell": [CELL], "ask": [POLRES, BPBD]}
    (draft,), _ = work(host.post("/rounds/r1/next", sent))
    assert (draft["body"]["round"], draft["body"]["number"]) == ("r1", 2)
    assert sign_in(KPU, name="kpu").get("/rounds/r1/next").status_code == 404
    opened(BAWASLU, "round.open", draft["body"], at=LATER)
    (told,) = sign_in(BPBD, name="bpbd").get("/rounds/r1/2/rate").context["rounds"]
    before = {one["office"]: (one["likelihood"], one["evidence"]) for one in told["cells"][0]["before"]}
    assert before == {POLRES: (5, EVIDENCE), BPBD: (1, EVIDENCE)}


def test_a_blank_sheet_prints_and_holds_no_rating(sign_in, opened, monkeypatch):
    from sepaham.gateways.pdf import MemoryPress
    from sepaham.web import press

    monkeypatch.setattr(press, "PRESS", memory := MemoryPress())
    sealed_and_shown_early(opened)
    assert sign_in(BPBD).get(f"{PAGE}/sheet.pdf?office={BPBD}").status_code == 200
    assert EVIDENCE not in json.dumps(memory.printed[-1].values, default=str)
