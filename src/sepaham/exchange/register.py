"""
A register from a spreadsheet: rows become stations, and everything wrong with them is said at once.

A row is one polling station (it has a number) or one desa (it has a number of stations, which are then
numbered 1.. and, special ones, 901..). Voters given for a whole desa are spread evenly, the first stations
taking what does not divide, and count as assumed. A row with an error adds nothing to the draft.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sepaham.exchange.cells import clean, text_of
from sepaham.exchange.draft import Draft
from sepaham.exchange.headings import Headings, headings_of, mapping_problems, missing_columns
from sepaham.exchange.problems import Problem
from sepaham.exchange.rows import Rows
from sepaham.exchange.tables import MOST_ROWS, Cell, Row, Table, TableError, tables

_SEARCHED = 20
"""Rows at the top in which the headings may stand."""

_REPORTED = 2000


def read_register(
    *,
    data: bytes,
    name: str,
    voters_max: int,
    official: Mapping[str, str],
    mapping: Mapping[str, str] | None = None,
    assume_voters: int | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
    largest: int | None = None,
    most_rows: int = MOST_ROWS,
) -> Draft:
    """
    Read a spreadsheet into a draft of a register, with all its problems.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        voters_max: The lawful number of voters per station; more is a warning.
        official: Names of the official regions by code.
        mapping: Our column names to the file's headings.
        assume_voters: Voters of a station whose number is not given; None refuses such rows.
        progress: Called now and then with the number of rows read.
        largest: The bytes the file may have.
        most_rows: The number of its last row at most.
    """
    draft = Draft(official=official)
    try:
        sheets = tables(data=data, name=name, largest=largest, most_rows=most_rows)
        headings, table = _find(sheets, mapping=mapping or {}, draft=draft)
        if headings is not None:
            for problem in mapping_problems(mapping or {}, headings):
                draft.flag(problem)
            for problem in missing_columns(headings, voters_assumed=assume_voters is not None):
                draft.flag(problem)
            if not draft.errors:
                rows = Rows(
                    draft=draft, headings=headings, voters_max=voters_max, assume_voters=assume_voters
                )
                _read(rows, table, progress)
    except TableError as error:
        draft.flag(error.problem)
    return draft


def titles_in(*, data: bytes, name: str, largest: int, most_rows: int) -> tuple[str, ...]:
    """Return what may be a file's headings: the first row with most words in it; none in no table."""
    try:
        for table in tables(data=data, name=name, largest=largest, most_rows=most_rows):
            rows = [[clean(text_of(cell))[0] for cell in cells] for _, cells in islice(table.rows, _SEARCHED)]
            words = [[text for text in row if any(map(str.isalpha, text))] for row in rows]
            if widest := max(words, key=len, default=[]):
                return tuple(dict.fromkeys(widest))
    except TableError:
        return ()
    return ()


def _find(
    sheets: Iterable[Table], *, mapping: Mapping[str, str], draft: Draft
) -> tuple[Headings | None, Iterator[Row]]:
    for table in sheets:
        for number, cells in islice(table.rows, _SEARCHED):
            found = headings_of(number, cells, mapping)
            if found:
                for problem in found[1]:
                    draft.flag(problem)
                return found[0], table.rows
    draft.flag(Problem(1, "kode_desa", "", "header.missing", {"example": "kode_desa"}))
    return None, iter(())


def _read(rows: Rows, table: Iterator[tuple[int, Sequence[Cell]]], progress: Callable[[int], None]) -> None:
    count = 0
    for number, cells in table:
        count += rows.read(number, cells)
        if count % _REPORTED == 0:
            progress(count)
    if not count:
        rows.draft.flag(Problem(rows.headings.row, "", "", "file.no-rows"))
    rows.draft.close()
    progress(count)
