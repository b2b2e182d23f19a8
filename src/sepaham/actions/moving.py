"""Moving a stop of a movement plan to another trip by hand: what each trip would make of it; keeping one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sepaham.actions.movement import keep_changed
from sepaham.actions.planning import Basis, basis_of
from sepaham.domain.base import digest
from sepaham.domain.burden import burdens
from sepaham.domain.dispatch import Dispatch
from sepaham.domain.guarded import guarded
from sepaham.domain.movement import Halt, Journey, Movement, movement_to_bytes
from sepaham.domain.moving import Change, Grounds, moved, takers, touched
from sepaham.domain.moving_faults import faults_of, taken_by
from sepaham.domain.orders import Order, order_from_dict
from sepaham.domain.proposing import Proposed
from sepaham.domain.replan import difference
from sepaham.domain.units import mark_of
from sepaham.domain.words import Language
from sepaham.domain.yards import may_load
from sepaham.exchange.movement import proposed_to_dict
from sepaham.gateways import library
from sepaham.records.escorts import grading
from sepaham.records.foundations import movement_in_force
from sepaham.records.log import Log
from sepaham.records.movement import INFEASIBLE, Proposal

_NONCE = 32
_TONGUES: tuple[Language, ...] = ("id", "en")


@dataclass(frozen=True)
class Trial:
    """A stop that may be moved: what each other trip would make of it, and what that is judged by."""

    grounds: Grounds
    changes: tuple[tuple[Journey, Change], ...]


def try_moves(*, log: Log, movement: Movement, giver: str, region: str, at: datetime) -> Trial:
    """
    Return what each trip that could take a stop would make of it, those that have a way there.

    Args:
        log: Whose.
        movement: The plan.
        giver: The id of the trip that gives the stop up.
        region: Where the stop is.
        at: The hour.

    Raises:
        KeyError: There is no such trip.
        ValueError: The trip does not call there.
    """
    basis = basis_of(log=log, order=Order(), at=at)
    grounds, old = _grounds(basis), movement.journeys[giver]
    stop = next((halt for halt in old.halts if halt.region == region), None)
    if stop is None:
        raise ValueError(region)
    able = [one for one in takers(movement, old) if _may(basis, one, stop)]
    return Trial(grounds, tuple(_tried(movement, old, region, able, grounds)))


def _tried(
    movement: Movement, old: Journey, region: str, able: list[Journey], grounds: Grounds
) -> Iterator[tuple[Journey, Change]]:
    for taker in able:
        change = moved(movement, giver=old.id, region=region, taker=taker.id, grounds=grounds)
        if change is not None:
            yield taker, change


def _grounds(basis: Basis) -> Grounds:
    world, lists = basis.world, {}
    for hash_, load in world.plan.lists.items():
        opens, closes = world.hours(load)
        lists[hash_] = replace(load, opens_at=opens, closes_at=closes)
    weights = burdens(world.plan.lists, items=world.items, terms=world.terms)
    return Grounds(lists, weights, world.vehicles, world.points, world.ways)


def _may(basis: Basis, taker: Journey, stop: Halt) -> bool:
    """Tell whether a trip's vehicle may go to a stop and carry its goods."""
    world = basis.world
    vehicle = world.vehicles.get(taker.vehicle)
    if vehicle is None or vehicle.kind not in world.terms.kinds_for(stop.region):
        return False
    codes = stop.units or [
        code for h in stop.lists if h in world.plan.lists for code in world.plan.lists[h].units
    ]
    return may_load(vehicle, frozenset(world.items.get(mark_of(code), "") for code in codes))


def keep_move(
    *, log: Log, parent: Proposal, change: Change, by: str, secret: bytes, at: datetime
) -> Proposal:
    """
    Keep a plan with a moved stop as a proposal of its own.

    Args:
        log: Whose.
        parent: The proposal the stop was moved in.
        change: What moving it does.
        by: The office that moves it.
        secret: What the nonce of the plan is drawn from.
        at: The hour.
    """
    order = order_from_dict(parent.options)
    basis, before = basis_of(log=log, order=replace(order, closings=()), at=at), movement_in_force(log)
    bare = movement_to_bytes(replace(change.movement, nonce=""))
    movement = replace(change.movement, nonce=digest(secret + log.origin.encode() + b"\x00" + bare)[:_NONCE])
    differs = difference(before, movement, lists=basis.world.plan.lists) if before else None
    proposed = Proposed(basis.world, replace(basis.request, order=order), Dispatch(movement, ()), (), differs)
    escorts = library.escorts()
    graded = grading(escorts=escorts, exposure=basis.exposed.by_region)
    around = guarded(proposed, escorts=escorts, grading=graded)
    result = proposed_to_dict(
        proposed, names=basis.names, places=basis.known, guarded=around, agreed=basis.exposed.cells
    )
    result |= _told(change, _grounds(basis), result)
    return keep_changed(log=log, parent=parent, movement=movement, result=result, by=by, at=at)


def _told(change: Change, grounds: Grounds, result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reasons of a proposal with what is wrong with the trip that took a stop."""
    faults, taken = faults_of(change, grounds), taken_by(change)
    reasons = [
        {"why": fault.code, "message": {tongue: fault.say(tongue, taken.region) for tongue in _TONGUES}}
        for fault in faults
    ]
    return {"reasons": [*reasons, *result["reasons"]], "status": INFEASIBLE if faults else result["status"]}


def touched_by_closures(*, log: Log, movement: Movement, at: datetime) -> tuple[Journey, ...]:
    """
    Return the trips still to leave that the closures in force touch, or the opening of those planned under.

    Args:
        log: Whose.
        movement: The plan.
        at: The hour.
    """
    world = basis_of(log=log, order=Order(), at=at).world
    return touched(
        [journey for journey in movement.journeys.values() if journey.departs_at >= at],
        kinds={id_: vehicle.kind for id_, vehicle in world.vehicles.items()},
        points=world.points,
        before=world.ways.closing(frozenset(planned_under(movement))),
        after=world.ways,
    )


def planned_under(movement: Movement) -> set[str]:
    """Return the roads a plan takes for closed."""
    return {closure.partition("@")[0] for closure in movement.closures}
