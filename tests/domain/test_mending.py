"""Where a way is lost, only what went over it is planned anew; the rest keeps its vehicle and its hour."""

from dataclasses import replace

from planned import FLEET, PICKUP, world
from sepaham.domain.dispatch import Request, dispatch
from sepaham.domain.dispatch_runs import tours_of
from sepaham.domain.mending import mended
from sepaham.domain.orders import Order
from sepaham.domain.routing import Budget, Problem
from sepaham.domain.routing_check import faults
from sepaham.domain.travel import UNREACHABLE
from sepaham.gateways.solver_twin import Insertion

STORE, NEAR, FAR = "35.17.15", "35.17.15.2003", "35.17.15.2004"


def yard():
    """Return Plandaan's store with two small vehicles, and the tours they make."""
    small = replace(PICKUP, litres=600)
    drafts = (*(row for row in FLEET if row[1] != STORE), (small, STORE), (small, STORE))
    done = dispatch(world(drafts=drafts), Request(Order(("ppk-pps",))), solver=Insertion())
    outcome = next(one for one in done.outcomes if one.asked.yard.region == STORE)
    return outcome.asked.problem, tours_of(outcome.asked, outcome.journeys)


def slower(problem: Problem, place: str, factor: int) -> Problem:
    """Return a problem whose ways to and from a place are so many times as long; 0 cuts them."""
    matrices = []
    for matrix in problem.matrices:
        at = matrix.places.index(place)
        grids = {}
        for name in ("seconds", "metres"):
            grids[name] = [
                [
                    (way * factor if factor else UNREACHABLE)
                    if (at in {row, column} and row != column)
                    else way
                    for column, way in enumerate(ways)
                ]
                for row, ways in enumerate(getattr(matrix, name))
            ]
        matrices.append(replace(matrix, **grids))
    return replace(problem, matrices=tuple(matrices))


def mend(problem, tours):
    return mended(problem, tours, solver=Insertion(), budget=Budget(1, 10))


def test_what_holds_keeps_vehicle_and_hour_and_the_rest_goes_into_the_gaps():
    problem, tours = yard()
    changed = slower(problem, FAR, 3)
    found = mend(changed, tours)
    assert found.missed == ()
    assert faults(changed, found) == ()
    untouched = [t for t in tours if all(c.task in names(problem, NEAR) for c in t.calls)]
    assert untouched
    assert set(untouched) <= set(found.tours)


def names(problem, place):
    return {task.name for task in problem.tasks if task.place == place}


def test_what_nobody_reaches_any_more_cannot_be_mended():
    problem, tours = yard()
    assert mend(slower(problem, FAR, 0), tours) is None


def test_where_all_holds_or_nothing_is_planned_there_is_nothing_to_mend():
    problem, tours = yard()
    assert mend(problem, tours) is None
    assert mend(problem, ()) is None
