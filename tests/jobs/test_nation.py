import json
from datetime import date

import pytest

from sepaham.cli.plan_all import shares_of
from sepaham.domain.orders import Order
from sepaham.domain.register import PollingStation, Region, Register
from sepaham.errors import SepahamError
from sepaham.gateways.cluster import OneByOne
from sepaham.gateways.library import profile
from sepaham.gateways.results import ResultFiles
from sepaham.jobs.nation import Sum, plan_all, plan_share

KABUPATEN = {"35.17": 3, "35.18": 2, "33.01": 1}
ORDER = Order(iterations=20)


def nation():
    regions, stations = {"35": Region("35", "Jawa Timur"), "33": Region("33", "Jawa Tengah")}, []
    for code, count in KABUPATEN.items():
        for place in (code, f"{code}.01", f"{code}.01.2001"):
            regions[place] = Region(place, f"Place {place}")
        stations += [PollingStation(f"{code}.01.2001", n + 1, 500) for n in range(count)]
    return Register(regions, tuple(stations))


def shares(order=ORDER):
    return shares_of(nation(), profile("pilkada-2024"), order)


def told(folder, **more):
    return list(plan_all(**{"shares": shares(), "cluster": OneByOne(), "files": ResultFiles(folder), **more}))


def test_every_kabupaten_is_a_share_with_its_own_places_the_largest_first():
    found = list(shares())
    assert [share.code for share in found] == ["35.17", "35.18", "33.01"]
    assert set(found[2].register.regions) == {"33", "33.01", "33.01.01", "33.01.01.2001"}
    assert [len(share.register.stations) for share in found] == [3, 2, 1]


def test_each_is_planned_whole_and_kept(tmp_path):
    found = told(tmp_path)
    assert [(one.code, one.status, one.value["tps"]) for one in found] == [
        ("35.17", "feasible", 3),
        ("35.18", "feasible", 2),
        ("33.01", "feasible", 1),
    ]
    assert all(one.value["planned"] == one.value["lists"] > 0 for one in found)
    assert found[0].value["example_fleet"]
    assert found[0].value["places"]["assumed"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["33.01.json", "35.17.json", "35.18.json"]


def unlucky(share):
    if share.code == "35.18":
        raise RuntimeError("no map of 35.18")
    return plan_share(share)


def test_one_that_fails_is_told_and_stops_nothing_and_is_tried_again(tmp_path):
    first = {one.code: one for one in told(tmp_path, work=unlucky)}
    assert first["35.18"].value == {"status": "failed", "fault": "RuntimeError: no map of 35.18"}
    assert first["33.01"].status == "feasible"
    again = {one.code: one for one in told(tmp_path)}
    assert {code: one.again for code, one in again.items()} == {"35.17": True, "33.01": True, "35.18": False}
    assert again["35.18"].status == "feasible"


def test_what_was_asked_otherwise_or_half_written_is_made_again(tmp_path):
    told(tmp_path)
    (tmp_path / "33.01.json").write_text('{"key": "')
    assert {one.code: one.again for one in told(tmp_path)} == {"35.17": True, "35.18": True, "33.01": False}
    other = told(tmp_path, shares=shares(Order(iterations=21)))
    assert not any(one.again for one in other)


def test_the_sum_counts_all_but_what_failed(tmp_path):
    whole = Sum()
    for one in told(tmp_path, work=unlucky):
        whole.add(one)
    assert (whole.kabupaten, whole.feasible, whole.tps) == (2, 2, 4)
    kept = [json.loads(path.read_text())["value"]["journeys"] for path in tmp_path.iterdir()]
    assert whole.journeys == sum(kept)


def test_a_register_without_stations_has_nothing_to_plan():
    with pytest.raises(SepahamError, match="no polling stations"):
        next(shares_of(Register({}, ()), profile("pilkada-2024"), ORDER))


def test_a_day_is_the_profiles():
    assert next(shares()).profile.day == date(2024, 11, 27)
