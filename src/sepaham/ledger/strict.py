"""
JSON read without mercy, so that one text means one thing in every language that reads it.

Refused: repeated keys, fractions and exponents, NaN and infinities, null, integers a JavaScript number
cannot hold exactly, NUL, lone surrogates, more than eight levels, and texts beyond a size. A payload that
passes reads the same on a phone and on a server, or it would not be worth signing.

Where a text has several faults, which of them is named is not promised.
"""

import json
import re
from typing import Any, NoReturn

from sepaham.errors import SepahamError

MAX_PAYLOAD = 32_768
MAX_DEPTH = 8
MAX_INTEGER = 2**53 - 1

_DIGITS_AND_SIGN = 17
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class StrictError(SepahamError):
    """A text that is not strict JSON."""


def loads(raw: bytes, *, limit: int = MAX_PAYLOAD) -> dict[str, Any]:
    """
    Read one strict JSON object: its values are texts, integers, booleans, arrays and objects.

    Args:
        raw: The exact bytes.
        limit: The most bytes allowed.

    Raises:
        StrictError: With code ``json.size``, ``utf8``, ``syntax``, ``object``, ``duplicate_key``, ``float``,
            ``nan``, ``null``, ``integer_range``, ``nul``, ``surrogate`` or ``depth`` (all after ``json.``).
    """
    if len(raw) > limit:
        raise StrictError(f"This JSON has {len(raw)} bytes; {limit} are allowed.", "json.size")
    if b"\0" in raw:
        raise StrictError("This JSON holds a NUL byte.", "json.nul")
    value = _scan(_text(raw))
    if not isinstance(value, dict):
        raise StrictError("The outermost value must be an object.", "json.object")
    if b"\\u" in raw or b"null" in raw or raw.count(b"{") + raw.count(b"[") > MAX_DEPTH:
        _inspect(value, MAX_DEPTH)
    return value


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as fault:
        raise StrictError(f"Byte {fault.start} is not UTF-8.", "json.utf8") from fault


def _scan(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as fault:
        raise StrictError(f"This is not JSON: {fault}.", "json.syntax") from fault
    except RecursionError as fault:
        raise _too_deep() from fault


def _inspect(value: Any, levels: int) -> None:
    """Look through a value for what the scanner lets pass; called only where the bytes hint at it."""
    if isinstance(value, str):
        _inspect_text(value)
    elif value is None:
        raise StrictError("null is not a value here; leave the field out.", "json.null")
    elif isinstance(value, (list, dict)):
        if levels == 0:
            raise _too_deep()
        for inner in value:
            _inspect(inner, levels - 1)
        if isinstance(value, dict):
            for inner in value.values():
                _inspect(inner, levels - 1)


def _inspect_text(text: str) -> None:
    unfit = None if text.isascii() and "\0" not in text else _UNFIT.search(text)
    if unfit is None:
        return
    if unfit[0] == "\0":
        raise StrictError("A text holds the NUL character.", "json.nul")
    raise StrictError("A text holds half of a surrogate pair.", "json.surrogate")


def _too_deep() -> StrictError:
    return StrictError(f"This JSON is nested more than {MAX_DEPTH} levels deep.", "json.depth")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise StrictError("An object repeats a key.", "json.duplicate_key")
    return fields


def _integer(digits: str) -> int:
    value = int(digits) if len(digits) <= _DIGITS_AND_SIGN else MAX_INTEGER + 1
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise StrictError("An integer lies beyond 2^53 - 1.", "json.integer_range")
    return value


def _refuse_float(digits: str) -> NoReturn:
    raise StrictError(f"{digits[:40]} is no integer; scale it and write a whole number.", "json.float")


def _refuse_constant(name: str) -> NoReturn:
    raise StrictError(f"{name} is not a number.", "json.nan")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_refuse_float,
    parse_int=_integer,
    parse_constant=_refuse_constant,
)
