"""
Runs of vehicles and porters: what the plan puts on each, and what was stated of its way.

A trip carries load lists; each list's receiver is a stop, also on the way home. Who gives or receives one of
its lists is a party; others who state that they saw it depart or arrive are those who went along or stood by.
What a movement plan in force carries goes as it says; the rest goes as the plan of load lists has it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sepaham.domain.facts import Fact, in_order
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Journey, Movement
from sepaham.domain.plan import Plan, Trip

DEPART, ARRIVE = "trip.depart", "trip.arrive"
VEHICLES = ("truck", "pickup", "car", "motorbike", "boat", "foot")
_NONE: Mapping[str, Journey] = {}


def end_of(load: LoadList) -> str:
    """Return where a load list is handed to its receiver: its place, on the way home the receiver's seat."""
    return load.receiver.partition(":")[2] if LEGS[load.leg].homeward else load.region


@dataclass(frozen=True, slots=True)
class Run:
    """
    One trip.

    Attributes:
        planned: Whether the plan has it; another was stated though nobody planned it.
        lists: The load lists it carries, by name; those nobody knows left out.
        told: What was stated of it, in the order of the hours.
        journey: How the movement plan has it go; None where no such plan has it.
    """

    id: str
    leg: str
    region: str
    planned: bool
    lists: Mapping[str, LoadList]
    told: tuple[Fact, ...]
    journey: Journey | None = None

    @property
    def units(self) -> int:
        """Return how many units it carries; of a list that several vehicles share, its part."""
        halts = self.journey.halts if self.journey else ()
        part = {hash_: len(halt.units) for halt in halts if halt.units for hash_ in halt.lists}
        return sum(part.get(hash_, len(load.units)) for hash_, load in self.lists.items())

    @property
    def parties(self) -> frozenset[str]:
        """Return the offices that give or receive what it carries."""
        loads = self.lists.values()
        return frozenset(office for load in loads for office in (load.giver, load.receiver))

    @property
    def opens_at(self) -> datetime | None:
        """Return when it is to leave, or from when its goods may."""
        if self.journey:
            return self.journey.departs_at
        return min((load.opens_at for load in self.lists.values()), default=None)

    @property
    def closes_at(self) -> datetime | None:
        """Return until when its goods may come."""
        return max((load.closes_at for load in self.lists.values()), default=None)

    @property
    def departed(self) -> tuple[Fact, ...]:
        """Return what was stated of its departure."""
        return tuple(fact for fact in self.told if fact.kind == DEPART)

    @property
    def arrived(self) -> tuple[Fact, ...]:
        """Return what was stated of its arrivals."""
        return tuple(fact for fact in self.told if fact.kind == ARRIVE)

    @property
    def vehicle(self) -> str:
        """Return what it goes by, as it was last stated; '' when nobody did."""
        said = [fact.body["vehicle"] for fact in self.told if "vehicle" in fact.body]
        return said[-1] if said else ""

    @property
    def seen_by(self) -> tuple[str, ...]:
        """Return who else stated seeing it, each once."""
        others = (fact.actor for fact in self.told if fact.actor not in self.parties)
        return tuple(dict.fromkeys(others))

    @property
    def places(self) -> tuple[str, ...]:
        """Return the places it goes from, calls at and comes to, each once."""
        calls = [halt.region for halt in self.journey.halts] if self.journey else []
        return tuple(dict.fromkeys([self.region, *calls]))

    def stops(self) -> dict[str, tuple[Fact, ...]]:
        """Return the places it calls at, in their order, with what was stated of arriving there."""
        here = dict.fromkeys(map(end_of, self.lists.values())) or {self.region: None}
        only = len(here) == 1
        return {place: tuple(f for f in self.arrived if only or f.region == place) for place in here}

    @property
    def has_arrived(self) -> bool:
        """Tell whether it came to all its stops."""
        return all(self.stops().values())

    def gaps(self) -> tuple[str, ...]:
        """Return what of its way nobody stated although a later part was: ``depart``, ``stop``."""
        found = ["depart"] if self.arrived and not self.departed else []
        if self.arrived and not self.has_arrived:
            found.append("stop")
        return tuple(found)


def planned_trips(plan: Plan, movement: Movement | None, facts: Iterable[Fact] = ()) -> dict[str, Trip]:
    """
    Return the trips that are planned: those of a movement plan, and for lists it does not carry the plan's.

    Args:
        plan: The plan of load lists.
        movement: The movement plan in force; None without any.
        facts: What was stated of trips; one of which something was stated stays a trip of the plan.
    """
    if movement is None:
        return dict(plan.trips)
    stated = {fact.subject for fact in facts}
    left = {
        id_: trip
        for id_, trip in plan.trips.items()
        if id_ in stated or not all(hash_ in movement.of_list for hash_ in trip.lists)
    }
    return {**left, **movement.trips}


def veiled(run: Run, covers: Callable[[str], bool]) -> Run:
    """
    Return a trip as those are told of it who may not know its way before it leaves.

    Only what it brings to their own places or fetches there, in no order that tells where it goes first.

    Args:
        run: The trip.
        covers: Tells whether a place is theirs.
    """
    own = [(key, load) for key, load in run.lists.items() if covers(load.region) or covers(end_of(load))]
    return replace(run, lists=dict(sorted(own, key=lambda pair: (pair[1].region, pair[0]))), journey=None)


def runs_of(
    trips: Mapping[str, Trip],
    facts: Iterable[Fact],
    lists: Mapping[str, LoadList],
    journeys: Mapping[str, Journey] = _NONE,
) -> dict[str, Run]:
    """
    Return the trips by their id: the plan's in its order, then those stated without being planned.

    Args:
        trips: The plan's.
        facts: What was stated of departures and arrivals.
        lists: Every load list by its name.
        journeys: How a movement plan has trips go, by their ids.
    """
    told: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in in_order(facts):
        told[fact.subject].append(fact)
    found = {
        trip.id: _planned(trip, told.pop(trip.id, []), lists, journeys.get(trip.id))
        for trip in trips.values()
    }
    return found | {id_: _unplanned(id_, said, lists) for id_, said in sorted(told.items())}


def _planned(trip: Trip, told: list[Fact], lists: Mapping[str, LoadList], journey: Journey | None) -> Run:
    names = (*trip.lists, *_named(told))
    return Run(trip.id, trip.leg, trip.region, True, _known(names, lists), tuple(told), journey)


def _unplanned(id_: str, told: list[Fact], lists: Mapping[str, LoadList]) -> Run:
    known = _known(_named(told), lists)
    leg = next((load.leg for load in known.values()), "")
    return Run(id_, leg, told[0].region, False, known, tuple(told))


def _named(told: Iterable[Fact]) -> Iterable[str]:
    return (hash_ for fact in told for hash_ in fact.body.get("lists", ()))


def _known(names: Iterable[str], lists: Mapping[str, LoadList]) -> dict[str, LoadList]:
    return {hash_: lists[hash_] for hash_ in names if hash_ in lists}
