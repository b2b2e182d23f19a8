"""
A yard: one store on one day, with the load lists that leave it or come home to it, and its routing problem.

All lists of one leg and one giver, or homeward one receiver, that begin on the same local day are solved
together by the vehicles of that store.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sepaham.domain.base import local_moment, local_zone
from sepaham.domain.burden import Burden, burden_of
from sepaham.domain.fleet import Driver, Vehicle
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import parts_of
from sepaham.domain.plan import Plan
from sepaham.domain.terms import Terms
from sepaham.domain.travel import Point, Ways
from sepaham.domain.units import mark_of

MINUTE = 60
MOST_PARTS = 400
"""Into how many parts a load list is divided at most."""


@dataclass(frozen=True)
class World:
    """
    Everything a movement plan rests on.

    Attributes:
        plan: The load lists.
        day: Voting day.
        items: The item of each mark that units bear.
        vehicles: Those in use, by id.
        drivers: Those in use, by id.
        terms: Hours, minutes, burdens.
        points: Where every store and polling station is, by region.
        ways: Who knows the ways between them.
    """

    plan: Plan
    day: date
    items: Mapping[str, str]
    vehicles: Mapping[str, Vehicle]
    drivers: Mapping[str, Driver]
    terms: Terms
    points: Mapping[str, Point]
    ways: Ways

    def hours(self, load: LoadList) -> tuple[datetime, datetime]:
        """Return from when to when a load list may be handed over."""
        told = self.terms.hours.get(load.leg)
        if told is None:
            return load.opens_at, load.closes_at
        opens, closes = (
            local_moment(day=self.day, offset=offset, hour=hour, region=load.region) for offset, hour in told
        )
        return opens, closes

    @cached_property
    def at_base(self) -> Mapping[str, tuple[Vehicle, ...]]:
        """Return the vehicles of each base, in a fixed order."""
        found: defaultdict[str, list[Vehicle]] = defaultdict(list)
        for vehicle in sorted(self.vehicles.values(), key=lambda v: (v.base, v.kind, v.id)):
            found[vehicle.base].append(vehicle)
        return {base: tuple(those) for base, those in found.items()}


@dataclass(frozen=True, slots=True)
class Yard:
    """
    One store on one day.

    Attributes:
        leg: The leg.
        region: Where the store is, from which vehicles leave and to which they come back.
        day: The local day its lists begin on.
        midnight: The instant that day begins, from which seconds count.
        lists: What leaves it, or comes home to it.
    """

    leg: str
    region: str
    day: date
    midnight: datetime
    lists: tuple[LoadList, ...]

    @property
    def homeward(self) -> bool:
        """Tell whether goods come home to it."""
        return LEGS[self.leg].homeward

    def second(self, at: datetime) -> int:
        """Return an instant as seconds from midnight."""
        return round((at - self.midnight).total_seconds())

    def instant(self, second: int) -> datetime:
        """Return seconds from midnight as an instant."""
        return self.midnight + timedelta(seconds=second)


@dataclass(frozen=True, slots=True)
class Part:
    """
    A load list, or a part of one that is more than a vehicle takes, or that must ride apart.

    Attributes:
        name: What its task is called.
        load: The list.
        hash: The list's name.
        units: Those of its units that ride together.
        part: Which of how many.
        burden: What they take.
    """

    name: str
    load: LoadList
    hash: str
    units: tuple[str, ...]
    part: tuple[int, int]
    burden: Burden


def depot_of(load: LoadList) -> str:
    """Return the region of the store whose vehicles carry a load list."""
    office = load.receiver if LEGS[load.leg].homeward else load.giver
    return office.partition(":")[2]


def yards_of(world: World, legs: Sequence[str]) -> list[Yard]:
    """Return the yards of some legs in the order they must be solved: the way's, then days, then places."""
    groups: defaultdict[tuple[int, date, str], list[LoadList]] = defaultdict(list)
    for load in world.plan.lists.values():
        if load.leg in legs:
            opens, _ = world.hours(load)
            day = opens.astimezone(local_zone(load.region)).date()
            groups[legs.index(load.leg), day, depot_of(load)].append(load)
    return [
        Yard(legs[leg], region, day, _midnight(day, region), tuple(sorted(lists, key=lambda x: x.region)))
        for (leg, day, region), lists in sorted(groups.items(), key=lambda item: item[0])
    ]


def _midnight(day: date, region: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=local_zone(region))


def items_in(world: World, units: Iterable[str]) -> frozenset[str]:
    """Return the items that some units are of."""
    return frozenset(world.items.get(mark_of(code), "") for code in units)


def may_load(vehicle: Vehicle, items: frozenset[str]) -> bool:
    """Tell whether a vehicle may carry some items."""
    return not vehicle.goods or items <= set(vehicle.goods)


def room_of(vehicle: Vehicle) -> Burden:
    """Return what a vehicle takes; no limit of pieces is a very large one."""
    return vehicle.litres, vehicle.kilograms, vehicle.pieces or 1_000_000


def fits_in(burden: Burden, vehicle: Vehicle) -> bool:
    """Tell whether a vehicle takes so much."""
    return all(asked <= most for asked, most in zip(burden, room_of(vehicle), strict=True))


def parts_for(world: World, load: LoadList, vehicles: Sequence[Vehicle]) -> list[Part] | None:
    """
    Return a load list in as few parts as some vehicles can take; None where not even a piece fits.

    Args:
        world: What burdens rest on.
        load: The list.
        vehicles: Those that may go there.
    """
    groups = _groups(world, load.units)
    found: list[tuple[tuple[str, ...], Burden]] = []
    for units in groups:
        takers = [v for v in vehicles if may_load(v, items_in(world, units))]
        divided = _divided(world, load, units, takers)
        if divided is None:
            return None
        found += divided
    of, hash_ = len(found), load.hash
    return [
        Part(hash_ if of == 1 else f"{hash_}/{turn}/{of}", load, hash_, units, (turn, of), burden)
        for turn, (units, burden) in enumerate(found, start=1)
    ]


def _groups(world: World, units: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Divide units so that none holds two items that must ride apart: each such item by itself."""
    lone = {item for pair in world.terms.apart for item in pair}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for code in units:
        item = world.items.get(mark_of(code), "")
        groups[item if item in lone else ""].append(code)
    return [tuple(codes) for codes in groups.values()]


def _divided(
    world: World, load: LoadList, units: tuple[str, ...], vehicles: Sequence[Vehicle]
) -> list[tuple[tuple[str, ...], Burden]] | None:
    homeward = LEGS[load.leg].homeward
    whole = burden_of(units, items=world.items, terms=world.terms, homeward=homeward)
    most = [max((room_of(v)[n] for v in vehicles), default=0) for n in range(3)]
    if not all(most):
        return None
    least = max(-(-asked // room) for asked, room in zip(whole, most, strict=True))
    for of in range(max(1, least), min(MOST_PARTS, len(units)) + 1):
        parts = [
            (part, burden_of(part, items=world.items, terms=world.terms, homeward=homeward))
            for part in parts_of(units, of)
            if part
        ]
        if all(any(fits_in(burden, vehicle) for vehicle in vehicles) for _, burden in parts):
            return parts
    return None
