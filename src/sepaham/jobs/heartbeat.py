"""Each second the log's head is signed, if it grew."""

import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from sepaham.actions.checkpoint import sign_head
from sepaham.ledger.signing import Signer
from sepaham.records.queries import NoLogError, current_log

SECONDS = 1.0


class Heartbeat:
    """A thread that signs the head of the log in force."""

    def __init__(self, *, signer: Signer, now: Callable[[], datetime]) -> None:
        """Prepare; nothing runs until `start`."""
        self._signer, self._now = signer, now
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Sign once more, then end."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(SECONDS):
            self._beat()
        self._beat()
        connection.close()

    def _beat(self) -> None:
        close_old_connections()
        try:
            sign_head(log=current_log(), signer=self._signer, at=self._now())
        except NoLogError:
            return
