"""A plan while it is being made: vehicles with their tours, and the tasks that still lie loose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.routing import Carrier, Solution, Tour
from sepaham.domain.timetable import Atlas, cost, ordered, timed

Trips = tuple[tuple[str, ...], ...]
"""One vehicle's tours as the names of their tasks in order."""


@dataclass(frozen=True, slots=True)
class Van:
    """One vehicle under way: its carrier, which of them it is, and its tours with their hours."""

    carrier: Carrier
    number: int
    tours: tuple[Tour, ...]

    @property
    def trips(self) -> Trips:
        """Return its tours as the names of their tasks."""
        return tuple(tuple(call.task for call in tour.calls) for tour in self.tours)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the tasks it calls at."""
        return tuple(call.task for tour in self.tours for call in tour.calls)


@dataclass(frozen=True, slots=True)
class Draft:
    """Vehicles whose tours all hold, and the names of the tasks none of them calls at."""

    vans: tuple[Van, ...]
    loose: tuple[str, ...]

    def weight(self, atlas: Atlas) -> tuple[int, int]:
        """Return what decides between two drafts: whom they miss, then what they cost."""
        return len(self.loose), cost(atlas.problem, self.tours)

    @property
    def tours(self) -> tuple[Tour, ...]:
        """Return all its tours in order."""
        return ordered(tour for van in self.vans for tour in van.tours)

    def free(self, carriers: Iterable[Carrier]) -> dict[str, list[int]]:
        """Return the numbers of each carrier's vehicles that have no tour."""
        taken = {(van.carrier.name, van.number) for van in self.vans}
        return {c.name: [n for n in range(c.count) if (c.name, n) not in taken] for c in carriers}

    def solution(self, atlas: Atlas, *, hopeless: Sequence[str] = (), iterations: int = 0) -> Solution:
        """Return it as the answer, with the tasks that never had a chance among those missed."""
        missed = {*self.loose, *hopeless}
        order = tuple(name for name in atlas.tasks if name in missed)
        return Solution(self.tours, order, cost(atlas.problem, self.tours), iterations)


def drafted(
    atlas: Atlas,
    vehicles: Sequence[tuple[Carrier, Trips]],
    *,
    names: Iterable[str],
    before: Sequence[Van],
    free: Mapping[str, Sequence[int]],
) -> Draft:
    """
    Return routes as a draft; a vehicle that is not there, or cannot be in time, leaves its tasks loose.

    Args:
        atlas: The problem.
        vehicles: Whose carrier and tours.
        names: All tasks that the draft is about.
        before: The vehicles that were planned anew: each route goes to the one most like it.
        free: The numbers of vehicles that had no tour.
    """
    vans, called = [], set[str]()
    for (carrier, trips), number in zip(vehicles, _numbers(vehicles, before, free), strict=True):
        whole = atlas.carriers[carrier.name]
        tours = None if number is None else timed(atlas, carrier=whole, vehicle=number, tours=trips)
        if tours:
            vans.append(Van(whole, tours[0].vehicle, tours))
            called.update(vans[-1].names)
    return Draft(tuple(vans), tuple(name for name in names if name not in called))


def _numbers(
    vehicles: Sequence[tuple[Carrier, Trips]], before: Sequence[Van], free: Mapping[str, Sequence[int]]
) -> list[int | None]:
    """Return which vehicle drives each route: one that drove most of it before, else one that had none."""
    names = [{name for trip in trips for name in trip} for _, trips in vehicles]
    alike = [
        (-len(names[at].intersection(van.names)), at, van.number)
        for at, (carrier, _) in enumerate(vehicles)
        for van in before
        if van.carrier.name == carrier.name
    ]
    numbers: list[int | None] = [None] * len(vehicles)
    left = {name: list(those) for name, those in free.items()}
    for van in before:
        left.setdefault(van.carrier.name, []).append(van.number)
    for shared, at, number in sorted(alike):
        carrier = vehicles[at][0].name
        if shared and numbers[at] is None and number in left[carrier]:
            left[carrier].remove(number)
            numbers[at] = number
    for at, (carrier, _) in enumerate(vehicles):
        if numbers[at] is None and left.get(carrier.name):
            numbers[at] = left[carrier.name].pop(0)
    return numbers


def kept(atlas: Atlas, start: Solution, *, names: Sequence[str]) -> Draft:
    """Return what still holds of an earlier plan, vehicle by vehicle, without what nobody asks any more."""
    by_vehicle: dict[tuple[str, int], list[Tour]] = {}
    for tour in ordered(start.tours):
        by_vehicle.setdefault((tour.carrier, tour.vehicle), []).append(tour)
    vans, called, asked = [], set[str](), set(names)
    for (name, number), tours in by_vehicle.items():
        trips = [tuple(c.task for c in tour.calls if c.task in asked) for tour in tours]
        trips = [trip for trip in trips if trip]
        carrier, flat = atlas.carriers.get(name), [task for trip in trips for task in trip]
        if carrier is None or number >= carrier.count:
            continue
        hours = timed(atlas, carrier=carrier, vehicle=number, tours=trips)
        if hours and called.isdisjoint(flat):
            vans.append(Van(carrier, number, hours))
            called.update(flat)
    return Draft(tuple(vans), tuple(name for name in names if name not in called))
