"""What real spreadsheets hold, and what is said about it."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sepaham.exchange.problems import KINDS, problem_to_dict
from sepaham.exchange.register import read_register
from sepaham.gateways.library import official_regions

OFFICIAL = {
    "35": "Jawa Timur", "35.17": "Kabupaten Jombang", "35.17.01": "Perak", "35.17.02": "Gudo",
    **{f"35.17.01.20{n:02d}": f"Desa {n}" for n in range(1, 60)},
}  # fmt: skip


def read(text, *, name="daftar.csv", **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_register(data=data, name=name, voters_max=600, official=OFFICIAL, **options)


def book(*rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def stations(draft):
    return [(s.desa, s.number, s.voters, s.assumed, s.special) for s in draft.stations()]


def codes(draft):
    return [problem.code for problem in draft.problems]


ONE = [("35.17.01.2001", 1, 500, False, False)]


@pytest.mark.parametrize(
    "text",
    [
        "kode_desa,no_tps,dpt\n3517012001,1,500\n",
        "\ufeffKode Desa;No. TPS;Jumlah Pemilih\r\n35.17.01.2001;001;500\r\n",
        "Daftar TPS Kabupaten Jombang,,\n,,\nKODE,TPS,DPT\n 3517012001 ,TPS 01,500\n,,\n",
        "kode\tnomor_tps\tvoters\n3517012001\t1\t500.0\n",
        book(["kode", "no tps", "pemilih"], [3517012001, 1, 500]),
        book(["kode", "desa", "tps_total", "dpt"], ["3517012001", "Desa 1", 1, 500], [None, None], []),
    ],
)
def test_the_same_station_is_read_from_every_way_of_writing_it(text):
    draft = read(text)
    assert (codes(draft), stations(draft)) == ([], ONE)


def test_a_row_per_desa_numbers_its_stations_special_ones_from_901():
    draft = read("kode_desa,tps_reguler,tps_khusus,tps_total,dpt\n3517012001,2,1,3,1000\n")
    assert [(number, voters, special) for _, number, voters, _, special in stations(draft)] == [
        (1, 334, False), (2, 333, False), (901, 333, True),
    ]  # fmt: skip
    assert codes(draft) == ["voters.spread"]
    assert all(station.assumed for station in draft.stations())


def test_missing_voters_are_refused_unless_assumed_and_then_marked():
    text = "kode_desa,tps_total\n3517012001,2\n"
    assert codes(read(text)) == ["header.no-voters"]
    assert stations(read(text, assume_voters=250)) == [("35.17.01.2001", n, 250, True, False) for n in (1, 2)]
    some = "kode,no_tps,dpt\n3517012001,1,\n3517012001,2,480\n"
    assert codes(read(some)) == ["voters.missing"]
    assert [s.assumed for s in read(some, assume_voters=250).stations()] == [True, False]


def test_a_mapping_names_columns_we_would_not_guess():
    text = "wil,urut,orang\n3517012001,1,500\n"
    assert codes(read(text)) == ["header.missing"]
    mapping = {"kode_desa": "WIL", "no_tps": "urut", "dpt": "orang"}
    assert stations(read(text, mapping=mapping)) == ONE
    assert codes(read(text, mapping={**mapping, "hat": "x", "desa": "nama"})) == [
        "mapping.unknown",
        "mapping.absent",
    ]


def test_names_come_from_the_file_and_else_from_the_official_list():
    draft = read("kode,desa,kecamatan,no_tps,dpt\n3517012001,DESA 1,Perak Baru,1,5\n3517022001,,,1,5\n")
    assert draft.regions() == {
        "35": ("Jawa Timur", True), "35.17": ("Kabupaten Jombang", True), "35.17.01": ("Perak Baru", True),
        "35.17.01.2001": ("Desa 1", True), "35.17.02": ("Gudo", True),
        "35.17.02.2001": ("35.17.02.2001", False),
    }  # fmt: skip
    assert codes(draft) == ["code.unknown"]
    assert draft.errors == 0


HEAD = ["kode_desa", "kode_kec", "desa", "no_tps", "tps_total", "dpt"]
MISTAKES = [
    # what each row says, and the mistake in it
    ([None, None, None, 1, None, 500], "code.missing"),
    (["Perak", None, None, 1, None, 500], "code.invalid"),
    (["3.517E+09", None, None, 1, None, 500], "code.scientific"),
    (["3517012003.0", None, None, 1, None, 500], "code.decimal"),
    ([351701200, None, None, 1, None, 500], "code.short"),
    ([351701, None, None, 1, None, 500], "code.level"),
    ([9917012003, None, None, 1, None, 500], "code.province"),
    ([3517012003, "351702", None, 1, None, 500], "code.parent"),
    ([3517012002, None, "Lain", 2, None, 500], "name.conflict"),
    ([3517012002, None, None, 1, None, 500], "tps.repeated"),
    ([3517012001, None, None, None, 3, 500], "desa.repeated"),
    ([3517012002, None, None, None, 3, 500], "desa.mixed"),
    ([3517012004, None, None, "satu", None, 500], "tps.number"),
    ([3517012004, None, None, 1000, None, 500], "tps.range"),
    ([3517012005, None, None, None, None, 500], "count.missing"),
    ([3517012005, None, None, None, -2, 500], "count.negative"),
    ([3517012005, None, None, None, 0, 500], "count.zero"),
    ([3517012005, None, None, None, 2024, 500], "count.large"),
    ([3517012005, None, None, None, "2,5", 500], "count.number"),
    ([3517012006, None, None, 1, None, None], "voters.missing"),
    ([3517012006, None, None, 1, None, -5], "voters.negative"),
    ([3517012006, None, None, 1, None, "1.012"], "voters.separator"),
    ([3517012006, None, None, 1, None, 500.5], "voters.fraction"),
    ([3517012006, None, None, 1, None, "banyak"], "voters.number"),
    ([3517012006, None, None, 1, None, 52150], "voters.large"),
    ([3517012006, None, None, 1, None, "#REF!"], "cell.error"),
    ([3517012006, None, None, date(2024, 1, 1), None, 500], "cell.date"),
    (["JUMLAH", None, None, None, 4, 1500], "row.total"),
    (HEAD, "row.header"),
    ([3517012006, None, None, 1, None, 500, "catatan"], "row.long"),
]  # fmt: skip
GOOD = [[3517012001, "351701", "Desa 1", None, 1, 500], [3517012002, "351701", "Desa 2", 1, None, 500]]


def test_thirty_different_mistakes_are_thirty_named_errors_all_at_once():
    draft = read(book(HEAD, *GOOD, *(row for row, _ in MISTAKES)), name="daftar.xlsx")
    found = [problem for problem in draft.problems if not problem.warning]
    assert [problem.code for problem in found] == [code for _, code in MISTAKES]
    assert len({problem.code for problem in found}) == draft.errors == 30
    assert [problem.row for problem in found] == list(range(4, 34))
    for problem in found:
        said = problem_to_dict(problem)
        assert said["message"]["id"] != said["message"]["en"]
        assert all(said["remedy"].values())
        assert problem.value or "missing" in problem.code
        assert problem.column or problem.code.startswith("row.")
    assert stations(draft) == [(code, 1, 500, False, False) for code in ("35.17.01.2001", "35.17.01.2002")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "file.empty"),
        (b"  \n", "file.empty"),
        ("kode,no_tps,dpt\n", "file.no-rows"),
        ("kode,no_tps,dpt\n3517012001,1,5\n".encode("utf-16"), "file.encoding"),
        ("kode,desa,no_tps,dpt\n3517012001,Désa,1,5\n".encode("latin-1"), "file.encoding"),
        (b"PK\x03\x04 not a workbook", "file.unreadable"),
        (b"\xd0\xcf\x11\xe0 locked", "file.unreadable"),
        (b"%PDF-1.7", "file.kind"),
        (b"\0\1\2\3", "file.kind"),
        ("nama,umur\na,3\n", "header.missing"),
        ("kode,kode_desa,no_tps,dpt\n1,2,3,4\n", "header.repeated"),
        ("kode,dpt\n3517012001,5\n", "header.no-count"),
        ("kode,tps_reguler,dpt\n3517012001,5,6\n", "header.no-special"),
        ("kode,tps_reguler,tps_khusus,dpt\n3517012001,5,,6\n", "special.missing"),
        ("kode,tps_reguler,tps_khusus,tps_total,dpt\n3517012001,5,1,5,6\n", "count.disagree"),
        ("kode,no_tps,dpt\n3517012001,,6\n", "tps.missing"),
        ("kode,no_tps,dpt\n3517012001,1,601\n", "voters.above"),
        ("kode,no_tps,dpt\n3517012001,1,0\n", "voters.zero"),
        ("kode,no_tps,dpt\n3517012001,1,5\n3517012001,4,5\n", "tps.gap"),
        ("kode,no_tps,dpt\n\u200b3517012001\u00a0,1,5\n", "cell.hidden"),
    ],
)  # fmt: skip
def test_each_other_trouble_has_its_name(text, code):
    assert codes(read(text)) == [code]


def test_every_kind_speaks_both_languages_and_offers_a_remedy():
    for kind in KINDS.values():
        assert all((kind.what.id, kind.what.en, kind.remedy.id, kind.remedy.en))


def test_problems_beyond_the_list_are_still_counted(monkeypatch):
    monkeypatch.setattr("sepaham.exchange.draft.LISTED", 3)
    draft = read("kode,no_tps,dpt\n" + "x,1,5\n" * 10)
    assert (draft.errors, len(draft.problems)) == (10, 3)


def test_a_large_file_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("sepaham.exchange.tables.LARGEST", 10)
    assert codes(read("kode,no_tps,dpt\n3517012001,1,5\n")) == ["file.large"]


def test_the_nation_has_412_codes_the_official_list_does_not():
    folder = os.environ.get("SEPAHAM_REAL_DATA")
    if not folder:
        pytest.skip("SEPAHAM_REAL_DATA names no folder with the February 2024 register")
    file = Path(folder) / "indonesia_tps_per_desa_pemilu2024.csv"
    draft = read_register(
        data=file.read_bytes(), name=file.name, voters_max=300, official=official_regions(), assume_voters=250
    )
    assert (draft.errors, draft.counts["code.unknown"], len(draft.desa())) == (0, 412, 83731)
    assert sum(1 for _ in draft.stations()) == 820161
