"""What a spreadsheet's cell says: text without invisible signs, whole numbers, desa codes; or why not."""

import re
import unicodedata
from datetime import date
from typing import Any

from sepaham.domain.base import Level, RegionError, level_of, region_code
from sepaham.exchange.tables import Cell

_ERRORS = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC|GETTING_DATA)[!?]?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}([., ]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_WHOLE = re.compile(r"\d{1,15}([.,]0{1,2})?")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_CODE_DECIMAL = re.compile(r"\d{8,13}[.,]\d+")
_STATION = re.compile(r"(?:tps)?[ .\-]*0*(\d+)", re.IGNORECASE)
_DESA_DIGITS = 10
_ABOVE = (2, 4, 6)
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}
Fault = tuple[str, dict[str, Any]]
"""The code of a problem and what else its sentences name."""


def text_of(cell: Cell) -> str:
    """Return what a cell says as text; a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def clean(text: str) -> tuple[str, bool]:
    """Return a text without invisible signs and outer white space, and whether any sign was invisible."""
    if text.isascii() and text.isprintable():
        return text.strip(), False
    kept = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    kept = "".join(sign for sign in kept if sign in "\t\n\r" or unicodedata.category(sign) not in _INVISIBLE)
    return " ".join(kept.split()), len(kept) < len(text) or "\N{NO-BREAK SPACE}" in text


def fault_of(cell: Cell, text: str) -> str:
    """Return the code of what is wrong with a cell of any kind; empty when nothing is."""
    if isinstance(cell, date):
        return "cell.date"
    return "cell.error" if _ERRORS.fullmatch(text) else ""


def desa_code(text: str) -> str | Fault:
    """Return a desa's code in dotted form, or what is wrong with it."""
    if not text:
        return "code.missing", {}
    if _SCIENTIFIC.fullmatch(text):
        return "code.scientific", {}
    if _CODE_DECIMAL.fullmatch(text):
        return "code.decimal", {}
    if text.isdigit() and len(text) < _DESA_DIGITS and len(text) not in _ABOVE:
        return "code.short", {}
    try:
        code = region_code(text)
    except RegionError:
        return "code.invalid", {}
    return code if level_of(code) is Level.DESA else ("code.level", {})


def station_number(text: str) -> int | Fault:
    """Return the number of a polling station, 1 to 999, or what is wrong with it."""
    if not text:
        return "tps.missing", {}
    found = _STATION.fullmatch(text.removesuffix(".0"))
    if not found:
        return "tps.number", {}
    number = int(found[1])
    return number if 1 <= number <= 999 else ("tps.range", {})  # noqa: PLR2004  three digits in the key


def station_count(text: str, *, most: int, missing: str = "count.missing") -> int | Fault:
    """Return a number of polling stations, or what is wrong with it."""
    if not text:
        return missing, {}
    if text.startswith("-") and _WHOLE.fullmatch(text[1:]):
        return "count.negative", {}
    if not _WHOLE.fullmatch(text):
        return "count.number", {}
    count = int(re.split("[.,]", text)[0])
    return count if count <= most else ("count.large", {"limit": most})


def voter_count(text: str) -> int | Fault:
    """Return a number of voters, or what is wrong with it."""
    if not text:
        return "voters.missing", {}
    if text.startswith("-") and _DECIMAL.fullmatch(text[1:] + ".0"):
        return "voters.negative", {}
    if _GROUPED.fullmatch(text):
        return "voters.separator", {"plain": re.sub("[., ]", "", text)}
    if _WHOLE.fullmatch(text):
        return int(re.split("[.,]", text)[0])
    return ("voters.fraction" if _DECIMAL.fullmatch(text) else "voters.number"), {}
