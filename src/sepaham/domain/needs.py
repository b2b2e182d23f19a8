"""
What every polling station, desa, kecamatan and kabupaten must get: the profile's rules over a register.

Stations come once, in code order, and each area is answered when its last station has passed, so that a
nation needs no more memory than a desa. A figure rests on assumed voters wherever ``assumed_tps`` is not 0.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from sepaham.domain.base import Level, ancestor, within
from sepaham.domain.catalogue import Election, Profile, Rule, rule_level, rule_quantity
from sepaham.domain.register import PollingStation

EVERYWHERE = ""
"""The region of the total."""

_COUNTS: Mapping[Level, str] = {
    Level.TPS: "tps",
    Level.DESA: "desa",
    Level.KECAMATAN: "kecamatan",
    Level.KABUPATEN: "kabupaten",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of figure: a rule, for one election where it is counted per election."""

    rule: Rule
    election: Election | None
    level: Level


@dataclass(frozen=True, slots=True)
class Need:
    """
    What one area must get.

    Attributes:
        region: Its code; a polling station's key, or `EVERYWHERE`.
        tps: Its polling stations.
        voters: Its voters, counted once.
        assumed_tps: How many of its stations have assumed voters.
        quantities: Pieces per line, in the order of `lines`.
    """

    region: str
    tps: int
    voters: int
    assumed_tps: int
    quantities: tuple[int, ...]


@dataclass(slots=True)
class _Area:
    """An area whose stations are still passing."""

    region: str
    quantities: list[int]
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, quantities: Iterable[int], times: int = 1) -> None:
        for place, pieces in enumerate(quantities):
            self.quantities[place] += pieces * times

    def need(self) -> Need:
        counts = self.counts
        return Need(self.region, counts["tps"], counts["voters"], counts["assumed"], tuple(self.quantities))


def lines(profile: Profile) -> tuple[Line, ...]:
    """Return the figures a profile gives, in its order; each need has one quantity per line."""
    found: list[Line] = []
    for rule in profile.rules:
        per_election = rule.per in {"tps-election", "owner"}
        for election in profile.elections if per_election else (None,):
            level = rule_level(rule, election)
            if level is not None:
                found.append(Line(rule, election, level))
    return tuple(found)


def cartons(quantity: int, size: int) -> tuple[int, int]:
    """
    Return how many full cartons a quantity fills, and the pieces in the odd one.

    Raises:
        ValueError: The size is not positive.
    """
    if size < 1:
        raise ValueError(size)
    return divmod(quantity, size)


def needs(
    *, stations: Iterable[PollingStation], profile: Profile, levels: Collection[Level], total: bool = True
) -> Iterator[Need]:
    """
    Yield what the areas at some levels must get; each area follows those inside it, the total comes last.

    Args:
        stations: The register's stations in code order.
        profile: The profile in force.
        levels: Which areas to answer for.
        total: Whether to end with the sum over everything.

    Raises:
        ValueError: The stations are not in code order.
        QuantityError: A rule gives no whole number; the sentence names it.
    """
    figures = lines(profile)
    per_station = _station_quantities(profile, figures)
    path = [_Area(EVERYWHERE, [0] * len(figures))]
    for desa, group in _by_desa(stations):
        while path[-1].region and not within(desa, path[-1].region):
            yield from _close(path, profile, figures, levels)
        while len(path) <= Level.DESA:
            path.append(_Area(ancestor(desa, Level(len(path))), [0] * len(figures)))
        area, kabupaten = path[-1], ancestor(desa, Level.KABUPATEN)
        for station in group:
            area.counts.update(tps=1, voters=station.voters, assumed=int(station.assumed))
            if Level.TPS in levels:
                pieces = per_station(station.voters, kabupaten)
                yield Need(station.key, 1, station.voters, int(station.assumed), pieces)
        for voters, times in Counter(station.voters for station in group).items():
            area.add(per_station(voters, kabupaten), times)
    while len(path) > 1:
        yield from _close(path, profile, figures, levels)
    if total:
        yield path[0].need()


def _by_desa(stations: Iterable[PollingStation]) -> Iterator[tuple[str, list[PollingStation]]]:
    desa = ""
    group: list[PollingStation] = []
    for station in stations:
        if station.desa != desa:
            if station.desa < desa:
                raise ValueError(f"{station.desa} after {desa}")
            if group:
                yield desa, group
            desa, group = station.desa, []
        group.append(station)
    if group:
        yield desa, group


def _station_quantities(profile: Profile, figures: tuple[Line, ...]) -> Callable[[int, str], tuple[int, ...]]:
    @cache
    def by_held(voters: int, held: tuple[Election, ...]) -> tuple[int, ...]:
        values = {"voters": voters, "elections": len(held)}
        return tuple(_at(line, Level.TPS, values, held) for line in figures)

    held_in = cache(profile.held_in)
    return lambda voters, kabupaten: by_held(voters, held_in(kabupaten))


def _at(line: Line, level: Level, values: Mapping[str, int], held: Collection[Election]) -> int:
    if line.level is not level or (line.election is not None and line.election not in held):
        return 0
    return rule_quantity(line.rule, values)


def _close(
    path: list[_Area], profile: Profile, figures: tuple[Line, ...], levels: Collection[Level]
) -> Iterator[Need]:
    area, above, level = path.pop(), path[-1], Level(len(path))
    held = profile.held_in(area.region)
    values = {name: area.counts[name] for name in ("voters", *_COUNTS.values())} | {"elections": len(held)}
    area.add([_at(line, level, values, held) for line in figures])
    above.add(area.quantities)
    above.counts.update(area.counts)
    if level in _COUNTS:
        above.counts[_COUNTS[level]] += 1
    if level in levels:
        yield area.need()
