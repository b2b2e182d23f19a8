"""Trips: what the plan puts on one, and what was stated of its way."""

from example import JIPURAPAH, KLITIH, PLAN, PLANDAAN, hour, load
from sepaham.domain.facts import Fact
from sepaham.domain.plan import Trip
from sepaham.domain.statement import Source
from sepaham.domain.trips import runs_of

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
