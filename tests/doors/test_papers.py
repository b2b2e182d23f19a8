"""Papers at the desk: what each says, who may have it, how it is numbered, and copies that note who read."""

import io

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, SUMBERJO, WONOSALAM, code, hour, load
from sepaham.gateways.pdf import MemoryPress
from sepaham.web import press

pytestmark = pytest.mark.database
KPU, PPK, PPS, KPPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{JIPURAPAH}.001"
BAWASLU, POLRES, PEMKAB = (f"{line}:{KABUPATEN}" for line in ("bawaslu", "polres", "pemkab"))
CAMAT, KADES = f"camat:{PLANDAAN}", f"kades:{JIPURAPAH}"
STATION = f"{JIPURAPAH}.001"
TO_PPK, TO_PPS = load("kpu-ppk", PLANDAAN), load("ppk-pps", JIPURAPAH)
BAST = f"/papers/bast/{TO_PPK.hash}.pdf"
BALLOT = "ballot:pilgub"


@pytest.fixture
def printed(monkeypatch):
    """Papers go to a twin that keeps what it was given."""
    twin = MemoryPress()
    monkeypatch.setattr(press, "PRESS", twin)
    return twin.printed


@pytest.fixture
def state(phones, keep):
    """State something as KPU, or as whoever is named."""

    def say(kind, region=KABUPATEN, at="20 08:00", office=KPU, **body):
        phone = phones[office]
        statement = phone.voice.say(kind, region, hour(at), body)
        keep(phone.sign(statement), at=hour(at))
        return phone.voice.prev

    return say


@pytest.fixture
def given(state):
    state("handover.give", PLANDAAN, "23 09:00", list=TO_PPK.hash)


def text_of(answer):
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def in_english(desk):
    desk.post("/language", {"language": "en", "next": "/"})
    return desk


# What they say, through the true press


def test_minutes_are_there_before_anything_is_stated_and_after(sign_in, phones, state):
    desk = sign_in(KPU)
    blank = text_of(desk.get(BAST))
    for part in ("BERITA ACARA SERAH TERIMA", "Pada hari ini", "1/BAST/KPU-JOMBANG/2024", "CONTOH"):
        assert part in blank
    assert "SALINAN" not in blank
    off = [{"unit": code(STATION, "K1"), "what": "seal_broken"}]
    state("handover.give", PLANDAAN, "23 09:00", list=TO_PPK.hash)
    state("handover.receive", PLANDAAN, "23 10:00", PPK, list=TO_PPK.hash, **{"except": off})
    filled = text_of(desk.get(BAST))
    for part in ("SALINAN: Jombang", "segel rusak", "pukul 10.00 WIB", "1/BAST/KPU-JOMBANG/2024"):
        assert part in filled
    english = text_of(in_english(desk).get(BAST))
    assert "Integrity proof, not a certified electronic signature; the signed paper prevails." in english


@pytest.mark.parametrize(
    ("door", "parts"),
    [
        (f"/papers/contents/{JIPURAPAH}.pdf", ("DAFTAR ISI LOGISTIK TPS", "TPS 002", "533")),
        (f"/papers/contents/{STATION}.pdf", ("TPS 001",)),
        (f"/papers/labels/{JIPURAPAH}.pdf", ("351715 2004 002", "TPS 001")),
        (f"/papers/needs/{KABUPATEN}.pdf", ("KEBUTUHAN LOGISTIK", "5 TPS, 2.424 pemilih", "Plandaan")),
        (f"/papers/needs/{JIPURAPAH}.pdf", ("2 TPS", "praktik, belum diverifikasi")),
        (f"/papers/letterhead/{KPU}.pdf", ("KOMISI PEMILIHAN UMUM", "1/BAST/KPU-JOMBANG/2024")),
    ],
)
def test_sheets_print_on_the_example(sign_in, example_log, door, parts):
    told = text_of(sign_in(KPU).get(door))
    for part in parts:
        assert part in told


def test_a_delivery_has_its_receipt_and_a_claim_its_minutes(sign_in, state):
    cartons = [{"first": 1, "last": 519, "each": 2000}, {"first": 520, "last": 520, "each": 1060}]
    waybill = {"number": "SJ-1", "pieces": 1_039_060, "cartons": 520}
    arrival = {"arrival": "K001", "item": BALLOT, "cartons": cartons, "waybill": waybill}
    state("goods.arrive", **arrival, supplier="PT #import $")
    state(
        "goods.sort",
        at="20 09:00",
        item=BALLOT,
        good=1_038_236,
        damaged={"torn": 127},
        short=697,
        arrival="K001",
    )
    claim = state(
        "goods.claim", at="20 10:00", item=BALLOT, document="BA-1", damaged=127, short=697, arrival="K001"
    )
    desk = sign_in(KPU)
    receipt = text_of(desk.get("/papers/receipt/K001.pdf"))
    for part in ("BUKTI TANDA TERIMA BARANG", "SJ-1", "1.039.060", "520", "PT #import $", "1/BTTB/"):
        assert part in receipt
    damage = text_of(desk.get(f"/papers/damage/{claim}.pdf"))
    for part in ("127", "697", "824", "Nomor: BA-1", "Sobek atau terpotong", "PT #import $"):
        assert part in damage
    assert desk.get("/papers/receipt/K002.pdf").status_code == 404
    assert desk.get(f"/papers/damage/{'0' * 64}.pdf").status_code == 404
    assert sign_in(PPK, name="ppk").get("/papers/receipt/K001.pdf").status_code == 404


def test_minutes_are_given_as_docx_too(sign_in, given):
    answer = sign_in(PPK).get(f"/papers/bast/{TO_PPK.hash}.docx")
    assert answer.headers["Content-Disposition"].endswith('.docx"')
    file = docx.Document(io.BytesIO(answer.content))
    assert "BERITA ACARA SERAH TERIMA" in [line.text for line in file.paragraphs]


# Who may have them


@pytest.mark.parametrize("office", [KPU, PPK, BAWASLU, POLRES])
def test_a_list_nobody_stated_prints_for_the_parties_and_who_knows_plans(
    sign_in, example_log, printed, office
):
    assert sign_in(office).get(BAST).status_code == 200


@pytest.mark.parametrize("office", [PEMKAB, CAMAT])
def test_others_get_it_once_it_is_stated(sign_in, given, printed, office):
    assert sign_in(office).get(BAST).status_code == 200
    assert sign_in(office).get(f"/papers/bast/{TO_PPS.hash}.pdf").status_code == 404


@pytest.mark.parametrize(
    "door",
    [
        BAST,
        f"/papers/contents/{SUMBERJO}.pdf",
        f"/papers/labels/{SUMBERJO}.pdf",
        f"/papers/needs/{WONOSALAM}.pdf",
        f"/papers/needs/{KABUPATEN}.pdf",
        f"/papers/letterhead/{KPU}.pdf",
        f"/papers/contents/{KLITIH}.pdf",
        "/papers/copy/0.pdf",
        "/papers/bast/nonsense.pdf",
        "/papers/needs/nonsense.pdf",
        f"/papers/needs/{STATION}.pdf",
        f"/papers/contents/{JIPURAPAH.replace('.', '')}.pdf",
        f"/papers/contents/{JIPURAPAH}.003.pdf",
    ],
)
def test_what_lies_outside_an_offices_region_is_not_found(sign_in, given, printed, door):
    assert sign_in(f"ppk:{WONOSALAM}" if door == BAST else PPS).get(door).status_code == 404
    assert printed == []


@pytest.mark.parametrize("form", ["html", "exe"])
def test_there_is_no_other_form(sign_in, given, form):
    assert sign_in(KPU).get(f"/papers/bast/{TO_PPK.hash}.{form}").status_code == 404


# Numbers


def number_on(printed):
    return printed[-1].values["number"]


def test_a_paper_gets_its_number_when_its_own_office_prints_it_and_keeps_it(sign_in, given, printed):
    sign_in(BAWASLU, name="bawaslu").get(BAST)
    assert number_on(printed) == "…"
    desk = sign_in(KPU, name="kpu")
    desk.head(BAST)
    assert number_on(printed) == "…"
    desk.get(BAST)
    desk.post("/letterhead", {"office": KPU, "pattern": "{nnn}/PP.08-{jenis}/{bulan}/{tahun}"})
    desk.get(BAST)
    assert number_on(printed) == "1/BAST/KPU-JOMBANG/2024"
    desk.get(f"/papers/bast/{load('kpu-ppk', WONOSALAM).hash}.pdf")
    assert number_on(printed) == "002/PP.08-BAST/XI/2024"
    sign_in(BAWASLU, name="bawaslu").get(BAST)
    assert number_on(printed) == "1/BAST/KPU-JOMBANG/2024"


def test_a_number_already_on_the_paper_stands(sign_in, state, printed):
    state("handover.give", PLANDAAN, "23 09:00", list=TO_PPK.hash, document="12/BAST/XI")
    sign_in(KPU).get(BAST)
    assert number_on(printed) == "12/BAST/XI"


# Letterheads


def test_an_office_says_how_it_writes(sign_in, given, printed):
    desk = sign_in(KPU, PPK)
    page = desk.get("/letterhead").content.decode()
    assert "Surat KPU Jombang bernomor 1/BAST/KPU-JOMBANG/2024" in page
    sent = {"office": KPU, "lines": "KPU\nKABUPATEN", "address": "Jl. Satu", "place": "Jombang"}
    kept = desk.post("/letterhead", {**sent, "copies": "Ketua Bawaslu\n\nKapolres"}, follow=True)
    assert "Tersimpan" in kept.content.decode()
    desk.get(BAST)
    values = printed[-1].values
    assert (values["heading"], values["address"]) == (["KPU", "KABUPATEN"], "Jl. Satu")
    assert "Kapolres" in str(values["blocks"])
    assert "SALINAN: Jombang" in str(values["blocks"])


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"pattern": "BA/{tahun}"}, "tulis {n} atau {nnn}"),
        ({"pattern": "{n}/{apa}"}, "isi kurung hanya {n}"),
        ({"lines": "a\n" * 6}, "Kepala surat: paling banyak 5 baris."),
        ({"copies": "x" * 81}, "Tembusan: paling banyak 80 huruf sebaris."),
        ({"address": "x" * 201}, "Alamat: paling banyak 200 huruf."),
    ],
)
def test_what_cannot_head_a_paper_is_told(sign_in, example_log, sent, problem):
    answer = sign_in(KPU).post("/letterhead", {"office": KPU, **sent})
    assert answer.status_code == 422
    assert problem in answer.context["problems"][0]


def test_nobody_heads_the_papers_of_an_office_that_is_not_theirs(sign_in, example_log):
    desk = sign_in(PPK)
    assert desk.get("/letterhead", {"office": KPU}).status_code == 404
    assert desk.post("/letterhead", {"office": KPU, "place": "x"}).status_code == 404
    assert sign_in(name="nobody").get("/letterhead").status_code == 404


# Copies of signed papers


@pytest.fixture
def copied(state, example_log):
    """KPU hands over with a photo of the signed minutes; answers where in the log that stands."""
    from sepaham.actions.photos import keep_photo
    from sepaham.records.log import Statement

    out = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(out, "PNG")
    sha256 = keep_photo(data=out.getvalue(), region=PLANDAAN, office=KPU, at=hour("23 09:00"))
    state("handover.give", PLANDAAN, "23 09:00", list=TO_PPK.hash, photos=[sha256], document="12/BAST")
    return Statement.objects.get(log=example_log, kind="handover.give").index, sha256


def test_a_copy_bears_place_hour_and_entry_and_notes_who_read(sign_in, copied):
    from sepaham.records.people import RestrictedRead

    index, sha256 = copied
    told = text_of(sign_in(BAWASLU).get(f"/papers/copy/{index}.pdf"))
    for part in ("SALINAN BERITA ACARA BERTANDA TANGAN", f"entri nomor {index}", "12/BAST", "Jombang"):
        assert part in told
    (read,) = RestrictedRead.objects.filter(what="photo")
    assert (read.subject, read.office) == (sha256, BAWASLU)


def test_a_copy_of_an_erased_photo_says_so_and_others_find_none(sign_in, copied, printed):
    from sepaham.records.log import Blob

    index, sha256 = copied
    assert sign_in(f"ppk:{WONOSALAM}", name="other").get(f"/papers/copy/{index}.pdf").status_code == 404
    Blob.objects.filter(pk=sha256).delete()
    sign_in(KPU).get(f"/papers/copy/{index}.pdf")
    assert "sudah dihapus" in str(printed[-1].values["blocks"])


def test_a_statement_without_photos_and_a_place_beyond_the_log_have_no_copy(sign_in, given, printed):
    desk = sign_in(KPU)
    assert desk.get("/papers/copy/0.pdf").status_code == 404
    assert desk.get("/papers/copy/999999.pdf").status_code == 404
