"""What another movement plan changes is told list by list, and small shifts of an hour are none."""

from datetime import timedelta

from example import JIPURAPAH, PLAN, load
from planned import FLEET, PICKUP, Straight, world
from sepaham.domain.dispatch import Request, dispatch
from sepaham.domain.movement_figures import figures_of
from sepaham.domain.orders import Order
from sepaham.domain.replan import CHANGES, difference, rides
from sepaham.gateways.solver_twin import Insertion


def made(found=None, **request):
    return dispatch(found or world(), Request(Order(), **request), solver=Insertion()).movement


def told(before, after, **more):
    return difference(before, after, lists=PLAN.lists, **more)


def test_the_same_plan_changes_nothing():
    first = made()
    found = told(first, made())
    assert (found.changed, found.new, found.gone, found.altered) == ((), (), (), ())
    assert found.same == len(PLAN.lists)


def test_a_list_nobody_carries_any_more_is_lost_and_comes_back_as_found():
    first = made()
    flooded = made(world(ways=Straight({f"{JIPURAPAH}.002"})), before=first)
    lost = told(first, flooded)
    station = load("pps-kpps", f"{JIPURAPAH}.002").hash
    assert (station, "lost") in [(one.hash, one.what) for one in lost.changed]
    assert (station, "found") in [(one.hash, one.what) for one in told(flooded, first).changed]
    assert set(CHANGES) >= {one.what for one in lost.changed}


def test_a_later_hour_is_told_only_beyond_the_tolerance():
    first = made()
    later = made(world(store_minutes=50))
    found = told(first, later)
    assert {one.what for one in found.changed} == {"hour"}
    assert all(one.later >= timedelta(minutes=10) for one in found.changed if one.leg == "pps-kpps")
    assert told(first, later, tolerance=timedelta(hours=2)).changed == ()
    assert set(found.altered) >= {one.after.trip for one in found.changed}


def test_of_a_list_that_is_shared_the_last_part_decides():
    first = made(world(drafts=tuple((PICKUP, base) for _, base in FLEET), loading_minutes=200))
    found = load("kpu-ppk", "35.17.15").hash
    last = max(h.leaves_at for j in first.journeys.values() for h in j.halts if found in h.lists)
    assert rides(first)[found].comes_at == last


def test_the_figures_say_what_is_carried_how_tight_and_by_what():
    found = world()
    hours = {hash_: found.hours(load)[1] for hash_, load in PLAN.lists.items()}
    figures = figures_of(made(found), lists=PLAN.lists, vehicles=found.vehicles, hours=hours)
    assert (figures.lists, figures.planned, figures.met) == (20, 20, True)
    assert figures.vehicles == {"pickup": 5, "truck": 1}
    assert figures.leg("pps-kpps").last_at < figures.leg("pps-kpps").deadline
    assert figures.leg("pps-kpps").tightest > timedelta(hours=1)
    flooded = made(found, before=None)
    assert flooded.left == {}


def test_the_figures_say_why_lists_are_left():
    found = world(ways=Straight({JIPURAPAH}))
    hours = {hash_: found.hours(load)[1] for hash_, load in PLAN.lists.items()}
    figures = figures_of(made(found), lists=PLAN.lists, vehicles=found.vehicles, hours=hours)
    assert not figures.met
    assert not figures.leg("ppk-pps").met
    assert set(figures.reasons) == {"no_way", "behind"}
