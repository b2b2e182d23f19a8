"""
Reading a log again: every disclosed entry is opened, its signature checked, and the picture folded from them.

The judgement is the server's own (`admit`, `Book`), so whoever replays the same entries gets the same
picture. What is wrong is told, never raised.
"""

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

from sepaham.domain.book import Book, BookError
from sepaham.domain.devices import Device, device_of
from sepaham.domain.erasure import KIND, stub_of
from sepaham.domain.findings import Finding
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.domain.statement import Entry, Statement
from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import Refused, admit, key_is_sound, proof_holds, statement_in
from sepaham.ledger.checkpoint import Checkpoint
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.signing import Verifier
from sepaham.ledger.tree import leaf_hash, root
from sepaham.ledger.words import checkpoint_words

_ERASE = KIND.encode()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that is not as it must be.

    Attributes:
        code: What kind of thing; `sepaham.audit.words` has its sentence.
        where: The part of a file, the entry or the office it is about.
        detail: More, as it was said by whoever found it.
        offset: Where in the file, in bytes; None where that says nothing.
    """

    code: str
    where: str
    detail: str = ""
    offset: int | None = None


class Replay:
    """One log read again."""

    def __init__(
        self, *, origin: str, commitments: list[bytes], files: Mapping[str, bytes], verifier: Verifier
    ) -> None:
        """
        Begin with nothing taken.

        Args:
            origin: The log.
            commitments: All its entries, in order; may grow between runs.
            files: The files of its base facts by their hash.
            verifier: The one rule of verification.
        """
        self.origin, self.commitments, self.files, self.verifier = origin, commitments, files, verifier
        self.book = Book(self.words_at)
        self.faults: list[Fault] = []
        self.taken = self.erased = 0
        self.policies: list[str] = []

    def words_at(self, size: int) -> str:
        """Return the eight words of the log's head over its first entries."""
        head = Checkpoint(self.origin, size, root(map(leaf_hash, self.commitments[:size])))
        return " ".join(checkpoint_words(text=head.text, words=spoken()))

    def run(self, disclosed: Iterable[Disclosed]) -> None:
        """Take entries in their order, stubs in the place of erased ones, and settle the picture."""
        entries = list(disclosed)
        known = {one.index for one in entries}
        stubs = [stub for stub in stubs_in(entries) if stub.index not in known]
        self.erased += len(stubs)
        told: list[Disclosed | Entry] = [*entries, *stubs]
        for one in sorted(told, key=lambda found: found.index):
            if isinstance(one, Entry):
                self._put(one)
            else:
                self._take(one)
        self.book.settle()

    @property
    def digest(self) -> str:
        """Return the digest of the picture that follows from what was taken."""
        return picture_digest(book_rows(self.book))

    @property
    def unread(self) -> int:
        """Return how many entries were not disclosed, though nobody erased them."""
        return len(self.commitments) - self.taken - self.erased

    def findings(self, *rules: str) -> tuple[Finding, ...]:
        """Return what some rules find: acts outside authority, numbers missing or told twice."""
        found = (one for one in self.book.findings.values() if one.rule in rules)
        return tuple(sorted(found, key=lambda one: (one.since, one.key)))

    def _take(self, one: Disclosed) -> None:
        where = f"entry {one.index}"
        if not 0 <= one.index < len(self.commitments) or one.commitment != self.commitments[one.index]:
            self.faults.append(Fault("leaf.altered", where))
            return
        self.taken += 1
        judged = self._judge(one)
        if isinstance(judged, Fault):
            self.faults.append(judged)
            return
        file = self._file(judged)
        received_at = _EPOCH + timedelta(microseconds=one.received_us)
        self._put(Entry(one.index, received_at, judged, file))
        if judged.kind == "base.declare" and judged.body["what"] == "policy":
            self.policies.append(judged.body["sha256"])

    def _put(self, entry: Entry) -> None:
        try:
            self.book.take(entry)
        except BookError as fault:
            self.faults.append(Fault("file.missing", f"entry {entry.index}", fault.message))

    def _judge(self, one: Disclosed) -> Statement | Fault:
        """Return the statement of an entry whose signature holds, or what is wrong with it."""
        where = f"entry {one.index}"
        judged = admit(one.envelope, log=self.origin, device_of=self._device(one), verifier=self.verifier)
        if isinstance(judged, Refused):
            return Fault(judged.code, where, judged.message)
        statement, body = judged.statement, judged.statement.body
        if statement.kind == "device.enrol":
            named = {name: body[name] for name in ("device", "algorithm", "key")}
            if not key_is_sound(**named, verifier=self.verifier):
                return Fault("device.key", where, "The enrolled key is weak or misnamed.")
            if not proof_holds(body, log=self.origin, verifier=self.verifier):
                return Fault("device.proof", where, "The enrolment's proof is not the new key's own.")
        if self.book.holds(statement.id):
            return Fault("statement.twice", where, "This statement was entered before.")
        return statement

    def _device(self, one: Disclosed) -> "_DeviceOf":
        """Return what finds a device; the first entry of a log is the gateway's word for its own key."""
        return _DeviceOf(self.book, one if one.index == 0 else None)

    def _file(self, statement: Statement) -> bytes:
        if statement.kind != "base.declare":
            return b""
        return self.files.get(statement.body["sha256"], b"")


@dataclass(frozen=True, slots=True)
class _DeviceOf:
    book: Book
    first: Disclosed | None

    def __call__(self, name: str) -> Device | None:
        """Return the enrolled device of a name."""
        if self.first is None:
            return self.book.devices.enrolled.get(name)
        try:
            statement = statement_in(self.first.envelope)
        except SepahamError:
            return None
        if statement.kind != "device.enrol" or not statement.office.startswith("gateway:"):
            return None
        return device_of(Entry(0, _EPOCH, statement))


def stubs_in(disclosed: Iterable[Disclosed]) -> Iterator[Entry]:
    """Yield the stubs that some entries put in the place of erased ones, whoever signed them."""
    for one in disclosed:
        payload = one.envelope.partition(b'"payload":"')[2].partition(b'"')[0]
        try:
            if _ERASE not in b64decode(payload):
                continue
            stub = stub_of(statement_in(one.envelope))
        except (ValueError, SepahamError):
            continue
        if stub:
            yield stub


@cache
def spoken() -> tuple[str, ...]:
    """Return the 256 words that heads and keys are read aloud with."""
    return tuple(json.loads(files("sepaham").joinpath("data", "spoken.json").read_text("utf-8")))
