"""
How a new key comes to speak for an office: a typed code, a proof, and four words two people compare.

docs/format/enrolment.md is the same on paper; ``tests/vectors/enrolment.json`` holds this room and the
browser's to it.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta

from sepaham.errors import SepahamError

CODE_LASTS = timedelta(minutes=30)
"""From when an invitation is made until its code is of no more use."""
CODE_RANDOM = 16
"""Random bytes a code is drawn from."""
SPOKEN = 4
"""Words read aloud: each is one byte of what is compared."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""Crockford's signs without the last: 31, a prime, so that one wrong sign or two swapped never pass."""
_LENGTH = 8
_HALF = 4
_ROUNDS = 100_000
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeError(SepahamError):
    """A text that is no code."""


def new_code(chance: bytes) -> str:
    """Return a code drawn from random bytes: seven signs and the one that checks them."""
    number = int.from_bytes(chance, "big")
    places = []
    for _ in range(_LENGTH - 1):
        number, place = divmod(number, len(_ALPHABET))
        places.append(place)
    check = _weighed(places) * -pow(_LENGTH, -1, len(_ALPHABET)) % len(_ALPHABET)
    return "".join(_ALPHABET[place] for place in (*places, check))


def read_code(typed: str) -> str:
    """
    Return a typed code in its one form.

    Raises:
        CodeError: It has another length or a sign that no code has, or its check sign does not fit.
    """
    code = re.sub(r"[\s-]", "", typed).upper().translate(_READ_AS)
    places = [_ALPHABET.find(sign) for sign in code]
    if len(code) != _LENGTH or -1 in places or _weighed(places) % len(_ALPHABET):
        raise CodeError(
            "This is no enrolment code: it has eight letters and digits, and one here is mistyped.",
            "enrolment.mistyped",
        )
    return code


def write_code(code: str) -> str:
    """Return a code as it is shown and read aloud, ``XXXX-XXXX``."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def _weighed(places: Sequence[int]) -> int:
    return sum(place * weight for weight, place in enumerate(places, 1))


def code_digest(*, log: str, code: str) -> str:
    """Return under what a code is kept: slow to compute, so that a stolen table does not give codes away."""
    return _slow(code, f"sepaham/code/1\n{log}", 32).hex()


def proof_message(*, log: str, office: str, device: str, phone: str = "") -> bytes:
    """Return what a new key signs to show that its holder asked for this office in this log, and on what."""
    made_on = f"{phone}\n" if phone else ""
    return f"sepaham/enrolment/1\n{log}\n{office}\n{device}\n{made_on}".encode()


def phone_name(*, log: str, install: str) -> str:
    """
    Return what a phone is called in one log: all its keys there show it, and another log's show another.

    Args:
        log: The log's origin.
        install: 16 random bytes, drawn once where the app is installed, in hexadecimal.
    """
    return hashlib.sha256(f"sepaham/phone/1\n{log}\n{install}\n".encode()).hexdigest()


def spoken_words(*, log: str, office: str, device: str, words: Sequence[str]) -> tuple[str, ...]:
    """
    Return the four words by which the office above recognises a key over the telephone.

    Args:
        log: The log's origin.
        office: For whom the key asks.
        device: The key's name, which is its hash.
        words: The 256 words, in their fixed order.
    """
    return tuple(words[place] for place in _slow(device, f"sepaham/words/1\n{log}\n{office}", SPOKEN))


def _slow(secret: str, salt: str, size: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), salt.encode(), _ROUNDS, size)
