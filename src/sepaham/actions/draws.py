"""Draws of patrols by the gateway: the chance promised in the log before, and shown in it round by round."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.actions.gateway import gateway_statement
from sepaham.actions.livelog import live
from sepaham.actions.statements import append_own
from sepaham.domain.coverage import CoverageError
from sepaham.domain.draws import Draw, faults, promise, seed_of_round
from sepaham.ledger.signing import Signer
from sepaham.records.escorts import promised, shown_seeds
from sepaham.records.log import Log, lock


def bind_draw(*, log: Log, draw: Draw, last: str, gateway: Signer, at: datetime) -> None:
    """
    Enter what binds a draw before anything is drawn.

    Args:
        log: The log.
        draw: What it rests on; its shares are computed, so that no draw is bound that cannot be made.
        last: The seed of its last round.
        gateway: Signs it.
        at: The hour.

    Raises:
        CoverageError: A draw of this name is bound already, or it cannot be made.
    """
    _ = draw.shares
    if promised(log=log, draw=draw.id) is not None:
        raise CoverageError(f"The draw {draw.id} is bound already; give it another name.", "draw.twice")
    _state(log=log, kind="draw.commit", body=promise(draw, last=last), gateway=gateway, at=at)


def issue_round(
    *, log: Log, draw: Draw, number: int, last: str, gateway: Signer, at: datetime
) -> tuple[str, ...]:
    """
    Show a round's seed in the log and return the places it draws.

    Args:
        log: The log.
        draw: What the draw rests on.
        number: Which round, from 1 on.
        last: The seed of its last round.
        gateway: Signs it.
        at: The hour.

    Raises:
        CoverageError: The draw was never bound, or is another than was bound, or has no such round.
    """
    bound = promised(log=log, draw=draw.id)
    if bound is None:
        raise CoverageError(f"The draw {draw.id} was never bound in this log.", "draw.unbound")
    if not 0 < number <= len(draw.rounds):
        raise CoverageError(f"The draw {draw.id} has rounds 1 to {len(draw.rounds)}.", "draw.round")
    seed = seed_of_round(last=last, number=number, rounds=len(draw.rounds))
    if found := faults(draw, promised=bound, shown={number: seed}, issued={}):
        raise CoverageError(f"The draw {draw.id} is not as it was bound: {', '.join(found)}.", "draw.differs")
    if number not in shown_seeds(log=log, draw=draw.id):
        body = {"draw": draw.id, "round": number, "seed": seed}
        _state(log=log, kind="draw.reveal", body=body, gateway=gateway, at=at)
    return draw.issue(number=number, seed=seed)


def _state(*, log: Log, kind: str, body: Mapping[str, Any], gateway: Signer, at: datetime) -> None:
    with transaction.atomic():
        lock(log)
        statement, envelope = gateway_statement(live=live(log), signer=gateway, kind=kind, body=body, at=at)
        append_own(log=log, statements=[(statement, envelope, b"")], received_at=at)
