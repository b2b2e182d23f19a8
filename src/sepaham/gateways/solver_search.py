"""PyVRP's iterated local search over a model, with our stop, our start and word of how it goes."""

import math
import time
import warnings
from dataclasses import dataclass

from pyvrp import (
    CostEvaluator,
    IteratedLocalSearch,
    IteratedLocalSearchCallbacks,
    IteratedLocalSearchParams,
    PenaltyManager,
    PenaltyParams,
    RandomNumberGenerator,
    Solution,
)
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.search import OPERATORS, LocalSearch, compute_neighbours

from sepaham.domain.routing import Budget, Incumbent
from sepaham.domain.timetable import THOUSAND
from sepaham.gateways.solver_model import Model

NOTHING = 2**63 - 1
"""What PyVRP says a plan costs that does not hold."""
TELLS_EVERY = 0.25
"""Seconds between two words to whoever watches."""
PATIENCE = 5
"""Iterations without anything better that end a search, for each pair of tasks: six stops need no minute."""

Penalties = tuple[list[float], float, float]
"""What one unit too much costs: of each load, of time, of length."""


class Effort:
    """What is left of a budget over all searches of one problem."""

    def __init__(self, budget: Budget) -> None:
        self.seed = budget.seed
        self.done = 0
        self.repeats = budget.iterations > 0
        self._limit = budget.iterations
        self._until = time.perf_counter() + budget.seconds

    @property
    def left(self) -> float:
        """Return how many iterations, or seconds, are left."""
        return max(0, self._limit - self.done if self.repeats else self._until - time.perf_counter())

    def give_back(self, iterations: int) -> None:
        """Allow iterations once more that led nowhere; seconds do not come back."""
        self._limit += iterations

    def stop(self, *, share: float = 1.0, hopeful: float = 1.0, most: int = 0) -> "Stop":
        """
        Return when one search ends.

        Args:
            share: The part of what is left that it may use.
            hopeful: The part of that after which it ends if no plan holds yet.
            most: The most iterations it makes; 0 for no such end.
        """
        limit = math.ceil(self.left * share) if self.repeats else NOTHING
        until = math.inf if self.repeats else time.perf_counter() + self.left * share
        doubts = until if self.repeats else time.perf_counter() + self.left * share * hopeful
        return Stop(min(limit, most or limit), until, math.ceil(limit * hopeful), doubts)


@dataclass(slots=True)
class Stop:
    """PyVRP asks it before each iteration."""

    limit: int
    until: float
    doubts_after: int
    doubts_at: float
    patience: int = NOTHING
    made: int = -1
    best: float = NOTHING
    better: int = 0

    def __call__(self, best_cost: float) -> bool:
        """Return whether the search ends here."""
        self.made += 1
        now = time.perf_counter()
        if best_cost < self.best:
            self.best, self.better = best_cost, self.made
        if self.made >= self.limit or now >= self.until or self.made - self.better >= self.patience:
            return True
        return best_cost >= NOTHING and (self.made >= self.doubts_after or now >= self.doubts_at)


class _Teller(IteratedLocalSearchCallbacks):
    """Tells whoever watches, not more often than they can see."""

    def __init__(self, told: Incumbent, model: Model, before: int) -> None:
        self._told, self._made = told, before
        self._unit = model.ground.scale
        self._last = time.perf_counter()

    def on_iteration(
        self, current: Solution, candidate: Solution, best: Solution, cost_evaluator: CostEvaluator
    ) -> None:
        """Tell the iteration and the best cost, if it is time and there is one."""
        del current, candidate
        self._made += 1
        now = time.perf_counter()
        if now - self._last >= TELLS_EVERY and best.is_feasible():
            self._last = now
            shown = cost_evaluator.cost(best) - best.uncollected_prizes()
            self._told(self._made, shown * self._unit // THOUSAND)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search ended with: its best, and the penalties it had come to."""

    best: Solution
    penalties: Penalties


def searched(
    model: Model,
    *,
    effort: Effort,
    stop: Stop,
    seed: int,
    start: Solution | None = None,
    penalties: Penalties | None = None,
    told: Incumbent | None = None,
) -> Found:
    """
    Return the best PyVRP finds; it may be a plan that does not hold.

    Args:
        model: What is asked.
        effort: Counts the iterations made.
        stop: When to end.
        seed: Of all chance in it.
        start: A plan to begin from.
        penalties: Penalties to begin with.
        told: Told how it goes.
    """
    stop.patience = 50 + PATIENCE * len(model.tasks) ** 2
    usual = PenaltyParams()
    params = PenaltyParams(
        min_penalty=usual.min_penalty,
        max_penalty=max(usual.max_penalty * model.penalty, 2.0 * model.prize),
    )
    first = usual.midpoint_penalties(model.data)
    manager = PenaltyManager(penalties or _times(first, model.penalty), params)
    rng = RandomNumberGenerator(seed=seed)
    search = LocalSearch(model.data, rng, compute_neighbours(model.data))
    for operator in OPERATORS:
        if operator.supports(model.data):
            search.add_operator(operator(model.data))
    if start is None:
        start = search(Solution.make_random(model.data, rng), manager.max_cost_evaluator(), exhaustive=True)
    callbacks = _Teller(told, model, effort.done) if told else IteratedLocalSearchCallbacks()
    algorithm = IteratedLocalSearch(
        model.data, manager, search, start, IteratedLocalSearchParams(callbacks=callbacks)
    )
    with warnings.catch_warnings():
        # That nothing fits is an answer here, not a mistake of whoever asked.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = algorithm.run(stop, collect_stats=False)
    effort.done += result.num_iterations
    return Found(result.best, manager.penalties())


def _times(penalties: Penalties, factor: float) -> Penalties:
    loads, late, long = penalties
    return [load * factor for load in loads], late * factor, long * factor
