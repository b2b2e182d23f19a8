"""Agreement as the worked cases T1 to T8 have it, and undefined where nothing is defined."""

import pytest

from sepaham.domain.agreement import Scale, figures, tally
from sepaham.domain.raters import biases, cohen, concordance, without_each
from worked_ratings import (
    BINARY,
    FIVE_OBSERVERS,
    KRIPPENDORFF,
    LABELS,
    RANKINGS,
    THREE_OBSERVERS,
    TWO_DOCTORS,
)

FIVE = Scale(range(1, 6))


def near(value):
    return pytest.approx(value, abs=1e-6)


def found(ratings, scale):
    return figures(sums=tally(ratings=ratings, scale=scale).total(), scale=scale)


def values(ratings, scale):
    return {name: figure.value for name, figure in found(ratings, scale).items()}


def reasons(ratings, scale):
    return {name: figure.reason for name, figure in found(ratings, scale).items() if figure.value is None}


def test_t1_gives_krippendorffs_four_alphas():
    told = values(KRIPPENDORFF, FIVE)
    assert told["alpha.nominal"] == near(0.743421)
    assert told["alpha.ordinal"] == near(0.815388)
    assert told["alpha.interval"] == near(0.849107)
    assert told["alpha.ratio"] == near(0.797403)


def test_t1_has_the_coincidence_matrix_of_the_paper():
    sums = tally(ratings=KRIPPENDORFF, scale=FIVE).total()
    matrix = dict(zip(FIVE.pairs, (part / sums.scaled for part in sums.coincidences), strict=True))
    assert [matrix[0, other] for other in range(1, 5)] == near([4 / 3, 1 / 3, 1 / 3, 0])
    assert [matrix[1, other] for other in range(2, 5)] == near([4 / 3, 1 / 3, 0])
    assert [matrix[2, 3], matrix[2, 4], matrix[3, 4]] == near([1 / 3, 0, 0])
    assert list(sums.counts) == [9, 13, 10, 5, 3]


def test_t1_gives_gwets_coefficients_with_what_they_rest_on():
    told = values(KRIPPENDORFF, FIVE)
    assert told["ac1"] == near(0.775444)
    assert told["ac2.linear"] == near(0.858739)
    assert told["ac2.ordinal"] == near(0.898940)
    assert told["ac2.quadratic"] == near(0.914001)
    raw = [told[f"raw.{name}"] for name in ("unweighted", "linear", "ordinal", "quadratic")]
    chance = [told[f"chance.{name}"] for name in ("unweighted", "linear", "ordinal", "quadratic")]
    assert raw == pytest.approx([0.8182, 0.9394, 0.9682, 0.9754], abs=5e-5)
    assert chance == pytest.approx([0.1903, 0.5710, 0.6852, 0.7137], abs=5e-5)


def test_t2_is_met():
    told = values(THREE_OBSERVERS, Scale(range(1, 5)))
    assert told["alpha.nominal"] == near(0.691358)
    assert told["alpha.interval"] == near(0.810845)
    assert told["alpha.ordinal"] == near(0.806721)
    assert told["alpha.ratio"] == near(0.808944)
    assert told["ac1"] == near(0.709164)


def test_t3_is_met_at_every_level_for_two_values_are_as_far_apart_at_each():
    told = values(BINARY, Scale((0, 1)))
    assert [told[f"alpha.{level}"] for level in ("nominal", "ordinal", "interval", "ratio")] == near(
        [0.095238] * 4
    )


def test_t4_has_labels_and_says_why_they_have_no_order():
    scale = Scale("abcde")
    assert values(LABELS, scale)["alpha.nominal"] == near(0.691964)
    assert set(reasons(LABELS, scale).values()) == {"labels"}
    assert values(LABELS, scale)["ac1"] is not None


def test_t5_is_met():
    told = values(FIVE_OBSERVERS, Scale(range(4)))
    assert told["alpha.nominal"] == near(0.480530)
    assert told["alpha.ordinal"] == near(0.768685)
    assert told["alpha.interval"] == near(0.771865)
    assert told["alpha.ratio"] == near(0.679240)
    assert told["ac1"] == near(0.496622)
    assert told["ac2.ordinal"] == near(0.785342)
    assert told["ac2.linear"] == near(0.689639)
    assert told["ac2.quadratic"] == near(0.830434)
    assert told["raw.unweighted"] == pytest.approx(0.6156, abs=5e-5)
    assert told["chance.unweighted"] == pytest.approx(0.2363, abs=5e-5)


def test_t6_gives_cohens_kappa():
    first, second = zip(*TWO_DOCTORS, strict=True)
    kappa = cohen(first=first, second=second, scale=Scale((1, 2, 3)))
    assert kappa.value == near(0.7964094)


def test_a_weighted_kappa_of_two_raters_off_by_one_step_is_higher_than_the_bare_one():
    scale, first, second = Scale(range(1, 6)), [1, 2, 3, 4, 5, 1], [1, 3, 3, 4, 5, None]
    bare = cohen(first=first, second=second, scale=scale).value
    # five shared cells: observed 1 - 1/5 * 1/4, expected from the margins (1..5) and (1,3,3,4,5)
    chance = 1 - sum(abs(a - b) for a in (1, 2, 3, 4, 5) for b in (1, 3, 3, 4, 5)) / 100
    linear = cohen(first=first, second=second, scale=scale, weights="linear").value
    assert linear == near((0.95 - chance) / (1 - chance))
    assert linear > bare


def test_kappa_is_undefined_where_two_raters_share_nothing_or_know_one_value():
    scale = Scale((1, 2))
    assert cohen(first=[1, None], second=[None, 2], scale=scale).reason == "no-pairs"
    assert cohen(first=[1, 1], second=[1, 1], scale=scale).reason == "all-equal"
    assert cohen(first="ab", second="ab", scale=Scale("ab"), weights="linear").reason == "labels"


def test_t7_gives_kendalls_w():
    assert concordance(rankings=RANKINGS).value == near(0.212698)


def test_ties_are_corrected_for_and_rankings_must_be_complete():
    assert concordance(rankings=[[1, 1, 2, 3], [10, 10, 20, 30]]).value == near(1.0)
    assert concordance(rankings=[[1, 2, None], [1, 2, 3]]).reason == "incomplete"
    assert concordance(rankings=[[2, 2, 2], [5, 5, 5]]).reason == "all-equal"
    assert concordance(rankings=[[1, 2, 3]]).reason == "no-pairs"


def test_t8_where_all_are_equal_alpha_is_neither_one_nor_zero():
    told = found([[3, 3, 3]] * 20, FIVE)
    for level in ("nominal", "ordinal", "interval", "ratio"):
        assert (told[f"alpha.{level}"].value, told[f"alpha.{level}"].reason) == (None, "all-equal")
    assert told["raw.unweighted"].value == told["ac1"].value == 1


@pytest.mark.parametrize("ratings", [[], [[1, None], [None, 2]], [[None, None]]])
def test_t8_where_no_unit_has_two_ratings_nothing_is_defined(ratings):
    assert set(reasons(ratings, FIVE).values()) == {"no-pairs"}
    assert len(reasons(ratings, FIVE)) == 16


def test_a_ratio_scale_has_nothing_below_zero_and_one_category_tells_nothing_of_chance():
    assert reasons([[-1, 1], [1, 1]], Scale((-1, 0, 1))) == {"alpha.ratio": "negative"}
    assert reasons([[3, 3]], Scale((3,)))["ac1"] == "one-category"


def test_an_unused_category_changes_gwet_and_leaves_alpha_alone():
    used, full = values(BINARY, Scale((0, 1))), values(BINARY, Scale((0, 1, 2)))
    assert used["alpha.ordinal"] == full["alpha.ordinal"]
    assert used["ac1"] != full["ac1"]


def test_a_rating_off_the_scale_is_misuse():
    with pytest.raises(KeyError):
        tally(ratings=[[6, 1]], scale=FIVE)


def test_the_rater_whose_scale_sits_higher_is_found_and_lowers_the_agreement():
    fair = [1, 1, 2, 2, 3, 1, 2, 4, 1, 3]
    ratings = [[mark, mark, mark, mark + 1] for mark in fair]
    bias = biases(ratings=ratings)
    assert [each.value for each in bias] == near([-1 / 3, -1 / 3, -1 / 3, 1])
    assert bias[3].cells == 10
    whole, rest = values(ratings, FIVE), without_each(ratings=ratings, scale=FIVE)
    assert rest[3]["alpha.ordinal"].value == 1 > whole["alpha.ordinal"] > rest[0]["alpha.ordinal"].value


def test_who_shares_no_cell_has_no_bias():
    assert biases(ratings=[[1, None], [None, 2]])[0].value is None
    assert biases(ratings=[]) == ()
