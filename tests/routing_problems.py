"""Routing problems made by chance, small enough to be solved in a blink."""

import random

from hypothesis import strategies as st

from sepaham.domain.routing import Carrier, Problem, Task
from sepaham.domain.travel import UNREACHABLE, Matrix

DEPOT = "gudang"


def matrix(spots, *, chance=None, holes=0.0, speed=10):
    def way(a, b):
        if a != b and chance and chance.random() < holes:
            return UNREACHABLE
        return abs(spots[a][0] - spots[b][0]) + abs(spots[a][1] - spots[b][1])

    names = tuple(spots)
    metres = [[way(a, b) for b in names] for a in names]
    seconds = [[m if m == UNREACHABLE else m // speed for m in row] for row in metres]
    exposure = [[max(m, 0) * (n % 7) for n, m in enumerate(row)] for row in metres]
    return Matrix(names, seconds, metres, exposure)


def problem(*, seed, tasks, carriers=2, holes=0.0, horizon=20_000, exposure_cost=0):
    chance = random.Random(seed)
    spots = {DEPOT: (0, 0)} | {
        f"tps{n}": (chance.randrange(-9000, 9000), chance.randrange(-9000, 9000)) for n in range(tasks)
    }
    names = [f"m{n}" for n in range(carriers)]
    return Problem(
        tuple(_task(chance, n, names, horizon) for n in range(tasks)),
        tuple(_carrier(chance, n, name, horizon, tasks) for n, name in enumerate(names)),
        tuple(matrix(spots, chance=chance, holes=holes * n, speed=10 - 4 * n) for n in range(2)),
        exposure_cost,
    )


def _task(chance, n, names, horizon):
    opens = chance.randrange(0, horizon // 2)
    allowed = frozenset(chance.sample(names, 1)) if chance.random() < 0.15 else frozenset()
    return Task(
        f"t{n}",
        f"tps{chance.choice([n, max(0, n - 1)])}",
        (chance.randrange(1, 6), chance.randrange(0, 40)),
        opens,
        opens + chance.randrange(horizon // 8, horizon),
        chance.randrange(0, 600),
        pickup=chance.random() < 0.2,
        carriers=allowed,
        ready=chance.choice([0, 0, horizon // 4]),
    )


def _carrier(chance, n, name, horizon, tasks):
    opens = chance.randrange(0, 2000)
    return Carrier(
        name,
        chance.randrange(0 if n else 1, 2 + tasks // 4),
        DEPOT,
        (chance.randrange(4, 15), chance.randrange(40, 120)),
        n % 2,
        opens,
        horizon,
        chance.randrange(horizon // 2, horizon),
        fixed_cost=chance.choice([0, 50_000]),
        metre_cost=chance.choice([1000, 3500]),
        second_cost=chance.choice([0, 700]),
        reloads=chance.choice([0, 0, 1, 3]),
        reload_seconds=chance.choice([0, 900]),
    )


problems = st.builds(
    problem,
    seed=st.integers(0, 10**6),
    tasks=st.integers(1, 14),
    carriers=st.integers(1, 3),
    holes=st.sampled_from([0.0, 0.2]),
    horizon=st.sampled_from([6_000, 20_000]),
    exposure_cost=st.sampled_from([0, 40_000]),
)
