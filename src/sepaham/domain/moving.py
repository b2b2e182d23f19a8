"""
Moving a stop of a movement plan to another trip by hand, and what that does: hours, room, lateness.

Nothing is refused here that a person may want to see first: a move that comes too late or asks too much room
is worked out all the same, and says so. Only a place the vehicle cannot reach has no answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from sepaham.domain.base import local_zone
from sepaham.domain.fleet import Vehicle
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.domain.travel import UNREACHABLE, Matrix, Point, Ways

_NOW = timedelta(0)


@dataclass(frozen=True)
class Grounds:
    """
    What a change is judged by.

    Attributes:
        lists: The load lists by their hash; their hours are the windows.
        burdens: Litres, kilograms and pieces of each list.
        vehicles: The vehicles by id.
        points: Where the stores and stops are, by region.
        ways: Who knows the ways between them.
    """

    lists: Mapping[str, LoadList]
    burdens: Mapping[str, Sequence[int]]
    vehicles: Mapping[str, Vehicle]
    points: Mapping[str, Point]
    ways: Ways


@dataclass(frozen=True, slots=True)
class Change:
    """
    What moving a stop does.

    Attributes:
        movement: The plan with it.
        before: The trip that gave the stop up, and the one that took it, as they were.
        after: The same trips as they would be; who gave up its only stop is no longer there.
        unready: Load lists that would leave before they are where they leave from, and did not so before.
    """

    movement: Movement
    before: tuple[Journey, Journey]
    after: tuple[Journey, ...]
    unready: tuple[str, ...]


def margin(journey: Journey, lists: Mapping[str, LoadList]) -> timedelta | None:
    """Return how long before its hour the tightest of a trip's lists comes; below zero when too late."""
    spare = [closes - comes for comes, closes in _comings(journey, lists)]
    return min(spare, default=None)


def _comings(journey: Journey, lists: Mapping[str, LoadList]) -> Iterable[tuple[datetime, datetime]]:
    """Yield for each list of a trip when it comes to its receiver, and until when it should."""
    homeward = LEGS[journey.leg].homeward
    for halt in journey.halts:
        for load in (lists[hash_] for hash_ in halt.lists if hash_ in lists):
            yield journey.returns_at if homeward else halt.arrives_at, load.closes_at


def aboard(journey: Journey, burdens: Mapping[str, Sequence[int]]) -> tuple[int, int, int]:
    """Return the litres, kilograms and pieces of all a trip carries; of a list in parts its share."""
    rows = [(burdens[h], halt.part[1]) for halt in journey.halts for h in halt.lists if h in burdens]
    litres, kilograms, pieces = (sum(-(-row[n] // parts) for row, parts in rows) for n in range(3))
    return litres, kilograms, pieces


def excess(journey: Journey, vehicle: Vehicle, burdens: Mapping[str, Sequence[int]]) -> tuple[int, int, int]:
    """Return by how many litres, kilograms and pieces a trip asks more than its vehicle takes."""
    room = (vehicle.litres, vehicle.kilograms, vehicle.pieces)
    litres, kilograms, pieces = (
        max(0, load - most) if most else 0 for load, most in zip(aboard(journey, burdens), room, strict=True)
    )
    return litres, kilograms, pieces


def unready(movement: Movement, lists: Mapping[str, LoadList]) -> tuple[str, ...]:
    """Return the load lists that leave a store before the goods they take from it have come there."""
    come: dict[tuple[str, bool], datetime] = {}
    for journey in movement.journeys.values():
        homeward = LEGS[journey.leg].homeward
        for halt in journey.halts:
            at = journey.returns_at if homeward else halt.leaves_at
            for load in (lists[hash_] for hash_ in halt.lists if hash_ in lists):
                key = (load.receiver, homeward)
                come[key] = max(at, come.get(key, at))
    return tuple(
        hash_
        for journey in movement.journeys.values()
        for halt in journey.halts
        for hash_ in halt.lists
        if hash_ in lists
        and _leaves(journey, halt) < come.get(_from(journey, lists[hash_]), _leaves(journey, halt))
    )


def _from(journey: Journey, load: LoadList) -> tuple[str, bool]:
    return load.giver, LEGS[journey.leg].homeward


def _leaves(journey: Journey, halt: Halt) -> datetime:
    return halt.arrives_at if LEGS[journey.leg].homeward else journey.departs_at


def takers(movement: Movement, giver: Journey) -> tuple[Journey, ...]:
    """Return the trips that could take a stop of another: of the same leg, store and day."""
    return tuple(
        journey
        for journey in movement.journeys.values()
        if journey.id != giver.id and _yard(journey) == _yard(giver)
    )


def _yard(journey: Journey) -> tuple[str, str, date]:
    day = journey.departs_at.astimezone(local_zone(journey.region)).date()
    return journey.leg, journey.region, day


def touched(
    journeys: Iterable[Journey],
    *,
    kinds: Mapping[str, str],
    points: Mapping[str, Point],
    before: Ways,
    after: Ways,
) -> tuple[Journey, ...]:
    """
    Return the trips some stretch of which takes longer or less long, or is no way at all, on other ways.

    Args:
        journeys: The trips.
        kinds: The kind of each vehicle, by its id.
        points: Where places are, by region.
        before: The ways they were planned on.
        after: The ways as they are now.
    """
    return tuple(
        journey
        for journey in journeys
        if journey.vehicle in kinds and _differ(journey, kinds[journey.vehicle], points, before, after)
    )


def _differ(journey: Journey, kind: str, points: Mapping[str, Point], before: Ways, after: Ways) -> bool:
    regions = [journey.region, *(halt.region for halt in journey.halts), journey.region]
    for a, b in pairwise(regions):
        pair = {a: points[a], b: points[b]}
        if before.matrix(points=pair, kind=kind).seconds != after.matrix(points=pair, kind=kind).seconds:
            return True
    return False


def moved(movement: Movement, *, giver: str, region: str, taker: str, grounds: Grounds) -> Change | None:
    """
    Return what moving a stop to another trip does; None where a vehicle has no way or is no longer used.

    The stop goes where it makes the trip least late, then least long; a trip that calls there already makes
    one call of it. Both trips leave their store at the hour they did.

    Args:
        movement: The plan.
        giver: The id of the trip that gives the stop up.
        region: Where the stop is.
        taker: The id of the trip that takes it.
        grounds: What the change is judged by.

    Raises:
        KeyError: There is no such trip.
        ValueError: The trip does not call there, or the two do not leave one store on one leg.
    """
    old, new = movement.journeys[giver], movement.journeys[taker]
    stop = next((halt for halt in old.halts if halt.region == region), None)
    if stop is None or new not in takers(movement, old):
        raise ValueError(region)
    fuller = _best(new, _orders(new, stop, grounds), grounds)
    lighter = _emptier(old, stop, grounds)
    if fuller is None or lighter is None:
        return None
    after = {journey.id: journey for journey in (*lighter, fuller)}
    journeys = {
        id_: after.get(id_, journey)
        for id_, journey in movement.journeys.items()
        if id_ != giver or giver in after
    }
    changed = replace(movement, journeys=journeys)
    early = set(unready(movement, grounds.lists))
    late = tuple(hash_ for hash_ in unready(changed, grounds.lists) if hash_ not in early)
    return Change(changed, (old, new), tuple(after.values()), late)


def _emptier(journey: Journey, stop: Halt, grounds: Grounds) -> tuple[Journey, ...] | None:
    """Return a trip without one of its stops; no trip at all where that was the only one."""
    rest = [_service(halt, grounds) for halt in journey.halts if halt is not stop]
    if not rest:
        return ()
    found = _best(journey, [rest], grounds)
    return None if found is None else (found,)


_Call = tuple[Halt, timedelta]
"""A call and how long it takes once begun."""


def _orders(journey: Journey, stop: Halt, grounds: Grounds) -> list[list[_Call]]:
    """Return the orders in which a trip may make one call more."""
    calls, extra = [_service(halt, grounds) for halt in journey.halts], _service(stop, grounds)
    if any(_may_join(halt, stop) for halt, _ in calls):
        return [[_joined(call, extra) if _may_join(call[0], stop) else call for call in calls]]
    return [[*calls[:n], extra, *calls[n:]] for n in range(len(calls) + 1)]


def _may_join(halt: Halt, stop: Halt) -> bool:
    """Tell whether two calls can be one: at one place, each with whole lists."""
    return halt.region == stop.region and halt.part == stop.part == (1, 1)


def _joined(call: _Call, extra: _Call) -> _Call:
    return replace(call[0], lists=(*call[0].lists, *extra[0].lists)), call[1] + extra[1]


def _service(halt: Halt, grounds: Grounds) -> _Call:
    return halt, halt.leaves_at - max(halt.arrives_at, min(_opens(halt, grounds), halt.leaves_at))


def _opens(halt: Halt, grounds: Grounds) -> datetime:
    """Return from when a call may begin: when the first of its lists may."""
    hours = [grounds.lists[hash_].opens_at for hash_ in halt.lists if hash_ in grounds.lists]
    return min(hours, default=halt.arrives_at)


def _best(journey: Journey, orders: Sequence[Sequence[_Call]], grounds: Grounds) -> Journey | None:
    """Return a trip with its calls in the best of some orders; None where no order has a way."""
    regions = [journey.region, *(halt.region for halt, _ in orders[0])]
    points = {region: grounds.points[region] for region in regions}
    vehicle = grounds.vehicles.get(journey.vehicle)
    if vehicle is None:
        return None
    matrix = grounds.ways.matrix(points=points, kind=vehicle.kind)
    found = [made for calls in orders if (made := _timed(journey, calls, matrix, grounds))]
    return min(found, key=lambda made: (_late(made, grounds), made.returns_at), default=None)


def _late(journey: Journey, grounds: Grounds) -> timedelta:
    """Return by how much all lists of a trip together come too late."""
    comings = _comings(journey, grounds.lists)
    return sum((max(_NOW, comes - closes) for comes, closes in comings), start=_NOW)


def _timed(journey: Journey, calls: Sequence[_Call], matrix: Matrix, grounds: Grounds) -> Journey | None:
    """Return a trip with these calls in this order, leaving when it did; None where a way is missing."""
    ways = _along(matrix, [journey.region, *(halt.region for halt, _ in calls), journey.region])
    if any(seconds == UNREACHABLE for seconds, _, _ in ways):
        return None
    at, halts = journey.departs_at, []
    for (halt, service), (seconds, _, _) in zip(calls, ways, strict=False):
        arrives = at + timedelta(seconds=seconds)
        at = max(arrives, _opens(halt, grounds)) + service
        halts.append(replace(halt, arrives_at=arrives, leaves_at=at))
    return replace(
        journey,
        halts=tuple(halts),
        returns_at=at + timedelta(seconds=ways[-1][0]),
        metres=sum(metres for _, metres, _ in ways),
        exposure=sum(exposure for _, _, exposure in ways),
    )


def _along(matrix: Matrix, regions: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return seconds, metres and exposure of each stretch through places in their order."""
    row = {place: n for n, place in enumerate(matrix.places)}
    steps = [(row[a], row[b]) for a, b in pairwise(regions)]
    return [(matrix.seconds[a][b], matrix.metres[a][b], matrix.exposure[a][b]) for a, b in steps]
