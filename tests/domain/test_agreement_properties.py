"""Agreement on chance data: equal to the ``krippendorff`` package, and blind to order and to names."""

from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sepaham.domain.agreement import LEVELS, Scale, figures, tally
from sepaham.domain.bootstrap import intervals

FIVE = Scale(range(1, 6))


@st.composite
def tables(draw, low=1, high=5):
    """Draw units × raters, with what is missing."""
    width = draw(st.integers(2, 8))
    mark = st.none() | st.integers(low, high)
    return draw(st.lists(st.lists(mark, min_size=width, max_size=width), min_size=1, max_size=25))


def found(ratings, scale=FIVE):
    told = figures(sums=tally(ratings=ratings, scale=scale).total(), scale=scale)
    return {name: figure.value for name, figure in told.items()}


@settings(deadline=None)
@given(tables(low=0, high=6), st.sampled_from(LEVELS))
def test_alpha_is_that_of_the_package(ratings, level):
    ours = found(ratings, Scale(range(7)))[f"alpha.{level}"]
    columns = [
        [float("nan") if mark is None else float(mark) for mark in column]
        for column in zip(*ratings, strict=True)
    ]
    try:
        with np.errstate(invalid="ignore"):
            theirs = krippendorff.alpha(columns, level_of_measurement=level)
    except ValueError:
        assert ours is None
        return
    if theirs != theirs:  # noqa: PLR0124  their word for undefined is not a number
        assert ours is None
    else:
        assert ours == pytest.approx(theirs, abs=1e-9)


@given(tables(), st.randoms())
def test_the_order_of_units_and_of_raters_changes_nothing(ratings, chance):
    raters = list(range(len(ratings[0])))
    chance.shuffle(raters)
    mixed = [[row[rater] for rater in raters] for row in ratings]
    chance.shuffle(mixed)
    assert found(mixed) == found(ratings)
    drawn = [
        intervals(tally=tally(ratings=rows, scale=FIVE), chance=Random(7), times=20)
        for rows in (ratings, mixed)
    ]
    assert drawn[0] == drawn[1]


@given(tables(), st.permutations("abcde"))
def test_other_names_for_the_categories_change_nothing_nominal(ratings, names):
    renamed = [[None if mark is None else names[mark - 1] for mark in row] for row in ratings]
    ours, theirs = found(ratings), found(renamed, Scale("abcde"))
    assert (theirs["alpha.nominal"], theirs["ac1"]) == (
        pytest.approx(ours["alpha.nominal"]),
        pytest.approx(ours["ac1"]),
    )


@given(tables())
def test_turning_the_scale_round_changes_nothing_but_the_ratio(ratings):
    turned = [[None if mark is None else 6 - mark for mark in row] for row in ratings]
    ours, theirs = found(ratings), found(turned)
    assert {n: v for n, v in theirs.items() if n != "alpha.ratio"} == {
        n: pytest.approx(v) for n, v in ours.items() if n != "alpha.ratio"
    }


@given(tables())
def test_agreement_never_exceeds_one(ratings):
    assert all(value is None or value <= 1 for value in found(ratings).values())
