"""
How days go otherwise than planned.

All of it is scenario assumption: no record of real trips was at hand. Drills and real days should replace it.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Odds:
    """
    What may happen to a day.

    Attributes:
        rain: The chance that a day is rainy.
        reach: The chance that a rainy day's rain reaches a kecamatan.
        wet: By how much rain lengthens a way: the least and the most, as factors.
        spread: How much one way differs from another under the same sky (sigma of a lognormal factor).
        late: The chance that loading is late.
        late_minutes: By how many minutes on average, when it is.
        breakdowns: How many breakdowns there are in 100 kilometres.
        repair: How many minutes one costs: the least and the most.
        slack: How much a handover differs from its planned time (sigma of a lognormal factor).
    """

    rain: float = 0.45
    reach: float = 0.7
    wet: tuple[float, float] = (1.1, 1.8)
    spread: float = 0.15
    late: float = 0.2
    late_minutes: float = 25.0
    breakdowns: float = 0.02
    repair: tuple[float, float] = (30.0, 150.0)
    slack: float = 0.25


@dataclass(frozen=True, slots=True)
class Luck:
    """
    What one day brings one trip.

    Attributes:
        ways, handovers: By how much these take longer, as factors.
        loading: Seconds by which it leaves late.
        repair: Seconds a breakdown costs; 0 where there is none.
        breaks_at: Where on its way that is, as a share of its calls; beyond 1 where it is nowhere.
    """

    ways: float
    handovers: float
    loading: float
    repair: float
    breaks_at: float


def weather(rng: random.Random, odds: Odds, kecamatan: Iterable[str]) -> dict[str, float]:
    """Return the factor by which a day's rain lengthens ways in each kecamatan."""
    rainy = rng.random() < odds.rain
    return {
        place: rng.uniform(*odds.wet) if rainy and rng.random() < odds.reach else 1.0 for place in kecamatan
    }


def luck(rng: random.Random, odds: Odds, *, wet: float, metres: int) -> Luck:
    """Return what a day brings a trip of so many metres under so much rain."""
    way, call = rng.lognormvariate(0, odds.spread), rng.lognormvariate(0, odds.slack)
    late, by = rng.random() < odds.late, rng.expovariate(1 / (odds.late_minutes * 60))
    breaks = rng.random() < odds.breakdowns * metres / 100_000
    repair, where = rng.uniform(*odds.repair) * 60, rng.random()
    return Luck(wet * way, call, by if late else 0.0, repair if breaks else 0.0, where if breaks else 2.0)


def sampled(
    rng: random.Random, odds: Odds, trips: Mapping[str, tuple[str, int]], kecamatan: Iterable[str]
) -> dict[str, Luck]:
    """Return one day's luck of trips, each given by its kecamatan and its metres."""
    wet = weather(rng, odds, kecamatan)
    return {id_: luck(rng, odds, wet=wet[place], metres=metres) for id_, (place, metres) in trips.items()}
