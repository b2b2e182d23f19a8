"""Coverage as the worked case of the game has it, and draws that keep every share and can be checked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.domain.coverage import CoverageError, cover, drawn, worst_loss
from sepaham.domain.draws import (
    Draw,
    draw_from_bytes,
    draw_to_bytes,
    faults,
    promise,
    seed_of_round,
)

WORKED = {"a": 10, "b": 8, "c": 5, "d": 2, "e": 1}
LAST = "5eed" * 16


def near(value):
    return pytest.approx(value, abs=1e-6)


def test_the_worked_case_is_met():
    found = cover(values=WORKED, units=2)
    assert float(found.level) == near(2.352941)
    assert [float(share) for share in found.shares.values()] == near([0.764706, 0.705882, 0.529412, 0, 0])


def test_the_worst_loss_is_the_least_of_the_usual_ways_to_spread():
    ways = {
        "game": cover(values=WORKED, units=2).shares,
        "proportional": {place: Fraction(2 * value, 26) for place, value in WORKED.items()},
        "fixed top 2": {"a": Fraction(1), "b": Fraction(1)},
        "uniform": dict.fromkeys(WORKED, Fraction(2, 5)),
    }
    losses = [float(worst_loss(values=WORKED, shares=shares)) for shares in ways.values()]
    assert losses == near([2.352941, 3.076923, 5.0, 6.0])


def bisected(values, units, floor):
    """The same by bisection, as the method is written down."""
    low, high = 0.0, float(max(values))
    for _ in range(200):
        middle = (low + high) / 2
        spent = sum(max(floor, 1 - middle / value) if value else floor for value in values)
        low, high = (middle, high) if spent > units else (low, middle)
    return low


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40), st.data())
def test_shares_add_up_to_what_there_is_and_none_is_below_the_floor(values, data):
    units = data.draw(st.integers(1, len(values) - 1))
    floor = Fraction(1, 50) if units * 50 >= len(values) else Fraction(0)
    found = cover(values={str(n): value for n, value in enumerate(values)}, units=units, floor=floor)
    assert sum(found.shares.values()) == units
    assert all(floor <= share <= 1 for share in found.shares.values())
    if units < sum(value > 0 for value in values):
        assert float(found.level) == near(bisected(values, units, float(floor)))


def test_more_patrols_than_places_cover_all():
    assert set(cover(values=WORKED, units=7).shares.values()) == {Fraction(1)}


@pytest.mark.parametrize(
    ("values", "units", "floor"),
    [(WORKED, 1, Fraction(3, 10)), (WORKED, -1, Fraction(0)), ({"a": -1, "b": 2}, 1, Fraction(0))],
)
def test_what_cannot_be_spread_is_refused_with_what_to_do(values, units, floor):
    with pytest.raises(CoverageError):
        cover(values=values, units=units, floor=floor)


def test_each_draw_takes_exactly_as_many_and_over_many_draws_every_share_holds():
    shares = cover(values=WORKED, units=2, floor=Fraction(1, 20)).shares
    times = dict.fromkeys(WORKED, 0)
    for turn in range(3000):
        places = drawn(shares=shares, seed=LAST, label=str(turn))
        assert len(places) == 2
        for place in places:
            times[place] += 1
    assert all(abs(times[place] / 3000 - share) < 0.03 for place, share in shares.items())
    assert times["e"] > 0


def a_draw(**changes):
    values = {f"35.17.15.{2000 + n}": (n * 37) % 101 for n in range(1, 21)}
    rounds = ("26 malam", "27 pagi", "27 malam")
    found = Draw(
        "patroli", "sepaham/35.17/2024-11-27/REAL", "n0nce", 4, 50, values, ("35.17.15.2001",), rounds
    )
    return replace(found, **changes)


def seed(number):
    return seed_of_round(last=LAST, number=number, rounds=3)


def test_a_round_is_drawn_again_the_same_by_whoever_has_its_seed():
    draw = a_draw()
    places = draw.issue(number=2, seed=seed(2))
    assert "35.17.15.2001" in places
    assert len(places) == 5
    assert draw_from_bytes(draw_to_bytes(draw)).issue(number=2, seed=seed(2)) == places
    assert draw.issue(number=1, seed=seed(1)) != places


def test_a_later_seed_shows_the_earlier_ones_and_no_seed_shows_a_later_one():
    import hashlib

    assert hashlib.sha256(seed(2).encode()).hexdigest() == seed(1)
    assert seed(3) == LAST
    assert promise(a_draw(), last=LAST)["seed"] == seed(0)


def test_a_draw_as_promised_has_no_faults():
    draw = a_draw()
    shown = {1: seed(1), 2: seed(2)}
    issued = {number: draw.issue(number=number, seed=found) for number, found in shown.items()}
    assert faults(draw, promised=promise(draw, last=LAST), shown=shown, issued=issued) == []


@pytest.mark.parametrize(
    ("changes", "shown", "issued", "fault"),
    [
        ({"floor": 0}, {}, {}, "inputs"),
        ({"units": 3}, {}, {}, "size"),
        ({}, {1: "0" * 64}, {}, "round 1: seed"),
        ({}, {4: LAST}, {}, "round 4: unknown"),
        ({}, {1: seed(1)}, {1: ("35.17.15.2002",)}, "round 1: places"),
        ({}, {}, {1: ()}, "round 1: no seed"),
    ],
)
def test_whatever_was_changed_since_is_found(changes, shown, issued, fault):
    promised = promise(a_draw(), last=LAST)
    assert fault in faults(a_draw(**changes), promised=promised, shown=shown, issued=issued)


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'{"format": "sepaham/draw/2"}', b"x"])
def test_a_file_that_is_no_draw_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011  JSON's own error is one of these
        draw_from_bytes(raw)


@pytest.mark.parametrize("rounds", [(), ("a", "a")])
def test_a_draw_needs_rounds_of_different_names(rounds):
    with pytest.raises(CoverageError):
        a_draw(rounds=rounds)
