"""Tables of ratings read: what names the units, what is missing, and what is wrong by row and column."""

import io

import pytest
from openpyxl import Workbook

from sepaham.exchange.ratings import MOST_CATEGORIES, read_ratings
from sepaham.exchange.tables import TableError


def read(text, **how):
    data = text if isinstance(text, bytes) else text.encode()
    return read_ratings(data=data, name="nilai.csv", **how)


def problems(text, **how):
    return [(each.row, each.column, each.value, each.code) for each in read(text, **how).problems]


def test_a_column_is_a_rater_and_an_empty_cell_is_missing():
    sheet = read("KPU,Bawaslu,Polres\n1,2,\n3,,5\n")
    assert sheet.raters == ("KPU", "Bawaslu", "Polres")
    assert sheet.ratings == ((1, 2, None), (3, None, 5))
    assert sheet.scale.categories == (1, 2, 3, 5)
    assert not sheet.given


@pytest.mark.parametrize(
    "head",
    ["desa banjir,A,B\nNgoro,1,2\nDiwek,3,4\n", "unit,A,B\n1,1,2\n2,3,4\n", ",A,B\nx1,1,2\nx2,3,4\n"],
)
def test_a_first_column_that_is_no_rating_names_the_units(head):
    sheet = read(head)
    assert (sheet.raters, sheet.ratings) == (("A", "B"), ((1, 2), (3, 4)))


def test_headings_may_be_numbers_or_lack():
    assert read("unit,1,2\na,3,4\n").raters == ("1", "2")
    assert read("1,2\n3,4\n").raters == ("kolom 1", "kolom 2")
    assert len(read("1,2\n3,4\n").ratings) == 2


def test_labels_are_a_nominal_scale_with_or_without_names_of_units():
    assert read("A,B\na,b\nb,b\na,a\n").ratings == (("a", "b"), ("b", "b"), ("a", "a"))
    sheet = read("tempat,A,B\nNgoro,a,b\nDiwek,b,b\n")
    assert (sheet.raters, sheet.scale.labelled) == (("A", "B"), True)


def test_unknown_and_not_ones_authority_are_missing_and_counted_apart():
    sheet = read("A,B,C\n1,tt,BK\n2,.,*\n")
    assert sheet.ratings == ((1, None, None), (2, None, None))
    assert sheet.absent == {"": 2, "TT": 1, "BK": 1}


def test_a_byte_order_mark_semicolons_and_decimal_commas_are_read():
    sheet = read(b"\xef\xbb\xbfunit;A;B\r\nx;1,5;2\r\ny;3;4,0\r\n")
    assert sheet.ratings == ((1.5, 2), (3, 4))


def test_a_workbook_is_read_like_a_text():
    book = Workbook()
    for row in (["unit", "A", "B"], ["x", 1, 2.0], ["y", 3], ["z", None, 4]):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    assert read(kept.getvalue()).ratings == ((1, 2), (3, None), (None, 4))


def test_the_full_scale_may_be_named():
    assert read("A,B\n1,2\n", categories="1..5").scale.categories == (1, 2, 3, 4, 5)
    assert read("A,B\n0,1\n", categories="0,0.5;1".replace(",", ";")).scale.categories == (0, 0.5, 1)
    assert read("A,B\nya,ya\nya,tidak\n", categories="ya,tidak").scale.categories == ("ya", "tidak")


@pytest.mark.parametrize("scale", ["5..1", "1..", "x..y", "1", "1..500", ",", "1,,2"])
def test_what_is_no_scale_is_said(scale):
    assert problems("A,B\n1,2\n", categories=scale) == [(0, "--categories", scale, "rating.scale")]


def test_mistakes_are_named_by_row_and_column():
    text = "unit,KPU,Bawaslu\nx,1,2\ny,dua,6\nz,3,0\n"
    assert problems(text, categories="1..5") == [
        (3, "KPU", "dua", "rating.number"),
        (3, "Bawaslu", "6", "rating.outside"),
        (4, "Bawaslu", "0", "rating.outside"),
    ]


def test_a_mistake_speaks_both_languages_and_says_what_to_do():
    (problem,) = read("A,B\n1,9\n", categories="1..5").problems
    assert problem.say("id") == "9 di luar skala 1–5"
    assert "--categories" in problem.remedy("en")


@pytest.mark.parametrize("row", ["x,1", "x,1,2,3"])
def test_a_row_of_another_length_is_refused(row):
    ((number, _column, _value, code),) = problems(f"unit,A,B\nv,1,2\n{row}\n")
    assert (number, code) == (3, "rating.ragged")


def test_two_raters_of_one_name_and_a_table_without_raters_or_rows_are_refused():
    assert problems("A,A\n1,2\n")[0][3] == "rating.repeated"
    assert problems("unit\nx\ny\n")[0][3] == "rating.raters"
    assert problems("unit,A,B\n")[0][3] == "file.no-rows"


def test_too_many_values_are_no_scale():
    lines = "\n".join(f"{number},{number}" for number in range(MOST_CATEGORIES + 1))
    assert problems(f"A,B\n{lines}\n") == [(0, "", str(MOST_CATEGORIES + 1), "rating.many")]


def test_lines_without_anything_below_are_no_units_and_such_between_are():
    assert len(read("A,B\n1,2\n,\n3,4\n,\n,\n").ratings) == 3


def test_a_column_without_heading_or_ratings_is_none():
    assert read("A,B,\n1,2,\n").raters == ("A", "B")


def test_clusters_are_a_column_or_the_kecamatan_of_the_codes():
    sheet = read("unit,kecamatan,A,B\nx,Ngoro,1,2\ny,Diwek,1,1\n")
    assert (sheet.clusters, sheet.clustered_by, sheet.raters) == (("Ngoro", "Diwek"), "kecamatan", ("A", "B"))
    sheet = read("kode_desa,A,B\n3517152004,1,2\n35.17.16.2001 banjir,1,1\n")
    assert (sheet.clusters, sheet.clustered_by) == (("35.17.15", "35.17.16"), "kecamatan")
    assert read("unit,wil,A\nx,p,1\ny,q,1\n", cluster="Wil").clusters == ("p", "q")


def test_a_cluster_that_is_not_there_is_named():
    assert problems("unit,A,B\nx,1,2\n", cluster="wil") == [(1, "wil", "wil", "rating.cluster")]
    assert problems("unit,kecamatan,A\nx,,1\ny,p,1\n") == [(2, "kecamatan", "", "rating.clusterless")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"A,B\n\xff,1\n"])
def test_what_is_no_table_is_refused(data):
    with pytest.raises(TableError):
        read(data)
