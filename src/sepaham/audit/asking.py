"""How an institution's tool asks an operator's server: plain HTTP, requests signed by the tool's own key."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sepaham.domain.enrolment import proof_message
from sepaham.errors import SepahamError
from sepaham.exchange.device_requests import request_message
from sepaham.ledger import base64
from sepaham.ledger.signing import Signer

PATIENCE = 30.0
"""Seconds an answer may take."""
MOST = 64 * 1024 * 1024
_OK = 200

Fetch = Callable[[str, bytes | None, dict[str, str]], tuple[int, bytes]]
"""From an address, a body and headers to status and body."""


class AskError(SepahamError):
    """The operator did not answer, or refused."""


def fetch_http(url: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
    """
    Ask an address by HTTP.

    Raises:
        AskError: ``mirror.unreachable``.
    """
    asked = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  the address an officer gave
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310  as above
            return answer.status, answer.read(MOST)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(MOST)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as fault:
        raise AskError(f"{url} did not answer: {fault}.", "mirror.unreachable") from fault


@dataclass(frozen=True, slots=True)
class Operator:
    """
    One operator's server.

    Attributes:
        url: Its address, without a slash at the end.
        signer: The key that signs requests.
        fetch: How it is asked.
        clock: Seconds since 1970, UTC.
    """

    url: str
    signer: Signer
    fetch: Fetch = fetch_http
    clock: Callable[[], float] = time.time

    def get(self, path: str, *, signed: bool = True) -> bytes:
        """
        Return what stands at a path.

        Raises:
            AskError: ``mirror.unreachable``, or ``mirror.refused`` with the operator's own words.
        """
        headers = {"Accept": "*/*"}
        if signed:
            headers["Authorization"] = self._authorization("GET", path)
        status, body = self.fetch(self.url + path, None, headers)
        if status != _OK:
            raise AskError(f"{self.url}{path} answered {status}: {_detail(body)}", "mirror.refused")
        return body

    def get_json(self, path: str, *, signed: bool = True) -> dict[str, Any]:
        """Return the JSON object at a path; raises as `get`."""
        return _object(self.get(path, signed=signed))

    def join(self, code: str) -> dict[str, Any]:
        """
        Ask, with a code of the office above, to be enrolled; return for which office in which log.

        Raises:
            AskError: As `get`.
        """
        told = self._post("/api/v1/enrolments/code", {"code": code})
        device, office = self.signer.keyid, str(told["office"])
        proof = self.signer.sign(proof_message(log=str(told["log"]), office=office, device=device))
        claim = {
            "code": code,
            "device": device,
            "algorithm": self.signer.algorithm,
            "key": base64.encode(self.signer.public),
            "proof": base64.encode(proof),
        }
        return self._post("/api/v1/enrolments", claim)

    def _post(self, path: str, value: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps(value).encode()
        status, answer = self.fetch(self.url + path, body, {"Content-Type": "application/json"})
        if status != _OK:
            raise AskError(f"{self.url}{path} answered {status}: {_detail(answer)}", "mirror.refused")
        return _object(answer)

    def _authorization(self, method: str, path: str) -> str:
        now = int(self.clock())
        message = request_message(method=method, path=path, seconds=now, body=b"")
        return f"Sepaham {self.signer.keyid}:{now}:{base64.encode(self.signer.sign(message))}"


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError as fault:
        raise AskError("The operator's answer is no JSON.", "mirror.answer") from fault
    if not isinstance(value, dict):
        raise AskError("The operator's answer is no JSON object.", "mirror.answer")
    return value


def _detail(body: bytes) -> str:
    try:
        return str(json.loads(body)["detail"])
    except (ValueError, KeyError, TypeError):
        return body[:200].decode("utf-8", "replace")
