"""Replaying a log into fresh tables, and saying whether they are what the live ones were."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from sepaham.actions.livelog import forget, new_book
from sepaham.domain.book import Book
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.records import custody
from sepaham.records import log as records
from sepaham.records.log import Log


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """
    What a replay found.

    Attributes:
        live, rebuilt: The digests of the picture in the tables and of the replayed one.
        entries: How many entries were replayed.
        altered: The places of entries whose statement is not what the log committed to.
    """

    live: str
    rebuilt: str
    entries: int
    altered: tuple[int, ...] = ()

    @property
    def equal(self) -> bool:
        """Tell whether every entry opens, and live and rebuilt picture are the same."""
        return self.live == self.rebuilt and not self.altered


def rebuild(*, log: Log, progress: Callable[[int], None] = lambda _done: None) -> Rebuilt:
    """Replay every entry of a log into one fresh book and put its picture in place of the tables'."""
    with transaction.atomic():
        records.lock(log)
        before = picture_digest(custody.picture_rows(log))
        book = replay(log=log, progress=progress)
        custody.clear(log)
        custody.save(log, book.settle())
        forget(log)
        return Rebuilt(before, picture_digest(book_rows(book)), book.size, tuple(records.altered(log)))


def replay(*, log: Log, progress: Callable[[int], None] = lambda _done: None) -> Book:
    """Return a book of all entries, unsettled."""
    book = new_book(log)
    for entry in records.entries(log):
        book.take(entry)
        progress(book.size)
    return book
