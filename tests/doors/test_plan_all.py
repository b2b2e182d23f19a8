import json
import subprocess
import sys

HEAD = "kode_desa,tps_reguler,tps_khusus\n"


def run(folder, *words, rows="3517012001,2,0\n3518012001,1,0\n"):
    (folder / "nation.csv").write_text(HEAD + rows)
    command = [sys.executable, "-m", "sepaham", "plan", "--all", "--register", "nation.csv", "--workers", "1"]
    return subprocess.run(
        [*command, "--assume-voters", "300", "--iterations", "5", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_nation_is_planned_and_goes_on_where_it_stopped(tmp_path):
    first = run(tmp_path, "--json")
    assert first.returncode == 0, first.stderr
    value = json.loads(first.stdout)
    assert (value["status"], value["kabupaten"], value["tps"], value["again"]) == ("feasible", 2, 3, 0)
    assert (value["failed"], value["planned"]) == ({}, value["lists"])
    (tmp_path / "nation-plan/35.18.json").unlink()
    again = json.loads(run(tmp_path, "--json").stdout)
    assert (again["again"], again["journeys"]) == (1, value["journeys"])


def test_nobody_answers_at_a_cluster_that_is_not_there(tmp_path):
    said = run(tmp_path, "--cluster", "nowhere://x")
    assert said.returncode != 0
    assert "cluster.unreached" in said.stderr
