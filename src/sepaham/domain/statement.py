"""
One signed fact by one office, read out of its payload.

A payload reaches this room as plain JSON values that the ledger's strict reader let through. Here its
fields and its body are checked against the kind's shape; what does not fit raises `StatementError` and is
quarantined by the caller. What fits is a fact, however odd it is.

An office that copies another's signed paper, or a spreadsheet, says so in ``body.of``: then the *actor* is
the office on the paper and the office that signs is its transcriber.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sepaham.domain.base import RegionError, parse_instant, region_code, write_instant
from sepaham.domain.forms import Shape, code, count, exactly, hash_, list_of, office, one_of, text
from sepaham.domain.kinds import KINDS, OWN_ONLY
from sepaham.errors import SepahamError

PAYLOAD_TYPE = "application/vnd.sepaham.statement+json"


class StatementError(SepahamError):
    """A payload that is no statement."""


class Source(StrEnum):
    """How an act reached us: by its own office, or from its paper, its spreadsheet or its text message."""

    DIRECT = "direct"
    PAPER = "paper"
    SPREADSHEET = "spreadsheet"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an earlier statement and what for: ``gives``, ``corrects``, ``confirms``, ``sees``."""

    role: str
    id: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact: who (office and device) states what (kind, body), about where and when they say it was."""

    id: str
    nonce: str
    log: str
    kind: str
    office: str
    device: str
    seq: int
    prev: str
    at: datetime
    region: str
    body: Mapping[str, Any]
    refs: tuple[Ref, ...] = ()

    @property
    def actor(self) -> str:
        """Return the office whose act this is: the one on the paper when it is a transcription."""
        of = self.body.get("of")
        return of["office"] if of else self.office

    @property
    def erased(self) -> bool:
        """Tell whether only a stub is left of it (`erasure`); whatever was signed has a nonce."""
        return not self.nonce

    @property
    def source(self) -> Source:
        """Return how the act reached us."""
        of = self.body.get("of")
        return Source(of["source"]) if of else Source.DIRECT

    def payload(self) -> dict[str, Any]:
        """Return the fields as the payload holds them."""
        return {
            "nonce": self.nonce,
            "log": self.log,
            "kind": self.kind,
            "office": self.office,
            "device": self.device,
            "seq": self.seq,
            "prev": self.prev,
            "at": write_instant(self.at),
            "region": self.region,
            "body": self.body,
            "refs": [{"role": ref.role, "id": ref.id} for ref in self.refs],
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement at its place in the log; a base fact comes with the file its body names by hash."""

    index: int
    received_at: datetime
    statement: Statement
    file: bytes = b""


_OF = exactly(office=office, source=one_of(Source.PAPER, Source.SPREADSHEET, Source.SMS))
_FIELDS = {"nonce", "log", "kind", "office", "device", "seq", "prev", "at", "region", "body", "refs"}
_REF = exactly(role=one_of("gives", "corrects", "confirms", "sees"), id=hash_)


def parse(payload: Mapping[str, Any], *, id: str) -> Statement:  # noqa: A002  the field's own name
    """
    Read a statement out of its payload.

    Args:
        payload: The strict JSON object that was signed.
        id: The statement's id, SHA-256 over its type and exact bytes, in hexadecimal.

    Raises:
        StatementError: A field is missing, unknown or of the wrong shape; the sentence names it.
    """
    _check_fields(payload)
    at, region = _when_and_where(payload)
    check_body(kind=payload["kind"], body=payload["body"])
    _check_source(payload["office"], payload["body"])
    plain = ("nonce", "log", "kind", "office", "device", "seq", "prev", "body")
    return Statement(
        id=id,
        at=at,
        region=region,
        refs=tuple(Ref(ref["role"], ref["id"]) for ref in payload["refs"]),
        **{name: payload[name] for name in plain},
    )


def _check_fields(payload: Any) -> None:
    if not isinstance(payload, Mapping):
        raise StatementError("The payload is no object.", "statement.fields")
    if payload.keys() != _FIELDS:
        odd = ", ".join(sorted(payload.keys() ^ _FIELDS))
        raise StatementError(f"The payload's fields are not those of a statement: {odd}.", "statement.fields")
    for name, shape in _SHAPES.items():
        if not shape(payload[name]):
            raise StatementError(f"The field {name!r} is not of its form.", f"statement.{name}")


def _check_source(office_: str, body: Mapping[str, Any]) -> None:
    """Refuse a text message that another than the gateway, which alone gets them, says it got."""
    if body.get("of", {}).get("source") == Source.SMS and not office_.startswith("gateway:"):
        raise StatementError("Only the gateway states what came by text message.", "statement.body")


def _when_and_where(payload: Mapping[str, Any]) -> tuple[datetime, str]:
    try:
        at, region = parse_instant(payload["at"]), region_code(payload["region"])
    except ValueError:
        raise StatementError(
            "The field 'at' is no instant; write 2024-11-26T11:05:00Z.", "statement.at"
        ) from None
    except RegionError as error:
        raise StatementError(error.message, "statement.region") from None
    if region != payload["region"]:
        raise StatementError("The field 'region' is a code with dots, 35.17.15.2004.", "statement.region")
    return at, region


_NONCE = re.compile("[A-Za-z0-9_-]{22}", re.ASCII)
"""16 random bytes in base64url."""
_SHAPES: Mapping[str, Shape] = {
    "nonce": lambda value: isinstance(value, str) and _NONCE.fullmatch(value) is not None,
    "log": text(120),
    "kind": lambda value: isinstance(value, str) and value in KINDS,
    "office": office,
    "device": code,
    "seq": lambda value: count(value) and value > 0,
    "prev": lambda value: value == "" or hash_(value),
    "at": text(24),
    "region": text(17),
    "body": lambda value: isinstance(value, dict),
    "refs": list_of(_REF, 64),
}


def check_body(*, kind: str, body: Mapping[str, Any]) -> None:
    """
    Check a body against its kind's shape.

    Raises:
        StatementError: A field is missing, unknown or of the wrong shape; the sentence names it.
    """
    must, may = KINDS[kind]
    for name in body.keys() | must.keys():
        shape = must.get(name) or may.get(name) or (_OF if name == "of" and kind not in OWN_ONLY else None)
        if name not in body or shape is None or not shape(body[name]):
            raise StatementError(
                f"In {kind} the body's {name!r} is missing or not of its form.", "statement.body"
            )
