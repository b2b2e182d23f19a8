"""The way to an institution's witness: by HTTP, or in memory for tests and simulations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import httpx

PATIENCE = 2.0
"""Seconds a witness may take to answer."""


class WitnessDoor(Protocol):
    """Where checkpoints are brought to."""

    def ask(self, url: str, body: bytes) -> tuple[int, bytes]:
        """Bring a request to a witness; return its status and body, or 0 and nothing if it is not there."""


@dataclass(frozen=True, slots=True)
class HttpDoor:
    """Witnesses asked by HTTP; connections are kept open between two heads."""

    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    def ask(self, url: str, body: bytes) -> tuple[int, bytes]:
        """Bring a request to a witness."""
        try:
            answer = self.client.post(f"{url.rstrip('/')}/add-checkpoint", content=body)
        except httpx.HTTPError:
            return 0, b""
        return answer.status_code, answer.content


@dataclass(frozen=True, slots=True)
class MemoryDoor:
    """Witnesses in memory, by address; one that is not there does not answer."""

    witnesses: Mapping[str, Callable[[bytes], tuple[int, bytes]]]

    def ask(self, url: str, body: bytes) -> tuple[int, bytes]:
        """Bring a request to a witness."""
        found = self.witnesses.get(url)
        return found(body) if found else (0, b"")
