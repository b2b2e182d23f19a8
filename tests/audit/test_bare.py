"""On a machine with nothing but the base wheel an export is checked, offline and without Django."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from operators import WITNESSES, jombang

BASE = ("nacl", "cryptography", "cffi", "_cffi_backend*", "click", "pycparser")


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Path:
    """A Python whose only packages are ours and the three it needs; takes a second to make."""
    place = tmp_path_factory.mktemp("bare")
    venv.create(place, with_pip=False, symlinks=True)
    here = Path(sysconfig.get_paths()["purelib"])
    packages = Path(sysconfig.get_paths(vars={"base": str(place), "platbase": str(place)})["purelib"])
    for pattern in BASE:
        for found in here.glob(pattern):
            (packages / found.name).symlink_to(found)
    (packages / "sepaham").symlink_to(Path(__file__).parents[2] / "src" / "sepaham")
    return place / "bin" / "python"


def run(bare, *words):
    return subprocess.run(
        [bare, "-I", "-m", "sepaham", *map(str, words)], check=False, capture_output=True, text=True
    )


def test_the_bare_python_has_no_django(bare):
    done = subprocess.run([bare, "-I", "-c", "import django"], check=False, capture_output=True, text=True)
    assert "ModuleNotFoundError" in done.stderr


def test_an_export_passes_and_says_what_it_proves_in_both_languages(bare, tmp_path):
    operator, file, policy = jombang(), tmp_path / "log.sepaham", tmp_path / "policy"
    file.write_bytes(operator.export(*WITNESSES[:4]))
    policy.write_bytes(operator.policy.to_bytes())
    done = run(bare, "verify", file, "--policy", policy)
    assert done.returncode == 0, done.stderr
    assert "4 lembaga ini melihat daftar yang sama" in done.stdout
    assert "These 4 institutions saw this same list" in run(bare, "verify", file, "--language", "en").stdout


def test_a_flipped_byte_fails_and_is_named(bare, tmp_path):
    file, raw = tmp_path / "log.sepaham", bytearray(jombang().export(*WITNESSES[:4]))
    place = len(raw) * 2 // 3
    raw[place] ^= 1
    file.write_bytes(raw)
    done = run(bare, "verify", file, "--json")
    assert done.returncode == 1
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault["code"] == "archive.part"
    assert fault["offset"] <= place


def test_every_tool_of_an_institution_starts_there(bare):
    assert sys.version_info[:2] >= (3, 11)
    for tool in ("verify", "mirror", "witness"):
        done = run(bare, tool, "--help")
        assert done.returncode == 0, done.stderr
