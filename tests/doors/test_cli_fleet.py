"""`sepaham fleet` takes vehicles over from a spreadsheet, all of it or nothing, and counts them."""

import json

import pytest
from click.testing import CliRunner

from sepaham.cli import fleet as door

pytestmark = pytest.mark.database

HEAD = "jenis,pangkalan,pelat,liter,kg,pengemudi\n"


@pytest.fixture
def run(example_register, monkeypatch):
    monkeypatch.setattr(door, "with_instance", lambda _home: None)
    return lambda *arguments: CliRunner().invoke(door.fleet, [str(one) for one in arguments])


def test_a_list_is_taken_over_and_counted(run, tmp_path):
    file = tmp_path / "armada.csv"
    file.write_text(HEAD + "truk,35.17,S 1 A,12000,4000,Budi\nmotor,Jipurapah,,1100,250,Siti\n")
    done = json.loads(run("import", file, "--json").stdout)
    assert (done["outcome"], done["new"], done["errors"]) == ("applied", 2, 0)
    counted = json.loads(run("list", "--json").stdout)
    assert counted["by"] == [
        {"base": "desa", "kind": "motorbike", "vehicles": 1},
        {"base": "kabupaten", "kind": "truck", "vehicles": 1},
    ]
    assert "2 vehicles, 2 drivers." in run("list").stdout


def test_a_list_with_an_error_is_refused_whole_unless_the_rest_is_wanted(run, tmp_path):
    file = tmp_path / "armada.csv"
    file.write_text(HEAD + "truk,35.17,S 1 A,12000,4000,Budi\nbecak,35.17,,100,50,Ali\n")
    done = run("import", file)
    assert done.exit_code == 1
    assert "row 3, jenis" in done.stdout
    assert json.loads(run("list", "--json").stdout)["vehicles"] == 0
    assert run("import", file, "--accept-rest").exit_code == 0
    assert json.loads(run("list", "--json").stdout)["vehicles"] == 1


def test_the_template_can_be_read_back(run, tmp_path):
    file = tmp_path / "armada.xlsx"
    assert run("template", file).exit_code == 0
    done = json.loads(run("import", file, "--json").stdout)
    assert (done["vehicles"], done["errors"]) == (2, 0)


def test_what_is_personal_is_erased_of_those_out_of_use_then_of_all(run, tmp_path):
    from example import OPENED
    from sepaham.actions.fleet import retire_driver, retire_vehicle
    from sepaham.records.fleet import Driver, Vehicle

    file = tmp_path / "armada.csv"
    file.write_text(HEAD + "truk,35.17,S 1 A,12000,4000,Budi\ntruk,35.17,S 2 B,12000,4000,Siti\n")
    run("import", file)
    gone = Vehicle.objects.get(plate="S 1 A")
    retire_driver(key=gone.driver_id, at=OPENED)
    retire_vehicle(key=gone.pk, at=OPENED)
    assert json.loads(run("erase", "--json").stdout) == {"vehicles": 1, "drivers": 1}
    assert sorted(Vehicle.objects.values_list("plate", flat=True)) == ["", "S 2 B"]
    assert sorted(Driver.objects.values_list("name", flat=True)) == ["", "Siti"]
    assert "of 1 vehicles and 1 drivers" in run("erase", "--all").stdout
    assert not Driver.objects.exclude(name="").exists()
