import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sepaham.cli import needs as needs_door
from sepaham.cli import register as register_door
from sepaham.gateways.home import Instance
from sepaham.records import register as records

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROWS = "kode,no_tps,dpt\n35.17.15.2001,1,500\n35.17.15.2001,2,41\n35.17.15.2004,1,600\n"


@pytest.fixture(autouse=True)
def _instance(monkeypatch):
    for door in (register_door, needs_door):
        monkeypatch.setattr(door, "with_instance", lambda *_args, **_options: Instance(Path("example")))
    monkeypatch.setattr(register_door, "make_current", lambda *_args: False)


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def load(tmp_path, rows=ROWS, *arguments):
    file = tmp_path / "daftar.csv"
    file.write_text(rows)
    return run(register_door.register, "import", file, "--json", *arguments)


def test_an_import_answers_with_one_json_object(tmp_path):
    done = load(tmp_path)
    value = json.loads(done.stdout)
    assert done.exit_code == 0
    places = {"kabupaten": 1, "kecamatan": 1, "desa": 2, "tps": 3}
    assert value.items() >= {**places, "voters": 1141, "assumed_tps": 0, "instance": "example"}.items()
    assert value["difference"]["added"] == 3
    assert value["seconds"] >= 0
    assert value["peak_mb"] > 0


def test_errors_leave_exit_code_1_and_are_all_listed(tmp_path):
    done = load(tmp_path, ROWS + "Plandaan,1,5\n35.17.15.2005,0,1.012\n")
    value = json.loads(done.stdout)
    assert (done.exit_code, value["outcome"], value["errors"]) == (1, "refused", 3)
    assert [(each["row"], each["column"], each["code"]) for each in value["error_list"]] == [
        (5, "kode", "code.invalid"), (6, "no_tps", "tps.range"), (6, "dpt", "voters.separator"),
    ]  # fmt: skip
    assert list(records.stations()) == []


def test_a_change_waits_for_yes_with_exit_code_2(tmp_path):
    load(tmp_path)
    changed = ROWS.replace(",600", ",599")
    waiting = load(tmp_path, changed)
    assert (waiting.exit_code, json.loads(waiting.stdout)["difference"]["changed"]) == (2, 1)
    assert [s.voters for s in records.stations()] == [500, 41, 600]
    assert load(tmp_path, changed, "--yes").exit_code == 0
    assert [s.voters for s in records.stations()] == [500, 41, 599]


def test_people_read_the_problems_on_stderr_and_the_figures_on_stdout(tmp_path):
    file = tmp_path / "daftar.csv"
    file.write_text(ROWS + "Plandaan,1,5\n")
    done = run(register_door.register, "import", file, "--accept-rest")
    assert "row 5, kode: Plandaan is no region code. Write it as" in done.stderr
    assert "tps 3" in done.stdout
    assert "Imported into example." in done.stdout


def test_a_mapping_and_a_map_are_read(tmp_path):
    mapping, areas = tmp_path / "m.toml", tmp_path / "g.geojson"
    mapping.write_text("kode_desa = 'wil'\nboundaries_kode = 'id'\n")
    ring = [[112.1, -7.5], [112.2, -7.5], [112.2, -7.6], [112.1, -7.5]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    areas.write_text(json.dumps({"features": [{"properties": {"id": "35.17.15"}, "geometry": shape}]}))
    done = load(tmp_path, ROWS.replace("kode", "wil"), "--mapping", mapping, "--boundaries", areas)
    assert json.loads(done.stdout)["boundaries"] == 1
    assert set(records.boundaries()) == {"35.17.15"}


def test_needs_answers_by_level_and_in_cartons(tmp_path):
    load(tmp_path)
    value = json.loads(
        run(needs_door.needs, "--json", "--by", "desa", "--carton", "ballot/pilbup=500").stdout
    )
    assert [row["region"] for row in value["regions"]] == ["35.17.15.2001", "35.17.15.2004"]
    assert value["total"]["items"]["box"] == 6
    ballots = next(
        line for line in value["total"]["lines"] if (line["rule"], line["election"]) == ("ballot", "pilbup")
    )
    assert ballots["quantity"] == 513 + 43 + 615
    assert ballots["cartons"] == {"size": 500, "full": 2, "odd": 171}
    assert {"item": "pen", "name": {"id": "bolpoin", "en": "ballpoint pen"}} in value["no_rule_yet"]


@pytest.mark.parametrize(
    ("arguments", "regions"),
    [
        ((), ["35.17.15", "35.17"]),
        (("--by", "total"), []),
        (("--region", "351715"), ["35.17.15.2001", "35.17.15.2004"]),
        (("--region", "35.17.15.2004"), ["35.17.15.2004.001"]),
    ],
)
def test_needs_chooses_the_level_that_fits_the_place(tmp_path, arguments, regions):
    load(tmp_path)
    value = json.loads(run(needs_door.needs, "--json", *arguments).stdout)
    assert [row["region"] for row in value["regions"]] == regions


def test_needs_says_loudly_that_voters_are_assumed(tmp_path):
    load(tmp_path, "kode,tps_total\n35.17.15.2001,2\n", "--assume-voters", 250)
    assert "ASSUMED: the voters of 2 of 2 TPS are assumed" in run(needs_door.needs).stdout
    assert json.loads(run(needs_door.needs, "--json").stdout)["assumed_tps"] == 2


def test_a_kecamatans_total_leaves_out_what_the_kabupaten_keeps_back(tmp_path):
    load(tmp_path)
    rules = {
        area: {
            line["rule"]
            for line in json.loads(run(needs_door.needs, "--json", *area).stdout)["total"]["lines"]
        }
        for area in ((), ("--region", "351715"))
    }
    assert rules[()] - rules["--region", "351715"] == {"revote"}


def test_needs_of_one_polling_station_are_its_own(tmp_path):
    load(tmp_path)
    value = json.loads(run(needs_door.needs, "--json", "--region", "35.17.15.2001.002").stdout)
    assert (value["tps"], value["voters"]) == (1, 41)
    assert [row["name"] for row in value["regions"]] == [value["total"]["name"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--carton", "ballot"),
        ("--carton", "hat=3"),
        ("--region", "x"),
        ("--region", "11"),
        ("--region", "351715", "--by", "kabupaten"),
    ],
)
def test_needs_refuses_what_makes_no_sense(tmp_path, arguments):
    load(tmp_path)
    done = run(needs_door.needs, "--json", *arguments)
    assert done.exit_code != 0
    assert done.stdout == ""
