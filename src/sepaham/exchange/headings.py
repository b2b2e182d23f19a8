"""Which column of a spreadsheet means what: known headings, and a mapping the user gives."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.exchange.cells import clean, text_of
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Cell

_ALIASES: Mapping[str, str] = {
    "kode_desa": "kode kode_kelurahan kode_kel kode_desa_kelurahan kode_kelurahan_desa kode_desa_kel "
    "kode_kel_desa kode_wilayah kode_kemendagri id_desa desa_kode code village_code desa_code",
    "desa": "kelurahan nama_desa nama_kelurahan desa_kelurahan kelurahan_desa desa_kel kel_desa kel village",
    "kode_kecamatan": "kode_kec id_kecamatan kecamatan_kode district_code",
    "kecamatan": "kec nama_kecamatan nama_kec distrik nama_distrik district",
    "kode_kabupaten": "kode_kab kode_kota kode_kab_kota kode_kabupaten_kota regency_code",
    "kabupaten": "kab kota kab_kota kabupaten_kota nama_kabupaten nama_kab_kota nama_kabupaten_kota regency",
    "kode_provinsi": "kode_prov province_code",
    "provinsi": "prov nama_provinsi province",
    "no_tps": "tps nomor_tps no_tps_ nomor no_urut_tps tps_no station number",
    "tps_total": "jumlah_tps jml_tps total_tps banyak_tps tps_jumlah jumlah_total_tps",
    "tps_reguler": "tps_regular reguler jumlah_tps_reguler jml_tps_reguler tps_biasa",
    "tps_khusus": "khusus loksus tps_loksus tps_lokasi_khusus jumlah_tps_khusus jml_tps_khusus",
    "dpt": "pemilih jumlah_pemilih jml_pemilih total_pemilih jumlah_dpt jml_dpt total_dpt pemilih_dpt voters",
}
NAMES = tuple(_ALIASES)
"""Our own names of the columns, as a mapping uses them."""

_KNOWN = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_COUNTS = ("no_tps", "tps_total", "tps_reguler")


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings: its number, its cells, and where each of our columns stands."""

    row: int
    cells: tuple[str, ...]
    places: Mapping[str, int]

    def __contains__(self, name: str) -> bool:
        """Tell whether the table has one of our columns."""
        return name in self.places

    def title(self, name: str) -> str:
        """Return how the file heads one of our columns; our own name where it does not."""
        return self.cells[self.places[name]] if name in self.places else name


def plain(heading: str) -> str:
    """Return a heading in small letters, its words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")


def meant(title: str) -> str:
    """Return which of our columns a heading means; '' for none."""
    return _KNOWN.get(plain(title), "")


def headings_of(
    row: int, cells: Sequence[Cell], mapping: Mapping[str, str]
) -> tuple[Headings, list[Problem]] | None:
    """Read a row as headings, with what is wrong with them; None when it does not look like any."""
    titles = tuple(clean(text_of(cell))[0] for cell in cells)
    places: dict[str, int] = {}
    problems: list[Problem] = []
    mapped = {plain(theirs): ours for ours, theirs in mapping.items()}
    for place, title in enumerate(titles):
        name = mapped.get(plain(title)) or _KNOWN.get(plain(title))
        if name is None or (name in mapping and plain(title) not in mapped):
            continue
        if name in places:
            problems.append(Problem(row, name, f"{titles[places[name]]}, {title}", "header.repeated"))
        places.setdefault(name, place)
    if len(places) < 2:  # noqa: PLR2004  one known word may stand in a title above the table
        return None
    return Headings(row, titles, places), problems


def mapping_problems(mapping: Mapping[str, str], headings: Headings) -> Iterable[Problem]:
    """Yield what is wrong with a user's mapping."""
    present = {plain(cell) for cell in headings.cells}
    for ours, theirs in mapping.items():
        if ours not in NAMES:
            yield Problem(0, ours, theirs, "mapping.unknown", {"names": ", ".join(NAMES)})
        elif plain(theirs) not in present:
            yield Problem(headings.row, ours, theirs, "mapping.absent")


def missing_columns(headings: Headings, *, voters_assumed: bool) -> Iterable[Problem]:
    """Yield the columns a register cannot do without."""
    if "kode_desa" not in headings:
        yield Problem(headings.row, "kode_desa", "", "header.missing", {"example": "kode_desa"})
    if not any(name in headings for name in _COUNTS):
        yield Problem(headings.row, "no_tps", "", "header.no-count")
    elif "no_tps" not in headings and "tps_total" not in headings and "tps_khusus" not in headings:
        yield Problem(headings.row, "tps_khusus", "", "header.no-special")
    if "dpt" not in headings and not voters_assumed:
        yield Problem(headings.row, "dpt", "", "header.no-voters")
