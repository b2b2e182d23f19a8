"""Ways without a road map: a detour factor, and rivers that only open crossings lead over."""

from itertools import combinations, pairwise

from sepaham.domain.rivers import Circle, Crossing, River, metres
from sepaham.domain.roads import CrowWays
from sepaham.domain.travel import UNREACHABLE, Matrix, Point

KM = 89_932
"""A kilometre of latitude in 1e-7 degrees; near the equator one of longitude too."""


def at(east: float, north: float) -> Point:
    return Point(round(north * KM), round(east * KM))


SOUTH, NORTH, FAR, SIDE = at(0, -2), at(0, 2), at(20, 2), at(1, -2)
PLACES = {"35.17": SOUTH, "35.17.14": NORTH, "35.17.16": FAR, "35.17.09": SIDE}
RIVER = River(
    "brantas",
    "Brantas",
    (at(-50, 0), at(50, 0)),
    (
        Crossing("jembatan-ploso", "Jembatan Ploso", at(1, 0)),
        Crossing("jembatan-timur", "Jembatan Timur", at(15, 0.001)),
        Crossing("titian-bambu", "Titian bambu", at(-3, 0), frozenset({"foot"})),
    ),
)


def way(matrix: Matrix, a: str, b: str) -> int:
    return matrix.metres[matrix.places.index(a)][matrix.places.index(b)]


def near(found: int, wanted: float) -> bool:
    return abs(found - wanted) <= wanted / 100


def test_without_a_map_a_way_is_the_straight_line_times_a_factor_and_says_so() -> None:
    ways = CrowWays(detour={"foot": 120})
    matrix = ways.matrix(points=PLACES, kind="truck")
    assert ways.source == "crow*1.4,foot*1.2"
    assert CrowWays().source == "crow*1.4"
    assert near(way(matrix, "35.17", "35.17.14"), 1.4 * 4000)
    assert near(way(ways.matrix(points=PLACES, kind="foot"), "35.17", "35.17.14"), 1.2 * 4000)
    assert matrix.places == tuple(PLACES)
    assert all(matrix.metres[i][i] == matrix.seconds[i][i] == 0 for i in range(4))


def test_each_kind_has_its_speed() -> None:
    ways = CrowWays(speeds={"truck": 36, "boat": 18})
    truck, boat = (ways.matrix(points=PLACES, kind=kind) for kind in ("truck", "boat"))
    assert near(truck.seconds[0][1], 560)
    assert near(boat.seconds[0][1], 1120)


def test_opposite_banks_are_joined_by_the_cheapest_crossing_a_kind_may_use() -> None:
    ways = CrowWays([RIVER])
    truck, foot, boat = (ways.matrix(points=PLACES, kind=kind) for kind in ("truck", "foot", "boat"))
    over = metres(SOUTH, at(1, 0)) + metres(at(1, 0), NORTH)
    assert near(way(truck, "35.17", "35.17.14"), 1.4 * over)
    assert near(way(truck, "35.17", "35.17.16"), 1.4 * (metres(SOUTH, at(15, 0)) + metres(at(15, 0), FAR)))
    assert near(way(truck, "35.17", "35.17.09"), 1.4 * 1000)
    assert way(foot, "35.17", "35.17.14") == way(truck, "35.17", "35.17.14")
    assert near(way(boat, "35.17", "35.17.14"), 1.4 * 4000)
    assert ways.source == "crow*1.4+brantas"


def test_a_closed_crossing_reroutes_and_without_any_there_is_no_way() -> None:
    ways = CrowWays([RIVER], frozenset({"jembatan-ploso"}))
    matrix = ways.matrix(points=PLACES, kind="truck")
    round_ = metres(SOUTH, at(15, 0)) + metres(at(15, 0), NORTH)
    assert near(way(matrix, "35.17", "35.17.14"), 1.4 * round_)
    foot = ways.matrix(points=PLACES, kind="foot")
    assert near(way(foot, "35.17", "35.17.14"), 1.4 * (metres(SOUTH, at(-3, 0)) + metres(at(-3, 0), NORTH)))
    none = CrowWays([RIVER], frozenset({"jembatan-ploso", "jembatan-timur"}))
    shut = none.matrix(points=PLACES, kind="truck")
    assert way(shut, "35.17", "35.17.14") == way(shut, "35.17.14", "35.17") == UNREACHABLE
    assert shut.seconds[0][1] == UNREACHABLE
    assert shut.exposure[0][1] == 0
    assert way(shut, "35.17", "35.17.09") > 0


def test_a_closure_measures_only_the_ways_it_touches_again() -> None:
    ways = CrowWays([RIVER])
    ways.matrix(points=PLACES, kind="truck")
    assert ways.measured == 6
    nothing = ways.closing({"jembatan-di-tempat-lain", "way:12", "area:40,40,100"})
    nothing.matrix(points=PLACES, kind="truck")
    assert nothing.measured == 0
    ploso = nothing.closing({"jembatan-ploso"})
    matrix = ploso.matrix(points=PLACES, kind="truck")
    assert ploso.measured == 2
    again = ploso.closing(frozenset())
    opened = again.matrix(points=PLACES, kind="truck")
    assert again.measured == 4
    assert opened == ways.matrix(points=PLACES, kind="truck")
    assert matrix == CrowWays([RIVER], frozenset({"jembatan-ploso"})).matrix(points=PLACES, kind="truck")


def test_what_may_use_the_same_crossings_is_measured_once() -> None:
    ways = CrowWays([RIVER])
    for kind in ("truck", "pickup", "motorbike"):
        ways.matrix(points=PLACES, kind=kind)
    assert ways.measured == 6


def test_a_closed_area_is_gone_round_and_nobody_gets_into_it() -> None:
    lake = "area:0.00000,0.04496,1000"
    points = {"a": at(0, 0), "b": at(10, 0), "c": at(5, 0.5), "d": at(0, 5)}
    open_ = CrowWays()
    before = open_.matrix(points=points, kind="truck")
    ways = open_.closing({lake})
    after = ways.matrix(points=points, kind="truck")
    assert way(before, "a", "b") < way(after, "a", "b") < 1.1 * way(before, "a", "b")
    assert {way(after, "c", other) for other in "abd"} == {UNREACHABLE}
    assert way(after, "a", "d") == way(before, "a", "d")
    assert ways.measured == sum(
        Circle(at(5, 0), 1000).detour(points[x], points[y]) > 0 for x, y in combinations("abcd", 2)
    )
    assert ways.closing(frozenset()).matrix(points=points, kind="truck") == before


def test_going_round_an_area_is_tangents_and_an_arc() -> None:
    found = Circle(at(0, 0), 1000).detour(at(-2, 0), at(2, 0))
    assert abs(found - (2 * 3**0.5 + 3.14159 / 3 - 4) * 1000) < 5
    assert Circle(at(0, 0), 1000).detour(at(-2, 1.01), at(2, 1.01)) == 0


def test_two_rivers_are_crossed_one_after_the_other() -> None:
    upper = River("kali", "Kali", (at(-50, 10), at(50, 10)), (Crossing("titian", "Titian", at(-2, 10)),))
    points = {"south": at(0, -2), "north": at(0, 12)}
    found = CrowWays([RIVER, upper]).matrix(points=points, kind="truck")
    stops = (at(0, -2), at(1, 0), at(-2, 10), at(0, 12))
    over = sum(metres(a, b) for a, b in pairwise(stops))
    assert near(way(found, "south", "north"), 1.4 * over)
    shut = CrowWays([RIVER, upper], frozenset({"titian"})).matrix(points=points, kind="truck")
    assert way(shut, "south", "north") == UNREACHABLE


def test_a_bend_that_the_straight_line_meets_twice_needs_no_crossing() -> None:
    bend = River("bengkok", "Bengkok", (at(-5, 5), at(0, -1), at(5, 5)))
    points = {"west": at(-6, 1), "east": at(6, 1)}
    assert near(way(CrowWays([bend]).matrix(points=points, kind="truck"), "west", "east"), 1.4 * 12_000)


def test_a_way_has_the_exposure_of_where_it_leads() -> None:
    ways = CrowWays(exposure={"35.17.14": 50, "35.17.16": 0})
    points = {"35.17": SOUTH, "35.17.14.2001": NORTH, "35.17.16": FAR}
    found = ways.matrix(points=points, kind="truck")
    assert found.exposure[0][1] == 50 * found.metres[0][1]
    assert found.exposure[1][0] == found.exposure[1][2] == 0
