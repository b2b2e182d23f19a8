"""
One table as every page shows it: sorted and filtered by the reader, downloaded, its columns copied out.

A table is values; `respond` answers with the page, with an XLSX file (``?as=xlsx``) or with the columns the
account chose, in its order (``?as=text``), so that nobody types into another system what stands here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from sepaham.actions.people import note_export
from sepaham.actions.preferences import keep_columns
from sepaham.domain.base import local_zone
from sepaham.domain.words import write_brief, write_day, write_number
from sepaham.exchange.workbooks import XLSX, Cell, write_lines, write_workbook
from sepaham.records.access import Access, access, scope
from sepaham.records.people import chosen_columns
from sepaham.records.queries import now
from sepaham.web.fields import is_page
from sepaham.web.language import reader_language

A_PAGE = 300
"""Rows of a page at most."""
MOST_TYPED = 80
_FILES = frozenset({"xlsx", "text"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in code and address, its heading; ``text``, ``number``, ``moment``, ``phone``."""

    key: str
    title: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row.

    Attributes:
        cells: Values by column; None where nobody told.
        href: Where its first cell leads.
        state: The shape before its first cell.
        region: Where it is; its hours are of that place.
    """

    cells: Mapping[str, Cell]
    href: str = ""
    state: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name in code, its title, its columns, and its rows in their own order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One cell as a page writes it, its column's kind, and the digits of a phone that can be called."""

    text: str
    kind: str
    call: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a table."""

    found: Any
    lines: tuple[tuple[Row, tuple[Told, ...]], ...]
    heads: tuple[tuple[Column, str, str], ...]
    total: int
    typed: str
    sort: str
    asked: str
    kept: tuple[tuple[str, str], ...]
    chosen: tuple[tuple[Column, int | None], ...]


def respond(request: HttpRequest, table: Table, template: str, page: Mapping[str, Any]) -> HttpResponse:
    """Answer with a page around a table, or with the table alone as a file or as text."""
    region = scope(request.user).region  # type: ignore[arg-type]
    chosen = _sorted(_filtered(table, request.GET.get("q", "")), request.GET.get("sort", ""))
    form = request.GET.get("as", "")
    if form in _FILES and any(column.kind == "phone" for column in table.columns):
        _note(request, chosen)
    if form == "xlsx":
        return _file(chosen, region)
    if form == "text":
        return HttpResponse(_copied(request, chosen, region), content_type="text/plain; charset=utf-8")
    shown = _shown(request, table, chosen, region)
    return render(request, template, {**page, "table": table, "shown": shown})


def _note(request: HttpRequest, table: Table) -> None:
    """Note that an account carries phones out of the pages."""
    account, allowed = request.user, scope(request.user)  # type: ignore[arg-type]
    note_export(
        account=account.get_username(),
        office=next(iter(allowed.offices), ""),
        region=allowed.region,
        rows=len(table.rows),
        at=now(),
    )


def _filtered(table: Table, typed: str) -> Table:
    """Keep the rows in which every typed word stands."""
    words = typed[:MOST_TYPED].casefold().split()
    if not words:
        return table
    rows = tuple(row for row in table.rows if all(word in _haystack(row) for word in words))
    return replace(table, rows=rows)


def _haystack(row: Row) -> str:
    return " ".join(str(cell) for cell in row.cells.values() if cell is not None).casefold()


def _sorted(table: Table, sort: str) -> Table:
    """Order the rows by a column, ``-column`` for downwards; what nobody told stands last."""
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if key not in {column.key for column in table.columns}:
        return table
    told = [row for row in table.rows if row.cells.get(key) is not None]
    rest = [row for row in table.rows if row.cells.get(key) is None]
    try:
        told.sort(key=lambda row: _comparable(row.cells[key]), reverse=down)  # type: ignore[return-value]
    except TypeError:
        told.sort(key=lambda row: str(row.cells[key]), reverse=down)
    return replace(table, rows=(*told, *rest))


def _comparable(cell: Cell) -> Any:
    return cell.casefold() if isinstance(cell, str) else cell


def _here(cell: Cell, region: str) -> Cell:
    return cell.astimezone(local_zone(region)) if isinstance(cell, datetime) else cell


def _file(table: Table, region: str) -> HttpResponse:
    rows = [
        [_here(row.cells.get(column.key), row.region or region) for column in table.columns]
        for row in table.rows
    ]
    data = write_workbook(title=table.title, heads=[column.title for column in table.columns], rows=rows)
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{table.name}.xlsx"'
    return answer


def _copied(request: HttpRequest, table: Table, region: str) -> str:
    """Return the chosen columns of all rows as text, the headings first when asked for."""
    order = _order(request, table)
    heads = [[column.title for column in order]] if request.GET.get("heads") else []
    rows = [
        [_here(row.cells.get(column.key), row.region or region) for column in order] for row in table.rows
    ]
    return write_lines([*heads, *rows])


def _order(request: HttpRequest, table: Table) -> list[Column]:
    """Return the columns the account copies out, in its order; all of them until it chose."""
    by_key = {column.key: column for column in table.columns}
    kept = chosen_columns(account=request.user, table=table.name)  # type: ignore[arg-type]
    return [by_key[key] for key in kept if key in by_key] or list(table.columns)


def _shown(request: HttpRequest, table: Table, chosen: Table, region: str) -> Shown:
    found = Paginator(chosen.rows, A_PAGE).get_page(request.GET.get("page"))
    order = [column.key for column in _order(request, table)]
    places: dict[str, int] = {key: place for place, key in enumerate(order, 1)}
    return Shown(
        found=found,
        lines=tuple((row, _told(row, table.columns, region)) for row in found.object_list),
        heads=tuple(_head(request, column) for column in table.columns),
        total=len(chosen.rows),
        typed=request.GET.get("q", "")[:MOST_TYPED],
        sort=request.GET.get("sort", ""),
        asked=_asked(request, "page"),
        kept=tuple((k, v) for k, v in request.GET.items() if k not in {"q", "page", "as", "heads"}),
        chosen=tuple((column, places.get(column.key)) for column in table.columns),
    )


def _told(row: Row, columns: Sequence[Column], region: str) -> tuple[Told, ...]:
    return tuple(_one(row.cells.get(c.key), c, row.region or region) for c in columns)


def _one(cell: Cell, column: Column, region: str) -> Told:
    call = cell.removeprefix("+") if column.kind == "phone" and isinstance(cell, str) else ""
    return Told(_text(cell, column.kind, region), column.kind, call)


def _text(cell: Cell, kind: str, region: str) -> str:
    if cell is None or cell == "":
        return "–"
    if kind == "day":
        return _day(str(cell))
    if isinstance(cell, datetime):
        return write_brief(cell, reader_language(), region)
    if isinstance(cell, float):
        return f"{cell:.1f}".replace(".", "," if reader_language() == "id" else ".")
    return write_number(cell, reader_language()) if isinstance(cell, int) else cell


def _day(text: str) -> str:
    """Write a day; one that no calendar has stays as it was stated."""
    try:
        return write_day(date.fromisoformat(text), reader_language())
    except ValueError:
        return text


def _head(request: HttpRequest, column: Column) -> tuple[Column, str, str]:
    """Return a column, how it is sorted now (as ARIA says it), and the address that sorts by it."""
    sort = request.GET.get("sort", "")
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
    following = f"-{column.key}" if now == "ascending" else column.key
    asked = _asked(request, "page", "sort")
    return column, now, f"?{asked}{'&' if asked else ''}sort={following}"


def _asked(request: HttpRequest, *without: str) -> str:
    asked = request.GET.copy()
    for name in (*without, "as", "heads"):
        asked.pop(name, None)
    return asked.urlencode()


@access(Access.SIGNED_IN)
@require_POST
def columns(request: HttpRequest, table: str) -> HttpResponse:
    """Keep which columns of a table an account copies out, in which order."""
    places = {key: n for key, typed in request.POST.items() if key[:2] == "n." and (n := _place(typed))}
    order = [key[2:] for key in sorted(places, key=lambda key: (places[key], key))]
    keep_columns(account=request.user, table=table, order=order)  # type: ignore[arg-type]
    back = request.POST.get("back", "")
    if not is_page(back):
        raise Http404
    return redirect(f"{back}#copy")


def _place(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len("99") else 0


urlpatterns = [path("columns/<slug:table>", columns, name="columns")]
