"""
What should happen in one log: which load lists go on which trips into which stores.

The legs and lists themselves are in `loads`; `planning` makes plans.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sepaham.domain.base import canonical_json
from sepaham.domain.loads import LEGS, LoadList, load_list_from_dict


@dataclass(frozen=True, slots=True)
class Store:
    """A place that keeps goods: whose goods, and whose room."""

    id: str
    region: str
    keeper: str
    room_of: str


@dataclass(frozen=True, slots=True)
class Trip:
    """A run of one vehicle or porter with the load lists it carries."""

    id: str
    leg: str
    region: str
    lists: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What should happen in one log."""

    log: str
    lists: Mapping[str, LoadList]
    stores: Mapping[str, Store]
    trips: Mapping[str, Trip]

    @cached_property
    def of_leg(self) -> Mapping[str, tuple[str, ...]]:
        """Return the hashes of the lists of each leg, in region order."""
        return {leg: tuple(h for h, found in self.lists.items() if found.leg == leg) for leg in LEGS}


def origin_of(*, kabupaten: str, day: date, drill: bool = False) -> str:
    """Return the name of a log: one kabupaten, one election day, real or a drill."""
    return f"sepaham/{kabupaten}/{day.isoformat()}/{'LATIHAN' if drill else 'REAL'}"


def store_id(holder: str) -> str:
    """Return the store of an office that holds goods: the KPU's warehouse, a kecamatan room, a TPS."""
    return f"store:{holder.partition(':')[2]}"


def plan_to_bytes(plan: Plan) -> bytes:
    """Return the canonical file of a plan, whose hash enters the log."""
    return canonical_json(
        {
            "format": "sepaham/plan/1",
            "log": plan.log,
            "lists": [found.to_dict() for found in plan.lists.values()],
            "stores": [[s.id, s.region, s.keeper, s.room_of] for s in plan.stores.values()],
            "trips": [[t.id, t.leg, t.region, list(t.lists)] for t in plan.trips.values()],
        }
    )


def plan_from_bytes(data: bytes) -> Plan:
    """Read a canonical plan file back."""
    value = json.loads(data)
    lists = [load_list_from_dict(item) for item in value["lists"]]
    return Plan(
        log=value["log"],
        lists={found.hash: found for found in lists},
        stores={row[0]: Store(*row) for row in value["stores"]},
        trips={row[0]: Trip(row[0], row[1], row[2], tuple(row[3])) for row in value["trips"]},
    )
