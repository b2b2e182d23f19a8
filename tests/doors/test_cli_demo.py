"""``sepaham demo`` as a newcomer runs it, on a small kabupaten, in processes of its own."""

import json
import os
import subprocess
import sys

import pytest

KEYS = {
    "kecamatan",
    "desa",
    "tps",
    "voters",
    "units",
    "statements",
    "tps_complete",
    "boxes_home",
    "unexplained",
    "findings",
    "injected",
    "detected",
    "evidence_missing",
    "false_alarms",
    "not_observed",
    "rebuilt_equals_live",
    "log_size",
    "log_root",
    "picture_digest",
    "seconds",
}


@pytest.fixture
def register(tmp_path):
    rows = [f"35.17.{k:02d}.{2000 + d};{4 + d}" for k in (1, 2, 3) for d in range(1, 6)]
    file = tmp_path / "register.csv"
    file.write_text("kode_desa;tps_total\n" + "\n".join(rows))
    return file


def sepaham(home, *words):
    return subprocess.run(
        [sys.executable, "-m", "sepaham", *map(str, words), "--home", home],
        env={k: v for k, v in os.environ.items() if not k.startswith(("SEPAHAM", "DJANGO"))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "how", [["--deliver", "memory"], ["--deliver", "http"], ["--without", "KPU"], ["--kpu", "spreadsheet"]]
)
def test_a_demo_of_any_register_holds_against_its_truth(tmp_path, register, how):
    words = ["--register", register, "--assume-voters", 500, "--seed", 3, *how]
    done = sepaham(tmp_path, "demo", "--check", "--json", *words)
    result = json.loads(done.stdout)
    assert done.returncode == 0, result
    assert result.keys() == KEYS
    assert (result["kecamatan"], result["desa"], result["tps"], result["units"]) == (3, 15, 105, 735)
    assert (result["unexplained"], result["false_alarms"], result["rebuilt_equals_live"]) == (0, 0, True)


def test_what_the_demo_leaves_can_be_read_by_every_other_command(tmp_path, register):
    words = ["--register", register, "--assume-voters", 500]
    assert sepaham(tmp_path, "demo", "--check", "--json", *words).returncode == 0
    picture = json.loads(sepaham(tmp_path, "picture", "--json").stdout)
    assert (picture["total"]["stations"], picture["head"]["assumed"]) == (105, 105)
    found = json.loads(sepaham(tmp_path, "findings", "--json").stdout)
    assert found["total"] == len(found["findings"])
    assert all(finding["sentence"]["id"] and finding["sentence"]["en"] for finding in found["findings"])
    unit = next(unit for finding in found["findings"] for unit in finding["units"])
    assert json.loads(sepaham(tmp_path, "unit", unit, "--json").stdout)["code"] == unit
    assert json.loads(sepaham(tmp_path, "log", "show", "--json").stdout)["size"] > 1000
    assert json.loads(sepaham(tmp_path, "rebuild", "--json").stdout)["rebuilt_equals_live"]
    assert json.loads(sepaham(tmp_path, "needs", "--json").stdout)["total"]["items"]["box"] == 210


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["picture"], "home.empty"),
        (["demo", "--deliver", "memory"], "nothing to serve"),
        (["demo", "--check", "--profile", "nosuch"], "profile.unknown"),
    ],
)
def test_a_command_that_cannot_be_done_says_why_and_exits_2(tmp_path, words, said):
    done = sepaham(tmp_path, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_register_with_mistakes_is_refused_with_the_first_of_them(tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("kode_desa;tps_total\n35.17.01.2001;many\n")
    done = sepaham(tmp_path, "demo", "--check", "--register", file, "--assume-voters", 500)
    assert done.returncode == 2
    assert "bad.csv, row 2" in done.stderr


def test_a_log_is_opened_on_an_imported_register(tmp_path, register):
    imported = sepaham(tmp_path, "register", "import", register, "--assume-voters", 400, "--json")
    assert json.loads(imported.stdout)["tps"] == 105
    assert sepaham(tmp_path, "log", "open", "--day", "2026-12-09").returncode == 2, "a day is for a drill"
    opened = sepaham(tmp_path, "log", "open", "--drill", "--day", "2026-12-09", "--json")
    assert json.loads(opened.stdout)["log"] == "sepaham/35.17/2026-12-09/LATIHAN"
    again = sepaham(tmp_path, "log", "open", "--drill", "--day", "2026-12-09")
    assert (again.returncode, "log.open" in again.stderr) == (2, True)


def test_an_account_is_added_for_an_office_of_the_register_with_a_password_worth_the_name(tmp_path, register):
    assert sepaham(tmp_path, "register", "import", register, "--assume-voters", 400).returncode == 0
    add = ("account", "add", "budi", "--password")
    done = sepaham(
        tmp_path, *add, "kotak-suara-2024", "--office", "ppk:35.17.01", "--office", "pps:35.17.01.2001"
    )
    assert (done.returncode, "ppk:35.17.01" in done.stdout) == (0, True)
    assert "account.office" in sepaham(tmp_path, *add, "kotak-suara-2024", "--office", "ppk:35.99").stderr
    assert "account.password" in sepaham(tmp_path, *add, "short", "--office", "ppk:35.17.01").stderr
