import pytest

from example import hour
from sepaham.domain.words import Sentence, write_brief, write_moment, write_number


def test_a_sentence_is_said_in_the_readers_language_with_its_values():
    sentence = Sentence("{n} kotak", "{n} boxes")
    assert (sentence.say("id", {"n": 2}), sentence.say("en", {"n": 2})) == ("2 kotak", "2 boxes")


def test_a_value_with_braces_is_said_as_it_is():
    assert Sentence("{code}", "{code}").say("en", {"code": "{office}"}) == "{office}"


def test_a_missing_value_is_misuse():
    with pytest.raises(KeyError):
        Sentence("{n}", "{n}").say("id", {})


@pytest.mark.parametrize(
    ("region", "language", "text"),
    [
        ("35.17", "id", "Sel 26 Nov 2024 18.05 WIB"),
        ("51.71", "id", "Sel 26 Nov 2024 19.05 WITA"),
        ("94.01", "en", "Tue 26 Nov 2024 20:05 WIT"),
    ],
)
def test_a_moment_is_written_where_it_happened(region, language, text):
    assert write_moment(hour("26 18:05"), language, region) == text


def test_numbers_bear_the_languages_thousands_mark():
    assert (write_number(1012800, "id"), write_number(1012800, "en"), write_number(7, "id")) == (
        "1.012.800",
        "1,012,800",
        "7",
    )


def test_a_narrow_column_leaves_year_and_zone_to_the_pages_head():
    assert write_brief(hour("26 18:05"), "id", "35.17") == "26 Nov 18.05"
    assert write_brief(hour("26 18:05"), "en", "51.71") == "26 Nov 19:05"
