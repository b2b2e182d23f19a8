"""``sepaham track replay``: what devices did, from files in and out of order."""

import json
import math
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from sepaham.cli import main
from sepaham.domain.tracking import METRES


def rows(uid="L1"):
    """Drive north for half an hour, stand for 20 minutes, be silent for 30, drive on."""
    at, north = datetime(2024, 11, 26, tzinfo=UTC).timestamp(), 0.0
    for minutes, speed in ((30, 10), (20, 0), (10, 10), (30, None), (30, 10)):
        if speed is None:
            at, north = at + minutes * 60, north + 9000
            continue
        for _ in range(minutes * 3):
            at, north = at + 20, north + speed * 20
            hour = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
            east = 700 * math.sin(north / 30_000) if uid == "L2" else 0.0
            yield f"{hour},{uid},{-7.5 + north / METRES:.6f},{112.2 + east / METRES:.6f}"


def write(path, *lines):
    path.write_text("\n".join(["Datetime,UID,LAT,lng", *lines]) + "\n")
    return str(path)


def run(*arguments, code=0):
    told = CliRunner().invoke(main, ["track", "replay", *arguments])
    assert told.exit_code == code, told.output
    return told


def answer(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "a.csv", *rows("L1"), *rows("L2"), "x,L1,1,1")


def test_stops_and_silences_are_told_with_their_hours(file):
    told = answer(file)
    assert told["totals"] == {
        "devices": 2,
        "fixes": 540,
        "kept": 540,
        "jitter": 0,
        "repeated": 0,
        "stops": 2,
        "silences": 2,
        "deviations": 0,
    }
    assert (told["rows"], told["skipped"], told["skipped_rows"][0]["row"]) == (541, 1, 542)
    assert told["zone"].startswith("UTC")
    (stop,), (silence,) = told["devices"][0]["stops"], told["devices"][0]["silences"]
    assert "2024-11-26T00:29:00Z" <= stop["start"] <= "2024-11-26T00:31:00Z"
    assert 20 <= stop["minutes"] <= 21
    assert (silence["start"], silence["minutes"], silence["metres"]) == ("2024-11-26T01:00:00Z", 30.3, 9200)
    assert told["positions_per_second"] > 0


def test_a_shuffled_file_with_rows_twice_tells_the_same(file, tmp_path):
    lines = [line for pair in zip(rows("L1"), rows("L2"), strict=True) for line in pair]
    other = write(tmp_path / "b.csv", *lines[::-1], *lines[:50])
    told, sorted_ = answer(file), answer(other)
    assert (told["sorted"], sorted_["sorted"]) == (False, True)
    assert sorted_["totals"]["repeated"] == 50
    events = [{d["uid"]: (d["stops"], d["silences"]) for d in one["devices"]} for one in (told, sorted_)]
    assert events[0] == events[1]


def test_deviations_are_told_against_a_given_corridor(file, tmp_path):
    road = tmp_path / "road.geojson"
    road.write_text('{"type":"LineString","coordinates":[[112.2,-7.5],[112.2,-7.0]]}')
    told = answer(file, "--corridor", str(road), "--width", "300")
    assert [len(device["deviations"]) for device in told["devices"]] == [0, 1]
    assert answer(file, "--corridor", str(road), "--width", "900")["totals"]["deviations"] == 0


def test_without_json_it_is_told_in_lines(file):
    told = run(file)
    assert "2 stops, 2 silences, 0 deviations" in told.stdout
    assert "row 542: datetime 'x' is none" in told.stdout
    assert "L2: 2024-11-26T00:00:20Z" in told.stdout


def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path):
    assert "[tracks.empty]" in run(write(tmp_path / "a.csv"), code=2).stderr
    nothing = tmp_path / "b.csv"
    nothing.write_text("name,age\nada,3\n")
    assert "[tracks.columns]" in run(str(nothing), code=2).stderr
    bad = write(tmp_path / "c.csv", "x,L1,1,1")
    assert "row 2: datetime 'x'" in run(bad, code=2).stderr
    broken = tmp_path / "d.geojson"
    broken.write_text("{}")
    good = write(tmp_path / "d.csv", *rows())
    assert "[corridor.form]" in run(good, "--corridor", str(broken), code=2).stderr
    assert run(str(tmp_path / "none.csv"), code=2)


def test_planted_faults_are_scored(tmp_path):
    lines = [row for uid in ("L1", "L2", "L3") for row in long_rows(uid)]
    file = write(tmp_path / "day.csv", *lines)
    told = answer(file, "--plant", "6", "--seed", "3")["planted"]
    assert told["faults"] > 0
    assert {"precision", "recall", "kinds", "false_alerts_per_device_day", "truth"} <= told.keys()
    assert told == answer(file, "--plant", "6", "--seed", "3")["planted"]
    assert "harmless twins planted (seed 3): precision" in run(file, "--plant", "6", "--seed", "3").stdout


def long_rows(uid):
    """Drive all day on a way of its own."""
    at, start = datetime(2024, 11, 26, tzinfo=UTC).timestamp(), 112.2 + int(uid[1:]) / 10
    for step in range(1200):
        hour = datetime.fromtimestamp(at + step * 30, UTC).isoformat()
        yield f"{hour},{uid},{-7.5 + step * 300 / METRES:.6f},{start + 0.01 * math.sin(step / 40):.6f}"
