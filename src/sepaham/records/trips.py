"""Trips as the plan and what was stated of them tell."""

from sepaham.domain.base import within
from sepaham.domain.trips import ARRIVE, DEPART, Run, planned_trips, runs_of
from sepaham.records import acts, foundations
from sepaham.records.facts import facts
from sepaham.records.log import Log


def runs(*, log: Log, region: str = "", trip: str = "") -> list[Run]:
    """
    Return trips in the order of the way, then of the places.

    Args:
        log: Whose.
        region: Only trips to or from places inside it.
        trip: Only this one.
    """
    plan, movement = foundations.plan_in_force(log), foundations.movement_in_force(log)
    told = facts(log=log, kinds=(DEPART, ARRIVE), subject=trip)
    trips = planned_trips(plan, movement, told)
    planned = {id_: found for id_, found in trips.items() if not trip or id_ == trip}
    named = {hash_ for fact in told for hash_ in fact.body.get("lists", ())} - plan.lists.keys()
    lists = {**plan.lists, **acts.loads(log=log, hashes=named)}
    found = runs_of(planned, told, lists, movement.journeys if movement else {}).values()
    return [run for run in found if not region or any(within(place, region) for place in run.places)]
