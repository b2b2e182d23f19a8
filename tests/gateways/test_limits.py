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
    assert not limit.left("a")
