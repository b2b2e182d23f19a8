"""
An institution's own list from a spreadsheet, as it is: a row is a polling station or a desa.

What no column of the instrument means is neither read nor kept, so that no name of a person comes along. A
row with an error adds nothing; names of places are those of the register.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sepaham.domain.base import Level, digest
from sepaham.domain.instrument_kinds import LONGEST_NOTE, Instrument, Row, rows_to_bytes
from sepaham.exchange.cells import clean, fault_of, text_of
from sepaham.exchange.headings import meant, plain
from sepaham.exchange.instrument_answers import PRONE, SEASON, answers_of, columns_of, heads_of
from sepaham.exchange.instrument_places import Ground
from sepaham.exchange.people import is_formula
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Cell, TableError, tables
from sepaham.exchange.tables import Row as Line
from sepaham.exchange.workbooks import write_workbook

PLACE_HEADS = ("kode_desa", "kecamatan", "desa", "no_tps")
_SEARCHED = 20
_PASSED = frozenset(
    {"no", "nomor", "no_urut", "nama_tps", "lokasi", "alamat", "keterangan", "ket", "catatan"}
)
_EXAMPLES = 4


@dataclass(slots=True)
class Sheet:
    """The rows of a list by place, what it asked, and everything wrong with it."""

    instrument: Instrument
    file: str
    rows: dict[str, Row] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Return how many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)

    def to_bytes(self) -> bytes:
        """Return the canonical file of its rows."""
        return rows_to_bytes(instrument=self.instrument.code, file=self.file, rows=self.rows)


def instrument_template(*, instrument: Instrument, places: Sequence[tuple[str, str, str, int]] = ()) -> bytes:
    """
    Return a workbook with the headings of a list and rows to write over.

    Args:
        instrument: What kind of list.
        places: Rows to begin with: code of the desa, kecamatan, desa, number of the polling station.
    """
    station = Level.TPS in instrument.levels
    answer = {"kinds": ("ya", "banjir"), "yes-no": ("tidak",)}.get(instrument.shape) or _grades(instrument)
    heads = [*PLACE_HEADS[: 4 if station else 3], *heads_of(instrument)]
    begun = places or (("35.17.15.2004", "Plandaan", "Jipurapah", 6),)
    rows: list[list[str | int | None]] = []
    for code, kecamatan, desa, number in begun:
        place: list[str | int | None] = (
            [code, kecamatan, desa, number] if station else [code, kecamatan, desa]
        )
        blank = len(heads) - len(place) - len(answer)
        filled = (
            [*answer, *answer[:1] * blank] if instrument.shape == "yes-no" else [*answer, *[None] * blank]
        )
        rows.append([*place, *filled])
    return write_workbook(title=instrument.text.id, heads=heads, rows=rows)


def _grades(instrument: Instrument) -> tuple[str, ...]:
    return tuple(grade.text.id for grade in instrument.grades.values())[:1]


def read_instrument(
    *,
    data: bytes,
    name: str,
    instrument: Instrument,
    regions: Mapping[str, str],
    stations: Collection[str],
    may: Callable[[str], bool] = lambda _place: True,
    largest: int = 8 * 1024 * 1024,
    most_rows: int = 60_000,
) -> Sheet:
    """
    Read an institution's list, with everything that is wrong.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        instrument: What kind of list.
        regions: The register's names of regions by code.
        stations: The keys of its polling stations.
        may: Tells whether the list may be of a place.
        largest: The bytes the file may have.
        most_rows: The number of its last row at most.
    """
    sheet = Sheet(instrument, digest(data))
    ground = Ground(regions=regions, stations=stations)
    try:
        for table in tables(data=data, name=name, largest=largest, most_rows=most_rows):
            for number, cells in islice(table.rows, _SEARCHED):
                reader = _Reader(sheet, ground, may, _titles(cells), columns_of(instrument))
                if reader.has_place:
                    reader.read_all(number, table.rows)
                    return sheet
        sheet.problems.append(Problem(0, "kode_desa", "", "list.no-place"))
    except TableError as error:
        sheet.problems.append(error.problem)
    return sheet


def _titles(cells: Sequence[Cell]) -> list[str]:
    return [clean(text_of(cell))[0] for cell in cells]


class _Reader:
    """Reads rows under the headings."""

    def __init__(
        self,
        sheet: Sheet,
        ground: Ground,
        may: Callable[[str], bool],
        titles: list[str],
        known: Mapping[str, str],
    ) -> None:
        self.sheet, self.ground, self.may, self.titles = sheet, ground, may, titles
        self.places: dict[str, int] = {}
        self.columns: dict[str, int] = {}
        self.unread: list[str] = []
        self.twice: list[tuple[str, str]] = []
        self.first: dict[str, int] = {}
        for at, title in enumerate(titles):
            self._place(at, title, known)

    def _place(self, at: int, title: str, known: Mapping[str, str]) -> None:
        head = plain(title)
        place = "kode_desa" if head == "kode_tps" else meant(title)
        if head in known:
            held, name = self.columns, known[head]
        elif place in PLACE_HEADS:
            held, name = self.places, place
        else:
            self.unread += [title] if head and head not in _PASSED else []
            return
        if name in held:
            self.twice.append((name, f"{self.titles[held[name]]}, {title}"))
        held.setdefault(name, at)

    @property
    def has_place(self) -> bool:
        """Tell whether these are headings: a place, and at least one more column."""
        return bool({"kode_desa", "desa"} & self.places.keys()) and len(self.titles) > 1

    def read_all(self, head: int, rows: "Any") -> None:
        self._headings(head)
        if self.sheet.errors:
            return
        count = 0
        for row in rows:
            if any(text_of(cell).strip() for cell in row[1]):
                count += 1
                self._read(row)
        if not count:
            self.sheet.problems.append(Problem(head, "", "", "file.no-rows"))

    def _headings(self, head: int) -> None:
        """Note what is wrong with the headings, and what the list asks."""
        instrument = self.sheet.instrument
        flag = self.sheet.problems.append
        self.sheet.asked = tuple(code for code in instrument.items if code in self.columns)
        for what, value in self.twice:
            flag(Problem(head, value, value, "list.twice", {"what": what}))
        if instrument.shape == "kinds" and PRONE not in self.columns:
            flag(Problem(head, PRONE, "", "list.all"))
        elif instrument.shape != "kinds" and not self.sheet.asked:
            heads = ", ".join(heads_of(instrument)[:_EXAMPLES])
            flag(Problem(head, "", "", "list.no-answer", {"list": instrument.text.id, "heads": heads}))
            return
        for title in self.unread:
            flag(Problem(head, title, title, "list.column"))

    def _read(self, line: Line) -> None:
        number, cells = line
        before = self.sheet.errors
        where = self._texts(number, cells, self.places)
        told = self._texts(number, cells, self.columns)
        if self.sheet.errors > before:
            return
        place = self._where(number, where)

        def flag(column: str, code: str, about: Mapping[str, object]) -> None:
            title = self.titles[self.columns[column]] if column in self.columns else column
            self.sheet.problems.append(Problem(number, title, told.get(column, ""), code, about))

        answers = answers_of(self.sheet.instrument, told, flag)
        note = told.get(SEASON, "")
        if len(note) > LONGEST_NOTE or is_formula(note):
            flag(SEASON, "list.note", {"limit": LONGEST_NOTE})
        if self.sheet.errors == before and place:
            self.sheet.rows[place] = Row(answers, note)

    def _texts(self, row: int, cells: Sequence[Cell], places: Mapping[str, int]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, at in places.items():
            cell = cells[at] if at < len(cells) else None
            dated = name == SEASON and isinstance(cell, date)
            found[name] = cell.isoformat()[:10] if dated else clean(text_of(cell))[0]  # type: ignore[union-attr]
            if (fault := fault_of(cell, found[name])) and not dated:
                self.sheet.problems.append(Problem(row, self.titles[at], found[name], fault))
        return found

    def _where(self, row: int, texts: Mapping[str, str]) -> str:
        """Return the place a row is of; '' where it is none, which is noted."""
        column, place = self.ground.find(texts, self.sheet.instrument.levels)
        title = self.titles[self.places[column]] if column in self.places else column
        flag = self.sheet.problems.append
        if isinstance(place, tuple):
            flag(Problem(row, title, texts.get(column, ""), place[0], place[1]))
            return ""
        called = self.ground.name(place)
        if odd := self.ground.odd_name(place, texts) if texts.get("kode_desa") else "":
            about = {"code": texts["kode_desa"], "known": called}
            flag(Problem(row, self.titles[self.places[odd]], texts[odd], "list.name", about))
        if not self.may(place):
            flag(Problem(row, title, called, "list.outside"))
            return ""
        first = self.first.setdefault(place, row)
        if first != row:
            flag(Problem(row, title, called, "list.repeated", {"first": first}))
        return place if first == row else ""
