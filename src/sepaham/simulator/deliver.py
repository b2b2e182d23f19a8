"""
Two ways to bring a stream to where it is folded: in memory into a book, or signed over HTTP to a server.

Both sign everything and send it in the order of arrival.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sepaham.client import Client
from sepaham.domain.book import Book
from sepaham.domain.statement import Entry
from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import microseconds
from sepaham.ledger.commitment import commit
from sepaham.ledger.tree import Frontier, leaf_hash
from sepaham.simulator.opening import Base, open_log
from sepaham.simulator.signing import Pen, Signed

Progress = Callable[[int, int], None]
SETTLE_EVERY = 200
MOST_STATEMENTS, MOST_BYTES, LONGEST_BATCH = 100, 900_000, timedelta(minutes=20)


def quiet(_done: int, _all: int) -> None:
    """Report nothing."""


class DeliveryError(SepahamError):
    """A server that does not take what it should."""


class Deliverer(Protocol):
    """Whoever brings signed statements to where they are folded."""

    def deliver(self, signed: Sequence[Signed], *, progress: Progress = quiet) -> None:
        """Bring them, in the order of their arrival."""


def arrivals(signed: Iterable[Signed]) -> list[tuple[datetime, Signed]]:
    """Return what arrives, when: without what never does, and twice what was sent twice."""
    came = [(one.spoken.arrives_at, one) for one in signed]
    again = [(one.spoken.again_at, one) for one in signed]
    return sorted(((at, one) for at, one in (*came, *again) if at), key=lambda pair: pair[0])


@dataclass(slots=True)
class InMemory:
    """Enters statements into a book and a tree of real commitments; keeps the entries for a replay."""

    pen: Pen
    book: Book = field(default_factory=Book)
    tree: Frontier = field(default_factory=Frontier)
    entries: list[Entry] = field(default_factory=list)

    def open(self, base: Base, at: datetime) -> None:
        """Make the first entries of the log."""
        for one, file in open_log(self.pen, base, at):
            self._enter(one, at, file)
        self.book.settle()

    def deliver(self, signed: Sequence[Signed], *, progress: Progress = quiet) -> None:
        """Enter statements in the order of their arrival; one that is there already is not entered again."""
        came = arrivals(signed)
        for done, (at, one) in enumerate(came, start=1):
            if not self.book.holds(one.statement.id):
                self._enter(one, at)
            if done % SETTLE_EVERY == 0 or done == len(came):
                self.book.settle()
                progress(done, len(came))

    def _enter(self, one: Signed, at: datetime, file: bytes = b"") -> None:
        entry = Entry(len(self.entries), at, one.statement, file)
        salt = self.pen.keyring.secret(f"salt {self.pen.log} {entry.index}")
        leaf = leaf_hash(commit(salt=salt, received_at=microseconds(at), envelope=one.envelope))
        self.tree = self.tree.append(leaf)
        self.entries.append(entry)
        self.book.take(entry)


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Posts statements to a server that keeps the simulated hour."""

    client: Client

    def deliver(self, signed: Sequence[Signed], *, progress: Progress = quiet) -> None:
        """
        Post statements in batches, in the order of their arrival.

        Raises:
            DeliveryError: The server quarantined one; a simulated stream holds nothing it should.
        """
        came, done = arrivals(signed), 0
        for batch in batches(came):
            answers = self.client.post_statements([one.envelope for _, one in batch], sent_at=batch[-1][0])
            if refused := [answer for answer in answers if answer["outcome"] == "quarantined"]:
                raise DeliveryError(f"The server refused {refused[0]}.", "simulator.refused")
            done += len(batch)
            progress(done, len(came))


def batches(came: Iterable[tuple[datetime, Signed]]) -> Iterator[list[tuple[datetime, Signed]]]:
    """
    Yield arrivals in batches a server takes: few enough, small enough, and close in time.

    An enrolment ends its batch, so that the devices it lets in speak in a later one.
    """
    batch: list[tuple[datetime, Signed]] = []
    size = 0
    enrolled: set[str] = set()
    for at, one in came:
        full = len(batch) == MOST_STATEMENTS or size + len(one.envelope) > MOST_BYTES
        if batch and (full or at - batch[0][0] > LONGEST_BATCH or one.statement.device in enrolled):
            yield batch
            batch, size, enrolled = [], 0, set()
        batch.append((at, one))
        size += len(one.envelope) + 1
        if one.statement.kind == "device.enrol":
            enrolled.add(one.statement.body["device"])
    if batch:
        yield batch
