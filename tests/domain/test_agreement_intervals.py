"""Intervals by drawing whole units or whole clusters anew: the same seed, the same ends."""

from random import Random

import pytest

from sepaham.domain.agreement import Scale, tally
from sepaham.domain.bootstrap import intervals
from worked_ratings import KRIPPENDORFF

FIVE = Scale(range(1, 6))


def village(chance, truth):
    return [
        min(5, max(1, round(truth + chance.gauss(0, 0.7)))) if chance.random() < 0.7 else None
        for _ in range(8)
    ]


def nested(desa):
    """Make 20 kecamatan of so many desa each; those of one kecamatan are alike."""
    chance = Random(3)
    truths = [chance.choice((1, 1, 1, 2, 3, 4)) for _ in range(20)]
    rows = [village(chance, truth) for truth in truths for _ in range(desa)]
    return rows, [f"kec {number}" for number in range(20) for _ in range(desa)]


def drawn(rows, clusters=(), seed=1, times=300):
    counted = tally(ratings=rows, scale=FIVE)
    return intervals(tally=counted, chance=Random(seed), times=times, clusters=clusters)


def width(interval):
    return interval.high - interval.low


def test_the_same_seed_gives_the_same_ends_and_another_gives_others():
    assert drawn(KRIPPENDORFF) == drawn(KRIPPENDORFF)
    assert drawn(KRIPPENDORFF)["alpha.ordinal"] != drawn(KRIPPENDORFF, seed=2)["alpha.ordinal"]


def test_more_units_make_a_narrower_interval():
    few, many = drawn(nested(2)[0]), drawn(nested(20)[0])
    assert width(many["alpha.ordinal"]) < width(few["alpha.ordinal"]) / 2


def test_whole_kecamatan_drawn_make_a_wider_interval_than_desa_as_if_they_stood_alone():
    rows, clusters = nested(15)
    assert width(drawn(rows, clusters)["alpha.ordinal"]) > 1.5 * width(drawn(rows)["alpha.ordinal"])


def test_clusters_of_one_unit_are_the_units():
    rows, _clusters = nested(1)
    assert drawn(rows, [str(place) for place in range(20)]) == drawn(rows)


def test_every_draw_is_told():
    told = []
    intervals(
        tally=tally(ratings=KRIPPENDORFF, scale=FIVE),
        chance=Random(1),
        times=3,
        told=told.append,
    )
    assert told == [1, 2, 3]


@pytest.mark.parametrize(
    ("rows", "times", "reason"),
    [
        (KRIPPENDORFF, 0, "not-drawn"),
        ([[1, 2, 3]], 50, "one-group"),
        ([[3, 3]] * 4, 50, "all-equal"),
        ([[1, None], [None, 2]], 50, "no-pairs"),
        ([[1, 2], *[[None, 1]] * 30], 200, "often-undefined"),
    ],
)
def test_where_there_is_no_interval_it_says_why(rows, times, reason):
    found = drawn(rows, times=times)["alpha.ordinal"]
    assert (found.low, found.high, found.reason) == (None, None, reason)
