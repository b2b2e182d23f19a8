"""What opens a log's entries for a reader: for the keeper all, for an office what it is entitled to."""

from collections.abc import Iterable, Mapping
from typing import Any

from sepaham.domain.picture import picture_digest
from sepaham.exchange.envelopes import microseconds, statement_in
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog, policy_of
from sepaham.records import custody
from sepaham.records.access import Scope
from sepaham.records.log import Disclosure, Log, Statement, blob, tail

_GROUNDS = frozenset({"base.declare", "device.enrol", "device.revoke"})
"""What the log rests on: without these nobody could check a signature or fold the rest."""


def may_read(scope: Scope | None, *, kind: str, region: str, body: Mapping[str, Any]) -> bool:
    """
    Tell whether a reader may have what opens an entry.

    Args:
        scope: What the reader's offices cover; None for the instance's keeper.
        kind: The statement's kind.
        region: Where it is about.
        body: Its body, looked into only for base facts: a plan says when goods will move.
    """
    if scope is None:
        return True
    if not scope.offices:
        return False
    if kind in _GROUNDS and body.get("what") not in {"plan", "movement", "briefing"}:
        return True
    return scope.may_open(kind="list.declare" if kind == "base.declare" else kind, region=region)


def disclosed(*, log: Log, scope: Scope | None, start: int, end: int) -> list[Disclosed]:
    """
    Return what opens the entries of a range for a reader, in order.

    Args:
        log: The log.
        scope: What the reader's offices cover; None for the instance's keeper.
        start: The first place.
        end: The place after the last.
    """
    told = Statement.objects.filter(log=log, index__gte=start, index__lt=end)
    kinds = {index: (kind, region) for index, kind, region in told.values_list("index", "kind", "region")}
    held = Disclosure.objects.filter(log=log, index__gte=start, index__lt=end).exclude(salt=b"")
    rows = held.order_by("index")
    found = []
    for index, salt, received_at, raw in rows.values_list(
        "index", "salt", "received_at", "envelope"
    ).iterator(chunk_size=5000):
        kind, region = kinds[index]
        envelope = bytes(raw)
        body = statement_in(envelope).body if scope is not None and kind == "base.declare" else {}
        if may_read(scope, kind=kind, region=region, body=body):
            found.append(Disclosed(index, microseconds(received_at), bytes(salt), envelope))
    return found


def reads_all(*, log: Log, size: int, opened: int) -> bool:
    """Tell whether so many opened entries are all of the first ones that were not erased."""
    return opened == Disclosure.objects.filter(log=log, index__lt=size).exclude(salt=b"").count()


def base_files(entries: Iterable[Disclosed]) -> list[tuple[str, bytes]]:
    """Return the files of the base facts that some entries declare, each once."""
    found: dict[str, bytes] = {}
    for one in entries:
        statement = statement_in(one.envelope)
        if statement.kind == "base.declare":
            found[statement.body["sha256"]] = blob(statement.body["sha256"])
    return sorted(found.items())


def shown_picture(*, log: Log, size: int) -> str:
    """Return the digest of the picture in the tables; '' where they are not of just so many entries."""
    return picture_digest(custody.picture_rows(log)) if tail(log, 0)[0] == size else ""


def own_policy(*, origin: str, public: bytes) -> bytes:
    """Return the policy of a log that declares none: its own key, and nobody who matches it."""
    return policy_of(logs=[KnownLog(NoteKey(origin, public))], witnesses=()).to_bytes()


def readable_files(log: Log, scope: Scope | None) -> frozenset[str]:
    """Return the hashes of the base facts' files that a reader may have."""
    rows = Statement.objects.filter(log=log, kind="base.declare").values_list("index", flat=True)
    envelopes = Disclosure.objects.filter(log=log, index__in=list(rows)).values_list("envelope", flat=True)
    told = [statement_in(bytes(envelope)) for envelope in envelopes]
    return frozenset(
        one.body["sha256"] for one in told if may_read(scope, kind=one.kind, region=one.region, body=one.body)
    )
