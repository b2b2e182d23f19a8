"""Signing the head of the log, so that what was shown cannot later be otherwise."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sepaham.actions.livelog import live
from sepaham.ledger.checkpoint import Checkpoint as Head
from sepaham.ledger.checkpoint import sign_checkpoint
from sepaham.ledger.note import Note
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.log import Checkpoint, Log


def sign_head(
    *,
    log: Log,
    signer: Signer,
    at: datetime,
    clock: datetime | None = None,
    also: Iterable[Signer] = (),
) -> Checkpoint | None:
    """
    Sign the log's head if it grew since the last checkpoint; return the newest there is.

    Args:
        log: The log.
        signer: Its key.
        at: The hour the head is of.
        clock: The hour on the wall, where that is another because a simulation is played.
        also: Its further keys, while it changes keys.
    """
    with transaction.atomic():
        records.lock(log)
        held = live(log)
        newest = Checkpoint.objects.filter(log=log).order_by("-size").first()
        if held.tree.size == 0 or (newest is not None and newest.size == held.tree.size):
            return newest
        head = Head(log.origin, held.tree.size, held.tree.root())
        signed = [sign_checkpoint(checkpoint=head, signer=one) for one in (signer, *also)]
        lines = tuple(line for one in signed for line in one.signatures)
        note = Note(head.text, lines).to_bytes().decode()
        return Checkpoint.objects.create(
            log=log, size=head.size, root=head.root, note=note, at=at, made_at=clock or at
        )
