"""
Draws that can be checked afterwards: the chance is promised before, and shown when its round is issued.

The seed of the last round is random; each earlier round's seed is the SHA-256 of the next one's. What is
published first is the SHA-256 of the first round's seed, with the hash of what the draw rests on: a round
can be issued without giving away a later one, and nobody can change the chance or the shares in between.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from sepaham.domain.base import canonical_json, digest
from sepaham.domain.coverage import CoverageError, Shares, cover, drawn

FORMAT = "sepaham/draw/1"
MOST_ROUNDS = 400
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Draw:
    """
    What a draw rests on.

    Attributes:
        id: What it is called.
        log: The log it is for.
        nonce: Random, so that its hash tells nothing.
        units: How many places are drawn in each round.
        floor: The least share of each place, in thousandths.
        values: What is at stake at each place, 0 or more, from agreed risk.
        always: Places covered in every round, outside the draw and beside `units`.
        rounds: What each round is called, in the order they are issued.
    """

    id: str
    log: str
    nonce: str
    units: int
    floor: int
    values: Mapping[str, int]
    always: tuple[str, ...]
    rounds: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.rounds) <= MOST_ROUNDS or len(set(self.rounds)) != len(self.rounds):
            raise CoverageError(
                f"A draw has 1 to {MOST_ROUNDS} rounds, each of another name.", "coverage.rounds"
            )

    @property
    def shares(self) -> Shares:
        """Return how likely each place is drawn in one round."""
        values = {place: value for place, value in self.values.items() if place not in self.always}
        return cover(values=values, units=self.units, floor=Fraction(self.floor, THOUSAND)).shares

    def issue(self, *, number: int, seed: str) -> tuple[str, ...]:
        """
        Return the places of one round.

        Args:
            number: Which round, from 1 on.
            seed: That round's seed.
        """
        found = drawn(shares=self.shares, seed=seed, label=f"{self.id}/{self.rounds[number - 1]}")
        return tuple(sorted({*found, *self.always}))


def seed_of_round(*, last: str, number: int, rounds: int) -> str:
    """
    Return a round's seed.

    Args:
        last: The seed of the last round.
        number: Which round, from 1 on; 0 for what is published beforehand.
        rounds: How many there are.
    """
    return _folded(last, rounds - number)


def _folded(seed: str, times: int) -> str:
    for _ in range(times):
        seed = hashlib.sha256(seed.encode()).hexdigest()
    return seed


def promise(draw: Draw, *, last: str) -> dict[str, Any]:
    """Return the body of the statement that binds a draw before anything is drawn."""
    return {
        "draw": draw.id,
        "inputs": digest(draw_to_bytes(draw)),
        "seed": seed_of_round(last=last, number=0, rounds=len(draw.rounds)),
        "rounds": len(draw.rounds),
        "places": draw.units,
    }


def faults(
    draw: Draw,
    *,
    promised: Mapping[str, Any],
    shown: Mapping[int, str],
    issued: Mapping[int, tuple[str, ...]],
) -> list[str]:
    """
    Say what of a draw is not as it was promised; nothing where all holds.

    Args:
        draw: What the draw is said to rest on.
        promised: The body of the earlier statement.
        shown: The seeds of the rounds issued so far.
        issued: The places that rounds are said to have drawn.
    """
    found = []
    if digest(draw_to_bytes(draw)) != promised["inputs"]:
        found.append("inputs")
    if len(draw.rounds) != promised["rounds"] or draw.units != promised["places"]:
        found.append("size")
    for number, seed in sorted(shown.items()):
        if not 0 < number <= len(draw.rounds):
            found.append(f"round {number}: unknown")
        elif _folded(seed, number) != promised["seed"]:
            found.append(f"round {number}: seed")
        elif number in issued and issued[number] != draw.issue(number=number, seed=seed):
            found.append(f"round {number}: places")
    return [*found, *(f"round {number}: no seed" for number in sorted(issued.keys() - shown.keys()))]


def draw_to_bytes(draw: Draw) -> bytes:
    """Return the canonical file of what a draw rests on, without its seed."""
    told = {field.name: getattr(draw, field.name) for field in fields(Draw)}
    return canonical_json(
        {"format": FORMAT, **told, "always": list(draw.always), "rounds": list(draw.rounds)}
    )


def draw_from_bytes(data: bytes) -> Draw:
    """
    Read such a file.

    Raises:
        ValueError: It is none.
    """
    try:
        value = json.loads(data)
        if value.pop("format") != FORMAT:
            raise ValueError(data[:80])
        return Draw(**{**value, "always": tuple(value["always"]), "rounds": tuple(value["rounds"])})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
