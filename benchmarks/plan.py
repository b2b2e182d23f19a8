"""
How good plans are: gap to the best known, beside bare PyVRP and OR-Tools at the same CPU time.

    python benchmarks/plan.py FILE... --seconds 30 --json

FILE is a CVRPLIB .vrp or a Solomon .txt; a .sol beside it, or --best, says the best known. CVRPLIB has them:
http://vrp.galgos.inf.puc-rio.br. Without a file, small instances are made here by a seed.
"""

import argparse
import json
import math
import random
import resource
import time
from array import array
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvrp
import vrplib
from pyvrp.stop import MaxIterations

from sepaham.domain.routing import Budget, Carrier, Problem, Task
from sepaham.domain.routing_check import faults
from sepaham.domain.travel import Matrix
from sepaham.gateways.solver import PyVrp

LONG = 10_000_000
TENTHS = 10
"""Distances with windows are cut to tenths, as in the DIMACS challenge; without windows they are rounded."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance in whole numbers; place 0 is the depot."""

    name: str
    ways: np.ndarray
    demands: list[int]
    capacity: int
    vehicles: int
    windows: list[tuple[int, int]]
    services: list[int]
    unit: int
    best: float | None

    @property
    def stops(self) -> int:
        """Return how many calls there are."""
        return len(self.demands) - 1

    def gap(self, cost: int | None) -> float | None:
        """Return how many percent a cost lies above the best known."""
        if cost is None or self.best is None:
            return None
        return round(100 * (cost / self.unit / self.best - 1), 2)


def read(path: Path, best: float | None) -> Instance:
    """Return an instance file's content."""
    solomon = path.suffix == ".txt"
    raw = vrplib.read_instance(path, instance_format="solomon" if solomon else "vrplib")
    beside = path.with_suffix(".sol")
    if best is None and beside.exists():
        best = float(vrplib.read_solution(beside)["cost"])
    timed = "time_window" in raw
    unit = TENTHS if timed else 1
    ways = np.asarray(raw["edge_weight"], dtype=float) * unit
    ways = (np.floor(ways + 1e-9) if timed else np.round(ways)).astype(np.int64)
    count = len(ways)
    windows = (
        [(int(a) * unit, int(b) * unit) for a, b in raw["time_window"]] if timed else [(0, LONG)] * count
    )
    services = np.broadcast_to(raw.get("service_time", 0), (count,))
    return Instance(
        str(raw.get("name", path.stem)),
        ways,
        [int(d) for d in raw["demand"]],
        int(raw["capacity"]),
        int(raw.get("vehicles", count - 1)),
        windows,
        [int(s) * unit for s in services],
        unit,
        best,
    )


def made(stops: int, *, seed: int, timed: bool) -> Instance:
    """Return an instance by chance: places on a grid of 1000, the depot central, some ten calls a tour."""
    chance = random.Random(seed)
    spots = [(500, 500)] + [(chance.randrange(1001), chance.randrange(1001)) for _ in range(stops)]
    at = np.array(spots, dtype=float)
    ways = np.hypot(at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1]).round().astype(np.int64)
    demands = [0] + [chance.randrange(1, 101) for _ in range(stops)]
    opens = [chance.randrange(0, 6000) if timed else 0 for _ in spots]
    windows = [(0, LONG)] + [(a, a + 2000 if timed else LONG) for a in opens[1:]]
    capacity = math.ceil(10 * sum(demands) / stops)
    name = f"made-{'vrptw' if timed else 'cvrp'}-n{stops}-s{seed}"
    return Instance(name, ways, demands, capacity, stops, windows, [10 * timed] * (stops + 1), 1, None)


def asked(one: Instance) -> Problem:
    """Return an instance as a problem of ours."""
    places = tuple(map(str, range(len(one.ways))))
    rows = [array("q", row.tobytes()) for row in one.ways]
    nothing = [array("q", bytes(8 * len(places)))] * len(places)
    tasks = tuple(
        Task(p, p, (one.demands[n],), *one.windows[n], one.services[n]) for n, p in enumerate(places) if n
    )
    opens, closes = one.windows[0]
    truck = Carrier("truk", one.vehicles, "0", (one.capacity,), 0, opens, closes, LONG, metre_cost=1000)
    return Problem(tasks, (truck,), (Matrix(places, rows, rows, nothing),))


def bare(one: Instance, stop, seed: int):
    """Return what PyVRP finds when asked directly."""
    span = one.windows[0][1]
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in one.ways],
        [
            pyvrp.Client(n, [one.demands[n]], [], one.services[n], a, min(b, span))
            for n, (a, b) in enumerate(one.windows)
            if n
        ],
        [pyvrp.Depot(0)],
        [pyvrp.VehicleType(one.vehicles, [one.capacity], tw_early=one.windows[0][0], tw_late=span)],
        [one.ways],
        [one.ways],
    )
    return pyvrp.solve(data, stop, seed=seed, collect_stats=False, display=False)


def rival(one: Instance, seconds: float) -> int | None:
    """Return what OR-Tools' routing finds by guided local search, on one core as ours (wall seconds)."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    vehicles = min(one.vehicles, 2 * math.ceil(sum(one.demands) / one.capacity) + 10)
    manager = pywrapcp.RoutingIndexManager(len(one.ways), vehicles, 0)
    model = pywrapcp.RoutingModel(manager)
    ways = one.ways.tolist()
    way = model.RegisterTransitMatrix(ways)
    model.SetArcCostEvaluatorOfAllVehicles(way)
    load = model.RegisterUnaryTransitVector(one.demands)
    model.AddDimension(load, 0, one.capacity, True, "load")
    if one.windows[1][1] < LONG:
        longer = [[w + one.services[n] for w in row] for n, row in enumerate(ways)]
        span = one.windows[0][1]
        model.AddDimension(model.RegisterTransitMatrix(longer), span, span, False, "time")
        clock = model.GetDimensionOrDie("time")
        for n, (a, b) in enumerate(one.windows[1:], 1):
            clock.CumulVar(manager.NodeToIndex(n)).SetRange(a, min(b, span))
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(int(seconds * 1000))
    found = model.SolveWithParameters(search)
    return found.ObjectiveValue() if found else None


def until(seconds: float):
    """Return a stop for PyVRP that counts CPU time from now on, the building of the first plan included."""
    ends = time.process_time() + seconds
    return lambda _: time.process_time() >= ends


def layer(one: Instance, iterations: int, seed: int) -> tuple[float, bool]:
    """Return how many percent of CPU time we add at equal iterations, and whether both found the same."""
    problem = asked(one)
    bares, ours = [], []
    for _ in range(3 if iterations < 20_000 else 1):
        began = time.process_time()
        alone = bare(one, MaxIterations(iterations), seed)
        bares.append(time.process_time() - began)
        began = time.process_time()
        within = PyVrp().solve(problem, budget=Budget(seed, iterations=iterations))
        ours.append(time.process_time() - began)
    return 100 * (min(ours) / min(bares) - 1), within.cost == alone.cost()


def measured(one: Instance, *, seconds: float, seed: int) -> dict:
    """Return all figures of one instance."""
    problem = asked(one)
    began, wall = time.process_time(), time.perf_counter()
    alone = bare(one, until(seconds), seed)
    busy = (time.perf_counter() - wall) / (time.process_time() - began)
    began = time.process_time()
    ours = PyVrp().solve(problem, budget=Budget(seed, seconds=seconds * busy))
    taken = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert not faults(problem, ours), "our plan does not hold"
    costs = {
        "ours": None if ours.missed else ours.cost,
        "bare": alone.cost() if alone.is_feasible() else None,
        "ortools": rival(one, seconds * busy),
    }
    row = {
        "name": one.name,
        "stops": one.stops,
        "best": one.best,
        "cpu_seconds": seconds,
        "cpu_ours": round(taken, 1),
    }
    row |= {who: None if cost is None else cost / one.unit for who, cost in costs.items()}
    row |= {f"gap_{who}": one.gap(cost) for who, cost in costs.items()}
    row |= {"iterations": ours.iterations, "iterations_bare": alone.num_iterations, "peak_mb": peak}
    if one.stops <= PyVrp().whole:
        added, same = layer(one, max(200, alone.num_iterations), seed)
        row |= {"layer_percent": round(added, 2), "layer_same_cost": same}
    return row


def shown(row: dict) -> str:
    """Return a row as a sentence."""

    def said(who: str) -> str:
        cost, gap = row[who], row[f"gap_{who}"]
        return "nothing" if cost is None else f"{cost:g}" + ("" if gap is None else f" ({gap:+.2f} %)")

    line = (
        f"{row['name']}, {row['stops']} stops, {row['cpu_seconds']:g} s CPU each (ours {row['cpu_ours']}): "
    )
    line += f"ours {said('ours')}, bare PyVRP {said('bare')}, OR-Tools {said('ortools')}; {row['peak_mb']} MB"
    if "layer_percent" in row:
        same = "the same plan" if row["layer_same_cost"] else "another plan"
        line += f"; our layer {row['layer_percent']:+.2f} % (aim <= 2), {same} at equal iterations"
    return line


def main() -> None:
    """Measure the files given, or instances made here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--best", type=float, help="the best known cost, of a single file")
    parser.add_argument(
        "--made", type=int, action="append", help="also an instance of so many stops, made here"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    instances = [read(path, options.best) for path in options.files]
    instances += [made(stops, seed=options.seed, timed=False) for stops in options.made or ()]
    if not instances:
        print("no FILE given: two small instances made here; real ones are at CVRPLIB (see --help)")
        instances = [made(150, seed=1, timed=False), made(100, seed=1, timed=True)]
    seconds = options.seconds or (30.0 if options.files else 3.0)
    rows = [measured(one, seconds=seconds, seed=options.seed) for one in instances]
    print(json.dumps(rows, indent=1) if options.json else "\n".join(map(shown, rows)))


if __name__ == "__main__":
    main()
