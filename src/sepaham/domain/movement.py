"""
The movement plan: which vehicle leaves when with which load lists, and calls where.

It enters the log by the hash of its canonical file, `base.declare` of ``movement``. The file says where goods
will be before they are there, so only who needs it may read it; its nonce keeps its hash from being guessed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from sepaham.domain.base import canonical_json, parse_instant, write_instant
from sepaham.domain.plan import Trip
from sepaham.domain.units import station_of

FORMAT = "sepaham/movement/1"


@dataclass(frozen=True, slots=True)
class Halt:
    """
    A planned call.

    Attributes:
        region: Where.
        lists: The load lists handed over there, or fetched.
        arrives_at: When it gets there.
        leaves_at: When it leaves.
        part: Which part of how many, where its list is more than one vehicle takes.
        units: The units of that part; empty where the lists are carried whole.
    """

    region: str
    lists: tuple[str, ...]
    arrives_at: datetime
    leaves_at: datetime
    part: tuple[int, int] = (1, 1)
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Journey:
    """
    One planned run of one vehicle.

    Attributes:
        id: The trip's id, as statements name it; stays the same in a new plan as long as the run does.
        leg: The leg its lists belong to.
        region: The region of the store it starts from.
        vehicle: The id of the vehicle.
        driver: The id of the driver; '' where that is open.
        departs_at: When it leaves.
        returns_at: When it is back.
        halts: Its calls in their order.
        metres: How far it goes.
        exposure: Metres weighted by agreed risk, 0 to 100 parts each.
    """

    id: str
    leg: str
    region: str
    vehicle: str
    driver: str
    departs_at: datetime
    returns_at: datetime
    halts: tuple[Halt, ...]
    metres: int
    exposure: int

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the load lists it carries, in the order of its calls."""
        return tuple(hash_ for halt in self.halts for hash_ in halt.lists)

    @property
    def trip(self) -> Trip:
        """Return it as the trip that statements speak of."""
        return Trip(self.id, self.leg, self.region, self.lists)


@dataclass(frozen=True)
class Movement:
    """
    Everything that is to move, and by what.

    Attributes:
        log: The log it is for.
        nonce: Random, so that its hash tells nothing.
        seed: The seed it was made with.
        iterations: How many each search made; 0 where seconds bounded it.
        roads: What times and distances rest on (`travel.Ways.source`).
        closures: The ids of closures it was made under.
        journeys: The runs by their ids.
        left: Load lists nobody carries, each with a code that says why.
    """

    log: str
    nonce: str
    seed: int
    iterations: int
    roads: str
    closures: tuple[str, ...]
    journeys: Mapping[str, Journey]
    left: Mapping[str, str]

    @cached_property
    def trips(self) -> Mapping[str, Trip]:
        """Return the trips by their ids."""
        return {id_: journey.trip for id_, journey in self.journeys.items()}

    @cached_property
    def of_list(self) -> Mapping[str, tuple[str, ...]]:
        """Return the journeys that carry each load list: one, or those that share it."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, journey in self.journeys.items():
            for hash_ in journey.lists:
                found[hash_] = (*found.get(hash_, ()), id_)
        return found


def parts_of(units: Sequence[str], of: int) -> tuple[tuple[str, ...], ...]:
    """
    Divide the units of a load list that is more than one vehicle takes.

    Whole polling stations where it holds at least as many, so that what belongs together rides together.

    Args:
        units: Their codes in the order of the list.
        of: Into how many parts.
    """
    stations = [tuple(codes) for _, codes in groupby(units, key=station_of)]
    groups = stations if len(stations) >= of else [(code,) for code in units]
    whole = len(groups)
    cuts = [whole * turn // of for turn in range(of + 1)]
    return tuple(tuple(code for group in groups[a:b] for code in group) for a, b in pairwise(cuts))


def movement_to_bytes(movement: Movement) -> bytes:
    """Return the canonical file of a movement plan."""
    return canonical_json(
        {
            "format": FORMAT,
            "log": movement.log,
            "nonce": movement.nonce,
            "seed": movement.seed,
            "iterations": movement.iterations,
            "roads": movement.roads,
            "closures": list(movement.closures),
            "journeys": [_written(journey) for journey in movement.journeys.values()],
            "left": dict(movement.left),
        }
    )


def movement_from_bytes(data: bytes) -> Movement:
    """
    Read a canonical movement plan.

    Raises:
        ValueError: It is none.
    """
    try:
        value = json.loads(data)
        if value["format"] != FORMAT:
            raise ValueError(value["format"])
        journeys = [_read(item) for item in value["journeys"]]
        return Movement(
            **{name: value[name] for name in ("log", "nonce", "seed", "iterations", "roads", "left")},
            closures=tuple(value["closures"]),
            journeys={journey.id: journey for journey in journeys},
        )
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _written(journey: Journey) -> dict[str, Any]:
    halts = [
        [
            halt.region,
            list(halt.lists),
            write_instant(halt.arrives_at),
            write_instant(halt.leaves_at),
            *halt.part,
            list(halt.units),
        ]
        for halt in journey.halts
    ]
    hours = {
        "departs_at": write_instant(journey.departs_at),
        "returns_at": write_instant(journey.returns_at),
    }
    return {field.name: getattr(journey, field.name) for field in fields(Journey)} | hours | {"halts": halts}


def _read(value: Mapping[str, Any]) -> Journey:
    halts = tuple(
        Halt(region, tuple(lists), parse_instant(arrives), parse_instant(leaves), (turn, of), tuple(units))
        for region, lists, arrives, leaves, turn, of, units in value["halts"]
    )
    hours = {name: parse_instant(value[name]) for name in ("departs_at", "returns_at")}
    return Journey(**{**value, **hours, "halts": halts})
