"""
The plain rule: one load list and one trip per receiver, each leg at its usual hours.

It sends every kecamatan's goods on that kecamatan's day and asks nothing of roads or vehicles.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sepaham.domain.base import ancestor, digest, local_moment, parent_of
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.loads import LEGS, Leg, LoadList, Stage
from sepaham.domain.plan import Plan, Store, Trip, store_id
from sepaham.domain.register import Register, office_id
from sepaham.domain.units import Unit, units_of

_FIRST_LEG_DAYS = 3
"""KPU to PPK goes out on this many days in turn (H-4..H-2)."""


def plan_plainly(*, origin: str, register: Register, profile: Profile, secret: bytes) -> Plan:
    """
    Plan every unit's way by the plain rule.

    Args:
        origin: The log the plan is for.
        register: The stations of one kabupaten.
        profile: What each of them gets.
        secret: What the nonces of load lists are drawn from; who has it can tell their names.
    """
    return plain_plan(
        log=origin,
        units=[unit for s in register.stations for unit in units_of(s, unit_kinds(profile, s.desa))],
        day=profile.day,
        kabupaten=register.kabupaten[0],
        nonce=lambda label: digest(secret + origin.encode() + b"\x00" + label.encode())[:32],
    )


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
    draft = _Draft(log, day, kabupaten, nonce)
    made = [
        draft.load_list(leg, region, turn, tuple(unit.code for unit in carried))
        for leg in LEGS.values()
        for turn, (region, carried) in enumerate(_carried(units, leg))
    ]
    lists = {found.hash: found for found in made}
    stores = {store.id: store for store in _stores(made)}
    return Plan(log, lists, stores, _trips(lists))


def plan_again(*, before: Plan, fresh: Plan, moved: Collection[str]) -> Plan:
    """
    Return a fresh plan that leaves the lists alone by which goods have moved already.

    What has moved keeps its list; goods that joined a region after its list moved are on none for that leg
    and go by a list made on the way.

    Args:
        before: The plan in force.
        fresh: The plan of the register and profile as they are now.
        moved: The hashes of the lists of which something was stated.
    """
    kept = {hash_: found for hash_, found in before.lists.items() if hash_ in moved}
    taken = {(found.leg, found.region) for found in kept.values()}
    new = {h: found for h, found in fresh.lists.items() if (found.leg, found.region) not in taken}
    order = list(LEGS)
    lists = dict(sorted({**new, **kept}.items(), key=lambda x: (order.index(x[1].leg), x[1].region)))
    return Plan(fresh.log, lists, {store.id: store for store in _stores(lists.values())}, _trips(lists))


def _trips(lists: Mapping[str, LoadList]) -> dict[str, Trip]:
    """Return one trip for each list."""
    return {
        f"trip:{x.leg}:{x.region}": Trip(f"trip:{x.leg}:{x.region}", x.leg, x.region, (h,))
        for h, x in lists.items()
    }


def _carried(units: Sequence[Unit], leg: Leg) -> Iterable[tuple[str, Iterable[Unit]]]:
    """Return the units that go on a leg by the region of its lower party; what is used up stays."""
    carried = (unit for unit in units if unit.kind.returns or not leg.homeward)
    return groupby(carried, key=lambda unit: ancestor(unit.station, leg.level))


@dataclass(frozen=True, slots=True)
class _Draft:
    """What all load lists of a plan share."""

    log: str
    day: date
    kabupaten: str
    nonce: Callable[[str], str]

    def load_list(self, leg: Leg, region: str, turn: int, units: tuple[str, ...]) -> LoadList:
        """Return the list of a leg for a region; `turn` is the region's place among those of the leg."""
        shift = turn % _FIRST_LEG_DAYS if leg.stage is Stage.KPU_PPK else 0
        opens, closes = (
            local_moment(day=self.day, offset=offset + shift, hour=hour, region=region)
            for offset, hour in (leg.opens, leg.closes)
        )
        giver, receiver = (
            office_id(line, _seat(line, leg, region, self.kabupaten)) for line in (leg.giver, leg.receiver)
        )
        return LoadList(
            nonce=self.nonce(f"{leg.code} {region}"),
            log=self.log,
            leg=leg.code,
            giver=giver,
            receiver=receiver,
            region=region,
            store=store_id(receiver),
            units=units,
            opens_at=opens,
            closes_at=closes,
        )


def _seat(line: str, leg: Leg, region: str, kabupaten: str) -> str:
    """Return an office's region on a leg: the lower party sits in the list's region, the upper above it."""
    if line == "kpu":
        return kabupaten
    lower = leg.giver if leg.homeward else leg.receiver
    return region if line == lower else parent_of(region)


def _stores(lists: Iterable[LoadList]) -> Iterable[Store]:
    room = {"kpu": "kpu", "ppk": "camat", "pps": "kades", "kpps": "kpps"}
    for found in lists:
        line, _, region = found.receiver.partition(":")
        yield Store(store_id(found.receiver), region, found.receiver, office_id(room[line], region))
