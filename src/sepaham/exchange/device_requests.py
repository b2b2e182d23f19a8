"""
What a device signs when it asks the server for something, and the header that carries it.

    Authorization: Sepaham <device>:<unix seconds>:<base64 signature>

docs/format/sync.md is the same on paper; `tests/vectors/device_auth.json` holds cases.
"""

import re
from dataclasses import dataclass

from sepaham.domain.base import digest
from sepaham.ledger.base64 import Base64Error, decode

WINDOW = 600
"""Seconds to either side of the server's clock for which a signed request holds."""
_HEADER = re.compile(r"Sepaham ([0-9a-f]{32}):([0-9]{1,12}):([A-Za-z0-9+/]+={0,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signed:
    """A header as it was read: the device, its clock in unix seconds, its signature."""

    device: str
    seconds: int
    signature: bytes


def request_message(*, method: str, path: str, seconds: int, body: bytes) -> bytes:
    """
    Return the bytes a device signs for one request.

    Args:
        method: ``GET``, ``PUT``.
        path: From its first slash, with its query.
        seconds: The device's clock.
        body: What is sent along; empty for none.
    """
    return "\n".join(("sepaham/request", method, path, str(seconds), digest(body))).encode()


def read_header(text: str) -> Signed | None:
    """Return what an ``Authorization`` header says; None when it is none of ours."""
    found = _HEADER.fullmatch(text)
    if found is None:
        return None
    try:
        return Signed(found[1], int(found[2]), decode(found[3]))
    except Base64Error:
        return None
