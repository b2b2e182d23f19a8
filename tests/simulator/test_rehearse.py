from datetime import UTC, datetime, timedelta

import pytest

from sepaham.domain.loads import LoadList
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.simulator.odds import Odds
from sepaham.simulator.rehearse import rehearse

DESA, STATIONS = "35.17.15.2004", ("35.17.15.2004.001", "35.17.15.2004.002")
DAWN = datetime(2024, 11, 26, 0, tzinfo=UTC)
CALM = Odds(rain=0, spread=0, late=0, breakdowns=0, slack=0)


def at(minutes):
    return DAWN + timedelta(minutes=minutes)


def listed(leg, region, due):
    giver, receiver = (
        ("ppk:35.17.15", f"pps:{DESA}") if leg == "ppk-pps" else (f"pps:{DESA}", f"kpps:{region}")
    )
    return LoadList("n", "log", leg, giver, receiver, region, "store:x", ("u",), DAWN, at(due))


def journey(id_, leg, region, vehicle, leaves, *halts, back=30, metres=10_000):
    calls = tuple(Halt(place, (hash_,), at(arrives), at(arrives + 10)) for place, hash_, arrives in halts)
    home = calls[-1].leaves_at + timedelta(minutes=back)
    return Journey(id_, leg, region, vehicle, "", at(leaves), home, calls, metres, 0)


def plan(*, due=300, vehicles=("m", "m"), leaves=(100, 200), left=()):
    desa = listed("ppk-pps", DESA, 120)
    stations = [listed("pps-kpps", station, due) for station in STATIONS]
    lists = {found.hash: found for found in (desa, *stations)}
    journeys = [journey("a", "ppk-pps", "35.17.15", "t", 0, (DESA, desa.hash, 60))]
    for n, (station, vehicle, hour) in enumerate(zip(stations, vehicles, leaves, strict=True)):
        journeys.append(
            journey(f"b{n}", "pps-kpps", DESA, vehicle, hour, (station.region, station.hash, hour + 20))
        )
    made = {one.id: one for one in journeys}
    return Movement("log", "n", 1, 1, "crow*1.4", (), made, dict.fromkeys(left, "capacity")), lists


def play(found, **more):
    movement, lists = found
    due = {hash_: load.closes_at for hash_, load in lists.items()}
    return rehearse(movement=movement, due=due, **{"days": 50, "seed": 1, "odds": CALM, **more})


def test_days_without_trouble_go_as_planned():
    found = play(plan())
    assert (found.chance, found.late, found.days) == (1.0, 0.0, 50)
    assert 0.9 < found.low < 1.0 == found.high
    assert [(weak.trip, weak.late, weak.margin) for weak in found.weakest] == [
        ("a", 0.0, 60),
        ("b1", 0.0, 80),
        ("b0", 0.0, 180),
    ]
    assert found.remedies == ()


def test_the_same_seed_tells_the_same_and_another_seed_another():
    rough = Odds(rain=0.5, breakdowns=1.0)
    one, same, other = (play(plan(due=225), seed=seed, odds=rough) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_what_comes_late_to_a_desa_leaves_it_late():
    slow = Odds(rain=1, reach=1, wet=(3, 3), spread=0, late=0, breakdowns=0, slack=0)
    weak = {one.trip: one for one in play(plan(leaves=(71, 171)), odds=slow).weakest}
    assert weak["a"].margin == 120 - 180
    assert weak["b0"].margin == 300 - (190 + 1 + 60), (
        "one minute at the store, as planned, after the goods came"
    )


def test_a_vehicle_that_comes_back_late_leaves_late_again():
    slow = Odds(rain=1, reach=1, wet=(2, 2), spread=0, late=0, breakdowns=0, slack=0)
    weak = {one.trip: one for one in play(plan(leaves=(200, 260), due=400), odds=slow).weakest}
    back = 200 + 2 * 20 + 10 + 2 * 30
    assert weak["b1"].margin == 400 - (back + 40)


def test_lists_nobody_carries_leave_no_day_complete():
    movement, lists = plan()
    station = next(hash_ for hash_, found in lists.items() if found.leg == "pps-kpps")
    found = play((Movement(**{**vars_of(movement), "left": {station: "capacity"}}), lists))
    assert (found.chance, found.high, found.uncarried) == (0.0, 0.0, 1)


def vars_of(movement):
    return {name: getattr(movement, name) for name in movement.__dataclass_fields__}


def test_remedies_are_played_on_the_same_days_and_the_best_comes_first():
    found = play(plan(due=215))
    assert found.chance == 0.0
    assert [(one.what, one.region, one.chance) for one in found.remedies] == [
        ("hour", "", 1.0),
        ("vehicle", DESA, 1.0),
    ]


def test_a_vehicle_more_halves_a_trip_where_each_goes_but_once():
    movement, lists = plan(due=140)
    hashes = [hash_ for hash_, found in lists.items() if found.leg == "pps-kpps"]
    long = journey(
        "b", "pps-kpps", DESA, "m", 100, (STATIONS[0], hashes[0], 120), (STATIONS[1], hashes[1], 145)
    )
    journeys = {"a": movement.journeys["a"], "b": long}
    found = play((Movement(**{**vars_of(movement), "journeys": journeys}), lists))
    by = {one.what: one for one in found.remedies}
    assert by["vehicle"].late == 0.0 < found.late == 1.0


@pytest.mark.parametrize("days", [1, 200])
def test_a_share_has_its_interval(days):
    found = play(plan(), days=days)
    assert found.low < found.chance <= found.high


def test_an_empty_plan_is_complete_of_nothing():
    found = play((Movement("log", "n", 1, 1, "crow*1.4", (), {}, {}), {}))
    assert (found.weakest, found.remedies, found.late) == ((), (), 0.0)
