"""
An illustrative Kabupaten Jombang as on 27 November 2024.

Kecamatan, their numbers of desa and the totals are the public ones; everything below is spread by a fixed
rule and must be labelled so wherever it is shown: no desa here is a real one.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.register import PollingStation, Region, Register

ILLUSTRATIVE = True
"""Whatever is made from this register must say that it is an example."""

KABUPATEN = "35.17"
KECAMATAN: Mapping[str, int] = {
    "Perak": 13,
    "Gudo": 18,
    "Ngoro": 13,
    "Bareng": 13,
    "Wonosalam": 9,
    "Mojoagung": 18,
    "Mojowarno": 19,
    "Diwek": 20,
    "Jombang": 20,
    "Peterongan": 14,
    "Sumobito": 21,
    "Kesamben": 14,
    "Tembelang": 15,
    "Ploso": 13,
    "Plandaan": 13,
    "Kabuh": 16,
    "Kudu": 11,
    "Bandarkedungmulyo": 11,
    "Jogoroto": 11,
    "Megaluh": 13,
    "Ngusikan": 11,
}
"""The kecamatan in the order of their codes, each with its number of desa."""

STATIONS = 1_942
VOTERS = 1_012_800
SPECIAL = 9

_WIDE = 5


def example_register() -> Register:
    """Return the example: 21 kecamatan, 306 desa, 1,942 polling stations, 1,012,800 voters."""
    regions = {region.code: region for region in _regions()}
    desa = [code for code in regions if level_of(code) is Level.DESA]
    return Register(regions, tuple(_stations(desa)))


def example_positions() -> Mapping[str, tuple[int, int]]:
    """Return a place on a grid, column and row, for every desa of the example: a schematic, no map."""
    places: dict[str, tuple[int, int]] = {}
    for turn, (_, count) in enumerate(KECAMATAN.items()):
        across, down = (turn % _WIDE) * (_WIDE + 1), (turn // _WIDE) * (_WIDE + 1)
        for number in range(count):
            place = (across + number % _WIDE, down + number // _WIDE)
            places[_desa(turn, number)] = place
    return places


def _desa(turn: int, number: int) -> str:
    return f"{KABUPATEN}.{turn + 1:02d}.{2001 + number}"


def _regions() -> Iterator[Region]:
    yield Region(ancestor(KABUPATEN, Level.PROVINCE), "Jawa Timur")
    yield Region(KABUPATEN, "Kabupaten Jombang")
    for turn, (name, count) in enumerate(KECAMATAN.items()):
        yield Region(f"{KABUPATEN}.{turn + 1:02d}", name)
        for number in range(count):
            yield Region(_desa(turn, number), f"Desa {name} {number + 1:02d}")


def _stations(desa: Sequence[str]) -> Iterator[PollingStation]:
    counts = _shares(STATIONS, [4 + turn * 5 % 7 for turn in range(len(desa))])
    voters = iter(_shares(VOTERS, [450 + turn * 37 % 143 for turn in range(STATIONS)]))
    special = {desa[turn * len(desa) // SPECIAL] for turn in range(SPECIAL)}
    for code, count in zip(desa, counts, strict=True):
        for number in range(1, count + 1):
            yield PollingStation(code, number, next(voters), special=code in special and number == count)


def _shares(total: int, weights: Sequence[int]) -> list[int]:
    """Divide a total by weights into whole shares that add up to it exactly."""
    whole = sum(weights)
    return [
        total * upto // whole - total * before // whole
        for before, upto in pairwise(accumulate(weights, initial=0))
    ]
