"""What the places of a region must get, as the register and the profile in force say."""

from collections import Counter, defaultdict

from sepaham.domain.base import Level, ancestor
from sepaham.domain.needs import Line, Need, lines
from sepaham.exchange.needs import needs_of
from sepaham.records import goods
from sepaham.records.log import Log
from sepaham.records.register import profile, stations


def figures() -> tuple[Line, ...]:
    """Return the figures every need has, in order."""
    return lines(profile())


def needs(*, region: str, level: Level | None = None) -> list[Need]:
    """Return the needs of a region's places at a level, or its own sum; empty where no polling station is."""
    found = stations(ancestor(region, Level.DESA))
    return list(needs_of(area=region, stations=found, profile=profile(), levels=(level,) if level else ()))


def carton_sizes(log: Log) -> dict[str, int]:
    """Return how many pieces a carton of each item holds: the size most of those that came say they have."""
    seen: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for arrival in goods.arrivals(log).values():
        for run in arrival.fact.body["cartons"]:
            seen[arrival.item][run["each"]] += run["last"] - run["first"] + 1
    return {item: sizes.most_common(1)[0][0] for item, sizes in seen.items() if any(sizes)}
