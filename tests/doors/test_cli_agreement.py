"""``sepaham agreement``: the statistics of a file, null with a reason, or its mistakes by row and column."""

import json

import pytest
from click.testing import CliRunner

from sepaham.cli import main
from worked_ratings import KRIPPENDORFF, LABELS


def write(path, rows, head="A,B,C,D"):
    lines = [",".join("" if mark is None else str(mark) for mark in row) for row in rows]
    path.write_text("\n".join([head, *lines]) + "\n")
    return str(path)


def run(*arguments, code=0):
    told = CliRunner().invoke(main, ["agreement", *arguments])
    assert told.exit_code == code, told.output
    return told


def answer(*arguments, code=0):
    return json.loads(run(*arguments, "--json", "--bootstrap", "100", code=code).stdout)


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "nilai.csv", KRIPPENDORFF)


def test_all_statistics_are_told_with_their_intervals(file):
    told = answer(file)
    assert (told["n_units"], told["n_raters"], told["n_pairable"]) == (12, 4, 11)
    assert told["alpha"]["ordinal"] == pytest.approx(0.815388, abs=1e-6)
    assert told["ac1"] == pytest.approx(0.775444, abs=1e-6)
    assert told["ac2"]["quadratic"] == pytest.approx(0.914001, abs=1e-6)
    low, high = told["intervals"]["alpha"]["ordinal"]
    assert low < told["alpha"]["ordinal"] < high
    assert told["reasons"] == {}
    assert told["warnings"][0]["code"] == "too-small"
    assert [row["rater"] for row in told["raters"]] == ["A", "B", "C", "D"]
    assert len(told["pairs"]) == 6


def test_the_same_seed_gives_the_same_answer(file):
    first, second = answer(file, "--seed", "5"), answer(file, "--seed", "5")
    assert first["intervals"] == second["intervals"]
    assert first["bootstrap"] == {"times": 100, "seed": 5, "by": "", "groups": 12}


def test_labels_have_nominal_figures_alone_and_the_rest_is_null_with_a_reason(tmp_path):
    told = answer(write(tmp_path / "huruf.csv", LABELS, "X,Y"))
    assert told["alpha"]["nominal"] == pytest.approx(0.691964, abs=1e-6)
    assert told["alpha"]["ordinal"] is told["ac2"]["linear"] is told["intervals"]["alpha"]["ordinal"] is None
    assert told["reasons"]["alpha.ordinal"]["code"] == "labels"


def test_where_all_are_equal_alpha_is_null_with_a_reason_in_both_languages(tmp_path):
    told = answer(write(tmp_path / "sama.csv", [[3, 3]] * 5, "A,B"), "--categories", "1..5")
    assert told["alpha"]["nominal"] is None
    assert told["reasons"]["alpha.nominal"]["id"] == "semua sama — alpha tidak terdefinisi"
    assert told["ac1"] == 1


def test_a_terminal_reads_lines(file):
    told = run(file, "--bootstrap", "20").stdout
    assert "12 units, 4 raters, 11 rated by two or more" in told
    assert "alpha.ordinal    0.815 [" in told
    assert "n too small" in told


def test_mistakes_are_listed_and_nothing_is_counted(tmp_path):
    path = write(tmp_path / "salah.csv", [[1, 2, 3, 9]])
    told = answer(path, "--categories", "1..5", code=1)
    assert told["error_list"][0] | {"message": "", "remedy": ""} == {
        "row": 2, "column": "D", "value": "9", "code": "rating.outside", "message": "", "remedy": "",
    }  # fmt: skip
    said = run(path, "--categories", "1..5", code=1).output
    assert "row 2, D: 9 is outside the scale 1–5" in said


def test_an_empty_file_is_a_sentence_and_a_code(tmp_path):
    path = tmp_path / "kosong.csv"
    path.write_text("")
    assert "[file.empty]" in run(str(path), code=2).stderr
