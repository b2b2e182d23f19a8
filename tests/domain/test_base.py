from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.domain.base import (
    Level,
    RegionError,
    ancestor,
    canonical_json,
    end_of_day,
    level_of,
    local_moment,
    local_zone,
    parent_of,
    parse_instant,
    region_code,
    within,
    write_instant,
)

START = datetime.fromtimestamp(0, UTC)
instants = st.integers(0, 32503679999999).map(lambda ms: START + timedelta(milliseconds=ms))


@pytest.mark.parametrize(
    ("text", "dotted"),
    [
        ("35", "35"),
        ("3517", "35.17"),
        ("351715", "35.17.15"),
        ("3517152004", "35.17.15.2004"),
        ("3517152004006", "35.17.15.2004.006"),
        (" 35.17.15.2004 ", "35.17.15.2004"),
    ],
)
def test_a_region_may_come_with_or_without_dots(text, dotted):
    assert region_code(text) == dotted


@pytest.mark.parametrize(
    "text", ["", "3", "351", "35.1", "35,17", "35.17.", "35.17.15.204", "Jombang", "٣٥.١٧"]
)
def test_what_is_no_region_is_refused_with_its_form(text):
    with pytest.raises(RegionError, match=r"35\.17\.15\.2004"):
        region_code(text)


def test_places_are_compared_by_whole_segments():
    assert within("35.17.15", "35.17")
    assert within("35.17", "35.17")
    assert not within("35.17", "35.1")
    assert not within("35.171", "35.17")
    assert not within("35", "35.17")
    assert not within("35.17", "")


def test_a_place_knows_what_holds_it():
    tps = "35.17.15.2004.006"
    assert [ancestor(tps, level) for level in Level] == ["35", "35.17", "35.17.15", "35.17.15.2004", tps]
    assert (level_of(tps), parent_of(tps), parent_of("35")) == (Level.TPS, "35.17.15.2004", "")


@given(instants)
def test_an_instant_reads_back_as_it_was_written(at):
    assert parse_instant(write_instant(at)) == at


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-26",
        "2024-11-26T11:05:00",
        "2024-11-26T11:05:00+07:00",
        "2024-11-26 11:05:00Z",
        "2024-02-30T11:05:00Z",
        "2024-11-26T25:05:00Z",
        "2024-11-26T11:05:00.1Z",
        "٢٠٢٤-11-26T11:05:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ],
)
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_instant(text)


def test_the_canonical_file_of_a_value_does_not_depend_on_the_order_of_its_keys():
    assert (
        canonical_json({"b": 1, "a": "é"}) == canonical_json({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    )
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json({"a": float("nan")})


@pytest.mark.parametrize(
    ("region", "zone", "seven"),
    [
        ("35.17", "WIB", 0),
        ("62.01", "WIB", 0),
        ("51.71", "WITA", 23),
        ("64.01", "WITA", 23),
        ("94.01", "WIT", 22),
        ("82", "WIT", 22),
    ],
)
def test_seven_in_the_morning_is_another_instant_in_each_zone(region, zone, seven):
    assert local_zone(region).tzname(None) == zone
    moment = local_moment(day=date(2024, 11, 27), offset=0, hour=time(7), region=region)
    assert moment == datetime(2024, 11, 27 if seven == 0 else 26, seven, tzinfo=UTC)


def test_a_day_ends_at_local_midnight():
    evening = datetime(2024, 11, 26, 16, 30, tzinfo=UTC)
    assert end_of_day(evening, "35.17") == datetime(2024, 11, 26, 17, tzinfo=UTC)
    assert end_of_day(evening, "94.01") == datetime(2024, 11, 27, 15, tzinfo=UTC)
    midnight = datetime(2024, 11, 26, 17, tzinfo=UTC)
    assert end_of_day(midnight, "35.17") == datetime(2024, 11, 27, 17, tzinfo=UTC), (
        "midnight begins the next day"
    )
