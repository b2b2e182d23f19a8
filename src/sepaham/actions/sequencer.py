"""
One queue per log: requests wait at most 20 ms, then all that came are kept in one transaction.

A durable commit costs the same for one statement as for hundreds; waiting a moment for company is what
makes it cheap (group commit).
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from django.db import close_old_connections, connection

from sepaham.actions.statements import Answer, Incoming, record_batches
from sepaham.ledger.signing import Signer
from sepaham.records.log import Log

WAIT = 0.020
"""Seconds a request waits for others at most."""
FULL = 512
"""Statements at which a group waits no longer."""


@dataclass(frozen=True, slots=True)
class _Request:
    incoming: Incoming
    answered: Future[list[Answer]]


class Sequencer:
    """A thread that keeps what is handed to it, group by group, and answers each."""

    def __init__(self, *, log: Log, gateway: Signer) -> None:
        """Prepare for one log; nothing runs until `start`."""
        self._log = log
        self._gateway = gateway
        self._queue: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"sequencer {log.origin}", daemon=True)

    def start(self) -> None:
        """Begin to keep what comes."""
        self._thread.start()

    def stop(self) -> None:
        """Keep what has come, then end."""
        self._queue.put(None)
        self._thread.join()

    def submit(
        self, *, raws: Sequence[bytes], received_at: datetime, sender: str, most_refused: int = 1000
    ) -> Future[list[Answer]]:
        """Hand in one sender's envelopes; the future holds their answers once they are durable."""
        request = _Request(Incoming(raws, received_at, sender, most_refused), Future())
        self._queue.put(request)
        return request.answered

    def _run(self) -> None:
        going = True
        while going:
            group, going = self._gather()
            if group:
                self._keep(group)
        connection.close()

    def _gather(self) -> tuple[list[_Request], bool]:
        """Return the next group: the first request and what comes within the wait; False when told to end."""
        first = self._queue.get()
        if first is None:
            return [], False
        group, until, size = [first], time.monotonic() + WAIT, len(first.incoming.raws)
        while size < FULL and (left := until - time.monotonic()) > 0:
            try:
                following = self._queue.get(timeout=left)
            except queue.Empty:
                break
            if following is None:
                return group, False
            group.append(following)
            size += len(following.incoming.raws)
        return group, True

    def _keep(self, group: list[_Request]) -> None:
        close_old_connections()
        batches = [request.incoming for request in group]
        try:
            answers = record_batches(log=self._log, batches=batches, gateway=self._gateway)
        except Exception as error:  # noqa: BLE001  whatever it is, every sender must hear of it
            if len(group) == 1:
                _tell(group[0], error=error)
            else:  # one of them spoils the group: each is tried by itself
                for request in group:
                    self._keep([request])
            return
        for request, given in zip(group, answers, strict=True):
            _tell(request, answers=given)


def _tell(request: _Request, *, answers: list[Answer] | None = None, error: Exception | None = None) -> None:
    """Answer a sender who is still there; who left will ask again and get the first answer."""
    if not request.answered.set_running_or_notify_cancel():
        return
    if error is not None:
        request.answered.set_exception(error)
    else:
        request.answered.set_result(answers or [])


_running: dict[int, Sequencer] = {}
_lock = threading.Lock()


def sequencer_of(log: Log, *, gateway: Callable[[], Signer]) -> Sequencer:
    """Return the running sequencer of a log in this process, started on first use."""
    with _lock:
        found = _running.get(log.pk)
        if found is None:
            found = _running[log.pk] = Sequencer(log=log, gateway=gateway())
            found.start()
        return found


def stop_all() -> None:
    """End every sequencer of this process after it has kept what came."""
    with _lock:
        while _running:
            _running.popitem()[1].stop()
