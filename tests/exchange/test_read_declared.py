"""What institutions write in a spreadsheet of acts, and what is said about it."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook, load_workbook

from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.planning import plain_plan
from sepaham.domain.register import PollingStation, Region, Register
from sepaham.domain.statement import check_body
from sepaham.domain.units import unit_code, units_of
from sepaham.exchange.declared import read_declared
from sepaham.exchange.declared_acts import Expected
from sepaham.exchange.declared_template import template_csv, template_rows, template_xlsx
from sepaham.exchange.problems import problem_to_dict
from sepaham.gateways.library import profile

PILKADA = profile("pilkada-2024")
DESA = "35.17.15.2004"
TPS = f"{DESA}.001"
REGISTER = Register(
    {code: Region(code, name) for code, name in {
        "35": "Jawa Timur", "35.17": "Jombang", "35.17.15": "Plandaan", DESA: "Satu", "35.17.16.2001": "Dua",
    }.items()},
    tuple(PollingStation(desa, n, 500) for desa in (DESA, "35.17.16.2001") for n in (1, 2)),
)  # fmt: skip
PLAN = plain_plan(
    log="sepaham/35.17/2024-11-27/REAL",
    units=[u for s in REGISTER.stations for u in units_of(s, unit_kinds(PILKADA, s.desa))],
    day=PILKADA.day,
    kabupaten="35.17",
    nonce=lambda label: label,
)
LISTS = {(load.leg, load.region): hash_ for hash_, load in PLAN.lists.items()}
BOX, BOOTH, BAG = (unit_code(station=TPS, mark=mark) for mark in ("K1", "B2", "T1"))
OTHER = unit_code(station="35.17.16.2001.001", mark="K1")


def expected(office="kpu:35.17"):
    return Expected(
        register=REGISTER,
        profile=PILKADA,
        plan=PLAN,
        opened_at=datetime(2024, 11, 1, tzinfo=UTC),
        now=datetime(2024, 11, 29, tzinfo=UTC),
        office=office,
    )


def read(text, *, office="kpu:35.17", name="kpu.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return read_declared(data=data, name=name, expected=expected(office))


def book(*sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def codes(sheet):
    return [problem.code for problem in sheet.problems]


HEAD = "ruas;wilayah;tindakan;waktu"
HANDED = "kpu-ppk;35.17.15;serah;2024-11-23 09:30"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{HANDED}\n",
        "\ufeffDaftar KPU,,,\r\n\r\nLeg,Region,Act,Time\r\nKPU-PPK,351715,Give,2024-11-23 9.30\r\n",
        book([["ruas", "wilayah", "tindakan", "waktu"], ["kpu-ppk", 351715, "serah", datetime(2024, 11, 23, 9, 30)]]),  # noqa: DTZ001, E501  spreadsheets know no zone
        book([["catatan"]], [["rute", "kode", "action", "local time", "note"], ["kpu-ppk", "35.17.15", "give", "2024-11-23T09:30", "Pak A"]]),  # noqa: E501
    ],
)  # fmt: skip
def test_the_same_act_is_read_from_every_way_of_writing_it(text):
    sheet = read(text)
    assert codes(sheet) == []
    (act,) = sheet.acts
    assert (act.kind, act.office, act.region) == ("handover.give", "kpu:35.17", "35.17.15")
    assert act.at == datetime(2024, 11, 23, 2, 30, tzinfo=UTC)
    assert act.body() == {
        "of": {"office": "kpu:35.17", "source": "spreadsheet"},
        "list": LISTS["kpu-ppk", "35.17.15"],
    }


def test_what_was_off_counted_and_read_stands_in_the_body():
    head = f"{HEAD};kurang;tanpa_segel;lebih;surat suara pilgub;ballot pilbup;ink;segel K1"
    off = f"{BOOTH} {BAG.lower()};{BOX};{OTHER}"
    row = f"pps-kpps;{TPS};terima;2024-11-26 19:00;{off};513;510;2;0000001, 0000002"
    (act,) = read(f"{head}\n{row}\n").acts
    assert act.office == f"kpps:{TPS}"
    check_body(kind=act.kind, body=act.body())
    assert act.body()["except"] == [
        {"unit": BOOTH, "what": "missing"},
        {"unit": BAG, "what": "missing"},
        {"unit": BOX, "what": "unsealed"},
        {"unit": OTHER, "what": "extra"},
    ]
    assert act.body()["counts"] == {"ballot:pilgub": 513, "ballot:pilbup": 510, "ink": 2}
    assert act.body()["seals"] == {BOX: ["0000001", "0000002"]}


def test_packing_names_what_is_there_and_use_what_does_not_come_home():
    sheet = read(
        f"wilayah;tindakan;waktu;kurang;segel K1\n{TPS};kemas;2024-11-20 08:00;{BOOTH};7\n"
        f"{TPS};pakai;2024-11-27 14:00;;\n"
    )
    packed, used = sheet.acts
    assert (packed.office, len(packed.units), BOOTH in packed.units) == ("kpu:35.17", 6, False)
    assert (used.office, used.units) == (f"kpps:{TPS}", (BAG,))
    for act in (packed, used):
        check_body(kind=act.kind, body=act.body())


def test_a_row_without_an_hour_is_still_to_come():
    sheet = read(f"{HEAD};kurang\n{HANDED};\nkpu-ppk;35.17.15;terima;;\n;;;;\n")
    assert (len(sheet.acts), sheet.left, codes(sheet)) == (1, 1, [])
    assert (codes(read(f"{HEAD}\nkpu-ppk;35.17.15;terima;\n")), read(f"{HEAD}\n").left) == ([], 0)


WIDE = [
    "ruas", "wilayah", "tindakan", "waktu", "kurang", "lebih",
    "surat suara pilgub", "segel K1", "segel K9", "x",
]  # fmt: skip
AT = "2024-11-26 09:30"
MISTAKES = [
    # what each row says, and the mistakes in it
    (["kpu-ppk", "35.17.15", None, AT], ["act.missing"]),
    (["kpu-ppk", "35.17.15", "kirim", AT], ["act.unknown"]),
    ([None, "35.17.15", "serah", AT], ["leg.missing"]),
    (["kpu-pps", "35.17.15", "serah", AT], ["leg.unknown"]),
    (["kpu-ppk", None, "serah", AT], ["place.missing"]),
    (["kpu-ppk", "Plandaan", "serah", AT], ["place.invalid"]),
    (["pps-kpps", "3.51717E+12", "serah", AT], ["code.scientific"]),
    (["kpu-ppk", datetime(2024, 1, 1), "serah", AT], ["cell.date"]),  # noqa: DTZ001
    (["ppk-pps", "35.17.15", "serah", AT], ["place.level"]),
    (["kpu-ppk", "35.17.99", "serah", AT], ["place.unknown"]),
    ([None, "35.17.15.2004.009", "kemas", AT], ["place.unknown"]),
    (["kpu-ppk", "35.17.15", "serah", None, BOX], ["time.missing"]),
    (["kpu-ppk", "35.17.15", "serah", "26/11/2024 09:30"], ["time.form"]),
    (["kpu-ppk", "35.17.15", "serah", "2024-11-31 09:30"], ["time.form"]),
    (["kpu-ppk", "35.17.15", "serah", datetime(2024, 11, 26)], ["time.no-hour"]),  # noqa: DTZ001
    (["kpu-ppk", "35.17.15", "serah", "2025-11-26 09:30"], ["time.future"]),
    (["kpu-ppk", "35.17.15", "serah", "2023-11-26 09:30"], ["time.early"]),
    (["kpu-ppk", "35.17.15", "serah", AT, BOX[:-1] + "?"], ["unit.code"]),
    (["kpu-ppk", "35.17.15", "serah", AT, f"{OTHER} {BOX} {BOX}"], ["unit.elsewhere", "unit.repeated"]),
    (["kpu-ppk", "35.17.15", "terima", AT, None, BOX], ["unit.listed"]),
    ([None, TPS, "pakai", AT, BAG], ["unit.none"]),
    (["pps-kpps", TPS, "terima", AT, None, None, "lima"], ["figure.invalid"]),
    (["kpu-ppk", "35.17.15", "terima", AT, None, None, None, "1 2"], ["seals.place"]),
    (["pps-kpps", TPS, "terima", AT, None, None, None, None, "1 2"], ["seals.unit"]),
    (["pps-kpps", TPS, "terima", AT, None, None, None, "9" * 40], ["seals.form"]),
    (["kpu-ppk", TPS, "kemas", AT], ["column.act"]),
    ([None, TPS, "pakai", AT, None, None, 5], ["column.act"]),
    (["kpu-ppk", "35.17.15", "serah", "#REF!"], ["cell.error"]),
    (["kpu-ppk", "35.17.15", "serah", AT, None, None, None, None, None, "?"], ["column.unknown"]),
]


def test_every_mistake_is_named_with_row_column_value_and_remedy():
    sheet = read(book([WIDE, *(row for row, _ in MISTAKES)]))
    found = {}
    for problem in sheet.problems:
        told = problem_to_dict(problem)
        assert all(told[part][language] for part in ("message", "remedy") for language in ("id", "en"))
        assert problem.column or problem.code == "row.long"
        found.setdefault(problem.row, []).append(problem.code)
    assert found == {row: mistakes for row, (_, mistakes) in enumerate(MISTAKES, start=2)}
    assert sheet.acts == []


def test_an_act_stands_once_in_a_file():
    sheet = read(f"{HEAD}\n{HANDED}\n{HANDED.replace('09:30', '10:00')}\n")
    assert [(p.row, p.code, p.about["first"]) for p in sheet.problems] == [(3, "act.repeated", 2)]


def test_headings_that_are_missing_doubled_or_on_two_sheets_are_refused():
    assert codes(read("wilayah;kurang\n35.17.15;x\n")) == ["column.missing", "column.missing"]
    assert codes(read(f"{HEAD};time\n{HANDED};\n")) == ["column.repeated"]
    assert codes(read("a;b\n1;2\n")) == ["column.missing"] * 3
    assert codes(read(f"{HEAD}\n")) == ["file.no-rows"]
    assert codes(read("")) == ["file.empty"]
    assert codes(read(f"{HEAD}\n{HANDED};lagi\n")) == ["row.long"]
    rows = [["ruas", "wilayah", "tindakan", "waktu"], ["kpu-ppk", "35.17.15", "serah", AT]]
    assert codes(read(book(rows, rows))) == ["sheet.second"]


def test_an_office_speaks_for_itself_and_those_below_it_only():
    text = f"{HEAD}\n{HANDED}\nkpu-ppk;35.17.15;terima;2024-11-23 12:00\nppk-pps;{DESA};terima;{AT}\n"
    assert codes(read(text, office="ppk:35.17.15")) == ["act.party"]
    assert codes(read(text, office="ppk:35.17.16")) == ["act.party"] * 3


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_template_filled_in_is_read_back(language):
    rows = list(template_rows(expected(), language=language))
    lists, stations = len(PLAN.lists), len(REGISTER.stations)
    assert len(rows) == 1 + 2 * lists + 2 * stations
    assert len({len(row) for row in rows}) == 1
    blank = read(template_csv(expected(), language=language))
    assert (codes(blank), blank.left, blank.acts) == ([], len(rows) - 1, [])
    place = rows[0].index("time" if language == "en" else "waktu")
    filled = [rows[0], *([*row[:place], AT, *row[place + 1 :]] for row in rows[1:])]
    text = io.StringIO()
    csv.writer(text).writerows(filled)
    sheet = read(text.getvalue())
    assert (codes(sheet), len(sheet.acts)) == ([], len(rows) - 1)


def test_a_templates_codes_are_text_in_a_workbook():
    data = template_xlsx(expected("ppk:35.17.15"), language="id")
    cells = next(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))
    assert {cell.number_format for cell in cells} == {"@"}
    sheet = read(data, office="ppk:35.17.15", name="ppk.xlsx")
    assert (codes(sheet), sheet.acts) == ([], [])
    assert 0 < sheet.left < len(list(template_rows(expected(), language="id")))
