"""Every ballot of a station is explained, or the column that does not explain it is named."""

import pytest

from example import JIPURAPAH, hour
from sepaham.domain.ballots import Count, Fault, Warehouse, blocks_of, faults, sum_of

TPS, OTHER = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"
WHOLE = {"received": 534, "used": 400, "damaged": 3, "wrong": 1, "unused": 130}


def count(office="kpps", voters=400, station=TPS, **changed):
    return Count(f"of {office}", station, "pilbup", office, hour("27 15:00"), {**WHOLE, **changed}, voters)


def told(*counts, expected=534):
    return [(fault.rule, fault.columns[0], fault.difference) for fault in faults(counts, expected=expected)]


def test_a_block_that_closes_and_that_all_copies_agree_on_has_no_fault():
    assert told(count(), count("ptps"), count("ppk", voters=None)) == []
    assert told(count(), expected=None) == []


@pytest.mark.parametrize("column", ["used", "damaged", "wrong", "unused", "received"])
def test_one_wrong_number_in_a_copy_is_named_with_its_column(column):
    wrong = count("ptps", **{column: WHOLE[column] + 7})
    found = told(count(), wrong)
    assert ("differ", column, 7) in found
    assert {rule for rule, _, _ in found} <= {"open", "differ", "received", "used"}


def test_a_single_copy_that_does_not_close_is_blamed_on_a_column_nothing_else_bears_out():
    assert told(count(unused=120)) == [("open", "unused", 10)]
    assert told(count(used=390)) == [("used", "used", -10), ("open", "unused", 10)]
    (fault,) = faults([count(unused=120, voters=None)], expected=None)
    assert set(fault.columns) == set(WHOLE)


def test_unused_ballots_written_down_as_damaged_are_a_mix_up_and_not_two_errors():
    plenary = count("ppk", damaged=133, unused=0)
    assert faults([count(), plenary], expected=534) == [
        Fault("mixed", ("damaged", "unused"), 130, (count(), plenary))
    ]


def test_a_station_that_got_more_or_fewer_than_it_was_to_get_is_told():
    assert told(count(received=533, unused=129)) == [("received", "received", -1)]


def test_an_area_closes_over_the_stations_that_are_counted():
    expected = {(TPS, "pilbup"): 534, (OTHER, "pilbup"): 342}
    one = blocks_of([count()], expected=expected)
    found = sum_of(one.values())
    assert (found.stations, found.counted, found.expected, found.left) == (2, 1, 534, 0)
    assert [block.is_explained for block in one.values()] == [True, False]
    other = count(station=OTHER, received=342, used=250, unused=80)
    both = blocks_of([count(), other], expected=expected)
    assert [(b.is_explained, len(b.faults)) for b in both.values()] == [(True, 0), (False, 2)]
    whole = sum_of(both.values())
    assert (whole.counted, whole.numbers["used"], whole.left) == (2, 650, 8)


def test_the_warehouse_closes_when_what_was_good_is_packed_kept_or_destroyed():
    assert Warehouse(good=1_041_060, packed=1_039_060, vote_again=2_000).left == 0
    assert Warehouse(good=1_041_190, packed=1_039_060, vote_again=2_000, destroyed=130).left == 0
    assert Warehouse(good=1_041_060, packed=1_039_060, damaged=119, burnt=130).damaged_left == -11
