"""A movement plan as one reader looks at it: the one in force or a proposal, of one region."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse

from sepaham.actions.moving import planned_under, touched_by_closures
from sepaham.domain.base import local_moment, within
from sepaham.domain.loads import LoadList
from sepaham.domain.movement import Journey, Movement
from sepaham.domain.terms import Terms, terms_from_json
from sepaham.gateways import library
from sepaham.records import fleet, register
from sepaham.records import movement as records
from sepaham.records.closures import closed_at
from sepaham.records.fleet import Vehicle
from sepaham.records.foundations import movement_in_force, plan_in_force
from sepaham.records.movement import Proposal
from sepaham.web.fleet import keeps
from sepaham.web.present import plan as told
from sepaham.web.present.fleet import called
from sepaham.web.reader import Reader, reader, region_asked

NOW = "now"
"""Names the plan in force in an address."""
_DIGITS = 18


@dataclass(frozen=True)
class Look:
    """
    A plan that is looked at.

    Attributes:
        which: ``now``, or the number of a proposal.
        proposal: The proposal; of the plan in force the one it was, where it is still known.
        lists: The load lists by hash, with the hours they are planned for.
        region: The region looked at, and of which the journeys are.
        journeys: In the plan's order.
    """

    r: Reader
    which: str
    movement: Movement
    proposal: Proposal | None
    lists: Mapping[str, LoadList]
    region: str
    journeys: tuple[Journey, ...]
    vehicles: Mapping[str, Vehicle]

    @property
    def lists_here(self) -> Mapping[str, LoadList]:
        """Return the load lists of the region looked at."""
        return {hash_: load for hash_, load in self.lists.items() if within(load.region, self.region)}

    def called(self, vehicle: str) -> str:
        """Return what a vehicle is called; its plate is for those who keep it."""
        return vehicle_name(self.r, self.vehicles, vehicle)

    def href(self, door: str, *more: str) -> str:
        """Return the address of a page of this plan about this region."""
        return f"{reverse(door, args=[self.which, *more])}?region={self.region}"


def plan_reader(request: HttpRequest) -> Reader:
    """
    Return who reads of planned movements.

    Raises:
        Http404: The reader need not know when goods will move.
    """
    r = reader(request)
    if not (r.scope.knows_plans and r.scope.region):
        raise Http404
    return r


def plans(r: Reader) -> str:
    """Return the office for which the reader has plans made and adopts them; '' for others."""
    return next((office for office in r.offices if office.partition(":")[0] == "kpu"), "")


def look(request: HttpRequest, which: str, *, r: Reader | None = None) -> Look:
    """
    Return the plan an address names.

    Raises:
        Http404: There is none of that name, or none was found yet.
    """
    r = r or plan_reader(request)
    movement, proposal = _named(r, which)
    if movement is None:
        raise Http404
    region = region_asked(request, r.scope)
    open_ = (_cut(journey, r) for journey in movement.journeys.values())
    journeys = tuple(j for j in open_ if told.concerns(j, region))
    return Look(
        r=r,
        which=which,
        movement=movement,
        proposal=proposal,
        lists=planned_lists(r),
        region=region,
        journeys=journeys,
        vehicles=fleet.known_vehicles({j.vehicle for j in journeys}),
    )


def _cut(journey: Journey, r: Reader) -> Journey:
    """Return a journey without the calls at places beyond the reader's, where it starts beyond them too."""
    if r.scope.covers(journey.region):
        return journey
    return replace(journey, halts=tuple(halt for halt in journey.halts if r.scope.covers(halt.region)))


def planned_lists(r: Reader) -> dict[str, LoadList]:
    """Return the load lists by hash, with the hours the terms of planning put in the place of their own."""
    terms, day = planning_terms(), register.profile().day
    return {h: _planned(load, terms, day) for h, load in plan_in_force(r.log).lists.items()}


def _planned(load: LoadList, terms: Terms, day: date) -> LoadList:
    hours = terms.hours.get(load.leg)
    if hours is None:
        return load
    opens, closes = (
        local_moment(day=day, offset=offset, hour=hour, region=load.region) for offset, hour in hours
    )
    return replace(load, opens_at=opens, closes_at=closes)


def planning_terms() -> Terms:
    """Return the terms of planning in force: those an office set, else the shipped ones."""
    text = fleet.terms_text()
    return terms_from_json(text) if text else library.planning_terms()


def stale(r: Reader) -> list[tuple[str, str]] | None:
    """
    Return the trips of the plan in force that closures touch which it does not know: their ids, and in words.

    None where it knows what is closed, where there is none, or where it is not the reader's to know.
    """
    movement = movement_in_force(r.log) if r.scope.knows_plans else None
    if movement is None:
        return None
    closed = {closure.road for closure in closed_at(log=r.log, at=r.at)}
    if closed == planned_under(movement):
        return None
    touched = touched_by_closures(log=r.log, movement=movement, at=r.at)
    found = [_cut(journey, r) for journey in touched if told.concerns(journey, r.scope.region)]
    rows = fleet.known_vehicles({journey.vehicle for journey in found})
    return [(j.id, told.line(j, r.language, r.names, vehicle_name(r, rows, j.vehicle))) for j in found]


def vehicle_name(r: Reader, rows: Mapping[str, Vehicle], vehicle: str) -> str:
    """Return what a vehicle is called; its plate is for those who keep it."""
    row = rows.get(vehicle)
    return called(row, r.language, plate=keeps(r)(row.base)) if row else vehicle[:4]


def _named(r: Reader, which: str) -> tuple[Movement | None, Proposal | None]:
    if which == NOW:
        return movement_in_force(r.log), records.in_force(log=r.log)
    named = which.isdecimal() and len(which) <= _DIGITS
    found = records.proposal(log=r.log, key=int(which)) if named else None
    return (found.movement if found else None), found
