"""
What stays of a statement whose words are taken away: a stub, stated by the operator in its stead.

The stub keeps what the fold rests on (who, which number of which device, when, where, which units) and leaves
out what people wrote or photographed. It bears no nonce, so that nobody can find the lost words by guessing
them until the statement's id comes out. Whoever folds the log puts the stub in the statement's place.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sepaham.domain.kinds import KINDS, STUB_FIELDS
from sepaham.domain.statement import Entry, Statement, parse
from sepaham.errors import SepahamError

KIND = "record.erase"
KEPT_WHOLE = frozenset(
    {
        "base.declare",
        "checkpoint.see",
        "device.enrol",
        "device.revoke",
        "list.declare",
        KIND,
        "statement.quarantine",
    }
)
"""Kinds in which nothing personal can stand, and without which the log could not be folded or checked."""

_WORDS = frozenset({"note", "photos", "document", "supplier", "store"})
_LEFT_OUT = "-"
_NO_NONCE = "A" * 22
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ErasureError(SepahamError):
    """A statement that cannot be erased, or an erasure that cannot be read."""


def erasure_body(*, statement: Statement, index: int, received_us: int, reason: str) -> dict[str, Any]:
    """
    Return the body of the statement that erases another.

    Args:
        statement: The one to erase.
        index: Its place in the log.
        received_us: When it was received, in microseconds since 1970, UTC.
        reason: One of the reasons of ``record.erase``.

    Raises:
        ErasureError: ``erasure.kind`` or ``erasure.twice``.
    """
    if statement.kind in KEPT_WHOLE:
        raise ErasureError(
            f"A {statement.kind} holds nothing personal and keeps the log checkable; it stays.",
            "erasure.kind",
        )
    if statement.erased:
        raise ErasureError(f"Entry {index} was erased before.", "erasure.twice")
    stub = {name: value for name, value in statement.payload().items() if name in STUB_FIELDS}
    stub["body"] = _without_words(statement.kind, statement.body)
    return {
        "statement": statement.id,
        "index": index,
        "received_us": received_us,
        "stub": stub,
        "reason": reason,
    }


def _without_words(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body without what people wrote; a store its kind asks for becomes a dash, a number stays."""
    must, _ = KINDS[kind]
    kept = {name: value for name, value in body.items() if name not in _WORDS or name in must}
    return {**kept, "store": _LEFT_OUT} if "store" in kept else kept


def stub_statement(*, id: str, log: str, stub: Mapping[str, Any]) -> Statement:  # noqa: A002  the field's own name
    """
    Return the statement that a stub is, under the id of the one it stands for.

    Raises:
        StatementError: It is no statement.
    """
    found = parse({**stub, "log": log, "nonce": _NO_NONCE}, id=id)
    return replace(found, nonce="")


def stub_of(erasing: Statement) -> Entry | None:
    """
    Return the stub an erasing statement puts in another's place; None where it is not the gateway's.

    Raises:
        StatementError: Its stub is no statement.
    """
    body = erasing.body
    if erasing.kind != KIND or not erasing.office.startswith("gateway:"):
        return None
    received_at = _EPOCH + timedelta(microseconds=body["received_us"])
    statement = stub_statement(id=body["statement"], log=erasing.log, stub=body["stub"])
    return Entry(body["index"], received_at, statement)


def stands_for(stub: Statement, original: Statement) -> bool:
    """Tell whether a stub says what the statement said, but for what people wrote."""
    body = _without_words(original.kind, original.body)
    return stub == replace(original, nonce="", body=body)
