"""
Acts declared by spreadsheet: one row per act, all of them right or none taken.

An institution that works in a spreadsheet says in it who handed what to whom, at which local hour and what
was off. A row without an hour and with nothing else filled in is an act still to come, and is passed over. A
column nobody knows is refused once it holds something: a slip in a heading must not lose what is missing.
"""

from collections.abc import Iterator
from itertools import islice

from sepaham.exchange.declared_acts import Expected, Sheet
from sepaham.exchange.declared_columns import REQUIRED, Columns, columns_of
from sepaham.exchange.declared_rows import Rows
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Row, Table, TableError, tables

_SEARCHED = 20
"""Rows at the top in which the headings may stand."""


def read_declared(*, data: bytes, name: str, expected: Expected) -> Sheet:
    """
    Read a spreadsheet of declared acts, with everything that is wrong with it.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        expected: What its rows are held against.
    """
    sheet = Sheet()
    try:
        _read(sheet, tables(data=data, name=name), expected)
    except TableError as error:
        sheet.problems.append(error.problem)
    return sheet


def _read(sheet: Sheet, found: Iterator[Table], expected: Expected) -> None:
    held = False
    for table in found:
        columns = _columns(table.rows, expected)
        if columns is None:
            continue
        if held:
            sheet.problems.append(Problem(0, "", table.name, "sheet.second"))
            return
        held = True
        _read_rows(sheet, columns, table.rows, expected)
    if not held:
        sheet.problems.extend(Problem(1, title, "", "column.missing") for title in REQUIRED.values())


def _columns(rows: Iterator[Row], expected: Expected) -> Columns | None:
    for number, cells in islice(rows, _SEARCHED):
        if found := columns_of(number, cells, expected):
            return found
    return None


def _read_rows(sheet: Sheet, columns: Columns, table: Iterator[Row], expected: Expected) -> None:
    sheet.problems.extend(columns.problems)
    if columns.problems:
        return
    rows = Rows(sheet=sheet, columns=columns, expected=expected)
    for number, cells in table:
        rows.read(number, cells)
    if not sheet.acts and not sheet.left and not sheet.errors:
        sheet.problems.append(Problem(columns.headings.row, "", "", "file.no-rows"))
