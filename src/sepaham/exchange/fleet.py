"""
Vehicles from a spreadsheet: a row is one vehicle or porter, with whoever drives it.

A row with an error adds nothing; plates, names and phones stay in the erasable tables.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sepaham.domain.base import Level, RegionError, level_of, region_code
from sepaham.exchange.cells import Fault, clean, fault_of, text_of
from sepaham.exchange.headings import plain
from sepaham.exchange.offices import spelled
from sepaham.exchange.people import is_formula, phone_number
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Row, TableError, tables
from sepaham.exchange.workbooks import write_workbook

HEADS = (
    "jenis",
    "pangkalan",
    "pelat",
    "liter",
    "kg",
    "buah",
    "km_jam",
    "biaya_hari",
    "biaya_km",
    "tertutup",
    "hanya_barang",
    "keterangan",
    "pengemudi",
    "telepon",
    "sim_sampai",
    "menit_tugas",
)
_ALIASES: Mapping[str, str] = {
    "jenis": "jenis_kendaraan kendaraan kind type moda",
    "pangkalan": "wilayah kode_wilayah basis base gudang kantor",
    "pelat": "plat nopol no_pol nomor_polisi plat_nomor no_polisi plate",
    "liter": "volume_liter isi_liter litres isi volume m3 isi_m3 volume_m3 kubik",
    "kg": "kilogram daya_angkut muatan_kg kilograms tonase",
    "buah": "koli jumlah_buah pieces maks_buah",
    "km_jam": "kecepatan kmh km_h speed",
    "biaya_hari": "sewa biaya_sewa sewa_hari day_cost",
    "biaya_km": "biaya_per_km km_cost bbm",
    "tertutup": "tertutup_terkunci box closed",
    "hanya_barang": "barang goods",
    "keterangan": "catatan note ket",
    "pengemudi": "sopir supir pengangkut nama driver nama_pengemudi nama_sopir",
    "telepon": "hp no_hp nomor_hp no_telepon wa phone",
    "sim_sampai": "masa_berlaku_sim sim berlaku_sampai papers_until",
    "menit_tugas": "duty_minutes",
}
_KNOWN = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_CUBIC = frozenset({"m3", "isi_m3", "volume_m3", "kubik"})
_KIND_WORDS: Mapping[str, str] = {
    "truck": "truck truk truk_box box colt_diesel engkel fuso mobil_box",
    "pickup": "pickup pikap pick_up mobil_bak bak_terbuka bak",
    "car": "car mobil mobil_penumpang minibus",
    "motorbike": "motorbike motor sepeda_motor viar roda_tiga motor_roda_tiga",
    "boat": "boat perahu kapal speedboat perahu_motor",
    "foot": "foot jalan_kaki porter pemikul pikul kuli_angkut orang",
}
_KINDS = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_YES, _NO = frozenset({"ya", "y", "yes", "1", "true"}), frozenset({"", "tidak", "t", "no", "n", "0", "false"})
_BASES = frozenset({Level.KABUPATEN, Level.KECAMATAN, Level.DESA})
_SEARCHED, _LARGEST, _PLACES_SHOWN = 20, 1_000_000_000, 4
_LITRES = 1000
_DIGITS = 12
"""Longer numbers are not read: they are too large, however they go on."""
_LONGEST = {"pelat": 20, "keterangan": 200, "pengemudi": 120}
_ITEMS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """A vehicle as a file tells, by the fields of its row in the tables, and its driver; {} where none."""

    row: int
    vehicle: Mapping[str, Any]
    driver: Mapping[str, Any]


@dataclass(slots=True)
class Listing:
    """The vehicles of a file, and everything wrong with it."""

    found: list[Listed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Return how many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)


def fleet_template() -> bytes:
    """Return a workbook with the headings of a list of vehicles and rows to write over."""
    truck = (
        "truk",
        "35.17",
        "S 1234 XX",
        12000,
        4000,
        "",
        40,
        900000,
        5000,
        "ya",
        "",
        "",
        "Nama",
        "",
        "",
        720,
    )
    porter = ("jalan kaki", "35.17.15.2004", "", 110, 25, 2, 4, 100000, "", "", "", "", "Nama", "", "", 600)
    return write_workbook(title="Armada", heads=HEADS, rows=[truck, porter])


def read_fleet(
    *,
    data: bytes,
    name: str,
    regions: Mapping[str, str],
    may: Callable[[str], bool] = lambda _region: True,
    largest: int = 8 * 1024 * 1024,
    most_rows: int = 20_000,
) -> Listing:
    """
    Read a spreadsheet of vehicles, with everything that is wrong.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        regions: The register's regions by code, with their names.
        may: Tells whether the reader may say what vehicles a region has.
        largest: The bytes the file may have.
        most_rows: The number of its last row at most.
    """
    listing = Listing()
    try:
        for table in tables(data=data, name=name, largest=largest, most_rows=most_rows):
            for number, cells in islice(table.rows, _SEARCHED):
                titles = [plain(clean(text_of(cell))[0]) for cell in cells]
                places = _places(titles)
                if len(places) > 1:
                    _read(_Reader(listing, places, titles, _Bases(regions), may), number, table.rows)
                    return listing
        listing.problems.append(Problem(0, "jenis", "", "fleet.no-kind"))
    except TableError as error:
        listing.problems.append(error.problem)
    return listing


def _places(titles: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        if name := _KNOWN.get(title):
            places.setdefault(name, place)
    return places


def _read(reader: "_Reader", head: int, rows: "Any") -> None:
    needed = (("fleet.no-kind", "jenis"), ("fleet.no-base", "pangkalan"))
    missing = [code for code, name in needed if name not in reader.places]
    reader.listing.problems.extend(Problem(head, "", "", code) for code in missing)
    if missing:
        return
    count = 0
    for row in rows:
        if any(text_of(cell).strip() for cell in row[1]):
            count += 1
            reader.read(row)
    if not count:
        reader.listing.problems.append(Problem(head, "", "", "file.no-rows"))


class _Bases:
    """Finds the region a cell means, by code or by name."""

    def __init__(self, regions: Mapping[str, str]) -> None:
        self._names = regions
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for code, name in regions.items():
            self._by_name[spelled(name)].append(code)

    def find(self, text: str) -> str | Fault:
        try:
            code = region_code(text)
        except RegionError:
            found = [code for code in self._by_name[spelled(text)] if level_of(code) in _BASES]
            if len(found) > 1:
                return "vehicle.base-many", {"places": ", ".join(found[:_PLACES_SHOWN])}
            return found[0] if found else ("vehicle.base", {})
        if code not in self._names:
            return "vehicle.base", {}
        return code if level_of(code) in _BASES else ("vehicle.base-level", {})


@dataclass(slots=True)
class _Reader:
    """Reads rows under the headings."""

    listing: Listing
    places: Mapping[str, int]
    titles: list[str]
    bases: _Bases
    may: Callable[[str], bool]
    row: int = 0
    failed: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)
    plates: dict[str, int] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        self.row, cells = row
        self.failed, self.texts, self.cells = False, {}, {}
        for column, place in self.places.items():
            cell = cells[place] if place < len(cells) else None
            self.cells[column], self.texts[column] = cell, clean(text_of(cell))[0]
            fault = fault_of(cell, self.texts[column])
            if fault and not (fault == "cell.date" and column == "sim_sampai"):
                self._flag(column, fault)
        vehicle, driver = self._vehicle(), self._driver()
        repeated = self._repeated(vehicle["plate"])
        if not self.failed and not repeated:
            self.listing.found.append(Listed(self.row, vehicle, driver))

    def _vehicle(self) -> dict[str, Any]:
        text = self.texts.get
        return {
            "kind": self._kind(),
            "base": self._base(),
            "plate": self._text("pelat").upper(),
            "litres": self._litres(),
            "kilograms": self._number("kg", needed="vehicle.weight"),
            "pieces": self._number("buah"),
            "km_h": self._number("km_jam"),
            "day_cost": self._number("biaya_hari"),
            "km_cost": self._number("biaya_km"),
            "goods": [item for item in _ITEMS.split(text("hanya_barang", "")) if item],
            "closed": self._yes("tertutup"),
            "note": self._text("keterangan"),
        }

    def _driver(self) -> dict[str, Any]:
        name = self._text("pengemudi")
        if not name:
            self._flag("pengemudi", "vehicle.no-driver")
            return {}
        phone = self._taken("telepon", phone_number(self.texts.get("telepon", "")))
        told: dict[str, Any] = {"name": name, "phone": phone, "papers_until": self._date("sim_sampai")}
        duty = self._number("menit_tugas")
        return {**told, "duty_minutes": duty} if duty else told

    def _flag(self, column: str, code: str, /, **about: object) -> None:
        problem = Problem(self.row, column, self.texts.get(column, ""), code, about)
        self.failed = self.failed or not problem.warning
        self.listing.problems.append(problem)

    def _taken(self, column: str, found: str | Fault) -> str:
        if isinstance(found, tuple):
            self._flag(column, found[0], **found[1])
            return ""
        return found

    def _kind(self) -> str:
        kind = _KINDS.get(plain(self.texts["jenis"]), "")
        return kind or self._taken("jenis", ("vehicle.kind", {}))

    def _base(self) -> str:
        base = self._taken("pangkalan", self.bases.find(self.texts["pangkalan"]))
        return self._taken("pangkalan", base if not base or self.may(base) else ("vehicle.not-yours", {}))

    def _text(self, column: str) -> str:
        text = self.texts.get(column, "")
        if is_formula(text) or len(text) > _LONGEST[column]:
            self._flag(column, "vehicle.text")
        return text

    def _litres(self) -> int:
        cubic = "liter" in self.places and self.titles[self.places["liter"]] in _CUBIC
        if not cubic:
            return self._number("liter", needed="vehicle.room")
        try:
            litres = round(float(self.texts["liter"].replace(",", ".") or 0) * _LITRES)
        except (ValueError, OverflowError):
            return self._number("liter", needed="vehicle.room")
        if not 0 < litres <= _LARGEST:
            self._flag("liter", "vehicle.room")
        return litres

    def _number(self, column: str, *, needed: str = "") -> int:
        text = self.texts.get(column, "")
        if text and not (text.isascii() and text.isdigit()):
            self._flag(column, "vehicle.number")
            return 0
        number = int(text or 0) if len(text) <= _DIGITS else _LARGEST + 1
        if number > _LARGEST:
            self._flag(column, "vehicle.large", limit=_LARGEST)
        elif needed and not number:
            self._flag(column, needed)
        return number

    def _yes(self, column: str) -> bool:
        text = self.texts.get(column, "").lower()
        if text not in _YES | _NO:
            self._flag(column, "vehicle.yes-no")
        return text in _YES

    def _date(self, column: str) -> date | None:
        cell, text = self.cells.get(column), self.texts.get(column, "")
        if isinstance(cell, date):
            return cell.date() if isinstance(cell, datetime) else cell
        if not text:
            return None
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        self._flag(column, "vehicle.date")
        return None

    def _repeated(self, plate: str) -> bool:
        key = "".join(plate.split())
        first = self.plates.setdefault(key, self.row) if key else self.row
        if first != self.row:
            self._flag("pelat", "vehicle.repeated", first=first)
        return first != self.row
