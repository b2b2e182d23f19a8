"""How an office writes: its letterhead, and how it numbers its papers."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import local_zone
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.words import Language
from sepaham.errors import SepahamError
from sepaham.exchange.papers.blocks import Block, Points, Text, plain

PATTERN = "{n}/{jenis}/{kantor}/{tahun}"
"""The numbering of an office that has not chosen its own."""
PLACES = ("n", "nnn", "jenis", "kantor", "bulan", "tahun")
"""What a pattern may hold between braces, in officers' own words; ``nnn`` is the number with three digits."""
MARKS: Mapping[str, str] = {
    "bast": "BAST",
    "receipt": "BTTB",
    "waybill": "SJ",
    "escort": "PAM",
    "invitation": "UND",
    "minutes": "NOT",
    "agreement": "KSP",
}
"""How numbers write each kind of paper."""
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
    if not {"n", "nnn"} & set(named):
        raise LetterheadError("The numbering pattern must hold {n}, the running number.", "letterhead.n")
    if not plain or set(named) - set(PLACES):
        allowed = ", ".join(f"{{{place}}}" for place in PLACES)
        raise LetterheadError(f"The numbering pattern may hold {allowed} only.", "letterhead.places")
    if len(pattern) > LONGEST_LINE:
        raise LetterheadError(f"The numbering pattern may have {LONGEST_LINE} characters.", "letterhead.long")


def write_paper_number(*, pattern: str, place: int, kind: str, office: str, at: datetime, region: str) -> str:
    """
    Return the number of an office's paper: its pattern, or the usual one, filled in.

    Args:
        pattern: As `check_pattern` lets it pass; '' for the usual one.
        place: The paper's place among the office's papers, from 1.
        kind: One of `MARKS`.
        office: As `short_office` writes it.
        at: When the number is given.
        region: Where; its day counts.
    """
    local = at.astimezone(local_zone(region))
    return (pattern or PATTERN).format(
        n=place,
        nnn=f"{place:03d}",
        jenis=MARKS[kind],
        kantor=office,
        bulan=_ROMAN[local.month - 1],
        tahun=local.year,
    )


def short_office(office: str, names: Names) -> str:
    """Return an office as numbers write it: ``PPK-PLANDAAN``."""
    title = names(office, "id").partition(" (")[0].replace("Kabupaten ", "")
    return "-".join(title.replace("/", " ").upper().split())


def heading_lines(office: str, heading: Heading, names: Names, language: Language) -> tuple[str, ...]:
    """Return the letterhead's lines; an office that has set none writes under its own title."""
    if heading.lines:
        return heading.lines
    line, _, seat = office.partition(":")
    if line in _FULL and language == "id":
        return (_FULL[line].upper(), names(seat, "id").upper())
    title = (LINES[line].title_id if language == "id" else LINES[line].title_en) if line in LINES else office
    return (title.upper(), names(seat, "id").upper())


def copies_to(heading: Heading, title: str) -> Iterator[Block]:
    """Yield who gets copies of an office's papers."""
    if heading.copies:
        yield Text(plain(title))
        yield Points(tuple(plain(copy) for copy in heading.copies), numbered=True)
