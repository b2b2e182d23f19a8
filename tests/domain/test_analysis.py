"""The analyst's figures of a round are those of the raters' table, and say where they rest on little."""

from random import Random

import pytest

from example import KLITIH, PLANDAAN, WONOSALAM
from judged import BPBD, KPU, POLRES, SATPOL, held, rated, unknown
from sepaham.domain import analysis
from sepaham.domain.agreement import Scale, figures, tally

CELLS = [f"{threat}@35.17.{area:02d}" for threat in ("flood", "theft") for area in range(1, 22)]
OFFICES = (BPBD, POLRES, KPU, SATPOL)


def judged(seed=1, bias=0, cells=CELLS, number=1):
    """Four offices that rate a shared truth with noise; BPBD higher by a bias."""
    chance = Random(seed)
    truth = {cell: chance.randint(1, 4) for cell in cells}
    given = {
        office: [
            rated(cell, _step(truth[cell] + chance.randint(-1, 1) + (bias if office == BPBD else 0)), 3)
            for cell in cells
        ]
        for office in OFFICES
    }
    return held(given, number, cells=cells)


def _step(value):
    return min(5, max(1, value))


def test_each_figure_is_the_one_of_the_table():
    table = analysis.grid(judged(), "likelihood")
    whole, flood, theft = analysis.agreement(table)
    scale = Scale(range(1, 6))
    every = figures(sums=tally(ratings=table.rows, scale=scale).total(), scale=scale)
    assert {name: figure.value for name, figure in whole.found.items()} == {
        name: every[name].value for name in analysis.SHOWN
    }
    assert (whole.threat, flood.threat, theft.threat) == ("", "flood", "theft")
    assert (whole.paired, flood.paired) == (42, 21)
    assert whole.is_few


def test_what_is_all_alike_has_no_alpha_and_says_why():
    table = analysis.grid(judged(), "impact")
    alpha = analysis.agreement(table)[0].found["alpha.ordinal"]
    assert (alpha.value, alpha.reason) == (None, "all-equal")


def test_a_round_nobody_rated_is_empty():
    table = analysis.grid(held({}), "likelihood")
    assert (table.rows, analysis.scales(held({}), table), analysis.pairs(table)) == ((), [], [])
    assert analysis.agreement(table)[0].found["ac2.ordinal"].reason == "no-pairs"
    assert analysis.spreads(held({})) == {}


def test_an_interval_draws_kecamatan_with_all_their_cells_and_is_the_same_each_time():
    cells = [f"flood@{desa}" for desa in (KLITIH, f"{PLANDAAN}.2004", f"{WONOSALAM}.2002")]
    table = analysis.grid(judged(cells=cells), "likelihood")
    first, again = (analysis.agreement_intervals(table, chance=lambda: Random(7), times=50) for _ in range(2))
    assert first == again
    lone = analysis.grid(judged(cells=cells[:2]), "likelihood")
    found = analysis.agreement_intervals(lone, chance=lambda: Random(7), times=50)
    assert found[""]["ac2.ordinal"].reason == "one-group"


def test_a_scale_that_sits_higher_shows_as_bias_and_lowers_agreement():
    held_round = judged(bias=2)
    found = {one.office: one for one in analysis.scales(held_round, analysis.grid(held_round, "likelihood"))}
    assert found[BPBD].bias.value > 1 > found[POLRES].bias.value
    assert found[BPBD].without["ac2.ordinal"] > 0 > found[POLRES].without["ac2.ordinal"]
    assert found[BPBD].gap is None


def test_how_far_guesses_of_the_others_are_off_is_told_per_institution():
    cell = f"flood@{PLANDAAN}"
    guess = {"guess": {"likelihood": 2, "impact": 5}}
    told = held({BPBD: rated(cell, 5, 5, **guess), POLRES: rated(cell, 4, 4), KPU: rated(cell, 4, 4)})
    by_office = {
        scale: {one.office: one for one in analysis.scales(told, analysis.grid(told, scale))}
        for scale in analysis.SCALES
    }
    assert by_office["likelihood"][BPBD].gap == pytest.approx(2)
    assert by_office["impact"][BPBD].gap == pytest.approx(1)
    assert by_office["impact"][BPBD].guesses == 1


def test_each_two_institutions_have_a_kappa_over_what_both_rated():
    cell, other = f"flood@{PLANDAAN}", f"flood@{WONOSALAM}"
    rows = {BPBD: [rated(cell, 4, 4), rated(other, 2, 2)], POLRES: [rated(cell, 4, 4), rated(other, 2, 2)]}
    (pair,) = analysis.pairs(analysis.grid(held(rows), "likelihood"))
    assert (pair.one, pair.other, pair.cells, pair.kappa.value) == (BPBD, POLRES, 2, 1.0)


def test_the_three_words_for_no_number_are_counted_apart():
    cell, other, desa = f"flood@{PLANDAAN}", f"flood@{WONOSALAM}", f"flood@{KLITIH}"
    given = {
        BPBD: [rated(cell, 4, 4), unknown(other)],
        POLRES: [unknown(cell, "not_ours"), rated(desa, 5, 5)],
    }
    found = analysis.covered(held(given, cells=[cell, other]))
    assert found[BPBD] == {"rated": 1, "unknown": 1, "flagged": 0}
    assert found[POLRES] == {"not_ours": 1, "untouched": 1, "flagged": 1}
    assert found[KPU] == {"silent": 2, "flagged": 0}


def test_the_spread_of_rounds_is_a_mean_over_cells():
    cell = f"flood@{PLANDAAN}"
    wide = held({BPBD: rated(cell, 1, 3), POLRES: rated(cell, 5, 3)})
    assert analysis.spreads(wide) == pytest.approx({"": 2.8284271, "flood": 2.8284271})
