"""Tours of a solver as journeys of a movement plan, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sepaham.domain.dispatch_problem import Asked
from sepaham.domain.movement import Halt, Journey
from sepaham.domain.routing import Call, Carrier, Problem, Solution, Tour
from sepaham.domain.routing_check import vehicle_faults
from sepaham.domain.timetable import ordered
from sepaham.domain.yards import Part


def part_of(halt: Halt) -> tuple[str, ...]:
    """Return the names of the tasks a call answers."""
    turn, of = halt.part
    return tuple(hash_ if of == 1 else f"{hash_}/{turn}/{of}" for hash_ in halt.lists)


def tours_of(asked: Asked, journeys: Iterable[Journey]) -> tuple[Tour, ...]:
    """Return journeys as tours of a problem; those that carry what it does not ask, or by whom, left out."""
    seats: defaultdict[str, list[tuple[Carrier, int]]] = defaultdict(list)
    for carrier in asked.problem.carriers:
        for place, vehicle in enumerate(asked.vehicles[carrier.name]):
            seats[vehicle.id].append((carrier, place))
    found = []
    for journey in journeys:
        names = [name for halt in journey.halts for name in part_of(halt)]
        if journey.vehicle in seats and all(name in asked.parts for name in names):
            leaves = asked.yard.second(journey.departs_at)
            carrier, place = max(
                seats[journey.vehicle], key=lambda seat: (seat[0].opens <= leaves, seat[0].opens)
            )
            found.append(_tour(asked, journey, carrier.name, place))
    return ordered(found)


def _tour(asked: Asked, journey: Journey, carrier: str, place: int) -> Tour:
    second = asked.yard.second
    service = {task.name: task.service for task in asked.problem.tasks}
    calls = tuple(call for halt in journey.halts for call in _calls(asked, halt, service))
    hours = second(journey.departs_at), second(journey.returns_at)
    return Tour(carrier, place, *hours, journey.metres, journey.exposure, calls)


def _calls(asked: Asked, halt: Halt, service: Mapping[str, int]) -> list[Call]:
    """Return a halt as calls: of several lists handed over there, one after the other."""
    arrives, leaves, calls = asked.yard.second(halt.arrives_at), asked.yard.second(halt.leaves_at), []
    for name in reversed(part_of(halt)):
        calls.append(Call(name, leaves - service[name], leaves - service[name], leaves))
        leaves -= service[name]
    first = replace(calls[-1], arrives=min(arrives, leaves))
    return [first, *reversed(calls[:-1])]


def holding(problem: Problem, tours: Iterable[Tour]) -> tuple[Tour, ...]:
    """Return the tours of those vehicles whose every promise still holds, to the second."""
    by_vehicle: defaultdict[tuple[str, int], list[Tour]] = defaultdict(list)
    for tour in tours:
        by_vehicle[tour.carrier, tour.vehicle].append(tour)
    kept = [those for those in by_vehicle.values() if not vehicle_faults(problem, tuple(those))]
    return ordered(tour for those in kept for tour in those)


def journeys_of(
    asked: Asked, solution: Solution, before: Sequence[Journey], taken: Iterable[str]
) -> list[Journey]:
    """
    Return what a solver answered as journeys.

    A run that is as it was keeps its id, and so does the one that carries most of what another did; of a
    vehicle whose tours are those it had, its journeys stay byte for byte.

    Args:
        asked: The problem.
        solution: The answer.
        before: The journeys of the plan in force that may be planned anew.
        taken: The ids that are in use.
    """
    old: defaultdict[str, list[Journey]] = defaultdict(list)
    for journey in before:
        old[journey.vehicle].append(journey)
    new: defaultdict[str, list[Tour]] = defaultdict(list)
    for tour in solution.tours:
        new[asked.vehicles[tour.carrier][tour.vehicle].id].append(tour)
    names, found = set(taken), list[Journey]()
    for vehicle, tours in new.items():
        for tour in sorted(tours, key=lambda t: t.leaves):
            journey = _journey(asked, tour, vehicle)
            found.append(_named(journey, old[vehicle], names))
            names.add(found[-1].id)
    return sorted(found, key=lambda j: (j.departs_at, j.id))


def _named(journey: Journey, before: Sequence[Journey], taken: set[str]) -> Journey:
    """Return a journey under the id of the run it goes on, else under the next free one."""
    carried = set(journey.lists)
    alike = [(len(carried & set(old.lists)), old.id) for old in before if old.id not in taken]
    shared, id_ = max(alike, key=lambda pair: (pair[0], pair[1]), default=(0, ""))
    if not shared:
        others = taken | {old.id for old in before}
        id_ = _free(f"trip:{journey.leg}:{journey.region}:{journey.vehicle}", others)
    return replace(journey, id=id_)


def _free(stem: str, taken: set[str]) -> str:
    turn = 1
    while f"{stem}:{turn}" in taken:
        turn += 1
    return f"{stem}:{turn}"


def _journey(asked: Asked, tour: Tour, vehicle: str) -> Journey:
    instant = asked.yard.instant
    driver = next(v.driver for v in asked.vehicles[tour.carrier] if v.id == vehicle)
    halts = tuple(
        _halt(asked.parts[call.task], instant(call.arrives), instant(call.leaves)) for call in tour.calls
    )
    return Journey(
        id="",
        leg=asked.yard.leg,
        region=asked.yard.region,
        vehicle=vehicle,
        driver=driver,
        departs_at=instant(tour.leaves),
        returns_at=instant(tour.returns),
        halts=halts,
        metres=tour.metres,
        exposure=tour.exposure,
    )


def _halt(part: Part, arrives: datetime, leaves: datetime) -> Halt:
    units = part.units if part.part[1] > 1 else ()
    return Halt(part.load.region, (part.hash,), arrives, leaves, part.part, units)


def by_yard(journeys: Mapping[str, Journey]) -> Mapping[tuple[str, str], tuple[Journey, ...]]:
    """Return journeys by their leg and store."""
    found: defaultdict[tuple[str, str], list[Journey]] = defaultdict(list)
    for journey in journeys.values():
        found[journey.leg, journey.region].append(journey)
    return {key: tuple(those) for key, those in found.items()}
