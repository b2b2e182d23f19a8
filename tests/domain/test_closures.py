"""What is closed at an hour, and how a statement names a road."""

from datetime import UTC, datetime, timedelta

import pytest

from sepaham.domain.closures import Closure, closures_of, in_force
from sepaham.domain.facts import Fact
from sepaham.domain.rivers import Circle
from sepaham.domain.road_codes import area_code, circle_of, is_road
from sepaham.domain.statement import Source
from sepaham.domain.travel import Point

SEVEN = datetime(2024, 11, 26, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def said(kind: str, road: str, at: datetime, by: str = "dishub:35.17", **body: str) -> Fact:
    key = f"{kind}{road}{at}"
    return Fact(
        key, 0, f"road.{kind}", road, by, by, "35.17.14", at, at, Source.DIRECT, {"road": road, **body}
    )


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("jembatan-ploso", True),
        ("way:24512345", True),
        ("name:Jalan Raya Ploso", True),
        ("area:-7.4512,112.2291,500", True),
        ("area:-97.4512,112.2291,500", False),
        ("area:-7.4,112.2,500000", False),
        ("area:-7.4,112.2", False),
        ("way:0", False),
        ("name: ", False),
        ("Jembatan Ploso", False),
        ("jembatan--ploso", False),
        ("", False),
    ],
)
def test_a_road_is_named_by_a_crossing_a_way_a_name_or_an_area(code: str, *, is_one: bool) -> None:
    assert is_road(code) is is_one


def test_an_area_is_written_and_read() -> None:
    circle = Circle(Point(-74_512_000, 1_122_291_000), 500)
    assert circle_of(area_code(circle)) == circle
    assert circle_of("jembatan-ploso") is None


def test_a_road_is_closed_from_its_hour_until_somebody_opens_it() -> None:
    facts = [said("open", "jembatan-ploso", SEVEN + 3 * HOUR), said("close", "jembatan-ploso", SEVEN)]
    found = closures_of(facts)
    assert found == (Closure("jembatan-ploso", "35.17.14", "dishub:35.17", SEVEN, SEVEN + 3 * HOUR),)
    assert [len(in_force(found, SEVEN + turn * HOUR)) for turn in (-1, 0, 2, 3)] == [0, 1, 1, 0]


def test_a_closing_with_an_end_opens_by_itself_and_a_later_word_counts() -> None:
    until = "2024-11-26T02:00:00Z"
    once = closures_of([said("close", "way:7", SEVEN, until=until)])
    assert [len(in_force(once, SEVEN + turn * HOUR)) for turn in (0, 1, 2)] == [1, 1, 0]
    longer = closures_of(
        [said("close", "way:7", SEVEN, until=until), said("close", "way:7", SEVEN + HOUR, note="air naik")]
    )
    assert [one.until for one in longer] == [SEVEN + HOUR, None]
    assert in_force(longer, SEVEN + 9 * HOUR)[0].note == "air naik"


def test_only_who_closed_a_road_or_an_office_over_the_kabupaten_opens_it() -> None:
    closed = said("close", "way:7", SEVEN, by="ppk:35.17.14")
    other = said("open", "way:7", SEVEN + HOUR, by="ppk:35.17.15")
    own = said("open", "way:7", SEVEN + 2 * HOUR, by="ppk:35.17.14")
    above = said("open", "way:7", SEVEN + 2 * HOUR, by="polres:35.17")
    for last, opened in ((None, False), (own, True), (above, True)):
        found = closures_of([one for one in (closed, other, last) if one])
        assert bool(in_force(found, SEVEN + 3 * HOUR)) is not opened


def test_what_two_closed_is_closed_until_the_last_of_them_opens_it() -> None:
    one, two = (said("close", "way:7", SEVEN, by=by) for by in ("ppk:35.17.14", "camat:35.17.15"))
    opened = said("open", "way:7", SEVEN + HOUR, by="ppk:35.17.14")
    assert [each.by for each in in_force(closures_of([one, two, opened]), SEVEN + HOUR)] == ["camat:35.17.15"]
