"""The module that signs in browsers passes its own tests, among them the vectors this suite reads too."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIELD = ROOT / "field"
BESIDE = str(Path(sys.executable).parent)
MOST = 200_000
"""Bytes the phone's app may weigh gzipped; the desk's module is the least part of it."""


def test_the_module_passes_its_own_tests():
    node = shutil.which("node") or shutil.which("node", path=BESIDE)
    if node is None:
        pytest.skip("Node.js is neither on PATH nor in this environment; `make setup` brings it")
    vitest = FIELD / "node_modules/vitest/vitest.mjs"
    assert vitest.exists(), "run `make setup`: the browser's module is not built"
    ran = subprocess.run(
        [node, vitest, "run", "--reporter=dot"],
        cwd=FIELD,
        env={**os.environ, "CI": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout


def test_the_lock_file_names_no_host():
    lock = (FIELD / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock


def test_the_built_module_keeps_to_the_pages_policy():
    import gzip

    built = (ROOT / "src/sepaham/web/static/vendor/field/desk.js").read_bytes()
    assert len(gzip.compress(built)) < MOST
    assert b"eval(" not in built
    assert b"new Function" not in built
