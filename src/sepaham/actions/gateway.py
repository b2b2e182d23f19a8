"""What the operator's gateway states in its own name: base facts, enrolments of heads, notices."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sepaham.actions.livelog import LiveLog
from sepaham.domain.register import office_id
from sepaham.domain.statement import Statement
from sepaham.exchange.envelopes import sign
from sepaham.ledger.base64 import encode
from sepaham.ledger.envelope import Envelope
from sepaham.ledger.signing import Signer


def fresh_nonce() -> str:
    """Return 16 random bytes as the envelope writes them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()


def gateway_office(origin: str) -> str:
    """Return the gateway's office in a log: its kabupaten is the origin's second part."""
    return office_id("gateway", region_of(origin))


def region_of(origin: str) -> str:
    """Return the kabupaten a log's origin names."""
    return origin.split("/")[1]


def gateway_statement(
    *,
    live: LiveLog,
    signer: Signer,
    kind: str,
    body: Mapping[str, Any],
    at: datetime,
    region: str = "",
) -> tuple[Statement, Envelope]:
    """Return a statement of the gateway, numbered after its last one, with its signed envelope."""
    seq, prev = live.book.devices.last(signer.keyid)
    return _signed(live.log.origin, signer, kind, body, at, region, seq + 1, prev)


def genesis(*, origin: str, signer: Signer, at: datetime) -> tuple[Statement, Envelope]:
    """Return the first entry of every log: the gateway enrols its own key."""
    body = {
        "device": signer.keyid,
        "algorithm": signer.algorithm,
        "key": encode(signer.public),
        "office": gateway_office(origin),
    }
    return _signed(origin, signer, "device.enrol", body, at, "", 1, "")


def _signed(  # noqa: PLR0917  private, and all of it needed
    origin: str,
    signer: Signer,
    kind: str,
    body: Mapping[str, Any],
    at: datetime,
    region: str,
    seq: int,
    prev: str,
) -> tuple[Statement, Envelope]:
    draft = Statement(
        id="",
        nonce=fresh_nonce(),
        log=origin,
        kind=kind,
        office=gateway_office(origin),
        device=signer.keyid,
        seq=seq,
        prev=prev,
        at=at.replace(microsecond=0),
        region=region or region_of(origin),
        body=body,
    )
    envelope = sign(draft, signer)
    return replace(draft, id=envelope.id), envelope
