"""What the papers of planned trips rest on, gathered for many trips at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.burden import burden_of, items_of
from sepaham.domain.catalogue import Profile
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Journey, Movement
from sepaham.domain.packing import packed_by_station
from sepaham.domain.places import Origin, Places
from sepaham.domain.rivers import River
from sepaham.domain.roads import CrowWays
from sepaham.domain.terms import Terms
from sepaham.domain.units import mark_of
from sepaham.exchange.papers.goings import Going
from sepaham.exchange.papers.hops import hops_of
from sepaham.exchange.papers.moved import Means, Moved
from sepaham.records import acts, goods, places, queries
from sepaham.records.escorts import asked
from sepaham.records.fleet import Vehicle, known_vehicles
from sepaham.records.foundations import declared, movement_in_force, plan_in_force
from sepaham.records.handovers import some
from sepaham.records.log import Log
from sepaham.records.papers import heading_of, numbers_of
from sepaham.records.people import Post

BOX = "K"
"""How the mark of a ballot box begins."""


@dataclass(frozen=True)
class Gathering:
    """
    What papers are gathered from.

    Attributes:
        movement: The plan in force.
        lists: The load lists by hash.
        terms: Say what a piece takes.
        at: The hour.
    """

    log: Log
    movement: Movement
    lists: Mapping[str, LoadList]
    profile: Profile
    terms: Terms
    at: datetime

    def held(self, journey: Journey) -> dict[str, tuple[str, ...]]:
        """Return the units of each list that a journey carries."""
        found = {}
        for halt in journey.halts:
            for hash_ in halt.lists:
                listed = self.lists[hash_].units if hash_ in self.lists else ()
                part = set(halt.units)
                found[hash_] = tuple(unit for unit in listed if not part or unit in part)
        return found

    def goings(self, journeys: Iterable[Journey]) -> list[Going]:
        """Return trips as schedules tell them."""
        found = list(journeys)
        vehicles = known_vehicles({journey.vehicle for journey in found})
        agreed = _agreed(self.log)
        return [self._going(journey, vehicles, agreed) for journey in found]

    def _going(
        self, journey: Journey, vehicles: Mapping[str, Vehicle], agreed: Mapping[str, Mapping[str, int]]
    ) -> Going:
        held = self.held(journey)
        row = vehicles.get(journey.vehicle)
        units = [unit for each in held.values() for unit in each]
        return Going(
            journey=journey,
            kind=row.kind if row else "other",
            pieces=tuple(sum(len(held[hash_]) for hash_ in halt.lists) for halt in journey.halts),
            boxes=sum(mark_of(unit).startswith(BOX) for unit in units),
            officers=sum(agreed[journey.id].values()) if journey.id in agreed else None,
        )

    def moved(
        self, journeys: Sequence[Journey], *, personal: Collection[str], told: bool, routed: bool
    ) -> list[Moved]:
        """
        Return what the papers of trips rest on.

        Args:
            journeys: Which, in the order of the papers.
            personal: The ids of those whose driver and plate the reader may see.
            told: Whether to look up what receivers stated.
            routed: Whether to look up where places are, and the way between them.
        """
        vehicles = known_vehicles({journey.vehicle for journey in journeys})
        agreed, seals = _agreed(self.log), _seals(self.log, journeys)
        phones = _phones({office for journey in journeys for office in self._offices(journey)})
        hashes = {hash_ for journey in journeys for hash_ in journey.lists}
        received = self._received(hashes) if told else {}
        land = self._land() if routed else _Land()
        headings = {office: heading_of(office) for office in {self.sender(journey) for journey in journeys}}
        numbers = numbers_of(log=self.log, kind="waybill", subjects=[journey.id for journey in journeys])
        return [
            Moved(
                journey=journey,
                means=_means(vehicles.get(journey.vehicle), named=journey.id in personal),
                lists={h: self.lists[h] for h in journey.lists if h in self.lists},
                held=(held := self.held(journey)),
                heading=headings[self.sender(journey)],
                number=numbers.get(journey.id, ""),
                at=self.at,
                seals=seals,
                litres={hash_: self._litres(journey, units) for hash_, units in held.items()},
                escorts=tuple(agreed.get(journey.id, {}).items()),
                roads=self.movement.roads,
                calls=tuple((office, phones.get(office, "")) for office in self._offices(journey)),
                received={h: received[h] for h in journey.lists if h in received},
                **land.of(journey, vehicles.get(journey.vehicle)),
            )
            for journey in journeys
        ]

    def sender(self, journey: Journey) -> str:
        """Return the office at the store, whose letterhead and numbers the waybill bears."""
        sides = self.sides(journey)
        return sides[0][0] if sides else ""

    def sides(self, journey: Journey) -> list[tuple[str, str]]:
        """Return for each list the office at the store and the one at the stop."""
        loads = [self.lists[hash_] for hash_ in journey.lists if hash_ in self.lists]
        pairs = [(load.giver, load.receiver) for load in loads]
        return [pair[::-1] for pair in pairs] if LEGS[journey.leg].homeward else pairs

    def parties(self, journey: Journey) -> frozenset[str]:
        """Return the offices that give or receive what a trip carries."""
        return frozenset(office for pair in self.sides(journey) for office in pair)

    def _litres(self, journey: Journey, units: Sequence[str]) -> int:
        items = items_of(self.profile, ancestor(journey.region, Level.KABUPATEN))
        return burden_of(units, items=items, terms=self.terms, homeward=LEGS[journey.leg].homeward)[0]

    def _offices(self, journey: Journey) -> list[str]:
        """Return whom a driver calls: who sent the goods, KPU, the police near, who waits for them."""
        sides = self.sides(journey)
        kabupaten = ancestor(journey.region, Level.KABUPATEN)
        stop = journey.halts[0].region if journey.halts else journey.region
        place = journey.region if level_of(journey.region) >= Level.KECAMATAN else stop
        police = f"polsek:{ancestor(place, Level.KECAMATAN)}"
        return list(
            dict.fromkeys(
                (*(near for near, _ in sides[:1]), f"kpu:{kabupaten}", police, *(far for _, far in sides))
            )
        )

    def _land(self) -> "_Land":
        """Return how the land lies, under the closures the plan was made under."""
        found, rivers = places.located(), places.rivers()
        closed = frozenset(code.partition("@")[0] for code in self.movement.closures)
        crow = CrowWays(rivers, closed) if self.movement.roads.startswith("crow") else None
        return _Land(found, rivers, crow)

    def _received(self, hashes: Collection[str]) -> dict[str, tuple[datetime, int, int]]:
        """Return what receivers stated: the hour, the entry, and how many pieces."""
        stated = [hash_ for hash_, row in some(log=self.log, hashes=hashes).items() if row.received_at]
        found = {}
        for hash_ in stated:
            handed = acts.handed(log=self.log, hash_=hash_, at=self.at)
            if handed is None or not handed.handover.received:
                continue
            act, handover = handed.handover.received[-1], handed.handover
            place = queries.places(statements=[act.id]).get(act.id, 0)
            found[hash_] = (
                act.at,
                place,
                sum(handover.receiving(unit) is not None for unit in handover.load.units),
            )
        return found


def _means(row: Vehicle | None, *, named: bool) -> Means:
    if row is None:
        return Means("other")
    driver = row.driver if named else None
    return Means(
        kind=row.kind,
        closed=row.closed,
        plate=row.plate if named else "",
        driver=driver.name if driver else "",
        phone=driver.phone if driver else "",
        litres=row.litres,
        day_cost=row.day_cost,
        km_cost=row.km_cost,
    )


def _seals(log: Log, journeys: Sequence[Journey]) -> dict[str, tuple[str, ...]]:
    """Return the seals stated when packing, by unit; read at once for all the places they go to."""
    regions = {halt.region for journey in journeys for halt in journey.halts}
    if not regions:
        return {}
    wide = ancestor(min(regions), Level.KABUPATEN)
    area = next(iter(regions)) if len(regions) == 1 else wide
    packed = packed_by_station(goods.packing(log=log, region=area))
    return {unit: numbers for one in packed.values() for unit, numbers in one.units.items() if numbers}


def _phones(offices: Collection[str]) -> dict[str, str]:
    """Return the first phone entered for each office."""
    rows = Post.objects.filter(office__in=sorted(offices)).exclude(person__phone="")
    found: dict[str, str] = {}
    for office, phone in rows.order_by("id").values_list("office", "person__phone"):
        found.setdefault(office, phone)
    return found


def _agreed(log: Log) -> dict[str, dict[str, int]]:
    """Return how many officers the offices asked will send along with each trip."""
    found: dict[str, dict[str, int]] = {}
    for one in asked(log=log):
        heard = one.answer or one.ready or one.done
        if one.ask.body["what"] == "trip" and heard is not None and one.officers:
            office = found.setdefault(one.ask.body["about"], {})
            office[heard.actor] = office.get(heard.actor, 0) + one.officers
    return found


@dataclass(frozen=True, slots=True)
class _Land:
    """Where places are and what lies between them; empty where nobody asks."""

    places: Places | None = None
    rivers: tuple[River, ...] = ()
    crow: CrowWays | None = None

    def of(self, journey: Journey, vehicle: Vehicle | None) -> dict[str, Any]:
        """Return what a trip's paper says of its way."""
        if self.places is None:
            return {}
        named = {journey.region, *(halt.region for halt in journey.halts)}
        points = {code: self.places.points[code] for code in named if code in self.places.points}
        kind = vehicle.kind if vehicle else ""
        ways = self.crow if kind else None
        return {
            "points": points,
            "assumed": frozenset(code for code in points if self.places.origins[code] is Origin.ASSUMED),
            "hops": hops_of(journey, kind=kind, points=points, ways=ways) if ways else (),
            "rivers": self.rivers,
        }


def gathering(*, log: Log, profile: Profile, terms: Terms, at: datetime) -> Gathering | None:
    """Return what papers of the movement plan in force are gathered from; None before there is one."""
    movement = movement_in_force(log)
    if movement is None:
        return None
    return Gathering(log, movement, plan_in_force(log).lists, profile, terms, at)


def plan_name(log: Log) -> str:
    """Return the hash that names the movement plan in force; '' before there is one."""
    return declared(log=log, what="movement")
