"""Places that keep goods: what is in each by all accounts, since when, and what its night guards reported."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min

from sepaham.domain.base import Level, ancestor, level_of, parent_of, within
from sepaham.domain.facts import Fact
from sepaham.domain.plan import Store
from sepaham.records import foundations
from sepaham.records.custody import Unit
from sepaham.records.facts import facts
from sepaham.records.log import Log

BOX_LITRES = 96
"""Room one assembled ballot box takes: 0.096 m³ (60 x 40 x 40 cm)."""


@dataclass(frozen=True, slots=True)
class Stocked:
    """
    A store with what is in it.

    Attributes:
        units: Pieces there by item.
        since: When the first of them came, as far as that was stated.
        nights: The last report of the night by slot, ``22`` and ``05``.
    """

    store: Store
    units: Mapping[str, int] = field(default_factory=dict)
    since: datetime | None = None
    nights: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """Return the line of the office that keeps the goods."""
        return self.store.keeper.partition(":")[0]

    @property
    def boxes(self) -> int:
        """Return how many ballot boxes are there."""
        return self.units.get("box", 0)

    @property
    def litres(self) -> int:
        """Return the room its boxes take."""
        return self.boxes * BOX_LITRES

    @property
    def calls_for_help(self) -> bool:
        """Tell whether the last report of a night asks for help."""
        last = max(self.nights.values(), key=lambda fact: fact.order, default=None)
        return last is not None and last.body["state"] == "help"


def stocked(*, log: Log, region: str) -> list[Stocked]:
    """Return the stores of a region, the widest first and then in code order, each with what is in it."""
    stores = [s for s in foundations.plan_in_force(log).stores.values() if within(s.region, region)]
    held = _held(log)
    nights = _nights(log, region)
    found = (
        Stocked(store, *held.get(store.keeper, ({}, None)), _night(nights, store.region)) for store in stores
    )
    return sorted(found, key=lambda s: (s.store.region.count("."), s.store.region))


def store_at(*, log: Log, region: str) -> Stocked | None:
    """Return the store of a place; None when the plan has none there."""
    return next((s for s in stocked(log=log, region=region) if s.store.region == region), None)


def _held(log: Log) -> dict[str, tuple[dict[str, int], datetime | None]]:
    """Return what every office holds that is not on the move, by item, and since when."""
    rows = Unit.objects.filter(log=log, moving=False, used=False).values_list("holder", "item")
    found: dict[str, tuple[dict[str, int], datetime | None]] = {}
    for holder, item, n, first in rows.annotate(n=Count("id"), first=Min("at")):
        units, since = found.get(holder, ({}, None))
        hours = [at for at in (since, first) if at]
        found[holder] = {**units, item: n}, min(hours, default=None)
    return found


def _nights(log: Log, region: str) -> dict[str, dict[str, Fact]]:
    """Return the last report of each slot by place, those of a polling station's desa with its own."""
    found: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts(log=log, kinds=("night.report",), region=ancestor(region, Level.DESA)):
        found[fact.region][fact.body["slot"]] = fact
    return found


def _night(nights: Mapping[str, Mapping[str, Fact]], region: str) -> dict[str, Fact]:
    """Return the reports of a place by slot; without its own a polling station is safe if its desa is."""
    of_desa = nights.get(parent_of(region), {}) if level_of(region) is Level.TPS else {}
    safe = {slot: fact for slot, fact in of_desa.items() if fact.body["state"] == "safe"}
    return {**safe, **nights.get(region, {})}
