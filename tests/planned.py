"""A world to plan in: the tiny example, a few vehicles, straight ways over flat land."""

import math
from dataclasses import replace

from example import JIPURAPAH, KABUPATEN, KLITIH, PLAN, PLANDAAN, PROFILE, REGISTER, SUMBERJO, WONOSALAM
from sepaham.domain.burden import items_of
from sepaham.domain.fleet import FAIR_KM_H, Driver, Vehicle
from sepaham.domain.travel import UNREACHABLE, Matrix, Point
from sepaham.domain.yards import World
from sepaham.gateways.library import planning_terms

TRUCK = Vehicle("", "truck", "", 14_000, 4_500, 0, 0, 900_000, 5_000, closed=True)
PICKUP = Vehicle("", "pickup", "", 3_000, 900, 0, 0, 350_000, 2_500)
PORTER = Vehicle("", "foot", "", 110, 25, 2, 0, 100_000, 0)
_METRES = 0.0111

POINTS = {
    KABUPATEN: Point(-75_500_000, 1_122_300_000),
    PLANDAAN: Point(-74_700_000, 1_121_500_000),
    WONOSALAM: Point(-77_000_000, 1_123_500_000),
    SUMBERJO: Point(-77_100_000, 1_123_700_000),
    KLITIH: Point(-74_500_000, 1_121_700_000),
    JIPURAPAH: Point(-74_600_000, 1_121_300_000),
}
POINTS |= {
    s.key: Point(POINTS[s.desa].lat + 40_000 * s.number, POINTS[s.desa].lon + 30_000)
    for s in REGISTER.stations
}


class Straight:
    """Ways in a straight line; pairs named as cut have none."""

    source = "straight"

    def __init__(self, cut=()):
        self.cut = frozenset(cut)

    def matrix(self, *, points, kind):
        """Return the ways between places."""
        names = tuple(points)
        metres = [[self._way(a, b, points) for b in names] for a in names]
        pace = 3.6 / FAIR_KM_H[kind]
        seconds = [[m if m == UNREACHABLE else math.ceil(m * pace) for m in row] for row in metres]
        return Matrix(names, seconds, metres, [[0] * len(names) for _ in names])

    def _way(self, a, b, points):
        if a != b and self.cut & {a, b}:
            return UNREACHABLE
        return round(_METRES * math.hypot(points[a].lat - points[b].lat, points[a].lon - points[b].lon))


def fleet(*drafts):
    """Return vehicles by id, each with a driver of its own, and the drivers."""
    vehicles = {
        f"{kind.kind}{turn}": replace(kind, id=f"{kind.kind}{turn}", base=base, driver=f"driver{turn}")
        for turn, (kind, base) in enumerate(drafts)
    }
    return vehicles, {v.driver: Driver(v.driver, 720, 480) for v in vehicles.values()}


FLEET = (
    (TRUCK, KABUPATEN),
    (PICKUP, PLANDAAN),
    (PICKUP, WONOSALAM),
    (PICKUP, SUMBERJO),
    (PICKUP, KLITIH),
    (PICKUP, JIPURAPAH),
)


def world(*, drafts=FLEET, ways=None, points=POINTS, plan=PLAN, **terms):
    """Return a world, its terms changed as told."""
    vehicles, drivers = fleet(*drafts)
    return World(
        plan=plan,
        day=PROFILE.day,
        items=items_of(PROFILE, KABUPATEN),
        vehicles=vehicles,
        drivers=drivers,
        terms=replace(planning_terms(), **terms),
        points=points,
        ways=ways or Straight(),
    )
