"""A movement plan and its journeys explained in sentences."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sepaham.domain.explaining import Why
from sepaham.domain.loads import LEGS
from sepaham.domain.movement_figures import Figures
from sepaham.domain.movement_sentences import EXPLAINED, KINDS, LEFT
from sepaham.domain.proposing import Proposed, deadlines
from sepaham.domain.replan import rides
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_brief, write_number

_KM = 1000


def journey_sentences(why: Why, *, language: Language, names: Mapping[str, str], slack: int) -> list[str]:
    """
    Return why a journey is as it is.

    Args:
        why: The reasons.
        language: In which language.
        names: The regions' names by code; a polling station is named by its key where it has none.
        slack: The minutes every call keeps before its hour.
    """
    return list(_journey(why, language, names, slack))


def _journey(why: Why, language: Language, names: Mapping[str, str], slack: int) -> Iterator[str]:
    said, hour = _speaker(language), _clock(language, why.journey.region)
    back = hour(why.journey.returns_at)
    yield said("load", _load(why, language, names))
    yield said(f"held_{why.held_by}", {"at": hour(why.earliest)})
    yield from _stops(why, language, names)
    yield said("slack", {"slack": slack, "back": back})
    yield _order(why, language, back, hour(why.next_order[1]) if why.next_order else "")
    for other in why.others:
        place, cost = names.get(other.region, other.region), write_number(other.cost, language)
        yield said("other", {"place": place, "trip": other.trip, "cost": cost})
    if len(why.others) < len(why.stops):
        yield said("no_other", {"count": len(why.stops) - len(why.others)})


def _speaker(language: Language) -> Callable[[str, Mapping[str, object]], str]:
    return lambda code, values: EXPLAINED[code].say(language, values)


def _clock(language: Language, region: str) -> Callable[[datetime], str]:
    return lambda at: write_brief(at, language, region)


def _load(why: Why, language: Language, names: Mapping[str, str]) -> dict[str, object]:
    """Return what is said of a journey's load beside what its vehicle takes."""
    journey, (litres, kilograms, pieces) = why.journey, (write_number(n, language) for n in why.load)
    vehicle = why.vehicle
    kind = KINDS[vehicle.kind].say(language, {}) if vehicle else journey.vehicle
    if vehicle:
        litres += f" / {write_number(vehicle.litres, language)}"
        kilograms += f" / {write_number(vehicle.kilograms, language)}"
    return {
        "kind": kind,
        "vehicle": journey.vehicle,
        "place": names.get(journey.region, journey.region),
        "leaves": write_brief(journey.departs_at, language, journey.region),
        "lists": write_number(len(set(journey.lists)), language),
        "pieces": pieces,
        "litres": litres,
        "kilograms": kilograms,
        "full": why.full,
    }


def _stops(why: Why, language: Language, names: Mapping[str, str]) -> Iterator[str]:
    said, hour = _speaker(language), _clock(language, why.journey.region)
    code = "stop_home" if LEGS[why.journey.leg].homeward else "stop"
    for turn, stop in enumerate(why.stops, start=1):
        halt = stop.halt
        values = {"turn": turn, "place": names.get(halt.region, halt.region)}
        values |= {"comes": hour(halt.arrives_at), "leaves": hour(halt.leaves_at)}
        spare = write_number(int(stop.spare.total_seconds() // 60), language)
        yield said(code, {**values, "closes": hour(stop.closes_at), "spare": spare})


def _order(why: Why, language: Language, back: str, other_back: str) -> str:
    km = _km(why.journey.metres, language)
    if why.next_order is None:
        return EXPLAINED["only_order" if len(why.stops) == 1 else "many_orders"].say(language, {"km": km})
    values = {"km": km, "back": back, "other": _km(why.next_order[0], language), "other_back": other_back}
    return EXPLAINED["order"].say(language, values)


def _km(metres: int, language: Language) -> str:
    text = f"{metres / _KM:.1f}"
    return text.replace(".", ",") if language == "id" else text


def plan_sentences(
    proposed: Proposed, *, language: Language, names: Mapping[str, str], agreed: int = 0
) -> list[str]:
    """
    Return what a whole movement plan is like, leg by leg, and where it is tightest.

    Args:
        proposed: The plan.
        language: In which language.
        names: The regions' names by code.
        agreed: How many agreed cells its exposure comes from.
    """
    exposed = exposure_sentence(agreed, proposed.figures.exposure, language)
    return [*_plan(proposed, proposed.figures, language, names), exposed]


def exposure_sentence(cells: int, metres: float, language: Language) -> str:
    """Return where a plan's exposure comes from, and how many metres of full exposure it has."""
    values = {"cells": write_number(cells, language), "km": _km(round(metres), language)}
    return EXPLAINED["agreed" if cells else "unagreed"].say(language, values)


def _plan(
    proposed: Proposed, figures: Figures, language: Language, names: Mapping[str, str]
) -> Iterator[str]:
    world, movement = proposed.world, proposed.movement
    lists, hours, found = world.plan.lists, deadlines(world), rides(movement)
    for leg in figures.legs:
        if leg.last_at is None or leg.tightest is None:
            continue
        mine = [h for h, load in lists.items() if load.leg == leg.leg and h in found]
        tight = min(mine, key=lambda h: (hours[h] - found[h].comes_at, h))
        region = lists[tight].region
        yield EXPLAINED["leg"].say(
            language,
            {
                "leg": LEG_NAMES[leg.leg].say(language, {}),
                "planned": write_number(leg.planned, language),
                "lists": write_number(leg.lists, language),
                "journeys": write_number(leg.journeys, language),
                "last": write_brief(leg.last_at, language, region),
                "place": names.get(region, region),
                "trip": found[tight].trip,
                "spare": write_number(int(leg.tightest.total_seconds() // 60), language),
            },
        )
    for why, count in figures.reasons.items():
        yield EXPLAINED["left"].say(
            language, {"count": write_number(count, language), "why": LEFT[why].say(language, {})}
        )
    yield EXPLAINED["basis"].say(
        language,
        {
            "roads": movement.roads,
            "closures": ", ".join(movement.closures) or "-",
            "slack": world.terms.slack_minutes,
            "seed": movement.seed,
            "iterations": movement.iterations,
        },
    )
