"""What the papers of one planned run rest on, and the parts they share."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.catalogue import Profile
from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Halt, Journey
from sepaham.domain.rivers import River
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.travel import Point
from sepaham.domain.words import Language, write_brief, write_moment, write_number
from sepaham.exchange.papers.blocks import LINE
from sepaham.exchange.papers.letterhead import Heading
from sepaham.exchange.papers.words import Say, speaker

_CROW = re.compile(r"crow\*(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Means:
    """
    What carries, and who drives; '' and 0 for what nobody entered.

    Attributes:
        litres: The volume it takes.
        day_cost: What a day costs, in rupiah; `km_cost` what a kilometre costs.
    """

    kind: str
    closed: bool = False
    plate: str = ""
    driver: str = ""
    phone: str = ""
    litres: int = 0
    day_cost: int = 0
    km_cost: int = 0


@dataclass(frozen=True, slots=True)
class Hop:
    """
    The way to one call, or back.

    Attributes:
        metres: How long it is; 0 where nobody measured it.
        via: The names of crossings it leads over.
        otherwise: The names of crossings that could be taken instead, the nearest first.
    """

    metres: int = 0
    via: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """
    What the papers of one journey rest on.

    Attributes:
        lists: Its load lists by their hash.
        held: The units of each list that this journey carries: some of them where a list takes several.
        heading: The letterhead of the office that sends.
        number: The waybill's number; '' to be written by hand.
        at: The hour of printing.
        seals: The seals stated for units.
        litres: The room each list takes; empty where unknown.
        escorts: Who goes along, and how many; empty while nobody agreed to.
        points: Where the store (by the journey's region) and the stops are.
        assumed: The stops whose place was assumed.
        hops: The way to each call and back; empty where nobody measured it.
        rivers: What is to be drawn beside the way.
        roads: What distances rest on, as a movement plan says it (`travel.Ways.source`).
        calls: The offices to call, and their number; '' where nobody entered it.
        received: For each list, what its receiver stated: the hour, the entry and how many pieces.
    """

    journey: Journey
    means: Means
    lists: Mapping[str, LoadList]
    held: Mapping[str, tuple[str, ...]]
    heading: Heading
    number: str
    at: datetime
    seals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    litres: Mapping[str, int] = field(default_factory=dict)
    escorts: tuple[tuple[str, int], ...] = ()
    points: Mapping[str, Point] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    hops: tuple[Hop, ...] = ()
    rivers: tuple[River, ...] = ()
    roads: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    received: Mapping[str, tuple[datetime, int, int]] = field(default_factory=dict)

    @property
    def homeward(self) -> bool:
        """Tell whether it fetches goods rather than brings them."""
        return LEGS[self.journey.leg].homeward

    @property
    def sender(self) -> str:
        """Return the one office at the store: it gives on the way out and receives on the way home."""
        loads = self.lists.values()
        sides = [load.receiver if self.homeward else load.giver for load in loads]
        return sides[0] if sides else ""

    def others(self, halt: Halt) -> tuple[str, ...]:
        """Return the offices at a stop."""
        loads = [self.lists[hash_] for hash_ in halt.lists if hash_ in self.lists]
        return tuple(dict.fromkeys(load.giver if self.homeward else load.receiver for load in loads))

    def units(self, halt: Halt) -> tuple[str, ...]:
        """Return the units handed over at a stop."""
        return tuple(unit for hash_ in halt.lists for unit in self.held.get(hash_, ()))

    @property
    def total(self) -> int:
        """Return how many units it carries."""
        return sum(len(self.units(halt)) for halt in self.journey.halts)

    def seal_numbers(self, units: Iterable[str]) -> list[str]:
        """Return the seals stated for some units."""
        return [number for unit in units for number in self.seals.get(unit, ())]


def profile_name(profile: Profile, language: Language) -> str:
    """Return what an election day is called."""
    return profile.name_id if language == "id" else profile.name_en


class Teller:
    """Says what the papers of one journey have in common."""

    def __init__(self, moved: Moved, names: Names, language: Language) -> None:
        """Keep the journey, what things are called, and the language."""
        self.moved, self.names, self.language = moved, names, language
        self.say: Say = speaker(language)

    def name(self, key: str) -> str:
        """Return what a place or office is called."""
        return self.names(key, self.language)

    def place(self, region: str) -> str:
        """Return what a stop is called, no longer than a column is wide."""
        if level_of(region) is Level.TPS:
            desa = self.name(ancestor(region, Level.DESA)).partition(" (")[0]
            return f"TPS {region[-3:]} {desa}"
        return self.name(region).partition(" (")[0]

    def short(self, office: str) -> str:
        """Return what an office at a stop is called: its line alone, since the stop names the place."""
        return self.name(office).partition(" ")[0]

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it."""
        return write_number(value, self.language)

    def clock(self, at: datetime) -> str:
        """Return a day and an hour, briefly."""
        return write_brief(at, self.language, self.moved.journey.region)

    def hour(self, at: datetime) -> str:
        """Return the hour; the day too where it is another than the departure's."""
        brief = self.clock(at)
        day, _, hour = brief.rpartition(" ")
        return hour if day == self.clock(self.moved.journey.departs_at).rpartition(" ")[0] else brief

    def moment(self, at: datetime) -> str:
        """Return an instant in full."""
        return write_moment(at, self.language, self.moved.journey.region)

    def kilometres(self, metres: int) -> str:
        """Return a distance in kilometres, to a tenth: ``12,4``."""
        text = f"{metres / 1000:.1f}"
        return text.replace(".", ",") if self.language == "id" else text

    def hop(self, hop: Hop) -> str:
        """Return how far a stop is from the one before; a dash where nobody measured it."""
        return self.kilometres(hop.metres) if hop.metres else "–"

    @property
    def leg(self) -> str:
        """Return what the leg is called."""
        return LEG_NAMES[self.moved.journey.leg].say(self.language, {})

    @property
    def store(self) -> str:
        """Return the store it starts from."""
        return self.say("store_of", place=self.place(self.moved.journey.region))

    @property
    def vehicle(self) -> str:
        """Return what carries, in words."""
        means = self.moved.means
        kind = self.say(f"by_{means.kind}")
        return self.say("closed_box", vehicle=kind) if means.closed else kind

    @property
    def plate(self) -> str:
        """Return the plate, or room to write it; those on foot have none."""
        return "–" if self.moved.means.kind == "foot" else self.moved.means.plate or LINE

    @property
    def mark(self) -> str:
        """Return by what a vehicle is known: its plate, or else its kind."""
        return self.moved.means.plate or self.vehicle

    @property
    def bearer(self) -> str:
        """Return what the one who drives or carries is called on this paper."""
        return self.say("porter" if self.moved.means.kind == "foot" else "driver")

    @property
    def escort(self) -> str:
        """Return who goes along, or room to write it."""
        told = (
            self.say("escort_of", office=self.name(office), number=self.number(n))
            for office, n in self.moved.escorts
        )
        return "; ".join(told) or LINE

    @property
    def roads(self) -> str:
        """Return what distances rest on, in a sentence; '' where the plan does not say."""
        source, _, factor = self.moved.roads.partition("+")[0].partition(",")[0].partition("*")
        if source == "crow":
            return self.say("roads_crow", factor=factor.replace(".", "," if self.language == "id" else "."))
        return self.say("roads_net") if source.startswith("osm") else ""

    def part(self, halt: Halt) -> str:
        """Return which part of its goods a stop gets from this journey; '' where it is all of them."""
        turn, of = halt.part
        return self.say("part", turn=turn, of=of) if of > 1 else ""

    @property
    def title(self) -> str:
        """Return leg and first and last stop: what a driver calls the trip."""
        places = list(dict.fromkeys(self.place(halt.region) for halt in self.moved.journey.halts))
        few = 2
        if len(places) <= few:
            return ", ".join(places)
        return self.say("and_more", first=places[0], number=self.number(len(places) - 1))
