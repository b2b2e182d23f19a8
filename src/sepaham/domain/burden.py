"""What goods take of a vehicle: litres, kilograms and pieces, on the way out and on the way home."""

from collections.abc import Iterable, Mapping

from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.terms import Terms
from sepaham.domain.units import mark_of

Burden = tuple[int, int, int]
"""Litres, kilograms (begun ones count) and pieces."""
_GRAMS = 1000


def items_of(profile: Profile, region: str) -> Mapping[str, str]:
    """Return the item of each mark that units of a place's polling stations bear."""
    return {kind.mark: kind.item for kind in unit_kinds(profile, region)}


def burden_of(codes: Iterable[str], *, items: Mapping[str, str], terms: Terms, homeward: bool) -> Burden:
    """
    Return what units take together.

    Args:
        codes: The units.
        items: The item of each mark, as `items_of` returns it.
        terms: Say what a piece of an item takes.
        homeward: Whether they are on the way home, where what was used up is gone.
    """
    litres = grams = pieces = 0
    for code in codes:
        one = terms.of_item(items.get(mark_of(code), ""))
        litres += one.litres
        grams += one.grams_home if homeward else one.grams_out
        pieces += 1
    return litres, -(-grams // _GRAMS), pieces


def burdens(lists: Mapping[str, LoadList], *, items: Mapping[str, str], terms: Terms) -> dict[str, Burden]:
    """Return what each load list takes, by its hash."""
    return {
        hash_: burden_of(load.units, items=items, terms=terms, homeward=LEGS[load.leg].homeward)
        for hash_, load in lists.items()
    }
