"""Writing down where stores and polling stations are, and what leads over rivers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from sepaham.domain.rivers import River, all_crossings
from sepaham.domain.travel import Point
from sepaham.errors import SepahamError
from sepaham.records.places import drop_river, keep_places, keep_river, rivers, told


class RiverError(SepahamError):
    """A river that cannot be taken over."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list of places: how many were new, moved, and as they were."""

    new: int
    moved: int
    same: int


def compare_places(*, found: Mapping[str, Point]) -> Taken:
    """Return what taking places over would do."""
    before = told()
    new = sum(code not in before for code in found)
    same = sum(before.get(code) == point for code, point in found.items())
    return Taken(new, len(found) - new - same, same)


def accept_places(*, found: Mapping[str, Point]) -> Taken:
    """Take over where places are, by region or polling station; those not named stay as they were."""
    with transaction.atomic():
        taken = compare_places(found=found)
        keep_places(found)
    return taken


def put_rivers(*, found: Iterable[River]) -> None:
    """
    Take rivers over, each in the place of one of the same code.

    Raises:
        RiverError: A crossing's code is another's already.
    """
    fresh = {river.code: river for river in found}
    with transaction.atomic():
        kept = [river for river in rivers() if river.code not in fresh]
        codes = [crossing.code for _, crossing in all_crossings([*kept, *fresh.values()])]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise RiverError(f"Two crossings are called {twice[0]}; give each its own code.", "river.twice")
        for river in fresh.values():
            keep_river(river)


def forget_river(*, code: str) -> None:
    """
    Forget a river and its crossings.

    Raises:
        RiverError: There is none of this code.
    """
    if not drop_river(code):
        raise RiverError(f"There is no river {code!r}; `sepaham roads` lists them.", "river.unknown")
