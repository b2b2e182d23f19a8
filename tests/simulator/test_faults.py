from collections import Counter

import pytest

from sepaham.simulator.faults import FAULTS, RATES, quotas
from sepaham.simulator.scene import Membership
from simulator.small import played, simulated, world

FOUND = {
    "wrong_kecamatan": Counter(wrong_destination=7, count_differs=3),
    "custody_gap": Counter(custody_gap=1, late=1),
    "no_authority": Counter(no_authority=1),
    "swapped": Counter(wrong_destination=4, count_differs=2),
    "held_twice": Counter(held_twice=1, wrong_destination=1),
    "never_received": Counter(never_received=1, late=1),
    "never_given": Counter(never_given=1),
    "seal_broken": Counter(seal_broken=1),
    "seal_differs": Counter(seal_differs=1),
    "unknown_unit": Counter(unknown_unit=1),
    "declared_differs_seen": Counter(declared_differs_seen=1),
    "opened_without_presence": Counter(opened_without_presence=1),
    "device_gap": Counter(device_gap=1),
    "wrong_clock": Counter(wrong_clock=2),
    "carton_short": Counter(arrival_differs=1, order_late=1),
    "seals_gone": Counter(seals_unexplained=1),
    "unsealed": Counter(seal_missing=1),
    "late": Counter(late=1),
    "ballots_mixed": Counter(ballots_mixed=1),
    "ballots_slip": Counter(ballots_open=1),
    "ballots_fewer": Counter(ballots_received=1),
    "wrong_quantity": Counter(count_differs=1),
}


def _seed_that_states(kind):
    """Return a run of one fault of a kind whose evidence somebody stated."""
    for seed in range(1, 20):
        run = simulated(seed=seed, faults={kind: 1})
        if run.truth.faults[0].stated:
            return run
    raise AssertionError(kind)


def test_the_table_here_speaks_of_every_fault():
    assert FOUND.keys() == FAULTS.keys()


@pytest.mark.parametrize("kind", FAULTS)
def test_one_fault_gives_its_findings_and_no_others(kind):
    book, judged = played(_seed_that_states(kind))
    rules = Counter(finding.rule for finding in book.findings.values())
    if kind == "wrong_quantity":  # a booth that never turns up is missing on every leg home too
        assert rules.keys() == {"count_differs"}
        assert rules.total() in {1, 4}
    else:
        assert rules == FOUND[kind]
    assert judged.detected == {kind: 1}
    assert judged.missed == judged.false_alarms == judged.unexplained == ()


@pytest.mark.parametrize("membership", Membership)
@pytest.mark.parametrize("kind", FAULTS)
def test_every_membership_finds_it(kind, membership):
    for turn in (1, 2):
        _, judged = played(simulated(seed=turn, faults={kind: turn}, membership=membership))
        assert judged.injected[kind] == judged.detected.get(kind, 0) + judged.evidence_missing.get(kind, 0)
        assert judged.missed == judged.false_alarms == judged.unexplained == ()


def test_what_nobody_states_is_counted_apart_and_not_found():
    for seed in range(1, 60):
        run = simulated(seed=seed, faults={"wrong_quantity": 2})
        if not all(fault.stated for fault in run.truth.faults):
            break
    _, judged = played(run)
    assert judged.evidence_missing["wrong_quantity"] >= 1
    assert judged.missed == judged.false_alarms == ()


def test_faults_come_at_the_rates_of_2024():
    wanted = quotas(1942)
    assert {kind: wanted[kind] for kind in RATES} == {
        "wrong_quantity": 56,
        "swapped": 5,
        "late": 19,
        "unsealed": 8,
    }
    assert all(1 <= wanted[kind] <= 3 for kind in FAULTS.keys() - RATES.keys())


def test_on_five_polling_stations_what_finds_no_room_is_left_out():
    tiny = world(kecamatan=1, desa=2, stations=3)
    _, judged = played(simulated(place=tiny, faults=quotas(6), twins={"rain": 3}))
    assert judged.injected
    assert judged.missed == judged.false_alarms == judged.unexplained == ()


def test_a_fault_the_truth_does_not_know_is_a_false_alarm():
    run = simulated(faults={"late": 1})
    object.__setattr__(run.truth, "faults", ())
    _, judged = played(run)
    assert [finding.rule for finding in judged.false_alarms] == ["late"]


def test_a_sign_that_does_not_come_is_missed():
    run, calm = simulated(faults={"late": 1}), simulated()
    object.__setattr__(calm, "truth", run.truth)
    _, judged = played(calm)
    assert [sign.rule for _, sign in judged.missed] == ["late"]
    assert judged.detected == {}
