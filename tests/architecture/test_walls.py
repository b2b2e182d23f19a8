"""The walls between rooms are checked, and the check itself is: a planted fault must be found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAULTS = {
    "domain/base.py": "import random",
    "ledger/tree.py": "import sepaham.domain.base",
    "web/language.py": "import sepaham.records.custody",
    "client/__init__.py": "import django",
    "exchange/shapes.py": "import sepaham.records.log",
}


def lint(src):
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / ".importlinter"],
        cwd=src.parent,
        env={"PYTHONPATH": str(src), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "*.gz")
    )
    return tmp_path / "src"


def test_the_walls_stand(copy):
    checked = lint(copy)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("file", "fault"), FAULTS.items())
def test_a_planted_forbidden_import_is_found(copy, file, fault):
    planted = copy / "sepaham" / file
    planted.write_text(f"{fault}\n{planted.read_text()}")
    assert lint(copy).returncode != 0


def test_no_door_asks_a_table_itself():
    doors = [
        path for room in ("web", "api", "cli", "jobs") for path in (ROOT / "src/sepaham" / room).rglob("*.py")
    ]
    assert doors
    assert [path.name for path in doors if ".objects." in path.read_text()] == []


def test_a_room_nobody_declared_is_found(copy):
    (copy / "sepaham" / "attic.py").write_text('"""A room without a floor."""\n')
    assert lint(copy).returncode != 0
