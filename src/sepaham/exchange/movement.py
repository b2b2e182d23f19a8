"""A proposal of a movement plan as JSON: what `sepaham plan --json` answers, and a proposal's row keeps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sepaham.domain.base import digest, write_instant
from sepaham.domain.guarded import Guarded
from sepaham.domain.movement import movement_to_bytes
from sepaham.domain.movement_figures import DEADLINE_LEG, LegFigures
from sepaham.domain.movement_sentences import KINDS, LACK, LEFT, NEEDS
from sepaham.domain.proposing import Proposed
from sepaham.domain.replan import Difference
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.shortfall import Lack, Relaxation
from sepaham.domain.words import Language, write_brief, write_number
from sepaham.exchange.escorts import guarded_to_dict

FEASIBLE, INFEASIBLE = "feasible", "infeasible"
_KM = 1000
_MOST = 200
"""Of lists that are left or changed, so many are named; all are counted."""


def proposed_to_dict(
    proposed: Proposed,
    *,
    names: Mapping[str, str],
    places: Mapping[str, int],
    guarded: Guarded,
    agreed: int = 0,
) -> dict[str, Any]:
    """
    Return a proposal as JSON.

    Args:
        proposed: What came of asking.
        names: The regions' names by code.
        places: How many polling stations are known in which way.
        guarded: Whom it needs along and on guard, and who could do it.
        agreed: How many agreed cells its exposure comes from.
    """
    movement, figures, order = proposed.movement, proposed.figures, proposed.request.order
    last = figures.leg(DEADLINE_LEG)
    return {
        "status": FEASIBLE if proposed.feasible else INFEASIBLE,
        "log": movement.log,
        "plan": digest(movement_to_bytes(movement)),
        "lists": figures.lists,
        "planned": figures.planned,
        "deadline_met": bool(last and last.met) if last else figures.met,
        "complete_at": _at(last.last_at) if last else None,
        "deadline": _at(last.deadline) if last else None,
        "legs": [_leg(leg) for leg in figures.legs],
        "journeys": sum(leg.journeys for leg in figures.legs),
        "vehicles": dict(figures.vehicles),
        "km": round(figures.metres / _KM, 1),
        "exposure_km": round(figures.exposure / _KM, 1),
        "exposure_cost": figures.exposure * proposed.world.terms.exposure_cost // _KM,
        "agreed_cells": agreed,
        "cost": figures.cost,
        "left": dict(figures.reasons),
        "left_lists": _left(proposed),
        "reasons": [_lack(lack, names) for lack in proposed.lacks],
        "relaxation": _relaxation(proposed.lacks),
        "change": _change(proposed.change) if proposed.change else None,
        "solved": sum(outcome.solution is not None for outcome in proposed.done.outcomes),
        "escorts": guarded_to_dict(guarded),
        "roads": movement.roads,
        "places": dict(places),
        "closures": list(movement.closures),
        "percent_of_vehicles": order.vehicles,
        "seed": movement.seed,
        "iterations": movement.iterations,
    }


def _at(at: datetime | None) -> str | None:
    return write_instant(at) if at else None


def _leg(leg: LegFigures) -> dict[str, Any]:
    return {
        "leg": leg.leg,
        "lists": leg.lists,
        "planned": leg.planned,
        "journeys": leg.journeys,
        "last_at": _at(leg.last_at),
        "deadline": _at(leg.deadline),
        "tightest_minutes": None if leg.tightest is None else int(leg.tightest.total_seconds() // 60),
        "met": leg.met,
    }


def _left(proposed: Proposed) -> list[dict[str, str]]:
    lists, legs = proposed.world.plan.lists, proposed.request.order.of_legs
    left = [(h, why) for h, why in proposed.movement.left.items() if h in lists and lists[h].leg in legs]
    return [
        {"leg": lists[h].leg, "region": lists[h].region, "list": h, "why": why} for h, why in left[:_MOST]
    ]


def _lack(lack: Lack, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "leg": lack.leg,
        "region": lack.region,
        "name": names.get(lack.region, lack.region),
        "lists": len(lack.lists),
        "of": lack.whole,
        "why": lack.why,
        "window": [_at(lack.opens_at), _at(lack.closes_at)],
        "asked": list(lack.asked),
        "left": list(lack.left),
        "room": list(lack.room),
        "vehicles": lack.vehicles,
        "relaxation": _needs(lack.needs) if lack.needs else None,
        "message": {"id": lack_sentence(lack, "id", names), "en": lack_sentence(lack, "en", names)},
    }


def _needs(needs: Relaxation) -> dict[str, Any]:
    found = {"what": needs.what, "count": needs.count, "kind": needs.kind, "base": needs.base}
    return {**found, "minutes": needs.minutes, "cost": needs.cost}


def lack_sentence(lack: Lack, language: Language, names: Mapping[str, str]) -> str:
    """Return what is said of a store that falls short, and what would help."""
    values = {
        "place": names.get(lack.region, lack.region),
        "lists": write_number(len(lack.lists), language),
        "whole": write_number(lack.whole, language),
        "leg": LEG_NAMES[lack.leg].say(language, {}),
        "opens": write_brief(lack.opens_at, language, lack.region),
        "closes": write_brief(lack.closes_at, language, lack.region),
        "why": LEFT[lack.why].say(language, {}),
        "asked": write_number(lack.asked[0], language),
        "room": write_number(lack.room[0], language),
        "vehicles": write_number(lack.vehicles, language),
    }
    return f"{LACK.say(language, values)} {needs_sentence(lack.needs, language, names)}"


def needs_sentence(needs: Relaxation | None, language: Language, names: Mapping[str, str]) -> str:
    """Return what would help, in one sentence."""
    if needs is None:
        return NEEDS[""].say(language, {})
    bases = ", ".join(names.get(base, base) for base in needs.base.split(", "))
    kind = KINDS[needs.kind].say(language, {}) if needs.kind else ""
    values = {"count": needs.count, "kind": kind, "base": bases, "minutes": needs.minutes}
    return NEEDS[needs.what].say(language, values)


def _relaxation(lacks: tuple[Lack, ...]) -> dict[str, Any] | None:
    """Return what all stores need together: of vehicles at one base on several days the most of a day."""
    if not lacks:
        return None
    vehicles: dict[tuple[str, str, str], int] = {}
    minutes: dict[tuple[str, str, str], int] = {}
    for lack in lacks:
        needs = lack.needs
        if needs is None:
            continue
        key = (needs.what, needs.kind, needs.base) if needs.count else (needs.what, lack.leg, lack.region)
        found, size = (vehicles, needs.count) if needs.count else (minutes, needs.minutes)
        found[key] = max(size, found.get(key, 0))
    return {
        "vehicles": [{"what": w, "kind": k, "base": b, "count": n} for (w, k, b), n in vehicles.items()],
        "hours": [{"what": w, "leg": leg, "region": r, "minutes": n} for (w, leg, r), n in minutes.items()],
        "unknown": sum(lack.needs is None for lack in lacks),
    }


def _change(change: Difference) -> dict[str, Any]:
    return {
        "lists": len(change.changed),
        "same": change.same,
        "by": {what: change.count(what) for what in ("vehicle", "hour", "found", "lost")},
        "new": len(change.new),
        "gone": len(change.gone),
        "altered": len(change.altered),
        "changed": [
            {
                "leg": one.leg,
                "region": one.region,
                "list": one.hash,
                "what": one.what,
                "before": [one.before.trip, _at(one.before.comes_at)] if one.before else None,
                "after": [one.after.trip, _at(one.after.comes_at)] if one.after else None,
            }
            for one in change.changed[:_MOST]
        ],
    }
