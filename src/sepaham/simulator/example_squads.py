"""
An illustrative strength of posts for a register, and illustrative grades of the example's places.

No source gives the officers of a real kabupaten for one night; these are spread by a fixed rule and must be
labelled as an example wherever they are shown. They are enough for most duties, not for all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from sepaham.domain.base import Level, ancestor
from sepaham.domain.duties import Squad
from sepaham.domain.register import LINES, Register, office_id
from sepaham.simulator.example import KABUPATEN, KECAMATAN

_PRONE = frozenset({"Wonosalam", "Plandaan", "Ngusikan"})
"""Kecamatan of hills and woods, taken as prone for the example; how prone a place is its police say."""
_POLRES, _KODIM = 4, 25
"""Polling stations for each officer that Polres and Kodim have for the night."""
_POLSEK, _POLSEK_TPS = 8, 3
_KORAMIL, _KORAMIL_DESA = 3, 6
"""Each post has so many, and one more for so many polling stations or desa."""
_LINMAS = 4
"""Linmas for each polling station: two for one shift and two for the next."""
_SHORT = 40
"""In each so manieth desa there are Linmas for one shift only."""


def example_squads(register: Register) -> list[Squad]:
    """Return an illustrative strength of posts for a register, the same for the same register."""
    return list(_squads(register))


def example_grades() -> dict[str, str]:
    """Return an illustrative grade for a few kecamatan of the example register, by code."""
    codes = {name: f"{KABUPATEN}.{turn:02d}" for turn, name in enumerate(KECAMATAN, start=1)}
    return {code: "prone" for name, code in codes.items() if name in _PRONE}


def _squads(register: Register) -> Iterator[Squad]:
    desa = Counter(station.desa for station in register.stations)
    for region, stations in sorted(_within(desa, Level.KABUPATEN).items()):
        yield _squad("polres", region, stations // _POLRES)
        yield _squad("kodim", region, stations // _KODIM)
    villages = Counter(ancestor(code, Level.KECAMATAN) for code in desa)
    for region, stations in sorted(_within(desa, Level.KECAMATAN).items()):
        yield _squad("polsek", region, _POLSEK + stations // _POLSEK_TPS)
        yield _squad("koramil", region, _KORAMIL + villages[region] // _KORAMIL_DESA)
    for turn, (region, stations) in enumerate(sorted(desa.items()), start=1):
        each = _LINMAS if turn % _SHORT else _LINMAS // 2
        yield _squad("satpolpp", region, each * stations)


def _within(desa: Mapping[str, int], level: Level) -> Counter[str]:
    """Return how many polling stations lie in each place of a level."""
    found = Counter[str]()
    for code, stations in desa.items():
        found[ancestor(code, level)] += stations
    return found


def _squad(line: str, region: str, officers: int) -> Squad:
    """Return the officers of a line posted at a place, at whichever level its office stands."""
    office = office_id(line, ancestor(region, LINES[line].level))
    return Squad(f"{office}/{region}", office, LINES[line].institution, region, officers)
