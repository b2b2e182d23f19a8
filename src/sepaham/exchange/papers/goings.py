"""Many trips told together: those of a day and a kecamatan, and each in one line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sepaham.domain.base import Level, ancestor, level_of, local_zone, within
from sepaham.domain.findings import Names
from sepaham.domain.movement import Journey
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_brief, write_day, write_number
from sepaham.exchange.papers.blocks import Column, Table
from sepaham.exchange.papers.words import Say, speaker


@dataclass(frozen=True, slots=True)
class Going:
    """
    One trip as schedules tell it.

    Attributes:
        kind: The kind of vehicle.
        pieces: How many pieces each stop gets or gives, in the order of its calls.
        boxes: How many of all its pieces are ballot boxes.
        officers: How many were agreed to go along; None while nobody answered.
    """

    journey: Journey
    kind: str
    pieces: tuple[int, ...]
    boxes: int = 0
    officers: int | None = None

    @property
    def arrives_at(self) -> datetime:
        """Return when it is done with its last call, or back with what it fetched."""
        return max(halt.leaves_at for halt in self.journey.halts)

    def within(self, region: str) -> "Going | None":
        """Return the same trip with only the calls inside a region; None where it has none there."""
        inside = [n for n, halt in enumerate(self.journey.halts) if within(halt.region, region)]
        if not inside:
            return None
        halts = tuple(self.journey.halts[n] for n in inside)
        pieces = tuple(self.pieces[n] for n in inside)
        return replace(self, journey=replace(self.journey, halts=halts), pieces=pieces)


class Schedule:
    """Writes tables of trips."""

    def __init__(self, region: str, names: Names, language: Language) -> None:
        """Keep where the paper is about, what things are called, and the language."""
        self._region, self._names, self._language = region, names, language
        self.say: Say = speaker(language)

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it."""
        return write_number(value, self._language)

    def day(self, going: Going) -> date:
        """Return the day a trip leaves, where it leaves."""
        return going.journey.departs_at.astimezone(local_zone(self._region)).date()

    def days(self, goings: Iterable[Going]) -> Mapping[date, list[Going]]:
        """Return trips by the day they leave, in the order of the days."""
        found: defaultdict[date, list[Going]] = defaultdict(list)
        for going in goings:
            found[self.day(going)].append(going)
        return {day: found[day] for day in sorted(found)}

    def brief(self, at: datetime) -> str:
        """Return a day and an hour, briefly."""
        return write_brief(at, self._language, self._region)

    def name(self, key: str) -> str:
        """Return what a place or office is called."""
        return self._names(key, self._language)

    def place(self, region: str) -> str:
        """Return what a stop is called: no desa bears its kecamatan's name behind it here."""
        if level_of(region) is Level.TPS:
            return f"TPS {region[-3:]} {self.name(ancestor(region, Level.DESA)).partition(' (')[0]}"
        return self.name(region).partition(" (")[0]

    def by_day(self, goings: Iterable[Going]) -> Table:
        """Return a row for each day and kecamatan, and their sum; a trip to two kecamatan is in both rows."""
        say, every = self.say, list(goings)
        columns = (
            Column(say("day"), share=4),
            Column(say("kecamatan"), share=4),
            Column(say("trips"), "right", 3),
            Column(say("vehicles"), share=5),
            Column(say("goods"), "right", 3),
            Column(say("first_leaves"), "right", 3),
            Column(say("last_arrives"), "right", 3),
            Column(say("officers"), "right", 3),
        )
        rows = [row for day, found in self.days(every).items() for row in self._kecamatan(day, found)]
        if every:
            rows.append(self._sum(say("total"), "", every))
        return Table(columns, tuple(rows), strong=(len(rows) - 1,), small=True)

    def _kecamatan(self, day: date, goings: list[Going]) -> Iterator[tuple[str, ...]]:
        groups: defaultdict[str, list[Going]] = defaultdict(list)
        for going in goings:
            for area in {ancestor(halt.region, Level.KECAMATAN) for halt in going.journey.halts}:
                inside = going.within(area)
                groups[area] += [inside] if inside else []
        for area in sorted(groups):
            yield self._sum(write_day(day, self._language), self.name(area), groups[area])

    def _sum(self, day: str, area: str, goings: list[Going]) -> tuple[str, ...]:
        kinds = Counter(going.kind for going in goings)
        agreed = [going.officers for going in goings if going.officers is not None]
        return (
            day,
            area,
            self.number(len(goings)),
            ", ".join(f"{self.number(n)} {self.say(f'by_{kind}')}" for kind, n in kinds.most_common()),
            self.number(sum(sum(going.pieces) for going in goings)),
            self.hour(min(going.journey.departs_at for going in goings)),
            self.hour(max(going.arrives_at for going in goings)),
            self.number(sum(agreed)) if agreed else "",
        )

    def hour(self, at: datetime) -> str:
        """Return the hour alone."""
        return self.brief(at).rpartition(" ")[2]

    def each(self, goings: Iterable[Going]) -> Table:
        """Return a row for each trip in the order they leave: hours, vehicle, stops with hours, pieces."""
        say = self.say
        columns = (
            Column(say("route_leaves"), "right", 3),
            Column(say("from_store"), share=5),
            Column(say("kind_of_vehicle"), share=3),
            Column(say("schedule_stops"), share=11),
            Column(say("goods"), "right", 2),
            Column(say("officers"), "right", 3),
        )
        rows = sorted(goings, key=lambda going: (going.journey.departs_at, going.journey.id))
        return Table(columns, tuple(map(self._row, rows)), small=True)

    def _row(self, going: Going) -> tuple[str, ...]:
        journey = going.journey
        stops = (f"{self._stop(halt.region, journey)} {self.hour(halt.arrives_at)}" for halt in journey.halts)
        return (
            self.hour(journey.departs_at),
            self.place(journey.region),
            self.say(f"by_{going.kind}"),
            "; ".join(stops),
            self.number(sum(going.pieces)),
            "" if going.officers is None else self.number(going.officers),
        )

    def _stop(self, region: str, journey: Journey) -> str:
        """Return what a stop is called in a trip's own row: a TPS near its store by number alone."""
        near = level_of(region) is Level.TPS and within(region, journey.region)
        return f"TPS {region[-3:]}" if near else self.place(region)

    def leg(self, code: str) -> str:
        """Return what a leg is called, as a heading has it."""
        name = LEG_NAMES[code].say(self._language, {})
        return name[:1].upper() + name[1:]
