"""
After each head the witnesses are asked to cosign it, all at once; who does not answer is asked again.

Nothing waits for them: a head without cosignatures is a head all the same, and the picture says so.
"""

import logging
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

from sepaham.actions.cosign import keep_cosignatures, with_lines
from sepaham.errors import SepahamError
from sepaham.gateways.tiles import TileFiles
from sepaham.gateways.witnesses import WitnessDoor
from sepaham.ledger.witness import Request
from sepaham.records import log as log_records
from sepaham.records import witnesses as records
from sepaham.records.log import Checkpoint, Log
from sepaham.records.queries import NoLogError, current_log

SECONDS = 1.0
REST = 10
"""Rounds a witness that did not answer is left alone."""
_OK, _CONFLICT = 200, 409
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n")
_record = logging.getLogger(__name__)


Answers = dict[str, tuple[int, bytes]]
"""What witnesses answered, by their address."""


class Cosigning:
    """Asks all witnesses about the newest head, once a round."""

    def __init__(self, *, door: WitnessDoor, tiles_of: Callable[[Log], TileFiles]) -> None:
        """Prepare; nothing is asked until `round` or `start`."""
        self._door, self._tiles_of = door, tiles_of
        self._resting: dict[str, int] = {}
        self._settled = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cosigning", daemon=True)

    def start(self) -> None:
        """Begin to ask, each second."""
        self._thread.start()

    def stop(self) -> None:
        """Ask once more, then end."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(SECONDS / 4):
            self._once()
        self._once()
        connection.close()

    def _once(self) -> None:
        close_old_connections()
        try:
            self.round(current_log())
        except NoLogError:
            return
        except Exception:  # noqa: BLE001  one failed round must not be the last
            _record.exception("The witnesses could not be asked; it is tried again in a second.")

    def round(self, log: Log) -> int:
        """Ask every witness that can be reached and has not signed the newest head; return how many did."""
        head = log_records.newest_checkpoint(log)
        if head is None or head.size == self._settled:
            return 0
        waiting = self._waiting(log, head)
        answers = self._ask(log, head, waiting)
        corrected = {
            url: int(told[1])
            for url, (status, body) in answers.items()
            if status == _CONFLICT and (told := _SIZE.fullmatch(body)) and int(told[1]) <= head.size
        }
        answers |= self._ask(log, head, corrected)
        self._resting |= {url: REST for url, (status, _body) in answers.items() if not status}
        lines = [body.decode("utf-8", "replace") for status, body in answers.values() if status == _OK]
        for url, (status, body) in answers.items():
            if status not in {0, _OK}:
                _record.warning("The witness at %s answered %s: %s", url, status, body[:200])
        return _keep(log, head, lines)

    def _waiting(self, log: Log, head: Checkpoint) -> Mapping[str, int]:
        """Return who is to be asked, by address, and how large a tree each knows by our record."""
        known = {one.url: one.key.vkey for one in records.asked(log) if one.url}
        sizes = records.sizes(log, known.values())
        self._resting = {url: rounds - 1 for url, rounds in self._resting.items() if rounds > 1}
        behind = {url: sizes[key] for url, key in known.items() if sizes[key] < head.size}
        self._settled = 0 if behind else head.size
        return {url: size for url, size in behind.items() if url not in self._resting}

    def _ask(self, log: Log, head: Checkpoint, sizes: Mapping[str, int]) -> Answers:
        if not sizes:
            return {}
        tree = self._tiles_of(log).tree(head.size)
        bodies = {
            old: Request(
                old, tuple(tree.consistency_proof(old)) if old else (), head.note.encode()
            ).to_bytes()
            for old in set(sizes.values())
        }
        with ThreadPoolExecutor(len(sizes)) as pool:
            asked = pool.map(lambda url: self._door.ask(url, bodies[sizes[url]]), sizes)
            return dict(zip(sizes, asked, strict=True))


def _keep(log: Log, head: Checkpoint, lines: Sequence[str]) -> int:
    """Keep what witnesses answered, at once; where one of them wrote nonsense, each by itself."""
    if not lines:
        return 0
    try:
        return keep_cosignatures(log=log, note=with_lines(note=head.note, lines="".join(lines)))
    except SepahamError as fault:
        if len(lines) > 1:
            return sum(_keep(log, head, [one]) for one in lines)
        _record.warning("A witness's answer was not kept: %s", fault.message)
        return 0
