"""Where the days happen: register, profile and plan by place and leg, and the one source of chance."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from functools import cached_property
from itertools import count

from sepaham.domain.base import Level, ancestor, end_of_day, local_moment
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.contents import contents_of
from sepaham.domain.plan import Plan
from sepaham.domain.register import LINES, Register, office_id
from sepaham.domain.units import Unit, units_of
from sepaham.simulator.deeds import Planned

OPENS = -60
"""The day, relative to voting day, on which the log opens and the heads at the kabupaten are enrolled."""
BRIEFED = -8
"""The day on which all others are."""
CLOSES = 5
"""The last day that is played; the picture is judged at its end."""
SEALS_PER_BOX = 2


class Membership(StrEnum):
    """Who states: all; the KPU line by spreadsheet; no KPU line, whose papers others copy."""

    ALL = "all"
    SPREADSHEET = "spreadsheet"
    WITHOUT_KPU = "without-kpu"


@dataclass(frozen=True)
class Scene:
    """All that the days need to know of the world."""

    register: Register
    profile: Profile
    plan: Plan
    membership: Membership
    rng: random.Random
    numbered: bool = True

    @cached_property
    def kabupaten(self) -> str:
        """Return the kabupaten whose KPU sends."""
        return self.register.kabupaten[0]

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], Planned]:
        """Return the planned load lists by leg and region."""
        return {(load.leg, load.region): Planned(hash_, load) for hash_, load in self.plan.lists.items()}

    @cached_property
    def pieces(self) -> Mapping[str, tuple[Unit, ...]]:
        """Return the units of each polling station."""
        return {
            station.key: tuple(units_of(station, unit_kinds(self.profile, station.desa)))
            for station in self.register.stations
        }

    @cached_property
    def stations(self) -> Mapping[str, tuple[str, ...]]:
        """Return the polling stations of each desa, and the desa of each kecamatan."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for station in self.register.stations:
            found[station.desa][station.key] = None
            found[ancestor(station.desa, Level.KECAMATAN)][station.desa] = None
        return {area: tuple(parts) for area, parts in found.items()}

    @cached_property
    def kecamatan(self) -> tuple[str, ...]:
        """Return the kecamatan in code order."""
        return tuple(area for area in sorted(self.stations) if area.count(".") == Level.KECAMATAN - 1)

    @cached_property
    def _numbers(self) -> "count[int]":
        return count(1)

    @cached_property
    def end(self) -> datetime:
        """Return the hour at which the picture is judged."""
        return end_of_day(self.moment(CLOSES, time(12)), self.kabupaten)

    def boxes(self, station: str) -> list[str]:
        """Return the codes of a station's ballot boxes."""
        return self.of_item(station, "box")

    def of_item(self, station: str, item: str) -> list[str]:
        """Return the codes of a station's units of one item."""
        return [unit.code for unit in self.pieces[station] if unit.kind.item == item]

    def contents(self, station: str) -> Mapping[str, int]:
        """Return how many of each counted thing a station must get."""
        return contents_of(self.profile, self.register.by_key[station])

    @property
    def seals_a_box(self) -> int:
        """Return how many seals one box is stated to bear: of those without numbers, one."""
        return SEALS_PER_BOX if self.numbered else 1

    def seals(self) -> list[str]:
        """Return the numbers of the seals for one more box; none where seals bear no numbers."""
        return [f"{next(self._numbers):07d}" for _ in range(SEALS_PER_BOX)] if self.numbered else []

    def moment(self, offset: int, hour: time) -> datetime:
        """Return the instant of a local hour so many days from voting day."""
        return local_moment(day=self.profile.day, offset=offset, hour=hour, region=self.kabupaten)

    def office(self, line: str, region: str) -> str:
        """Return the office of a line that answers for a region."""
        if line == "gateway":
            return office_id(line, self.kabupaten)
        return office_id(line, ancestor(region, LINES[line].level))
