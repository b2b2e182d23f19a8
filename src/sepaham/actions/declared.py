"""
Entering what an institution declared by spreadsheet, all of it or nothing.

The gateway signs, marked with the office whose act it is. Bringing the same file twice enters nothing twice.
A spreadsheet that grew since the last time enters what is new; a row that now says otherwise corrects the
statement that came of it before, and one that says the same is left alone.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from sepaham.actions.gateway import gateway_office
from sepaham.actions.livelog import LiveLog, live
from sepaham.actions.statements import append_own
from sepaham.domain.base import digest
from sepaham.domain.register import LINES, office_id
from sepaham.domain.statement import Ref, Source, Statement, check_body
from sepaham.errors import SepahamError
from sepaham.exchange.declared import read_declared
from sepaham.exchange.declared_acts import Declared, Expected, Sheet
from sepaham.exchange.declared_rows import KINDS
from sepaham.exchange.envelopes import sign, statement_in
from sepaham.ledger.envelope import Envelope
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.log import Log

_NONCE = 16
"""Bytes of a nonce."""

Told = Mapping[tuple[str, str, str], Statement]
Signed = tuple[Statement, Envelope, bytes]


class DeclaredError(SepahamError):
    """An office that has no spreadsheet of acts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What became of a spreadsheet of acts.

    Attributes:
        outcome: ``entered``, ``refused`` (it has errors), ``known`` (this very file was entered before) or
            ``unfilled`` (no row has an hour yet).
        sheet: What was read, with its problems.
        sha256: The file's hash, under which it is kept.
        entered: Rows that became statements; `corrected` of them in place of an earlier one.
        unchanged: Rows that say what the log holds of them already.
        earlier: How many statements this very file entered before.
    """

    outcome: str
    sheet: Sheet
    sha256: str
    entered: int = 0
    corrected: int = 0
    unchanged: int = 0
    earlier: int = 0


def expected_acts(*, log: Log, at: datetime, office: str = "") -> Expected:
    """
    Return what a spreadsheet of an office is held against.

    Args:
        log: The log.
        at: The hour.
        office: Whose spreadsheet it is; by default the KPU's, which may speak for its whole line.

    Raises:
        DeclaredError: The office is none that holds goods here.
    """
    with transaction.atomic():
        records.lock(log)
        return _expected(live(log), at, office)


def _expected(held: LiveLog, at: datetime, office: str) -> Expected:
    base = held.book.foundations
    kpu = office_id("kpu", base.register.kabupaten[0])
    line, _, seat = (office or kpu).partition(":")
    holds = {
        party.partition(":")[0] for load in base.plan.lists.values() for party in (load.giver, load.receiver)
    }
    if line not in holds or seat not in base.register.at_level(LINES[line].level):
        raise DeclaredError(
            f"{office!r} holds no goods in this log; name one like {kpu} or ppk:35.17.15.", "declared.office"
        )
    return Expected(
        register=base.register,
        profile=base.profile,
        plan=base.plan,
        opened_at=held.log.opened_at,
        now=at,
        office=office or kpu,
    )


def enter_declared(
    *, log: Log, data: bytes, name: str, gateway: Signer, at: datetime, office: str = ""
) -> Outcome:
    """
    Enter the acts a spreadsheet tells, in one transaction; safe to repeat.

    Args:
        log: The log.
        data: The file's bytes, which are kept by their hash.
        name: The file's name, for sentences.
        gateway: Signs the statements.
        at: The hour.
        office: Whose spreadsheet it is; by default the KPU's, which may speak for its whole line.

    Raises:
        DeclaredError: The office is none that holds goods here.
    """
    sha256 = digest(data)
    with transaction.atomic():
        records.lock(log)
        held = live(log)
        sheet = read_declared(data=data, name=name, expected=_expected(held, at, office))
        before = list(_spreadsheet_statements(log))
        if records.Blob.objects.filter(pk=sha256).exists():
            nonces = {statement.nonce for statement in before}
            rows = range(1, sheet.last + 1)
            earlier = sum(row_nonce(gateway=gateway, sha256=sha256, row=row) in nonces for row in rows)
            return Outcome("known", sheet, sha256, earlier=earlier)
        if sheet.errors or not sheet.acts:
            return Outcome("refused" if sheet.errors else "unfilled", sheet, sha256)
        told = {_about(statement): statement for statement in before}
        signed = list(_signed(held, sheet.acts, told, sha256, gateway))
        records.keep_blob(sha256=sha256, data=data)
        append_own(log=log, statements=signed, received_at=at)
    corrected = sum(bool(statement.refs) for statement, _, _ in signed)
    unchanged = len(sheet.acts) - len(signed)
    return Outcome("entered", sheet, sha256, len(signed), corrected, unchanged)


def row_nonce(*, gateway: Signer, sha256: str, row: int) -> str:
    """Return the nonce of a row's statement: the same each time, told by the gateway's key alone."""
    found = hashlib.sha256(gateway.sign(f"sepaham/nonce {sha256} {row}".encode())).digest()[:_NONCE]
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode()


def _spreadsheet_statements(log: Log) -> Iterator[Statement]:
    """Yield what came of spreadsheets so far, in the order it was entered."""
    rows = records.Statement.objects.filter(log=log, office=gateway_office(log.origin), kind__in=KINDS)
    found = records.Disclosure.objects.filter(log=log, index__in=rows.values("index")).order_by("index")
    for envelope in found.values_list("envelope", flat=True).iterator(chunk_size=5000):
        statement = statement_in(bytes(envelope))
        if statement.source is Source.SPREADSHEET:
            yield statement


def _about(statement: Statement) -> tuple[str, str, str]:
    return (statement.kind, statement.actor, statement.body.get("list", statement.region))


def _signed(
    held: LiveLog, acts: Sequence[Declared], told: Told, sha256: str, gateway: Signer
) -> Iterator[Signed]:
    """Yield a signed statement for each act that is new or says otherwise than before."""
    seq, prev = held.book.devices.last(gateway.keyid)
    for act in acts:
        earlier, body = told.get(act.about), act.body()
        if earlier and (earlier.at, earlier.body) == (act.at, body):
            continue
        check_body(kind=act.kind, body=body)
        seq += 1
        draft = Statement(
            id="",
            nonce=row_nonce(gateway=gateway, sha256=sha256, row=act.row),
            log=held.log.origin,
            kind=act.kind,
            office=gateway_office(held.log.origin),
            device=gateway.keyid,
            seq=seq,
            prev=prev,
            at=act.at,
            region=act.region,
            body=body,
            refs=(Ref("corrects", earlier.id),) if earlier else (),
        )
        envelope = sign(draft, gateway)
        prev = envelope.id
        yield replace(draft, id=prev), envelope, b""
