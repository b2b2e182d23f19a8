"""A yard as a routing problem: its parts as calls, its vehicles as carriers, its ways as matrices."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sepaham.domain.fleet import FAIR_KM_H, Vehicle
from sepaham.domain.routing import Carrier, Problem, Task
from sepaham.domain.travel import UNREACHABLE, Matrix
from sepaham.domain.yards import MINUTE, Part, World, Yard, items_in, may_load, parts_for, room_of

NO_PLACE, NO_VEHICLE, TOO_LARGE, BEHIND = "no_place", "no_vehicle", "too_large", "behind"
"""Why a load list has no place in a problem: nobody knows where, no vehicle may go there, not even one piece
fits, or its goods do not all come to where it starts."""

_DUTY = 720
"""Minutes a vehicle without a driver may be out in a day."""
REST = 480
"""Minutes between two shifts of a vehicle without a driver, and of any between two shifts of one yard."""
_HOUR, _DAY = 3600, 86_400
_THOUSAND = 1000


@dataclass(frozen=True)
class Clock:
    """
    What earlier legs leave behind.

    Attributes:
        ready: From when an office has all goods it hands on, by office.
        behind: The offices whose goods do not all come.
        free: From when a vehicle may be used again, by id.
        spent: How long a vehicle was out already on the day that is planned, by id.
    """

    ready: dict[str, datetime] = field(default_factory=dict)
    behind: set[str] = field(default_factory=set)
    free: dict[str, datetime] = field(default_factory=dict)
    spent: dict[str, timedelta] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """
    A yard's routing problem with what its names mean.

    Attributes:
        yard: The yard.
        problem: What is asked.
        parts: The parts by the names of their tasks.
        vehicles: The vehicles of each carrier, by its name.
        left: The lists that are not in the problem, each with why.
        unused: Vehicles that may not be used, each with why.
    """

    yard: Yard
    problem: Problem
    parts: Mapping[str, Part]
    vehicles: Mapping[str, tuple[Vehicle, ...]]
    left: Mapping[str, str]
    unused: Mapping[str, str]


def asked_of(world: World, yard: Yard, clock: Clock, vehicles: Sequence[Vehicle]) -> Asked:
    """
    Return a yard as a routing problem.

    Args:
        world: What it rests on.
        yard: The store, the day and the lists.
        clock: What earlier legs leave behind.
        vehicles: Those it may use.
    """
    unused = {v.id: "papers" for v in vehicles if _papers_end(world, v, yard)}
    fit = [vehicle for vehicle in vehicles if vehicle.id not in unused]
    parts, left = _parts(world, yard, clock, fit)
    if not parts:
        return Asked(yard, Problem((), (), ()), {}, {}, left, unused)
    return _Build(world, yard, clock, fit, parts).asked(left, unused)


def _papers_end(world: World, vehicle: Vehicle, yard: Yard) -> bool:
    driver = world.drivers.get(vehicle.driver)
    return bool(driver and driver.papers_until and driver.papers_until < yard.day)


def _parts(
    world: World, yard: Yard, clock: Clock, vehicles: Sequence[Vehicle]
) -> tuple[list[Part], dict[str, str]]:
    parts: list[Part] = []
    left: dict[str, str] = {}
    for load in yard.lists:
        kinds = world.terms.kinds_for(load.region)
        there = [vehicle for vehicle in vehicles if vehicle.kind in kinds]
        if load.region not in world.points or yard.region not in world.points:
            left[load.hash] = NO_PLACE
        elif load.giver in clock.behind:
            left[load.hash] = BEHIND
        elif not there:
            left[load.hash] = NO_VEHICLE
        elif (found := parts_for(world, load, there)) is None:
            left[load.hash] = TOO_LARGE
        else:
            parts += found
    return parts, left


@dataclass(frozen=True)
class _Build:
    """Builds one yard's problem."""

    world: World
    yard: Yard
    clock: Clock
    vehicles: Sequence[Vehicle]
    parts: Sequence[Part]

    def asked(self, left: Mapping[str, str], unused: Mapping[str, str]) -> Asked:
        groups = self._groups()
        matrices, carriers = self._ways(groups)
        tasks = tuple(self._task(part, groups) for part in self.parts)
        problem = Problem(tasks, carriers, matrices, self.world.terms.exposure_cost)
        names = {part.name: part for part in self.parts}
        return Asked(self.yard, problem, names, {c.name: those for c, those, _ in groups}, left, unused)

    def _groups(self) -> "list[_Group]":
        """Return carriers: vehicles that are alike, each with the class of goods they carry."""
        classes = self._classes()
        alike: defaultdict[_Alike, list[Vehicle]] = defaultdict(list)
        for shift in self._shifts():
            for vehicle in self.vehicles:
                carrier = self._carrier(vehicle, *shift)
                key = (carrier, vehicle.kind, vehicle.goods, vehicle.km_h, classes.get(vehicle.id, ""))
                alike[key].append(vehicle)
        found: list[_Group] = []
        for (carrier, *_), those in alike.items():
            named = replace(carrier, name=f"{those[0].kind}-{len(found) + 1}", count=len(those))
            found.append((named, tuple(those), classes.get(those[0].id, "")))
        return found

    def _shifts(self) -> list[tuple[int, int]]:
        """Return the hours of each shift: one, or where the yard is open for longer than a day one a day."""
        hours = [self.world.hours(part.load) for part in self.parts]
        opens = min(self.yard.second(opens) for opens, _ in hours)
        closes = max(self.yard.second(closes) for _, closes in hours)
        starts = range(opens, max(closes, opens + 1), _DAY)
        return [(start, min(closes, start + _DAY - REST * MINUTE)) for start in starts]

    def _carrier(self, vehicle: Vehicle, opens: int, closes: int) -> Carrier:
        terms, driver = self.world.terms, self.world.drivers.get(vehicle.driver)
        free = self.clock.free.get(vehicle.id)
        if free is not None:
            opens = max(opens, self.yard.second(free))
        most = self._most()
        spent = self.clock.spent.get(vehicle.id, timedelta(0))
        loading = 0 if self.yard.homeward else terms.loading_minutes * MINUTE
        return Carrier(
            name="",
            count=1,
            depot=self.yard.region,
            capacity=tuple(map(min, room_of(vehicle), most)),
            matrix=0,
            opens=opens + loading,
            closes=closes,
            duty=max(0, (driver.duty_minutes if driver else _DUTY) * MINUTE - round(spent.total_seconds())),
            fixed_cost=vehicle.day_cost,
            metre_cost=vehicle.km_cost,
            second_cost=terms.hour_cost * _THOUSAND // _HOUR,
            reloads=terms.reloads,
            reload_seconds=terms.loading_minutes * MINUTE,
        )

    def _most(self) -> tuple[int, int, int]:
        litres, kilograms, pieces = (sum(part.burden[n] for part in self.parts) for n in range(3))
        return litres, kilograms, pieces

    def _classes(self) -> dict[str, str]:
        """Set vehicles aside for each item that must ride apart: the smallest that take it in some tours."""
        lone = {item for pair in self.world.terms.apart for item in pair}
        found: dict[str, str] = {}
        for item in sorted(lone):
            need = sum(part.burden[0] for part in self.parts if self._class(part) == item)
            rest = [v for v in self.vehicles if v.id not in found and may_load(v, frozenset({item}))]
            for vehicle in sorted(rest, key=lambda v: (not v.goods, v.litres, v.id)):
                if need <= 0:
                    break
                found[vehicle.id] = item
                need -= vehicle.litres * (self.world.terms.reloads + 1)
        return found

    def _class(self, part: Part) -> str:
        lone = {item for pair in self.world.terms.apart for item in pair}
        return min(lone & items_in(self.world, part.units), default="")

    def _ways(self, groups: "Sequence[_Group]") -> tuple[tuple[Matrix, ...], tuple[Carrier, ...]]:
        """Return one matrix for each kind and pace of vehicle, and the carriers that use them."""
        places = [self.yard.region, *dict.fromkeys(part.load.region for part in self.parts)]
        points = {place: self.world.points[place] for place in places}
        rows: dict[tuple[str, int], int] = {}
        matrices: list[Matrix] = []
        carriers = []
        for carrier, those, _ in groups:
            pace = (those[0].kind, _pace(those[0]))
            if pace not in rows:
                rows[pace] = len(matrices)
                matrices.append(_slower(self.world.ways.matrix(points=points, kind=pace[0]), *pace))
            carriers.append(replace(carrier, matrix=rows[pace]))
        return tuple(matrices), tuple(carriers)

    def _task(self, part: Part, groups: "Sequence[_Group]") -> Task:
        terms, yard, load = self.world.terms, self.yard, part.load
        service = terms.handover_minutes * MINUTE + terms.piece_seconds * len(part.units)
        opens, closes = (yard.second(at) for at in self.world.hours(load))
        ready = yard.second(self.clock.ready[load.giver]) if load.giver in self.clock.ready else opens
        allowed = {carrier.name for carrier, those, kind in groups if self._takes(those[0], kind, part)}
        return Task(
            name=part.name,
            place=load.region,
            demand=part.burden,
            opens=max(opens, ready) if yard.homeward else opens,
            closes=closes - service - terms.slack_minutes * MINUTE,
            service=service,
            pickup=yard.homeward,
            carriers=frozenset() if len(allowed) == len(groups) else frozenset(allowed or {""}),
            ready=0 if yard.homeward else ready + terms.loading_minutes * MINUTE,
        )

    def _takes(self, vehicle: Vehicle, kind: str, part: Part) -> bool:
        there = vehicle.kind in self.world.terms.kinds_for(part.load.region)
        return (
            there and self._class(part) in {"", kind} and may_load(vehicle, items_in(self.world, part.units))
        )


_Alike = tuple[Carrier, str, tuple[str, ...], int, str]
_Group = tuple[Carrier, tuple[Vehicle, ...], str]


def _pace(vehicle: Vehicle) -> int:
    """Return a vehicle's speed where it is slower than its kind; 0 where it goes as its kind does."""
    return vehicle.km_h if 0 < vehicle.km_h < FAIR_KM_H[vehicle.kind] else 0


def _slower(matrix: Matrix, kind: str, km_h: int) -> Matrix:
    if not km_h:
        return matrix
    fair = FAIR_KM_H[kind]
    seconds = [
        [way if way == UNREACHABLE else -(-way * fair // km_h) for way in row] for row in matrix.seconds
    ]
    return replace(matrix, seconds=seconds)
