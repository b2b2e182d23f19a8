"""Where places are, from a spreadsheet: a row is a region or a polling station, in decimal degrees."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sepaham.domain.base import Level, RegionError, level_of, region_code, station_key
from sepaham.domain.travel import DEGREE, Point
from sepaham.exchange.boundaries import LATITUDES, LONGITUDES
from sepaham.exchange.cells import Fault, clean, text_of
from sepaham.exchange.headings import plain
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Row, TableError, tables
from sepaham.exchange.workbooks import write_workbook

HEADS = ("kode", "no_tps", "lintang", "bujur", "keterangan")
_ALIASES: Mapping[str, str] = {
    "kode": "kode_desa kode_tps kode_wilayah kode_kelurahan code region id",
    "no_tps": "tps nomor_tps number station",
    "lintang": "lat latitude garis_lintang y",
    "bujur": "lon lng long longitude garis_bujur x",
}
_KNOWN = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_NEEDED = frozenset({"kode", "lintang", "bujur"})
_SEARCHED = 20
_DEGREES = re.compile(r"-?\d{1,3}([.,]\d{1,15})?", re.ASCII)
_NUMBER = re.compile(r"(?:tps)?[ .\-]*0*([1-9]\d{0,2})", re.IGNORECASE | re.ASCII)


@dataclass(slots=True)
class Spots:
    """The places of a file, and everything wrong with it."""

    found: dict[str, Point] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Return how many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)


def places_template(codes: Iterable[str] = ()) -> bytes:
    """Return a workbook with the headings of a list of places, and rows for places to be told."""
    rows = [
        (code[:-4], int(code[-3:]), "", "", "") if level_of(code) is Level.TPS else (code, "", "", "", "")
        for code in codes
    ]
    return write_workbook(title="Tempat", heads=HEADS, rows=rows or [("35.17.15.2004", 6, -7.4, 112.1, "")])


def read_places(*, data: bytes, name: str, known: Collection[str]) -> Spots:
    """
    Read a spreadsheet of places, with everything that is wrong; a row with an error adds nothing.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        known: The codes of the register's regions and the keys of its polling stations.
    """
    spots = Spots()
    try:
        for table in tables(data=data, name=name):
            for _, cells in islice(table.rows, _SEARCHED):
                titles = [_KNOWN.get(plain(clean(text_of(cell))[0]), "") for cell in cells]
                if set(titles) >= _NEEDED:
                    columns = {title: at for at, title in enumerate(titles) if title}
                    _read(_Reader(spots, columns, known), table.rows)
                    return spots
        spots.problems.append(Problem(0, "kode", "", "place.columns"))
    except TableError as error:
        spots.problems.append(error.problem)
    return spots


def _read(reader: "_Reader", rows: Iterable[Row]) -> None:
    count = 0
    for row in rows:
        if any(text_of(cell).strip() for cell in row[1]):
            count += 1
            reader.read(row)
    if not count:
        reader.spots.problems.append(Problem(0, "", "", "file.no-rows"))
    reader.copied()


@dataclass(slots=True)
class _Reader:
    """Reads rows under the headings."""

    spots: Spots
    columns: Mapping[str, int]
    known: Collection[str]
    rows: dict[str, int] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        number, cells = row
        texts = {
            name: clean(text_of(cells[at]))[0] if at < len(cells) else "" for name, at in self.columns.items()
        }
        if not (texts["lintang"] or texts["bujur"]):
            return
        code = self._taken(number, "kode", texts["kode"], self._code(texts))
        point = self._taken(number, "lintang", f"{texts['lintang']} {texts['bujur']}", _point(texts))
        if isinstance(code, str) and isinstance(point, Point):
            self._keep(number, code, point)

    def copied(self) -> None:
        """Warn of points that several places share."""
        shared: defaultdict[Point, int] = defaultdict(int)
        for point in self.spots.found.values():
            shared[point] += 1
        for point, count in shared.items():
            if count > 1:
                where = f"{point.lat / DEGREE:.5f} {point.lon / DEGREE:.5f}"
                self.spots.problems.append(Problem(0, "lintang", where, "place.same", {"count": count}))

    def _keep(self, number: int, code: str, point: Point) -> None:
        first = self.rows.setdefault(code, number)
        if self.spots.found.setdefault(code, point) != point:
            self.spots.problems.append(Problem(number, "kode", code, "place.repeated", {"first": first}))

    def _taken(self, row: int, column: str, text: str, found: str | Point | Fault) -> object:
        if isinstance(found, tuple):
            self.spots.problems.append(Problem(row, column, text, found[0], found[1]))
        return found

    def _code(self, texts: Mapping[str, str]) -> str | Fault:
        try:
            code = region_code(texts["kode"])
        except RegionError:
            return "place.code", {}
        if number := texts.get("no_tps", ""):
            read = _NUMBER.fullmatch(number)
            if not read or level_of(code) is not Level.DESA:
                return "place.station", {"value": number}
            code = station_key(code, int(read[1]))
        return code if code in self.known else ("place.unknown", {"value": code})


def _point(texts: Mapping[str, str]) -> Point | Fault:
    lat, lon = (_degrees(texts[name]) for name in ("lintang", "bujur"))
    if lat is None or lon is None:
        return "place.degrees", {}
    if _within(lat, LATITUDES) and _within(lon, LONGITUDES):
        return Point(round(lat * DEGREE), round(lon * DEGREE))
    swapped = _within(lon, LATITUDES) and _within(lat, LONGITUDES)
    return ("place.swapped" if swapped else "place.outside"), {}


def _degrees(text: str) -> float | None:
    return float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else None


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
