"""The catalogue of threats as a file to be edited: it comes back as it went, or every mistake is named."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from sepaham.domain.threat_words import GROUPS, PLACES, changes
from sepaham.exchange.threats import SHEETS, read_threats, threats_toml, threats_workbook
from sepaham.gateways.library import instruments, threats

ITEMS = {f"{code}/{item}" for code, one in instruments().items() for item in one.items}
WORKBOOK = threats_workbook(threats())


def read(data, name="ancaman.xlsx"):
    return read_threats(data=data, name=name, items=ITEMS)


def edited(sheet, head, text, row=2):
    """The workbook with one cell written anew."""
    book = load_workbook(io.BytesIO(WORKBOOK))
    book[sheet].cell(row, SHEETS[sheet].index(head) + 1).value = text
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_group_and_every_place_of_the_catalogue_has_a_name():
    assert {threat.group for threat in threats().threats.values()} <= GROUPS.keys()
    assert {place for threat in threats().threats.values() for place in threat.places} <= PLACES.keys()


def test_it_comes_back_from_a_workbook_and_from_toml_as_it_went():
    for found in (read(WORKBOOK), read(threats_toml(threats()), "ancaman.toml")):
        assert (found.problems, found.catalogue) == ([], threats())


def test_an_edited_cell_is_the_only_change():
    found = read(edited("Penghalang", "pemilik", "polres"))
    told = changes(threats(), found.catalogue)
    assert [(c.what, c.threat, c.barrier, c.field, c.before, c.after) for c in told] == [
        ("changed", "flood", "flood-watch", "owner", "bpbd", "polres")
    ]


def test_a_threat_and_a_barrier_that_come_and_go_are_told():
    before = threats()
    rows = dict(before.threats)
    wind = rows.pop("wind")
    flood = rows["flood"]
    rows["flood"] = replace(flood, barriers=flood.barriers[1:])
    rows["storm"] = replace(wind, code="storm")
    told = changes(before, replace(before, threats=rows))
    assert [(c.what, c.threat, c.barrier) for c in told] == [
        ("removed", "flood", "flood-watch"),
        ("removed", "wind", ""),
        ("added", "storm", ""),
    ]
    assert changes(before, before) == []


@pytest.mark.parametrize(
    ("sheet", "head", "text", "code"),
    [
        ("Ancaman", "kode", "Banjir", "threat.code"),
        ("Ancaman", "kode", "landslide", "threat.twice"),
        ("Ancaman", "kelompok", "cuaca", "threat.group"),
        ("Ancaman", "ancaman", None, "threat.empty"),
        ("Ancaman", "ancaman", "@banjir", "threat.formula"),
        ("Ancaman", "akibat", "x" * 201, "threat.long"),
        ("Ancaman", "tempat", "kpu-ppk, bulan", "threat.place"),
        ("Ancaman", "tempat", None, "threat.empty"),
        ("Ancaman", "berwenang", "bnn", "threat.line"),
        ("Ancaman", "indikator", "bawaslu-tps/naga", "threat.item"),
        ("Penghalang", "ancaman", "banjir", "threat.unknown"),
        ("Penghalang", "sisi", "tengah", "threat.side"),
        ("Penghalang", "pemilik", None, "threat.empty"),
        ("Skala", "langkah", 2, "threat.scale"),
        ("Skala", "sampai", "1%", "threat.number"),
    ],
)
def test_each_mistake_is_named_with_its_sheet_row_and_remedy(sheet, head, text, code):
    found = read(edited(sheet, head, text))
    assert found.catalogue is None
    told = [problem for problem in found.problems if problem.code == code]
    assert told
    assert told[0].row >= 2
    assert told[0].column == f"{sheet}: {head}"
    assert told[0].remedy("id") != told[0].remedy("en")


def test_english_that_is_missing_is_a_warning_and_the_indonesian_stands_in():
    found = read(edited("Ancaman", "ancaman_en", None))
    assert [problem.code for problem in found.problems] == ["threat.english"]
    assert found.catalogue.threats["flood"].text.en == found.catalogue.threats["flood"].text.id


def test_a_sheet_or_a_column_that_is_gone_is_said():
    book = load_workbook(io.BytesIO(WORKBOOK))
    del book["Skala"]
    book["Ancaman"].delete_cols(2)
    assert {problem.code for problem in read(saved(book)).problems} == {"threat.sheet", "threat.column"}


def test_a_threat_without_barriers_is_a_warning():
    book = load_workbook(io.BytesIO(WORKBOOK))
    rows = [row for row in book["Penghalang"].iter_rows(min_row=2) if row[0].value == "wind"]
    book["Penghalang"].delete_rows(rows[0][0].row, len(rows))
    found = read(saved(book))
    assert [(problem.code, problem.value) for problem in found.problems] == [("threat.bare", "wind")]
    assert found.catalogue.threats["wind"].barriers == ()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "file.empty"),
        (b"kode,nama\n1,2\n", "a.csv", "threat.sheet"),
        (b"format = 1", "a.toml", "threat.file"),
        (b"format = 'sepaham/threats/1'", "a.toml", "threat.file"),
        (b"[[[", "a.toml", "threat.file"),
        (
            threats_toml(threats()).replace(b'id = "Banjir di jalan atau jembatan"', b"id = 7.5"),
            "a.toml",
            "threat.file",
        ),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(data, name, code):
    found = read(data, name)
    assert (found.catalogue, {problem.code for problem in found.problems}) == (None, {code})
