"""What the goods of one polling station hold that is counted rather than tracked: ballots, ink, seals."""

from collections.abc import Mapping
from functools import lru_cache

from sepaham.domain.catalogue import Profile, rule_quantity
from sepaham.domain.register import PollingStation


def contents_of(profile: Profile, station: PollingStation) -> Mapping[str, int]:
    """
    Return how many of each counted thing one polling station must get.

    Returns:
        Pieces by item, ``ink``, or by item and election, ``ballot:pilgub``.
    """
    return _contents(profile, station.desa, station.voters)


@lru_cache(maxsize=8192)
def _contents(profile: Profile, desa: str, voters: int) -> Mapping[str, int]:
    held = profile.held_in(desa)
    values = {"voters": voters, "elections": len(held)}
    found: dict[str, int] = {}
    for rule in profile.rules:
        if rule.per == "tps" and not rule.unit:
            found[rule.item] = rule_quantity(rule, values)
        elif rule.per == "tps-election" and not rule.unit:
            found |= {f"{rule.item}:{election.code}": rule_quantity(rule, values) for election in held}
    return found
