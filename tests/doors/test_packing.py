"""Packing: progress by desa, what goes inside and beside each box, all ticked stations signed at once."""

import re

import pytest

from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, PROFILE, REGISTER, SUMBERJO, WONOSALAM, code, hour
from sepaham.domain.packing import contents_list, pieces_of
from sepaham.domain.statement import parse

pytestmark = pytest.mark.database
KPU, PPK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"
ONE, TWO = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"
BOX, OTHER = code(ONE, "K1"), code(ONE, "K2")
DESA = f"/packing/{JIPURAPAH}"


def form(*stations, **more):
    """What the page's form sends when nothing in it was changed."""
    sent = {"tps": list(stations)}
    for key in (ONE, TWO):
        for content in contents_list(PROFILE, REGISTER.by_key[key]):
            sent[f"n.{key}.{content.item}"] = str(content.pieces)
    return {**sent, **more}


def drafts(answer):
    for draft in answer.context["drafts"]:
        payload = {"nonce": "A" * 22, "log": "x", "kind": draft.kind, "office": KPU, "device": "d", "seq": 1}
        payload |= {"prev": "", "at": "2024-11-20T01:00:00Z", "region": draft.region, "refs": []}
        parse({**payload, "body": draft.body}, id="0" * 64)
    return answer.context["drafts"]


@pytest.fixture
def packed(phones, keep):
    """State that TPS 001 of Jipurapah is packed."""
    kpu = phones[KPU]
    units = [unit.code for unit in pieces_of(PROFILE, REGISTER.by_key[ONE])]
    body = {"units": units, "seals": {BOX: ["104418"]}, "counts": {"ink": 2}}
    keep(kpu.sign(kpu.voice.say("parcel.pack", ONE, hour("20 10:00"), body)), at=hour("20 10:00"))


def test_progress_is_told_by_desa(sign_in, packed):
    answer = sign_in(KPU).get("/packing")
    told = {r.region: (r.cells["packed"], r.cells["stations"], r.state) for r in answer.context["table"].rows}
    assert told == {
        SUMBERJO: (0, 2, "waiting"),
        KLITIH: (0, 1, "waiting"),
        JIPURAPAH: (1, 2, "moving"),
    }
    page = answer.content.decode()
    assert "1 dari 5 TPS sudah dikemas" in page
    assert "0 dari 3 desa selesai" in page


def test_an_office_sees_the_packing_of_its_own_region(sign_in, packed):
    desk = sign_in(PPK)
    assert len(desk.get("/packing").context["table"].rows) == 2
    assert desk.get(DESA).status_code == 200
    for door in (
        f"/packing/{SUMBERJO}",
        f"/packing?region={WONOSALAM}",
        f"/packing/{PLANDAAN}",
        "/packing/x",
    ):
        assert desk.get(door).status_code == 404
    assert desk.get(f"/packing/{PLANDAAN}.2999").status_code == 404


def test_a_desas_page_lists_what_goes_in_and_beside_the_box_with_its_papers(sign_in, packed):
    page = sign_in(KPU).get(DESA).content.decode()
    for part in ("Di dalam kotak", "533", "342", "104418", BOX, "Rab 20 Nov 2024 10.00 WIB"):
        assert part in page
    assert f"/papers/contents/{JIPURAPAH}.pdf" in page
    assert f"/papers/labels/{JIPURAPAH}.pdf" in page
    assert len(re.findall('name="tps"', page)) == 2


@pytest.mark.parametrize("office", [f"bawaslu:{KABUPATEN}", PPK, f"pps:{JIPURAPAH}"])
def test_who_does_not_pack_reads_and_has_nothing_to_fill_in(sign_in, packed, office):
    desk = sign_in(office)
    page = desk.get(DESA).content.decode()
    assert "104418" in page
    assert 'name="tps"' not in page
    assert desk.post(DESA, form(ONE)).status_code == 404


def test_all_ticked_stations_are_signed_in_one_go(sign_in, example_log):
    seals = {f"seal.{BOX}": "104418, 104419", f"seal.{OTHER}": "–"}
    answer = sign_in(KPU).post(DESA, form(ONE, TWO, **seals))
    one, two = drafts(answer)
    assert (one.kind, one.region, two.region) == ("parcel.pack", ONE, TWO)
    assert (len(one.body["units"]), one.body["counts"]["ballot:pilgub"]) == (7, 533)
    assert one.body["seals"] == {BOX: ["104418", "104419"], OTHER: []}
    assert "seals" not in two.body
    assert answer.context["then"] == DESA
    assert answer.context["title"] == "Kemas 2 TPS"
    assert "7 barang dikemas, 2 nomor segel disebut." in answer.context["sentences"][0]


def test_all_that_are_not_packed_yet_are_ticked_by_one_button(sign_in, packed):
    desk = sign_in(KPU)
    assert "Centang semua 1 TPS yang belum" in desk.get(DESA).content.decode()
    answer = desk.post(DESA, form(all="1"))
    assert [draft.region for draft in drafts(answer)] == [TWO]


def test_a_station_that_is_not_ticked_is_not_packed(sign_in, example_log):
    (draft,) = drafts(sign_in(KPU).post(DESA, form(TWO)))
    assert draft.region == TWO


def test_what_was_packed_otherwise_is_said_before_it_is_signed(sign_in, example_log):
    answer = sign_in(KPU).post(DESA, form(ONE, **{f"n.{ONE}.ink": "1"}))
    (draft,) = drafts(answer)
    assert draft.body["counts"]["ink"] == 1
    assert "tinta 1, seharusnya 2" in answer.context["sentences"][0]


@pytest.mark.parametrize(
    ("ticked", "change", "sentence"),
    [
        ((), {}, "TPS: centang paling sedikit satu TPS yang sudah dikemas."),
        ((f"{SUMBERJO}.001",), {}, "TPS: centang paling sedikit satu TPS yang sudah dikemas."),
        ((ONE,), {f"n.{ONE}.ink": "dua"}, "TPS 001, tinta: tulis bilangan bulat, misalnya 2.000."),
        ((ONE,), {f"n.{ONE}.ink": ""}, "TPS 001, tinta: belum diisi."),
        (
            (ONE,),
            {f"seal.{BOX}": "7", f"seal.{OTHER}": "7"},
            "Segel: nomor 7 ditulis pada lebih dari satu kotak.",
        ),
        (
            (ONE,),
            {f"seal.{BOX}": ",".join(map(str, range(21)))},
            "Segel: paling banyak 20 nomor atau rentang.",
        ),
    ],
)
def test_a_slip_is_told_by_its_field_and_nothing_typed_is_lost(
    sign_in, example_log, ticked, change, sentence
):
    answer = sign_in(KPU).post(DESA, form(*ticked, **change))
    assert answer.status_code == 422
    assert answer.context["problems"] == [sentence]
    page = answer.content.decode()
    assert all(f'value="{typed}"' in page for typed in change.values())
    assert page.count(" checked") == sum(key in {ONE, TWO} for key in ticked)


def test_the_pages_are_there_in_english(sign_in, packed):
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/packing"})
    assert "1 of 5 polling stations packed" in desk.get("/packing").content.decode()
    page = desk.get(DESA).content.decode()
    assert "Inside the box" in page
    assert "This polling station is packed" in page
