"""
The trackable pieces and their codes.

A unit is known by its official sticker (election, kecamatan, desa, TPS) and by our code: thirteen digits of
its polling station, a letter for the kind and an ordinal, and two check characters after ISO 7064
MOD 1271-36: ``3517152004006K13G``. Read as one number in base 36, a right code leaves 1 when divided by 1271.

Every single wrong character is caught, and every swap of two neighbours, or of two with one between them; of
other slips all but one in 1271. (They change the number by d, 35 d or 1295 d times a power of 36, where d is
at most 35, and 1271 divides none of these.)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sepaham.domain.base import station_key
from sepaham.domain.register import PollingStation

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = frozenset(_ALPHABET)
_RADIX = 36
_MODULUS = 1271
_STATION_DIGITS = 13
_CHECKS = 2
_SHORTEST, _LONGEST = _STATION_DIGITS + 2 + _CHECKS, 20


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


def check_characters(text: str) -> str:
    """
    Return the two ISO 7064 MOD 1271-36 check characters of an upper-case alphanumeric text.

    Raises:
        ValueError: The text is empty or holds another character.
    """
    if not text or not _SIGNS.issuperset(text):
        raise ValueError(text)
    check = (1 - int(text, _RADIX) * _RADIX**_CHECKS) % _MODULUS
    return _ALPHABET[check // _RADIX] + _ALPHABET[check % _RADIX]


def unit_code(*, station: str, mark: str) -> str:
    """Return the code of a station's piece: digits, mark and check characters."""
    text = station.replace(".", "") + mark
    return text + check_characters(text)


def is_unit_code(text: str) -> bool:
    """Tell whether a text is a unit code whose check characters fit."""
    if not _SHORTEST <= len(text) <= _LONGEST or not _SIGNS.issuperset(text):
        return False
    if not text[:_STATION_DIGITS].isdigit():
        return False
    return check_characters(text[:-_CHECKS]) == text[-_CHECKS:]


def station_of(code: str) -> str:
    """Return the polling station a unit code names."""
    return station_key(f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:10]}", int(code[10:_STATION_DIGITS]))


def mark_of(code: str) -> str:
    """Return the mark within a unit code, ``K1``."""
    return code[_STATION_DIGITS:-_CHECKS]


def units_of(station: PollingStation, kinds: Iterable[UnitKind]) -> Iterator[Unit]:
    """Yield the pieces of one polling station, in the order of the kinds."""
    for kind in kinds:
        yield Unit(unit_code(station=station.key, mark=kind.mark), station.key, kind)
