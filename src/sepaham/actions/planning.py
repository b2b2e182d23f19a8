"""Making a proposal of a movement plan on an instance: what it rests on is read, the plan made, and kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from sepaham.actions.movement import begin_proposal, fail_proposal, keep_proposal, tell_progress
from sepaham.domain.base import Level, level_of
from sepaham.domain.burden import items_of
from sepaham.domain.dispatch import Request
from sepaham.domain.duties import Assigner
from sepaham.domain.exposure import spread
from sepaham.domain.guarded import Crew, guarded
from sepaham.domain.orders import Order, order_from_dict
from sepaham.domain.places import Places
from sepaham.domain.proposing import Proposed, propose
from sepaham.domain.routing import Solver
from sepaham.domain.terms import Terms, terms_from_json
from sepaham.domain.trips import ARRIVE, DEPART
from sepaham.domain.yards import World, Yard
from sepaham.errors import SepahamError
from sepaham.exchange.movement import proposed_to_dict
from sepaham.gateways import library
from sepaham.gateways.roads import Ground, ways_of
from sepaham.records import register
from sepaham.records.closures import closed_at
from sepaham.records.escorts import grading, squads
from sepaham.records.exposure import Exposed, exposed
from sepaham.records.facts import facts
from sepaham.records.fleet import fleet_of, terms_text
from sepaham.records.foundations import movement_in_force, plan_in_force
from sepaham.records.log import Log
from sepaham.records.movement import Proposal
from sepaham.records.places import located, rivers

_APART = 0.5
"""Seconds between two tellings of how far it is."""


class CancelledError(SepahamError):
    """A proposal that was cancelled while it was made."""


@dataclass(frozen=True)
class Basis:
    """What a proposal on an instance rests on."""

    world: World
    request: Request
    places: Places
    names: dict[str, str]
    exposed: Exposed

    @property
    def known(self) -> dict[str, int]:
        """Return how many polling stations are known in which way."""
        return {str(origin): count for origin, count in self.places.counted(Level.TPS).items()}


def terms_in_force() -> Terms:
    """Return the terms of planning an office set, else the shipped ones."""
    text = terms_text()
    return terms_from_json(text) if text else library.planning_terms()


def basis_of(*, log: Log, order: Order, at: datetime) -> Basis:
    """
    Read what a movement plan of a log rests on.

    Over a plan in force, what is to depart before the hour stays, and what was stated to have left: the hour
    of the first closing that is asked for, else the present.

    Args:
        log: Whose.
        order: What is asked.
        at: The hour.
    """
    profile, places = register.profile(), located()
    closings = {closing.code for closing in order.closings}
    closed = sorted(closings | {closure.road for closure in closed_at(log=log, at=at)})
    fleet, names = fleet_of(), {code: region.name for code, region in register.regions().items()}
    agreed = exposed(log=log, shipped=library.threats())
    world = World(
        plan=plan_in_force(log),
        day=profile.day,
        items=items_of(profile, register.only_kabupaten()),
        vehicles=fleet.vehicles,
        drivers=fleet.drivers,
        terms=terms_in_force(),
        points=places.points,
        ways=ways_of(settings.INSTANCE, _ground(places, agreed.by_region), closed),
    )
    before = None if order.scratch else movement_in_force(log)
    since = min((closing.at for closing in order.closings), default=at) if before else None
    left = facts(log=log, kinds=(DEPART, ARRIVE)) if before else []
    gone = frozenset(fact.subject for fact in left)
    return Basis(world, Request(order, "", tuple(closed), before, since, gone), places, names, agreed)


def _ground(places: Places, exposure: Mapping[str, int]) -> Ground:
    """Return rivers and places, each desa with the exposure that was agreed of it or of what is around it."""
    desa = spread(exposure, (code for code in places.points if level_of(code) is Level.DESA))
    return Ground(rivers(), {**desa, **exposure}, places.points)


def make_proposal(
    *,
    row: Proposal,
    solver: Solver,
    assigner: Assigner,
    secret: bytes,
    at: datetime,
    told: Callable[[int, int, str, int], object],
) -> Proposed | None:
    """
    Make a proposal that was asked for, and keep what came of it; None where it was cancelled or is under way.

    Args:
        row: The proposal.
        solver: Who solves each store's problem.
        assigner: Who assigns escorts and guards to the plan.
        secret: What the nonce of the plan is drawn from.
        at: The hour plans are made at.
        told: Told how many stores are done, of how many, which is under way, and its cost so far.
    """
    if not begin_proposal(key=row.pk, at=timezone.now()):
        return None
    try:
        basis = basis_of(log=row.log, order=order_from_dict(row.options), at=at)
        teller = _Teller(row.pk, told)
        proposed = propose(basis.world, basis.request, solver=solver, secret=secret, told=teller.tell)
    except CancelledError:
        return None
    except Exception as error:
        fail_proposal(key=row.pk, failure=str(error), at=timezone.now())
        raise
    result = told_of(proposed, basis, assigner)
    keep_proposal(key=row.pk, movement=proposed.movement, result=result, at=timezone.now())
    return proposed


def told_of(proposed: Proposed, basis: Basis, assigner: Assigner) -> dict[str, Any]:
    """Return what is told of a proposal, as its row keeps it and `sepaham plan --json` answers."""
    escorts = library.escorts()
    crew = Crew(squads(), assigner)
    graded = grading(escorts=escorts, exposure=basis.exposed.by_region)
    around = guarded(proposed, escorts=escorts, grading=graded, crew=crew)
    return proposed_to_dict(
        proposed, names=basis.names, places=basis.known, guarded=around, agreed=basis.exposed.cells
    )


@dataclass
class _Teller:
    """Keeps how far a proposal is, not too often, and ends the work once it was cancelled."""

    key: int
    told: Callable[[int, int, str, int], object]
    last: float = 0.0

    def tell(self, done: int, whole: int, yard: Yard, cost: int) -> None:
        step = f"{yard.leg} {yard.region}"
        self.told(done, whole, step, cost)
        now = timezone.now()
        if now.timestamp() - self.last < _APART:
            return
        self.last = now.timestamp()
        best = cost or None
        if not tell_progress(key=self.key, done=done, whole=whole, step=step, incumbent=best, at=now):
            raise CancelledError(f"Proposal {self.key} was cancelled.", "plan.cancelled")
