"""
Each institution's own list, as it is: what it says of a place under a threat, and where lists contradict.

A list names places in its own words: yes or no, a class, a kind of hazard. Nothing is averaged and no list is
turned into another's scale; what is compared is only whether a list names a place or does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.instrument_kinds import YES, Instrument, Row, Rows
from sepaham.domain.threats import Threat, Threats
from sepaham.domain.words import Sentence, write_day, write_number

PLACES: Mapping[Level, tuple[Sentence, Sentence]] = {
    Level.TPS: (Sentence("TPS", "polling station"), Sentence("TPS", "polling stations")),
    Level.DESA: (Sentence("desa", "desa"), Sentence("desa", "desa")),
}
"""What places of a level are called, one and many."""


class Stand(StrEnum):
    """What a list says of one place: it names it, it says it is not so, or it has no row for it."""

    NAMED = "named"
    DENIED = "denied"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Listing:
    """
    One institution's list in the log.

    Attributes:
        instrument: What kind of list.
        owner: Whose it is; `signed` is who put it in the log, another where it was copied.
        region: What it is of.
        key: The statement's id.
        index: Its place in the log.
        sha256: The hash of its rows.
        dated: The day it bears.
        source: Where it comes from, in the owner's words.
        rows: By place; None where they are not kept here.
    """

    instrument: Instrument
    owner: str
    signed: str
    region: str
    key: str
    index: int
    sha256: str
    dated: date
    source: str
    rows: Rows | None = None
    _inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holding(self, rows: Rows) -> "Listing":
        """Return the list with its rows; those of places outside its region say nothing."""
        kept = {place: row for place, row in rows.items() if within(place, self.region)}
        areas: defaultdict[str, list[str]] = defaultdict(list)
        for place in kept:
            for level in range(Level.KABUPATEN, level_of(place) + 1):
                areas[ancestor(place, Level(level))].append(place)
        return replace(self, rows=kept, _inside={area: tuple(found) for area, found in areas.items()})

    def inside(self, region: str) -> tuple[str, ...]:
        """Return the places inside a region that have a row."""
        return self._inside.get(region, ())

    def stand(self, items: Iterable[str], place: str) -> Stand:
        """Return what it says of one place by any of some items; of a station, else of its desa."""
        row = self._row(place)
        answers = [row.answers[item] for item in items if item in row.answers] if row else []
        if any(map(self.instrument.names, answers)):
            return Stand.NAMED
        return Stand.DENIED if row else Stand.SILENT

    def words(self, items: Iterable[str], place: str) -> list[Sentence]:
        """Return its own words of one place: the items it names, or their classes."""
        row, known = self._row(place), self.instrument
        told = [(item, row.answers[item]) for item in items if item in row.answers] if row else []
        if known.grades:
            return [known.grades[answer].text for _, answer in told if answer in known.grades]
        return [known.items[item].text for item, answer in told if answer == YES and item in known.items]

    def _row(self, place: str) -> Row | None:
        rows = self.rows or {}
        return rows.get(place) or rows.get(ancestor(place, Level.DESA))


@dataclass(frozen=True, slots=True)
class Says:
    """
    What a list says of an area under a threat.

    Attributes:
        listing: Which.
        region: The area.
        items: Its items that speak of the threat.
        named: The places it names there.
        told: How many places it has a row for there.
    """

    listing: Listing
    region: str
    items: frozenset[str]
    named: tuple[str, ...]
    told: int

    def by_word(self) -> dict[Sentence, int]:
        """Return how many of the named places bear which of its words."""
        found: defaultdict[Sentence, int] = defaultdict(int)
        for place in self.named:
            for word in dict.fromkeys(self.listing.words(sorted(self.items), place)):
                found[word] += 1
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    def by_level(self) -> dict[Level, int]:
        """Return how many places of each level it names, desa before stations."""
        levels = [level_of(place) for place in self.named]
        return {level: levels.count(level) for level in PLACES if level in levels}


def says(listings: Iterable[Listing], threat: Threat, region: str) -> list[Says]:
    """Return what each list that speaks of a threat, and is of that region or a part of it, says there."""
    return [found for listing in listings if (found := _says(listing, threat, region))]


def _says(listing: Listing, threat: Threat, region: str) -> Says | None:
    items = listing.instrument.of(threat)
    apart = not (within(region, listing.region) or within(listing.region, region))
    if not items or apart or listing.rows is None:
        return None
    desa = ancestor(region, Level.DESA)
    inside = listing.inside(region) or ((desa,) if desa in listing.rows else ())
    named = tuple(place for place in inside if listing.stand(items, place) is Stand.NAMED)
    return Says(listing, region, items, named, len(inside))


@dataclass(frozen=True, slots=True)
class Apart:
    """Two lists side by side: the places only the one names, only the other, and both."""

    one: Says
    other: Says
    only_one: frozenset[str]
    only_other: frozenset[str]
    both: frozenset[str]

    @property
    def differ(self) -> int:
        """Return on how many places they contradict each other."""
        return len(self.only_one) + len(self.only_other)


def apart(one: Says, other: Says) -> Apart:
    """Set two lists side by side, where both are of the place, at the coarser level of the two."""
    levels = [level_of(place) for side in (one, other) for place in side.listing.inside(side.region)]
    level = min(levels, default=Level.TPS)
    first, second = (
        {ancestor(p, level) for p in _shared(side, rest)} for side, rest in ((one, other), (other, one))
    )
    return Apart(one, other, frozenset(first - second), frozenset(second - first), frozenset(first & second))


def _shared(side: Says, rest: Says) -> Iterable[str]:
    return (place for place in side.named if within(place, rest.listing.region))


def pairs(found: Iterable[Says]) -> list[Apart]:
    """Return every two lists of an area side by side, those that differ most first."""
    return sorted((apart(one, other) for one, other in combinations(found, 2)), key=lambda pair: -pair.differ)


def differing(found: Iterable[Says]) -> frozenset[str]:
    """Return the places on which any two lists of an area contradict each other."""
    return frozenset(place for pair in pairs(found) for place in pair.only_one | pair.only_other)


def contradictions(listings: Iterable[Listing], threat: Threat, region: str) -> int:
    """Return on how many places the two lists that differ most contradict each other."""
    return max((pair.differ for pair in pairs(says(listings, threat, region))), default=0)


def hints(*, listings: Iterable[Listing], threats: Threats, cell: str) -> list[tuple[str, Sentence]]:
    """
    Return what imported lists say of a cell, by the office that owns each.

    Args:
        listings: The lists in force.
        threats: The catalogue in force.
        cell: Such as ``flood@35.17.15``.
    """
    threat = threats.threats.get(threat_in(cell))
    if threat is None:
        return []
    return [(found.listing.owner, hint(found)) for found in says(listings, threat, region_in(cell))]


def hint(found: Says) -> Sentence:
    """Return in one sentence what a list says of an area."""
    listing = found.listing
    start = [
        f"{listing.instrument.text.say(language, {})}, {write_day(listing.dated, language)}"
        for language in ("id", "en")
    ]
    if not found.named:
        none = PLACES[min(listing.instrument.levels)][0]
        return Sentence(
            f"{start[0]}: tidak menyebut satu pun {none.id} di sini", f"{start[1]}: names no {none.en} here"
        )
    counts = [(number, PLACES[level][number != 1]) for level, number in found.by_level().items()]
    words = found.by_word().items() if listing.instrument.grades else ()
    told = [
        _listed(((write_number(n, language), word.say(language, {})) for n, word in counts))
        + (
            f" ({_listed((write_number(n, language), word.say(language, {})) for word, n in words)})"
            if words
            else ""
        )
        for language in ("id", "en")
    ]
    return Sentence(f"{start[0]}: menyebut {told[0]}", f"{start[1]}: names {told[1]}")


def _listed(pairs_: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{number} {word}" for number, word in pairs_)
