"""Rate limits: a bucket of tokens per caller, in memory of one process."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_CALLERS = 10_000


class Limit:
    """At most `burst` at once, refilled by `rate` a second, for each caller."""

    def __init__(self, *, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Set the limit; the clock counts seconds."""
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, caller: str) -> bool:
        """Take one token of a caller's; False when there is none."""
        with self._lock:
            tokens = self._tokens(caller)
            self._buckets[caller] = (tokens - 1 if tokens >= 1 else tokens, self._clock())
            self._buckets.move_to_end(caller)
            if len(self._buckets) > _CALLERS:
                self._buckets.popitem(last=False)
            return tokens >= 1

    def tokens(self, caller: str) -> int:
        """Return how many tokens a caller has, without taking any."""
        with self._lock:
            return int(self._tokens(caller))

    def take(self, caller: str, number: int) -> None:
        """Take a number of tokens of a caller's, as far as there are."""
        for _ in range(number):
            self.allows(caller)

    def _tokens(self, caller: str) -> float:
        tokens, then = self._buckets.get(caller, (float(self._burst), self._clock()))
        return min(self._burst, tokens + (self._clock() - then) * self._rate)
