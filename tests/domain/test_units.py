from hypothesis import assume, given
from hypothesis import strategies as st

from example import PROFILE, REGISTER, code
from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.units import check_character, is_unit_code, mark_of, station_of, unit_code, units_of

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
stations = st.builds(
    lambda digits, number: f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}.{number:03d}",
    st.text("0123456789", min_size=10, max_size=10),
    st.integers(1, 999),
)
marks = st.builds(lambda letter, ordinal: f"{letter}{ordinal}", st.sampled_from("KBTC"), st.integers(1, 40))


def test_the_check_character_is_that_of_iso_7064_mod_37_36():
    # The worked example of the GRid standard, A1-2425G-ABC1234002-M.
    assert check_character("A12425GABC1234002") == "M"


def test_a_code_says_which_station_and_which_piece():
    box = code("35.17.15.2004.006", "K1")
    assert (box[:-1], station_of(box), mark_of(box)) == ("3517152004006K1", "35.17.15.2004.006", "K1")


@given(stations, marks)
def test_every_code_made_is_a_code_and_reads_back(station, mark):
    made = unit_code(station=station, mark=mark)
    assert is_unit_code(made)
    assert (station_of(made), mark_of(made)) == (station, mark)


@given(stations, marks, st.data())
def test_one_wrong_character_is_always_caught(station, mark, data):
    made = unit_code(station=station, mark=mark)
    place, sign = data.draw(st.integers(0, len(made) - 1)), data.draw(st.sampled_from(SIGNS))
    assume(made[place] != sign)
    assert not is_unit_code(made[:place] + sign + made[place + 1 :])


@given(stations, marks, st.data())
def test_two_neighbours_swapped_are_caught_unless_they_follow_each_other_in_the_alphabet(station, mark, data):
    made = unit_code(station=station, mark=mark)
    place = data.draw(st.integers(0, len(made) - 2))
    here, there = made[place], made[place + 1]
    assume((SIGNS.index(here) - SIGNS.index(there)) % 36 not in {0, 1, 35})
    assert not is_unit_code(made[:place] + there + here + made[place + 2 :])


def test_fewer_than_one_swap_in_a_hundred_makes_another_code():
    codes = [
        unit_code(station=f"35.17.15.{desa}.{tps:03d}", mark="K1")
        for desa in range(2001, 2021)
        for tps in range(1, 41)
    ]
    swaps = [
        made[:place] + made[place + 1] + made[place] + made[place + 2 :]
        for made in codes
        for place in range(len(made) - 1)
        if made[place] != made[place + 1]
    ]
    assert 0 < sum(map(is_unit_code, swaps)) < len(swaps) / 100


@given(st.text(max_size=20))
def test_any_text_can_be_asked_whether_it_is_a_code(text):
    assert is_unit_code(text) in {True, False}


def test_digits_of_another_script_make_no_code():
    assert not is_unit_code(code("35.17.15.2004.006", "K1").replace("3", "٣"))


def test_a_polling_station_of_two_elections_gets_seven_pieces_of_which_the_bag_stays():
    station = REGISTER.stations[0]
    pieces = list(units_of(station, unit_kinds(PROFILE, station.desa)))
    assert [unit.kind.mark for unit in pieces] == ["K1", "K2", "B1", "B2", "B3", "B4", "T1"]
    assert [unit.kind.mark for unit in pieces if not unit.kind.returns] == ["T1"]
    assert {unit.kind.election for unit in pieces if unit.kind.item == "box"} == {"pilgub", "pilbup"}
