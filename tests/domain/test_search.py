"""Finding by name: words in any order, spelling forgiven, nothing far-fetched."""

import pytest

from sepaham.domain.search import likeness, nearest, words_of

NAMES = {
    "1": "Jipurapah (Plandaan)",
    "2": "Sumberjo (Plandaan)",
    "3": "Sumberjo (Wonosalam)",
    "4": "Pojokklitih (Plandaan)",
    "5": "Plandaan",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jipurapah", ["1"]),
        ("Jiporapah", ["1"]),
        ("klitih", ["4"]),
        ("sumberjo", ["2", "3"]),
        ("sumberjo wonosalam", ["3"]),
        ("wonosalam SUMBERJO", ["3"]),
        ("plandaan", ["1", "2", "4", "5"]),
        ("surabaya", []),
        ("ji", ["1"]),
        ("!?", []),
    ],
)
def test_a_name_is_found_by_its_words_however_they_are_spelt(typed, found):
    assert sorted(key for key, _ in nearest(typed, NAMES, most=9)) == found


def test_the_very_name_comes_before_one_spelt_otherwise():
    whole = likeness(("klitih",), ("klitih",))
    part = likeness(("klitih",), ("pojokklitih",))
    other = likeness(("klitik",), ("klitih",))
    assert whole == 1 > part > other > 0
    assert words_of("Bandar-Kedungmulyo, 7") == ("bandar", "kedungmulyo", "7")


def test_no_more_are_answered_than_asked_for():
    assert len(nearest("plandaan", NAMES, most=2)) == 2
