"""The example kabupaten, played once, for whatever measures it."""

from functools import cache

from sepaham.domain.base import digest
from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.plan import origin_of, plain_plan
from sepaham.domain.units import units_of
from sepaham.gateways.library import authority, profile
from sepaham.simulator.example import example_register
from sepaham.simulator.run import Run, simulate


@cache
def played() -> Run:
    """Return the run of seed 1 on the example."""
    register, pilkada = example_register(), profile("pilkada-2024")
    origin = origin_of(kabupaten=register.kabupaten[0], day=pilkada.day)
    plan = plain_plan(
        log=origin,
        units=[u for s in register.stations for u in units_of(s, unit_kinds(pilkada, s.desa))],
        day=pilkada.day,
        kabupaten=register.kabupaten[0],
        nonce=lambda label: digest(label.encode())[:32],
    )
    return simulate(register=register, profile=pilkada, plan=plan, authority=authority(), seed=1)
