"""One-time codes people type: signs nobody mistakes for each other, the last of which checks the others."""

import re
from collections.abc import Sequence

from sepaham.errors import SepahamError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""Crockford's signs without the last: 31, a prime, so that one wrong sign or two swapped never pass."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeError(SepahamError):
    """A text that is no code."""


def drawn(chance: bytes, *, length: int) -> str:
    """Return a code drawn from random bytes: its signs and the one that checks them."""
    number = int.from_bytes(chance, "big")
    places = []
    for _ in range(length - 1):
        number, place = divmod(number, len(ALPHABET))
        places.append(place)
    check = _weighed(places) * -pow(length, -1, len(ALPHABET)) % len(ALPHABET)
    return "".join(ALPHABET[place] for place in (*places, check))


def understood(typed: str, *, length: int) -> str:
    """Return a typed code in its one form; '' when it has another length, a strange sign or a slip."""
    code = re.sub(r"[\s-]", "", typed).upper().translate(_READ_AS)
    places = [ALPHABET.find(sign) for sign in code]
    fits = len(code) == length and -1 not in places and _weighed(places) % len(ALPHABET) == 0
    return code if fits else ""


def _weighed(places: Sequence[int]) -> int:
    return sum(place * weight for weight, place in enumerate(places, 1))
