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
from sepaham.actions.photos import find_photo
from sepaham.actions.statements import append_own
from sepaham.domain.accounts import place_of_side, unstated_sides
from sepaham.domain.foundations import Foundations
from sepaham.domain.statement import Source, check_body
from sepaham.errors import SepahamError
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.log import Log
from sepaham.records.people import RestrictedRead
from sepaham.records.queries import places

KINDS = frozenset({"handover.give", "handover.receive"})
"""What a paper that the gateway may sign for tells of."""


class TranscriptionError(SepahamError):
    """A paper the gateway does not copy."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What one paper says, as a form took it down; `at` is the hour it bears, None where it bears none."""

    kind: str
    region: str
    body: Mapping[str, Any]
    at: datetime | None = None


def is_paper(kind: str, body: Mapping[str, Any]) -> bool:
    """Tell whether the gateway could sign this: a handover on paper, with a photo of it."""
    of = body.get("of")
    on_paper = isinstance(of, dict) and of.get("source") == Source.PAPER.value
    return kind in KINDS and on_paper and bool(body.get("photos"))


def transcribe(
    *, log: Log, account: str, transcriber: str, papers: Sequence[Copied], gateway: Signer, at: datetime
) -> int:
    """
    Enter what papers say, signed by the gateway, all or none; return the place of the last in the log.

    The log tells that the gateway signed; who let it is noted beside the log.

    Args:
        log: The log.
        account: Who copies.
        transcriber: The office that has the papers before it.
        papers: What they say.
        gateway: Signs.
        at: The hour.

    Raises:
        StatementError: A body is not of its form.
        TranscriptionError: It is no paper, tells nothing new, or the office may not copy it there.
    """
    with transaction.atomic():
        records.lock(log)
        held = live(log)
        for paper in papers:
            _check(held, paper, transcriber)
        if len({(paper.kind, paper.body["list"]) for paper in papers}) != len(papers):
            raise TranscriptionError("One paper tells of one side once; look at it again.", "copy.twice")
        for paper in papers:
            statement, envelope = gateway_statement(
                live=held,
                signer=gateway,
                kind=paper.kind,
                body=paper.body,
                at=min(paper.at or at, at),
                region=paper.region,
            )
            append_own(log=log, statements=[(statement, envelope, b"")], received_at=at)
            RestrictedRead.objects.create(
                account=account,
                office=transcriber,
                what="copied",
                subject=statement.id,
                region=paper.region,
                at=at,
            )
    return places(statements=[statement.id])[statement.id]


def _check(held: LiveLog, paper: Copied, transcriber: str) -> None:
    if not is_paper(paper.kind, paper.body):
        raise TranscriptionError(
            "The gateway copies handovers from signed papers with a photo, nothing else.", "copy.no_paper"
        )
    check_body(kind=paper.kind, body=paper.body)
    handover = held.book.handovers.get(paper.body["list"])
    if handover is None:
        raise TranscriptionError("There is no such load list; look at the paper again.", "copy.no_list")
    load, base = handover.load, held.book.foundations
    side = paper.kind.removeprefix("handover.")
    if paper.body["of"]["office"] != (load.giver if side == "give" else load.receiver):
        raise TranscriptionError("The paper is of another office than the list's.", "copy.party")
    if side not in unstated_sides(handover):
        raise TranscriptionError("This side of the handover is stated already.", "copy.stated")
    parties = {id_: office for id_ in (load.giver, load.receiver) if (office := base.office(id_))}
    place = place_of_side(load, side, parties)
    if paper.region != place or not base.rule(office=transcriber, kind="transcribe", region=place):
        raise TranscriptionError(
            f"{transcriber} gets no copy of such papers of {place}; ask an office there.", "copy.authority"
        )
    if not all(_is_shown(sha256, transcriber, base) for sha256 in paper.body["photos"]):
        raise TranscriptionError("The photo of the paper is not here; send it again.", "copy.no_photo")


def _is_shown(sha256: str, transcriber: str, base: Foundations) -> bool:
    """Tell whether a photo is kept here that the transcriber sent or may see."""
    photo = find_photo(sha256=sha256)
    return photo is not None and (photo.office == transcriber or base.covers(transcriber, photo.region))
