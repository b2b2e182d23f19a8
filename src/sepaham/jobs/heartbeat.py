"""Each second the log's head is signed, if it grew."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection
from django.utils import timezone

from sepaham.actions.checkpoint import sign_head
from sepaham.gateways.tiles import TileFiles
from sepaham.ledger.signing import Signer
from sepaham.records.log import Log
from sepaham.records.queries import NoLogError, current_log

SECONDS = 1.0
_record = logging.getLogger(__name__)


class Heartbeat:
    """A thread that signs the head of the log in force."""

    def __init__(
        self,
        *,
        signer_of: Callable[[str], Signer],
        next_of: Callable[[str], Signer | None] = lambda _origin: None,
        now: Callable[[], datetime],
        tiles_of: Callable[[Log], TileFiles] | None = None,
    ) -> None:
        """Prepare; nothing runs until `start`. With `tiles_of`, tiles are kept as they become full."""
        self._signer_of, self._now, self._tiles_of = signer_of, now, tiles_of
        self._next_of = next_of
        self._tiled = 0
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
            log = current_log()
            signer = self._signer_of(log.origin)
            fresh = self._next_of(log.origin)
            also = (fresh,) if fresh else ()
            head = sign_head(log=log, signer=signer, also=also, at=self._now(), clock=timezone.now())
            if head and self._tiles_of and head.size != self._tiled:
                self._tiles_of(log).grow(size=head.size, since=min(self._tiled, head.size))
                self._tiled = head.size
        except NoLogError:
            return
        except Exception:  # noqa: BLE001  one failed beat must not be the last
            _record.exception("The log's head could not be signed; it is tried again in a second.")
