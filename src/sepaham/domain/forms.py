"""The forms a statement's fields may have: functions that tell whether a JSON value is of a form."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sepaham.domain.base import RegionError, parse_instant, region_code
from sepaham.domain.loads import load_list_from_dict

Shape = Callable[[Any], bool]

_MOST_COUNTED = 10**9
_MOST_UNITS = 2000
_MOST_STEPS = 10_000


def text(most: int) -> Shape:
    """Return the form of a text of at most so many characters, and not empty."""
    return lambda value: isinstance(value, str) and 0 < len(value) <= most


def count(value: Any) -> bool:
    """Tell whether a value is a number of pieces."""
    return up_to(_MOST_COUNTED)(value)


def up_to(most: int) -> Shape:
    """Return the form of a whole number from 0 to a most."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def between(least: int, most: int) -> Shape:
    """Return the form of a whole number from a least to a most."""
    return lambda value: up_to(most)(value) and value >= least


def hash_(value: Any) -> bool:
    """Tell whether a value is a SHA-256 in hexadecimal."""
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")  # noqa: PLR2004


def list_of(shape: Shape, most: int = _MOST_UNITS) -> Shape:
    """Return the form of a list whose items are of a form."""
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(shape, value))


def map_of(shape: Shape, most: int = _MOST_UNITS) -> Shape:
    """Return the form of a map from codes to values of a form."""
    return lambda value: (
        isinstance(value, dict) and len(value) <= most and all(code(k) and shape(v) for k, v in value.items())
    )


_WORD = re.compile(r"[a-z0-9_-]{1,32}", re.ASCII)


def word(value: Any) -> bool:
    """Tell whether a value is the code of an answer: small letters and digits, so that no name fits in."""
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


_EIGHT = re.compile(r"[a-z]{2,16}( [a-z]{2,16}){7}", re.ASCII)


def eight_words(value: Any) -> bool:
    """Tell whether a value is eight words in small letters with one space between them."""
    return isinstance(value, str) and _EIGHT.fullmatch(value) is not None


def one_of(*words: str) -> Shape:
    """Return the form of a word out of a few."""
    return lambda value: isinstance(value, str) and value in words


def exactly(**fields: Shape) -> Shape:
    """Return the form of an object with these fields and no other."""
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == fields.keys()
        and all(shape(value[name]) for name, shape in fields.items())
    )


def having(must: Mapping[str, Shape], may: Mapping[str, Shape]) -> Shape:
    """Return the form of an object with these fields, perhaps those, and no other."""
    known = {**may, **must}
    return lambda value: (
        isinstance(value, dict)
        and must.keys() <= value.keys() <= known.keys()
        and all(known[name](found) for name, found in value.items())
    )


def either(*shapes: Shape) -> Shape:
    """Return the form of what is of one of some forms."""
    return lambda value: any(shape(value) for shape in shapes)


def object_of(names: Collection[str]) -> Shape:
    """Return the form of an object with these fields, whatever they hold."""
    return lambda value: isinstance(value, dict) and value.keys() == set(names)


def load_list(value: Any) -> bool:
    """Tell whether a value is a load list made on the way, within bounds."""
    try:
        found = load_list_from_dict(value) if isinstance(value, dict) else None
        if found is None or not (office(found.giver) and office(found.receiver)):
            return False
        bounded = 0 < found.step <= _MOST_STEPS and len(found.units) <= _MOST_UNITS
        return bounded and region_code(found.region) == found.region
    except (ValueError, RegionError):
        return False


_OFFICE = re.compile(r"[a-z-]{2,20}:\d{2}(\.\d{2}(\.\d{2}(\.\d{4}(\.\d{3})?)?)?)?", re.ASCII)


def office(value: Any) -> bool:
    """Tell whether a value names an office, ``ppk:35.17.15``."""
    return isinstance(value, str) and _OFFICE.fullmatch(value) is not None


code = text(64)
codes = list_of(code)


def some_codes(value: Any) -> bool:
    """Tell whether a value is a list of codes with at least one."""
    return bool(value) and codes(value)


offices = list_of(office, 64)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FINDING = re.compile(r"[0-9a-f]{16}", re.ASCII)


def day(value: Any) -> bool:
    """Tell whether a value is a day, ``2024-11-27``."""
    return isinstance(value, str) and _DAY.fullmatch(value) is not None


def instant(value: Any) -> bool:
    """Tell whether a value is an instant as the wire writes it, ``2024-11-26T11:05:00Z``."""
    try:
        return isinstance(value, str) and bool(parse_instant(value))
    except ValueError:
        return False


def finding(value: Any) -> bool:
    """Tell whether a value is the key of a finding."""
    return isinstance(value, str) and _FINDING.fullmatch(value) is not None
