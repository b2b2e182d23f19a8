"""The example's geography: every desa on its own side of the river, and a bridge whose closing matters."""

from sepaham.domain.base import Level
from sepaham.domain.places import Origin, locate
from sepaham.domain.roads import CrowWays
from sepaham.domain.travel import UNREACHABLE
from sepaham.simulator.example import KABUPATEN, KECAMATAN, example_register
from sepaham.simulator.example_places import example_places, example_rivers

NORTH = {"Ploso", "Plandaan", "Kabuh", "Kudu", "Ngusikan"}
CODES = {name: f"{KABUPATEN}.{turn:02d}" for turn, name in enumerate(KECAMATAN, start=1)}
FOUND = locate(register=example_register(), told=example_places(), areas={})
ACROSS = tuple(f"{CODES['Ploso']}.{number}" for number in (2011, 2012, 2013))
POINTS = {code: FOUND.points[code] for code in (KABUPATEN, *CODES.values())}


def test_every_place_lies_on_its_side_of_the_brantas() -> None:
    (river,) = example_rivers()
    north = {CODES[name] for name in NORTH}
    wrong = [
        code
        for code, point in FOUND.points.items()
        if code.count(".") > 1
        and river.parts(FOUND.points[KABUPATEN], point) != (code[:8] in north and not code.startswith(ACROSS))
    ]
    assert wrong == []


def test_three_desa_of_ploso_lie_over_the_river_so_that_its_bridge_matters_the_day_before() -> None:
    (river,) = example_rivers()
    store = FOUND.points[CODES["Ploso"]]
    assert all(river.parts(store, FOUND.points[code]) for code in ACROSS)


def test_all_desa_are_told_and_about_a_third_of_the_stations() -> None:
    assert FOUND.counted(Level.DESA)[Origin.TOLD] == 306
    stations = FOUND.counted(Level.TPS)
    assert stations[Origin.TOLD] + stations[Origin.ASSUMED] == 1_942
    assert 500 < stations[Origin.TOLD] < 800


def test_closing_plosos_bridge_makes_trucks_go_round_and_closing_both_bridges_forbids() -> None:
    ways = CrowWays(example_rivers())
    open_ = ways.matrix(points=POINTS, kind="truck").metres[0]
    flooded = ways.closing({"jembatan-ploso"})
    closed = flooded.matrix(points=POINTS, kind="truck").metres[0]
    places = list(POINTS)
    ploso, perak = places.index(CODES["Ploso"]), places.index(CODES["Perak"])
    assert closed[ploso] > 1.5 * open_[ploso]
    assert closed[perak] == open_[perak]
    assert flooded.measured < ways.measured / 2
    both = flooded.closing({"jembatan-ploso", "jembatan-kesamben"})
    truck, motorbike = (both.matrix(points=POINTS, kind=kind).metres[0] for kind in ("truck", "motorbike"))
    assert truck[ploso] == UNREACHABLE
    assert motorbike[ploso] > open_[ploso]
