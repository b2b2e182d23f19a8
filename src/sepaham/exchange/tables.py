"""Spreadsheets as numbered rows: CSV (comma, semicolon or tab; UTF-8) and XLSX, from bytes, row by row."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sepaham.errors import SepahamError
from sepaham.exchange.problems import Problem

LARGEST = 128 * 1024 * 1024
"""Bytes a file may have; a workbook may unfold to eight times as many."""

MOST_ROWS = 1_048_576
_UNFOLDED = 8
_WIDEST = 256
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_HEAD = 4096
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    TypeError,
)

Cell = str | int | float | date | None
Row = tuple[int, Sequence[Cell]]


class TableError(SepahamError):
    """A file that holds no table; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(f"{problem.say('en')}. {problem.remedy('en')}.", problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name and its rows, numbered as the spreadsheet numbers them."""

    name: str
    rows: Iterator[Row]


def tables(
    *, data: bytes, name: str, largest: int | None = None, most_rows: int = MOST_ROWS
) -> Iterator[Table]:
    """
    Yield the sheets of a file; a CSV file is one sheet.

    Args:
        data: The file's bytes.
        name: The file's name, for sentences only: what it is shows in its bytes.
        largest: The bytes it may have; a workbook may unfold to eight times as many.
        most_rows: The number up to which rows are read; one beyond it refuses the file.

    Raises:
        TableError: The bytes are no table, also while rows are being read.
    """
    kind = PurePath(name).suffix.lower() or name
    if not data.strip():
        raise _refusal("file.empty", name)
    largest = largest or LARGEST
    if len(data) > largest:
        raise _refusal("file.large", f"{len(data) >> 20} MB", limit=f"{largest >> 20} MB")
    if data.startswith(_ZIP):
        for sheet in _workbook(data, _UNFOLDED * largest):
            yield Table(sheet.name, _bounded(sheet.rows, most_rows))
    elif data.startswith(_OLD_OFFICE):
        raise _refusal("file.unreadable", kind)
    elif data.startswith(b"%PDF") or (
        b"\0" in data[:_HEAD] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        raise _refusal("file.kind", kind)
    else:
        yield Table(name, _bounded(_csv(data), most_rows))


def _bounded(rows: Iterator[Row], most: int) -> Iterator[Row]:
    for row in rows:
        if row[0] > most:
            raise _refusal("file.long", "", row[0], limit=f"{most:,}".replace(",", "."))
        yield row


def _refusal(code: str, value: str, row: int = 0, **about: Any) -> TableError:
    return TableError(Problem(row, "", value, code, about))


def _csv(data: bytes) -> Iterator[Row]:
    for number, line in enumerate(io.BytesIO(data), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            raise _refusal("file.encoding", repr(line[:40])[2:-1], number) from error
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    first = next((line for line in text if line.strip()), "")
    text.seek(0)
    delimiter = max(";\t,", key=first.count)
    reader = csv.reader(text, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise _refusal("file.unreadable", str(error), reader.line_num) from error


def _workbook(data: bytes, most: int) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > most:
            raise _refusal("file.large", f"{size >> 20} MB", limit=f"{most >> 20} MB")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except _BROKEN as error:
        raise _refusal("file.unreadable", str(error)) from error
    for sheet in book.worksheets:
        yield Table(sheet.title, _sheet(sheet))


def _sheet(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=_WIDEST), start=1):
            width = next((n for n in range(len(cells), 0, -1) if cells[n - 1] is not None), 0)
            yield number, cells[:width]
    except _BROKEN as error:
        raise _refusal("file.unreadable", str(error)) from error
