"""How an office writes: its letterhead, and how it numbers its papers."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import local_zone
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.words import Language
from sepaham.errors import SepahamError

PATTERN = "{n}/BA/{office}/{year}"
"""The numbering of an office that has not chosen its own."""
PLACES = ("n", "office", "month", "year")
"""What a pattern may hold between braces."""
MOST_LINES, MOST_COPIES, LONGEST_LINE, LONGEST_ADDRESS = 5, 15, 80, 200

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FULL: Mapping[str, str] = {
    "ppk": "Panitia Pemilihan Kecamatan",
    "pps": "Panitia Pemungutan Suara",
    "kpps": "Kelompok Penyelenggara Pemungutan Suara",
    "kpu": "Komisi Pemilihan Umum",
    "kpu-prov": "Komisi Pemilihan Umum",
}


class LetterheadError(SepahamError):
    """A letterhead that cannot be used."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An office's letterhead, numbering pattern and who gets copies."""

    lines: tuple[str, ...] = ()
    address: str = ""
    place: str = ""
    pattern: str = ""
    copies: tuple[str, ...] = ()


def check_pattern(pattern: str) -> None:
    """
    Refuse a numbering pattern that could not number.

    Raises:
        LetterheadError: It lacks ``{n}``, names another place, or is too long.
    """
    try:
        named = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
        plain = not any(spec or turn for _, _, spec, turn in string.Formatter().parse(pattern))
    except ValueError:
        named, plain = [], False
    if "n" not in named:
        raise LetterheadError("The numbering pattern must hold {n}, the running number.", "letterhead.n")
    if not plain or set(named) - set(PLACES):
        allowed = ", ".join(f"{{{place}}}" for place in PLACES)
        raise LetterheadError(f"The numbering pattern may hold {allowed} only.", "letterhead.places")
    if len(pattern) > LONGEST_LINE:
        raise LetterheadError(f"The numbering pattern may have {LONGEST_LINE} characters.", "letterhead.long")


def write_paper_number(*, pattern: str, place: int, office: str, at: datetime, region: str) -> str:
    """Return the number of an office's paper: its pattern, or the usual one, filled in."""
    local = at.astimezone(local_zone(region))
    values = {"n": place, "office": office, "month": _ROMAN[local.month - 1], "year": local.year}
    return (pattern or PATTERN).format(**values)


def short_office(office: str, names: Names) -> str:
    """Return an office as numbers write it: ``PPK-PLANDAAN``."""
    title = names(office, "id").partition(" (")[0]
    return "-".join(title.replace("/", " ").upper().split())


def heading_lines(office: str, heading: Heading, names: Names, language: Language) -> tuple[str, ...]:
    """Return the letterhead's lines; an office that has set none writes under its own title."""
    if heading.lines:
        return heading.lines
    line, _, seat = office.partition(":")
    if line in _FULL and language == "id":
        return (_FULL[line].upper(), _place(seat, names).upper())
    title = (LINES[line].title_id if language == "id" else LINES[line].title_en) if line in LINES else office
    return (title.upper(), _place(seat, names).upper())


def _place(seat: str, names: Callable[[str, Language], str]) -> str:
    return names(seat, "id")
