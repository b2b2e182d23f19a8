"""
A witness that runs: `sepaham witness` answers who asks it, or goes and looks where nobody can reach it.

Both ways it is the same function, `ledger.witness.add_checkpoint`, over the same memory, one request at a
time. It keeps before it answers, and files what shows that a log may have two pasts.
"""

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sepaham.audit.witness_state import StateError, WitnessState
from sepaham.crypto.verifier import StandardVerifier
from sepaham.errors import SepahamError
from sepaham.ledger.checkpoint import CheckpointError, parse_checkpoint
from sepaham.ledger.cosignature import cosignatures
from sepaham.ledger.note import MAX_NOTE, NoteError, parse_note
from sepaham.ledger.policy import Policy
from sepaham.ledger.tiles import TiledTree, TileError
from sepaham.ledger.witness import MAX_REQUEST, Answer, Request, Witness, add_checkpoint, logs_in

PATIENCE = 10.0
"""Seconds a log may take to answer, or a client to send."""

Fetch = Callable[[str, bytes | None], bytes]
"""From an address, and what to post there if anything, to the answer's body."""


class PullError(SepahamError):
    """A log that could not be looked at, or shows what it must not."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one look at a log came to: the size it is cosigned at now, and whether that is news."""

    origin: str
    size: int
    news: bool


class RunningWitness:
    """A witness with its memory; safe to ask from several threads."""

    def __init__(
        self, *, state: WitnessState, policy: Policy, now: Callable[[], int], alarm: Callable[[str], None]
    ) -> None:
        """
        Begin with a memory.

        Args:
            state: The memory; nobody else writes to it.
            policy: Which logs to know.
            now: Seconds since 1970, UTC.
            alarm: Told when a log shows two pasts, or may.
        """
        self._state, self._now, self._alarm = state, now, alarm
        self._witness = Witness(state.name, state.signer, logs_in(policy), StandardVerifier())
        self._turn = threading.Lock()

    @property
    def origins(self) -> tuple[str, ...]:
        """Return the logs it knows."""
        return tuple(self._witness.logs)

    def add_checkpoint(self, raw: bytes) -> Answer:
        """Answer a request to cosign; what it changes is on disk when this returns."""
        with self._turn:
            answer = add_checkpoint(witness=self._witness, raw=raw, held=self._state.held, at=self._now())
            if answer.held:
                self._state.keep(answer.origin, answer.held)
            if answer.evidence:
                file = self._state.file_evidence(answer.origin, answer.evidence)
                self._alarm(_told(answer, file))
            return answer

    def newest(self, digest: str) -> bytes | None:
        """Return the newest cosigned head of the log whose origin has this SHA-256."""
        for origin, held in self._state.held.items():
            if sha256(origin.encode()).hexdigest() == digest:
                return held.note
        return None

    def pull(self, *, origin: str, url: str, fetch: Fetch) -> Pulled:
        """
        Look at a log's newest head, cosign it if it continues, and bring the cosignature back.

        Args:
            origin: The log.
            url: Where its server is.
            fetch: How to get there.

        Raises:
            PullError: ``witness.refused`` (the head does not continue what was cosigned; evidence is kept),
                ``witness.older`` (the log shows an older head than it did) or ``witness.unreadable``.
            StateError: ``witness.rolled_back``; the log shows a head this witness cosigned and forgot.
        """
        prefix = f"{url.rstrip('/')}/log/{sha256(origin.encode()).hexdigest()}"
        raw = fetch(f"{prefix}/checkpoint", None)
        held = self._state.held.get(origin)
        old = held.checkpoint.size if held else 0
        try:
            head, signed = parse_checkpoint(parse_note(raw).text), self._own_cosignature(raw)
        except (NoteError, CheckpointError) as fault:
            raise PullError(f"The head at {prefix} is unreadable: {fault}", "witness.unreadable") from fault
        if signed and head.size > old:
            raise StateError(
                f"The log shows entry {head.size} cosigned by this witness, which remembers {old}: its "
                "memory was rolled back. It must not go on; make a new one, with a new key.",
                "witness.rolled_back",
            )
        if head.size < old:
            raise PullError(f"The log showed {old} entries and shows {head.size} now.", "witness.older")
        if signed:
            return Pulled(origin, old, news=False)
        hashes = _proof(prefix, old, head.size, fetch) if 0 < old < head.size else ()
        answer = self.add_checkpoint(Request(old, hashes, raw).to_bytes())
        if answer.held is None:
            said = answer.body.decode(errors="replace").strip()
            raise PullError(f"The head of {origin} was not cosigned: {said}", "witness.refused")
        fetch(f"{url.rstrip('/')}/api/v1/log/cosignatures", answer.held.note)
        return Pulled(origin, head.size, news=True)

    def _own_cosignature(self, raw: bytes) -> bool:
        return bool(
            cosignatures(note=parse_note(raw), keys=[self._state.key], verifier=self._witness.verifier)
        )


def _proof(prefix: str, old: int, size: int, fetch: Fetch) -> tuple[bytes, ...]:
    """Return the proof of consistency that a log's own tiles give, whatever it is worth."""
    tree = TiledTree(size, lambda tile: fetch(f"{prefix}/{tile.path}", None))
    try:
        return tuple(tree.consistency_proof(old))
    except TileError as fault:
        raise PullError(f"A tile at {prefix} is unreadable: {fault}", "witness.unreadable") from fault


def _told(answer: Answer, file: Path) -> str:
    certain = answer.evidence is not None and answer.evidence.certain
    what = "has two pasts" if certain else "showed a head that does not continue the one before"
    return f"{answer.origin} {what}; what shows it is kept in {file}."


def fetch_http(url: str, body: bytes | None) -> bytes:
    """
    Get an address by HTTP, or post there.

    Raises:
        PullError: ``witness.unreachable``.
    """
    request = urllib.request.Request(url, data=body)  # noqa: S310  the operator's address, given by the officer
    request.add_header("Content-Type", "text/plain; charset=utf-8")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  as above
            found: bytes = answer.read(MAX_NOTE + 1)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as fault:
        raise PullError(f"{url} did not answer: {fault}.", "witness.unreachable") from fault
    return found


def listen(*, witness: RunningWitness, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that answers for a witness; whoever calls lets it serve."""

    class Handler(_Handler):
        running = witness

    return ThreadingHTTPServer((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    running: RunningWitness
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not self.path.endswith("/add-checkpoint"):
            self._refuse(404, b"Checkpoints are brought to /add-checkpoint.\n")
        elif not length.isascii() or not length.isdigit() or int(length) > MAX_REQUEST:
            self._refuse(400, b"Say how long the request is, and keep it short.\n")
        else:
            answer = self.running.add_checkpoint(self.rfile.read(int(length)))
            self._answer(answer.status, answer.body, answer.content_type)

    def do_GET(self) -> None:
        digest = self.path.removesuffix("/checkpoint").rpartition("/")[2]
        note = self.running.newest(digest) if self.path.endswith("/checkpoint") else None
        if note is None:
            self._answer(404, b"There is nothing here.\n")
        else:
            self._answer(200, note)

    def _refuse(self, status: int, body: bytes) -> None:
        """Answer without having read what came, after which the connection is of no more use."""
        self.close_connection = True
        self._answer(status, body)

    def _answer(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name http.server calls
        """Say nothing of single requests."""

    def version_string(self) -> str:
        """Say nothing of versions."""
        return "sepaham-witness"
