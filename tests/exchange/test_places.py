"""A spreadsheet of places: read row by row, everything wrong with it named."""

import pytest
from tests.example import JIPURAPAH, KABUPATEN, REGISTER

from sepaham.domain.travel import Point
from sepaham.exchange.places import places_template, read_places

KNOWN = {*REGISTER.regions, *REGISTER.by_key}


def read(text):
    return read_places(data=text.encode(), name="tempat.csv", known=KNOWN)


def test_regions_and_stations_are_read_by_code_with_comma_or_point() -> None:
    found = read(
        "kode;no_tps;lat;lng\n"
        "35.17;;-7,57;112,24\n"
        f"{JIPURAPAH};;-7.4;112.1\n"
        f"{JIPURAPAH};TPS 02;-7.41;112.11\n"
        "3517152004001;;-7.42;112.12\n"
        "35.17.15;;;\n"
    )
    assert found.problems == []
    assert found.found == {
        KABUPATEN: Point(-75_700_000, 1_122_400_000),
        JIPURAPAH: Point(-74_000_000, 1_121_000_000),
        f"{JIPURAPAH}.002": Point(-74_100_000, 1_121_100_000),
        f"{JIPURAPAH}.001": Point(-74_200_000, 1_121_200_000),
    }


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("abc,,-7.4,112.1", "place.code"),
        ("35.17.15.2004,9,-7.4,112.1", "place.unknown"),
        ("35.17.15.2004,sembilan,-7.4,112.1", "place.station"),
        ("35.17.15,1,-7.4,112.1", "place.station"),
        ("35.17.15.2004,1,7°24'S,112.1", "place.degrees"),
        ("35.17.15.2004,1,,112.1", "place.degrees"),
        ("35.17.15.2004,1,112.1,-7.4", "place.swapped"),
        ("35.17.15.2004,1,-74,112.1", "place.outside"),
        ("35.17.15.2004,1,nan,112.1", "place.degrees"),
    ],
)
def test_a_row_that_is_wrong_says_why_and_adds_nothing(row, code) -> None:
    found = read(f"kode,no_tps,lintang,bujur\n{row}\n")
    assert [problem.code for problem in found.problems] == [code]
    assert found.errors == 1
    assert not found.found
    assert found.problems[0].say("id") != found.problems[0].say("en")


def test_a_place_told_twice_differently_is_an_error_and_a_copied_point_a_warning() -> None:
    head = "kode,no_tps,lintang,bujur\n"
    twice = read(head + "35.17,,-7.4,112.1\n35.17,,-7.4,112.1\n35.17,,-7.5,112.1\n")
    assert [(p.code, p.row, p.about["first"]) for p in twice.problems] == [("place.repeated", 4, 2)]
    copied = read(head + "35.17,,-7.4,112.1\n35.17.15,,-7.4,112.1\n")
    assert [p.code for p in copied.problems] == ["place.same"]
    assert copied.errors == 0


def test_a_file_without_its_columns_or_rows_is_refused() -> None:
    assert [p.code for p in read("desa,x\n1,2\n").problems] == ["place.columns"]
    assert [p.code for p in read("kode,lat,lon\n").problems] == ["file.no-rows"]
    assert [p.code for p in read("").problems] == ["file.empty"]


def test_the_template_is_read_as_it_was_written() -> None:
    data = places_template([KABUPATEN, f"{JIPURAPAH}.002"])
    assert read_places(data=data, name="t.xlsx", known=KNOWN).problems == []
    assert read_places(data=places_template(), name="t.xlsx", known=set()).problems[0].code == "place.unknown"
