"""Tables as a spreadsheet file or as text with tabs; what a cell says stays what it says."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | datetime | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST, _TITLE = 48, 31
_FORMULA = re.compile(r"[=@]|[+-](?![\d ]|$)")
"""How a pasted text begins that a spreadsheet would reckon; a phone or a number is none."""
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def write_workbook(*, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """
    Return one sheet as XLSX.

    Args:
        title: What the sheet is called; shortened to what the format allows.
        heads: The column headings.
        rows: The cells; instants are written without their zone, as they are in the one given.
    """
    return write_sheets([(title, heads, rows)])


def write_sheets(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """Return sheets as one XLSX; each its title, its headings and its rows, as `write_workbook` has them."""
    book = Workbook(write_only=True)
    for title, heads, rows in sheets:
        _fill(book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title)[:_TITLE] or "Sepaham"), heads, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    told = [list(row) for row in rows]
    for place, head in enumerate(heads):
        widest = max([len(head), *(len(str(row[place] or "")) for row in told)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(widest, _WIDEST) + 2
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, head) for head in heads])
    for row in told:
        sheet.append([_cell(sheet, value) for value in row])


def _bold(sheet: object, head: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, head)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: object, value: Cell) -> object:
    """Return a cell; a text is never a formula, whatever it begins with."""
    if not isinstance(value, str):
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def write_lines(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as lines of cells with tabs between, as spreadsheets and web forms take them by paste."""
    return "\n".join("\t".join(_plain(value) for value in row) for row in rows)


def _plain(value: Cell) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = " ".join(str("" if value is None else value).split())
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text
