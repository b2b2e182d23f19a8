"""Papers as values: what they say, in both languages, and the DOCX they become."""

import io
import json
from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader

from example import JIPURAPAH, KABUPATEN, PLANDAAN, PROFILE, REGISTER, Speaker, code, hour, load
from sepaham.domain.custody import Handover, act_of
from sepaham.domain.units import is_unit_code
from sepaham.exchange.papers.bast import Minutes, bast
from sepaham.exchange.papers.blocks import Break, Paper, Points, Run, Table, Text, Title, printable
from sepaham.exchange.papers.docx import docx_of
from sepaham.exchange.papers.goods import Damage, Stated, damage
from sepaham.exchange.papers.labels import labels
from sepaham.exchange.papers.letterhead import (
    Heading,
    LetterheadError,
    check_pattern,
    heading_lines,
    short_office,
    write_paper_number,
)
from sepaham.exchange.papers.markdown import blocks_of
from sepaham.exchange.papers.qr import qr_svg
from sepaham.exchange.papers.sheets import content_lists
from sepaham.exchange.papers.typeset import typeset
from sepaham.exchange.papers.words import WORDS, write_formally
from sepaham.gateways.library import profile
from sepaham.gateways.pdf import TypstPress

STATION, NOON = f"{JIPURAPAH}.001", hour("26 12:00")
BOX = code(STATION, "K1")


def names(key, language):
    return f"{key} {language}"


def minutes(found, *, given=None, received=None, seen=None, **more):
    handover = Handover(found, found.hash)
    for statement in filter(None, (given, received, seen)):
        handover.add(act_of(statement, statement.at))
    places = {act.id: 40 + n for n, act in enumerate(handover.accounts())}
    usual = {"contents": {}, "heading": Heading(), "number": "", "at": NOON, "places": places}
    return Minutes(handover=handover, **(usual | more))


def written(paper):
    """All that a paper says, as one text."""
    return json.dumps(typeset(paper).values, ensure_ascii=False)


def stated():
    found = load("pps-kpps", STATION)
    kpps = Speaker(f"kpps:{STATION}")
    more = {"except": [{"unit": BOX, "what": "seal_broken"}], "seals": {BOX: ["104418", "104419"]}}
    return minutes(
        found,
        given=Speaker(f"pps:{JIPURAPAH}").give(found, hour("26 09:00")),
        received=kpps.receive(found, hour("26 09:30"), **more),
        seen=Speaker(f"ptps:{STATION}").observe(found, hour("26 09:31")),
        number="7/BAST/PPS/2024",
    )


def test_before_anything_is_stated_the_minutes_are_there_to_be_filled_by_pen():
    paper = bast(minutes(load("pps-kpps", STATION)), profile=PROFILE, names=names, language="id")
    text = written(paper)
    assert "Pada hari ini ……" in text
    assert "SALINAN" not in text
    assert paper.number == "…"
    assert paper.code == f"sepaham:{load('pps-kpps', STATION).hash}"
    assert typeset(paper).values["drawing"] == qr_svg(paper.code)


def test_once_stated_they_are_a_copy_with_entries_exceptions_seals_and_who_saw():
    paper = bast(stated(), profile=PROFILE, names=names, language="id")
    text = written(paper)
    for part in (
        "SALINAN: 35.17.15.2004 id, Sel 26 Nov 2024 12.00 WIB, entri nomor 42",
        "Pada hari Selasa, 26 November 2024, pukul 09.30 WIB",
        "segel rusak",
        "104418, 104419",
        f"ptps:{STATION} id (melihat)",
        BOX,
    ):
        assert part in text
    assert paper.code.endswith(":42")
    assert "26 November 2024, at 09:30 WIB" in written(
        bast(stated(), profile=PROFILE, names=names, language="en")
    )


def test_the_minutes_of_a_kecamatan_go_by_desa_with_a_short_annex_by_station():
    paper = bast(minutes(load("kpu-ppk", PLANDAAN)), profile=PROFILE, names=names, language="id")
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert not any(is_unit_code(cell) for table in tables for row in table.rows for cell in row)
    assert Break() in paper.blocks
    assert "Tiap TPS: 1 box:pilgub id" in written(paper)
    assert [len(table.rows) for table in tables] == [5, 3, 3, 3]


def test_seals_of_many_boxes_and_many_exceptions_go_to_annexes():
    found = load("kpu-ppk", PLANDAAN)
    off = [{"unit": unit, "what": what} for unit in found.units[:7] for what in ("damaged", "unsealed")]
    given = Speaker(f"kpu:{KABUPATEN}").give(
        found, hour("23 09:00"), **{"except": off, "seals": {found.units[0]: ["1", "2"]}}
    )
    text = written(bast(minutes(found, given=given), profile=PROFILE, names=names, language="id"))
    assert "14 pengecualian dinyatakan; daftarnya di Lampiran 2." in text
    assert "2 nomor segel disebut pada 1 barang; daftarnya di Lampiran 3." in text
    assert "Lampiran 3: Segel yang disebut" in text


def test_every_sentence_of_papers_is_there_in_both_languages():
    assert all(sentence.id and sentence.en for sentence in WORDS.values())


def test_minutes_write_the_day_out():
    assert write_formally(NOON, "id", KABUPATEN) == "Selasa, 26 November 2024, pukul 12.00 WIB"
    assert write_formally(NOON, "en", KABUPATEN) == "Tuesday, 26 November 2024, at 12:00 WIB"


# Letterheads and numbers


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("", "7/BAST/KPU-JOMBANG/2024"),
        ("{nnn}/PP.08-{jenis}/{kantor}/{bulan}/{tahun}", "007/PP.08-BAST/KPU-JOMBANG/XI/2024"),
    ],
)
def test_a_number_follows_the_offices_own_pattern(pattern, number):
    made = write_paper_number(
        pattern=pattern, place=7, kind="bast", office="KPU-JOMBANG", at=NOON, region=KABUPATEN
    )
    assert made == number


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("BA/{tahun}", "letterhead.n"),
        ("{n}/{who}", "letterhead.places"),
        ("{n:>9999999}", "letterhead.places"),
        ("{n.__class__}", "letterhead.n"),
        ("{n!r}", "letterhead.places"),
        ("{n", "letterhead.n"),
        ("{}", "letterhead.n"),
        ("{n}" + "x" * 80, "letterhead.long"),
    ],
)
def test_a_pattern_that_could_not_number_is_refused(pattern, code):
    with pytest.raises(LetterheadError) as refused:
        check_pattern(pattern)
    assert refused.value.code == code


def test_an_office_without_a_letterhead_writes_under_its_own_title():
    assert heading_lines(f"ppk:{PLANDAAN}", Heading(), names, "id") == (
        "PANITIA PEMILIHAN KECAMATAN",
        "35.17.15 ID",
    )
    assert heading_lines(f"ppk:{PLANDAAN}", Heading(lines=("A", "B")), names, "id") == ("A", "B")
    assert short_office("x", lambda *_: "KPU Kabupaten Jombang (Jatim)") == "KPU-JOMBANG"


# Sheets, labels, the small Markdown


def test_a_content_list_has_a_page_for_each_station_with_the_seals_stated():
    stations = [REGISTER.by_key[STATION], REGISTER.by_key[f"{JIPURAPAH}.002"]]
    paper = content_lists(stations, profile=PROFILE, names=names, language="id", seals={BOX: ("9", "10")})
    assert paper.blocks.count(Break()) == 1
    assert [block.code for block in paper.blocks if isinstance(block, Title) and block.level == 1] == [
        station.key for station in stations
    ]
    assert '"9, 10"' in written(paper)


def test_a_station_of_five_elections_has_its_content_list_on_one_sheet():
    station = replace(REGISTER.by_key[STATION], assumed=True)
    paper = content_lists([station], profile=profile("pemilu-2024"), names=names, language="id", seals={})
    assert len(PdfReader(io.BytesIO(TypstPress().pdf(typeset(paper)))).pages) == 1


@pytest.mark.parametrize(
    ("classes", "rows"),
    [
        ({"Sobek": 600, "Noda": 300}, [("Sobek", "600"), ("Noda", "300")]),
        ({"Sobek": 600}, [("Sobek", "600"), ("Rusak, jenisnya tidak disebut", "300")]),
        ({"Sobek": 950}, [("Rusak", "900")]),
        ({}, [("Rusak", "900")]),
    ],
)
def test_the_kinds_of_damage_add_up_to_what_is_claimed(classes, rows):
    claimed = Damage(item="surat suara", piece="lembar", damaged=900, short=100, classes=classes)
    stated = Stated(f"kpu:{KABUPATEN}", KABUPATEN, NOON, 14, "ab" * 32, Heading(), "7", NOON)
    paper = damage(claimed, stated, names=names, language="id")
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row[:2] for row in table.rows] == [*rows, ("Kurang", "100"), ("Jumlah", "1.000")]


def test_every_unit_gets_a_label_with_its_code():
    sheet = labels([REGISTER.by_key[STATION]], profile=PROFILE, names=names, language="id", mark="LATIHAN")
    assert len(sheet.values["labels"]) == 7
    assert {label["code"] for label in sheet.values["labels"]} >= {BOX}
    assert sheet.values["labels"][0]["digits"] == "351715 2004 001"


def test_the_small_markdown_reads_headings_lists_and_weights_and_nothing_else():
    text = "# Judul\n\nSatu **dua** *tiga*\nempat #x\n\n2. A\n   lanjut\n3. B\n\n- C\n\n---\n\n## Akhir\nteks"
    assert blocks_of(text) == (
        Title("Judul", 1),
        Text((Run("Satu "), Run("dua", strong=True), Run(" "), Run("tiga", slanted=True), Run(" empat #x"))),
        Points(((Run("A lanjut"),), (Run("B"),)), numbered=True, start=2),
        Points(((Run("C"),),)),
        Break(),
        Title("Akhir", 2),
        Text((Run("teks"),)),
    )


def test_control_signs_are_dropped_and_long_words_may_break():
    assert printable("a\x00b\ud800") == "ab"
    assert "\u200b" in printable("x" * 60)


# DOCX


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_docx_says_what_the_pdf_says(language):
    paper = bast(stated(), profile=PROFILE, names=names, language=language)
    file = docx.Document(io.BytesIO(docx_of(paper)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    lines = [line.text for line in file.paragraphs]
    assert BOX in cells
    assert "104418, 104419" in cells
    assert paper.title in lines
    assert any("7/BAST/PPS/2024" in line for line in lines)
    assert paper.proof in file.sections[0].footer.paragraphs[0].text
    assert len(file.inline_shapes) == 1


def test_a_docx_of_hostile_text_holds_it_as_text():
    evil = "<w:br/> & \x0b\ud800 ]]> #import"
    paper = Paper(language="id", title=evil, proof=evil, blocks=(Text((Run(evil),)),), mark=evil, code=evil)
    file = docx.Document(io.BytesIO(docx_of(paper)))
    assert "<w:br/> & " in file.paragraphs[-1].text
