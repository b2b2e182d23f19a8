"""Every table: sorted, filtered, paged, downloaded, and its columns copied out in the account's own order."""

import io

import pytest
from openpyxl import load_workbook

from example import KABUPATEN, hour
from sepaham.exchange.workbooks import write_lines, write_workbook
from sepaham.web.tables import A_PAGE

pytestmark = pytest.mark.database
KPU = f"kpu:{KABUPATEN}"


@pytest.fixture
def orders(sign_in, phones, keep):
    """KPU's desk, and three orders stated, one with a name that looks like a formula."""
    kpu = phones[KPU]
    made = [
        ("O1", 500, "2024-11-19", "PT Ceria"),
        ("O2", 10, "2024-13-45", "=1+1"),
        ("O3", 70, "", "PT Abadi"),
    ]
    for name, pieces, due, supplier in made:
        body = {"order": name, "item": "ink", "pieces": pieces, "supplier": supplier} | (
            {"due": due} if due else {}
        )
        at = hour("18 09:00")
        keep(kpu.sign(kpu.voice.say("goods.order", KABUPATEN, at, body)), at=at)
    return sign_in(KPU)


def names(answer):
    return [row.cells["order"] for row, _ in answer.context["shown"].lines]


def test_a_column_sorts_up_and_down_and_what_nobody_told_stands_last(orders):
    assert names(orders.get("/orders?sort=pieces")) == ["O2", "O3", "O1"]
    assert names(orders.get("/orders?sort=-pieces")) == ["O1", "O3", "O2"]
    page = orders.get("/orders?sort=pieces").content.decode()
    assert 'aria-sort="ascending"' in page
    assert "sort=-pieces" in page


@pytest.mark.parametrize(("typed", "left"), [("ceria", ["O1"]), ("PT ABADI", ["O3"]), ("nobody", [])])
def test_every_typed_word_must_stand_in_a_row(orders, typed, left):
    answer = orders.get("/orders", {"q": typed})
    assert names(answer) == left
    assert ("Tidak ada baris yang cocok." in answer.content.decode()) is (not left)


def test_a_day_is_written_as_officers_do_and_one_no_calendar_has_as_it_was_stated(orders):
    page = orders.get("/orders").content.decode()
    assert "Sel 19 Nov 2024" in page
    assert "2024-13-45" in page


def test_the_file_holds_all_rows_and_no_text_becomes_a_formula(orders):
    answer = orders.get("/orders?as=xlsx&q=PT")
    assert answer["Content-Disposition"] == 'attachment; filename="orders.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    heads, *rows = sheet.iter_rows(values_only=True)
    assert heads[0] == "Pesanan"
    assert {row[0] for row in rows} == {"O1", "O3"}
    whole = load_workbook(io.BytesIO(orders.get("/orders?as=xlsx").content)).active
    cells = [cell for row in whole.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_columns_are_copied_out_in_the_order_the_account_chose_and_keep_it(orders):
    chosen = {"n.supplier": "1", "n.pieces": "2", "n.order": "", "n.item": "x", "back": "/orders?q=PT"}
    answer = orders.post("/columns/orders", chosen)
    assert (answer.status_code, answer.url) == (302, "/orders?q=PT#copy")
    text = orders.get("/orders?as=text&sort=-pieces").content.decode()
    assert text == "PT Ceria\t500\nPT Abadi\t70\n'=1+1\t10"
    assert orders.get("/orders?as=text&heads=1&q=ceria").content.decode() == "Pemasok\tDipesan\nPT Ceria\t500"
    orders.post("/columns/orders", {"back": "/orders"})
    assert orders.get("/orders?as=text&q=ceria").content.decode().startswith("O1\t")


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "stock", ""]
)
def test_keeping_an_order_leads_back_into_this_house_only(orders, back):
    assert orders.post("/columns/orders", {"n.order": "1", "back": back}).status_code == 404


def test_a_choice_is_the_accounts_own(orders, sign_in):
    orders.post("/columns/orders", {"n.supplier": "1", "back": "/orders"})
    other = sign_in(f"bawaslu:{KABUPATEN}", name="another")
    assert other.get("/orders?as=text&q=ceria").content.decode().startswith("O1\t")


def test_a_long_table_is_paged_and_downloaded_whole(sign_in, example_log, monkeypatch):
    monkeypatch.setattr("sepaham.web.tables.A_PAGE", 2)
    desk = sign_in(KPU)
    first, second = desk.get("/packing"), desk.get("/packing?page=2")
    assert (len(first.context["shown"].lines), len(second.context["shown"].lines)) == (2, 1)
    assert A_PAGE > 1
    sheet = load_workbook(io.BytesIO(desk.get("/packing?as=xlsx").content)).active
    assert sheet.max_row == 1 + 3


def test_a_sheet_says_what_its_cells_say():
    data = write_workbook(
        title="A/B:*[x]", heads=["a", "b"], rows=[["=cmd|' /C calc'!A0", 7], ["x\x00y", None]]
    )
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet.title == "A B   x "
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["a", "b"],
        ["=cmd|' /C calc'!A0", 7],
        ["xy", None],
    ]
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-A1"])
def test_a_text_that_a_spreadsheet_would_reckon_is_pasted_as_text(cell):
    assert write_lines([[cell]]) == f"'{cell}"


@pytest.mark.parametrize("cell", ["+6281234567890", "-7", "–", "a=b", -7])
def test_a_number_or_a_phone_is_pasted_as_it_is(cell):
    assert write_lines([[cell]]) == str(cell)


def test_a_line_holds_no_tab_or_break_of_its_own():
    assert write_lines([["a\tb", None, 3], ["c\nd", hour("26 18:05"), 0]]).splitlines() == [
        "a b\t\t3",
        "c d\t2024-11-26 11:05\t0",
    ]
