"""``sepaham plan --all``: every kabupaten of a register, on this machine or a cluster."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepaham.cli.progress import progress
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.catalogue import Profile
    from sepaham.domain.orders import Order
    from sepaham.domain.register import Register
    from sepaham.jobs.nation import Share


def all_planned(
    *,
    register: "Register",
    profile: "Profile",
    order: "Order",
    cluster: str,
    workers: int,
    folder: Path,
) -> dict[str, Any]:
    """
    Plan every kabupaten of a register and return what came of it, as JSON.

    Args:
        register: Of any size.
        profile: What is elected.
        order: What is asked of each.
        cluster: ``local`` or a scheduler's address.
        workers: How many processes, where it is local.
        folder: Where results are kept; what is there already is not made again.
    """
    from sepaham.gateways.cluster import cluster as opened
    from sepaham.gateways.results import ResultFiles
    from sepaham.jobs.nation import FAILED, Sum, plan_all

    begun = time.monotonic()
    whole, failed = Sum(), {}
    names = {code: region.name for code, region in register.regions.items()}
    count = len(register.kabupaten)
    shares = shares_of(register, profile, order)
    with opened(cluster, workers=workers) as there, progress("kabupaten", count) as advance:
        done = 0
        for told in plan_all(shares=shares, cluster=there, files=ResultFiles(folder)):
            whole.add(told)
            if told.status == FAILED:
                failed[told.code] = {"name": names.get(told.code, told.code), "why": told.value["fault"]}
            advance(done := done + 1)
    return {
        "status": "failed" if failed else "infeasible" if whole.infeasible else "feasible",
        **asdict(whole),
        "failed": failed,
        "workers": workers,
        "folder": str(folder),
        "seconds": round(time.monotonic() - begun, 2),
    }


def shares_of(register: "Register", profile: "Profile", order: "Order") -> Iterator["Share"]:
    """Yield a register's kabupaten one by one, the largest first, so that no long one is left for the end."""
    from sepaham.domain.base import Level, ancestor
    from sepaham.jobs.nation import Share

    stations, regions = defaultdict(list), defaultdict(dict)
    for station in register.stations:
        stations[ancestor(station.desa, Level.KABUPATEN)].append(station)
    for code, region in register.regions.items():
        regions[ancestor(code, Level.KABUPATEN)][code] = region
    if not stations:
        raise SepahamError("The register has no polling stations.", "register.empty")
    for code in sorted(stations, key=lambda code: (-len(stations[code]), code)):
        above = {up: register.regions[up] for up in _above(code) if up in register.regions}
        yield Share(type(register)({**above, **regions[code]}, tuple(stations[code])), profile, order)


def _above(code: str) -> Iterable[str]:
    from sepaham.domain.base import parent_of

    while code := parent_of(code):
        yield code
