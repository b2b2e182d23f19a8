"""The warehouse: stock, deliveries, one carton, orders; what their forms sign, and what they refuse."""

import pytest

from example import KABUPATEN, OPENED, PLANDAAN, Phone, hour
from sepaham.domain.statement import parse
from sepaham.records.log import Statement
from sepaham.web.fields import Fields, whole
from sepaham.web.goods_forms import cartons

pytestmark = pytest.mark.database
KPU, BAWASLU, POLRES = (f"{line}:{KABUPATEN}" for line in ("kpu", "bawaslu", "polres"))
BALLOT = "ballot:pilgub"
LABELS = [{"first": 1, "last": 519, "each": 2000}, {"first": 520, "last": 520, "each": 1060}]
WAYBILL = {"number": "SJ-1", "pieces": 1_039_060, "cartons": 520}
DOORS = ["/stock", f"/stock/{BALLOT}", "/arrivals", "/arrivals/K001", "/carton", "/orders"]


@pytest.fixture
def state(phones, keep):
    """State something of goods as KPU, or as whoever is named."""

    def say(kind, at="20 08:00", office=KPU, **body):
        phone = phones[office]
        keep(phone.sign(phone.voice.say(kind, KABUPATEN, hour(at), body)), at=hour(at))

    return say


@pytest.fixture
def delivered(state):
    """520 cartons of 2,000 with an odd last one, as waybill and labels say."""
    state("goods.arrive", arrival="K001", item=BALLOT, cartons=LABELS, waybill=WAYBILL, store="Pandanwangi")


def told(answer):
    return answer.content.decode()


def parses(draft):
    """Whether a draft is a statement as the format has it."""
    payload = {"nonce": "A" * 22, "log": "x", "kind": draft.kind, "office": KPU, "device": "d", "seq": 1}
    payload |= {
        "prev": "",
        "at": "2024-11-20T01:00:00Z",
        "region": draft.region,
        "body": draft.body,
        "refs": [],
    }
    return parse(payload, id="0" * 64)


def the_draft(answer):
    (draft,) = answer.context["drafts"]
    parses(draft)
    return draft


# Who may look


@pytest.mark.parametrize("door", DOORS)
def test_who_is_not_signed_in_is_sent_to_sign_in(client, db, door):
    assert client.get(door).status_code == 302


@pytest.mark.parametrize("door", DOORS)
def test_who_does_not_answer_for_the_kabupaten_finds_nothing(sign_in, delivered, door):
    assert sign_in(f"ppk:{PLANDAAN}").get(door).status_code == 404


@pytest.mark.parametrize("office", [KPU, BAWASLU, POLRES, f"pemkab:{KABUPATEN}"])
@pytest.mark.parametrize("door", DOORS)
def test_every_desk_of_the_kabupaten_reads_them(sign_in, delivered, door, office):
    assert sign_in(office).get(door).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_pages_are_there_in_english_too(sign_in, delivered, door):
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/stock"})
    page = told(desk.get(door))
    assert '<html lang="en">' in page
    assert not {"Kedatangan<", "Persediaan<", "Surat jalan<"} & {
        part + "<" for part in page.split("<") if part.strip()
    }


@pytest.mark.parametrize("office", [BAWASLU, POLRES, f"pemkab:{KABUPATEN}"])
@pytest.mark.parametrize("door", ["/arrivals", "/orders", f"/stock/{BALLOT}"])
def test_only_the_warehouses_keeper_writes(sign_in, delivered, door, office):
    desk = sign_in(office)
    assert "Periksa lalu tanda tangan" not in told(desk.get(door))
    assert desk.post(door, {"act": "sort", "good": "1"}).status_code == 404


@pytest.mark.parametrize("act", ["count", "move", "sort", "claim"])
def test_an_observer_neither_counts_nor_moves(sign_in, delivered, act):
    assert sign_in(BAWASLU).post("/arrivals/K001", {"act": act}).status_code == 404


def test_the_keeper_does_not_observe_itself_and_nothing_else_is_an_act(sign_in, delivered):
    desk = sign_in(KPU)
    assert desk.post("/arrivals/K001", {"act": "observe", "pieces": "1"}).status_code == 404
    assert desk.post("/arrivals/K001", {"act": "burn"}).status_code == 404
    assert "Catat yang dilihat" not in told(desk.get("/arrivals/K001"))
    assert desk.get("/arrivals/K999").status_code == desk.get("/stock/nonsense").status_code == 404


# Stock


def test_an_empty_warehouse_says_what_to_do_next(sign_in, example_log):
    page = told(sign_in(KPU).get("/stock"))
    assert "Belum ada barang yang dicatat." in page
    assert 'href="/orders"' in page
    assert "Belum ada kedatangan yang dicatat." in told(sign_in(KPU).get("/arrivals"))
    assert "Belum ada pesanan yang dicatat." in told(sign_in(KPU).get("/orders"))


def rows(answer):
    return {row.cells["item"]: row for row in answer.context["table"].rows}


def test_stock_tells_need_arrival_good_packed_and_left_of_each_item(sign_in, state):
    state("goods.order", "18 09:00", order="O1", item="ink", pieces=12)
    state(
        "goods.arrive", arrival="K001", item="ink", cartons=[{"first": 1, "last": 1, "each": 9}], order="O1"
    )
    state("goods.sort", "20 09:00", item="ink", good=8, damaged={"torn": 1})
    answer = sign_in(KPU).get("/stock")
    row = rows(answer)["Tinta"]
    assert {
        key: row.cells[key] for key in ("needed", "ordered", "arrived", "good", "damaged", "left", "lack")
    } == {
        "needed": 10,
        "ordered": 12,
        "arrived": 9,
        "good": 8,
        "damaged": 1,
        "left": 8,
        "lack": 2,
    }
    assert (row.state, rows(answer)["Segel"].state) == ("moving", "waiting")
    assert "0 dari 9 barang cukup" in told(answer)
    assert "bolpoin" in told(answer).lower()


def test_an_item_that_lacks_and_is_not_coming_asks_for_attention(sign_in, state):
    state("goods.arrive", arrival="K001", item="ink", cartons=[{"first": 1, "last": 1, "each": 9}])
    answer = sign_in(KPU).get("/stock")
    assert (rows(answer)["Tinta"].state, answer.context["answer"].rest) == ("attention", "1 kurang")
    assert "1 kurang" in told(sign_in(KPU).get("/stock/ink"))


def test_an_items_figures_open_what_they_rest_on(sign_in, delivered, state):
    state("goods.claim", item=BALLOT, document="BA-7", damaged=127, short=697)
    page = told(sign_in(KPU).get(f"/stock/{BALLOT}"))
    assert "/entry/" in page
    assert "127 rusak, 697 kurang" in page
    assert "/papers/damage/" in page
    assert 'href="/arrivals/K001"' in page


# A delivery


def test_a_delivery_shows_waybill_labels_and_count_side_by_side_and_the_carton_that_differs(
    sign_in, delivered, state
):
    state("goods.count", arrival="K001", cartons=[{"first": 300, "last": 300, "each": 1200}])
    page = told(sign_in(KPU).get("/arrivals/K001"))
    assert "kurang 800 dari surat jalan" in page
    assert page.count("1.039.060") >= 2
    assert "1.038.260" in page
    assert "koli 300" in page
    assert "label 2.000, dihitung 1.200" in page
    assert "Surat jalan, label, hitungan berbeda" in page
    assert "/papers/receipt/K001.pdf" in page


def test_what_bawaslu_saw_stands_beside_what_kpu_states(sign_in, delivered, state):
    state("goods.observe", office=BAWASLU, arrival="K001", pieces=1_039_000)
    page = told(sign_in(POLRES).get("/arrivals/K001"))
    assert "Dilihat lembaga lain" in page
    assert "1.039.000" in page
    assert "pandangan berbeda" in page
    assert "Bawaslu Jombang melihat penghitungan barang" in page


NEW = {
    "arrival": "K002",
    "item": BALLOT,
    "cartons": "1-519 × 2000\n520 x 1.060",
    "waybill_number": "SJ-1",
    "waybill_pieces": "1.039.060",
    "waybill_cartons": "520",
    "store": "Jogoroto",
}


def test_a_new_delivery_becomes_one_statement_in_words(sign_in, delivered):
    answer = sign_in(KPU).post("/arrivals", NEW)
    draft = the_draft(answer)
    assert (draft.kind, draft.region) == ("goods.arrive", KABUPATEN)
    assert draft.body["cartons"] == LABELS
    assert draft.body["waybill"] == WAYBILL
    assert draft.body["store"] == "Jogoroto"
    assert "counted" not in draft.body
    assert answer.context["then"] == "/arrivals/K002"
    assert "1–519 × 2.000; 520 × 1.060" in " ".join(answer.context["sentences"])


def test_a_difference_is_said_before_it_is_signed(sign_in, example_log):
    answer = sign_in(KPU).post("/arrivals", {**NEW, "counted": "1.038.260"})
    assert "selisih 800" in " ".join(answer.context["sentences"])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"arrival": ""}, "Nama kedatangan: belum diisi."),
        ({"arrival": "K001"}, "Nama kedatangan: K001 sudah dipakai; beri nama lain."),
        ({"arrival": "a/../b"}, "Nama kedatangan: pakai huruf, angka, titik atau garis saja."),
        ({"item": "gold"}, "Barang: pilih salah satu dari daftar."),
        (
            {"cartons": "many", "waybill_pieces": ""},
            "Koli menurut label, baris 1: tulis seperti 1-519 × 2000.",
        ),
        ({"cartons": "1-5 × 10\n9-6 × 10"}, "Koli menurut label, baris 2: nomor akhir"),
        (
            {"cartons": "1-520 × 2000\n520 × 1060"},
            "Koli menurut label: ada nomor koli yang disebut dua kali.",
        ),
        ({"cartons": "1-5 × 99999999999"}, "Koli menurut label, baris 1"),
        ({"waybill_number": ""}, "Nomor surat jalan: belum diisi."),
        ({"waybill_cartons": "x"}, "Koli menurut surat jalan: tulis bilangan bulat"),
        ({"counted": "-4"}, "Hasil hitung: tulis bilangan bulat"),
        ({"order": "O9"}, "Untuk pesanan: pilih salah satu dari daftar."),
        ({"store": "g" * 81}, "Gudang: paling banyak 80 huruf."),
    ],
)
def test_a_slip_in_a_new_delivery_is_told_by_its_field_and_nothing_typed_is_lost(
    sign_in, delivered, change, sentence
):
    answer = sign_in(KPU).post("/arrivals", {**NEW, **change})
    assert answer.status_code == 422
    assert any(problem.startswith(sentence) for problem in answer.context["problems"])
    assert 'role="alert"' in told(answer)
    assert "SJ-1" in told(answer) or "waybill_number" in change


def test_a_slip_is_told_in_english_too(sign_in, example_log):
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/arrivals"})
    problems = desk.post("/arrivals", {**NEW, "arrival": ""}).context["problems"]
    assert problems == ["Name of the arrival: not filled in."]


def fields(**sent):
    return Fields(sent, "id")


@pytest.mark.parametrize(
    "row", ["1-519 × 2000", "1 – 519 x 2.000", "1s/d519*2000", "1 s.d 519 × 2000", "1-519X2,000"]
)
def test_runs_of_cartons_are_read_as_people_write_them(row):
    form = fields(c=row)
    found = cartons(form, "c", "Koli")
    assert found == ([LABELS[0]] if "s.d" not in row else [])
    assert bool(form.problems) == ("s.d" in row)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2.000", 2000), ("2,000", 2000), (" 12 ", 12), ("1.039.060", 1039060), ("0", 0)]
    + [(odd, None) for odd in ("", "2.00", "1.5", "-1", "x", "²", "9" * 11, "1e3")],
)
def test_numbers_are_read_as_officers_write_them(text, number):
    assert whole(text) == number


ACTS = [
    (
        {"act": "count", "cartons": "300 × 1200"},
        "goods.count",
        {"cartons": [{"first": 300, "last": 300, "each": 1200}]},
    ),
    (
        {"act": "move", "first": "1", "last": "20", "store": "Tenis Indoor"},
        "goods.move",
        {"first": 1, "last": 20},
    ),
    (
        {"act": "sort", "good": "1.900", "damaged_torn": "60", "short": "40", "first": "1", "last": "1"},
        "goods.sort",
        {"good": 1900, "damaged": {"torn": 60}, "short": 40, "item": BALLOT, "first": 1, "last": 1},
    ),
    (
        {"act": "claim", "document": "BA-1", "claimed_damaged": "127", "claimed_short": "697"},
        "goods.claim",
        {"document": "BA-1", "damaged": 127, "short": 697, "item": BALLOT},
    ),
]


@pytest.mark.parametrize(("sent", "kind", "body"), ACTS)
def test_what_is_done_with_a_delivery_becomes_one_statement(sign_in, delivered, sent, kind, body):
    answer = sign_in(KPU).post("/arrivals/K001", sent)
    draft = the_draft(answer)
    assert draft.kind == kind
    assert draft.body["arrival"] == "K001"
    assert body.items() <= draft.body.items()
    assert answer.context["sentences"]
    assert answer.context["then"] == "/arrivals/K001"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"act": "count", "cartons": ""}, "Koli yang dihitung: belum diisi."),
        (
            {"act": "move", "first": "5", "last": "2", "store": "x"},
            "Koli terakhir: tidak boleh di bawah koli pertama.",
        ),
        ({"act": "move", "first": "1", "last": "2"}, "Gudang tujuan: belum diisi."),
        ({"act": "sort", "good": "0"}, "Baik: isi jumlah yang baik, rusak atau kurang."),
        ({"act": "sort", "good": "5", "damaged_torn": "few"}, "Sobek atau terpotong: tulis bilangan bulat"),
        ({"act": "sort", "good": "5", "first": "3"}, "Koli terakhir: belum diisi."),
        ({"act": "claim", "claimed_damaged": "4"}, "Nomor BA kerusakan: belum diisi."),
        ({"act": "claim", "document": "BA"}, "Rusak: isi jumlah yang rusak atau yang kurang."),
    ],
)
def test_a_slip_in_what_is_done_with_a_delivery_opens_that_form_again(sign_in, delivered, sent, sentence):
    answer = sign_in(KPU).post("/arrivals/K001", sent)
    assert answer.status_code == 422
    assert any(problem.startswith(sentence) for problem in answer.context["problems"])
    assert answer.context["act"] == sent["act"]
    assert told(answer).count('role="alert"') == len(answer.context["problems"])


@pytest.mark.parametrize("office", [BAWASLU, POLRES])
def test_an_observer_says_what_it_saw_of_all_or_of_some_cartons(sign_in, delivered, office):
    desk = sign_in(office)
    assert the_draft(desk.post("/arrivals/K001", {"act": "observe", "pieces": "1.039.000"})).body == {
        "arrival": "K001",
        "pieces": 1_039_000,
    }
    some = the_draft(desk.post("/arrivals/K001", {"act": "observe", "cartons": "300 × 1200"})).body
    assert (some["pieces"], len(some["cartons"])) == (1200, 1)
    slip = desk.post("/arrivals/K001", {"act": "observe", "cartons": "300 × 1200", "pieces": "7"})
    assert slip.context["problems"] == ["Jumlah yang dilihat: koli yang ditulis berjumlah 1200."]
    assert desk.post("/arrivals/K001", {"act": "observe"}).status_code == 422


# One carton


def test_what_is_in_a_carton_is_answered_on_one_screen(sign_in, delivered, state):
    state("goods.count", arrival="K001", cartons=[{"first": 300, "last": 300, "each": 1200}])
    state("goods.move", "20 10:00", arrival="K001", first=300, last=310, store="Tenis Indoor")
    page = told(sign_in(POLRES).get("/carton", {"arrival": "K001", "number": "300"}))
    for part in (
        "1.200 surat suara Pilgub",
        "label mengatakan 2.000",
        "Tenis Indoor",
        "KPU Jombang",
        "belum disortir",
    ):
        assert part in page
    untouched = told(sign_in(POLRES).get("/carton", {"arrival": "K001", "number": "520"}))
    assert "1.060 surat suara Pilgub" in untouched
    assert "menurut label, belum dihitung" in untouched


@pytest.mark.parametrize("number", ["521", "0", "x", ""])
def test_a_carton_that_is_not_there_is_told_with_what_to_do(sign_in, delivered, number):
    page = told(sign_in(KPU).get("/carton", {"arrival": "K001", "number": number}))
    assert "Lihat lagi stikernya" in page
    assert "Tidak ada koli bernomor itu" in page


# Orders


def test_orders_past_due_stand_first(sign_in, state):
    state("goods.order", "18 09:00", order="O1", item="ink", pieces=10, due="2024-12-24", supplier="PT A")
    state("goods.order", "18 09:30", order="O2", item="pen", pieces=10, due="2024-11-19")
    state(
        "goods.arrive",
        "21 09:00",
        arrival="K001",
        item="ink",
        cartons=[{"first": 1, "last": 1, "each": 4}],
        order="O1",
    )
    answer = sign_in(BAWASLU).get("/orders")
    assert [(row.cells["order"], row.state) for row in answer.context["table"].rows] == [
        ("O2", "attention"),
        ("O1", "moving"),
    ]
    assert "0 dari 2 pesanan tiba" in told(answer)
    assert "Pesanan lewat jatuh tempo" in told(answer)


def test_whoever_signs_reads_every_field_and_then_the_entry_it_became(sign_in, state):
    sent = {"order": "P001", "item": "ink", "pieces": "10", "supplier": "PT A", "document": "027/2024"}
    desk = sign_in(KPU)
    answer = desk.post("/orders", {**sent, "due": "2024-11-25"})
    assert answer.context["sentences"] == [
        "Pesanan P001: 10 tinta.",
        "Pemasok: PT A.",
        "Nomor kontrak: 027/2024.",
        "Jatuh tempo Sen 25 Nov 2024.",
    ]
    state("goods.order", "18 09:00", order="P001", item="ink", pieces=10)
    answer = desk.get(f"/orders?kept={Statement.objects.get(kind='goods.order').index}")
    assert answer.context["sent"]["order"] == "P002", "the next one has a name ready"
    assert "Tersimpan sebagai entri" in told(answer)


def test_an_order_becomes_one_statement_and_a_slip_is_told(sign_in, example_log):
    desk = sign_in(KPU)
    sent = {"order": "O1", "item": "ink", "pieces": "3.884", "due": "2024-10-03", "supplier": "PT A"}
    draft = the_draft(desk.post("/orders", sent))
    assert draft.body == {
        "order": "O1",
        "item": "ink",
        "pieces": 3884,
        "due": "2024-10-03",
        "supplier": "PT A",
    }
    slip = desk.post("/orders", {**sent, "due": "besok", "pieces": ""})
    assert slip.context["problems"] == [
        "Jumlah: belum diisi.",
        "Jatuh tempo: tulis tanggal, misalnya 2024-11-27.",
    ]


def test_nothing_a_supplier_is_called_becomes_markup(sign_in, state):
    state("goods.arrive", arrival="K001", item="ink", cartons=[], supplier="<b>PT</b>", store="<i>x</i>")
    page = told(sign_in(KPU).get("/arrivals/K001"))
    assert "<b>PT" not in page
    assert "<i>x" not in page


def test_a_polres_phone_is_heard_when_it_observes(phones, gateway, keep, sign_in, delivered):
    polres = Phone(POLRES)
    keep(gateway.enrolment(polres, KABUPATEN, OPENED))
    body = {"arrival": "K001", "pieces": 5}
    keep(
        polres.sign(polres.voice.say("goods.observe", KABUPATEN, hour("20 12:00"), body)), at=hour("20 12:00")
    )
    assert "Polres Jombang" in told(sign_in(KPU).get("/arrivals/K001"))
