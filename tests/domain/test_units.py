import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from example import PROFILE, REGISTER, code
from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.units import check_characters, is_unit_code, mark_of, station_of, unit_code, units_of

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/unit_codes.json").read_text("utf-8"))
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
stations = st.builds(
    lambda digits, number: f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}.{number:03d}",
    st.text("0123456789", min_size=10, max_size=10),
    st.integers(1, 999),
)
marks = st.builds(lambda letter, ordinal: f"{letter}{ordinal}", st.sampled_from("KBTC"), st.integers(1, 40))


def test_the_check_characters_are_those_of_iso_7064_mod_1271_36():
    # The worked example of the standard: ISO 79 with its checks is ISO79 3W.
    assert check_characters("ISO79") == "3W"
    assert int("ISO793W", 36) % 1271 == 1


@given(st.text(SIGNS, min_size=1, max_size=30))
def test_a_text_with_its_check_characters_leaves_one(text):
    assert int(text + check_characters(text), 36) % 1271 == 1


@pytest.mark.parametrize("text", ["", "3517k1", "K1 ", "٣٥١٧", "K-1", "1_0"])
def test_no_other_text_has_check_characters(text):
    with pytest.raises(ValueError, match=r"^"):
        check_characters(text)


def test_a_code_says_which_station_and_which_piece():
    box = code("35.17.15.2004.006", "K1")
    assert box == "3517152004006K13G"
    assert (station_of(box), mark_of(box)) == ("35.17.15.2004.006", "K1")


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


@given(stations, marks, st.integers(1, 2), st.data())
def test_two_neighbours_swapped_or_two_with_one_between_are_always_caught(station, mark, apart, data):
    made = list(unit_code(station=station, mark=mark))
    place = data.draw(st.integers(0, len(made) - 1 - apart))
    assume(made[place] != made[place + apart])
    made[place], made[place + apart] = made[place + apart], made[place]
    assert not is_unit_code("".join(made))


def test_no_slip_of_one_character_or_one_swap_makes_a_code_of_another_in_a_whole_kecamatan():
    codes = [
        unit_code(station=f"35.17.15.{desa}.{tps:03d}", mark=mark)
        for desa in range(2001, 2014)
        for tps in range(1, 21)
        for mark in ("K1", "B4", "T12")
    ]
    slips = {made[:n] + sign + made[n + 1 :] for made in codes for n in range(len(made)) for sign in SIGNS}
    swaps = {made[:n] + made[n + 1] + made[n] + made[n + 2 :] for made in codes for n in range(len(made) - 1)}
    assert {text for text in slips | swaps if is_unit_code(text)} == set(codes)


def test_every_pair_of_signs_is_told_apart_at_every_place_whatever_stands_around_it():
    # A sum over places: the difference of two texts is what decides, so these cases are all there are.
    for place in range(20):
        power = 36**place
        assert all(d * power % 1271 for d in range(1, 36)), "one wrong character"
        assert all(d * 35 * power % 1271 for d in range(1, 36)), "two neighbours"
        assert all(d * 1295 * power % 1271 for d in range(1, 36)), "two with one between"


@given(st.text(max_size=40) | st.text(SIGNS, max_size=40) | st.just("9" * 10_000))
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


def test_codes_are_those_the_phone_reads_too():
    for case in VECTORS["codes"]:
        found = case["code"]
        assert unit_code(station=case["station"], mark=case["mark"]) == found
        assert is_unit_code(found)
    assert not any(is_unit_code(case["code"]) for case in VECTORS["refused"])
    assert all(check_characters(case["text"]) == case["check"] for case in VECTORS["checks"])
