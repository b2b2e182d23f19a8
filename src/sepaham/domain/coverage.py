"""
Spot audits and patrols that cannot be foreseen: how likely each place is covered, and which are drawn.

With fewer patrols than places, whoever always goes where it matters most leaves the rest open. The shares
here make the worst that may still happen least (a zero-sum coverage game: c = max(0, 1 - k/v), the sum of
all c being what there is to give), with a floor above zero, so that every place is possible. Draws keep
these shares exactly (systematic sampling) and take exactly as many as there are. All is counted in
fractions: whoever repeats it gets the same to the last digit.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from sepaham.errors import SepahamError

Shares = Mapping[str, Fraction]
"""How likely each place is covered, from 0 to 1."""


class CoverageError(SepahamError):
    """What there is cannot be spread as asked."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    How a few patrols are best spread over many places.

    Attributes:
        shares: How likely each place is covered; together as many as there are patrols.
        level: The worst expected loss (`k`) among the places covered beyond the floor.
    """

    shares: Shares
    level: Fraction


def cover(*, values: Mapping[str, int], units: int, floor: Fraction = Fraction(0)) -> Coverage:
    """
    Return the shares that make the worst expected loss least.

    Args:
        values: What is at stake at each place, from agreed risk; 0 for nothing.
        units: How many places are covered at a time.
        floor: The least share of every place.

    Raises:
        CoverageError: The floor alone takes more than there is, or a value is below 0.
    """
    if any(value < 0 for value in values.values()):
        raise CoverageError("A place's value is below 0; give 0 to 100.", "coverage.value")
    if units >= len(values):
        return Coverage(dict.fromkeys(values, Fraction(1)), Fraction(0))
    spare = units - floor * len(values)
    if units < 0 or not 0 <= floor < 1 or spare < 0:
        raise CoverageError(
            f"{units} patrols cannot give each of {len(values)} places a share of {float(floor):.3f}; "
            f"lower the floor to {units / len(values):.3f} or less, or add patrols.",
            "coverage.floor",
        )
    level = _level(sorted((v for v in values.values() if v), reverse=True), spare, floor)
    shares = {
        place: max(floor, 1 - level / value) if value else floor for place, value in sorted(values.items())
    }
    return Coverage(_filled(shares, units), level)


def _level(values: Sequence[int], spare: Fraction, floor: Fraction) -> Fraction:
    """Return the `k` at which the shares beyond the floor add up to what is spare."""
    weights = accumulate(Fraction(1, value) for value in values)
    room = 1 - floor
    for number, weight in enumerate(weights, 1):
        level = (number * room - spare) / weight
        following = values[number] if number < len(values) else 0
        if level >= following * room:
            return max(level, Fraction(0))
    return Fraction(0)


def _filled(shares: Mapping[str, Fraction], units: int) -> Shares:
    """Give what the places with anything at stake cannot take to those with nothing, evenly."""
    left = Fraction(units) - sum(shares.values(), Fraction(0))
    if not left:
        return shares
    open_ = [place for place, share in shares.items() if share < 1]
    return {place: share + left / len(open_) if place in open_ else share for place, share in shares.items()}


def worst_loss(*, values: Mapping[str, int], shares: Shares) -> Fraction:
    """Return the expected loss at the place where it is worst."""
    return max(
        (value * (1 - shares.get(place, Fraction(0))) for place, value in values.items()), default=Fraction(0)
    )


def drawn(*, shares: Shares, seed: str, label: str) -> tuple[str, ...]:
    """
    Draw places: each as likely as its share, and exactly as many as the shares add up to.

    Args:
        shares: The places with their shares, adding up to a whole number.
        seed: What all chance comes from.
        label: Which draw it is; another label draws anew.

    Returns:
        The places in the order of their names.
    """
    order = sorted(shares, key=lambda place: _hashed(seed, label, place))
    start = Fraction(int(_hashed(seed, label, ""), 16), 16**64)
    found, reached = [], Fraction(0)
    for place in order:
        before, reached = reached, reached + shares[place]
        if _teeth(reached - start) > _teeth(before - start):
            found.append(place)
    return tuple(sorted(found))


def _teeth(length: Fraction) -> int:
    """Return how many teeth of a comb, one apart from 0 on, stand before a length."""
    return max(0, -(-length.numerator // length.denominator))


def _hashed(seed: str, label: str, place: str) -> str:
    return hashlib.sha256(f"{seed}\0{label}\0{place}".encode()).hexdigest()
