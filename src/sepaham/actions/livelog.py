"""
A log's book and tree held in memory beside the tables.

Whoever writes catches up with the log first, so that several processes may hold one; whoever fails throws
theirs away.
"""

from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from django.db import transaction

from sepaham.actions.spoken import words_at
from sepaham.domain.book import Book
from sepaham.domain.erasure import KIND
from sepaham.ledger.tree import Frontier, leaf_hash
from sepaham.records import log as records
from sepaham.records.log import Log

_held: dict[int, "LiveLog"] = {}
_lock = Lock()


@dataclass(slots=True)
class LiveLog:
    """One log in memory: its book, its tree, and the last commitment it knows."""

    log: Log
    book: Book
    tree: Frontier = field(default_factory=Frontier)
    last: bytes = b""

    def grow(self, commitment: bytes) -> None:
        """Add a commitment to the tree."""
        self.tree = self.tree.append(leaf_hash(commitment))
        self.last = commitment

    def catch_up(self) -> None:
        """Take in what others entered since, from the start where they erased; the caller holds the lock."""
        for commitment in records.commitments(self.log, self.tree.size):
            self.grow(commitment)
        fresh = list(records.entries(self.log, self.book.size))
        if self.book.size and any(entry.statement.kind == KIND for entry in fresh):
            self.book, fresh = new_book(self.log), list(records.entries(self.log))
        for entry in fresh:
            self.book.take(entry)
        self.book.settle()


def new_book(log: Log) -> Book:
    """Return an empty book of a log, which holds heads seen elsewhere against the log's own entries."""
    return Book(partial(words_at, log))


def live(log: Log) -> LiveLog:
    """Return the log in memory, level with the tables; the caller is in a transaction that holds its lock."""
    with _lock:
        held = _held.get(log.pk)
        size, last = records.tail(log, held.tree.size if held else 0)
        if held is None or size < held.tree.size or last != held.last:
            held = _held[log.pk] = LiveLog(log, new_book(log))
        if size > held.tree.size:
            held.catch_up()
        return held


def forget(log: Log) -> None:
    """Throw the log in memory away: what it holds may not have been kept."""
    with _lock:
        _held.pop(log.pk, None)


def last_of(log: Log, device: str) -> tuple[int, str]:
    """Return the number and id of the last statement of a device; 0 and '' before its first."""
    with transaction.atomic():
        records.lock(log)
        return live(log).book.devices.last(device)
