import math
import os
import time

import pytest

from sepaham.gateways.cluster import ClusterError, cluster

REFUSED = "ValueError: isqrt() argument must be nonnegative"


@pytest.mark.parametrize("workers", [1, 2])
def test_everything_is_done_and_what_fails_stops_nothing(workers):
    with cluster("local", workers=workers) as shared:
        done = {one.item: one for one in shared.run(math.isqrt, range(-5, 30))}
    assert sorted(done) == list(range(-5, 30))
    assert all(done[n].fault == REFUSED for n in range(-5, 0))
    assert [done[n].value for n in range(30)] == [math.isqrt(n) for n in range(30)]


def test_a_worker_that_dies_costs_its_item_alone():
    with cluster("local", workers=2) as shared:
        done = list(shared.run(os._exit, [1]))
        after = list(shared.run(math.isqrt, [16]))
    assert "KilledWorker" in done[0].fault
    assert after[0].value == 4


def test_a_scheduler_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr("sepaham.gateways.cluster._PATIENCE", "1s")
    begun = time.monotonic()
    with (
        pytest.raises(ClusterError, match="No Dask scheduler answers"),
        cluster("tcp://127.0.0.1:9", workers=2),
    ):
        pass
    assert time.monotonic() - begun < 20
