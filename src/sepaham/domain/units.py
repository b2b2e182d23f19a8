"""
The trackable pieces and their codes.

A unit is known by its official sticker (election, kecamatan, desa, TPS) and by our code: thirteen digits of
its polling station, a letter for the kind and an ordinal, and one check character after ISO 7064 MOD 37,36,
``3517152004006K1Q``. The check character catches every single wrong character, and every swap of two
neighbours but one in 36 of those that follow each other in the alphabet (``12`` for ``21``): about one in 200.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sepaham.domain.base import station_key
from sepaham.domain.register import PollingStation

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = 36
_STATION_DIGITS = 13
_SHORTEST = _STATION_DIGITS + 3


@dataclass(frozen=True, slots=True)
class UnitKind:
    """One of the pieces each polling station gets: its mark (``K1``), item, election if any, and way home."""

    mark: str
    item: str
    election: str = ""
    returns: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A trackable piece and the polling station it belongs to."""

    code: str
    station: str
    kind: UnitKind


def check_character(text: str) -> str:
    """
    Return the ISO 7064 MOD 37,36 check character of an upper-case alphanumeric text.

    Raises:
        ValueError: The text holds another character.
    """
    carry = _MODULUS
    for sign in text:
        carry = (carry + _ALPHABET.index(sign)) % _MODULUS or _MODULUS
        carry = carry * 2 % (_MODULUS + 1)
    return _ALPHABET[(_MODULUS + 1 - carry) % _MODULUS]


def unit_code(*, station: str, mark: str) -> str:
    """Return the code of a station's piece: digits, mark and check character."""
    text = station.replace(".", "") + mark
    return text + check_character(text)


def is_unit_code(text: str) -> bool:
    """Tell whether a text is a unit code whose check character fits."""
    if len(text) < _SHORTEST or not text.isascii() or not text[:_STATION_DIGITS].isdigit():
        return False
    return set(text) <= set(_ALPHABET) and check_character(text[:-1]) == text[-1]


def station_of(code: str) -> str:
    """Return the polling station a unit code names."""
    return station_key(f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:10]}", int(code[10:_STATION_DIGITS]))


def mark_of(code: str) -> str:
    """Return the mark within a unit code, ``K1``."""
    return code[_STATION_DIGITS:-1]


def units_of(station: PollingStation, kinds: Iterable[UnitKind]) -> Iterator[Unit]:
    """Yield the pieces of one polling station, in the order of the kinds."""
    for kind in kinds:
        yield Unit(unit_code(station=station.key, mark=kind.mark), station.key, kind)
