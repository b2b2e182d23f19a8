"""
Copying a signed paper into the log when the copier's browser holds no key: the gateway signs, marked as such.

The act stays that of the office on the paper (``body.of``); who copies must be one that gets a copy of such
papers there, and shows a photo of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.actions.gateway import gateway_statement
from sepaham.actions.livelog import LiveLog, live
from sepaham.actions.statements import append_own
from sepaham.domain.jurisdiction import place_of
from sepaham.domain.statement import Source, Statement, check_body
from sepaham.errors import SepahamError
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.log import Log
from sepaham.records.queries import places

KINDS = frozenset({"handover.give", "handover.receive"})
"""What a paper that the gateway may sign for tells of."""


class TranscriptionError(SepahamError):
    """A paper the gateway does not copy."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What one paper says, as a form took it down."""

    kind: str
    region: str
    body: Mapping[str, Any]


def is_paper(kind: str, body: Mapping[str, Any]) -> bool:
    """Tell whether the gateway could sign this: a handover on paper, with a photo of it."""
    of = body.get("of")
    on_paper = isinstance(of, dict) and of.get("source") == Source.PAPER.value
    return kind in KINDS and on_paper and bool(body.get("photos"))


def transcribe(*, log: Log, transcriber: str, papers: Sequence[Copied], gateway: Signer, at: datetime) -> int:
    """
    Enter what papers say, signed by the gateway, all or none; return the place of the last in the log.

    Args:
        log: The log.
        transcriber: The office that has the papers before it.
        papers: What they say.
        gateway: Signs.
        at: The hour.

    Raises:
        StatementError: A body is not of its form.
        TranscriptionError: It is no paper, tells nothing new, or the office may not copy it there.
    """
    last = ""
    with transaction.atomic():
        records.lock(log)
        for paper in papers:
            held = live(log)
            statement, envelope = gateway_statement(
                live=held, signer=gateway, kind=paper.kind, body=paper.body, at=at, region=paper.region
            )
            _check(held, statement, transcriber)
            append_own(log=log, statements=[(statement, envelope, b"")], received_at=at)
            last = statement.id
    return places(statements=[last])[last]


def _check(held: LiveLog, statement: Statement, transcriber: str) -> None:
    if not is_paper(statement.kind, statement.body):
        raise TranscriptionError(
            "The gateway copies handovers from signed papers with a photo, nothing else.", "copy.no_paper"
        )
    check_body(kind=statement.kind, body=statement.body)
    handover = held.book.handovers.get(statement.body["list"])
    if handover is None:
        raise TranscriptionError("There is no such load list; look at the paper again.", "copy.no_list")
    if handover.given if statement.kind == "handover.give" else handover.received:
        raise TranscriptionError("This side of the handover is stated already.", "copy.stated")
    base = held.book.foundations
    for place in {statement.region, place_of(statement, handover.load, base)}:
        if not base.rule(office=transcriber, kind="transcribe", region=place):
            raise TranscriptionError(
                f"{transcriber} gets no copy of such papers of {place}; ask an office there.",
                "copy.authority",
            )
