"""A handover at the desk: who may say what of it, what each form has signed, and what follows when it is."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from example import JIPURAPAH, KLITIH, PLANDAAN, SUMBERJO, WONOSALAM, code, hour, load
from sepaham.domain.statement import parse

pytestmark = pytest.mark.database

TO_PPK, TO_TPS = load("kpu-ppk", PLANDAAN), load("pps-kpps", f"{JIPURAPAH}.001")
KPU, PPK, PANWASCAM = "kpu:35.17", f"ppk:{PLANDAAN}", f"panwascam:{PLANDAAN}"
STATION = f"{JIPURAPAH}.001"
BOX, BOOTH = code(STATION, "K1"), code(STATION, "B3")
MORNING = hour("23 09:00")


@pytest.fixture
def said(phones, keep):
    """Sign and keep what a form's page asks to be signed, as the browser of that office would."""

    def sign_and_keep(answer, at):
        drafts, phone = answer.context["drafts"], phones[answer.context["office"]]
        outcomes = []
        for draft in drafts:
            statement = phone.voice.say(draft.kind, draft.region, at, dict(draft.body), draft.refs)
            assert parse(statement.payload(), id=statement.id) == statement
            outcomes += keep(phone.sign(statement), at=at)
        return outcomes

    return sign_and_keep


@pytest.fixture
def given(phones, keep):
    """KPU handed the kecamatan's goods over."""
    phone = phones[KPU]
    return keep(phone.sign(phone.voice.give(TO_PPK, MORNING)), at=MORNING)[0]


def page_of(desk, found, tail=""):
    return desk.get(f"/handover/{found.hash}{tail}")


def verbs(desk, found):
    return [verb for verb, _ in page_of(desk, found).context["verbs"]]


def photo(name="bast.jpg", size=(60, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


# Who may do what


def test_each_office_is_offered_what_authority_gives_it(sign_in, phones, keep):
    assert verbs(sign_in(KPU, name="a"), TO_PPK) == ["give", "copy"]
    assert verbs(sign_in(PPK, name="b"), TO_PPK) == ["receive", "copy"]
    phone = phones[KPU]
    keep(phone.sign(phone.voice.give(TO_PPK, MORNING)), at=MORNING)
    assert verbs(sign_in(PANWASCAM, name="c"), TO_PPK) == ["observe", "copy"]
    assert verbs(sign_in(f"camat:{PLANDAAN}", name="d"), TO_PPK) == ["observe"]
    assert verbs(sign_in(KPU, name="a"), TO_PPK) == ["copy"]


def test_a_supervisor_never_receives(sign_in, given):
    desk = sign_in(PANWASCAM)
    for verb in ("receive", "give", "nonsense"):
        assert page_of(desk, TO_PPK, f"/{verb}").status_code == 404
        assert desk.post(f"/handover/{TO_PPK.hash}/{verb}").status_code == 404
    assert "Terima dari" not in page_of(desk, TO_PPK).content.decode()


@pytest.mark.parametrize(
    "office", [f"ppk:{WONOSALAM}", f"pps:{SUMBERJO}", f"panwascam:{WONOSALAM}", f"camat:{PLANDAAN}"]
)
def test_who_has_no_part_in_it_does_not_find_it_before_it_moves(sign_in, example_log, office):
    assert page_of(sign_in(office), TO_PPK).status_code == 404


def test_once_it_moves_the_whole_region_sees_it_and_others_still_do_not(sign_in, given):
    assert page_of(sign_in(f"camat:{PLANDAAN}", name="a"), TO_PPK).status_code == 200
    assert page_of(sign_in(f"camat:{WONOSALAM}", name="b"), TO_PPK).status_code == 404
    assert page_of(sign_in(f"pps:{JIPURAPAH}", name="c"), TO_PPK).status_code == 404


@pytest.mark.parametrize("key", ["x", "0" * 64, "0" * 63 + "G"])
def test_a_list_that_is_none_is_not_found(sign_in, example_log, key):
    assert sign_in(KPU).get(f"/handover/{key}").status_code == 404


def test_a_party_elsewhere_sees_its_own_handover(sign_in, example_log):
    assert page_of(sign_in(f"pps:{JIPURAPAH}"), load("ppk-pps", JIPURAPAH)).status_code == 200
    assert page_of(sign_in(f"pps:{KLITIH}", name="b"), load("ppk-pps", JIPURAPAH)).status_code == 404


# What a form has signed


def test_giving_everything_needs_no_tick(sign_in, said, phones):
    answer = sign_in(KPU).post(f"/handover/{TO_PPK.hash}/give", {"office": KPU})
    (draft,) = answer.context["drafts"]
    assert (draft.kind, draft.region, draft.body) == ("handover.give", PLANDAAN, {"list": TO_PPK.hash})
    assert "Semua ada dan utuh." in answer.context["sentences"]
    said(answer, MORNING)
    page = page_of(sign_in(KPU), TO_PPK)
    assert page.context["answer"].sentence == "21 barang di jalan, belum diterima"


def test_receiving_with_a_shortage_is_a_finding_and_the_rest_can_follow(sign_in, said, given):
    desk = sign_in(PPK)
    form = page_of(desk, TO_PPK, "/receive")
    assert next(group.name for group in form.context["groups"]).startswith("TPS 001 Klitih")
    answer = desk.post(
        f"/handover/{TO_PPK.hash}/receive",
        {"missing": [BOOTH], "unsealed": [BOX], "document": "12/BAST/XI/2024", "photo": photo()},
    )
    (draft,) = answer.context["drafts"]
    assert draft.refs == (("gives", given.id),)
    assert draft.body["except"] == [
        {"unit": BOX, "what": "unsealed"},
        {"unit": BOOTH, "what": "missing"},
    ]
    assert (draft.body["document"], len(draft.body["photos"])) == ("12/BAST/XI/2024", 1)
    (kept,) = said(answer, MORNING + timedelta(hours=2))
    assert set(kept.findings) >= {"count_differs", "seal_missing"}
    page = desk.get(f"/handover/{TO_PPK.hash}?kept={kept.index}")
    assert (page.context["answer"].sentence, page.context["answer"].rest) == (
        "20 dari 21 barang diterima",
        "1 kurang",
    )
    text = page.content.decode()
    assert f"Tersimpan sebagai entri {kept.index}." in text
    assert "PPK Plandaan menerima" in page.context["kept"].share
    assert "KPU" not in page.context["kept"].share
    assert [noted.received for noted in page.context["noted"]] == ["tanpa segel", "tidak ada"]
    assert verbs(desk, TO_PPK) == ["more"]
    rest = desk.post(f"/handover/{TO_PPK.hash}/more", {})
    assert rest.context["drafts"][0].body == {"list": TO_PPK.hash, "only": [BOOTH]}
    said(rest, MORNING + timedelta(hours=5))
    assert page_of(desk, TO_PPK).context["answer"].sentence == "21 barang diterima, tidak ada yang kurang"
    assert verbs(desk, TO_PPK) == []


def test_a_supervisor_who_saw_it_otherwise_makes_a_difference(sign_in, said, given, phones, keep):
    ppk, at = phones[PPK], MORNING + timedelta(hours=2)
    keep(ppk.sign(ppk.voice.receive(TO_PPK, at)), at=at)
    answer = sign_in(PANWASCAM).post(
        f"/handover/{TO_PPK.hash}/observe", {"side": "receive", "damaged": [BOOTH]}
    )
    (draft,) = answer.context["drafts"]
    assert (draft.kind, draft.body["side"], draft.refs[0][0]) == ("handover.observe", "receive", "sees")
    said(answer, at)
    page = page_of(sign_in(PANWASCAM), TO_PPK)
    (noted,) = page.context["noted"]
    assert (noted.received, noted.seen, noted.state) == ("ada", "rusak", "differ")
    assert {line.rule for line in page.context["open"]} == {"declared_differs_seen", "damaged"}


def test_paper_minutes_are_copied_for_both_who_signed_them(sign_in, said, phones):
    desk = sign_in(PANWASCAM)
    bare = desk.post(f"/handover/{TO_PPK.hash}/copy", {"side": ["give", "receive"]})
    assert bare.status_code == 422
    assert "Nomor BAST belum diisi; salin dari kertasnya." in bare.context["problems"]
    unproven = desk.post(f"/handover/{TO_PPK.hash}/copy", {"side": ["give"], "document": "7/BAST"})
    assert unproven.status_code == 422
    assert "Foto BAST belum dipilih" in unproven.context["problems"][0]
    answer = desk.post(
        f"/handover/{TO_PPK.hash}/copy",
        {"side": ["give", "receive"], "document": "7/BAST", "photo": photo(), "missing": [BOOTH]},
    )
    first, second = answer.context["drafts"]
    assert first.body["of"] == {"office": KPU, "source": "paper"}
    assert second.body["of"] == {"office": PPK, "source": "paper"}
    said(answer, MORNING)
    page = page_of(desk, TO_PPK)
    assert page.context["answer"].sentence == "20 dari 21 barang diterima"
    assert {told.source for told in page.context["told"]} == {"dari kertas, oleh Panwascam Plandaan"}
    assert f"/photo/{first.body['photos'][0]}" in page.content.decode()


def test_a_paper_s_copy_claims_the_hour_on_the_paper_not_that_of_copying(sign_in, example_log):
    desk, door = sign_in(PANWASCAM), f"/handover/{TO_PPK.hash}/copy"
    sent = {"side": ["receive"], "document": "7/BAST"}
    for wrong in ("besok", "2030-01-01T10:00", "2024-01-01T10:00"):
        answer = desk.post(door, {**sent, "hour": wrong, "photo": photo()})
        assert "Jam di kertas" in answer.context["problems"][0]
    early = f"{desk.get(door).context['head'].at - timedelta(days=1):%Y-%m-%dT}10:15"
    answer = desk.post(door, {**sent, "hour": early, "photo": photo()})
    (draft,) = answer.context["drafts"]
    assert draft.payload()["at"] == f"{early[:10]}T03:15:00Z"
    assert "10.15 WIB" in answer.context["sentences"][-1]
    (plain,) = desk.post(door, {**sent, "photo": photo()}).context["drafts"]
    assert "at" not in plain.payload()


def test_a_polling_station_counts_and_reads_seals(sign_in, said, phones):
    desk = sign_in(f"kpps:{STATION}")
    form = page_of(desk, TO_TPS, "/receive")
    expected = {item: number for item, _, number, _ in form.context["contents"]}
    item = "ballot:pilbup"
    answer = desk.post(
        f"/handover/{TO_TPS.hash}/receive",
        {f"count:{item}": str(expected[item] - 3), f"seal:{BOX}": "104418, 104419", "extra": ""},
    )
    (draft,) = answer.context["drafts"]
    assert draft.body["counts"] == {item: expected[item] - 3}
    assert draft.body["seals"] == {BOX: ["104418", "104419"]}
    (kept,) = said(answer, hour("26 18:00"))
    assert "count_differs" in kept.findings
    page = page_of(desk, TO_TPS)
    (row,) = page.context["counted"]
    assert (row.expected, row.received, row.state) == (expected[item], expected[item] - 3, "attention")
    assert "segel 104418, 104419" in page.content.decode()


def test_what_is_wrong_with_a_form_is_told_with_its_line_and_the_ticks_stay(sign_in, phones):
    desk = sign_in(PPK)
    answer = desk.post(
        f"/handover/{TO_PPK.hash}/receive",
        {"missing": [BOX], "extra": f"nonsense\n{BOX}\n", "photo": SimpleUploadedFile("a.txt", b"none")},
    )
    assert answer.status_code == 422
    assert [problem.partition(":")[0] for problem in answer.context["problems"]] == ["Baris 1", "Baris 2"]
    ticked = [p.code for g in answer.context["groups"] for p in g.pieces if p.marked]
    assert ticked == [BOX]
    desk.post("/language", {"language": "en", "next": "/"})
    english = desk.post(f"/handover/{TO_PPK.hash}/receive", {"photo": SimpleUploadedFile("a.txt", b"none")})
    assert "no photo that can be read" in english.context["problems"][0]


def test_an_extra_unit_goes_into_the_account(sign_in, said, given):
    stray = code(f"{SUMBERJO}.001", "K1")
    answer = sign_in(PPK).post(
        f"/handover/{TO_PPK.hash}/receive", {"extra": f" {stray[:4]} {stray[4:].lower()}"}
    )
    assert answer.context["drafts"][0].body["except"] == [{"unit": stray, "what": "extra"}]
    (kept,) = said(answer, MORNING + timedelta(hours=2))
    assert "wrong_destination" in kept.findings
    page = page_of(sign_in(PPK), TO_PPK)
    assert [noted.extra for noted in page.context["noted"]] == [True]


# What the page shows


def test_an_account_that_does_not_count_is_shown_with_its_reason(sign_in, phones, keep, given):
    kpu, panwascam = phones[KPU], phones[PANWASCAM]
    keep(panwascam.sign(panwascam.voice.receive(TO_PPK, MORNING)), at=MORNING)
    again = kpu.voice.say("handover.give", PLANDAAN, MORNING, {"list": TO_PPK.hash}, [("corrects", given.id)])
    keep(kpu.sign(again), at=MORNING + timedelta(minutes=5))
    page = page_of(sign_in(KPU), TO_PPK)
    why = {told.office: told.why for told in page.context["told"] if told.why}
    assert "di luar wewenangnya" in why["Panwascam Plandaan"]
    assert sum("sudah dibetulkan" in told.why for told in page.context["told"]) == 1
    assert page.context["answer"].sentence == "21 barang di jalan, belum diterima"


def test_the_page_counts_by_desa_and_links_the_minutes(sign_in, given):
    page = page_of(sign_in(KPU), TO_PPK)
    assert [(row.listed, row.given, row.received) for row in page.context["rows"]] == [
        (7, 7, None),
        (14, 14, None),
    ]
    text = page.content.decode()
    assert f"/papers/bast/{TO_PPK.hash}.pdf" in text
    assert f"/papers/bast/{TO_PPK.hash}.docx" in text


def test_two_hats_may_both_act_and_the_reader_chooses(sign_in, phones):
    desk = sign_in(KPU, PPK)
    page = page_of(desk, TO_PPK)
    assert page.context["office"] == KPU
    assert page.context["others"] == [(PPK, "PPK Plandaan")]
    other = desk.get(f"/handover/{TO_PPK.hash}?office={PPK}")
    assert next(verb for verb, _ in other.context["verbs"]) == "receive"
    assert desk.get(f"/handover/{TO_PPK.hash}/give?office={PPK}").status_code == 404
