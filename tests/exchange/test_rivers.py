"""A map of rivers: lines and the crossings over them, everything wrong with it named."""

import json

import pytest

from sepaham.domain.rivers import ON_LAND
from sepaham.domain.travel import Point
from sepaham.exchange.rivers import read_rivers

LINE = [[112.0, -7.5], [112.2, -7.47], [112.4, -7.45]]


def feature(kind, spots, **properties):
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": spots},
        "properties": properties,
    }


def read(*features):
    value = {"type": "FeatureCollection", "features": list(features)}
    return read_rivers(data=json.dumps(value).encode())


RIVER = feature("LineString", LINE, kode="brantas", nama="Brantas")
BRIDGE = feature("Point", [112.2, -7.47], kode="jembatan-ploso", nama="Jembatan Ploso")


def test_a_river_is_read_with_what_leads_over_it() -> None:
    ferry = feature("Point", [112.1, -7.485], kode="tambangan", kendaraan="motorbike, foot")
    found = read(RIVER, BRIDGE, ferry)
    assert found.problems == []
    (river,) = found.found
    assert (river.code, river.name, len(river.line)) == ("brantas", "Brantas", 3)
    bridge, boat = river.crossings
    assert bridge.point == Point(-74_700_000, 1_122_000_000)
    assert bridge.kinds == ON_LAND
    assert (boat.name, boat.kinds) == ("tambangan", {"motorbike", "foot"})


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([], "river.none"),
        ([BRIDGE], "river.none"),
        ([feature("LineString", LINE, kode="Kali Brantas")], "river.code"),
        ([RIVER, feature("Point", [112.2, -7.47], kode="way:12")], "river.code"),
        ([RIVER, BRIDGE, BRIDGE], "river.repeated"),
        ([feature("LineString", LINE[:1], kode="kali")], "river.line"),
        ([feature("LineString", [[-7.5, 112.0], [-7.4, 112.1]], kode="kali")], "river.line"),
        ([RIVER, feature("Point", ["a", 1], kode="titian")], "river.line"),
        ([RIVER, feature("Point", [112.2, -7.6], kode="titian")], "river.far"),
        ([RIVER, feature("Point", [112.2, -7.47], kode="titian", sungai="konto")], "river.whose"),
        ([RIVER, feature("LineString", LINE, kode="konto"), BRIDGE], "river.whose"),
        ([RIVER, feature("Point", [112.2, -7.47], kode="titian", kendaraan="boat")], "river.kinds"),
    ],
)
def test_what_is_wrong_with_a_map_is_named(features, code) -> None:
    found = read(*features)
    assert [problem.code for problem in found.problems] == [code]
    assert found.errors == 1


def test_other_shapes_are_left_out_with_a_warning() -> None:
    found = read(RIVER, feature("Polygon", [LINE], kode="waduk"))
    assert [problem.code for problem in found.problems] == ["river.shape"]
    assert found.errors == 0


def test_what_is_no_map_is_refused() -> None:
    assert [p.code for p in read_rivers(data=b"{").problems] == ["map.unreadable"]
    assert [p.code for p in read_rivers(data=b"[]").problems] == ["map.kind"]
    assert [p.code for p in read_rivers(data=b'{"type":"FeatureCollection","features":[7]}').problems] == [
        "river.shape"
    ]
