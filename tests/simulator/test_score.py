import pytest

from sepaham.simulator.score import holds

GOOD = {
    "injected": {"late": 3, "swapped": 1},
    "detected": {"late": 2, "swapped": 1},
    "evidence_missing": {"late": 1},
    "unexplained": 0,
    "false_alarms": 0,
    "rebuilt_equals_live": True,
}


def test_a_run_holds_when_all_that_was_stated_is_found():
    assert holds(GOOD)


@pytest.mark.parametrize(
    "change",
    [
        {"detected": {"late": 1, "swapped": 1}},
        {"detected": {"late": 2}},
        {"unexplained": 1},
        {"false_alarms": 1},
        {"rebuilt_equals_live": False},
    ],
)
def test_a_run_with_one_thing_wrong_does_not_hold(change):
    assert not holds({**GOOD, **change})
