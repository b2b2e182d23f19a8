"""
Movement plans: asked for, told of while they are made, kept as proposals, and put in force by the log.

Making one changes nothing; only `adopt` enters the log.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.actions.log import declare
from sepaham.domain.base import digest
from sepaham.domain.movement import Movement, movement_to_bytes
from sepaham.domain.orders import Order, order_to_dict
from sepaham.domain.trips import ARRIVE, DEPART
from sepaham.errors import SepahamError
from sepaham.ledger.signing import Signer
from sepaham.records.facts import facts
from sepaham.records.foundations import movement_in_force, plan_in_force
from sepaham.records.log import Log, lock
from sepaham.records.movement import (
    ADOPTED,
    ASKED,
    CANCELLED,
    FAILED,
    INFEASIBLE,
    READY,
    RUNNING,
    SUPERSEDED,
    UNDER_WAY,
    Proposal,
)


class ProposalError(SepahamError):
    """A proposal that cannot be taken that far."""


def ask_movement(*, log: Log, order: Order, by: str, at: datetime, parent: int | None = None) -> Proposal:
    """
    Write down that a movement plan is asked for.

    Args:
        log: Whose.
        order: What is asked.
        by: The office that asks; '' for the operator at a terminal.
        at: The hour.
        parent: The proposal it goes on from.
    """
    return Proposal.objects.create(
        log=log, asked_at=at, asked_by=by, options=order_to_dict(order), parent_id=parent
    )


def begin_proposal(*, key: int, at: datetime) -> bool:
    """Tell that a proposal is being made; False where it was cancelled or is another's already."""
    rows = Proposal.objects.filter(pk=key, status=ASKED)
    return bool(rows.update(status=RUNNING, told_at=at))


def tell_progress(*, key: int, done: int, whole: int, step: str, incumbent: int | None, at: datetime) -> bool:
    """
    Keep how far a proposal is; False once it was cancelled, so that whoever makes it stops.

    Args:
        key: Which.
        done: How many parts are solved.
        whole: Out of how many.
        step: The part under way.
        incumbent: The cost of the best so far; None where there is none.
        at: The hour.
    """
    rows = Proposal.objects.filter(pk=key, status=RUNNING)
    return bool(rows.update(done=done, whole=whole, step=step[:64], incumbent=incumbent, told_at=at))


def cancel_proposal(*, key: int, at: datetime) -> bool:
    """Stop a proposal that has not ended; tell whether there was anything to stop."""
    rows = Proposal.objects.filter(pk=key, status__in=UNDER_WAY)
    return bool(rows.update(status=CANCELLED, ended_at=at))


def fail_proposal(*, key: int, failure: str, at: datetime) -> None:
    """Tell that a proposal could not be made, and why."""
    rows = Proposal.objects.filter(pk=key, status__in=UNDER_WAY)
    rows.update(status=FAILED, failure=failure, ended_at=at)


def keep_proposal(*, key: int, movement: Movement, result: Mapping[str, Any], at: datetime) -> Proposal:
    """
    Keep what came of a proposal.

    Args:
        key: Which.
        movement: The plan that was found; whole, or as whole as can be.
        result: What is told of it, as `sepaham plan --json` answers; its `status` says whether it is whole.
        at: The hour.
    """
    with transaction.atomic():
        row = Proposal.objects.select_for_update().get(pk=key)
        if row.status in UNDER_WAY:
            row.status = INFEASIBLE if result["status"] == INFEASIBLE else READY
            row.result, row.file, row.ended_at = dict(result), movement_to_bytes(movement), at
            row.save()
    return row


def keep_changed(
    *, log: Log, parent: Proposal, movement: Movement, result: Mapping[str, Any], by: str, at: datetime
) -> Proposal:
    """Keep a proposal that an officer changed by hand as one of its own, beside the one it came from."""
    return Proposal.objects.create(
        log=log,
        asked_at=at,
        asked_by=by,
        options=parent.options,
        status=INFEASIBLE if result["status"] == INFEASIBLE else READY,
        result=dict(result),
        file=movement_to_bytes(movement),
        ended_at=at,
        parent=parent,
    )


def keep_rehearsal(*, key: int, rehearsal: Mapping[str, Any]) -> None:
    """Keep what came of playing a proposal's plan against sampled days, beside what is told of it."""
    with transaction.atomic():
        row = Proposal.objects.select_for_update().get(pk=key)
        row.result = {**row.result, "rehearsal": dict(rehearsal)}
        row.save(update_fields=["result"])


def adopt(*, log: Log, key: int, gateway: Signer, at: datetime, incomplete: bool = False) -> str:
    """
    Put a proposal in force: its file enters the log by its hash, signed by the gateway. Return the hash.

    Args:
        log: Whose.
        key: Which.
        gateway: Signs it.
        at: The hour.
        incomplete: Whether one that leaves load lists behind may be put in force too.

    Raises:
        ProposalError: It is not ready, is of load lists that are gone, or drops a trip under way.
    """
    with transaction.atomic():
        lock(log)
        row = Proposal.objects.filter(log=log, pk=key).first()
        fit = {READY, INFEASIBLE} if incomplete else {READY}
        movement = row.movement if row is not None and row.status in fit else None
        if row is None or movement is None:
            said = f"Proposal {key} is not ready or leaves load lists behind; it cannot be put in force."
            raise ProposalError(said, "plan.not-ready")
        _refuse_stale(log, key, movement)
        row.sha256 = adopt_movement(log=log, file=bytes(row.file), gateway=gateway, at=at)
        Proposal.objects.filter(log=log, status=ADOPTED).update(status=SUPERSEDED)
        row.status = ADOPTED
        row.save(update_fields=["status", "sha256"])
    return row.sha256


def _refuse_stale(log: Log, key: int, movement: Movement) -> None:
    """Refuse a plan that what happened since it was made has left behind."""
    if not {*movement.of_list, *movement.left} <= plan_in_force(log).lists.keys():
        said = f"Proposal {key} was made for load lists that are no longer in force; have it proposed anew."
        raise ProposalError(said, "plan.outdated")
    before = movement_in_force(log)
    for fact in facts(log=log, kinds=(DEPART, ARRIVE)) if before else ():
        old, new = before.journeys.get(fact.subject), movement.journeys.get(fact.subject)
        if old is not None and (new is None or set(old.lists) != set(new.lists)):
            said = f"Proposal {key} plans {old.id} otherwise, which is under way; have it proposed anew."
            raise ProposalError(said, "plan.departed")


def adopt_movement(*, log: Log, file: bytes, gateway: Signer, at: datetime) -> str:
    """Enter a movement plan's canonical file by its hash, and return the hash."""
    declare(log=log, what="movement", file=file, gateway=gateway, at=at)
    return digest(file)
