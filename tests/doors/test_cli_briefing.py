"""`sepaham briefing` issues an edition, prints its pages, and throws telemetry away."""

import json

import pytest
from click.testing import CliRunner
from django.conf import settings
from pypdf import PdfReader

from example import JIPURAPAH
from sepaham.cli import briefing as door
from sepaham.errors import SepahamError

pytestmark = pytest.mark.database


@pytest.fixture
def run(example_log, monkeypatch):
    monkeypatch.setattr(door, "with_instance", lambda _home: settings.INSTANCE)
    return lambda *arguments: CliRunner().invoke(
        door.briefing, [str(one) for one in arguments], catch_exceptions=False
    )


def test_an_edition_is_issued_once(run):
    first = json.loads(run("make", "--json").stdout)
    assert (first["edition"], first["issued"], first["pages"], first["changed"]) == (1, True, 11, 11)
    assert json.loads(run("make", "--json").stdout)["issued"] is False


def test_pages_are_printed_into_one_file_or_one_for_each_kecamatan(run, tmp_path, monkeypatch):
    from concurrent.futures import ThreadPoolExecutor

    monkeypatch.setattr(door, "ProcessPoolExecutor", lambda most, **_: ThreadPoolExecutor(most))
    run("make")
    file = tmp_path / "desa.pdf"
    done = json.loads(run("print", "--all", "--kind", "desa", "--out", file, "--json").stdout)
    assert done["pages"] == len(PdfReader(file).pages) == 3
    assert done["seconds"] >= 0
    assert "3 pages in 2 files" in run("print", "--kind", "desa", "--out", tmp_path / "out").stdout
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["35.17.05.pdf", "35.17.15.pdf"]


def test_what_cannot_be_printed_is_said(run, tmp_path):
    with pytest.raises(SepahamError, match="make"):
        run("print", "--all", "--out", tmp_path)
    run("make")
    with pytest.raises(SepahamError, match="No page"):
        run("print", "--key", f"desa:{JIPURAPAH}x", "--out", tmp_path)
    assert "Name what to print" in run("print", "--out", tmp_path).output


def test_old_telemetry_is_thrown_away(run):
    assert json.loads(run("purge", "--json").stdout) == {"purged": 0}
