"""What 1,942 polling stations need, against the bare arithmetic of their ballots."""

import time

from world import played

from sepaham.domain.base import Level
from sepaham.domain.needs import needs


def main() -> None:
    """Print seconds, and how many times the bare arithmetic that is."""
    run = played()
    stations, profile = run.base.register.stations, run.base.profile
    began = time.perf_counter()
    bare = sum(s.voters + -(-s.voters * 25 // 1000) for s in stations for _ in profile.elections)
    limit = time.perf_counter() - began
    began = time.perf_counter()
    areas = list(needs(stations=stations, profile=profile, levels=tuple(Level)))
    taken = time.perf_counter() - began
    print(f"{len(stations)} TPS, {len(areas)} areas, {bare:,} ballots: {taken:.3f} s (aim < 2)")
    print(f"{taken / limit:.0f} x the bare sum of the ballots")
