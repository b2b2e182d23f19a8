"""
How a new key comes to speak for an office: a typed code, a proof, and four words two people compare.

docs/format/enrolment.md is the same on paper; ``tests/vectors/enrolment.json`` holds this room and the
browser's to it.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from sepaham.domain.codes import CodeError, drawn, understood

CODE_LASTS = timedelta(minutes=30)
"""From when an invitation is made until its code is of no more use."""
CODE_RANDOM = 16
"""Random bytes a code is drawn from."""
SPOKEN = 4
"""Words read aloud: each is one byte of what is compared."""

_LENGTH = 8
_HALF = 4
_ROUNDS = 100_000


def new_code(chance: bytes) -> str:
    """Return a code drawn from random bytes: seven signs and the one that checks them."""
    return drawn(chance, length=_LENGTH)


def read_code(typed: str) -> str:
    """
    Return a typed code in its one form.

    Raises:
        CodeError: It has another length or a sign that no code has, or its check sign does not fit.
    """
    code = understood(typed, length=_LENGTH)
    if not code:
        raise CodeError(
            "This is no enrolment code: it has eight letters and digits, and one here is mistyped.",
            "enrolment.mistyped",
        )
    return code


def write_code(code: str) -> str:
    """Return a code as it is shown and read aloud, ``XXXX-XXXX``."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def code_digest(*, log: str, code: str, use: str = "code") -> str:
    """Return under what a code is kept: slow to compute, so that a stolen table does not give codes away."""
    return _slow(code, f"sepaham/{use}/1\n{log}", 32).hex()


def proof_message(*, log: str, office: str, device: str, phone: str = "") -> bytes:
    """Return what a new key signs to show that its holder asked for this office in this log, and on what."""
    made_on = f"{phone}\n" if phone else ""
    return f"sepaham/enrolment/1\n{log}\n{office}\n{device}\n{made_on}".encode()


def phone_name(*, log: str, install: str) -> str:
    """
    Return what a phone is called in one log: all its keys there show it, and another log's show another.

    Args:
        log: The log's origin.
        install: At least 16 random bytes, drawn once where the app is installed, in hexadecimal.
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
