"""From a register to its plain plan."""

from sepaham.domain.base import digest
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.plan import Plan, plain_plan
from sepaham.domain.register import Register
from sepaham.domain.units import units_of


def plan_plainly(*, origin: str, register: Register, profile: Profile, secret: bytes) -> Plan:
    """
    Plan every unit's way by the plain rule.

    Args:
        origin: The log the plan is for.
        register: The stations of one kabupaten.
        profile: What each of them gets.
        secret: What the nonces of load lists are drawn from; who has it can tell their names.
    """
    return plain_plan(
        log=origin,
        units=[unit for s in register.stations for unit in units_of(s, unit_kinds(profile, s.desa))],
        day=profile.day,
        kabupaten=register.kabupaten[0],
        nonce=lambda label: digest(secret + origin.encode() + b"\x00" + label.encode())[:32],
    )
