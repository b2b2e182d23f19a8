"""Where stores and polling stations are: told, from a boundary, amid what is inside, or assumed."""

import pytest
from tests.example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, REGISTER, SUMBERJO, WONOSALAM

from sepaham.domain.base import Level
from sepaham.domain.places import Origin, area_of, locate
from sepaham.domain.rivers import metres
from sepaham.domain.travel import Point

STORE, DESA, TPS = Point(-75_700_000, 1_122_400_000), Point(-74_000_000, 1_121_000_000), f"{JIPURAPAH}.002"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[112.0, -7.0], [112.1, -7.0], [112.1, -7.1], [112.0, -7.1], [112.0, -7.0]]],
}


def test_what_is_told_stays_and_the_rest_says_how_it_is_known() -> None:
    area = area_of(SQUARE)
    assert area is not None
    found = locate(
        register=REGISTER,
        told={KABUPATEN: STORE, JIPURAPAH: DESA, TPS: Point(-74_010_000, 1_121_010_000)},
        areas={KLITIH: area},
    )
    assert found.points[KABUPATEN] == STORE
    assert found.points[KLITIH] == area[0]
    assert found.origins[PLANDAAN] is Origin.INSIDE
    assert found.points[PLANDAAN].lat == (DESA.lat + area[0].lat) // 2
    assert found.origins[WONOSALAM] is found.origins[SUMBERJO] is Origin.ASSUMED
    assert found.counted(Level.TPS) == {
        Origin.TOLD: 1,
        Origin.BOUNDARY: 0,
        Origin.INSIDE: 0,
        Origin.ASSUMED: 4,
    }
    assert set(found.points) == {*REGISTER.regions, *REGISTER.by_key}


def test_assumed_stations_lie_apart_near_their_desa_and_always_at_the_same_spot() -> None:
    found = locate(register=REGISTER, told={SUMBERJO: DESA}, areas={})
    again = locate(register=REGISTER, told={SUMBERJO: DESA}, areas={})
    first, second = (found.points[f"{SUMBERJO}.00{number}"] for number in (1, 2))
    assert found == again
    assert first != second
    assert all(0 < metres(DESA, point) <= 1000 for point in (first, second))


def test_a_wide_desa_spreads_its_stations_wider() -> None:
    area = area_of(SQUARE)
    assert area is not None
    found = locate(register=REGISTER, told={}, areas={SUMBERJO: area})
    assert metres(area[0], found.points[f"{SUMBERJO}.002"]) > 2000


def test_the_middle_and_size_of_a_boundary_leave_holes_out() -> None:
    hole = [[112.0, -7.0], [112.05, -7.0], [112.05, -7.1], [112.0, -7.1], [112.0, -7.0]]
    whole = area_of(SQUARE)
    holed = area_of({"type": "MultiPolygon", "coordinates": [[SQUARE["coordinates"][0], hole]]})
    assert whole is not None
    assert holed is not None
    assert whole[0] == Point(-70_500_000, 1_120_500_000)
    assert whole[1] == pytest.approx(122.7e6, rel=0.01)
    assert holed[1] == pytest.approx(whole[1] / 2, rel=0.01)
    assert holed[0].lon == 1_120_750_000
    assert area_of({"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1]]]}) is None
