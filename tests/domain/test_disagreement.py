"""Where institutions differ over a cell, and when a cell may end."""

import pytest

from sepaham.domain.disagreement import (
    HERDING,
    UNMET,
    Cell,
    Outcome,
    agenda,
    brier,
    herding,
    perception_gap,
    ranked_probability,
    standing,
)

WHO = ("kpu", "bawaslu", "polres", "pemkab", "kodim")


def cell(key, likelihood, impact=(3, 3, 3, 3, 3), stations=10):
    return Cell(
        key,
        dict(zip(WHO, likelihood, strict=False)),
        dict(zip(WHO, impact, strict=False)),
        stations,
    )


def test_the_spread_is_that_of_a_sample_and_needs_two():
    assert cell("a", (2, 4)).spread() == pytest.approx(2**0.5)
    assert cell("a", (4,), ()).spread() is None


def test_who_stands_three_steps_from_the_median_of_the_others_is_named():
    (one,) = cell("a", (2, 2, 5, 2, 2)).dissents()
    assert (one.institution, one.scale, one.rating, one.others) == ("polres", "likelihood", 5, 2)
    assert not cell("a", (2, 2, 4, 2, 2)).dissents()
    assert [each.scale for each in cell("a", (2, 2), (1, 4)).dissents()] == ["impact", "impact"]


def test_a_lone_rating_has_nobody_to_differ_from():
    assert not cell("a", (5,), (5,)).dissents()


def test_the_agenda_is_ordered_by_spread_impact_and_stations():
    split, wide, grave = (
        cell("split", (2, 2, 4, 4), stations=10),
        cell("wide", (1, 5, 1, 5), stations=10),
        cell("grave", (2, 2, 4, 4), (5, 5, 5, 5), stations=20),
    )
    found = agenda(cells=[cell("calm", (2, 2, 3, 2)), split, wide, grave])
    assert [each.key for each in found.cells] == ["grave", "wide", "split"]


def test_the_meeting_has_time_for_ten_and_equals_are_ordered_by_name():
    found = agenda(cells=[cell(f"{number:02}", (1, 4, 1, 4), stations=1) for number in range(14)][::-1])
    assert [each.key for each in found.cells] == [f"{number:02}" for number in range(10)]
    assert [each.key for each in found.named] == ["10", "11", "12", "13"]


def test_a_lone_dissent_among_ten_is_named_though_the_spread_is_small():
    marks = {f"lembaga {number}": 2 for number in range(9)} | {"polres": 5}
    lone = Cell("lone", marks, dict.fromkeys(marks, 3))
    assert lone.spread() < 1
    found = agenda(cells=[lone])
    assert (found.cells, found.named) == ((), (lone,))


def test_all_near_and_all_who_must_have_rated_is_agreed():
    found = standing(rounds=[cell("a", (3, 3, 4, 3, 3))], authority=WHO[:3])
    assert (found.outcome, found.unmet) == (Outcome.AGREED, ())


@pytest.mark.parametrize(
    ("rounds", "code"),
    [
        ([cell("a", (3, 3), (3, 3))], "unrated"),
        ([cell("a", (1, 1, 5, 5, 3))], "spread"),
        ([cell("a", (1, 3, 3, 3, 5))], "share"),
        ([cell("a", (2, 2, 5, 2, 2))], "dissent"),
        ([cell("a", (2, 2, 2, 2, 2)), cell("a", (4, 4, 4, 4, 4))], "moved"),
    ],
)
def test_what_is_not_met_is_said_and_the_cell_is_rated_again(rounds, code):
    found = standing(rounds=rounds, authority=WHO[:3])
    assert found.outcome is Outcome.AGAIN
    assert code in found.unmet
    assert code in UNMET


def test_a_cell_nobody_rated_is_not_agreed():
    assert standing(rounds=[cell("a", (), ())], authority=()).unmet == ("unrated",)


def test_a_recorded_dissent_no_longer_keeps_a_cell_open():
    marks = {f"lembaga {number}": 2 for number in range(9)} | {"polres": 5}
    lone = Cell("lone", marks, dict.fromkeys(marks, 3))
    assert standing(rounds=[lone], authority=["polres"]).unmet == ("dissent",)
    assert standing(rounds=[lone], authority=["polres"], recorded=["polres"]).outcome is Outcome.AGREED


def test_after_three_rounds_what_is_not_agreed_is_recorded_dissent():
    apart = cell("a", (1, 5, 1, 5, 3))
    assert standing(rounds=[apart] * 2, authority=WHO).outcome is Outcome.AGAIN
    assert standing(rounds=[apart] * 3, authority=WHO).outcome is Outcome.DISSENT


def test_the_perception_gap_is_the_guess_against_the_median_of_the_others():
    marks = {"kpu": 2, "bawaslu": 4, "polres": 5}
    assert perception_gap(guesses={"kpu": 2, "polres": 3}, marks=marks) == {"kpu": 2.5, "polres": 0}
    assert perception_gap(guesses={"kpu": 2}, marks={"kpu": 2}) == {}


def test_ratings_that_draw_together_without_new_evidence_ring():
    before, after = {"kpu": 1, "bawaslu": 3, "polres": 5}, {"kpu": 3, "bawaslu": 3, "polres": 4}
    assert herding(before=before, after=after, new_evidence=0) == ("no-evidence",)
    assert herding(before=before, after=after, new_evidence=1) == ()
    assert herding(before=after, after=before, new_evidence=0) == ()


def test_all_who_changed_taking_the_seniors_rating_rings_even_with_evidence():
    before, after = {"kpu": 1, "bawaslu": 3, "polres": 5}, {"kpu": 5, "bawaslu": 5, "polres": 5}
    assert herding(before=before, after=after, new_evidence=2, senior="polres") == ("to-senior",)
    assert herding(before=before, after=after, new_evidence=2, senior="kpu") == ()
    assert set(HERDING) == {"no-evidence", "to-senior"}


def test_forecasts_are_scored_against_what_came():
    assert brier(forecasts=[1.0, 0.5, 0.0], happened=[True, True, False]) == pytest.approx(0.25 / 3)
    assert brier(forecasts=[], happened=[]) is None
    assert ranked_probability(forecast=[0, 0, 1], came=2) == 0
    assert ranked_probability(forecast=[1, 0, 0], came=2) == 1
    assert ranked_probability(forecast=[0.2, 0.5, 0.3], came=0) == pytest.approx((0.64 + 0.09) / 2)
