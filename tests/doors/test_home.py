"""The first page: what my office must do now, with figures from the log and the next thing largest."""

from datetime import timedelta

import pytest

from example import JIPURAPAH, KLITIH, PLANDAAN, SUMBERJO, WONOSALAM, code, hour, load

pytestmark = pytest.mark.database

TO_PPK, DAY = load("kpu-ppk", PLANDAAN), hour("24 08:00")
KPU, PPK, PANWASCAM = "kpu:35.17", f"ppk:{PLANDAAN}", f"panwascam:{PLANDAAN}"
POLRES, CAMAT = "polres:35.17", f"camat:{PLANDAAN}"


@pytest.fixture
def say(phones, keep):
    """Let an office state something at an hour, which becomes the log's own."""

    def told(office, kind, region, at, body):
        phone = phones[office]
        return keep(phone.sign(phone.voice.say(kind, region, at, body)), at=at)

    return told


@pytest.fixture
def given(say):
    """KPU handed Plandaan's goods over that morning."""
    say(KPU, "handover.give", PLANDAAN, DAY, {"list": TO_PPK.hash})


def things(page):
    first = [page.context["next"]] if page.context["next"] else []
    return {t.title: t for t in (*first, *page.context["then"], *page.context["done"])}


def test_kpu_first_hands_over_what_is_due_and_then_packs(sign_in, say):
    say(KPU, "parcel.pack", f"{SUMBERJO}.001", DAY, {"units": [code(f"{SUMBERJO}.001", "K1")]})
    page = sign_in(KPU).get("/")
    first = page.context["next"]
    assert first.title == "2 kiriman waktunya diserahkan kantor Anda"
    assert first.href.startswith("/handover/")
    assert first.href.endswith(f"/give?office={KPU}")
    told = things(page)
    assert told["5 TPS belum selesai dikemas"].detail == "0 dari 5 TPS sudah dikemas"
    plan = told["2 kiriman kantor Anda belum masuk rencana gerak"]
    assert (plan.href, plan.label) == ("/plan", "Rencana gerak")
    assert told["0 pesanan belum datang lengkap"].detail == "Belum ada pesanan yang dinyatakan."
    text = page.content.decode()
    assert text.index("waktunya diserahkan") < text.index("belum selesai dikemas")


def test_an_order_of_which_less_came_waits(sign_in, say):
    say(KPU, "goods.order", "35.17", DAY, {"order": "PO-1", "item": "box", "pieces": 10})
    say(
        KPU,
        "goods.arrive",
        "35.17",
        DAY,
        {"arrival": "A-1", "item": "box", "order": "PO-1", "cartons": [{"first": 1, "last": 1, "each": 9}]},
    )
    assert "1 pesanan belum datang lengkap" in things(sign_in(KPU).get("/"))
    say(KPU, "goods.order", "35.17", DAY, {"order": "PO-1", "item": "ink", "pieces": 4})
    assert "2 pesanan belum datang lengkap" in things(sign_in(KPU).get("/")), "each item is awaited by itself"
    count = {"arrival": "A-1", "cartons": [{"first": 1, "last": 1, "each": 10}]}
    say(KPU, "goods.count", "35.17", DAY + timedelta(hours=1), count)
    assert "1 pesanan belum datang lengkap" in things(sign_in(KPU).get("/")), "what was counted holds"


def test_ppk_receives_what_waits_at_its_door(sign_in, given):
    page = sign_in(PPK).get("/")
    first = page.context["next"]
    assert first.title == "1 kiriman menunggu diterima kantor Anda"
    assert first.href == f"/handover/{TO_PPK.hash}/receive?office={PPK}"
    assert first.label == "Terima"
    assert first.detail == "Plandaan: 21 barang, KPU Jombang → PPK Plandaan · 2 lagi belum waktunya"
    assert "0 kiriman waktunya diserahkan kantor Anda" in things(page)


def test_once_received_pps_is_next_and_ppk_sees_what_is_not_due(sign_in, given, say):
    say(PPK, "handover.receive", PLANDAAN, DAY + timedelta(hours=1), {"list": TO_PPK.hash})
    page = sign_in(PPK).get("/")
    assert page.context["next"] is None
    assert "Tidak ada yang menunggu kantor Anda" in page.content.decode()
    assert things(page)["0 kiriman waktunya diserahkan kantor Anda"].detail == "3 lagi belum waktunya"


def test_a_supervisor_observes_and_answers_and_never_receives(sign_in, given):
    page = sign_in(PANWASCAM).get("/")
    first = page.context["next"]
    assert (first.title, first.label) == ("1 kiriman di jalan belum dilihat lembaga lain", "Amati")
    assert first.href == f"/handover/{TO_PPK.hash}/observe?office={PANWASCAM}"
    assert "menunggu diterima" not in page.content.decode()


def test_what_names_an_office_waits_for_its_answer_until_it_answers(sign_in, say, given):
    booth = code(f"{KLITIH}.001", "B1")
    body = {"list": TO_PPK.hash, "except": [{"unit": booth, "what": "missing"}]}
    say(PPK, "handover.receive", PLANDAAN, DAY + timedelta(hours=1), body)
    first = sign_in(PPK).get("/").context["next"]
    assert (first.title, first.label) == ("1 perlu dicek menunggu jawaban kantor Anda", "Jawab")
    key = first.href.removeprefix("/check/").partition("?")[0]
    answer = {"finding": key, "answer": "checked"}
    say(PPK, "finding.answer", PLANDAAN, DAY + timedelta(hours=2), answer)
    assert sign_in(PPK).get("/").context["next"] is None


def test_who_needs_to_know_sees_what_will_move_and_others_only_what_moves(sign_in, say):
    say(PPK, "seal.count", PLANDAAN, DAY, {"blank": 0})
    polres, camat = (things(sign_in(o, name=o).get("/")) for o in (POLRES, CAMAT))
    assert "2 kiriman direncanakan jalan hari ini di wilayah Anda" in polres
    assert not [title for title in camat if "direncanakan" in title]
    assert "0 kiriman sedang di jalan di wilayah Anda" in camat
    say(KPU, "handover.give", PLANDAAN, DAY, {"list": TO_PPK.hash})
    moving = things(sign_in(CAMAT, name=CAMAT).get("/"))["1 kiriman sedang di jalan di wilayah Anda"]
    assert moving.href == f"/handover/{TO_PPK.hash}?office={CAMAT}"
    far = things(sign_in(f"camat:{WONOSALAM}", name="far").get("/"))
    assert "0 kiriman sedang di jalan di wilayah Anda" in far


def test_what_is_past_its_limit_is_told(sign_in, given, say):
    say(PPK, "seal.count", PLANDAAN, hour("24 22:00"), {"blank": 0})
    told = things(sign_in(CAMAT).get("/"))["1 kiriman lewat batas dan belum diterima"]
    assert told.detail == "Plandaan"


def test_who_wears_several_hats_changes_them_here(sign_in, given):
    desk = sign_in(PPK, f"pps:{JIPURAPAH}")
    page = desk.get("/")
    assert (page.context["office"], page.context["others"][0][1]) == (PPK, "PPS Jipurapah (Plandaan)")
    other = desk.get(f"/?office=pps:{JIPURAPAH}")
    assert other.context["acting"] == "PPS Jipurapah (Plandaan)"
    assert desk.get(f"/?office={KPU}").status_code == 404


def test_an_account_without_an_office_and_a_house_without_a_log_say_what_to_do(sign_in, db, client):
    assert "Belum ada log" in sign_in(KPU).get("/").content.decode()


def test_an_account_without_an_office_is_told_whom_to_ask(sign_in, example_log):
    assert "Belum memegang jabatan" in sign_in().get("/").content.decode()


def test_english_readers_read_english(sign_in, given):
    desk = sign_in(PPK)
    desk.post("/language", {"language": "en", "next": "/"})
    page = desk.get("/")
    assert page.context["next"].title == "1 waiting for your office to receive"
