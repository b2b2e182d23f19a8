import pytest

from sepaham.simulator.scene import Membership
from sepaham.simulator.twins import TWINS
from simulator.small import played, simulated


@pytest.mark.parametrize("membership", Membership)
@pytest.mark.parametrize("kind", TWINS)
def test_a_harmless_twin_leaves_no_finding(kind, membership):
    for seed in (1, 2):
        run = simulated(seed=seed, twins={kind: 2}, membership=membership)
        assert run.truth.twins == {kind: 2}
        book, judged = played(run)
        assert book.findings == {}
        assert judged.unexplained == ()


@pytest.mark.parametrize("kind", TWINS)
def test_a_twin_does_change_the_stream(kind):
    assert simulated(twins={kind: 1}).stream != simulated().stream


def test_a_correction_takes_the_slip_out():
    run = simulated(twins={"slip": 1})
    corrected = [spoken for spoken in run.stream if ("corrects" in dict(spoken.refs))]
    assert len(corrected) == 1


def test_a_late_scan_comes_in_many_hours_later():
    run = simulated(twins={"late_scan": 1})
    waits = [(s.arrives_at - s.said_at).total_seconds() / 3600 for s in run.stream]
    assert max(waits) >= 12
