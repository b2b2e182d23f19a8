"""Needs as a table tells them: a place to a row, an item to a column, and the cartons of the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from sepaham.domain.base import Level, level_of
from sepaham.domain.findings import Names
from sepaham.domain.needs import Line, Need, cartons
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import title
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

LEVELS: Mapping[str, tuple[Level, str]] = {
    "kecamatan": (Level.KECAMATAN, "Kecamatan"),
    "desa": (Level.DESA, "Desa"),
    "tps": (Level.TPS, "TPS"),
}
"""The levels a reader may choose among, as an address and a heading say them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item of the whole region: pieces, how many of them are kept in reserve, and its cartons if known."""

    name: str
    pieces: int
    reserve: int
    size: int
    full: int
    odd: int


def keys_of(figures: Iterable[Line]) -> dict[str, list[int]]:
    """Return the items of some figures, each with the places of its figures in a need."""
    found: dict[str, list[int]] = {}
    for place, line in enumerate(figures):
        key = f"{line.rule.item}:{line.election.code}" if line.election else line.rule.item
        found.setdefault(key, []).append(place)
    return found


def total_of(need: Need, places: Sequence[int]) -> int:
    """Return how many pieces of an item a need comes to."""
    return sum(need.quantities[place] for place in places)


def answer(need: Need, language: Language) -> str:
    """Return for how many polling stations and voters the region needs goods."""
    return say(
        "Kebutuhan {stations} TPS dan {voters} pemilih",
        language,
        stations=write_number(need.tps, language),
        voters=write_number(need.voters, language),
    )


def wanted(
    need: Need, figures: Sequence[Line], sizes: Mapping[str, int], language: Language, names: Names
) -> tuple[Wanted, ...]:
    """Return the whole region's items with their cartons."""
    found = []
    for key, places in keys_of(figures).items():
        pieces = total_of(need, places)
        size = sizes.get(key, 0)
        full, odd = cartons(pieces, size) if size else (0, 0)
        reserve = sum(need.quantities[place] for place in places if figures[place].rule.reserve)
        if pieces:
            found.append(Wanted(title(key, language, names), pieces, reserve, size, full, odd))
    return tuple(found)


def table(
    needs: Sequence[Need], figures: Sequence[Line], heading: str, language: Language, names: Names
) -> Table:
    """Return the places, one to a row; items that nobody of them needs are left out."""
    keys = {
        key: places
        for key, places in keys_of(figures).items()
        if any(total_of(need, places) for need in needs)
    }
    columns = (
        Column("place", say(heading, language)),
        Column("tps", say("TPS", language), "number"),
        Column("voters", say("Pemilih", language), "number"),
        Column("assumed", say("TPS diandaikan", language), "number"),
        *(Column(key.replace(":", "."), title(key, language, names), "number") for key in keys),
    )
    rows = tuple(_row(need, keys, language, names) for need in needs)
    return Table("needs", say("Kebutuhan", language), columns, rows)


def _row(need: Need, keys: Mapping[str, Sequence[int]], language: Language, names: Names) -> Row:
    region = need.region
    station = level_of(region) is Level.TPS
    return Row(
        cells={
            "place": names(region, language),
            "tps": need.tps,
            "voters": need.voters,
            "assumed": need.assumed_tps,
            **{key.replace(":", "."): total_of(need, places) for key, places in keys.items()},
        },
        href=reverse("station", args=[region]) if station else f"{reverse('needs')}?region={region}",
        region=region,
    )
