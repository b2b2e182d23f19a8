"""
Who and where: regions, polling stations and the offices the law places over them.

An office is a post over a set of regions, named ``line:region`` (``ppk:35.17.15``). Its line says which
institution it belongs to and which office stands above it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sepaham.domain.base import Level, ancestor, canonical_json, level_of, station_key, within


@dataclass(frozen=True, slots=True)
class Region:
    """A place with its official name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PollingStation:
    """A TPS: its number within a desa and how many voters each of its elections has."""

    desa: str
    number: int
    voters: int
    assumed: bool = False
    special: bool = False

    @property
    def key(self) -> str:
        """Return the station's place in the hierarchy of regions, ``35.17.15.2004.006``."""
        return station_key(self.desa, self.number)


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of office: its institution, the level it works at, its titles and the line above it."""

    code: str
    institution: str
    level: Level
    above: str
    title_id: str
    title_en: str


_LINES = (
    Line("gateway", "sepaham", Level.KABUPATEN, "", "Gerbang sistem", "System gateway"),
    Line("kpu-prov", "kpu", Level.PROVINCE, "gateway", "KPU Provinsi", "Provincial KPU"),
    Line("kpu", "kpu", Level.KABUPATEN, "gateway", "KPU", "KPU"),
    Line("ppk", "kpu", Level.KECAMATAN, "kpu", "PPK", "PPK"),
    Line("pps", "kpu", Level.DESA, "ppk", "PPS", "PPS"),
    Line("kpps", "kpu", Level.TPS, "pps", "KPPS", "KPPS"),
    Line("bawaslu-prov", "bawaslu", Level.PROVINCE, "gateway", "Bawaslu Provinsi", "Provincial Bawaslu"),
    Line("bawaslu", "bawaslu", Level.KABUPATEN, "gateway", "Bawaslu", "Bawaslu"),
    Line("panwascam", "bawaslu", Level.KECAMATAN, "bawaslu", "Panwascam", "Panwascam"),
    Line("pkd", "bawaslu", Level.DESA, "panwascam", "PKD", "PKD"),
    Line("ptps", "bawaslu", Level.TPS, "pkd", "PTPS", "PTPS"),
    Line("polres", "polri", Level.KABUPATEN, "gateway", "Polres", "Polres"),
    Line("polsek", "polri", Level.KECAMATAN, "polres", "Polsek", "Polsek"),
    Line("bhabin", "polri", Level.DESA, "polsek", "Bhabinkamtibmas", "Bhabinkamtibmas"),
    Line("kodim", "tni", Level.KABUPATEN, "gateway", "Kodim", "Kodim"),
    Line("koramil", "tni", Level.KECAMATAN, "kodim", "Koramil", "Koramil"),
    Line("babinsa", "tni", Level.DESA, "koramil", "Babinsa", "Babinsa"),
    Line("pemkab", "pemda", Level.KABUPATEN, "gateway", "Pemkab", "Pemkab"),
    Line("camat", "pemda", Level.KECAMATAN, "pemkab", "Camat", "Camat"),
    Line("kades", "pemda", Level.DESA, "camat", "Kepala desa / lurah", "Head of the desa"),
    Line(
        "kesbangpol",
        "pemda",
        Level.KABUPATEN,
        "pemkab",
        "Kesbangpol",
        "Political affairs office (Kesbangpol)",
    ),
    Line("dishub", "pemda", Level.KABUPATEN, "pemkab", "Dinas Perhubungan", "Transport office (Dishub)"),
    Line("bpbd", "pemda", Level.KABUPATEN, "pemkab", "BPBD", "Disaster office (BPBD)"),
    Line("dinsos", "pemda", Level.KABUPATEN, "pemkab", "Dinas Sosial", "Social affairs office (Dinsos)"),
    Line("satpolpp", "linmas", Level.KABUPATEN, "pemkab", "Satpol PP", "Civil order police (Satpol PP)"),
    Line("linmas", "linmas", Level.TPS, "satpolpp", "Linmas", "Civil guards (Linmas)"),
    Line("kejari", "kejaksaan", Level.KABUPATEN, "gateway", "Kejari", "Prosecutor"),
    Line("supplier", "pemasok", Level.KABUPATEN, "kpu", "Pemasok", "Supplier"),
    Line("carrier", "pengangkut", Level.KABUPATEN, "kpu", "Pengangkut", "Carrier"),
)
LINES: Mapping[str, Line] = {line.code: line for line in _LINES}
"""Every kind of office; the order is the order of lists on screens."""

BODIES: Mapping[str, tuple[Level, tuple[str, ...]]] = {
    "forkopimda": (Level.KABUPATEN, ("pemkab", "polres", "kodim", "kejari")),
    "forkopimcam": (Level.KECAMATAN, ("camat", "polsek", "koramil")),
}
"""Bodies are made of offices; they hold nothing and state nothing themselves."""


@dataclass(frozen=True, slots=True)
class Office:
    """A post: its line and the regions it answers for."""

    id: str
    line: str
    regions: tuple[str, ...]

    @property
    def institution(self) -> str:
        """Return the institution this office belongs to."""
        return LINES[self.line].institution

    def covers(self, region: str) -> bool:
        """Tell whether a place lies in one of this office's regions."""
        return any(within(region, area) for area in self.regions)


def office_id(line: str, region: str) -> str:
    """Return the name of the office of a line over a region."""
    return f"{line}:{region}"


def seated_office(id: str) -> Office:  # noqa: A002  the field's own name
    """Return the office an id names, over the one region in the id, whether or not there is such a post."""
    line, _, seat = id.partition(":")
    return Office(id, line, (seat,))


@dataclass(frozen=True)
class Register:
    """
    The regions and polling stations of one area, in code order, and the posts over them.

    Attributes:
        regions: The places by their code.
        stations: The polling stations.
        offices: The posts over other regions than the one in their id, such as a Polsek of two kecamatan; all
            others are placed by the law, one for each line and region.
    """

    regions: Mapping[str, Region]
    stations: tuple[PollingStation, ...]
    offices: tuple[Office, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, PollingStation]:
        """Return the stations by their key."""
        return {station.key: station for station in self.stations}

    @cached_property
    def kabupaten(self) -> tuple[str, ...]:
        """Return the codes of the kabupaten the stations lie in."""
        return tuple(sorted({ancestor(station.desa, Level.KABUPATEN) for station in self.stations}))

    @cached_property
    def _places(self) -> frozenset[str]:
        """Every code this register speaks of, up to the province."""
        codes = [*self.regions, *(station.key for station in self.stations)]
        return frozenset(
            ancestor(code, level) for code in codes for level in Level if level <= level_of(code)
        )

    @cached_property
    def _posts(self) -> Mapping[str, Office]:
        return {office.id: office for office in self.offices}

    def office(self, id: str) -> Office | None:  # noqa: A002  the field's own name
        """Return the post of an id; None for a phantom: no such line, place, or post of that line there."""
        post = self._posts.get(id)
        if post is not None:
            return post
        office = seated_office(id)
        line, (seat,) = LINES.get(office.line), office.regions
        return office if line and seat in self._places and level_of(seat) is line.level else None

    def at_level(self, level: Level) -> list[str]:
        """Return the codes of one level, in order; polling stations for `Level.TPS`."""
        if level is Level.TPS:
            return [station.key for station in self.stations]
        return sorted(code for code in self.regions if level_of(code) is level)

    def name(self, region: str) -> str:
        """Return what a place is called; a TPS by its number, an unnamed place by its code."""
        if level_of(region) is Level.TPS:
            return f"TPS {region.rpartition('.')[2]}"
        found = self.regions.get(region)
        return found.name if found else region


def offices_of(register: Register) -> Iterator[Office]:
    """Yield every post over a register's regions: the law's, one per line and region, and the exceptions."""
    provinces = sorted({code.split(".")[0] for code in register.kabupaten})
    placed = {office.id for office in register.offices}
    for line in _LINES:
        regions: Iterable[str] = provinces if line.level is Level.PROVINCE else register.at_level(line.level)
        for region in regions:
            if office_id(line.code, region) not in placed:
                yield seated_office(office_id(line.code, region))
    yield from register.offices


def register_to_bytes(register: Register) -> bytes:
    """Return the canonical file of a register, whose hash opens a log."""
    return canonical_json(
        {
            "format": "sepaham/register/1",
            "regions": [[r.code, r.name] for r in sorted(register.regions.values(), key=lambda r: r.code)],
            "stations": [
                [s.desa, s.number, s.voters, int(s.assumed), int(s.special)] for s in register.stations
            ],
            "offices": [
                [o.id, o.line, list(o.regions)] for o in sorted(register.offices, key=lambda o: o.id)
            ],
        }
    )


def register_from_bytes(data: bytes) -> Register:
    """Read a canonical register file back."""
    value = json.loads(data)
    return Register(
        regions={code: Region(code, name) for code, name in value["regions"]},
        stations=tuple(
            PollingStation(desa, number, voters, bool(assumed), bool(special))
            for desa, number, voters, assumed, special in value["stations"]
        ),
        offices=tuple(Office(id_, line, tuple(regions)) for id_, line, regions in value["offices"]),
    )
