"""
How far packing is: which polling stations' goods were packed whole, and what goes where.

A station is packed once all its tracked pieces were named by a statement of packing; the contents stated
then are held against what it must get by `goods.judge_packing`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sepaham.domain.base import Level, ancestor
from sepaham.domain.catalogue import Profile, Rule, rule_quantity, unit_kinds
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.register import PollingStation
from sepaham.domain.units import Unit, units_of


@dataclass(frozen=True, slots=True)
class Content:
    """How many of one counted thing a polling station gets, and whether it travels in the box."""

    item: str
    pieces: int
    inside: bool


@dataclass(frozen=True, slots=True)
class Packed:
    """
    What was stated of one polling station's packing.

    Attributes:
        units: The pieces named, each with the seals put on it.
        facts: The statements, in the order of the hours.
    """

    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a place's polling stations are packed."""

    region: str
    packed: int
    stations: int

    @property
    def done(self) -> bool:
        """Tell whether all are."""
        return self.packed == self.stations


def contents_list(profile: Profile, station: PollingStation) -> tuple[Content, ...]:
    """Return what a polling station gets besides its tracked pieces, what goes in the box first."""
    held = profile.held_in(station.desa)
    values = {"voters": station.voters, "elections": len(held)}
    found = [
        Content(key, rule_quantity(rule, values), rule.inside)
        for rule in profile.rules
        if not rule.unit and rule.per in {"tps", "tps-election"}
        for key in _keys(rule, [election.code for election in held])
    ]
    return tuple(sorted(found, key=lambda content: not content.inside))


def _keys(rule: Rule, elections: Iterable[str]) -> list[str]:
    return [rule.item] if rule.per == "tps" else [f"{rule.item}:{election}" for election in elections]


def pieces_of(profile: Profile, station: PollingStation) -> tuple[Unit, ...]:
    """Return the tracked pieces of a polling station."""
    return tuple(units_of(station, unit_kinds(profile, station.desa)))


def packed_by_station(facts: Iterable[Fact]) -> dict[str, Packed]:
    """Return what was stated of the packing of each polling station, by its key."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in in_order(facts):
        if fact.kind == "parcel.pack":
            found[fact.region].append(fact)
    return {region: Packed(_units(told), tuple(told)) for region, told in found.items()}


def _units(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    units: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        seals = fact.body.get("seals", {})
        for unit in (*fact.body["units"], *seals):
            units[unit] = tuple(seals.get(unit, units.get(unit, ())))
    return units


def is_packed(packed: Packed | None, pieces: Iterable[Unit]) -> bool:
    """Tell whether all pieces of a polling station were packed."""
    return packed is not None and all(piece.code in packed.units for piece in pieces)


def progress_of(
    stations: Iterable[PollingStation], *, profile: Profile, facts: Iterable[Fact], level: Level
) -> list[Progress]:
    """
    Return how far packing is in each place of a level, in code order.

    Args:
        stations: The polling stations asked for.
        profile: The profile in force.
        facts: Facts of packing, in any order.
        level: The places to sum up.
    """
    stated = packed_by_station(facts)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for station in stations:
        count = counts[ancestor(station.key, level)]
        told = stated.get(station.key)
        count[0] += bool(told) and is_packed(told, pieces_of(profile, station))
        count[1] += 1
    return [Progress(region, packed, all_) for region, (packed, all_) in sorted(counts.items())]
