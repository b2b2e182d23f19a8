"""Trips: what the plan puts on one, and what was stated of its way."""

from dataclasses import replace

from example import JIPURAPAH, KLITIH, PLAN, PLANDAAN, hour, load
from moving import HOME, TO_DESA, TO_PPK, movement
from sepaham.domain.facts import Fact
from sepaham.domain.plan import Trip
from sepaham.domain.statement import Source
from sepaham.domain.trips import planned_trips, runs_of

ID = f"trip:kpu-ppk:{PLANDAAN}"
KPU, PPK, POLRES = "kpu:35.17", f"ppk:{PLANDAAN}", "polres:35.17"


def fact(kind, actor, at, region=PLANDAAN, trip=ID, **body):
    key = f"{kind}{actor}{region}{at}"
    return Fact(key, 1, kind, trip, actor, actor, region, at, at, Source.DIRECT, {"trip": trip, **body})


def runs(*facts, trips=PLAN.trips):
    return runs_of(trips, facts, PLAN.lists)


def test_before_anything_is_stated_a_trip_is_what_the_plan_says():
    run = runs()[ID]
    first = load("kpu-ppk", PLANDAAN)
    assert (run.planned, run.units, run.opens_at) == (True, len(first.units), first.opens_at)
    assert (run.parties, run.told, run.has_arrived, run.gaps()) == ({KPU, PPK}, (), False, ())


def test_who_gives_or_receives_is_a_party_and_others_saw_it():
    left = fact("trip.depart", KPU, hour("23 08:00"), vehicle="truck")
    seen = fact("trip.depart", POLRES, hour("23 08:05"))
    came = fact("trip.arrive", PPK, hour("23 09:00"))
    run = runs(came, seen, left)[ID]
    assert [f.actor for f in run.told] == [KPU, POLRES, PPK]
    assert (run.vehicle, run.seen_by, run.has_arrived, run.gaps()) == ("truck", (POLRES,), True, ())


def test_an_arrival_without_a_departure_is_a_gap_and_no_fault():
    assert runs(fact("trip.arrive", PPK, hour("23 09:00")))[ID].gaps() == ("depart",)


def test_a_trip_of_several_stops_has_arrived_when_it_came_to_all():
    lists = [load("ppk-pps", place) for place in (JIPURAPAH, KLITIH)]
    trip = Trip("run-1", "ppk-pps", PLANDAAN, tuple(found.hash for found in lists))
    left = fact("trip.depart", PPK, hour("26 06:00"), trip="run-1")
    first = fact("trip.arrive", f"pps:{KLITIH}", hour("26 07:00"), KLITIH, "run-1")
    half = runs(left, first, trips={"run-1": trip})["run-1"]
    assert {place: bool(told) for place, told in half.stops().items()} == {JIPURAPAH: False, KLITIH: True}
    assert (half.has_arrived, half.gaps()) == (False, ("stop",))
    second = fact("trip.arrive", f"pps:{JIPURAPAH}", hour("26 08:00"), JIPURAPAH, "run-1")
    assert runs(left, first, second, trips={"run-1": trip})["run-1"].has_arrived


def test_a_trip_nobody_planned_is_told_with_the_lists_it_names():
    first = load("kpu-ppk", PLANDAAN)
    said = fact("trip.depart", KPU, hour("23 08:00"), trip="extra", lists=[first.hash, "f" * 64])
    run = runs(said)["extra"]
    assert (run.planned, run.leg, list(run.lists)) == (False, "kpu-ppk", [first.hash])


def test_on_the_way_home_the_stop_is_where_the_goods_come_to():
    home = f"trip:pps-ppk:{JIPURAPAH}"
    pps = f"pps:{JIPURAPAH}"
    left = fact("trip.depart", pps, hour("27 18:00"), JIPURAPAH, home)
    assert list(runs(left)[home].stops()) == [PLANDAAN]
    came = fact("trip.arrive", PPK, hour("27 19:00"), PLANDAAN, home)
    assert runs(left, came)[home].has_arrived


def test_an_arrival_home_that_names_the_place_of_loading_counts_all_the_same():
    home = f"trip:pps-ppk:{JIPURAPAH}"
    assert runs(fact("trip.arrive", PPK, hour("27 19:00"), JIPURAPAH, home))[home].has_arrived


def test_a_movement_plan_has_trips_go_and_leaves_the_rest_as_they_were():
    trips = planned_trips(PLAN, movement())
    assert {TO_DESA, HOME, TO_PPK} <= trips.keys()
    assert f"trip:ppk-pps:{JIPURAPAH}" not in trips
    assert f"trip:kpu-ppk:{PLANDAAN}" in trips
    assert planned_trips(PLAN, None) == PLAN.trips


def test_a_trip_of_the_plan_that_already_left_stays_one():
    old = f"trip:ppk-pps:{JIPURAPAH}"
    left = fact("trip.depart", PPK, hour("26 06:00"), JIPURAPAH, old)
    assert old in planned_trips(PLAN, movement(), [left])


def test_a_run_of_the_movement_plan_leaves_and_calls_as_it_says():
    plan = movement()
    run = runs_of(planned_trips(PLAN, plan), [], PLAN.lists, plan.journeys)[TO_DESA]
    assert run.opens_at == hour("26 07:20")
    assert list(run.stops()) == [JIPURAPAH, KLITIH]
    assert run.places == (PLANDAAN, JIPURAPAH, KLITIH)
    back = runs_of(planned_trips(PLAN, plan), [], PLAN.lists, plan.journeys)[HOME]
    assert list(back.stops()) == [PLANDAAN]


def test_a_list_that_vehicles_share_counts_on_each_by_its_part():
    goods = load("ppk-pps", JIPURAPAH)
    plan = movement(places=(JIPURAPAH,))
    (halt,) = plan.journeys[TO_DESA].halts
    part = replace(halt, part=(1, 2), units=goods.units[:3])
    shared = replace(plan.journeys[TO_DESA], halts=(part,))
    assert runs_of({TO_DESA: shared.trip}, [], PLAN.lists, {TO_DESA: shared})[TO_DESA].units == 3
