"""Which column of a spreadsheet of acts means what, in both languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.catalogue import Profile
from sepaham.domain.words import Language
from sepaham.exchange.cells import clean, text_of
from sepaham.exchange.declared_acts import Expected
from sepaham.exchange.headings import Headings, plain
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Cell

OFF: Mapping[str, str] = {
    "missing": "kurang",
    "damaged": "rusak",
    "unsealed": "tanpa_segel",
    "seal_broken": "segel_rusak",
    "extra": "lebih",
}
"""What can be off with a unit, as a statement says it, and the column that lists such units."""

REQUIRED: Mapping[str, str] = {"act": "tindakan", "region": "wilayah", "time": "waktu"}
"""The columns no sheet can do without, and how they are headed."""

_PASSED_OVER = frozenset({"name", "giver", "receiver", "note"})
_TITLES: Mapping[str, tuple[str, str]] = {
    "leg": ("ruas", "leg"),
    "region": ("wilayah", "region"),
    "name": ("nama_wilayah", "region_name"),
    "giver": ("pemberi", "giver"),
    "receiver": ("penerima", "receiver"),
    "act": ("tindakan", "act"),
    "time": ("waktu", "time"),
    **{what: (title, what) for what, title in OFF.items()},
    "note": ("catatan", "note"),
}
_ALIASES: Mapping[str, str] = {
    "leg": "rute",
    "region": "kode kode_wilayah kode_tps code region_code",
    "name": "tempat place",
    "act": "action",
    "time": "waktu_setempat local_time",
    "missing": "tidak_ada",
    "unsealed": "tidak_disegel",
    "note": "keterangan notes",
}
_KNOWN = {
    alias: name for name, titles in _TITLES.items() for alias in (*titles, *_ALIASES.get(name, "").split())
}
_SEALS = re.compile(r"(?:segel|seals?)_([a-z]\d+)")
_COUNT, _SEALED = "count:", "seals:"


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a sheet of acts, what is wrong with them, and the columns nobody knows."""

    headings: Headings
    problems: tuple[Problem, ...]
    strange: Mapping[int, str]

    @property
    def filled(self) -> tuple[str, ...]:
        """Return the columns that are filled in once an act has happened."""
        return tuple(name for name in self.headings.places if name in {"time", *OFF} or ":" in name)

    @property
    def counts(self) -> Mapping[str, str]:
        """Return the columns of counted pieces and the item each counts."""
        return {n: n.removeprefix(_COUNT) for n in self.headings.places if n.startswith(_COUNT)}

    @property
    def seals(self) -> Mapping[str, str]:
        """Return the columns of seal numbers and the mark of the unit each is of."""
        return {n: n.removeprefix(_SEALED) for n in self.headings.places if n.startswith(_SEALED)}


def columns_of(row: int, cells: Sequence[Cell], expected: Expected) -> Columns | None:
    """Read a row as headings; None when it does not look like any."""
    titles = tuple(clean(text_of(cell))[0] for cell in cells)
    counted = {alias: key for key in expected.counted for alias in _count_titles(key, expected.profile)}
    places: dict[str, int] = {}
    problems, strange = [], {}
    for place, title in enumerate(titles):
        name = _name(plain(title), counted)
        if not name:
            strange[place] = title
        elif name in places:
            problems.append(Problem(row, name, f"{titles[places[name]]}, {title}", "column.repeated"))
        elif name not in _PASSED_OVER:
            places[name] = place
    if len(places) < 2:  # noqa: PLR2004  one known word may stand in a title above the table
        return None
    missing = (title for name, title in REQUIRED.items() if name not in places)
    problems.extend(Problem(row, title, "", "column.missing") for title in missing)
    return Columns(Headings(row, titles, places), tuple(problems), strange)


def _name(title: str, counted: Mapping[str, str]) -> str:
    if title in _KNOWN:
        return _KNOWN[title]
    if found := _SEALS.fullmatch(title):
        return _SEALED + found[1].upper()
    return _COUNT + counted[title] if title in counted else ""


def _count_titles(key: str, profile: Profile) -> Iterator[str]:
    """Yield how a column of counted pieces may be headed: ``surat_suara_pilgub``, ``ballot_pilgub``."""
    code, _, election = key.partition(":")
    item = profile.item(code)
    shorts = {election, *(e.short for e in profile.elections if e.code == election)}
    for name in (code, item.name_id, item.name_en):
        yield from (plain(f"{name} {short}") for short in shorts)


def title_of(name: str, language: Language) -> str:
    """Return how a template heads a column."""
    return _TITLES[name][language == "en"]


def count_title(key: str, profile: Profile, language: Language) -> str:
    """Return how a template heads a column of counted pieces."""
    code, _, election = key.partition(":")
    item = profile.item(code)
    return f"{item.name_id if language == 'id' else item.name_en} {election}".strip()
