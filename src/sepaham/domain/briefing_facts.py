"""What briefings are made from, and the lines that pages of every kind share: threats, authority, calls."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sepaham.domain.authority import Authority
from sepaham.domain.base import Level, ancestor, level_of, local_zone, write_instant
from sepaham.domain.briefing import Line
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.contents import contents_of
from sepaham.domain.disagreement import Outcome
from sepaham.domain.endings import Ending
from sepaham.domain.escorting import Asked
from sepaham.domain.loads import LoadList
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.domain.plan import Plan
from sepaham.domain.register import LINES, PollingStation, Register
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Threat, Threats
from sepaham.domain.units import mark_of
from sepaham.domain.words import Sentence, write_day

TOP = 3
"""Threats a page tells of."""
_ACTIONS = 3
_DISSENTS = 2
_SIDE = 4
"""Offices named on each side of a dispute."""
_HELD_BY = ("kpu", "ppk", "pps", "kpps")


@dataclass(frozen=True)
class Sources:
    """
    All that briefings are made from.

    Attributes:
        log: The log's origin.
        day: Voting day.
        register: Places and polling stations of one kabupaten.
        profile: What goes to each.
        plan: The load lists in force.
        movement: The movement plan in force; None without any, and then there are no pages of trips.
        authority: Who may do what.
        threats: The catalogue in force.
        endings: How cells ended.
        rounds: The rounds they ended after.
        asked: What was asked for escorts and guards, and answered.
        vehicles: The kind of each vehicle.
    """

    log: str
    day: date
    register: Register
    profile: Profile
    plan: Plan
    movement: Movement | None
    authority: Authority
    threats: Threats
    endings: Mapping[str, Ending] = field(default_factory=dict)
    rounds: Sequence[Round] = ()
    asked: Sequence[Asked] = ()
    vehicles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], LoadList]:
        """Return the load lists by leg and region; of several the last made."""
        return {(load.leg, load.region): load for load in self.plan.lists.values()}

    @cached_property
    def below(self) -> Mapping[tuple[str, str], list[LoadList]]:
        """Return the load lists of the places right below a region, by leg and that region."""
        found: defaultdict[tuple[str, str], list[LoadList]] = defaultdict(list)
        for load in self.plan.lists.values():
            found[load.leg, load.region.rpartition(".")[0]].append(load)
        return found

    @cached_property
    def stations(self) -> Mapping[str, list[PollingStation]]:
        """Return the polling stations of every region that holds any."""
        found: defaultdict[str, list[PollingStation]] = defaultdict(list)
        for station in self.register.stations:
            for level in (Level.KABUPATEN, Level.KECAMATAN, Level.DESA):
                found[ancestor(station.desa, level)].append(station)
        return found

    @cached_property
    def halts(self) -> Mapping[tuple[str, str], list[tuple[Journey, Halt]]]:
        """Return the calls of vehicles by leg and place."""
        found: defaultdict[tuple[str, str], list[tuple[Journey, Halt]]] = defaultdict(list)
        for journey in self.movement.journeys.values() if self.movement else ():
            for halt in journey.halts:
                found[journey.leg, halt.region].append((journey, halt))
        return found

    @cached_property
    def promised(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many officers each office promised, by job."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in self.asked:
            if one.officers:
                found[one.job][one.to] += one.officers
        return found

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Return the jobs that somebody was asked for."""
        return frozenset(one.job for one in self.asked)

    @cached_property
    def cells(self) -> Mapping[str, list[Ending]]:
        """Return how the cells of each area ended, the gravest first."""
        found: defaultdict[str, list[Ending]] = defaultdict(list)
        for cell, ending in self.endings.items():
            if threat_in(cell) in self.threats.threats:
                found[region_in(cell)].append(ending)
        return {region: sorted(ended, key=self.gravest) for region, ended in found.items()}

    def gravest(self, ending: Ending) -> tuple[float, str]:
        """Return the place of an ending among others: by the share of stations to be expected to suffer."""
        chance = self.threats.likelihood[ending.likelihood - 1].middle
        return -chance * self.threats.impact[ending.impact - 1].middle, ending.cell

    @cached_property
    def last_rounds(self) -> Mapping[str, Round]:
        """Return the last closed round of each assessment, by its code."""
        return {held.id: held for held in self.rounds if held.closed}


Serves = Callable[[Threat], bool]
"""Whether a page speaks of a threat."""


def named(key: str) -> dict[str, Any]:
    """Return an office, place or item as a value."""
    return {"name": key}


def at(hour: datetime) -> dict[str, str]:
    """Return an instant as a value."""
    return {"at": write_instant(hour)}


def window(opens: datetime, closes: datetime) -> dict[str, str]:
    """Return a span of time as a value."""
    return {"from": write_instant(opens), "to": write_instant(closes)}


def both(text: Sentence) -> dict[str, str]:
    """Return a sentence as a value."""
    return {"id": text.id, "en": text.en}


def line_name(line: str) -> dict[str, str]:
    """Return a kind of office as a value."""
    return {"id": LINES[line].title_id, "en": LINES[line].title_en}


def goods(sources: Sources, units: Iterable[str], region: str) -> list[dict[str, Any]]:
    """Return how many of each item some units are."""
    kinds = {kind.mark: kind.item for kind in unit_kinds(sources.profile, ancestor(region, Level.KABUPATEN))}
    counted = Counter(kinds.get(mark_of(unit), mark_of(unit)) for unit in units)
    return [{"name": item, "n": number} for item, number in counted.items()]


def contents(sources: Sources, region: str) -> Iterator[Line]:
    """Yield what the goods of a region hold, and how many seals each polling station gets."""
    stations = sources.stations.get(region, [])
    total: Counter[str] = Counter()
    for station in stations:
        total.update(contents_of(sources.profile, station))
    if total:
        yield Line("contents", {"contents": [{"name": item, "n": n} for item, n in total.items() if n]})
    each = {contents_of(sources.profile, station).get("seal", 0) for station in stations}
    if len(each) == 1 and (number := each.pop()):
        yield Line("seals", {"each": number})


# Threats


def situation(sources: Sources, regions: Sequence[str], serves: Serves, *, most: int = TOP) -> Iterator[Line]:
    """
    Yield the gravest threats of some areas, each with how it stands and what to do first.

    Args:
        sources: What is known.
        regions: The areas, the nearest first; of one threat the nearest area's word holds.
        serves: Whether the page speaks of a threat.
        most: How many.
    """
    found: dict[str, Ending] = {}
    for region in regions:
        for ending in sources.cells.get(region, ()):
            code = threat_in(ending.cell)
            if serves(sources.threats.threats[code]):
                found.setdefault(code, ending)
    ranked = sorted(found.values(), key=sources.gravest)
    for ending in ranked[:most]:
        yield from _threat(sources, ending)
    if len(ranked) > most:
        yield Line("more_threats", {"number": len(ranked) - most})
    if not ranked:
        yield Line("unrated", {})


def _threat(sources: Sources, ending: Ending) -> Iterator[Line]:
    threat = sources.threats.threats[threat_in(ending.cell)]
    likely = sources.threats.likelihood[ending.likelihood - 1].text
    effect = sources.threats.impact[ending.impact - 1].text
    shared = {
        "threat": both(threat.text),
        "code": threat.code,
        "likelihood": ending.likelihood,
        "impact": ending.impact,
        "on": _day(ending.end.at, ending.end.region),
    }
    if ending.outcome != Outcome.AGREED:
        yield Line("dissent", shared)
        yield from _sides(sources, ending)
    elif ending.holds:
        yield Line("agreed", {**shared, "likely": both(likely), "effect": both(effect)})
    else:
        yield Line("unborne", shared)
    actions = [{**both(action), "turn": turn} for turn, action in enumerate(threat.actions[:_ACTIONS], 1)]
    if actions:
        yield Line("actions", {"actions": actions, "code": threat.code})


def _sides(sources: Sources, ending: Ending) -> Iterator[Line]:
    """Yield who rates a disputed cell higher and who lower, and the reasons on record."""
    held = sources.last_rounds.get(str(ending.end.body["round"]))
    rated = (
        {o: r.likelihood for o, given in held.ratings.items() if (r := given.get(ending.cell))}
        if held
        else {}
    )
    upper = [named(office) for office, step in rated.items() if step >= ending.likelihood]
    lower = [named(office) for office, step in rated.items() if 0 < step < ending.likelihood]
    if upper and lower:
        told = {"likelihood": ending.likelihood, "upper": upper[:_SIDE], "lower": lower[:_SIDE]}
        yield Line("sides", told)
    for fact in ending.dissents[:_DISSENTS]:
        steps = {"likelihood": fact.body["likelihood"], "impact": fact.body["impact"]}
        yield Line("reason", {"office": named(fact.actor), **steps, "reason": fact.body["reason"]})


def _day(hour: datetime, region: str) -> dict[str, str]:
    local = hour.astimezone(local_zone(region)).date()
    return {"id": write_day(local, "id"), "en": write_day(local, "en")}


# Command


def authority_lines(sources: Sources, *, opens: bool = True) -> Iterator[Line]:
    """Yield who may hold, open and order what, with the article."""
    asked = [("may_hold", "handover.receive"), ("may_open", "unit.open"), ("may_order", "goods.order")]
    for code, kind in asked if opens else asked[:1]:
        rows = [(line, sources.authority.row(kind=kind, line=line)) for line in LINES]
        able = [(line, row) for line, row in rows if row and row.answer == "yes" and line != "gateway"]
        if able:
            lines = [line_name(line) for line, _ in able]
            yield Line(code, {"lines": lines, "who": [line for line, _ in able], "source": able[0][1].source})


def may_see(sources: Sources, lines: Iterable[str]) -> Iterator[Line]:
    """Yield which of some lines watch, escort and guard without holding anything."""
    seeing = [
        line
        for line in lines
        if line not in _HELD_BY and sources.authority.row(kind="handover.observe", line=line)
    ]
    if seeing:
        yield Line("may_see", {"lines": [line_name(line) for line in seeing]})


def calls(offices: Iterable[str]) -> Iterator[Line]:
    """Yield whom to call, in that order; who holds these offices is looked up when the page is shown."""
    for office in dict.fromkeys(offices):
        yield Line("call", {"office": named(office)})


def stops(call: str, codes: Iterable[str]) -> Iterator[Line]:
    """Yield the stop rules."""
    for code in codes:
        yield Line(code, {"call": named(call)})


def around(region: str) -> list[str]:
    """Return a place and the areas that hold it up to the kabupaten, the nearest first."""
    return [ancestor(region, Level(level)) for level in range(level_of(region), Level.PROVINCE, -1)]
