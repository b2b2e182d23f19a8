"""People, offices and bodies at the desk: who is who, by spreadsheet and one by one, let in, erased."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from example import JIPURAPAH, PLANDAAN, WONOSALAM
from sepaham.actions.accounts import add_account
from sepaham.actions.rebuild import rebuild
from sepaham.records import register as records
from sepaham.records.log import Statement
from sepaham.records.papers import Upload
from sepaham.records.people import Account, Hat, Person, Post, RestrictedRead
from sepaham.records.roster import first_contacts

pytestmark = [pytest.mark.django_db, pytest.mark.database]

KPU, PPK, PPS = "kpu:35.17", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
ACCEPT = "/people/import/accept"
LIST = """Nama;No HP;Jabatan;Kantor;Wilayah
Siti Aminah;0812-3456-7890;Ketua;KPU;
Budi Santoso;081300000001;Ketua;PPK Plandaan;
Budi Santoso;0813 0000 0001;Anggota;PPS;Jipurapah
Rina;;Anggota;ppk:35.17.05;
"""


def hand_in(client, text, name="orang.csv"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post("/people/import", {"file": file}, follow=True)


def press(client, page, action, **more):
    form = page.content.decode().split(f'action="{action}"')[1].split("</form>")[0]
    held = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    held.pop("csrfmiddlewaretoken", None)
    return client.post(action, {**held, **more}, follow=True)


def wrong(page):
    return [(r.cells["row"], r.cells["wrong"]) for r in page.context["table"].rows if r.state == "serious"]


@pytest.fixture
def kpu(example_log, sign_in):
    return sign_in(KPU, name="kpu")


@pytest.fixture
def listed(kpu):
    press(kpu, hand_in(kpu, LIST), ACCEPT)
    return kpu


def test_a_list_is_looked_at_then_taken_over_with_one_person_in_two_offices(kpu):
    page = hand_in(kpu, LIST)
    assert "3 orang baru, 0 berubah" in page.content.decode()
    assert not Person.objects.exists()
    page = press(kpu, page, ACCEPT)
    assert "3 orang di 4 kantor" in page.content.decode()
    budi = Person.objects.get(name="Budi Santoso")
    assert budi.phone == "+6281300000001"
    assert set(budi.posts.values_list("office", flat=True)) == {PPK, PPS}
    assert not Upload.objects.exists()


def test_phones_are_called_and_written_to_with_one_tap(listed):
    text = listed.get("/people").content.decode()
    assert 'href="tel:+6281234567890"' in text
    assert 'href="https://wa.me/6281234567890" rel="noopener noreferrer"' in text


def test_the_same_list_again_changes_nothing_and_a_new_number_changes_one(listed):
    page = hand_in(listed, LIST)
    assert "0 orang baru, 0 berubah" in page.content.decode()
    listed.post("/people/import/discard")
    page = hand_in(listed, "nama,hp,kantor\nRina,0811111111,ppk:35.17.05\n")
    assert "0 orang baru, 1 berubah" in page.content.decode()
    press(listed, page, ACCEPT)
    assert Person.objects.get(name="Rina").phone == "+62811111111"


def test_everything_wrong_is_named_by_row(kpu):
    page = hand_in(
        kpu,
        "nama,hp,surel,kantor,wilayah\n"
        ",0812345678,,KPU,\n"
        "A,12ab,,KPU,\n"
        "B,8.12E+10,,KPU,\n"
        "C,0812345678,bukan surel,KPU,\n"
        "D,0812345679,,Ronda,\n"
        "E,0812345670,,PPK,Gudo\n"
        "F,0812345671,,polsek:35.18.01,\n"
        "G,0812345672,,Bawaslu,\n"
        "'=cmd(),0812345673,,KPU,\n"
        "=1+1,0812345674,,KPU,\n",
    )
    assert wrong(page) == [
        (2, "Nama kosong"),
        (3, "12ab bukan nomor telepon"),
        (4, "Nomor menjadi bilangan pangkat: 8.12E+10; angka akhirnya hilang"),
        (5, "bukan surel bukan alamat surel"),
        (6, "Ronda bukan jenis kantor yang dikenal"),
        (7, "Wilayah kantor belum jelas: Gudo"),
        (8, "Tidak ada kantor polsek:35.18.01 dalam daftar"),
        (9, "Kantor bawaslu:35.17 bukan bawahan kantor Anda"),
        (11, "=1+1 diawali tanda rumus"),
    ]
    refused = press(kpu, page, ACCEPT)
    assert not Person.objects.exists()
    press(kpu, refused, ACCEPT, rest="1")
    assert [p.name for p in Person.objects.all()] == ["'=cmd()"]


def test_odd_things_are_warned_of_and_kept(kpu):
    page = hand_in(
        kpu, "nama,hp,kantor\nA,81234567890,KPU\nB,0812-3456-7890,KPU\nA,081234567890,KPU\nC,,KPU\n"
    )
    told = [row.cells["wrong"] for row in page.context["table"].rows]
    assert told == [
        "Nomor 81234567890 kehilangan angka 0 di depan; dibaca +6281234567890",
        "Nomor +6281234567890 juga dipakai A (baris 2)",
        "Orang dan kantor yang sama dengan baris 2",
        "Tanpa nomor telepon",
    ]
    assert len(page.context["review"].sentence) > 0
    press(kpu, page, ACCEPT)
    assert Person.objects.count() == 3


def test_a_name_that_repeats_asks_for_its_kecamatan(kpu):
    records.replace_regions({
        **{code: (r.name, True) for code, r in records.regions().items()},
        "35.17.05.2009": ("Jipurapah", True),
    })  # fmt: skip
    page = hand_in(kpu, "nama,hp,kantor,wilayah\nA,0812345678,PPS,Jipurapah\n")
    assert wrong(page) == [(2, "Nama Jipurapah ada di Wonosalam, Plandaan")]
    kpu.post("/people/import/discard")
    page = hand_in(kpu, "nama,hp,kantor,desa,kecamatan,tps\nA,0812345678,KPPS,Jipurapah,Plandaan,2\n")
    press(kpu, page, ACCEPT)
    assert Post.objects.get().office == f"kpps:{JIPURAPAH}.002"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x", "Tidak ada kolom nama"),
        ("nama,hp\nA,1\n", "Tidak ada kolom kantor"),
        ("nama,kantor\n", "Ada judul kolom, tetapi tidak ada baris data"),
        (b"PK\x03\x04 rusak", "Buku kerja rusak"),
    ],
)
def test_a_list_that_is_none_is_answered_by_a_sentence(kpu, text, sentence):
    assert sentence in hand_in(kpu, text).content.decode()


def test_the_template_reads_back_as_people(kpu):
    data = kpu.get("/people/import/template.xlsx").content
    page = hand_in(kpu, data, "daftar-orang.xlsx")
    assert page.context["good"] == 2


def test_people_are_seen_within_the_jurisdiction_and_those_right_above_it(listed, sign_in):
    text = sign_in(PPS, name="pps").get("/people").content.decode()
    assert "Budi Santoso" in text, "in the desa, and at the PPK above"
    assert "Siti Aminah" in text, "KPU stands above"
    assert "Rina" not in text, "another kecamatan's"
    assert sign_in(PPS, name="pps").get(f"/people?region={WONOSALAM}").status_code == 404


def test_a_download_of_phones_is_noted_and_a_look_is_not(listed):
    listed.get("/people")
    assert not RestrictedRead.objects.exists()
    sheet = load_workbook(io.BytesIO(listed.get("/people?as=xlsx").content)).active
    assert "+6281234567890" in {cell.value for row in sheet for cell in row}
    noted = RestrictedRead.objects.get()
    told = (noted.account, noted.office, noted.what, noted.subject, noted.region)
    assert told == ("kpu", KPU, "people", "4", "35.17")


@pytest.mark.parametrize("room", ["people", "offices", "waiting"])
@pytest.mark.parametrize(("form", "times"), [("xlsx", 1), ("text", 1), ("else", 0)])
def test_whichever_table_phones_leave_by_it_is_noted(listed, room, form, times):
    listed.get(f"/{room}?as={form}")
    assert RestrictedRead.objects.filter(what="people").count() == times


def test_a_table_without_phones_is_taken_along_unnoted(listed):
    listed.get("/handovers?as=xlsx")
    assert not RestrictedRead.objects.exists()


def test_a_person_is_changed_and_of_who_holds_an_office_of_others_only_the_own_offices_are(listed):
    rina = Person.objects.get(name="Rina")
    sent = {
        "name": "Rina W",
        "phone": "0811 2222 3333",
        "email": "r@kpu.go.id",
        "posts": "PPK Plandaan, Ketua",
    }
    listed.post(f"/person/{rina.pk}", sent)
    rina.refresh_from_db()
    assert (rina.name, rina.phone) == ("Rina W", "+6281122223333")
    Post.objects.create(person=rina, office="bawaslu:35.17", title="Anggota")
    listed.post(
        f"/person/{rina.pk}", {**sent, "name": "Lain", "phone": "0899", "posts": "PPK Plandaan, Ketua"}
    )
    rina.refresh_from_db()
    assert (rina.name, rina.phone, rina.email) == ("Rina W", "+6281122223333", "r@kpu.go.id")
    assert "hanya diubah di sana" in listed.get(f"/person/{rina.pk}").content.decode()
    assert dict(rina.posts.values_list("office", "title")) == {"bawaslu:35.17": "Anggota", PPK: "Ketua"}
    rina.posts.filter(office="bawaslu:35.17").delete()
    bad = listed.post(f"/person/{rina.pk}", {**sent, "phone": "x", "posts": "bawaslu:35.17\nRonda"})
    assert bad.status_code == 422
    assert len(bad.context["problems"]) == 4, "phone, two offices, and none left"


def test_a_list_gives_no_other_number_to_who_holds_an_office_above(listed, sign_in):
    ppk = sign_in(PPK, name="ppk")
    into = press(ppk, hand_in(ppk, "nama,hp,kantor\nSiti Aminah,081234567890,ppk:35.17.15\n"), ACCEPT)
    assert "Siti Aminah" in into.content.decode()
    page = hand_in(ppk, "nama,hp,surel,kantor\nSiti Aminah,0899999999,x@example.org,ppk:35.17.15\n")
    assert "0 orang baru, 0 berubah" in page.content.decode()
    press(ppk, page, ACCEPT)
    siti = Person.objects.get(name="Siti Aminah")
    assert (siti.phone, siti.email) == ("+6281234567890", "")
    assert set(siti.posts.values_list("office", flat=True)) == {KPU, PPK}


def test_somebody_new_is_taken_down_by_the_office_itself(example_log, sign_in):
    ppk = sign_in(PPK, name="ppk")
    sent = {"name": "Agus", "phone": "0812345678", "email": "", "posts": "PPK Plandaan, Sekretaris"}
    assert ppk.post("/people/new", sent).status_code == 302
    assert Post.objects.get().title == "Sekretaris"
    assert ppk.post("/people/new", {**sent, "posts": "PPK Wonosalam"}).status_code == 422


def test_a_person_gets_in_with_a_password_shown_once_for_the_offices_held(listed, client):
    budi = Person.objects.get(name="Budi Santoso")
    page = listed.post(f"/person/{budi.pk}/key")
    key = page.context["keys"][0]
    assert key.account == "budi.santoso"
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", key.password)
    assert key.password in page.content.decode()
    assert key.password not in listed.get(f"/person/{budi.pk}").content.decode()
    account = Account.objects.get(username="budi.santoso")
    assert account.check_password(key.password)
    assert set(account.hats.values_list("office", flat=True)) == {PPK, PPS}
    listed.post(f"/person/{budi.pk}/hats", {"hat": [PPS, "kpu:35.17"]})
    assert list(account.hats.values_list("office", flat=True)) == [PPS]


def test_all_who_lack_an_account_get_one_on_one_sheet_but_who_also_sits_beyond(listed):
    siti = Person.objects.get(name="Siti Aminah")
    Post.objects.create(person=siti, office=PPK)
    assert listed.get("/people").context["at_once"] == 2
    page = listed.post("/people/keys")
    assert {key.name for key in page.context["keys"]} == {"Budi Santoso", "Rina"}
    assert set(Hat.objects.filter(account__username="budi.santoso").values_list("office", flat=True)) == {
        PPK,
        PPS,
    }
    siti.refresh_from_db()
    assert siti.account is None, "else who gave it would know the password of a head above"


def test_only_an_office_above_lets_somebody_in(listed, sign_in):
    budi = Person.objects.get(name="Budi Santoso")
    pps = sign_in(PPS, name="pps")
    assert pps.get(f"/person/{budi.pk}").status_code == 200
    assert pps.post(f"/person/{budi.pk}/key").status_code == 404
    assert pps.post(f"/person/{budi.pk}/hats", {"hat": PPS}).status_code == 404
    camat = sign_in(f"camat:{PLANDAAN}", name="camat")
    for door in ("", "/key", "/hats", "/erase"):
        assert camat.post(f"/person/{budi.pk}{door}", {"sure": "1"}).status_code == 404
    assert Person.objects.filter(pk=budi.pk).exists()


def test_whose_account_also_speaks_for_another_line_is_not_let_in_anew(listed):
    siti = Person.objects.get(name="Rina")
    listed.post(f"/person/{siti.pk}/key")
    account = Account.objects.get(username="rina")
    Hat.objects.create(account=account, office="bawaslu:35.17")
    assert listed.post(f"/person/{siti.pk}/key").status_code == 404


def test_a_person_is_erased_and_only_that_it_was_done_stays(listed, example_log):
    budi = Person.objects.get(name="Budi Santoso")
    listed.post(f"/person/{budi.pk}/key")
    assert listed.post(f"/person/{budi.pk}/erase").status_code == 404, "not without saying yes"
    listed.post(f"/person/{budi.pk}/erase", {"sure": "1"})
    assert not Person.objects.filter(name="Budi Santoso").exists()
    assert not Account.objects.filter(username="budi.santoso").exists()
    noted = RestrictedRead.objects.get()
    assert (noted.what, noted.subject, noted.account) == ("person-erased", str(budi.pk), "kpu")
    assert rebuild(log=example_log).equal


def test_who_gave_no_account_erases_none(listed, sign_in):
    budi = Person.objects.get(name="Budi Santoso")
    budi.posts.exclude(office=PPK).delete()
    listed.post(f"/person/{budi.pk}/key")
    ppk = sign_in(PPK, name="ppk")
    page = ppk.get(f"/person/{budi.pk}")
    assert "Hapus orang ini" not in page.content.decode()
    assert ppk.post(f"/person/{budi.pk}/erase", {"sure": "1"}).status_code == 404
    own = Person.objects.create(
        name="Diri", account=Account.objects.get(username="ppk"), changed_at="2024-11-20T00:00:00Z"
    )
    Post.objects.create(person=own, office=PPK)
    assert "minta kantor di atas" in ppk.post(f"/person/{own.pk}/erase", {"sure": "1"}).content.decode()


def test_heads_with_a_phone_are_called_first(kpu):
    press(
        kpu,
        hand_in(
            kpu,
            "nama,hp,jabatan,kantor\nA,,Ketua,KPU\nB,0812345678,Anggota,KPU\nC,0812345679,Ketua Divisi,KPU\n",
        ),
        ACCEPT,
    )
    assert first_contacts([KPU])[KPU].name == "C"


# Offices, posts over several regions, bodies


def test_a_polsek_of_two_kecamatan_is_declared_and_undone(kpu, example_log):
    page = kpu.post("/offices/post", {"line": "polsek", "regions": "Plandaan, Wonosalam"}, follow=True)
    assert "Polsek Plandaan" in page.content.decode()
    post = records.special_offices()[f"polsek:{PLANDAAN}"]
    assert post.regions == (PLANDAAN, WONOSALAM)
    declared = Statement.objects.filter(log=example_log, kind="base.declare")
    assert declared.count() == 5, "the register alone: the plan did not change"
    assert rebuild(log=example_log).equal
    kpu.post("/offices/post/remove", {"post": f"polsek:{PLANDAAN}"})
    assert records.special_offices() == {}
    assert declared.count() == 6
    assert rebuild(log=example_log).equal


@pytest.mark.parametrize(
    ("line", "regions", "sentence"),
    [
        ("kpu", "Plandaan, Wonosalam", "Pilih jenis kantornya."),
        ("polsek", "Plandaan", "Tulis sedikitnya dua wilayah"),
        ("polsek", "Plandaan, Antah", "Antah bukan satu wilayah yang jelas"),
        ("koramil", "Wonosalam, Plandaan", "Wonosalam sudah masuk kantor lain."),
    ],
)
def test_posts_that_make_no_sense_are_answered(kpu, line, regions, sentence):
    if line == "koramil":
        kpu.post("/offices/post", {"line": "koramil", "regions": "Plandaan, 35.17.05"})
    page = kpu.post("/offices/post", {"line": line, "regions": regions})
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_whoever_does_not_keep_the_register_joins_no_regions(example_log, sign_in):
    polres = sign_in("polres:35.17")
    assert polres.get("/offices").status_code == 200
    assert (
        polres.post("/offices/post", {"line": "polsek", "regions": "Plandaan, Wonosalam"}).status_code == 404
    )
    assert polres.post("/offices/post/remove", {"post": "x"}).status_code == 404


def test_bodies_show_their_members_with_whom_to_call(example_log, sign_in):
    who = Person.objects.create(name="Kapolsek P", phone="+62811", changed_at=example_log.opened_at)
    Post.objects.create(person=who, office=f"polsek:{PLANDAAN}", title="Kapolsek")
    page = sign_in(f"camat:{PLANDAAN}").get("/bodies")
    text = page.content.decode()
    assert "Forkopimcam Plandaan" in text
    assert "Forkopimcam Wonosalam" not in text
    assert 'href="tel:+62811"' in text
    assert sign_in("pemkab:35.17", name="pemkab").get("/bodies").content.decode().count("<h2>Forkopim") == 3


def test_before_any_register_there_are_no_people_pages(client):
    client.force_login(Account.objects.create_user("siapa"))
    for door in ("/people", "/offices", "/bodies", "/people/import", "/people/new"):
        assert client.get(door).status_code == 404


def test_an_account_without_an_office_sees_nobody(example_log, sign_in):
    text = sign_in(name="kosong").get("/people").content.decode()
    assert "belum dihubungkan" in text


def test_what_was_downloaded_reads_back_as_the_same_people(listed):
    data = listed.get("/people?as=xlsx").content
    page = hand_in(listed, data, "people.xlsx")
    assert page.context["review"].sentence == "0 orang baru, 0 berubah"


def test_an_operator_wears_the_gateways_hat_once_there_is_a_register_and_opens_every_first_page(
    example_log, client
):
    operator = add_account(username="pengelola", password="kotak-suara-2024", offices=[], operator=True)
    assert list(operator.hats.values_list("office", flat=True)) == ["gateway:35.17"]
    client.force_login(operator)
    for door in (
        "/",
        "/picture",
        "/waiting",
        "/people",
        "/offices",
        "/bodies",
        "/register",
        "/people/import",
    ):
        assert client.get(door).status_code == 200, door
