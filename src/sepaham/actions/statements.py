"""
Keeping what was stated: the sequencer's one act.

A batch is judged, ordered, folded and written in one transaction; then every sender is answered. What is no
statement is quarantined: kept, shown, and its hash entered in the log. Nothing is refused for being odd.
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from sepaham.actions.gateway import gateway_statement
from sepaham.actions.livelog import LiveLog, forget, live
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.base import digest
from sepaham.domain.statement import Entry, Statement
from sepaham.exchange.envelopes import Admitted, Refused, admit, key_is_sound, microseconds, proof_holds
from sepaham.ledger.commitment import commit
from sepaham.ledger.envelope import Envelope
from sepaham.ledger.signing import Signer
from sepaham.records import custody
from sepaham.records import log as records
from sepaham.records.log import Log, Quarantine

KEPT_WHOLE = 1_048_576
"""Of what cannot be taken, up to this many bytes are kept; of more, only hash, length and sender."""
_VERIFIER = StandardVerifier()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a sender is told of one statement.

    Attributes:
        outcome: ``accepted``, ``duplicate``, ``quarantined``, or ``refused``: neither taken nor kept, because
            its sender had too much quarantined.
        index: Its place in the log; for what is quarantined, the place of the notice.
        pending: Whether its device's statement before it has not come yet.
        findings: The rules of what needs a look because of it, by now.
        code, message: Why it was quarantined.
    """

    outcome: str
    id: str
    index: int
    received_at: datetime
    pending: bool = False
    findings: tuple[str, ...] = ()
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What one sender hands in, when, and how much of it may be quarantined."""

    raws: Sequence[bytes]
    received_at: datetime
    sender: str = ""
    most_refused: int = 1000


@dataclass(slots=True)
class _Batch:
    """The batch under way: entries to write and answers to give, in the order they came."""

    live: LiveLog
    received_at: datetime
    gateway: Signer | None = None
    sender: str = ""
    entries: list[tuple[Entry, bytes, bytes, bytes]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    most_refused: int = 1000
    refused: int = 0


def record_statements(
    *, log: Log, raws: Sequence[bytes], received_at: datetime, gateway: Signer, sender: str = ""
) -> list[Answer]:
    """
    Keep a batch of envelopes for ever and answer each with its place in the log. Safe to repeat.

    Args:
        log: The log they came to.
        raws: The envelopes as they came.
        received_at: The hour, read once at the door.
        gateway: Signs the notices of what is quarantined.
        sender: Who brought them, as far as the door knows.
    """
    return record_batches(log=log, batches=[Incoming(raws, received_at, sender)], gateway=gateway)[0]


def record_batches(*, log: Log, batches: Sequence[Incoming], gateway: Signer) -> list[list[Answer]]:
    """Keep several senders' batches in one transaction (group commit), each answered by itself."""
    try:
        with transaction.atomic():
            records.lock(log)
            held = live(log)
            done = [
                _Batch(held, one.received_at, gateway, one.sender, most_refused=one.most_refused)
                for one in batches
            ]
            for batch, one in zip(done, batches, strict=True):
                for raw in one.raws:
                    _take(batch, raw)
            return _write(held, done)
    except BaseException:
        forget(log)
        raise


def append_own(
    *, log: Log, statements: Sequence[tuple[Statement, Envelope, bytes]], received_at: datetime
) -> None:
    """Enter sound statements of the gateway's own making, each base fact with its file."""
    try:
        with transaction.atomic():
            records.lock(log)
            held = live(log)
            batch = _Batch(held, received_at)
            for statement, envelope, file in statements:
                _enter(batch, statement, envelope, file)
            _write(held, [batch])
    except BaseException:
        forget(log)
        raise


def _take(batch: _Batch, raw: bytes) -> None:
    book = batch.live.book
    judged = admit(raw, log=batch.live.log.origin, device_of=book.devices.enrolled.get, verifier=_VERIFIER)
    if not isinstance(judged, Refused) and judged.statement.kind == "device.enrol":
        judged = _sound(raw, judged)
    if isinstance(judged, Refused):
        _quarantine(batch, judged, raw)
        return
    statement = judged.statement
    if book.holds(statement.id):
        batch.answers.append(Answer("duplicate", statement.id, -1, batch.received_at))
        return
    index = _enter(batch, statement, judged.envelope, b"")
    if book.devices.awaits(statement.device, statement.seq):
        batch.pending.add(statement.id)
    batch.answers.append(Answer("accepted", statement.id, index, batch.received_at))


def _sound(raw: bytes, judged: Admitted) -> Admitted | Refused:
    """Refuse the enrolment of a weak, misspelt or misnamed key, or of one whose proof is not its own."""
    statement, body = judged.statement, judged.statement.body
    if not key_is_sound(
        device=body["device"], algorithm=body["algorithm"], key=body["key"], verifier=_VERIFIER
    ):
        said = "The key to enrol is weak, misspelt, or not the one its device is named after."
        return Refused("device.key", said, digest(raw), len(raw))
    if not proof_holds(body, log=statement.log, verifier=_VERIFIER):
        said = "The proof is not the new key's own signature for this office and log; enrol it afresh."
        return Refused("device.proof", said, digest(raw), len(raw))
    return judged


def _enter(batch: _Batch, statement: Statement, envelope: Envelope, file: bytes) -> int:
    entry = Entry(batch.live.tree.size, batch.received_at, statement, file)
    batch.live.book.take(entry)
    salt, whole = secrets.token_bytes(32), envelope.to_bytes()
    commitment = commit(salt=salt, received_at=microseconds(batch.received_at), envelope=whole)
    batch.live.grow(commitment)
    batch.entries.append((entry, commitment, salt, whole))
    return entry.index


def _write(held: LiveLog, batches: Sequence[_Batch]) -> list[list[Answer]]:
    """Write what a group of batches changed and return every sender's answers."""
    changes = held.book.settle()
    because: defaultdict[str, set[str]] = defaultdict(set)
    for finding in changes.findings.values():
        for key in finding.basis:
            because[key].add(finding.rule)
    rows = [
        (entry, commitment, salt, whole, _told(batch, entry.statement.id, because))
        for batch in batches
        for entry, commitment, salt, whole in batch.entries
    ]
    records.append(held.log, rows)
    custody.save(held.log, changes)
    first = _first_answers(
        held.log, [a.id for batch in batches for a in batch.answers if a.outcome == "duplicate"]
    )
    return [[_completed(answer, batch, because, first) for answer in batch.answers] for batch in batches]


def _told(batch: _Batch, key: str, because: Mapping[str, set[str]]) -> dict[str, Any]:
    return {"pending": key in batch.pending, "findings": sorted(because.get(key, ()))}


def _first_answers(log: Log, keys: Sequence[str]) -> dict[str, Answer]:
    rows = records.Statement.objects.filter(log=log, key__in=keys).values_list(
        "key", "index", "received_at", "answer"
    )
    return {
        key: Answer("duplicate", key, index, received_at, told["pending"], tuple(told["findings"]))
        for key, index, received_at, told in rows
    }


def _completed(
    answer: Answer, batch: _Batch, because: Mapping[str, set[str]], first: Mapping[str, Answer]
) -> Answer:
    if answer.outcome == "duplicate":
        return first[answer.id]
    if answer.outcome in {"quarantined", "refused"}:
        return answer
    told = _told(batch, answer.id, because)
    return replace(answer, pending=told["pending"], findings=tuple(told["findings"]))


def record_refusal(
    *, log: Log, refused: Refused, received_at: datetime, gateway: Signer, sender: str
) -> Answer:
    """Keep what was too large or too broken to hold statements: its hash, length and sender."""
    try:
        with transaction.atomic():
            records.lock(log)
            batch = _Batch(live(log), received_at, gateway, sender)
            _quarantine(batch, refused, None)
            return _write(batch.live, [batch])[0][0]
    except BaseException:
        forget(log)
        raise


def _quarantine(batch: _Batch, refused: Refused, raw: bytes | None) -> None:
    log = batch.live.log
    known = Quarantine.objects.filter(log=log, sha256=refused.sha256).first()
    if known is None and (batch.refused >= batch.most_refused or batch.gateway is None):
        said = f"{refused.message} It was not kept: too much of yours was refused; mend it, then send again."
        batch.answers.append(
            Answer("refused", refused.sha256, -1, batch.received_at, code=refused.code, message=said)
        )
        return
    if known is None:
        batch.refused += 1
        body = {"sha256": refused.sha256, "size": refused.size, "reason": refused.code}
        statement, envelope = gateway_statement(
            live=batch.live,
            signer=batch.gateway,
            kind="statement.quarantine",
            body=body,
            at=batch.received_at,
        )
        index = _enter(batch, statement, envelope, b"")
        known = Quarantine.objects.create(
            log=log,
            sha256=refused.sha256,
            size=refused.size,
            reason=refused.code,
            message=refused.message,
            sender=batch.sender,
            received_at=batch.received_at,
            raw=raw,
            notice=index,
        )
    batch.answers.append(
        Answer(
            "quarantined",
            refused.sha256,
            known.notice,
            known.received_at,
            code=known.reason,
            message=known.message,
        )
    )
