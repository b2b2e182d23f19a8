"""The register wizard at the desk: handed in, looked at, accepted, opened; and changed under an open log."""

import io
import json
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from example import JIPURAPAH, PLANDAAN, code, hour, load
from sepaham.actions.rebuild import rebuild
from sepaham.records import queries
from sepaham.records import register as records
from sepaham.records.access import scope
from sepaham.records.custody import Load, Unit
from sepaham.records.log import Statement
from sepaham.records.papers import Upload
from sepaham.records.people import Account, Hat

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROWS = "kode,no_tps,dpt\n35.17.15.2003,1,590\n35.17.15.2004,1,520\n35.17.15.2004,2,333\n"
NAMED = "Plandaan,Jombang,Jawa Timur"
EXAMPLE = f"""kode,no_tps,dpt,desa,kecamatan,kabupaten,provinsi
35.17.15.2003,1,590,Klitih,{NAMED}
35.17.15.2004,1,520,Jipurapah,{NAMED}
35.17.15.2004,2,333,Jipurapah,{NAMED}
35.17.05.2002,1,500,Sumberjo,Wonosalam,Jombang,Jawa Timur
35.17.05.2002,2,481,Sumberjo,Wonosalam,Jombang,Jawa Timur
"""
MORE = f"35.17.15.2004,3,200,Jipurapah,{NAMED}\n"


@pytest.fixture
def operator(client):
    """Sign the operator in, before there is anything."""
    account = Account.objects.create_user("pengelola", is_staff=True)
    client.force_login(account)
    return client


def hand_in(client, data, name="daftar.csv", **more):
    data = data.encode() if isinstance(data, str) else data
    return client.post("/register/upload", {"file": SimpleUploadedFile(name, data), **more}, follow=True)


def accept(client, page, **more):
    """Press the page's own button, with what its form holds."""
    form = page.content.decode().split('action="/register/accept"')[1].split("</form>")[0]
    held = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    held.pop("csrfmiddlewaretoken", None)
    return client.post("/register/accept", {**held, **more}, follow=True)


def take(client, data, **more):
    return accept(client, hand_in(client, data), **more)


def codes(page):
    return [row.cells["wrong"] for row in page.context["table"].rows]


def test_the_empty_house_leads_the_operator_to_the_register_and_nobody_else(operator, client):
    page = operator.get("/").content.decode()
    assert 'href="/register"' in page
    assert 'href="/people"' not in page, "nobody has a place before there is a register"
    assert "Mulai dari daftar TPS" in operator.get("/register").content.decode()
    client.force_login(Account.objects.create_user("camat"))
    assert 'href="/register"' not in client.get("/").content.decode()
    for door in (
        "/register",
        "/register/check",
        "/register/map",
        "/register/open",
        "/register/template.xlsx",
    ):
        assert client.get(door).status_code == 404, door
    assert client.post("/register/accept").status_code == 404


def test_from_nothing_to_an_open_log_by_pressing_what_the_pages_offer(operator):
    page = hand_in(operator, ROWS, profile="pilkada-2024")
    assert "2 desa, 3 TPS, siap diterima" in page.content.decode()
    page = accept(operator, page)
    assert "2 desa, 3 TPS berlaku" in page.content.decode()
    assert not Upload.objects.exists()
    assert scope(Account.objects.get()).offices == ("gateway:35.17",)
    assert 'href="/register/open"' in page.content.decode()
    page = operator.post("/register/open", {"what": "drill", "day": "2026-12-09"}, follow=True)
    assert queries.current_log().origin == "sepaham/35.17/2026-12-09/LATIHAN"
    assert records.profile().day == date(2026, 12, 9)
    assert "Tanpa kunci, lembaga hanya dapat membaca." in page.content.decode()
    assert 'href="/devices"' in page.content.decode()
    assert "LATIHAN" in page.content.decode(), "every page says that it is a drill"
    assert 'href="/register/open"' in page.content.decode(), "after a drill the real one may be opened"
    operator.post("/register/open", {"what": "real"})
    assert queries.current_log().origin == "sepaham/35.17/2024-11-27/REAL", "the law's day, not the drill's"
    assert operator.get("/register/open").status_code == 404
    assert Unit.objects.filter(log=queries.current_log()).count() == 3 * 7
    assert rebuild(log=queries.current_log()).equal


def test_opening_asks_which_log_is_meant(operator):
    take(operator, ROWS)
    page = operator.post("/register/open", {})
    assert page.status_code == 422
    assert "Pilih dulu: pemilihan yang sebenarnya atau latihan." in page.content.decode()


def test_every_error_is_named_with_row_column_and_remedy_and_can_be_carried_away(operator):
    page = hand_in(operator, ROWS + "Plandaan,1,5\n35.17.15.2005,0,1.012\n")
    text = page.content.decode()
    assert "3 kesalahan harus diperbaiki dulu" in text
    assert "Plandaan bukan kode wilayah" in text
    rows = page.context["table"].rows
    errors = [row.cells for row in rows if row.cells["weight"] == "kesalahan"]
    found = [(cells["row"], cells["column"]) for cells in errors]
    assert found == [(5, "kode"), (6, "no_tps"), (6, "dpt")]
    sheet = load_workbook(io.BytesIO(operator.get("/register/check?as=xlsx").content)).active
    assert sheet.max_row == len(rows) + 1
    assert not records.counted().desa


def test_good_rows_are_taken_only_when_that_is_said(operator):
    page = hand_in(operator, ROWS + "Plandaan,1,5\n")
    refused = accept(operator, page)
    assert "Belum ada yang diterima" in refused.content.decode()
    assert not records.counted().desa
    accept(operator, page, rest="1")
    assert records.counted().tps == 3


def test_missing_voters_are_assumed_only_aloud_and_stay_marked(operator):
    page = hand_in(operator, "kode,tps_total\n35.17.15.2004,2\n")
    assert "andaikan jumlahnya di halaman ini" in page.content.decode()
    page = operator.get("/register/check?assume=250")
    assert "Pemilih 2 TPS diandaikan" in page.content.decode()
    accept(operator, page)
    assert (records.counted().voters, records.counted().assumed) == (500, 2)


def test_headings_nobody_knows_are_pointed_out_on_the_page(operator):
    page = hand_in(operator, "wil adm,urut,jml\n35.17.15.2004,1,520\n")
    assert 'name="m.kode_desa"' in page.content.decode()
    page = operator.get("/register/check", {"m.kode_desa": "wil adm", "m.no_tps": "urut", "m.dpt": "jml"})
    assert page.context["review"].errors == 0
    accept(operator, page)
    assert records.counted().voters == 520


def test_a_file_replaced_meanwhile_is_not_accepted_unseen(operator):
    first = hand_in(operator, ROWS)
    hand_in(operator, ROWS.replace("590", "10"))
    page = accept(operator, first)
    assert "periksa sekali lagi" in page.content.decode()
    assert not records.counted().desa


def test_two_kabupaten_are_no_register_of_a_desk(operator):
    page = hand_in(operator, ROWS + "35.18.01.2001,1,5\n")
    assert "Berkas ini memuat 2 kabupaten (35.17, 35.18); sisakan satu saja." in page.content.decode()
    assert 'action="/register/accept"' not in page.content.decode()


def test_a_file_is_thrown_away_and_nothing_changed(operator):
    hand_in(operator, ROWS)
    operator.post("/register/discard")
    assert not Upload.objects.exists()
    assert operator.get("/register/check").status_code == 404


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (70 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "kosong.csv", "Berkas kosong.csv kosong"),
        (b"%PDF-1.7", "daftar.pdf", "Jenis berkas .pdf tidak dikenal"),
        (b"\xd0\xcf\x11\xe0 lama", "daftar.xls", "Buku kerja rusak atau terkunci sandi"),
        (b"PK\x03\x04 rusak", "daftar.xlsx", "Buku kerja rusak atau terkunci sandi"),
        ("kode,dpt\n\xe9".encode("latin-1"), "daftar.csv", "Teks baris ini bukan UTF-8"),
        (b"umur,alamat\n3,4\n", "lain.csv", "Tidak ada kolom kode_desa"),
    ],
)
def test_a_hostile_or_broken_file_is_answered_by_a_sentence(operator, data, name, sentence):
    assert sentence in hand_in(operator, data, name).content.decode()
    assert not records.counted().desa


def test_a_bomb_and_an_endless_sheet_are_refused_before_they_unfold(operator):
    assert codes(hand_in(operator, bomb(), "bom.xlsx")) == ["Berkas terlalu besar (70 MB)"]
    assert codes(hand_in(operator, "kode,no_tps,dpt\n" + "\n" * 60_000, "panjang.csv"))[0].startswith(
        "Berkas punya lebih dari 60.000 baris"
    )


def test_a_file_above_the_desks_limit_is_not_even_kept(operator):
    page = hand_in(operator, b"x" * (8 * 1024 * 1024 + 1))
    assert page.status_code == 422
    assert "paling besar 8 MB" in page.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("text", ["\ufeff" + ROWS.replace(",", ";"), ROWS.replace(",", "\t")])
def test_files_as_offices_save_them_are_read(operator, text):
    assert hand_in(operator, text).context["review"].errors == 0


def test_the_template_reads_back_without_an_error(operator):
    data = operator.get("/register/template.xlsx").content
    page = hand_in(operator, data, "daftar-tps.xlsx")
    assert (page.context["review"].errors, page.context["review"].good) == (0, 1)


def test_the_pages_speak_english_too(operator):
    operator.cookies["language"] = "en"
    page = hand_in(operator, ROWS + "Plandaan,1,5\n")
    assert "Errors to mend first: 1" in page.content.decode()
    assert "Plandaan is no region code" in page.content.decode()


# Under an open log


def bytes_of_map(*codes, prop="kode"):
    ring = [[112.1, -7.5], [112.2, -7.5], [112.2, -7.6], [112.1, -7.5]]
    areas = [
        {"properties": {prop: code, "n": 7}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in codes
    ]
    return json.dumps({"type": "FeatureCollection", "features": areas}).encode()


def send_map(client, data):
    return client.post("/register/map/upload", {"file": SimpleUploadedFile("b.geojson", data)}, follow=True)


def press(client, page, action, **more):
    form = page.content.decode().split(f'action="{action}"')[1].split("</form>")[0]
    held = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    held.pop("csrfmiddlewaretoken", None)
    return client.post(action, {**held, **more}, follow=True)


def test_a_map_finds_its_own_property_and_is_put_on_the_map(operator):
    take(operator, ROWS)
    page = send_map(operator, bytes_of_map("351715", JIPURAPAH, "11.01", prop="KODE_DESA"))
    assert page.context["code"] == "KODE_DESA"
    assert "2 dari 5 wilayah mendapat batas" in page.content.decode()
    press(operator, page, "/register/map/accept")
    assert set(records.boundaries()) == {"35.17.15", JIPURAPAH}


def test_a_second_map_adds_its_regions_to_those_of_the_first(operator):
    take(operator, ROWS)
    for regions in (("351715",), (JIPURAPAH, "351715")):
        press(operator, send_map(operator, bytes_of_map(*regions)), "/register/map/accept")
    press(operator, send_map(operator, bytes_of_map("3517152003")), "/register/map/accept")
    assert set(records.boundaries()) == {PLANDAAN, JIPURAPAH, "35.17.15.2003"}


def test_a_broken_map_is_answered_and_thrown_away(operator):
    take(operator, ROWS)
    page = send_map(operator, b"{")
    assert page.context["found"].errors
    assert 'action="/register/map/accept"' not in page.content.decode()
    operator.post("/register/map/discard")
    assert not Upload.objects.exists()


@pytest.fixture
def kpu(example_log, sign_in):
    return sign_in("kpu:35.17")


def test_under_an_open_log_a_changed_register_enters_it_and_the_book_folds_the_same(kpu, example_log):
    page = hand_in(kpu, EXAMPLE.replace("333", "340") + MORE)
    changes = {what: many for what, many, _ in page.context["changes"]}
    assert changes == {
        "TPS baru": "1", "TPS dengan pemilih berubah": "1", "Pemilih seluruhnya": "2.424 → 2.631",
    }  # fmt: skip
    accept(kpu, page)
    declared = Statement.objects.filter(log=example_log, kind="base.declare").count()
    assert declared == 4 + 2, "the register and the plan around it"
    assert Unit.objects.filter(log=example_log, station=f"{JIPURAPAH}.003").count() == 7
    to_ppk = Load.objects.filter(log=example_log, leg="kpu-ppk", region=PLANDAAN).get()
    assert len(to_ppk.units) == 4 * 7
    assert rebuild(log=example_log).equal


def test_a_register_that_says_the_same_enters_nothing(kpu, example_log):
    page = hand_in(kpu, EXAMPLE)
    assert "Tidak ada bedanya" in page.content.decode()
    accept(kpu, page)
    assert Statement.objects.filter(log=example_log, kind="base.declare").count() == 4


def test_what_has_moved_keeps_its_list(kpu, example_log, phones, keep):
    moved, at = load("kpu-ppk", PLANDAAN), hour("24 09:00")
    keep(phones["kpu:35.17"].sign(phones["kpu:35.17"].voice.give(moved, at)), at=at)
    take(kpu, EXAMPLE + MORE)
    assert Load.objects.filter(log=example_log, leg="kpu-ppk", region=PLANDAAN).get().hash == moved.hash
    assert len(Load.objects.get(log=example_log, leg="ppk-pps", region=JIPURAPAH).units) == 3 * 7
    assert rebuild(log=example_log).equal


def test_the_log_keeps_its_kabupaten_and_its_profile(kpu):
    page = hand_in(kpu, "kode,no_tps,dpt\n35.18.01.2001,1,5\n", profile="pemilu-2024")
    assert "log yang terbuka untuk 35.17" in page.content.decode()
    assert page.context["choice"].profile.code == "pilkada-2024"


@pytest.mark.parametrize("office", [f"ppk:{PLANDAAN}", "bawaslu:35.17", "pemkab:35.17"])
def test_no_other_office_keeps_the_register(example_log, sign_in, office):
    assert sign_in(office).get("/register").status_code == 404


def test_the_real_register_goes_through_the_wizard(operator, real_data):
    folder = real_data / "jombang"
    page = hand_in(
        operator,
        (folder / "jombang_tps_per_desa_pemilu2024.csv").read_bytes(),
        "jombang.csv",
        profile="pemilu-2024",
    )
    assert page.context["review"].errors == 1, "it has no voters"
    page = operator.get("/register/check?profile=pemilu-2024&assume=260")
    assert "306 desa, 3.858 TPS, siap diterima" in page.content.decode()
    accept(operator, page)
    page = send_map(operator, (folder / "jombang_desa.geojson").read_bytes())
    press(operator, page, "/register/map/accept")
    counted = records.counted()
    assert (counted.kabupaten, counted.desa, counted.tps, counted.mapped) == (1, 306, 3858, 306)
    assert Hat.objects.filter(office="gateway:35.17").count() == 1


def without(station):
    return "".join(line for line in EXAMPLE.splitlines(keepends=True) if station not in line)


def test_a_station_that_is_gone_takes_its_units_along_when_nothing_was_stated_of_them(kpu, example_log):
    take(kpu, without("35.17.15.2004,2"))
    assert not Unit.objects.filter(log=example_log, station=f"{JIPURAPAH}.002").exists()
    assert len(Load.objects.get(log=example_log, leg="kpu-ppk", region=PLANDAAN).units) == 2 * 7
    assert rebuild(log=example_log).equal
    take(kpu, EXAMPLE)
    assert Unit.objects.filter(log=example_log, station=f"{JIPURAPAH}.002").count() == 7
    assert rebuild(log=example_log).equal


def test_goods_already_stated_of_a_station_that_is_gone_stay_and_are_shown_as_such(
    kpu, example_log, phones, keep
):
    lost, at = f"{JIPURAPAH}.002", hour("20 09:00")
    packed = phones["kpu:35.17"].voice.say("parcel.pack", lost, at, {"units": [code(lost, "K1")]})
    keep(phones["kpu:35.17"].sign(packed), at=at)
    take(kpu, without("35.17.15.2004,2"))
    assert [unit.code for unit in Unit.objects.filter(log=example_log, station=lost)] == [code(lost, "K1")]
    assert "TPS tidak ada lagi di daftar" in kpu.get("/check").content.decode()
    assert queries.picture(region="35.17", at=at).total.stations == 4
    assert rebuild(log=example_log).equal
    take(kpu, EXAMPLE)
    assert "TPS tidak ada lagi di daftar" not in kpu.get("/check").content.decode()
    assert rebuild(log=example_log).equal
