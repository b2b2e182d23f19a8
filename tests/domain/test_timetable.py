"""The hours of tours, what they cost, and whether a plan holds."""

from dataclasses import replace

import pytest

from sepaham.domain.routing import Carrier, Problem, Solution, Task
from sepaham.domain.routing_check import FAULTS, Fault, faults
from sepaham.domain.timetable import Atlas, cost, timed
from sepaham.domain.travel import UNREACHABLE, Matrix

PLACES = ("gudang", "a", "b", "c")
METRES = [[0, 1000, 2000, 3000], [1000, 0, 1000, 2000], [2000, 1000, 0, 1000], [3000, 2000, 1000, 0]]
SECONDS = [[m // 10 for m in row] for row in METRES]
EXPOSURE = [[0, 0, 0, 0], [0, 0, 50_000, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
TRUCK = Carrier(
    "truk", 2, "gudang", (10,), 0, 0, 10_000, 10_000, fixed_cost=500, metre_cost=3000, second_cost=100
)


def task(name, *, demand=4, opens=0, closes=9000, **more):
    return Task(f"t{name}", name, (demand,), opens, closes, 60, **more)


def problem(*tasks, truck=TRUCK, seconds=SECONDS):
    return Problem(tasks, (truck,), (Matrix(PLACES, seconds, METRES, EXPOSURE),), exposure_cost=2000)


def tours(asked, *trips):
    return timed(Atlas.of(asked), carrier=asked.carriers[0], vehicle=0, tours=trips)


def test_a_vehicle_waits_at_the_depot_and_not_on_the_road():
    asked = problem(task("a", opens=1000), task("b"))
    (tour,) = tours(asked, ("ta", "tb"))
    assert (tour.leaves, tour.calls[0].arrives, tour.calls[0].begins) == (900, 1000, 1000)
    assert (tour.calls[1].arrives, tour.returns) == (1160, 1420)


def test_it_leaves_no_later_than_the_first_door_allows():
    asked = problem(task("a", closes=300), task("b", opens=2000))
    (tour,) = tours(asked, ("ta", "tb"))
    assert (tour.leaves, tour.calls[0].begins, tour.calls[1].begins) == (200, 300, 2000)


def test_goods_that_are_not_ready_hold_back_only_the_tour_that_brings_them():
    truck = replace(TRUCK, reloads=1, reload_seconds=100)
    asked = problem(task("a"), task("b", ready=1000), truck=truck)
    first, second = tours(asked, ("ta",), ("tb",))
    assert (first.leaves, first.returns, second.leaves) == (740, 1000, 1100)
    assert not faults(asked, Solution((first, second), (), cost(asked, (first, second)), 0))


def test_what_is_fetched_takes_the_room_of_what_was_brought():
    asked = problem(task("a", demand=8), task("b", demand=8, pickup=True))
    assert tours(asked, ("ta", "tb"))
    assert tours(asked, ("tb", "ta")) is None


@pytest.mark.parametrize(
    ("name", "asked", "trips"),
    [
        ("no room", problem(task("a", demand=11)), [("ta",)]),
        ("closed before anybody can be there", problem(task("c", closes=299)), [("tc",)]),
        ("reserved for others", problem(task("a", carriers=frozenset({"perahu"}))), [("ta",)]),
        ("no way", problem(task("a"), seconds=[[0, UNREACHABLE, 1, 1], *SECONDS[1:]]), [("ta",)]),
        ("one tour too many", problem(task("a"), task("b")), [("ta",), ("tb",)]),
        ("longer than duty", problem(task("c"), truck=replace(TRUCK, duty=659)), [("tc",)]),
        ("back too late", problem(task("c"), truck=replace(TRUCK, closes=659)), [("tc",)]),
    ],
)
def test_tours_that_cannot_be_have_no_hours(name, asked, trips):
    assert tours(asked, *trips) is None, name


def test_a_plan_costs_its_vehicles_its_way_its_hours_and_its_exposure():
    asked = problem(task("a"), task("b"))
    found = tours(asked, ("ta", "tb"))
    assert found[0].metres == 4000
    assert cost(asked, found) == 500 + 4 * 3000 + 52 + 500 * 2
    assert cost(asked, ()) == 0


def plan(asked, *found, missed=()):
    return Solution(found, missed, cost(asked, found), 0)


def test_every_promise_that_is_broken_has_its_name():
    asked = problem(task("a", closes=5000), task("b", ready=100, pickup=False), task("c"))
    (tour,) = tours(asked, ("ta", "tb"))
    whole = plan(asked, tour, missed=("tc",))
    first, second = tour.calls

    def found(solution, *, of=asked):
        return {fault.code for fault in faults(of, solution)}

    assert found(whole) == set()
    assert found(replace(whole, cost=1)) == {"cost"}
    assert found(replace(whole, missed=())) == {"forgotten"}
    assert found(replace(whole, missed=("tc", "ta"))) == {"twice"}
    assert found(replace(whole, missed=("tc", "tx"))) == {"unknown"}
    assert found(plan(asked, replace(tour, vehicle=2), missed=("tc",))) == {"count"}
    assert found(plan(asked, replace(tour, metres=1), missed=("tc",))) == {"sums"}
    assert found(plan(asked, replace(tour, leaves=50), missed=("tc",))) == {"ready"}
    late = replace(first, arrives=5001, begins=5001, leaves=5061)
    after = replace(second, arrives=5161, begins=5161, leaves=5221)
    assert found(plan(asked, replace(tour, calls=(late, after), returns=5421), missed=("tc",))) == {"late"}
    assert found(plan(asked, replace(tour, returns=tour.returns - 1), missed=("tc",))) == {"early"}
    small = problem(*asked.tasks, truck=replace(TRUCK, capacity=(7,)))
    assert found(whole, of=small) == {"capacity"}
    assert found(whole, of=problem(*asked.tasks, truck=replace(TRUCK, duty=519))) == {"duty"}
    assert found(whole, of=problem(*asked.tasks, truck=replace(TRUCK, opens=101))) == {"hours"}
    closed = [
        [s if (a, b) != (1, 2) else UNREACHABLE for b, s in enumerate(r)] for a, r in enumerate(SECONDS)
    ]
    assert found(whole, of=problem(*asked.tasks, seconds=closed)) == {"unreachable"}
    again = replace(tour, calls=(replace(first, task="tc"),))
    assert {"reloads", "overlap"} <= found(plan(asked, tour, again))
    others = problem(*(replace(t, carriers=frozenset({"perahu"})) for t in asked.tasks))
    assert Fault("carrier", "ta") in faults(others, whole)
    assert all(code in FAULTS for code in found(plan(asked, tour, again)))
