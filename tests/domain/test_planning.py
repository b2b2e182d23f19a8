from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    ORIGIN,
    PLAN,
    PLANDAAN,
    PROFILE,
    WONOSALAM,
    code,
    hour,
    load,
    units,
)
from sepaham.domain.base import digest
from sepaham.domain.loads import LEGS
from sepaham.domain.planning import plain_plan, plan_again

TPS = f"{JIPURAPAH}.001"
OUT = ("kpu-ppk", "ppk-pps", "pps-kpps")
HOME = ("kpps-pps", "pps-ppk", "ppk-kpu")


def test_each_leg_has_one_list_per_receiver_on_the_way_out_and_per_giver_on_the_way_home():
    assert {leg: len(lists) for leg, lists in PLAN.of_leg.items()} == {
        "kpu-ppk": 2,
        "ppk-pps": 3,
        "pps-kpps": 5,
        "kpps-pps": 5,
        "pps-ppk": 3,
        "ppk-kpu": 2,
    }
    assert len(PLAN.trips) == len(PLAN.lists) == 20


def test_every_unit_goes_out_on_one_list_of_each_leg():
    for leg in OUT:
        carried = [unit for h in PLAN.of_leg[leg] for unit in PLAN.lists[h].units]
        assert sorted(carried) == sorted(unit.code for unit in units())
    assert len(units()) == 7 * 5


def test_the_lists_home_leave_out_what_is_used_up_at_the_station():
    for leg in HOME:
        carried = [unit for h in PLAN.of_leg[leg] for unit in PLAN.lists[h].units]
        assert sorted(carried) == sorted(unit.code for unit in units() if unit.kind.mark != "T1")
    assert code(TPS, "T1") in load("pps-kpps", TPS).units


def test_who_hands_to_whom_follows_the_regions():
    assert [
        (load(leg, region).giver, load(leg, region).receiver)
        for leg, region in zip(LEGS, (PLANDAAN, JIPURAPAH, TPS, TPS, JIPURAPAH, PLANDAAN), strict=True)
    ] == [
        (f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"),
        (f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"),
        (f"pps:{JIPURAPAH}", f"kpps:{TPS}"),
        (f"kpps:{TPS}", f"pps:{JIPURAPAH}"),
        (f"pps:{JIPURAPAH}", f"ppk:{PLANDAAN}"),
        (f"ppk:{PLANDAAN}", f"kpu:{KABUPATEN}"),
    ]


def test_windows_stand_at_their_local_hours():
    to_tps = load("pps-kpps", TPS)
    assert (to_tps.opens_at, to_tps.closes_at) == (hour("26 09:00"), hour("26 21:00"))
    assert [load("kpu-ppk", region).closes_at for region in (WONOSALAM, PLANDAAN)] == [
        hour("23 21:00"),
        hour("24 21:00"),
    ], "the kecamatan take turns on H-4 to H-2"


def test_a_store_keeps_kpus_goods_in_a_room_of_somebody_else():
    rooms = {store.keeper: store.room_of for store in PLAN.stores.values()}
    assert rooms[f"ppk:{PLANDAAN}"] == f"camat:{PLANDAAN}"
    assert rooms[f"pps:{KLITIH}"] == f"kades:{KLITIH}"
    assert rooms[f"kpu:{KABUPATEN}"] == f"kpu:{KABUPATEN}"


def test_a_plan_made_again_leaves_alone_what_has_moved():
    moved = load("kpu-ppk", PLANDAAN)
    fresh = plain_plan(
        log=ORIGIN,
        units=units()[:-1],
        day=PROFILE.day,
        kabupaten=KABUPATEN,
        nonce=lambda label: digest(f"again {label}".encode())[:32],
    )
    plan = plan_again(before=PLAN, fresh=fresh, moved={moved.hash})
    assert plan.lists[moved.hash] == moved
    assert sum((x.leg, x.region) == (moved.leg, moved.region) for x in plan.lists.values()) == 1
    assert len(plan.lists) == len(plan.trips) == len(PLAN.lists)
    assert [h for leg in plan.of_leg.values() for h in leg] == list(plan.lists)
    assert set(plan.stores) == set(PLAN.stores)
