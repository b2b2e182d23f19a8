"""A stop moved to another trip by hand: the hours, the room and the lateness that follow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from example import JIPURAPAH, KLITIH, PLAN, PLANDAAN, hour, load
from sepaham.domain.fleet import Vehicle
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.domain.moving import Grounds, aboard, excess, margin, moved, takers, touched, unready
from sepaham.domain.moving_faults import faults_of
from sepaham.domain.travel import UNREACHABLE, Matrix, Point

MINUTE = timedelta(minutes=1)
AT = {PLANDAAN: 0, KLITIH: 10, JIPURAPAH: 30}
"""Minutes along one straight road."""
TO_JIPURAPAH, TO_KLITIH = load("ppk-pps", JIPURAPAH), load("ppk-pps", KLITIH)
BURDENS = {TO_JIPURAPAH.hash: (400, 60, 14), TO_KLITIH.hash: (200, 30, 7)}


class Road:
    """One straight road; on foot there is none."""

    source = "a straight road"

    def matrix(self, *, points, kind):
        minutes = [
            [UNREACHABLE if kind == "foot" else abs(AT[a] - AT[b]) * 60 for b in points] for a in points
        ]
        return Matrix(tuple(points), minutes, minutes, [[0] * len(points) for _ in points])


def vehicle(id_, kind="pickup", litres=1000):
    return Vehicle(id_, kind, PLANDAAN, litres, 500, 0, 30, 0, 0)


def grounds(**vehicles):
    known = {"north": vehicle("north"), "south": vehicle("south")} | vehicles
    return Grounds(PLAN.lists, BURDENS, known, {place: Point(0, 0) for place in AT}, Road())


def journey(vehicle_, goods, departs, *, far):
    departs = hour(departs)
    came = departs + far * MINUTE
    halt = Halt(goods.region, (goods.hash,), came, came + 15 * MINUTE)
    back = halt.leaves_at + far * MINUTE
    id_ = f"trip:ppk-pps:{PLANDAAN}:{vehicle_}:1"
    return Journey(id_, "ppk-pps", PLANDAAN, vehicle_, "", departs, back, (halt,), 0, 0)


NORTH = journey("north", TO_JIPURAPAH, "26 06:00", far=30)
SOUTH = journey("south", TO_KLITIH, "26 07:00", far=10)


def movement(*journeys):
    return Movement("log", "n", 1, 1, "road", (), {one.id: one for one in journeys or (NORTH, SOUTH)}, {})


def test_a_trip_takes_a_stop_on_its_way_and_the_other_trip_is_gone():
    change = moved(movement(), giver=SOUTH.id, region=KLITIH, taker=NORTH.id, grounds=grounds())
    (after,) = change.after
    assert [halt.region for halt in after.halts] == [KLITIH, JIPURAPAH]
    assert [halt.arrives_at for halt in after.halts] == [hour("26 06:10"), hour("26 06:45")]
    assert after.returns_at == hour("26 07:30")
    assert list(change.movement.journeys) == [NORTH.id]
    assert change.before == (SOUTH, NORTH)


def test_a_trip_that_keeps_other_stops_is_shortened():
    both = moved(movement(), giver=SOUTH.id, region=KLITIH, taker=NORTH.id, grounds=grounds()).movement
    again = replace(both, journeys={**both.journeys, SOUTH.id: replace(SOUTH, halts=())})
    back = moved(again, giver=NORTH.id, region=KLITIH, taker=SOUTH.id, grounds=grounds())
    assert back.movement.journeys[NORTH.id].halts == NORTH.halts
    assert back.movement.journeys[SOUTH.id].halts == SOUTH.halts


def test_a_call_at_a_place_where_one_calls_already_is_one_call():
    half = replace(SOUTH, halts=(replace(SOUTH.halts[0], region=JIPURAPAH),))
    change = moved(movement(NORTH, half), giver=half.id, region=JIPURAPAH, taker=NORTH.id, grounds=grounds())
    (halt,) = change.after[0].halts
    assert halt.lists == (TO_JIPURAPAH.hash, TO_KLITIH.hash)
    assert halt.leaves_at - halt.arrives_at == 30 * MINUTE


def test_parts_of_one_list_stay_calls_of_their_own():
    half = replace(NORTH.halts[0], part=(1, 2))
    north, south = replace(NORTH, halts=(half,)), replace(SOUTH, halts=(replace(half, part=(2, 2)),))
    change = moved(
        movement(north, south), giver=south.id, region=JIPURAPAH, taker=north.id, grounds=grounds()
    )
    assert sorted(halt.part for halt in change.after[0].halts) == [(1, 2), (2, 2)]
    assert aboard(north, BURDENS) == (200, 30, 7)


def test_what_comes_too_late_is_worked_out_all_the_same():
    noon = journey("south", TO_KLITIH, "26 12:30", far=10)
    change = moved(movement(NORTH, noon), giver=NORTH.id, region=JIPURAPAH, taker=noon.id, grounds=grounds())
    assert margin(NORTH, PLAN.lists) == 390 * MINUTE
    assert margin(change.after[0], PLAN.lists) == -15 * MINUTE


def test_room_that_is_missing_is_counted():
    small = vehicle("north", litres=500)
    change = moved(movement(), giver=SOUTH.id, region=KLITIH, taker=NORTH.id, grounds=grounds(north=small))
    assert excess(change.after[0], small, BURDENS) == (100, 0, 0)
    assert excess(NORTH, small, BURDENS) == (0, 0, 0)


def test_where_the_vehicle_has_no_way_there_is_no_answer():
    known = grounds(north=vehicle("north", kind="foot"))
    assert moved(movement(), giver=SOUTH.id, region=KLITIH, taker=NORTH.id, grounds=known) is None


def test_goods_that_would_leave_before_they_came_are_named():
    station = load("pps-kpps", f"{KLITIH}.001")
    came = hour("26 10:30")
    onward = Journey(
        "trip:pps-kpps:x", "pps-kpps", KLITIH, "x", "", hour("26 10:00"), came,
        (Halt(station.region, (station.hash,), came, came),), 0, 0,
    )  # fmt: skip
    late = journey("north", TO_JIPURAPAH, "26 10:00", far=30)
    plan = movement(late, SOUTH, onward)
    assert unready(plan, PLAN.lists) == ()
    change = moved(plan, giver=SOUTH.id, region=KLITIH, taker=late.id, grounds=grounds())
    assert change.unready == (station.hash,)


def test_only_trips_of_the_same_leg_and_store_take_a_stop():
    other = replace(SOUTH, id="other", region=KLITIH)
    assert takers(movement(NORTH, SOUTH, other), NORTH) == (SOUTH,)
    with pytest.raises(ValueError, match=JIPURAPAH):
        moved(movement(NORTH, other), giver=NORTH.id, region=JIPURAPAH, taker="other", grounds=grounds())
    with pytest.raises(KeyError):
        moved(movement(), giver=NORTH.id, region=JIPURAPAH, taker="nowhere", grounds=grounds())


# What is wrong with a trip that took a stop


def faults(change, grounds_):
    return [fault.say("id", KLITIH) for fault in faults_of(change, grounds_)]


def test_a_move_that_fits_has_nothing_wrong():
    change = moved(movement(), giver=SOUTH.id, region=KLITIH, taker=NORTH.id, grounds=grounds())
    assert faults(change, grounds()) == []


def test_room_hours_and_the_next_trip_of_the_vehicle_are_told():
    noon = journey("south", TO_KLITIH, "26 12:30", far=10)
    again = replace(noon, id="again", departs_at=hour("26 13:20"), halts=())
    small = grounds(south=vehicle("south", litres=500))
    plan = movement(NORTH, noon, again)
    change = moved(plan, giver=NORTH.id, region=JIPURAPAH, taker=noon.id, grounds=small)
    assert faults(change, small) == [
        "ruangnya kurang 100 liter",
        "tiba 15 menit sesudah batasnya",
        "belum kembali waktu kendaraannya harus berangkat lagi, 26 Nov 13.20",
    ]


# What a closure touches


class Closed(Road):
    """The road without its part beyond Klitih."""

    def matrix(self, *, points, kind):
        whole = super().matrix(points=points, kind=kind)
        far = [place for place in points if AT[place] > AT[KLITIH]]
        rows = [
            [UNREACHABLE if (a in far) != (b in far) else x for b, x in zip(points, row, strict=True)]
            for a, row in zip(points, whole.seconds, strict=True)
        ]
        return replace(whole, seconds=rows)


def test_only_trips_over_what_is_closed_are_touched():
    points = {place: Point(0, 0) for place in AT}
    kinds = {"north": "pickup", "south": "pickup"}
    more = {"kinds": kinds, "points": points}
    assert touched([NORTH, SOUTH], before=Road(), after=Closed(), **more) == (NORTH,)
    assert touched([NORTH, SOUTH], before=Road(), after=Road(), **more) == ()
