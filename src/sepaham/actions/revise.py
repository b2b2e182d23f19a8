"""
Changing what is in force at the desk: the register, its map and its posts, before a log is open and under it.

Under an open log a changed register enters by the hash of its file, and the plan is made anew around what has
moved already, so that every book folds the same.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from sepaham.actions.livelog import forget
from sepaham.actions.log import declare
from sepaham.actions.register import Difference, Imported, import_register
from sepaham.domain.base import digest
from sepaham.domain.catalogue import Profile
from sepaham.domain.plan import plan_to_bytes
from sepaham.domain.planning import plan_again, plan_plainly
from sepaham.domain.register import Office, office_id, offices_of, register_from_bytes, register_to_bytes
from sepaham.exchange.draft import Draft
from sepaham.ledger.signing import Signer
from sepaham.records import register as records
from sepaham.records.foundations import declared, moved_lists, plan_in_force
from sepaham.records.log import Log, blob, lock
from sepaham.records.people import Account, Hat


@dataclass(frozen=True, slots=True)
class UnderLog:
    """
    The open log a change enters.

    Attributes:
        log: The log.
        gateway: Signs the base facts.
        secret: What the nonces of load lists are drawn from.
        at: The hour.
    """

    log: Log
    gateway: Signer
    secret: bytes
    at: datetime


def token_of(difference: Difference) -> str:
    """Return what stands for a difference that an officer saw, so that only that one is applied."""
    return digest(repr(difference).encode())[:16]


def accept_register(
    *, account: Account, draft: Draft, profile: Profile, accept_rest: bool, seen: str, under: UnderLog | None
) -> Imported:
    """
    Make what an officer looked at the register in force.

    Args:
        account: Who accepts; an operator wears the gateway's hat from then on.
        draft: What the file says.
        profile: The profile to put in force.
        accept_rest: Whether rows with errors are left out.
        seen: The difference the officer saw, by `token_of`; another one is not applied.
        under: The open log it enters; None before one is open.
    """
    with _whole(under):
        done = import_register(
            draft=draft,
            profile=profile,
            accept_rest=accept_rest,
            consent=lambda difference: token_of(difference) == seen,
        )
        if done.outcome == "applied":
            if account.is_staff:
                seat = office_id("gateway", records.only_kabupaten())
                Hat.objects.get_or_create(account=account, office=seat)
            if under is not None:
                _enter(under)
    return done


def place_posts(*, offices: Collection[Office], under: UnderLog | None) -> None:
    """Make these the posts over other regions than the one in their name; all others are the law's."""
    with _whole(under):
        register = replace(records.load_register(), offices=tuple(offices))
        records.replace_offices(offices_of(register))
        if under is not None:
            _enter(under)


def keep_boundaries(*, shapes: Mapping[str, str]) -> None:
    """Put boundaries on the map; those of other regions stay."""
    with transaction.atomic():
        kept = {code: json.dumps(geometry) for code, geometry in records.boundaries().items()}
        records.replace_boundaries({**kept, **shapes})


@contextmanager
def _whole(under: UnderLog | None) -> Iterator[None]:
    """Hold one transaction, under the log's lock; the log in memory is thrown away when it fails."""
    try:
        with transaction.atomic():
            if under is not None:
                lock(under.log)
            yield
    except BaseException:
        if under is not None:
            forget(under.log)
        raise


def _enter(under: UnderLog) -> None:
    """Enter the register in force, and where other stations vote, the plan around what has moved."""
    log, register = under.log, records.load_register()
    file, before = register_to_bytes(register), declared(log=log, what="register")
    if digest(file) == before:
        return
    declare(log=log, what="register", file=file, gateway=under.gateway, at=under.at)
    if register_from_bytes(blob(before)).by_key.keys() == register.by_key.keys():
        return
    fresh = plan_plainly(origin=log.origin, register=register, profile=records.profile(), secret=under.secret)
    plan = plan_again(before=plan_in_force(log), fresh=fresh, moved=moved_lists(log))
    declare(log=log, what="plan", file=plan_to_bytes(plan), gateway=under.gateway, at=under.at)
