"""The catalogue of threats at the desk: bow-ties that name who owns what, edited and put in force."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from visible import read

from example import KABUPATEN, PLANDAAN
from sepaham.exchange.threats import threats_toml, threats_workbook
from sepaham.gateways import library

pytestmark = pytest.mark.database
KPU, BPBD, CAMAT = f"kpu:{KABUPATEN}", f"bpbd:{KABUPATEN}", f"camat:{PLANDAAN}"


def shown(answer):
    return " ".join(read(answer.content.decode()).texts)


def edited(old, new):
    return threats_toml(library.threats()).decode().replace(old, new).encode()


def upload(desk, data, name="ancaman.toml"):
    return desk.post("/threats/import", {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_the_page_says_how_many_threats_and_barriers_there_are_and_shows_each_with_its_owners(
    sign_in, example_log
):
    answer = sign_in(BPBD).get("/threats")
    barriers = sum(map(len, library.threats().owners(library.threats().threats).values()))
    assert f"18 ancaman, {barriers} penghalang milik 12 lembaga" in shown(answer)
    assert "bawaan, belum ditetapkan di log" in shown(answer)
    flood = answer.context["bows"][0]
    assert flood.prevent[0].owner == "BPBD"
    assert flood.prevent[0].mine
    assert not flood.soften[-1].mine
    assert "milik Anda" in shown(answer)


def test_it_is_narrowed_by_store_and_by_owner(sign_in, example_log):
    desk = sign_in(CAMAT)
    answer = desk.get("/threats?place=store-desa&owner=dinsos")
    assert answer.context["bows"] == []
    assert "Tidak ada ancaman yang sesuai pilihan ini." in shown(answer)
    answer = desk.get("/threats?owner=dinsos")
    assert {bow.code for bow in answer.context["bows"]} == {"cut-off", "wind"}
    assert answer.context["open"]
    assert {row.cells["owner"] for row in answer.context["table"].rows} == {"Dinas Sosial"}
    assert [bow.code for bow in desk.get("/threats?threat=fire").context["bows"]] == ["fire"]


def test_the_catalogue_goes_out_as_it_is_in_force(sign_in, example_log):
    desk = sign_in(CAMAT)
    assert desk.get("/threats/catalogue.toml").content == threats_toml(library.threats())
    assert desk.get("/threats/catalogue.xlsx").content[:2] == b"PK"
    assert desk.get("/threats/import").status_code == 404


def test_an_edited_catalogue_is_looked_at_and_put_in_force(sign_in, example_log):
    from sepaham.records.foundations import threats_in_force

    desk = sign_in(KPU)
    answer = upload(desk, edited("Angin kencang atau pohon tumbang", "Puting beliung"))
    assert "1 perubahan pada katalog ancaman" in shown(answer)
    assert "Nama: Angin kencang atau pohon tumbang → Puting beliung" in shown(answer)
    assert desk.post("/threats/import/adopt", {"file": "x"}).status_code == 422
    assert threats_in_force(example_log) is None
    sent = {"file": answer.context["file"].sha256}
    assert desk.post("/threats/import/adopt", sent).status_code == 302
    assert threats_in_force(example_log).threats["wind"].text.id == "Puting beliung"
    assert "berlaku di log ini" in shown(desk.get("/threats"))
    assert desk.post("/threats/import/adopt", sent).status_code == 404


def test_a_mistake_is_told_by_sheet_and_row_and_nothing_can_be_adopted(sign_in, example_log):
    desk = sign_in(KPU)
    book = upload(desk, threats_workbook(library.threats()), "ancaman.xlsx")
    assert "Berkas ini sama dengan yang berlaku" in shown(book)
    answer = upload(desk, edited('owner = "dinsos"', 'owner = "dinkes"'))
    assert "1 kesalahan harus diperbaiki dulu" in shown(answer)
    assert "Berlakukan katalog ini" not in shown(answer)
    assert desk.post("/threats/import/adopt", {"file": answer.context["file"].sha256}).status_code == 200
    desk.post("/threats/import/discard")
    assert "Unduh katalog yang berlaku" in shown(desk.get("/threats/import"))


def test_a_threat_that_an_open_round_asks_about_is_not_removed(sign_in, example_log, phones, keep):
    from example import OPENED
    from judged import told

    phone = phones[KPU]
    opened = next(body for _, kind, body in told({}, offices=(KPU,), opener=KPU) if kind == "round.open")
    keep(phone.sign(phone.voice.say("round.open", KABUPATEN, OPENED, opened)))
    desk = sign_in(KPU)
    answer = upload(desk, edited('code = "flood"', 'code = "inundation"'))
    refused = desk.post("/threats/import/adopt", {"file": answer.context["file"].sha256})
    assert refused.status_code == 422
    assert "sedang dinilai; tutup dulu putarannya." in shown(refused)
