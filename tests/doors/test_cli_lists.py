"""`sepaham threats` and `sepaham lists`: the catalogue edited, lists copied in and set side by side."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN
from sepaham.cli import lists as lists_door
from sepaham.cli import threats as threats_door

pytestmark = pytest.mark.database
FIRST, SECOND = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"


@pytest.fixture
def run(example_log, monkeypatch):
    from django.conf import settings

    for door in (lists_door, threats_door):
        monkeypatch.setattr(door, "with_instance", lambda _home: settings.INSTANCE)
    monkeypatch.setattr("sepaham.records.queries.now", lambda: OPENED)
    return lambda command, *arguments: CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def copied(run, tmp_path):
    """KPU's list names both stations of Jipurapah, Bawaslu's only the first."""

    def copy(form, owner, text):
        file = tmp_path / f"{form}.csv"
        file.write_text(text)
        told = ("--dated", "2024-11-19", "--source", "siaran pers")
        return run(lists_door.lists, "import", file, "--form", form, "--owner", owner, *told, "--json")

    kpu = f"kode_desa,no_tps,rawan\n{JIPURAPAH},1,ya\n{JIPURAPAH},2,ya\n"
    bawaslu = f"kode_desa,no_tps,bencana\n{JIPURAPAH},1,ya\n{JIPURAPAH},2,tidak\n"
    assert copy("kpu-hazard", f"kpu:{KABUPATEN}", kpu).exit_code == 0
    assert copy("bawaslu-tps", f"bawaslu:{KABUPATEN}", bawaslu).exit_code == 0
    return SimpleNamespace(copy=copy, run=run)


def test_lists_are_copied_in_and_told_apart(copied, example_log):
    done = json.loads(copied.run(lists_door.lists, "compare", "flood", "--json").stdout)
    assert done["lists"] == [
        {"owner": f"kpu:{KABUPATEN}", "form": "kpu-hazard", "named": 2},
        {"owner": f"bawaslu:{KABUPATEN}", "form": "bawaslu-tps", "named": 1},
    ]
    assert (done["pairs"][0]["only_one"], done["pairs"][0]["both"]) == ([SECOND], 1)
    assert (
        "names 2 polling stations"
        in copied.run(lists_door.lists, "compare", "flood", "--region", PLANDAAN).stdout
    )


def test_a_copied_list_says_whose_it_is_and_who_copied_it(copied, example_log):
    from sepaham.gateways.library import instruments
    from sepaham.records.instruments import in_force, stated

    kpu = next(one for one in in_force(log=example_log, instruments=instruments()) if "kpu" in one.owner)
    assert (kpu.owner, kpu.signed) == (f"kpu:{KABUPATEN}", f"gateway:{KABUPATEN}")
    copied.copy("kpu-hazard", f"kpu:{KABUPATEN}", f"kode_desa,no_tps,rawan\n{JIPURAPAH},2,ya\n")
    later = in_force(log=example_log, instruments=instruments())
    assert [list(one.rows) for one in later if "kpu" in one.owner] == [[SECOND]]
    assert len(stated(log=example_log, instruments=instruments())) == 3


def test_a_list_with_errors_or_of_who_keeps_none_is_refused(copied):
    wrong = copied.copy("kpu-hazard", f"kpu:{KABUPATEN}", f"kode_desa,no_tps,rawan\n{JIPURAPAH},9,ya\n")
    assert (wrong.exit_code, json.loads(wrong.stdout)["problems"][0]["code"]) == (1, "list.station")
    other = copied.copy("kpu-hazard", f"carrier:{KABUPATEN}", f"kode_desa,no_tps,rawan\n{JIPURAPAH},1,ya\n")
    assert other.exception is not None
    assert "keeps no list" in str(other.exception)


def test_a_list_is_checked_without_being_taken_in(run, tmp_path):
    file = tmp_path / "contoh.xlsx"
    assert run(lists_door.lists, "template", file, "--form", "polri-class").exit_code == 0
    done = run(lists_door.lists, "check", file, "--form", "polri-class")
    assert done.exit_code == 1
    assert "There is no polling station 6 in Jipurapah (Plandaan)" in done.stdout


@pytest.mark.parametrize("name", ["ancaman.xlsx", "ancaman.toml"])
def test_the_catalogue_is_exported_and_changes_nothing_when_it_comes_back(run, tmp_path, name):
    assert run(threats_door.threats, "export", tmp_path / name).exit_code == 0
    done = json.loads(run(threats_door.threats, "import", tmp_path / name, "--json").stdout)
    assert (done["outcome"], done["changes"]) == ("unchanged", [])


def test_an_edited_catalogue_is_put_in_force_and_a_broken_one_refused(run, tmp_path, example_log):
    from sepaham.gateways import library
    from sepaham.records.understanding import threats

    file = tmp_path / "ancaman.toml"
    run(threats_door.threats, "export", file)
    file.write_text(file.read_text().replace("Angin kencang atau pohon tumbang", "Puting beliung"))
    assert "1 changes" in run(threats_door.threats, "import", file, "--dry-run").stdout
    done = json.loads(run(threats_door.threats, "import", file, "--json").stdout)
    assert (done["outcome"], [c["threat"] for c in done["changes"]]) == ("applied", ["wind"])
    assert threats(log=example_log, shipped=library.threats()).threats["wind"].text.id == "Puting beliung"
    file.write_text("format = 'other'")
    assert run(threats_door.threats, "import", file).exit_code == 1
