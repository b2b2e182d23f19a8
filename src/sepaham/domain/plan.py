"""
What should happen: legs, stores, trips, load lists and their windows.

A load list holds the units one office hands to one other on one leg; it is named by the hash of its
canonical file and carries a nonce, so that nobody who was not given it can guess its name. The plain rule
here makes one list per receiver and sends it on the kecamatan's day; part 5 plans better ones.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import IntEnum
from functools import cached_property
from itertools import groupby
from typing import Any

from sepaham.domain.base import (
    Level,
    ancestor,
    canonical_json,
    digest,
    parent_of,
    parse_instant,
    write_instant,
)
from sepaham.domain.register import office_id
from sepaham.domain.units import Unit

_EAST = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
_CENTRE = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])


class Stage(IntEnum):
    """The stages of a unit's life in their lawful order."""

    PACK = 0
    KPU_PPK = 1
    PPK_PPS = 2
    PPS_KPPS = 3
    VOTE = 4
    KPPS_PPS = 5
    PPS_PPK = 6
    RECAPITULATION = 7
    PPK_KPU = 8
    STORED = 9


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the way: who hands to whom, at which level, in which hours relative to voting day."""

    code: str
    stage: Stage
    giver: str
    receiver: str
    level: Level
    opens: tuple[int, time]
    closes: tuple[int, time]
    homeward: bool = False


LEGS: Mapping[str, Leg] = {
    leg.code: leg
    for leg in (
        Leg("kpu-ppk", Stage.KPU_PPK, "kpu", "ppk", Level.KECAMATAN, (-4, time(7)), (-4, time(21))),
        Leg("ppk-pps", Stage.PPK_PPS, "ppk", "pps", Level.DESA, (-1, time(5)), (-1, time(13))),
        Leg("pps-kpps", Stage.PPS_KPPS, "pps", "kpps", Level.TPS, (-1, time(9)), (-1, time(21))),
        Leg("kpps-pps", Stage.KPPS_PPS, "kpps", "pps", Level.TPS, (0, time(13)), (1, time(6)), homeward=True),
        Leg("pps-ppk", Stage.PPS_PPK, "pps", "ppk", Level.DESA, (0, time(15)), (1, time(18)), homeward=True),
        Leg(
            "ppk-kpu",
            Stage.PPK_KPU,
            "ppk",
            "kpu",
            Level.KECAMATAN,
            (3, time(7)),
            (4, time(21)),
            homeward=True,
        ),
    )
}
_FIRST_LEG_DAYS = 3
"""KPU to PPK goes out on this many days in turn (H-4..H-2)."""


@dataclass(frozen=True, slots=True)
class LoadList:
    """The units for one receiver on one leg; `step` is above 0 for lists made on the way."""

    nonce: str
    log: str
    leg: str
    giver: str
    receiver: str
    region: str
    store: str
    units: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    step: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the list as its canonical file holds it."""
        return {
            "nonce": self.nonce,
            "log": self.log,
            "leg": self.leg,
            "giver": self.giver,
            "receiver": self.receiver,
            "region": self.region,
            "store": self.store,
            "units": list(self.units),
            "opens": write_instant(self.opens_at),
            "closes": write_instant(self.closes_at),
            "step": self.step,
        }

    @property
    def hash(self) -> str:
        """Return the list's name: the SHA-256 of its canonical file."""
        return digest(canonical_json(self.to_dict()))

    @property
    def stage(self) -> Stage:
        """Return the stage this list's leg belongs to."""
        return LEGS[self.leg].stage


def load_list_from_dict(value: Mapping[str, Any]) -> LoadList:
    """
    Read a load list.

    Raises:
        ValueError: It is not of that form, or its leg is unknown.
    """
    try:
        found = LoadList(
            **{
                name: str(value[name])
                for name in ("nonce", "log", "leg", "giver", "receiver", "region", "store")
            },
            units=tuple(map(str, value["units"])),
            opens_at=parse_instant(value["opens"]),
            closes_at=parse_instant(value["closes"]),
            step=int(value["step"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    if found.leg not in LEGS or type(value["step"]) is not int or dict(value) != found.to_dict():
        raise ValueError(found.leg)
    return found


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


def local_zone(region: str) -> timezone:
    """Return the time zone of a region: WIB, WITA or WIT by its province."""
    province = region[:2]
    if province in _EAST:
        return timezone(timedelta(hours=9), "WIT")
    return (
        timezone(timedelta(hours=8), "WITA") if province in _CENTRE else timezone(timedelta(hours=7), "WIB")
    )


def local_moment(*, day: date, offset: int, hour: time, region: str) -> datetime:
    """Return the UTC instant of a local hour so many days from voting day."""
    local = datetime.combine(day + timedelta(days=offset), hour, local_zone(region))
    return local.astimezone(UTC)


def end_of_day(at: datetime, region: str) -> datetime:
    """Return the midnight that ends the local day of an instant."""
    local = at.astimezone(local_zone(region))
    return datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo).astimezone(UTC)


def store_id(holder: str) -> str:
    """Return the store of an office that holds goods: the KPU's warehouse, a kecamatan room, a TPS."""
    return f"store:{holder.partition(':')[2]}"


def plain_plan(
    *, log: str, units: Sequence[Unit], day: date, kabupaten: str, nonce: Callable[[str], str]
) -> Plan:
    """
    Plan by the plain rule: one load list and one trip per receiver, legs at their usual hours.

    Args:
        log: The log's origin.
        units: Every unit, in station order.
        day: Voting day.
        kabupaten: The kabupaten whose KPU sends.
        nonce: Gives the secret nonce of a list by its label; the caller owns chance.
    """
    lists: dict[str, LoadList] = {}
    for leg in LEGS.values():
        carried = [unit for unit in units if unit.kind.returns or not leg.homeward]
        for turn, (region, group) in enumerate(
            groupby(carried, key=lambda u: ancestor(u.station, leg.level))
        ):
            shift = turn % _FIRST_LEG_DAYS if leg.stage is Stage.KPU_PPK else 0
            made = _load_list(log, leg, region, kabupaten, tuple(u.code for u in group), day, shift, nonce)
            lists[made.hash] = made
    stores = {s.id: s for s in _stores(lists.values())}
    trips = {
        f"trip:{x.leg}:{x.region}": Trip(f"trip:{x.leg}:{x.region}", x.leg, x.region, (h,))
        for h, x in lists.items()
    }
    return Plan(log, lists, stores, trips)


def _load_list(
    log: str,
    leg: Leg,
    region: str,
    kabupaten: str,
    units: tuple[str, ...],
    day: date,
    shift: int,
    nonce: Callable[[str], str],
) -> LoadList:
    giver, receiver = (
        office_id(line, _seat(line, leg, region, kabupaten)) for line in (leg.giver, leg.receiver)
    )
    opens, closes = (
        local_moment(day=day, offset=offset + shift, hour=hour, region=region)
        for offset, hour in (leg.opens, leg.closes)
    )
    label = f"{leg.code} {region}"
    return LoadList(
        nonce(label), log, leg.code, giver, receiver, region, store_id(receiver), units, opens, closes
    )


def _seat(line: str, leg: Leg, region: str, kabupaten: str) -> str:
    """Return the region of an office on a leg: the lower party sits in the list's region, the upper above it."""
    if line == "kpu":
        return kabupaten
    lower = leg.giver if leg.homeward else leg.receiver
    return region if line == lower else parent_of(region)


def _stores(lists: Iterable[LoadList]) -> Iterable[Store]:
    room = {"kpu": "kpu", "ppk": "camat", "pps": "kades", "kpps": "kpps"}
    for found in lists:
        line, _, region = found.receiver.partition(":")
        yield Store(store_id(found.receiver), region, found.receiver, office_id(room[line], region))


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
