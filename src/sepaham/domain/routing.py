"""
A routing problem and its answer as values, for any solver: whom to call at, with what, between which hours.

Times are seconds from a moment the asker chose; loads are whole numbers in as many dimensions as all share.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sepaham.domain.travel import Matrix


@dataclass(frozen=True, slots=True)
class Task:
    """
    One call that must be made.

    Attributes:
        name: What it is called.
        place: Where it is; a place of every matrix.
        demand: What is carried there, or away from there, in each dimension.
        opens: The first second one may begin there.
        closes: The last second one may begin there.
        service: How many seconds the call takes.
        pickup: Whether goods are fetched rather than brought.
        carriers: The carriers that may make it; empty for all.
        ready: The second from which its goods may leave the depot.
    """

    name: str
    place: str
    demand: tuple[int, ...]
    opens: int
    closes: int
    service: int
    pickup: bool = False
    carriers: frozenset[str] = frozenset()
    ready: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """
    Vehicles that are alike.

    Attributes:
        name: What they are called.
        count: How many there are.
        depot: Where they start and end; a place of every matrix.
        capacity: What one takes, in each dimension.
        matrix: The index of its ways among the problem's matrices.
        opens: The first second it may leave.
        closes: The last second it may be back.
        duty: The most seconds between leaving and being back.
        fixed_cost: What it costs to use one.
        metre_cost: What a thousand metres cost.
        second_cost: What a thousand seconds cost.
        reloads: How often one may come back and load again.
        reload_seconds: How long loading takes.
    """

    name: str
    count: int
    depot: str
    capacity: tuple[int, ...]
    matrix: int
    opens: int
    closes: int
    duty: int
    fixed_cost: int = 0
    metre_cost: int = 0
    second_cost: int = 0
    reloads: int = 0
    reload_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked; `exposure_cost` is what a thousand metres of full exposure cost."""

    tasks: tuple[Task, ...]
    carriers: tuple[Carrier, ...]
    matrices: tuple[Matrix, ...]
    exposure_cost: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it is planned: whose task, and the seconds of arriving, beginning and leaving."""

    task: str
    arrives: int
    begins: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Tour:
    """One way out of the depot and back by one vehicle; `vehicle` counts those of a carrier from 0."""

    carrier: str
    vehicle: int
    leaves: int
    returns: int
    metres: int
    exposure: int
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """
    The best that was found.

    Attributes:
        tours: The tours, by carrier, vehicle and hour.
        missed: The tasks nobody calls at; empty where the problem is solved whole.
        cost: What it costs, in the problem's own unit.
        iterations: How many were made.
    """

    tours: tuple[Tour, ...]
    missed: tuple[str, ...]
    cost: int
    iterations: int


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a solver may search: so many iterations, which repeats, or so many seconds, which does not."""

    seed: int
    iterations: int = 0
    seconds: float = 0.0


Incumbent = Callable[[int, int], object]
"""Told the iteration and the cost of the best so far, from time to time."""


class Solver(Protocol):
    """Whoever solves routing problems."""

    def solve(
        self,
        problem: Problem,
        *,
        budget: Budget,
        start: Solution | None = None,
        told: Incumbent | None = None,
    ) -> Solution:
        """
        Return the best plan found; tasks that fit nowhere are named as missed, never left out silently.

        Args:
            problem: What is asked.
            budget: How long to search.
            start: A plan to begin from, so that little changes.
            told: Told how the search goes.
        """
        ...
