"""Routing problems solved: by PyVRP and by its twin, the same promises kept."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings

from routing_problems import DEPOT, matrix, problem, problems
from sepaham.domain.routing import Budget, Carrier, Problem, Task
from sepaham.domain.routing_check import faults
from sepaham.domain.travel import UNREACHABLE
from sepaham.gateways.solver import PyVrp
from sepaham.gateways.solver_twin import Insertion

QUICK = Budget(1, iterations=60)
BOTH = pytest.mark.parametrize("solver", [PyVrp(), Insertion()], ids=["pyvrp", "twin"])


@settings(max_examples=60, deadline=None)
@given(problems)
def test_no_plan_breaks_what_it_was_asked(asked):
    twin, found = Insertion().solve(asked, budget=QUICK), PyVrp().solve(asked, budget=QUICK)
    assert faults(asked, twin) == ()
    assert faults(asked, found) == ()


@settings(max_examples=20, deadline=None)
@given(problems)
def test_parts_and_mended_plans_break_nothing_either(asked):
    first = PyVrp(whole=3, part=4).solve(asked, budget=QUICK)
    assert faults(asked, first) == ()
    fewer = replace(asked, carriers=asked.carriers[:1])
    mended = PyVrp().solve(fewer, budget=QUICK, start=first)
    assert faults(fewer, mended) == ()


def line(*, tasks, carriers, closed=False):
    """Places along a road, a river between the second and the third; its bridge closed to matrix 1 or not."""
    ways = matrix({DEPOT: (0, 0)} | {f"p{n}": (1000 * n, 0) for n in range(1, 6)})
    far = [
        [UNREACHABLE if closed and (a <= 2) != (b <= 2) else s for b, s in enumerate(row)]
        for a, row in enumerate(ways.seconds)
    ]
    return Problem(tuple(tasks), tuple(carriers), (ways, replace(ways, seconds=far)))


def boxes(n, *, demand=1, closes=40_000, **more):
    return Task(f"t{n}", f"p{n}", (demand,), 0, closes, 60, **more)


def truck(name="truk", *, count=1, capacity=10, metres=3000, **more):
    return Carrier(name, count, DEPOT, (capacity,), 0, 0, 40_000, 40_000, metre_cost=metres, **more)


def names(tour):
    return [call.task for call in tour.calls]


@BOTH
def test_one_task_goes_to_the_cheapest_that_may(solver):
    asked = line(tasks=[boxes(1)], carriers=[truck(), truck("motor", metres=900, capacity=1)])
    found = solver.solve(asked, budget=QUICK)
    assert [(tour.carrier, tour.metres, found.cost) for tour in found.tours] == [("motor", 2000, 1800)]


@BOTH
def test_nothing_asked_is_nothing_done(solver):
    found = solver.solve(line(tasks=[], carriers=[truck()]), budget=QUICK)
    assert (found.tours, found.missed, found.cost) == ((), (), 0)


@BOTH
def test_a_vehicle_comes_back_to_load_again(solver):
    asked = line(
        tasks=[boxes(n, demand=6) for n in (1, 2, 3)], carriers=[truck(reloads=2, reload_seconds=600)]
    )
    found = solver.solve(asked, budget=QUICK)
    assert len(found.tours) == 3
    assert found.missed == ()


@BOTH
def test_tasks_reserved_for_a_boat_wait_for_it(solver):
    tasks = [boxes(1), boxes(2, carriers=frozenset({"perahu"}))]
    asked = line(tasks=tasks, carriers=[truck(), truck("perahu", metres=9000)])
    found = solver.solve(asked, budget=QUICK)
    assert "t2" in {tour.carrier: names(tour) for tour in found.tours}["perahu"]


@BOTH
def test_where_not_all_fit_as_many_as_can_are_called_at_and_the_rest_is_named(solver):
    tasks = [boxes(n, demand=4) for n in range(1, 6)] + [replace(boxes(3, demand=99), name="besar")]
    found = solver.solve(line(tasks=tasks, carriers=[truck(count=2, capacity=8)]), budget=QUICK)
    assert len(found.missed) == 2
    assert "besar" in found.missed


@BOTH
def test_a_closed_bridge_leaves_those_beyond_it_missed_and_named(solver):
    carriers = [replace(truck(), matrix=1)]
    asked = line(tasks=[boxes(n) for n in (1, 2, 3, 4)], carriers=carriers, closed=True)
    assert solver.solve(asked, budget=QUICK).missed == ("t3", "t4")


@BOTH
def test_goods_that_are_ready_late_leave_late(solver):
    asked = line(tasks=[boxes(1, ready=5000)], carriers=[truck()])
    assert solver.solve(asked, budget=QUICK).tours[0].leaves == 5000


@BOTH
def test_the_safer_way_is_taken_where_exposure_costs_more(solver):
    ways = matrix({DEPOT: (0, 0), "p1": (1000, 0)})
    safe = replace(ways, exposure=[[0, 0], [0, 0]])
    exposed = replace(ways, exposure=[[0, 100_000], [100_000, 0]])
    carriers = (truck("murah", metres=100), replace(truck("aman", metres=5000), matrix=1))
    asked = Problem((boxes(1),), carriers, (exposed, safe))
    assert solver.solve(asked, budget=QUICK).tours[0].carrier == "murah"
    asked = replace(asked, exposure_cost=20_000)
    assert solver.solve(asked, budget=QUICK).tours[0].carrier == "aman"


@BOTH
@pytest.mark.parametrize(("exposed", "order"), [("p1", ["t2", "t1"]), ("p2", ["t1", "t2"])])
def test_an_agreed_place_turns_the_round_so_that_the_exposed_leg_is_the_shorter_one(solver, exposed, order):
    ways = matrix({DEPOT: (0, 0), "p1": (1000, 0), "p2": (1000, 900)})
    risks = [100 * (place == exposed) for place in ways.places]
    ways = replace(ways, exposure=[[m * r for m, r in zip(row, risks, strict=True)] for row in ways.metres])
    asked = Problem((boxes(1), boxes(2)), (truck(),), (ways,), exposure_cost=50_000)
    assert names(solver.solve(asked, budget=QUICK).tours[0]) == order


def test_the_same_seed_and_iterations_give_the_same_plan():
    asked = problem(seed=5, tasks=14, carriers=3)
    assert PyVrp().solve(asked, budget=QUICK) == PyVrp().solve(asked, budget=QUICK)
    parts = PyVrp(whole=3, part=5)
    assert parts.solve(asked, budget=QUICK) == parts.solve(asked, budget=QUICK)


def test_a_budget_of_seconds_is_kept():
    found = PyVrp().solve(problem(seed=5, tasks=14, carriers=3), budget=Budget(1, seconds=0.2))
    assert found.iterations > 60


def test_whoever_watches_hears_what_the_best_costs_so_far(monkeypatch):
    monkeypatch.setattr("sepaham.gateways.solver_search.TELLS_EVERY", 0.0)
    heard = []
    asked = line(tasks=[boxes(n, demand=3) for n in range(1, 6)], carriers=[truck(count=3)])
    found = PyVrp().solve(asked, budget=QUICK, told=lambda *it: heard.append(it))
    assert heard[-1] == (60, found.cost)
    assert [cost for _, cost in heard] == sorted((cost for _, cost in heard), reverse=True)


@BOTH
def test_from_a_plan_in_force_only_what_no_longer_holds_is_planned_anew(solver):
    carriers = [truck(count=3, capacity=2), truck("perahu", count=2, metres=9000)]
    asked = line(tasks=[boxes(n) for n in range(1, 6)], carriers=carriers)
    before = solver.solve(asked, budget=QUICK)
    assert solver.solve(asked, budget=QUICK, start=before).tours == before.tours
    lost = before.tours[0]
    changed = replace(
        asked,
        tasks=tuple(
            replace(t, carriers=frozenset({"perahu"})) if t.name in names(lost) else t for t in asked.tasks
        ),
    )
    after = solver.solve(changed, budget=QUICK, start=before)
    assert faults(changed, after) == ()
    assert after.missed == ()
    assert set(before.tours) - {lost} <= set(after.tours)


def test_a_task_nobody_asks_any_more_leaves_its_tour_and_the_rest_of_it_stays():
    asked = line(tasks=[boxes(n) for n in range(1, 5)], carriers=[truck()])
    before = PyVrp().solve(asked, budget=QUICK)
    (tour,) = before.tours
    fewer = replace(asked, tasks=tuple(t for t in asked.tasks if t.name != "t2"))
    after = PyVrp().solve(fewer, budget=QUICK, start=before)
    assert [names(t) for t in after.tours] == [[name for name in names(tour) if name != "t2"]]


def test_costs_in_rupiah_and_vehicles_that_cost_millions_stay_within_bounds():
    asked = problem(seed=11, tasks=12, carriers=3, exposure_cost=9_000_000)
    dear = tuple(
        replace(c, fixed_cost=25_000_000, metre_cost=40_000_000, second_cost=1) for c in asked.carriers
    )
    asked = replace(asked, carriers=dear)
    assert faults(asked, PyVrp().solve(asked, budget=QUICK)) == ()


def test_asking_for_the_solver_loads_nothing_heavy():
    code = "import sys, sepaham.gateways.solver; print({'numpy', 'pyvrp'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"
