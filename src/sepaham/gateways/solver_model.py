"""A routing problem in the words of PyVRP, and its routes in ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyvrp import (
    Activity,
    ActivityType,
    Client,
    Depot,
    Location,
    ProblemData,
    Route,
    Solution,
    VehicleType,
)

from sepaham.domain.routing import Carrier, Problem, Task
from sepaham.domain.timetable import FULL, THOUSAND, Atlas
from sepaham.domain.travel import UNREACHABLE
from sepaham.gateways.solver_plan import Trips, Van

LARGEST_EDGE = 1_000_000
"""Costs are divided until no way costs more, and no vehicle ten times that: sums stay far below 2**63."""
USUAL_EDGE = 10_000
"""The cost of a way up to which PyVRP's own limits of penalties suit."""
DEAR = 10
"""How many times its dearest call a call missed costs: it is missed only where it fits nowhere."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A problem's ways as arrays, made once and cut for every part that is solved."""

    atlas: Atlas
    seconds: tuple[Any, ...]
    costs: Mapping[tuple[int, int], Any]
    scale: int
    dearest: int

    @classmethod
    def of(cls, problem: Problem) -> "Ground":
        """Return a problem's ground: seconds by matrix, and costs by matrix and cost of a metre."""
        seconds = tuple(np.array(m.seconds, dtype=np.int64) for m in problem.matrices)
        kinds = sorted({(c.matrix, c.metre_cost) for c in problem.carriers})
        costs = {kind: _costs(problem, *kind) for kind in kinds}
        dearest = max((int(grid.max(initial=0)) for grid in costs.values()), default=0)
        scale = _scale(problem, dearest)
        costs = {kind: grid // scale for kind, grid in costs.items()}
        return cls(Atlas.of(problem), seconds, costs, scale, dearest // scale)


def _costs(problem: Problem, matrix: int, metre_cost: int) -> Any:
    ways = problem.matrices[matrix]
    costs = np.maximum(np.array(ways.metres, dtype=np.int64), 0) * metre_cost
    if problem.exposure_cost:
        costs += np.array(ways.exposure, dtype=np.int64) * problem.exposure_cost // FULL
    return costs


def _scale(problem: Problem, dearest: int) -> int:
    """Return how many thousandths of the problem's unit are one of PyVRP's."""
    shared = [c.metre_cost for c in problem.carriers] + [c.second_cost for c in problem.carriers]
    shared += [THOUSAND * c.fixed_cost for c in problem.carriers]
    if problem.exposure_cost and any(any(map(any, m.exposure)) for m in problem.matrices):
        shared.append(1)
    largest = max(dearest, *(THOUSAND * c.fixed_cost // 10 for c in problem.carriers))
    second = min((c.second_cost for c in problem.carriers if c.second_cost), default=largest)
    return max(1, int(np.gcd.reduce(shared)), min(largest // LARGEST_EDGE, second // 10))


@dataclass(frozen=True, slots=True)
class Model:
    """
    Some of a problem's tasks and carriers as PyVRP takes them.

    Attributes:
        ground: The whole problem's ways.
        tasks: The tasks, in the order of PyVRP's clients.
        carriers: The carriers, in the order of its vehicle types.
        data: What PyVRP takes.
        prize: What a call missed costs; 0 where every call must be made.
        penalty: By how much PyVRP's usual penalties are multiplied.
    """

    ground: Ground
    tasks: tuple[Task, ...]
    carriers: tuple[Carrier, ...]
    data: ProblemData
    prize: int
    penalty: float

    def trips(self, solution: Solution) -> list[tuple[Carrier, Trips]]:
        """Return a solution's vehicles and their tours."""
        return [(self.carriers[r.vehicle_type()], _trips(self.tasks, r)) for r in solution.routes()]

    def solution(self, vans: Iterable[Van]) -> Solution:
        """Return vehicles and their tours as a solution to start from."""
        clients = {task.name: index for index, task in enumerate(self.tasks)}
        types = {carrier.name: index for index, carrier in enumerate(self.carriers)}
        routes = [
            Route(self.data, _activities(clients, 2 * kind + 1, van.trips), kind)
            for van in vans
            for kind in (types[van.carrier.name],)
        ]
        return Solution(self.data, routes)


def _trips(tasks: Sequence[Task], route: Route) -> Trips:
    trips: dict[int, list[str]] = {}
    for activity in route.schedule():
        if activity.is_client():
            trips.setdefault(activity.trip, []).append(tasks[activity.idx].name)
    return tuple(map(tuple, trips.values()))


def _activities(clients: Mapping[str, int], depot: int, trips: Trips) -> list[Activity]:
    activities: list[Activity] = []
    for trip in trips:
        if activities:
            activities.append(Activity(ActivityType.DEPOT, depot))
        activities += (Activity(ActivityType.CLIENT, clients[name]) for name in trip)
    return activities


def modelled(
    ground: Ground, *, tasks: Sequence[Task], carriers: Sequence[Carrier], optional: bool = False
) -> Model:
    """
    Return some tasks and carriers as a model.

    Args:
        ground: The whole problem's ways.
        tasks: Whom to call at.
        carriers: Who may; at least one vehicle each.
        optional: Whether a call may be missed, dearly.
    """
    base = min(carrier.opens for carrier in carriers)
    span = max(carrier.closes for carrier in carriers) - base
    spots = _Spots.of(tasks, carriers)
    grids = _Grids(ground, spots, never=span + 1)
    seconds = max(round(c.second_cost / ground.scale) for c in carriers)
    fixed = max(c.fixed_cost for c in carriers) * THOUSAND // ground.scale
    prize = DEAR * (fixed + 4 * ground.dearest + seconds * span + 1) if optional else 0
    types = [_type(ground, c, 2 * n, grids.profile(c), base) for n, c in enumerate(carriers)]
    data = ProblemData(
        locations=[Location(0, 0) for _ in spots.places],
        clients=[_client(t, spots.of_task(t), base, span, prize) for t in tasks],
        depots=[
            Depot(spots.of_depot(c), service_duration=load)
            for c in carriers
            for load in (0, c.reload_seconds)
        ],
        vehicle_types=types,
        distance_matrices=[costs for costs, _ in grids.made],
        duration_matrices=[seconds for _, seconds in grids.made],
    )
    return Model(ground, tuple(tasks), tuple(carriers), data, prize, max(1.0, ground.dearest / USUAL_EDGE))


@dataclass(frozen=True, slots=True)
class _Spots:
    """The places of a model: one of the problem's for each set of carriers that may call there."""

    places: tuple[tuple[str, frozenset[str]], ...]
    index: Mapping[tuple[str, frozenset[str]], int]

    @classmethod
    def of(cls, tasks: Sequence[Task], carriers: Sequence[Carrier]) -> "_Spots":
        keys = [(c.depot, frozenset[str]()) for c in carriers] + [(t.place, t.carriers) for t in tasks]
        index = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        return cls(tuple(index), index)

    def of_task(self, task: Task) -> int:
        return self.index[task.place, task.carriers]

    def of_depot(self, carrier: Carrier) -> int:
        return self.index[carrier.depot, frozenset()]


class _Grids:
    """The matrices of a model, one pair for all carriers that meet the same ways, costs and closed doors."""

    def __init__(self, ground: Ground, spots: _Spots, *, never: int) -> None:
        self.made: list[tuple[Any, Any]] = []
        self._ground, self._spots, self._never = ground, spots, never
        self._known: dict[tuple[int, int, tuple[int, ...]], int] = {}

    def profile(self, carrier: Carrier) -> int:
        """Return the number of a carrier's matrices."""
        closed = tuple(
            n for n, (_, allowed) in enumerate(self._spots.places) if allowed and carrier.name not in allowed
        )
        key = (carrier.matrix, carrier.metre_cost, closed)
        if key not in self._known:
            self._known[key] = len(self.made)
            self.made.append(self._grid(carrier, list(closed)))
        return self._known[key]

    def _grid(self, carrier: Carrier, closed: list[int]) -> tuple[Any, Any]:
        rows = self._ground.atlas.rows[carrier.matrix]
        cut = [rows[place] for place, _ in self._spots.places]
        seconds = _cut(self._ground.seconds[carrier.matrix], cut)
        costs = _cut(self._ground.costs[carrier.matrix, carrier.metre_cost], cut)
        barred = seconds == UNREACHABLE
        barred[closed, :] = barred[:, closed] = True
        if barred.any():
            costs[barred], seconds[barred] = 10 * self._ground.dearest + 1, self._never
        for grid in (costs, seconds):
            np.fill_diagonal(grid, 0)
        return costs, seconds


def _cut(grid: Any, rows: list[int]) -> Any:
    """Return some rows and columns of a matrix in a given order; a copy where that is all as it stands."""
    return grid.copy() if rows == list(range(len(grid))) else grid[np.ix_(rows, rows)]


def _client(task: Task, spot: int, base: int, span: int, prize: int) -> Client:
    opens = max(0, task.opens - base)
    return Client(
        spot,
        delivery=[] if task.pickup else list(task.demand),
        pickup=list(task.demand) if task.pickup else [],
        service_duration=task.service,
        tw_early=opens,
        tw_late=max(opens, min(span, task.closes - base)),
        release_time=0 if task.pickup else min(max(0, task.ready - base), span),
        prize=prize,
        required=not prize,
    )


def _type(ground: Ground, carrier: Carrier, depot: int, profile: int, base: int) -> VehicleType:
    second = max(1, round(carrier.second_cost / ground.scale)) if carrier.second_cost else 0
    return VehicleType(
        carrier.count,
        list(carrier.capacity),
        depot,
        depot,
        fixed_cost=carrier.fixed_cost * THOUSAND // ground.scale,
        tw_early=carrier.opens - base,
        tw_late=carrier.closes - base,
        shift_duration=max(0, carrier.duty),
        unit_distance_cost=1,
        unit_duration_cost=second,
        profile=profile,
        reload_depots=[depot + 1] if carrier.reloads else [],
        max_reloads=carrier.reloads,
    )
