"""How a table of ratings is laid out: whether it has headings, what names its units, what clusters them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sepaham.exchange.headings import plain

Line = tuple[int, list[str]]
"""A row's number as the spreadsheet counts it, and its cells as text."""

UNKNOWN, BEYOND = "TT", "BK"
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_EMPTY = frozenset({"", ".", "*"})
_NAMES = frozenset(
    {"unit", "units", "id", "no", "nomor", "kode", "kode_desa", "nama", "nama_desa", "desa", "kelurahan"}
    | {
        "wilayah",
        "sel",
        "ancaman",
        "baris",
        "area",
        "areas",
        "region",
        "place",
        "cell",
        "name",
        "threat",
        "item",
    }
)
_CLUSTERS = frozenset(
    {"cluster", "clusters", "kluster", "klaster", "kelompok", "kecamatan", "kode_kecamatan"}
)


def is_number(text: str) -> bool:
    """Tell whether a cell is a number, its decimals after a point or a comma."""
    return _NUMBER.fullmatch(text) is not None


def absent(text: str) -> str | None:
    """Return what stands for no rating: empty, ``TT`` or ``BK``; None where there is a rating."""
    if text in _EMPTY:
        return ""
    return text.upper() if text.upper() in {UNKNOWN, BEYOND} else None


@dataclass(frozen=True, slots=True)
class Layout:
    """
    What stands where.

    Attributes:
        titles: The heading of every column; ``kolom 3`` where there is none.
        headed: Whether the first row holds headings.
        unit: The column that names the units, if any.
        cluster: The column of clusters, if any.
        raters: The columns of ratings.
    """

    titles: tuple[str, ...]
    headed: bool
    unit: int | None
    cluster: int | None
    raters: tuple[int, ...]


def layout_of(lines: Sequence[Line], cluster: str) -> Layout:
    """
    Say what stands where; ``cluster`` is the heading of the column of clusters that was asked for.

    The first row holds headings unless it could be ratings itself. The first column names the units where its
    heading says so, where it is no number and the rest is, or where no two of its rows are alike.
    """
    first = lines[0][1]
    headed = _headed(lines)
    body = lines[1:] if headed else lines
    titles = [title if headed and title else f"kolom {place}" for place, title in enumerate(first, start=1)]
    asked = next((place for place, title in enumerate(titles) if plain(title) == plain(cluster)), None)
    known = next((place for place, title in enumerate(titles) if plain(title) in _CLUSTERS), None)
    by = asked if cluster else known
    unit = 0 if by != 0 and first and _names_units(titles[0], body, by) else None
    raters = tuple(
        place
        for place in range(len(first))
        if place not in {unit, by}
        and (first[place] or any(line[place : place + 1] != [""] for _n, line in body))
    )
    return Layout(tuple(titles), headed, unit, by, raters)


def _rating(text: str) -> bool:
    return is_number(text) or absent(text) is not None


def _headed(lines: Sequence[Line]) -> bool:
    first = lines[0][1]
    if first and plain(first[0]) in _NAMES | _CLUSTERS:
        return True
    below = {text for _number, cells in lines[1:] for text in cells}
    beside = first[1:] or first
    return any(not _rating(text) and text not in below for text in beside)


def _names_units(title: str, body: Sequence[Line], cluster: int | None) -> bool:
    if plain(title) in _NAMES:
        return True
    names = [cells[0] for _number, cells in body if cells]
    others = [
        text for _n, cells in body for place, text in enumerate(cells) if place and place != cluster and text
    ]
    if all(_rating(name) for name in names):
        return False
    if all(_rating(text) for text in others):
        return not any(is_number(name) for name in names)
    return len(set(names)) == len(names) and not set(names) & set(others)
