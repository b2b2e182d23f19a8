"""The hours at which `sepaham plan --close` takes a road for closed."""

from datetime import date

import pytest

from example import KABUPATEN, hour
from sepaham.cli import plan as command
from sepaham.errors import SepahamError

DAY = date(2024, 11, 27)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("jembatan", "26 00:00"),
        ("jembatan@07:00", "26 07:00"),
        ("jembatan@H-1T07:00", "26 07:00"),
        ("jembatan@H-2 07.30", "25 07:30"),
        ("jembatan@HT13:00", "27 13:00"),
        ("jembatan@H 13:00", "27 13:00"),
        ("jembatan@H+1T06:00", "28 06:00"),
        ("jembatan@2024-11-26T07:00", "26 07:00"),
    ],
)
def test_an_hour_is_of_the_day_it_names_else_of_the_day_before_voting(text, at):
    assert command._closing(text, DAY, KABUPATEN).at == hour(at)


@pytest.mark.parametrize("text", ["jembatan@25:00", "jembatan@noon", "jembatan@H+9999999999T06:00"])
def test_what_is_no_hour_is_refused_with_how_to_write_one(text):
    with pytest.raises(SepahamError, match="write H-1T07:00"):
        command._closing(text, DAY, KABUPATEN)
