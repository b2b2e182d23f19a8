"""
What happened in each cell after it was rated, as far as the log tells, and how good a forecast of it was.

A report names a kind of trouble, not a threat of the catalogue: where two threats rated of an area fit it,
neither is said to have come. Where nobody was to see, nothing is said either. Both are left out of scores and
counted beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import mean

from sepaham.domain.agreement import ENOUGH
from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.disagreement import brier, ranked_probability
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Finding
from sepaham.domain.rounds import Rating
from sepaham.domain.threats import Anchor, Threats
from sepaham.domain.units import is_unit_code, station_of

SIGNS: Mapping[str, tuple[str, ...]] = {
    "trouble.road": ("flood", "landslide", "cut-off", "wind"),
    "trouble.water": ("flood", "landslide", "store-flood", "store-leak"),
    "trouble.vehicle": ("vehicle",),
    "trouble.goods": ("store-leak", "store-flood", "count"),
    "trouble.place": ("store-leak", "store-flood"),
    "trouble.staff": ("driver",),
    "trouble.security": ("intruder", "theft", "crowd"),
    "road.close": ("flood", "landslide", "cut-off", "wind"),
    "seal_missing": ("seal",),
    "seal_broken": ("seal",),
    "seal_differs": ("seal",),
    "count_differs": ("count",),
    "wrong_destination": ("swapped",),
}
"""What in a log speaks of which threats: reports and closed roads by their kind, findings by their rule."""
TOLD = frozenset(threat for threats in SIGNS.values() for threat in threats)
"""The threats a log could tell of at all."""
WATCHED = ("trouble.report", "road.close", "night.report", "trip.depart", "trip.arrive", "unit.seal")
"""Kinds that show somebody was there to see; the first two are signs themselves."""


class Course(StrEnum):
    """What is known of a cell after the days it was rated for."""

    CAME = "came"
    QUIET = "quiet"
    """Somebody was there and told of nothing like it."""
    UNCLEAR = "unclear"
    """Something happened that more than one of the area's rated threats would explain."""
    UNSEEN = "unseen"
    """Nobody stated anything from there, or no statement or finding could tell of this threat."""


@dataclass(frozen=True, slots=True)
class Sign:
    """
    One thing the log tells that may be a threat come true.

    Attributes:
        what: A key of `SIGNS`.
        region: Where.
        at: When.
        key: The statement or finding.
        stations: The polling stations it names.
    """

    what: str
    region: str
    at: datetime
    key: str
    stations: frozenset[str] = frozenset()


def signs_of(facts: Iterable[Fact], findings: Iterable[Finding]) -> list[Sign]:
    """Return the signs in some facts of kinds `WATCHED` and in findings, in the order of their hours."""
    found = []
    for fact in facts:
        what = f"trouble.{fact.body['what']}" if fact.kind == "trouble.report" else fact.kind
        if what in SIGNS:
            found.append(Sign(what, fact.region, fact.at, fact.key, _stations(fact.region)))
    for finding in findings:
        if finding.rule in SIGNS and finding.basis:
            units = [station_of(code) for code in finding.units if is_unit_code(code)]
            stations = frozenset(units) or _stations(finding.region)
            found.append(Sign(finding.rule, finding.region, finding.since, finding.key, stations))
    return sorted(found, key=lambda sign: (sign.at, sign.key))


def _stations(region: str) -> frozenset[str]:
    return frozenset({region}) if level_of(region) is Level.TPS else frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What is known of one cell.

    Attributes:
        signs: What it rests on.
        step: The step of impact by the share of stations named; 0 where nothing came, None where unknown.
    """

    cell: str
    course: Course
    signs: tuple[Sign, ...] = ()
    step: int | None = None


def outcomes(
    *,
    cells: Sequence[str],
    signs: Iterable[Sign],
    seen: Iterable[str],
    stations: Mapping[str, int],
    impact: Sequence[Anchor],
) -> dict[str, Outcome]:
    """
    Return what is known of each rated cell.

    Args:
        cells: All cells that were rated.
        signs: What the log tells after the round was closed.
        seen: Regions from which anybody stated anything after it.
        stations: How many polling stations each area has, by cell.
        impact: The steps of the scale of impact.
    """
    eyes = frozenset(
        ancestor(region, level) for region in seen for level in Level if level <= level_of(region)
    )
    told, rated = list(signs), defaultdict[str, set[str]](set)
    for cell in cells:
        rated[region_in(cell)].add(threat_in(cell))
    found = {}
    for cell in cells:
        region, threat = region_in(cell), threat_in(cell)
        here = [s for s in told if threat in SIGNS[s.what] and within(s.region, region)]
        clear = tuple(s for s in here if rated[region].intersection(SIGNS[s.what]) == {threat})
        if clear:
            found[cell] = Outcome(cell, Course.CAME, clear, _step(clear, stations.get(cell, 0), impact))
        elif here:
            found[cell] = Outcome(cell, Course.UNCLEAR, tuple(here))
        elif region in eyes and threat in TOLD:
            found[cell] = Outcome(cell, Course.QUIET, (), 0)
        else:
            found[cell] = Outcome(cell, Course.UNSEEN)
    return found


def _step(signs: Sequence[Sign], stations: int, impact: Sequence[Anchor]) -> int | None:
    named = {station for sign in signs for station in sign.stations}
    if not named or not stations or not all(sign.stations for sign in signs):
        return None
    share = 1000 * len(named) / stations
    return next((anchor.step for anchor in impact if share <= anchor.most), impact[-1].step)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """
    How good one institution's forecasts were.

    Attributes:
        scored: Cells it rated of which it is known whether the threat came.
        came: Of these, in how many it came.
        brier: The mean squared error of its chances: 0 is perfect.
        always: The same, had it named the share that came everywhere.
        ranked: The ranked probability score of how bad it would be; None where no cell tells.
        sized: Of how many cells this is.
        unclear, unseen: Cells left out.
    """

    scored: int
    came: int
    brier: float | None
    always: float | None
    ranked: float | None
    sized: int
    unclear: int
    unseen: int

    @property
    def is_few(self) -> bool:
        """Tell whether the cells are too few to rest on a score."""
        return self.scored < ENOUGH


def accuracy(*, ratings: Mapping[str, Rating], known: Mapping[str, Outcome], threats: Threats) -> Accuracy:
    """
    Return how good one institution's forecasts were; what it did not rate is no forecast.

    Args:
        ratings: What it rated, by cell.
        known: What is known of each cell.
        threats: The catalogue, whose steps are chances.
    """
    chance = {anchor.step: anchor.middle for anchor in threats.likelihood}
    rated = {cell: rating for cell, rating in ratings.items() if not rating.answer and cell in known}
    scored = {c: r for c, r in rated.items() if known[c].course in {Course.CAME, Course.QUIET}}
    happened = [known[cell].course is Course.CAME for cell in scored]
    forecasts = [chance[rating.likelihood] for rating in scored.values()]
    share = mean(happened) if happened else 0.0
    ranked = [
        ranked_probability(forecast=_classes(rating, chance[rating.likelihood]), came=step)
        for cell, rating in scored.items()
        if (step := known[cell].step) is not None
    ]
    courses = [known[cell].course for cell in rated]
    return Accuracy(
        scored=len(scored),
        came=sum(happened),
        brier=brier(forecasts=forecasts, happened=happened),
        always=share * (1 - share) if happened else None,
        ranked=mean(ranked) if ranked else None,
        sized=len(ranked),
        unclear=courses.count(Course.UNCLEAR),
        unseen=courses.count(Course.UNSEEN),
    )


def _classes(rating: Rating, chance: float) -> list[float]:
    """Return the chance of nothing, and of each step of impact."""
    return [1 - chance, *(chance if step == rating.impact else 0.0 for step in range(1, 6))]
