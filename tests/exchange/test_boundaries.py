import json

import pytest

from sepaham.exchange.boundaries import read_boundaries

RING = [[112.1234567, -7.5], [112.2, -7.5], [112.2, -7.6], [112.1234567, -7.5]]
KNOWN = {"35.17", "35.17.01"}


def feature(code="35.17", kind="Polygon", coordinates=None):
    shape = {"type": kind, "coordinates": [RING] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"kode": code}, "geometry": shape}


def read(*features, **options):
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return read_boundaries(data=data, known=KNOWN, **options)


def test_areas_are_kept_with_five_decimals_by_code_with_or_without_dots():
    found = read(feature("3517"), feature("35.17.01", "MultiPolygon", [[RING], [RING]]))
    assert found.problems == []
    assert json.loads(found.shapes["35.17"])["coordinates"][0][0] == [112.12346, -7.5]
    assert len(json.loads(found.shapes["35.17.01"])["coordinates"]) == 2


def test_an_open_ring_is_closed():
    ring = json.loads(read(feature(coordinates=[RING[:3]])).shapes["35.17"])["coordinates"][0]
    assert ring[0] == ring[-1]


def test_another_property_may_hold_the_code():
    named = {**feature(), "properties": {"id": "35.17"}}
    assert set(read(named, code_property="id").shapes) == {"35.17"}


def test_a_place_outside_the_register_is_left_out_with_a_warning():
    found = read(feature("35.18"))
    assert ([problem.code for problem in found.problems], found.errors, found.shapes) == (
        ["map.unknown"],
        [],
        {},
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (feature("Jombang"), "map.code"),
        ({"properties": None}, "map.code"),
        (None, "map.code"),
        ({"properties": {"kode": "35.17"}, "geometry": None}, "map.shape"),
        (feature(kind="Point", coordinates=[112, -7]), "map.shape"),
        (feature(coordinates=[]), "map.ring"),
        (feature(coordinates=[RING[:2]]), "map.ring"),
        (feature(coordinates=[[["a", "b"]] * 4]), "map.ring"),
        (feature(coordinates=[[112, -7]]), "map.ring"),
        (feature(coordinates=[[[lat, lon] for lon, lat in RING]]), "map.swapped"),
        (feature(coordinates=[[[620000, 9160000]] * 4]), "map.outside"),
    ],
)
def test_each_trouble_has_its_name(wrong, code):
    found = read(wrong)
    assert [problem.code for problem in found.errors] == [code]
    assert found.errors[0].say("id")
    assert found.errors[0].remedy("en")


def test_a_repeated_area_and_a_broken_file_are_said():
    assert [problem.code for problem in read(feature(), feature()).problems] == ["map.repeated"]
    for data, code in (
        (b"\xff", "map.unreadable"),
        (b"[1]", "map.kind"),
        (b'{"type":"Feature"}', "map.kind"),
    ):
        assert [problem.code for problem in read_boundaries(data=data, known=KNOWN).problems] == [code]


def test_specks_that_dissolving_leaves_are_left_out_and_the_area_stays():
    speck = [[112.2, -7.5]] * 4
    found = read(feature("35.17.01", "MultiPolygon", [[RING, speck], [speck]]))
    assert found.problems == []
    [[outline]] = json.loads(found.shapes["35.17.01"])["coordinates"]
    assert len(outline) == len(RING)


def test_the_real_kecamatan_of_jombang_are_all_read(real_data):
    data = (real_data / "jombang" / "jombang_kecamatan_dissolved.geojson").read_bytes()
    found = read_boundaries(data=data, known={f"35.17.{n:02d}" for n in range(1, 22)})
    assert (len(found.shapes), found.errors) == (21, [])
