"""
A movement plan played against many days: how likely it holds, where it is weak, what would help.

Who goes after whom is fixed by the plan, so the hours of a day follow from one another by waiting alone: a
trip leaves when it should, when its goods have come and when its vehicle is back, whichever is last. The same
days are played under each remedy, so that a difference is the remedy's and not chance's.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.loads import LEGS, Stage
from sepaham.domain.movement import Journey, Movement
from sepaham.simulator.odds import Luck, Odds, sampled

WEAKEST, DEPOTS = 10, 3
EARLIER = timedelta(hours=1)
LOADING = 900.0
"""Seconds a trip needs at its store after its goods or its vehicle came, where the plan leaves no less."""
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Weakness:
    """A trip: the share of days on which it is late, and its margin in minutes, median and worst tenth."""

    trip: str
    late: float
    margin: int
    tenth: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """
    What would help: an ``hour`` earlier, or one more ``vehicle`` at a store.

    Attributes:
        what: ``hour`` or ``vehicle``.
        region: The store's region; '' where it is everywhere.
        chance: How likely all is there in time with it.
        late: How many load lists come late to a polling station on an average day with it.
    """

    what: str
    region: str
    chance: float
    late: float


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """
    What came of playing a plan.

    Attributes:
        days: How many were played.
        chance: On what share of them every polling station was complete in time.
        low, high: The 95 percent interval of that share (Wilson).
        late: How many load lists came late to a polling station on an average day.
        uncarried: How many load lists nobody carries; with any, no day is complete.
        weakest: The trips of the way out that are late most often by their own hours, the weakest first.
        remedies: What would help, the best first.
    """

    days: int
    chance: float
    low: float
    high: float
    late: float
    uncarried: int
    weakest: tuple[Weakness, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class _Stop:
    region: str
    way: float
    call: float
    due: tuple[float, ...]
    last: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A trip in seconds from the plan's first hour; `vehicle` and `luck` say whose turn and day it shares."""

    id: str
    luck: str
    vehicle: str
    region: str
    stage: int
    leaves: float
    home: float
    stops: tuple[_Stop, ...]


def rehearse(
    *,
    movement: Movement,
    due: Mapping[str, datetime],
    days: int,
    seed: int,
    odds: Odds | None = None,
    told: Callable[[int], object] | None = None,
) -> Rehearsal:
    """
    Play a plan's way out against sampled days.

    Args:
        movement: The plan.
        due: Until when each load list of the way out should be there, by its name.
        days: How many days to play.
        seed: The one source of chance.
        odds: What may happen; assumptions where not given.
        told: Told after each day how many were played.
    """
    odds = odds or Odds()
    out = [journey for journey in movement.journeys.values() if not LEGS[journey.leg].homeward]
    runs = _runs(out, due)
    stores = {journey.id: (_kecamatan(journey), journey.metres) for journey in out}
    kecamatan = sorted({place for place, _ in stores.values()})
    rng = random.Random(seed)  # noqa: S311  a rehearsal must be repeatable
    skies = []
    base = _Tally(runs)
    for day in range(days):
        skies.append(sampled(rng, odds, stores, kecamatan))
        base.play(skies[-1])
        if told:
            told(day + 1)
    weakest = base.weakest()
    low, high = _wilson(base.whole, days)
    uncarried = sum(hash_ in due for hash_ in movement.left)
    return Rehearsal(
        days=days,
        chance=0.0 if uncarried else base.whole / max(days, 1),
        low=0.0 if uncarried else low,
        high=0.0 if uncarried else high,
        late=base.late / max(days, 1),
        uncarried=uncarried,
        weakest=weakest,
        remedies=_remedies(runs, weakest, skies) if weakest and weakest[0].late else (),
    )


def _remedies(
    runs: Sequence[_Run], weakest: Sequence[Weakness], skies: Sequence[Mapping[str, Luck]]
) -> tuple[Remedy, ...]:
    """Play the same days with each remedy that may help the weakest trips."""
    of = {run.id: run for run in runs}
    regions = list(dict.fromkeys(of[weak.trip].region for weak in weakest if weak.late))[:DEPOTS]
    tried = {("hour", ""): [_earlier(run) for run in runs]}
    tried |= {("vehicle", region): _with_one_more(runs, region) for region in regions}
    found = []
    for (what, region), changed in tried.items():
        tally = _Tally(changed)
        for sky in skies:
            tally.play(sky)
        found.append(Remedy(what, region, tally.whole / len(skies), tally.late / len(skies)))
    return tuple(sorted(found, key=lambda remedy: (-remedy.chance, remedy.late)))


def _earlier(run: _Run) -> _Run:
    return replace(run, leaves=run.leaves - EARLIER.total_seconds())


def _with_one_more(runs: Sequence[_Run], region: str) -> list[_Run]:
    """
    Return the runs with one more vehicle at a store: it takes the last trip of the vehicle that has most.

    Where every vehicle goes once, it takes the second half of the longest trip's calls; its way to the first
    of them is reckoned as long as the way past all the others, which it will seldom be.
    """
    here = [run for run in runs if run.region == region]
    turns = Counter(run.vehicle for run in here)
    busiest, most = turns.most_common(1)[0]
    begins = min(run.leaves for run in here)
    if most > 1:
        last = max((run for run in here if run.vehicle == busiest), key=lambda run: run.leaves)
        freed = replace(last, vehicle=f"+{region}", leaves=begins)
        return [freed if run.id == last.id else run for run in runs]
    longest = max(here, key=lambda run: len(run.stops))
    half = (len(longest.stops) + 1) // 2
    if half == len(longest.stops):
        return list(runs)
    there = sum(stop.way for stop in longest.stops[: half + 1])
    rest = (replace(longest.stops[half], way=there), *longest.stops[half + 1 :])
    first = replace(longest, stops=longest.stops[:half])
    second = replace(longest, id=f"{longest.id}+", vehicle=f"+{region}", stops=rest)
    return [first if run.id == longest.id else run for run in runs] + [second]


class _Tally:
    """Days played with one set of runs, and what came of them."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self._runs = sorted(runs, key=lambda run: (run.stage, run.leaves, run.id))
        self._gaps = dict(_gaps(self._runs))
        self.whole = self.late = 0
        self._margins: defaultdict[str, list[float]] = defaultdict(list)

    def play(self, sky: Mapping[str, Luck]) -> None:
        """Play one day."""
        came: dict[str, float] = {}
        back: dict[str, float] = {}
        late = 0
        for run in self._runs:
            goods, vehicle = self._gaps[run.id]
            luck = sky[run.luck]
            now = max(
                run.leaves + luck.loading,
                came.get(run.region, -math.inf) + goods,
                back.get(run.vehicle, -math.inf) + vehicle,
            )
            margin = math.inf
            breaks = int(luck.breaks_at * len(run.stops))
            for turn, stop in enumerate(run.stops):
                now += stop.way * luck.ways + (luck.repair if turn == breaks else 0.0)
                margin = min([margin, *(due - now for due in stop.due)])
                late += sum(due < now for due in stop.last)
                now += stop.call * luck.handovers
                came[stop.region] = max(came.get(stop.region, -math.inf), now)
            back[run.vehicle] = now + run.home * luck.ways
            self._margins[run.id].append(margin)
        self.late += late
        self.whole += late == 0

    def weakest(self) -> tuple[Weakness, ...]:
        """Return the trips that were late most often."""
        found = [
            Weakness(id_, sum(margin < 0 for margin in each) / len(each), _at(each, 0.5), _at(each, 0.1))
            for id_, each in self._margins.items()
            if each[0] < math.inf
        ]
        return tuple(sorted(found, key=lambda weak: (-weak.late, weak.tenth, weak.trip))[:WEAKEST])


def _at(margins: Sequence[float], share: float) -> int:
    """Return the margin, in minutes, that this share of days does not exceed."""
    return math.floor(sorted(margins)[int(share * (len(margins) - 1))] / 60)


def _gaps(runs: Sequence[_Run]) -> Iterable[tuple[str, tuple[float, float]]]:
    """Yield how long each run stays at its store after its goods came and after its vehicle is back."""
    came: dict[str, float] = {}
    back: dict[str, float] = {}
    for run in runs:
        waits = (run.leaves - came.get(run.region, -math.inf), run.leaves - back.get(run.vehicle, -math.inf))
        yield run.id, (max(0.0, min(waits[0], LOADING)), max(0.0, min(waits[1], LOADING)))
        now = run.leaves
        for stop in run.stops:
            now += stop.way + stop.call
            came[stop.region] = max(came.get(stop.region, -math.inf), now)
        back[run.vehicle] = now + run.home


def _runs(journeys: Sequence[Journey], due: Mapping[str, datetime]) -> list[_Run]:
    first = min((journey.departs_at for journey in journeys), default=None)
    return [_run(journey, due, first) for journey in journeys if first]


def _run(journey: Journey, due: Mapping[str, datetime], first: datetime) -> _Run:
    now, stops, ends = journey.departs_at, [], LEGS[journey.leg].stage is Stage.PPS_KPPS
    for halt in journey.halts:
        hours = tuple((due[h] - first).total_seconds() for h in halt.lists if h in due)
        way, call = (
            (halt.arrives_at - now).total_seconds(),
            (halt.leaves_at - halt.arrives_at).total_seconds(),
        )
        stops.append(_Stop(halt.region, way, call, hours, hours if ends else ()))
        now = halt.leaves_at
    return _Run(
        id=journey.id,
        luck=journey.id,
        vehicle=journey.vehicle,
        region=journey.region,
        stage=int(LEGS[journey.leg].stage),
        leaves=(journey.departs_at - first).total_seconds(),
        home=(journey.returns_at - now).total_seconds(),
        stops=tuple(stops),
    )


def _kecamatan(journey: Journey) -> str:
    """Return the kecamatan whose sky a trip is under: that of its last call where it starts above."""
    place = journey.region if level_of(journey.region) >= Level.KECAMATAN else journey.halts[-1].region
    return ancestor(place, Level.KECAMATAN)


def _wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)
