"""
A nation's movement plans: every kabupaten of a register by itself, shared out to a cluster.

What is done is kept as it comes, so that a run that broke off goes on; a kabupaten that fails is told of and
stops nothing. Nothing is known of a nation's vehicles and roads: each kabupaten gets the example's fleet and
assumed places, and every figure says so.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sepaham.domain.base import Level, canonical_json, digest
from sepaham.domain.burden import items_of
from sepaham.domain.catalogue import Profile, profile_to_bytes
from sepaham.domain.dispatch import Request
from sepaham.domain.escorts import Grading
from sepaham.domain.guarded import guarded
from sepaham.domain.orders import Order, order_to_dict
from sepaham.domain.places import locate
from sepaham.domain.plan import origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.domain.proposing import propose
from sepaham.domain.register import Register, register_to_bytes
from sepaham.domain.roads import CrowWays
from sepaham.domain.yards import World
from sepaham.exchange.movement import FEASIBLE, proposed_to_dict
from sepaham.gateways.cluster import Cluster
from sepaham.gateways.library import escorts, planning_terms
from sepaham.gateways.results import ResultFiles
from sepaham.gateways.solver import PyVrp
from sepaham.simulator.example_fleet import example_fleet, example_terms

_FORMAT = "sepaham/nation/1"
_SECRET = b"plans of a nation, for figures alone"
FAILED = "failed"
Work = Callable[["Share"], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Share:
    """What one worker is given: one kabupaten, what is elected there, and what is asked."""

    register: Register
    profile: Profile
    order: Order

    @property
    def code(self) -> str:
        """Return the kabupaten's code."""
        return self.register.kabupaten[0]

    @property
    def key(self) -> str:
        """Return what stands for all that the result hangs on."""
        parts = (register_to_bytes(self.register), profile_to_bytes(self.profile))
        asked = canonical_json([_FORMAT, *map(digest, parts), json.dumps(order_to_dict(self.order))])
        return digest(asked)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one kabupaten; `again` where it was kept from an earlier run."""

    code: str
    value: dict[str, Any]
    again: bool = False

    @property
    def status(self) -> str:
        """Return ``feasible``, ``infeasible`` or ``failed``."""
        return str(self.value["status"])


def plan_all(
    *,
    shares: Iterable[Share],
    cluster: Cluster,
    files: ResultFiles,
    work: Work | None = None,
) -> Iterator[Told]:
    """
    Plan every kabupaten and yield each as it is done.

    Args:
        shares: The kabupaten, made one by one as they are needed.
        cluster: Who does the work.
        files: Where results are kept and found again.
        work: What is done with each; planning where not given.
    """
    kept: list[Told] = []

    def wanted() -> Iterator[Share]:
        for share in shares:
            value = files.kept(share.code, key=share.key)
            if value is None:
                yield share
            else:
                kept.append(Told(share.code, value, again=True))

    for done in cluster.run(work or plan_share, wanted()):
        yield from _emptied(kept)
        if done.fault:
            yield Told(done.item.code, {"status": FAILED, "fault": done.fault})
            continue
        files.keep(done.item.code, done.value, key=done.item.key)
        yield Told(done.item.code, done.value)
    yield from _emptied(kept)


def _emptied(kept: list[Told]) -> Iterator[Told]:
    while kept:
        yield kept.pop(0)


def plan_share(share: Share) -> dict[str, Any]:
    """Plan one kabupaten with the example's fleet, and return its figures as JSON."""
    begun = time.monotonic()
    register, profile = share.register, share.profile
    origin = origin_of(kabupaten=share.code, day=profile.day, drill=True)
    fleet = example_fleet(register)
    places = locate(register=register, told={}, areas={})
    world = World(
        plan=plan_plainly(origin=origin, register=register, profile=profile, secret=_SECRET),
        day=profile.day,
        items=items_of(profile, share.code),
        vehicles=fleet.vehicles,
        drivers=fleet.drivers,
        terms=example_terms(planning_terms(), fleet),
        points=places.points,
        ways=CrowWays(()),
    )
    proposed = propose(world, Request(share.order), solver=PyVrp(), secret=_SECRET)
    known = {str(source): count for source, count in places.counted(Level.TPS).items()}
    names = {code: region.name for code, region in register.regions.items()}
    patterns = escorts()
    around = guarded(proposed, escorts=patterns, grading=Grading({}, {}, patterns.thresholds))
    value = proposed_to_dict(proposed, names=names, places=known, guarded=around)
    value.pop("left_lists")
    figures = {"kabupaten": share.code, "tps": len(register.stations), "example_fleet": True}
    return {**value, **figures, "seconds": round(time.monotonic() - begun, 2)}


@dataclass(slots=True)
class Sum:
    """The figures of all kabupaten together."""

    kabupaten: int = 0
    again: int = 0
    feasible: int = 0
    infeasible: int = 0
    tps: int = 0
    lists: int = 0
    planned: int = 0
    journeys: int = 0
    km: float = 0.0
    cpu_seconds: float = 0.0

    def add(self, told: Told) -> None:
        """Count one kabupaten; one that failed is counted by nobody here."""
        value = told.value
        if told.status == FAILED:
            return
        self.kabupaten += 1
        self.again += told.again
        self.feasible += told.status == FEASIBLE
        self.infeasible += told.status != FEASIBLE
        self.tps += value["tps"]
        self.lists += value["lists"]
        self.planned += value["planned"]
        self.journeys += value["journeys"]
        self.km = round(self.km + value["km"], 1)
        self.cpu_seconds = round(self.cpu_seconds + value["seconds"], 2)
