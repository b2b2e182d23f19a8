"""The trips one office's phone is told of: those of its places and its own, as the plan in force has them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sepaham.domain.base import local_moment
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Journey
from sepaham.domain.plan import Trip
from sepaham.domain.register import LINES
from sepaham.domain.trips import ARRIVE, DEPART, Run, planned_trips, runs_of, veiled
from sepaham.exchange.sync_shapes import Going
from sepaham.records import acts, facts
from sepaham.records import register as registers
from sepaham.records.asking import Asking, chunks, inside
from sepaham.records.crossings import Crossings
from sepaham.records.facts import Fact
from sepaham.records.fleet import Vehicle, known_vehicles

CARRIER = "carrier"
"""Who drives: a trip of the movement plan is its own business like a party's."""
_NAMED = frozenset({"kpu", "polri", "tni"})
"""The institutions told which vehicle it is: who moves goods, and who escorts them."""


def goings(asking: Asking, crossings: Crossings | None) -> dict[str, Going]:
    """Return the trips of an office's places, and those that carry what it gives or receives."""
    movement = asking.movement
    told = _stated(asking)
    planned = {
        id_: trip
        for id_, trip in planned_trips(asking.plan, movement, told.values()).items()
        if trip.leg in asking.legs and _concerns(asking, trip)
    }
    told |= _stated(asking, list(planned))
    known = _known(asking, {hash_ for fact in told.values() for hash_ in fact.body.get("lists", ())})
    runs = runs_of(planned, told.values(), known, movement.journeys if movement else {})
    means = known_vehicles({run.journey.vehicle for run in runs.values() if run.journey})
    day = registers.profile().day
    found = {id_: _going(asking, run, means, day) for id_, run in runs.items()}
    shown = [
        (going.run.journey, going.vehicle)
        for going in found.values()
        if going.run.journey and going.vehicle and not going.hidden
    ]
    over = crossings.over(shown) if crossings else {}
    return {id_: replace(going, via=over.get(id_, ())) for id_, going in found.items()}


def parties_of(asking: Asking, found: Collection[Going]) -> set[str]:
    """Return whom a driver has to do with: who hands over and who receives what it carries."""
    if asking.office.line != CARRIER:
        return set()
    return {office for going in found for office in going.run.parties}


def _concerns(asking: Asking, trip: Trip) -> bool:
    journey = asking.movement.journeys.get(trip.id) if asking.movement else None
    places = [trip.region, *(_calls(journey) if journey else ())]
    if any(map(asking.office.covers, places)):
        return True
    lists = (asking.plan.lists[hash_] for hash_ in trip.lists if hash_ in asking.plan.lists)
    return any(asking.office.id in {load.giver, load.receiver} for load in lists)


def _calls(journey: Journey) -> list[str]:
    return [halt.region for halt in journey.halts]


def _going(asking: Asking, run: Run, means: Mapping[str, Vehicle], day: date) -> Going:
    office, journey = asking.office, run.journey
    own = office.id in run.parties or (journey is not None and office.line == CARRIER)
    hidden = not (own or asking.plans or run.told)
    vehicle = means.get(journey.vehicle) if journey else None
    named = own or LINES[office.line].institution in _NAMED
    return Going(
        run=veiled(run, office.covers) if hidden else run,
        hidden=hidden,
        earliest=_earliest(run, day),
        vehicle=vehicle.kind if vehicle else "",
        plate=vehicle.plate if vehicle and named else "",
    )


def _earliest(run: Run, day: date) -> datetime | None:
    """Return from when a trip of its leg may run at all, by the calendar everyone knows."""
    if run.leg not in LEGS:
        return None
    offset, hour = LEGS[run.leg].opens
    return local_moment(day=day, offset=offset, hour=hour, region=run.region)


def _stated(asking: Asking, ids: Collection[str] | None = None) -> dict[str, Any]:
    """Return what was stated of some trips, or of any in an office's places, by its key."""
    rows = Fact.objects.filter(log=asking.log, kind__in=(DEPART, ARRIVE))
    if ids is None:
        return {row.key: facts.fact_value(row) for row in rows.filter(inside(asking.office, "region"))}
    some = (rows.filter(subject__in=chunk) for chunk in chunks(list(ids)))
    return {row.key: facts.fact_value(row) for found in some for row in found}


def _known(asking: Asking, named: Collection[str]) -> Mapping[str, LoadList]:
    more = set(named) - asking.plan.lists.keys()
    return {**asking.plan.lists, **acts.loads(log=asking.log, hashes=more)} if more else asking.plan.lists
