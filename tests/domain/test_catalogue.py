from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.domain.catalogue import (
    ProfileError,
    profile_from_bytes,
    profile_from_toml_dict,
    profile_to_bytes,
    unit_kinds,
    with_rule,
)
from sepaham.domain.quantities import QuantityError, check, quantity
from sepaham.gateways.library import LibraryError, profile, profile_codes

PILKADA = profile("pilkada-2024")
PEMILU = profile("pemilu-2024")


def test_the_package_ships_both_profiles_and_names_them_when_asked_for_another():
    assert profile_codes() == ("pemilu-2024", "pilkada-2024")
    with pytest.raises(LibraryError, match="pilkada-2024"):
        profile("pilkada-1955")


@pytest.mark.parametrize("found", [PILKADA, PEMILU])
def test_the_law_lists_25_kinds_of_goods_in_three_groups(found):
    groups = [item.group for item in found.items]
    assert [groups.count(group) for group in (1, 2, 3)] == [7, 12, 6]


@pytest.mark.parametrize("found", [PILKADA, PEMILU])
def test_a_profile_survives_its_canonical_file(found):
    assert profile_from_bytes(profile_to_bytes(found)) == found
    assert profile_to_bytes(profile_from_bytes(profile_to_bytes(found))) == profile_to_bytes(found)


def test_a_station_gets_seven_pieces_in_pilkada_and_ten_in_pemilu():
    assert [kind.mark for kind in unit_kinds(PILKADA, "35.17")] == ["K1", "K2", "B1", "B2", "B3", "B4", "T1"]
    assert len(unit_kinds(PEMILU, "35.17")) == 10


def test_an_election_not_held_in_a_region_sends_no_box_there_and_moves_no_ordinal():
    assert {kind.election for kind in unit_kinds(PEMILU, "31.71")} == {"", "ppwp", "dpr", "dpd", "dprd-prov"}
    only_second = replace(
        PEMILU, elections=(replace(PEMILU.elections[0], excluded=("35",)), *PEMILU.elections[1:])
    )
    marks = {kind.election: kind.mark for kind in unit_kinds(only_second, "35.17")}
    assert marks["dpr"] == "K2"
    assert "ppwp" not in marks


def test_every_rule_says_where_its_figure_comes_from():
    assert all(rule.source for found in (PILKADA, PEMILU) for rule in found.rules)


def test_items_without_a_known_quantity_have_no_rule():
    assert "seal" in {item.code for item in PEMILU.without_rule()}
    assert "seal" not in {item.code for item in PILKADA.without_rule()}


def test_a_rule_can_be_edited_and_stays_checked():
    edited = with_rule(PILKADA, code="seal", expression="6 * elections", source="keputusan KPU")
    assert next(rule for rule in edited.rules if rule.code == "seal").source == "keputusan KPU"
    with pytest.raises(QuantityError, match="Rule seal"):
        with_rule(PILKADA, code="seal", expression="weather", source="")
    with pytest.raises(QuantityError, match="Rule booth"):
        with_rule(PILKADA, code="booth", expression="ceil(voters / 100)", source="")
    with pytest.raises(ProfileError, match="no rule 'hat'"):
        with_rule(PILKADA, code="hat", expression="1", source="")


def test_more_booths_are_more_tracked_pieces():
    six = with_rule(PILKADA, code="booth", expression="3 * elections", source="")
    assert [kind.mark for kind in unit_kinds(six, "35.17") if kind.item == "booth"][-1] == "B6"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"day": None}, "day"),
        ({"hat": 1}, "hat"),
        ({"elections": []}, "election"),
        ({"rules": [{"code": "x", "item": "hat", "per": "tps", "expression": "1", "source": ""}]}, "hat"),
        ({"rules": [{"code": "x", "item": "box", "per": "moon", "expression": "1", "source": ""}]}, "moon"),
        ({"rules": [{"code": "x", "item": "box"}]}, "rule"),
    ],
)
def test_a_profile_that_does_not_fit_together_is_refused(change, why):
    value = {
        "code": "p", "name_id": "", "name_en": "", "day": "2024-11-27", "voters_max": 600, "items_source": "",
        "elections": [{"code": "e", "name_id": "", "name_en": "", "short": ""}],
        "items": [{"code": "box", "name_id": "", "name_en": "", "group": 1}],
        "rules": [],
    }  # fmt: skip
    assert profile_from_toml_dict(value).code == "p"
    value |= change
    value = {key: found for key, found in value.items() if found is not None}
    with pytest.raises(ProfileError, match=why):
        profile_from_toml_dict(value)


@given(st.integers(0, 5000))
def test_ballots_are_voters_and_two_and_a_half_percent_rounded_up(voters):
    assert quantity("voters + ceil(voters * 2.5 / 100)", {"voters": voters}) == voters + -(-voters // 40)


@pytest.mark.parametrize(
    ("expression", "voters", "pieces"),
    [
        ("voters * 0.1", 30, 3),
        ("round(voters / 2)", 5, 3),
        ("max(1, floor(voters / 7), 2)", 30, 4),
        ("-(-voters)", 2, 2),
    ],
)
def test_expressions_are_exact(expression, voters, pieces):
    assert quantity(expression, {"voters": voters}) == pieces


@pytest.mark.parametrize(
    "expression",
    [
        "", "voters +", "__import__('os')", "voters ** 9", "voters.real", "True", "'a'", "0x10", "2.5j",
        "1e9", "[1]", "max(*[1, 2])", "ceil(1, 2)", "max(1)", "(lambda: 1)()", "hat", "1 if voters else 2",
        "1 + " * 60 + "1",
    ],
)  # fmt: skip
def test_nothing_but_arithmetic_can_be_written(expression):
    with pytest.raises(QuantityError):
        check(expression, frozenset({"voters"}))


@pytest.mark.parametrize("expression", ["voters / 2", "0 - voters", "1 / (voters - 5)"])
def test_a_fraction_a_negative_or_a_division_by_zero_is_refused(expression):
    with pytest.raises(QuantityError):
        quantity(expression, {"voters": 5})
