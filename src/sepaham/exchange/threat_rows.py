"""The rows of an edited catalogue of threats: each cell checked, then put together."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sepaham.domain.register import LINES
from sepaham.domain.threat_words import GROUPS, PLACES, SIDES
from sepaham.domain.threats import FORMAT, STEPS, Threats, threats_from_dict
from sepaham.exchange.headings import plain
from sepaham.exchange.offices import spelled
from sepaham.exchange.people import is_formula
from sepaham.exchange.problems import Problem

ENGLISH = "_en"
SCALES: Mapping[str, str] = {"likelihood": "kemungkinan", "impact": "dampak"}
PLACE_WORDS: Mapping[str, str] = {
    code: words.id if code.startswith("store-") else code for code, words in PLACES.items()
}
"""How a place a threat may strike is written in a workbook."""
_PLACES = {spelled(word): code for code, word in PLACE_WORDS.items()} | {
    spelled(code): code for code in PLACES
}
_SIDES = {word.casefold(): side for side, words in SIDES.items() for word in (side, words.id, words.en)}
_CODE = re.compile(r"[a-z][a-z0-9-]{1,23}", re.ASCII)
_PARTS = re.compile(r"[,;]")
_LONGEST, _THOUSAND = 200, 1000


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a sheet, by our headings."""

    sheet: str
    row: int
    texts: Mapping[str, str]


def catalogue_of(
    sheets: Mapping[str, Sequence[Cells]], problems: list[Problem], items: Collection[str]
) -> Threats | None:
    """
    Put a catalogue together from its sheets; None where a cell is wrong.

    Args:
        sheets: The rows by sheet.
        problems: Takes what is wrong.
        items: What institutions' lists tell of.
    """
    read = _Rows(problems, items)
    threats = read.all_threats(sheets["Ancaman"])
    for cells in sheets["Penghalang"]:
        read.barrier(cells, threats)
    for code, row in threats.items():
        if not row["barrier"]:
            problems.append(Problem(0, "Penghalang", code, "threat.bare"))
    scales = {name: read.scale(sheets["Skala"], word) for name, word in SCALES.items()}
    if any(not problem.warning for problem in problems):
        return None
    return threats_from_dict({"format": FORMAT, **scales, "threat": list(threats.values())})


class _Rows:
    """Reads the rows of the sheets, noting what is wrong."""

    def __init__(self, problems: list[Problem], items: Collection[str]) -> None:
        self.problems, self.items = problems, items
        self.first: dict[tuple[str, ...], int] = {}

    def all_threats(self, rows: Sequence[Cells]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for cells in rows:
            row = self._threat(cells)
            found.setdefault(row["code"], row)
        return found

    def _threat(self, cells: Cells) -> dict[str, Any]:
        group = cells.texts["kelompok"]
        if group not in GROUPS:
            self._flag(cells, "kelompok", "threat.group", known=", ".join(GROUPS))
        actions = [self._both(cells, f"langkah_{n}") for n in (1, 2, 3) if cells.texts[f"langkah_{n}"]]
        consequence = self._both(cells, "akibat")
        return {
            "code": self._code(cells, "kode", "threat"),
            "group": group,
            **self._both(cells, "ancaman"),
            "places": self._places(cells),
            "authority": self._lines(cells, "berwenang"),
            "consequence_id": consequence["id"],
            "consequence_en": consequence["en"],
            "action": actions,
            "indicators": self._items(cells),
            "source": self._text(cells, "sumber"),
            "barrier": [],
        }

    def barrier(self, cells: Cells, threats: Mapping[str, dict[str, Any]]) -> None:
        threat = threats.get(cells.texts["ancaman"])
        if threat is None:
            self._flag(cells, "ancaman", "threat.unknown")
        side = _SIDES.get(cells.texts["sisi"].casefold(), "")
        if not side:
            self._flag(cells, "sisi", "threat.side")
        check = self._both(cells, "cara_cek")
        row = {
            "code": self._code(cells, "kode", "barrier", cells.texts["ancaman"]),
            "side": side,
            "owner": next(iter(self._lines(cells, "pemilik")), ""),
            **self._both(cells, "penghalang"),
            "check_id": check["id"],
            "check_en": check["en"],
        }
        if threat is not None:
            threat["barrier"].append(row)

    def scale(self, rows: Sequence[Cells], word: str) -> list[dict[str, Any]]:
        """Return the steps of one scale."""
        mine = [cells for cells in rows if cells.texts["skala"].casefold() == word]
        if [cells.texts["langkah"] for cells in mine] != [str(step) for step in STEPS]:
            self.problems.append(Problem(mine[0].row if mine else 0, "Skala: langkah", word, "threat.scale"))
            return []
        return [
            {
                "step": int(cells.texts["langkah"]),
                **self._both(cells, "kata"),
                "least": self._thousandths(cells, "dari"),
                "most": self._thousandths(cells, "sampai"),
            }
            for cells in mine
        ]

    def _flag(self, cells: Cells, column: str, code: str, value: str | None = None, /, **about: Any) -> None:
        told = cells.texts[column] if value is None else value
        where = f"{cells.sheet}: {column}"
        self.problems.append(Problem(cells.row, where, told, code, {"column": column, **about}))

    def _code(self, cells: Cells, column: str, *among: str) -> str:
        code = cells.texts[column]
        if not _CODE.fullmatch(code):
            self._flag(cells, column, "threat.code")
        first = self.first.setdefault((*among, code), cells.row)
        if first != cells.row:
            self._flag(cells, column, "threat.twice", first=first)
        return code

    def _text(self, cells: Cells, column: str) -> str:
        text = cells.texts[column]
        if not text:
            self._flag(cells, column, "threat.empty")
        elif len(text) > _LONGEST:
            self._flag(cells, column, "threat.long", limit=_LONGEST)
        elif is_formula(text):
            self._flag(cells, column, "threat.formula")
        return text

    def _both(self, cells: Cells, column: str) -> dict[str, str]:
        told = self._text(cells, column)
        if not cells.texts[f"{column}{ENGLISH}"]:
            if told:
                self._flag(cells, f"{column}{ENGLISH}", "threat.english")
            return {"id": told, "en": told}
        return {"id": told, "en": self._text(cells, f"{column}{ENGLISH}")}

    def _parts(self, cells: Cells, column: str) -> list[str]:
        return list(dict.fromkeys(part.strip() for part in _PARTS.split(cells.texts[column]) if part.strip()))

    def _places(self, cells: Cells) -> list[str]:
        parts = self._parts(cells, "tempat")
        if not parts:
            self._flag(cells, "tempat", "threat.empty")
        for part in parts:
            if spelled(part) not in _PLACES:
                self._flag(cells, "tempat", "threat.place", part, known=", ".join(PLACE_WORDS.values()))
        return [_PLACES[spelled(part)] for part in parts if spelled(part) in _PLACES]

    def _lines(self, cells: Cells, column: str) -> list[str]:
        parts = [plain(part).replace("_", "-") for part in self._parts(cells, column)]
        if not parts:
            self._flag(cells, column, "threat.empty")
        for part in parts:
            if part not in LINES:
                self._flag(cells, column, "threat.line", part)
        return parts

    def _items(self, cells: Cells) -> list[str]:
        parts = self._parts(cells, "indikator")
        for part in parts:
            if part not in self.items:
                self._flag(cells, "indikator", "threat.item", part)
        return parts

    def _thousandths(self, cells: Cells, column: str) -> int:
        text = cells.texts[column]
        fits = text.isascii() and text.isdecimal() and int(text) <= _THOUSAND
        if text and not fits:
            self._flag(cells, column, "threat.number")
        return int(text) if fits else 0
