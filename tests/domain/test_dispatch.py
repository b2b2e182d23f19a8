"""A movement plan is made yard after yard along the way, and over one in force little changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from example import JIPURAPAH, KABUPATEN, KLITIH, PLAN, PLANDAAN, SUMBERJO, hour, load
from planned import FLEET, PICKUP, POINTS, PORTER, Straight, world
from sepaham.domain.dispatch import Request, dispatch, share
from sepaham.domain.fleet import Driver
from sepaham.domain.loads import LEGS
from sepaham.domain.movement import movement_to_bytes
from sepaham.domain.orders import Order
from sepaham.domain.routing_check import faults
from sepaham.gateways.solver_twin import Insertion


def made(found=None, order=None, **request):
    return dispatch(found or world(), Request(order or Order(), **request), solver=Insertion())


def by_leg(done, leg):
    return [j for j in done.movement.journeys.values() if j.leg == leg]


def test_every_load_list_of_every_leg_is_carried_and_every_promise_kept():
    done = made()
    assert done.whole
    assert set(done.movement.of_list) == set(PLAN.lists)
    assert {j.leg for j in done.movement.journeys.values()} == set(LEGS)
    assert not [fault for o in done.outcomes if o.solution for fault in faults(o.asked.problem, o.solution)]


def test_goods_leave_a_store_only_after_they_came_to_it_and_were_counted():
    done = made(world(store_minutes=45))
    arrived = {h.region: h.leaves_at for j in by_leg(done, "ppk-pps") for h in j.halts}
    for journey in by_leg(done, "pps-kpps"):
        assert journey.departs_at >= arrived[journey.region] + timedelta(minutes=45)
    home = {j.region: j.returns_at for j in by_leg(done, "kpps-pps")}
    for halt in (h for j in by_leg(done, "pps-ppk") for h in j.halts):
        assert halt.arrives_at >= home[halt.region]


def test_a_call_is_over_before_its_hour_with_slack():
    done = made()
    for journey in by_leg(done, "pps-kpps"):
        for halt in journey.halts:
            load_list = PLAN.lists[halt.lists[0]]
            assert load_list.opens_at <= halt.arrives_at
            assert halt.leaves_at <= load_list.closes_at - timedelta(minutes=60)


def test_a_list_that_is_more_than_a_vehicle_takes_is_shared_and_no_piece_is_left():
    small = replace(PICKUP, litres=300)
    done = made(world(drafts=tuple((small, base) for _, base in FLEET)))
    found = load("kpu-ppk", PLANDAAN)
    halts = [h for j in by_leg(done, "kpu-ppk") for h in j.halts if found.hash in h.lists]
    assert len(halts) == 3
    assert sorted(code for h in halts for code in h.units) == sorted(found.units)
    assert sorted(h.part for h in halts) == [(1, 3), (2, 3), (3, 3)]


def test_a_place_only_porters_reach_is_served_on_foot_piece_by_piece():
    station = f"{JIPURAPAH}.002"
    drafts = (*FLEET, *((PORTER, JIPURAPAH) for _ in range(3)))
    done = made(world(drafts=drafts, only={station: ("foot",)}))
    kinds = {j.vehicle[:4] for j in done.movement.journeys.values() for h in j.halts if h.region == station}
    assert done.whole
    assert kinds == {"foot"}


def test_what_must_ride_apart_shares_no_vehicle():
    drafts = (*FLEET, *((PICKUP, base) for _, base in FLEET))
    found = world(drafts=drafts, apart=(("bag", "box"),))
    done = made(found, Order(("pps-kpps",)))
    aboard = {}
    for journey in done.movement.journeys.values():
        for halt in journey.halts:
            items = {found.items[code[13:-2]] for code in halt.units}
            aboard.setdefault(journey.vehicle, set()).update(items)
    assert done.whole
    assert not [items for items in aboard.values() if {"bag", "box"} <= items]


def test_who_may_not_drive_that_day_is_not_planned_with():
    found = world()
    late = {"driver0": Driver("driver0", 720, 480, date(2024, 11, 1))}
    done = made(replace(found, drivers={**found.drivers, **late}))
    first = done.outcomes[0]
    assert (first.asked.unused, set(first.left.values())) == ({"truck0": "papers"}, {"no_vehicle"})


@pytest.mark.parametrize(
    ("changed", "region", "code"),
    [
        ({"points": {k: p for k, p in POINTS.items() if k != KLITIH}}, KLITIH, "no_place"),
        ({"drafts": tuple(d for d in FLEET if d[1] != SUMBERJO)}, f"{SUMBERJO}.001", "no_vehicle"),
        ({"drafts": tuple((replace(v, litres=50), b) for v, b in FLEET)}, PLANDAAN, "too_large"),
        ({"ways": Straight({KLITIH})}, KLITIH, "no_way"),
        ({"handover_minutes": 700}, PLANDAAN, "too_far"),
    ],
)
def test_a_list_nobody_carries_is_named_with_why(changed, region, code):
    done = made(world(**changed))
    assert not done.whole
    left = {PLAN.lists[h].region: why for h, why in done.movement.left.items() if PLAN.lists[h].stage < 4}
    assert left[region] == code


def test_what_comes_from_a_place_that_got_nothing_is_behind():
    done = made(world(ways=Straight({KLITIH})))
    assert done.movement.left[load("pps-kpps", f"{KLITIH}.001").hash] == "behind"


def test_planned_again_over_itself_it_is_the_same_file():
    first = made()
    again = made(before=first.movement)
    assert movement_to_bytes(again.movement) == movement_to_bytes(first.movement)
    assert not [outcome for outcome in again.outcomes if outcome.solution]


def test_only_the_yards_that_no_longer_hold_are_solved_anew():
    first = made()
    again = made(world(ways=Straight({f"{JIPURAPAH}.002"})), before=first.movement)
    solved = {(o.asked.yard.leg, o.asked.yard.region) for o in again.outcomes if o.solution}
    assert solved == {("pps-kpps", JIPURAPAH), ("kpps-pps", JIPURAPAH)}
    kept = [j for j in first.movement.journeys.values() if j.region != JIPURAPAH]
    assert all(again.movement.journeys[j.id] == j for j in kept)


def test_what_has_departed_stays_and_nothing_leaves_in_the_past():
    first = made()
    now = hour("26 09:00")
    again = made(world(store_minutes=60), before=first.movement, since=now)
    for id_, journey in again.movement.journeys.items():
        if journey.departs_at < now:
            assert first.movement.journeys[id_] == journey
    assert again.whole


def test_what_was_stated_to_have_left_early_stays_too():
    first = made()
    early = min(j.departs_at for j in first.movement.journeys.values()) - timedelta(hours=1)
    slower = world(handover_minutes=40)
    gone = {j.id for j in first.movement.journeys.values() if j.leg == "ppk-pps"}
    changed = made(slower, before=first.movement, since=early).movement.journeys
    assert any(changed.get(id_) != first.movement.journeys[id_] for id_ in gone)
    kept = made(slower, before=first.movement, since=early, gone=frozenset(gone)).movement.journeys
    assert all(kept[id_] == first.movement.journeys[id_] for id_ in gone)


def test_a_leg_that_was_not_asked_for_stays_as_it_is_in_force():
    first = made()
    again = made(order=Order(("pps-kpps",)), before=first.movement)
    assert again.movement == replace(first.movement)
    alone = made(order=Order(("ppk-pps",)))
    assert {j.leg for j in alone.movement.journeys.values()} == {"ppk-pps"}


def test_a_share_of_vehicles_is_spread_over_them_and_never_rounded_to_none():
    vehicles = tuple(world().vehicles.values())
    assert len(share(vehicles, 50)) == 3
    assert len(share(vehicles[:1], 50)) == 1
    assert share(vehicles, 100) == vehicles
    assert share(vehicles, 0) == ()


def test_ids_name_leg_store_vehicle_and_turn():
    done = made()
    assert f"trip:ppk-pps:{PLANDAAN}:pickup1:1" in done.movement.journeys
    assert all(id_ == j.id for id_, j in done.movement.journeys.items())
    assert KABUPATEN in {j.region for j in by_leg(done, "ppk-kpu")}
