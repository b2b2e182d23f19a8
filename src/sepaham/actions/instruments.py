"""Institutions' own lists: their rows kept by hash before they are stated, and copied in by the gateway."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sepaham.actions.gateway import gateway_statement
from sepaham.actions.livelog import live
from sepaham.actions.statements import append_own
from sepaham.domain.base import digest
from sepaham.domain.statement import Source, check_body
from sepaham.errors import SepahamError
from sepaham.exchange.instruments import Sheet
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.instruments import STATE
from sepaham.records.log import Log


class ListError(SepahamError):
    """A list that is not taken into the log."""


def keep_rows(*, sheet: Sheet, dated: date, source: str) -> dict[str, Any]:
    """
    Keep the rows of a list by their hash, and return the body of the statement that names them.

    Args:
        sheet: The list as it was read.
        dated: The day it bears.
        source: Where it comes from, in the owner's words.

    Raises:
        StatementError: The body is not of its form.
    """
    file = sheet.to_bytes()
    body = {
        "instrument": sheet.instrument.code,
        "sha256": digest(file),
        "rows": len(sheet.rows),
        "dated": dated.isoformat(),
        "source": source,
    }
    check_body(kind=STATE, body=body)
    records.keep_blob(sha256=digest(file), data=file)
    return body


def copied_from(owner: str) -> Mapping[str, str]:
    """Return how a statement says that it copies another office's list."""
    return {"office": owner, "source": Source.SPREADSHEET.value}


def copy_list(
    *, log: Log, sheet: Sheet, owner: str, dated: date, source: str, gateway: Signer, at: datetime
) -> str:
    """
    Enter the list an institution published, signed by the gateway and marked as copied; return its hash.

    Args:
        log: The log.
        sheet: The list as it was read.
        owner: Whose list it is.
        dated: The day it bears.
        source: Where it was published.
        gateway: Signs.
        at: The hour.

    Raises:
        ListError: The owner keeps no such list, or none there.
        StatementError: The body is not of its form.
    """
    with transaction.atomic():
        records.lock(log)
        held = live(log)
        office = held.book.foundations.office(owner)
        region = office.regions[0] if office else ""
        if not held.book.foundations.rule(office=owner, kind=STATE, region=region):
            raise ListError(f"{owner} keeps no list of places in danger.", "list.owner")
        body = {**keep_rows(sheet=sheet, dated=dated, source=source), "of": copied_from(owner)}
        statement, envelope = gateway_statement(
            live=held, signer=gateway, kind=STATE, body=body, at=at, region=region
        )
        append_own(log=log, statements=[(statement, envelope, b"")], received_at=at)
    return str(body["sha256"])
