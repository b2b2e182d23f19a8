"""
A spreadsheet to start from: a row for every act of the plan, the hour and what was off left to fill in.

Region codes and hours are text in the workbook; a CSV opened in a spreadsheet may turn 35.17.15 into an hour.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.loads import LEGS
from sepaham.domain.register import LINES, Register
from sepaham.domain.words import Language
from sepaham.exchange.declared_acts import Expected
from sepaham.exchange.declared_columns import OFF, count_title, title_of
from sepaham.exchange.declared_rows import KINDS

_GIVEN = ("leg", "region", "name", "giver", "receiver", "act")
_FIRST, _LAST = "parcel.pack", "unit.use"
_HOMEWARD = next(code for code, leg in LEGS.items() if leg.homeward)


def template_rows(expected: Expected, *, language: Language) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each act of the office and those below, in the order of the days."""
    titles = [title_of(name, language) for name in (*_GIVEN, "time", *OFF)]
    titles += [f"{'segel' if language == 'id' else 'seal'} {mark}" for mark in _sealed(expected)]
    titles += [count_title(key, expected.profile, language) for key in expected.counted]
    yield [*titles, title_of("note", language)]
    empty = [""] * (len(titles) + 1 - len(_GIVEN))
    for leg, region, parties, kind in _acts(expected):
        party = parties[1] if kind == "handover.receive" else parties[0]
        if expected.may_speak_for(party):
            names = [_office_name(office, expected.register, language) for office in parties]
            place = _place_name(region, expected.register)
            yield [leg, region, place, *names, KINDS[kind][language == "en"], *empty]


def _acts(expected: Expected) -> Iterator[tuple[str, str, tuple[str, str], str]]:
    stations = [station.key for station in expected.register.stations]
    for station in stations:
        yield "", station, (expected.packer(), ""), _FIRST
    for leg in LEGS:
        if leg == _HOMEWARD:
            for station in stations:
                if any(not unit.kind.returns for unit in expected.pieces(station)):
                    yield "", station, (expected.user(station), ""), _LAST
        for _, load in expected.lists.values():
            if load.leg == leg:
                for kind in ("handover.give", "handover.receive"):
                    yield leg, load.region, (load.giver, load.receiver), kind


def _sealed(expected: Expected) -> list[str]:
    """Return the marks of the pieces that bear seals: the ballot boxes."""
    firsts = {ancestor(s.desa, Level.KABUPATEN): s.key for s in expected.register.stations}
    pieces = (unit for station in firsts.values() for unit in expected.pieces(station))
    return list(dict.fromkeys(unit.kind.mark for unit in pieces if unit.kind.item == "box"))


def _office_name(office: str, register: Register, language: Language) -> str:
    line, _, seat = office.partition(":")
    if not line:
        return ""
    title = LINES[line].title_id if language == "id" else LINES[line].title_en
    return f"{title} {_place_name(seat, register)}"


def _place_name(region: str, register: Register) -> str:
    """Return a place's name; a TPS with its desa, a desa with its kecamatan, since desa names repeat."""
    level, name = level_of(region), register.name(region)
    if level is Level.TPS:
        return f"{name} {_place_name(ancestor(region, Level.DESA), register)}"
    return f"{name} ({register.name(ancestor(region, Level.KECAMATAN))})" if level is Level.DESA else name


def template_csv(expected: Expected, *, language: Language) -> bytes:
    """Return the template as CSV, with semicolons and a mark of UTF-8, as spreadsheets here open it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        template_rows(expected, language=language)
    )
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(expected: Expected, *, language: Language) -> bytes:
    """Return the template as a workbook whose cells are all text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sepaham")
    sheet.freeze_panes = "A2"
    for row in template_rows(expected, language=language):
        cells = [WriteOnlyCell(sheet, value=text or None) for text in row]
        for cell in cells:
            cell.number_format = "@"
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
