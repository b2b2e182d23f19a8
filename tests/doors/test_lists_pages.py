"""Institutions' lists at the desk: brought in with their problems, signed, and held side by side."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from visible import read

from example import JIPURAPAH, KABUPATEN, KLITIH, OPENED, PLANDAAN, REGISTER, SUMBERJO, WONOSALAM

pytestmark = pytest.mark.database
KPU, BAWASLU, BPBD = f"kpu:{KABUPATEN}", f"bawaslu:{KABUPATEN}", f"bpbd:{KABUPATEN}"
NAMES = {code: region.name for code, region in REGISTER.regions.items()}
KPU_LIST = (
    "kode_desa,no_tps,rawan,jenis\n"
    f"{JIPURAPAH},1,ya,banjir\n{JIPURAPAH},2,ya,banjir\n{SUMBERJO},1,ya,longsor\n"
)
BAWASLU_LIST = f"kode_desa,no_tps,bencana\n{JIPURAPAH},1,ya\n{JIPURAPAH},2,tidak\n{KLITIH},1,ya\n"
SAID = {"dated": "2024-11-19", "source": "siaran pers"}


def shown(answer):
    return " ".join(read(answer.content.decode()).texts)


@pytest.fixture
def state(example_log, phones, keep):
    """State a list: keep its rows, and sign its statement with its office's phone."""
    from sepaham.actions.instruments import keep_rows
    from sepaham.exchange.instruments import read_instrument
    from sepaham.gateways.library import instruments

    def hand_in(office, form, text, region=KABUPATEN, **more):
        sheet = read_instrument(
            data=text.encode(),
            name="daftar.csv",
            instrument=instruments()[form],
            regions=NAMES,
            stations=REGISTER.by_key,
        )
        body = keep_rows(sheet=sheet, dated=date(2024, 11, 19), source="siaran pers") | more
        phone = phones[office]
        (found,) = keep(phone.sign(phone.voice.say("instrument.state", region, OPENED, body)))
        return found.id

    return hand_in


@pytest.fixture
def stated(state):
    """KPU's list and Bawaslu's, which agree on one station and contradict each other on three."""
    return state(KPU, "kpu-hazard", KPU_LIST), state(BAWASLU, "bawaslu-tps", BAWASLU_LIST)


def test_before_any_list_the_page_says_how_to_bring_one_in(sign_in, example_log):
    text = shown(sign_in(BPBD).get("/lists"))
    assert "Belum ada lembaga yang memasukkan daftarnya" in text
    assert "Masukkan daftar masing-masing apa adanya" in text
    assert "Masukkan daftar" in text


def test_the_page_says_in_one_sentence_what_two_lists_say(sign_in, stated):
    text = shown(sign_in(BPBD).get("/lists?threat=flood"))
    assert "Banjir di jalan atau jembatan: KPU Jombang menyebut 3 TPS, Bawaslu Jombang 2; 1 sama" in text
    assert "Hanya KPU Jombang: 2" in text
    assert "TPS 002 Jipurapah (Plandaan)" in text
    assert "Hanya Bawaslu Jombang: 1" in text
    assert "TPS 001 Klitih (Plandaan)" in text


def test_the_threat_on_which_lists_contradict_most_comes_first(sign_in, stated):
    answer = sign_in(BPBD).get("/lists")
    assert answer.context["threat"] == "flood"
    assert [(code, number) for code, _, number in answer.context["threats"]][:2] == [
        ("flood", 3),
        ("landslide", 3),
    ]


def test_areas_are_a_table_that_leads_down_to_each_station(sign_in, stated):
    desk = sign_in(BPBD)
    rows = {row.cells["area"]: row for row in desk.get("/lists?threat=flood").context["table"].rows}
    assert (rows["Plandaan"].cells["kpu-hazard.kpu"], rows["Plandaan"].cells["bawaslu-tps.bawaslu"]) == (2, 2)
    assert (rows["Plandaan"].cells["differ"], rows["Plandaan"].state) == (2, "differ")
    assert rows["Wonosalam"].cells["differ"] == 1
    desa = desk.get(f"/lists?threat=flood&region={JIPURAPAH}").context["table"].rows
    assert [row.cells["kpu-hazard.kpu"] for row in desa] == ["Banjir, Rawan bencana"] * 2
    assert [row.cells["bawaslu-tps.bawaslu"] for row in desa] == ["Rawan bencana", "tidak"]


def test_what_contradicts_can_be_listed_one_by_one_and_taken_along(sign_in, stated):
    desk = sign_in(BPBD)
    rows = desk.get("/lists?threat=flood&only=differ").context["table"].rows
    assert [row.cells["place"] for row in rows] == [
        "TPS 001 Sumberjo (Wonosalam)",
        "TPS 001 Klitih (Plandaan)",
        "TPS 002 Jipurapah (Plandaan)",
    ]
    assert rows[1].cells["kpu-hazard.kpu"] == "tidak disebut"
    assert desk.get("/lists?threat=flood&only=differ&as=xlsx").content[:2] == b"PK"


def test_a_kecamatan_sees_only_its_own_rows(sign_in, stated):
    desk = sign_in(f"camat:{PLANDAAN}")
    assert desk.get(f"/lists?region={WONOSALAM}").status_code == 404
    text = shown(desk.get("/lists?threat=flood"))
    assert "KPU Jombang menyebut 2 TPS, Bawaslu Jombang 2; 1 sama" in text
    assert "Sumberjo" not in text
    rows = shown(desk.get(f"/lists/{stated[0]}"))
    assert "KPU Jombang: 2 baris di sini" in rows
    assert "Sumberjo" not in rows


def test_a_list_is_read_in_its_owners_own_words_by_its_hash_also_when_replaced(sign_in, stated, state):
    state(KPU, "kpu-hazard", f"kode_desa,no_tps,rawan\n{JIPURAPAH},1,tidak\n")
    desk = sign_in(BPBD)
    answer = desk.get(f"/lists/{stated[0]}")
    assert "sudah diganti daftar yang lebih baru" in shown(answer)
    assert answer.context["table"].rows[0].cells["landslide"] == "ya"
    assert desk.get(f"/lists/{answer.context['listing'].sha256}").status_code == 200
    assert "Daftar lama" in shown(desk.get("/lists"))
    assert desk.get("/lists/none").status_code == 404


def test_rows_that_are_not_kept_here_are_told_as_missing(sign_in, phones, keep, example_log):
    body = {"instrument": "kpu-hazard", "sha256": "0" * 64, "rows": 9, "dated": "2024-02-31", "source": "x"}
    phone = phones[KPU]
    (found,) = keep(phone.sign(phone.voice.say("instrument.state", KABUPATEN, OPENED, body)))
    desk = sign_in(BPBD)
    assert "tidak tersimpan di sini" in shown(desk.get(f"/lists/{found.id}"))
    assert desk.get("/lists").status_code == 200


def upload(desk, text, form="kpu-hazard"):
    file = SimpleUploadedFile("daftar.csv", text.encode())
    return desk.post("/lists/import", {"file": file, "form": form}, follow=True)


def work(answer):
    return json.loads(re.search(r'<script[^>]*id="work"[^>]*>(.*?)</script>', answer.content.decode())[1])


def test_a_list_is_looked_at_and_then_signed_with_the_hash_of_its_rows(sign_in, example_log):
    from sepaham.records.log import Blob

    desk = sign_in(KPU)
    answer = upload(desk, KPU_LIST)
    assert "Daftar TPS rawan bencana: 3 baris, siap ditandatangani" in shown(answer)
    sent = {**SAID, "file": answer.context["file"].sha256, "form": "kpu-hazard", "owner": KPU, "office": KPU}
    asked = desk.post("/lists/import/sign", sent)
    draft = work(asked)["drafts"][0]
    assert (draft["kind"], draft["region"], draft["body"]["rows"]) == ("instrument.state", KABUPATEN, 3)
    assert Blob.objects.filter(pk=draft["body"]["sha256"]).exists()
    assert "of" not in draft["body"]
    assert "3 baris, tertanggal Sel 19 Nov 2024, dari siaran pers." in shown(asked)


def test_another_institutions_list_is_copied_and_says_so(sign_in, example_log):
    desk = sign_in(BAWASLU)
    answer = upload(desk, f"kode_desa,banjir\n{JIPURAPAH},tinggi\n", "bnpb-hazard")
    told = {"form": "bnpb-hazard", "owner": BPBD, "office": BAWASLU, "file": answer.context["file"].sha256}
    asked = desk.post("/lists/import/sign", {**SAID, **told})
    assert work(asked)["drafts"][0]["body"]["of"] == {"office": BPBD, "source": "spreadsheet"}
    assert "Disalin oleh Bawaslu Jombang." in shown(asked)


def test_who_may_not_copy_brings_in_only_its_own(sign_in, example_log):
    desk = sign_in(BPBD)
    answer = upload(desk, KPU_LIST)
    assert [office for office, _ in answer.context["owners"]] == [BPBD]
    told = {"form": "kpu-hazard", "owner": KPU, "office": BPBD, "file": answer.context["file"].sha256}
    assert "Pemilik daftar: pilih salah satu dari daftar." in shown(
        desk.post("/lists/import/sign", {**SAID, **told})
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"dated": ""}, "Tanggal daftar: belum diisi."),
        ({"dated": "kemarin"}, "Tanggal daftar: tulis tanggal"),
        ({"source": ""}, "Sumber: belum diisi."),
        ({"source": "=1+1"}, "Sumber: hapus tanda"),
        ({"file": "x"}, "berubah sejak halaman ini dibuka"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_signed(sign_in, example_log, wrong, said):
    desk = sign_in(KPU)
    sha256 = upload(desk, KPU_LIST).context["file"].sha256
    sent = {**SAID, "file": sha256, "form": "kpu-hazard", "owner": KPU, "office": KPU} | wrong
    answer = desk.post("/lists/import/sign", sent)
    assert answer.status_code == 422
    assert said in shown(answer)


def test_rows_with_errors_are_named_and_left_out_only_when_asked(sign_in, example_log):
    desk = sign_in(KPU)
    answer = upload(desk, KPU_LIST + f"{JIPURAPAH},9,ya,\n")
    assert "1 kesalahan harus diperbaiki dulu" in shown(answer)
    assert "Tidak ada TPS 9 di Jipurapah (Plandaan)" in shown(answer)
    sent = {**SAID, "file": answer.context["file"].sha256, "form": "kpu-hazard", "owner": KPU, "office": KPU}
    assert desk.post("/lists/import/sign", sent).status_code == 422
    assert work(desk.post("/lists/import/sign", sent | {"rest": "1"}))["drafts"][0]["body"]["rows"] == 3
    assert desk.get("/lists/import").context.get("file") is None


def test_a_kecamatan_brings_in_no_row_of_another(sign_in, example_log):
    answer = upload(sign_in(f"ppk:{PLANDAAN}"), KPU_LIST)
    assert "di luar wilayah pemilik daftar" in shown(answer)
    assert answer.context["good"] == 2


def test_the_example_spreadsheet_begins_with_the_readers_own_stations(sign_in, example_log):
    desk = sign_in(f"panwascam:{PLANDAAN}")
    assert desk.get("/lists/template/bawaslu-tps.xlsx").content[:2] == b"PK"
    assert desk.get("/lists/template/other.xlsx").status_code == 404
    upload(desk, KPU_LIST)
    desk.post("/lists/import/discard")
    assert "Pilih bentuk daftarnya" in shown(desk.get("/lists/import"))
    assert sign_in(f"kejari:{KABUPATEN}", name="other").get("/lists/import").status_code == 404
