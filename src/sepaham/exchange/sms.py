"""
What a text message says: a letter, a one-time code, and what was counted or how the night is.

    T 4K7Q2M 7/7 OK        received, all seven
    S 8H2MXA 6/7 KURANG    handed over, six of seven
    A 9QX2TB AMAN 2        the night is quiet, two on guard

docs/format/sms.md is the same on paper. Read without case, with any spaces and stops; O is 0, I and L are 1.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sepaham.domain.codes import understood
from sepaham.domain.loads import LoadList

CODE = 6
"""Signs of a code, the check sign among them."""
VERBS: Mapping[str, str] = {"T": "receive", "S": "give", "A": "night"}

_MOST = 4
_SIGN = "[0-9A-Z]"
_WHOLE = re.compile(
    rf"\s*(?P<verb>[TSA])[\s.,:;-]*(?P<code>{_SIGN}(?:[\s-]?{_SIGN}){{{CODE - 1}}})"
    r"(?:[\s.,:;-]+(?P<rest>.*))?",
    re.DOTALL,
)
_NUMBER = rf"[0-9OIL]{{1,{_MOST}}}"
_COUNTED = re.compile(
    rf"(?P<stated>{_NUMBER})\s*(?:/|DARI)\s*(?P<of>{_NUMBER})[\s.,:;!-]*(?P<word>[A-Z]*)[\s.,!]*"
)
_NIGHT = re.compile(rf"(?P<word>[A-Z]+)[\s.,:;!-]*(?P<guards>{_NUMBER})?[\s.,!]*")
_FIGURES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FITS: Mapping[str, tuple[bool, bool, bool]] = {
    "": (True, True, True),
    "OK": (False, True, False),
    "LENGKAP": (False, True, False),
    "KURANG": (True, False, False),
    "LEBIH": (False, False, True),
}
"""Which words go with fewer, as many, or more than listed."""
_STATES: Mapping[str, str] = {"AMAN": "safe", "OK": "safe", "BANTU": "help", "TOLONG": "help"}


@dataclass(frozen=True, slots=True)
class Said:
    """
    A message as understood.

    Attributes:
        verb: ``receive``, ``give`` or ``night``.
        stated, of: Pieces counted, and how many there should be; 0 of a night's.
        state: ``safe`` or ``help``; '' of a handover's.
        guards: How many stand guard; None where that is not said.
    """

    verb: str
    code: str
    stated: int = 0
    of: int = 0
    state: str = ""
    guards: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What an office may state by message: the verb, and the load list or the night's slot it is about."""

    verb: str
    subject: str
    load: LoadList | None = None


def read_message(text: str) -> Said | str:
    """Return what a message says; where nothing in it can be kept, why: ``unread``, ``code``, ``word``."""
    found = _WHOLE.fullmatch(text.upper())
    if found is None:
        return "unread"
    verb, code = VERBS[found["verb"]], understood(found["code"], length=CODE)
    if not code:
        return "code"
    rest = (found["rest"] or "").strip()
    return _night(code, rest) if verb == "night" else _handover(verb, code, rest)


def _handover(verb: str, code: str, rest: str) -> Said | str:
    found = _COUNTED.fullmatch(rest)
    if found is None or found["word"] not in _FITS:
        return "unread"
    stated, of = _figure(found["stated"]), _figure(found["of"])
    fits = _FITS[found["word"]][(stated >= of) + (stated > of)]
    return Said(verb, code, stated=stated, of=of) if fits else "word"


def _night(code: str, rest: str) -> Said | str:
    found = _NIGHT.fullmatch(rest)
    if found is None or found["word"] not in _STATES:
        return "unread"
    guards = _figure(found["guards"]) if found["guards"] else None
    return Said("night", code, state=_STATES[found["word"]], guards=guards)


def _figure(text: str) -> int:
    return int(text.translate(_FIGURES))
