"""
Sepaham's API for programs: hand in signed statements, read the picture.

    with Client("http://127.0.0.1:8000") as client:
        answers = client.post_statements([envelope])
"""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx

from sepaham.domain.base import write_instant
from sepaham.errors import SepahamError

_SIMULATED_AT = "Sepaham-Simulated-At"
_JSON = "application/json"


class ClientError(SepahamError):
    """A request the server did not grant, in the server's words."""


class Client:
    """A kept connection to one server; to be closed, or used in a ``with``."""

    def __init__(
        self, base_url: str, *, timeout: float = 60.0, transport: httpx.BaseTransport | None = None
    ) -> None:
        """Prepare a connection; `timeout` is in seconds."""
        self._http = httpx.Client(
            base_url=f"{base_url.rstrip('/')}/api/v1",
            timeout=timeout,
            transport=transport,
            headers={"Accept": _JSON},
        )

    def __enter__(self) -> Self:
        """Use the connection."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def post_statements(
        self, envelopes: Sequence[bytes], *, sent_at: datetime | None = None
    ) -> list[dict[str, Any]]:
        """
        Hand in signed envelopes and return one answer for each, in their order. Safe to repeat.

        Args:
            envelopes: The envelopes' JSON.
            sent_at: The simulated hour, which only a log that is being simulated heeds.

        Raises:
            ClientError: The batch was not taken as a whole.
        """
        headers = {"Content-Type": _JSON}
        if sent_at is not None:
            headers[_SIMULATED_AT] = write_instant(sent_at)
        body = b'{"statements":[' + b",".join(envelopes) + b"]}"
        answered = self._http.post("/statements", content=body, headers=headers)
        answers: list[dict[str, Any]] = _granted(answered)["answers"]
        return answers

    def get_picture(self, **query: str) -> dict[str, Any]:
        """Return the picture."""
        return self._get("/picture", query)

    def get_units(self, **query: str) -> dict[str, Any]:
        """Return units and where they are."""
        return self._get("/units", query)

    def get_unit(self, code: str) -> dict[str, Any]:
        """Return one unit's life."""
        return self._get(f"/units/{code}", {})

    def get_findings(self, **query: str) -> dict[str, Any]:
        """Return what needs a look."""
        return self._get("/findings", query)

    def get_needs(self, **query: str) -> dict[str, Any]:
        """Return what every place must get."""
        return self._get("/needs", query)

    def get_register(self, **query: str) -> dict[str, Any]:
        """Return the register."""
        return self._get("/register", query)

    def _get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        return _granted(self._http.get(path, params=query))


def _granted(answered: httpx.Response) -> dict[str, Any]:
    """Return the answer's JSON, or raise what the problem details say."""
    try:
        value: dict[str, Any] = answered.json()
    except ValueError:
        raise ClientError(
            f"The server answered {answered.status_code} without JSON.", "client.answer"
        ) from None
    if answered.is_success:
        return value
    detail = value.get("detail") or value.get("title") or f"The server answered {answered.status_code}."
    raise ClientError(str(detail), str(value.get("code", "client.refused")))
