"""The figures of a movement plan: what is carried, when the last list comes, how tight, at what cost."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.fleet import Vehicle
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Movement
from sepaham.domain.replan import rides

FULL = 100
DEADLINE_LEG = "pps-kpps"
"""All polling stations have their goods once this leg is done."""


@dataclass(frozen=True, slots=True)
class LegFigures:
    """
    One leg of a movement plan.

    Attributes:
        leg: Its code.
        lists: How many load lists it has.
        planned: How many of them are carried whole.
        journeys: In how many runs.
        last_at: When the last of them is where it goes; None where none is.
        deadline: Until when all should be; None where there are none.
        tightest: The least time any of them comes before its own hour.
    """

    leg: str
    lists: int
    planned: int
    journeys: int
    last_at: datetime | None
    deadline: datetime | None
    tightest: timedelta | None

    @property
    def met(self) -> bool:
        """Tell whether all of it is where it goes by its hour."""
        on_time = self.tightest is None or self.tightest >= timedelta(0)
        return self.planned == self.lists and on_time


@dataclass(frozen=True, slots=True)
class Figures:
    """
    A movement plan in figures.

    Attributes:
        legs: Those that were looked at, in the order of the way.
        vehicles: How many vehicles of each kind it uses.
        metres: How far all of them go.
        exposure: Metres of full exposure.
        cost: What days and kilometres cost, in rupiah.
        reasons: How many lists are left, by why.
    """

    legs: tuple[LegFigures, ...]
    vehicles: Mapping[str, int]
    metres: int
    exposure: int
    cost: int
    reasons: Mapping[str, int]

    @property
    def lists(self) -> int:
        """Return how many load lists there are."""
        return sum(leg.lists for leg in self.legs)

    @property
    def planned(self) -> int:
        """Return how many of them are carried."""
        return sum(leg.planned for leg in self.legs)

    @property
    def met(self) -> bool:
        """Tell whether all is where it goes by its hour."""
        return all(leg.met for leg in self.legs)

    def leg(self, code: str) -> LegFigures | None:
        """Return the figures of one leg; None where it was not looked at."""
        return next((leg for leg in self.legs if leg.leg == code), None)


def figures_of(
    movement: Movement,
    *,
    lists: Mapping[str, LoadList],
    vehicles: Mapping[str, Vehicle],
    hours: Mapping[str, datetime],
    legs: tuple[str, ...] = tuple(LEGS),
) -> Figures:
    """
    Return the figures of a movement plan.

    Args:
        movement: The plan.
        lists: Every load list by its hash.
        vehicles: Those it was made with, by id.
        hours: Until when each list should be there, by its hash.
        legs: Those to look at.
    """
    journeys = [j for j in movement.journeys.values() if j.leg in legs]
    days = {(j.vehicle, j.departs_at.date()) for j in journeys}
    known = [(vehicles[v], day) for v, day in days if v in vehicles]
    kinds = Counter(vehicles[v].kind for v in {j.vehicle for j in journeys} if v in vehicles)
    moved = sum(j.metres * vehicles[j.vehicle].km_cost for j in journeys if j.vehicle in vehicles)
    left = {hash_: why for hash_, why in movement.left.items() if hash_ in lists and lists[hash_].leg in legs}
    return Figures(
        legs=tuple(_leg(movement, leg, lists, hours) for leg in legs),
        vehicles=dict(sorted(kinds.items())),
        metres=sum(j.metres for j in journeys),
        exposure=sum(j.exposure for j in journeys) // FULL,
        cost=sum(vehicle.day_cost for vehicle, _ in known) + moved // 1000,
        reasons=dict(sorted(Counter(left.values()).items())),
    )


def _leg(
    movement: Movement, leg: str, lists: Mapping[str, LoadList], hours: Mapping[str, datetime]
) -> LegFigures:
    mine = [hash_ for hash_, load in lists.items() if load.leg == leg]
    found = rides(movement)
    comes = {h: found[h].comes_at for h in mine if h in found and h not in movement.left}
    return LegFigures(
        leg=leg,
        lists=len(mine),
        planned=len(comes),
        journeys=sum(journey.leg == leg for journey in movement.journeys.values()),
        last_at=max(comes.values(), default=None),
        deadline=max((hours[h] for h in mine), default=None),
        tightest=min((hours[h] - at for h, at in comes.items()), default=None),
    )
