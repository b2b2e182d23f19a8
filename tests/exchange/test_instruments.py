"""An institution's list from a spreadsheet: read as it is, everything wrong with it named."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, REGISTER, SUMBERJO
from sepaham.domain.instrument_kinds import Row, rows_from_bytes
from sepaham.exchange.instrument_answers import columns_of
from sepaham.exchange.instruments import PLACE_HEADS, instrument_template, read_instrument
from sepaham.gateways.library import instruments

NAMES = {code: region.name for code, region in REGISTER.regions.items()} | {f"{PLANDAAN}.2009": "Sumberjo"}
BAWASLU, POLRI, KPU, BNPB = (
    instruments()[code] for code in ("bawaslu-tps", "polri-class", "kpu-hazard", "bnpb-hazard")
)
FIRST, SECOND = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"


def read(instrument, text, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return read_instrument(
        data=data, name="daftar.csv", instrument=instrument, regions=NAMES, stations=REGISTER.by_key, **more
    )


def test_bawaslus_indicators_are_yes_or_no_and_a_blank_is_no():
    found = read(
        BAWASLU,
        "Kode Desa;TPS;Rawan Bencana;Logistik Terlambat;Internet\n"
        f"{JIPURAPAH};TPS 01;YA;tidak;\n3517152004;2;-;v;3\n",
    )
    assert [problem.code for problem in found.problems] == ["list.count"]
    assert found.rows == {
        FIRST: Row({"disaster": "yes", "goods-late": "no", "internet": "no"}),
        SECOND: Row({"disaster": "no", "goods-late": "yes", "internet": "yes"}),
    }
    assert found.asked == ("goods-late", "disaster", "internet")


def test_classes_are_read_as_they_are_written_of_a_desa_or_a_station():
    found = read(
        POLRI,
        "kecamatan,desa,no_tps,kelas\n"
        "Kec. Plandaan,Desa Klitih,,Kurang Rawan\nPlandaan,JIPURAPAH,2,rawan II\n",
    )
    assert (found.problems, found.rows) == (
        [],
        {KLITIH: Row({"class": "less"}), SECOND: Row({"class": "very-prone"})},
    )


def test_a_list_of_prone_stations_has_their_kinds():
    found = read(
        KPU,
        f"kode_desa,no_tps,rawan,jenis\n{JIPURAPAH},1,ya,Banjir dan Tanah Longsor\n{JIPURAPAH},2,tidak,\n",
    )
    assert (found.problems, found.rows) == (
        [],
        {FIRST: Row({"prone": "yes", "flood": "yes", "landslide": "yes"}), SECOND: Row({"prone": "no"})},
    )


def test_a_list_without_a_column_of_prone_names_all_its_stations():
    found = read(KPU, f"kode_tps,nama petugas\n{FIRST},Budi\n")
    assert {problem.code for problem in found.problems} == {"list.all", "list.column"}
    assert (found.errors, found.rows) == (0, {FIRST: Row({"prone": "yes"})})
    assert b"Budi" not in found.to_bytes()


def test_hazard_classes_of_desa_have_their_season():
    found = read(
        BNPB, f"kode_desa,banjir,longsor,musim\n{JIPURAPAH},Rendah,TINGGI,2024/2025\n{KLITIH},,sedang,\n"
    )
    assert (found.problems, found.rows) == (
        [],
        {
            JIPURAPAH: Row({"flood": "low", "landslide": "high"}, "2024/2025"),
            KLITIH: Row({"landslide": "medium"}),
        },
    )


BAWASLU_HEAD = "kode_desa,kecamatan,desa,no_tps,bencana\n"
MISTAKES = [
    (BAWASLU, "", "file.empty"),
    (BAWASLU, "nomor,nama\n1,Budi\n", "list.no-place"),
    (BAWASLU, "kode_desa,no_tps,warna\n35.17.15.2004,1,biru\n", "list.no-answer"),
    (BAWASLU, BAWASLU_HEAD, "file.no-rows"),
    (BAWASLU, "kode_desa,no_tps,bencana,rawan_bencana\n35.17.15.2004,1,ya,ya\n", "list.twice"),
    (BAWASLU, "kode_desa,kode desa,no_tps,bencana\n35.17.15.2004,35.17.15.2004,1,ya\n", "list.twice"),
    (BAWASLU, BAWASLU_HEAD + ",,,1,ya\n", "list.place"),
    (BAWASLU, BAWASLU_HEAD + "3.51715E+11,,,1,ya\n", "code.scientific"),
    (BAWASLU, BAWASLU_HEAD + "3517152004.5,,,1,ya\n", "code.decimal"),
    (BAWASLU, BAWASLU_HEAD + "351715200,,,1,ya\n", "code.short"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15,,,1,ya\n", "code.level"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2099,,,1,ya\n", "list.code"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004.009,,,,ya\n", "list.code"),
    (BAWASLU, BAWASLU_HEAD + "rumah,,,1,ya\n", "code.invalid"),
    (BAWASLU, BAWASLU_HEAD + "#REF!,,,1,ya\n", "cell.error"),
    (BAWASLU, BAWASLU_HEAD + ",,Jiporapah,1,ya\n", "list.desa"),
    (BAWASLU, BAWASLU_HEAD + ",,Sumberjo,1,ya\n", "list.desa-many"),
    (BAWASLU, BAWASLU_HEAD + ",Wonosalam,Klitih,1,ya\n", "list.kecamatan"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,,ya\n", "tps.missing"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,satu,ya\n", "tps.number"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,0,ya\n", "tps.range"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,7,ya\n", "list.station"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,1,mungkin\n", "list.tick"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,1,x\n", "list.tick"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,1,ya\n,Plandaan,Jipurapah,1,tidak\n", "list.repeated"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,Plandaan,Klitih,1,ya\n", "list.name"),
    (BAWASLU, BAWASLU_HEAD + "35.17.15.2004,Wonosalam,,1,ya\n", "list.name"),
    (POLRI, "kode_desa,kelas\n35.17.15.2004,agak rawan\n", "list.class"),
    (POLRI, "kode_desa,kelas\n35.17.15.2004,\n", "list.class-empty"),
    (KPU, "kode_desa,no_tps,rawan,jenis\n35.17.15.2004,1,tidak,banjir\n", "list.kind-no"),
    (KPU, "kode_desa,no_tps,rawan,jenis\n35.17.15.2004,1,ya,naga\n", "list.kind"),
    (BNPB, "kode_desa,banjir\n35.17.15.2004.001,tinggi\n", "code.level"),
    (BNPB, "kode_desa,banjir,musim\n35.17.15.2004,tinggi,=1+1\n", "list.note"),
    (BNPB, "kode_desa,banjir\n35.17.15.2004,0.7\n", "list.class"),
]


@pytest.mark.parametrize(("instrument", "text", "code"), MISTAKES)
def test_each_mistake_is_named_with_its_row_and_what_to_do(instrument, text, code):
    found = read(instrument, text)
    assert [problem.code for problem in found.problems] == [code]
    problem = found.problems[0]
    assert problem.say("id") != problem.say("en")
    assert problem.remedy("id")
    assert problem.row > 1 or code.startswith(("file.", "list.no-", "list.twice"))


def test_a_misspelt_desa_is_told_with_the_one_that_is_like_it():
    problem = read(BAWASLU, BAWASLU_HEAD + ",Plandaan,Jiporapah,1,ya\n").problems[0]
    assert problem.say("id") == "Desa Jiporapah tidak ada di kecamatan Plandaan (Jipurapah (Plandaan)?)"


def test_a_desa_name_that_repeats_is_told_with_its_kecamatan():
    problem = read(BAWASLU, BAWASLU_HEAD + ",,Sumberjo,1,ya\n").problems[0]
    assert problem.about["places"] == "Wonosalam, Plandaan"
    assert list(read(BAWASLU, BAWASLU_HEAD + ",Wonosalam,Sumberjo,1,ya\n").rows) == [f"{SUMBERJO}.001"]


def test_a_row_with_an_error_adds_nothing_and_the_others_stay():
    found = read(BAWASLU, BAWASLU_HEAD + "35.17.15.2004,,,1,mungkin\n35.17.15.2004,,,2,ya\n")
    assert (found.errors, list(found.rows)) == (1, [SECOND])


def test_what_lies_outside_the_owners_region_is_refused():
    found = read(BAWASLU, BAWASLU_HEAD + f"{SUMBERJO},,,1,ya\n", may=lambda place: place.startswith(PLANDAAN))
    assert [problem.code for problem in found.problems] == ["list.outside"]


def test_a_workbook_is_read_like_a_csv_also_under_a_title():
    book = Workbook()
    for row in (["Daftar TPS rawan bencana"], [], ["Kode Desa", "No TPS", "Rawan"], [3517152004, 1.0, "Ya"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read(KPU, out.getvalue())
    assert (found.problems, list(found.rows)) == ([], [FIRST])
    assert rows_from_bytes(found.to_bytes()) == found.rows


@pytest.mark.parametrize("instrument", instruments().values(), ids=lambda one: one.code)
def test_the_example_of_each_list_is_read_without_a_problem(instrument):
    data = instrument_template(instrument=instrument, places=[(JIPURAPAH, "Plandaan", "Jipurapah", 1)])
    assert load_workbook(io.BytesIO(data)).active.max_row == 2
    found = read(instrument, data)
    assert (found.problems, len(found.rows)) == ([], 1)


@pytest.mark.parametrize("instrument", instruments().values(), ids=lambda one: one.code)
def test_no_heading_of_an_instrument_means_two_things(instrument):
    heads = [head for item in instrument.items.values() for head in item.heads]
    assert len(heads) == len(set(heads))
    assert not set(columns_of(instrument)) & {*PLACE_HEADS, "tps", "kode", "kecamatan", "desa"}


def test_the_same_file_gives_the_same_hash_and_names_the_file_it_was_read_from():
    text = BAWASLU_HEAD + "35.17.15.2004,,,1,ya\n"
    assert read(BAWASLU, text).to_bytes() == read(BAWASLU, text).to_bytes()
    assert read(BAWASLU, text).file.encode() in read(BAWASLU, text).to_bytes()
    assert KABUPATEN.encode() in read(BAWASLU, text).to_bytes()
