import pytest

from sepaham.gateways.limits import Limit


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_is_allowed_then_no_more_until_time_passes():
    clock = Clock()
    limit = Limit(rate=2, burst=3, clock=clock)
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    clock.now = 0.5
    assert [limit.allows("a") for _ in range(2)] == [True, False]


def test_callers_do_not_pay_for_each_other():
    limit = Limit(rate=0, burst=1, clock=Clock())
    assert limit.allows("a")
    assert limit.allows("b")
    assert limit.tokens("a") == 0


def test_a_steady_caller_above_the_rate_still_gets_the_rate():
    clock = Clock()
    limit = Limit(rate=20, burst=2, clock=clock)
    passed = 0
    for tick in range(250):
        clock.now = tick / 25
        passed += limit.allows("a")
    assert passed == pytest.approx(200, abs=5)
