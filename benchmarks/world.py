"""The example kabupaten, played once, for whatever measures it."""

from functools import cache

from sepaham.domain.plan import origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.gateways.library import authority, profile
from sepaham.simulator.example import example_register
from sepaham.simulator.run import Run, simulate


@cache
def played() -> Run:
    """Return the run of seed 1 on the example."""
    register, pilkada = example_register(), profile("pilkada-2024")
    origin = origin_of(kabupaten=register.kabupaten[0], day=pilkada.day)
    plan = plan_plainly(origin=origin, register=register, profile=pilkada, secret=b"benchmark")
    return simulate(register=register, profile=pilkada, plan=plan, authority=authority(), seed=1)
