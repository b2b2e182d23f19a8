"""
Which office stands above which, and how people write the name of an office.

An office stands above another when its line is above the other's, however many lines up, and it answers for
all the other's regions.
"""

from collections.abc import Iterator, Mapping

from sepaham.domain.base import Level, ancestor
from sepaham.domain.register import BODIES, LINES, Office, office_id


def lines_above(line: str) -> Iterator[str]:
    """Yield the lines above a line, the nearest first."""
    found = LINES.get(line)
    while found is not None and found.above:
        yield found.above
        found = LINES.get(found.above)


def stands_above(upper: Office, lower: Office) -> bool:
    """Tell whether an office stands above another."""
    return upper.line in set(lines_above(lower.line)) and all(
        upper.covers(region) for region in lower.regions
    )


def seats_above(office: Office) -> tuple[str, ...]:
    """Return the offices right above an office and above those, where the law seats them, nearest first."""
    if not office.regions:
        return ()
    region = office.regions[0]
    found = []
    for line in lines_above(office.line):
        level = LINES[line].level
        if line != "gateway" and level <= region.count(".") + 1:
            found.append(office_id(line, ancestor(region, level)))
    return tuple(found)


def members(body: str, region: str) -> tuple[str, ...]:
    """Return the offices that make up a body of a place, by their seats."""
    return tuple(office_id(line, region) for line in BODIES[body][1])


def bodies_at(level: Level) -> tuple[str, ...]:
    """Return the bodies of a level."""
    return tuple(body for body, (its, _) in BODIES.items() if its is level)


SPOKEN: Mapping[str, str] = {
    "kpu kabupaten": "kpu",
    "kpu kota": "kpu",
    "kpu kab": "kpu",
    "bawaslu kabupaten": "bawaslu",
    "bawaslu kota": "bawaslu",
    "bawaslu kab": "bawaslu",
    "panwaslu kecamatan": "panwascam",
    "panwas kecamatan": "panwascam",
    "panwaslu desa": "pkd",
    "panwaslu kelurahan desa": "pkd",
    "pengawas tps": "ptps",
    "kapolres": "polres",
    "kapolsek": "polsek",
    "bhabinkamtibmas": "bhabin",
    "dandim": "kodim",
    "danramil": "koramil",
    "bupati": "pemkab",
    "wali kota": "pemkab",
    "pemkot": "pemkab",
    "pemda": "pemkab",
    "kecamatan": "camat",
    "kepala desa": "kades",
    "lurah": "kades",
    "bakesbangpol": "kesbangpol",
    "dinas perhubungan": "dishub",
    "dinas sosial": "dinsos",
    "satpol pp": "satpolpp",
    "kejaksaan": "kejari",
    "kejaksaan negeri": "kejari",
    "pemasok": "supplier",
    "penyedia": "supplier",
    "pengangkut": "carrier",
    "ekspedisi": "carrier",
}
"""How a kind of office is also written, to its line."""
