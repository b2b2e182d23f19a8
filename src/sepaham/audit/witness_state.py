"""
What a witness must never forget: its key, and the newest head it cosigned of each log.

A witness that loses its memory could be led to vouch for a second past, so it does not start without it.
The state is one file, replaced as a whole; a counter beside it, and wherever else one likes to have it, says
how often it was. A state older than its counter was rolled back.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sepaham.crypto.keys import Ed25519Signer
from sepaham.errors import SepahamError
from sepaham.ledger.cosignature import cosigner_key
from sepaham.ledger.evidence import SplitView
from sepaham.ledger.note import NoteKey, parse_note
from sepaham.ledger.witness import Evidence, Held, parse_request

_KEY, _STATE, _COUNTER, _LOCK, _EVIDENCE = "key.json", "state.json", "counter", "lock", "evidence"


class StateError(SepahamError):
    """A memory that is lost, rolled back, in use, or in the way."""


@dataclass(slots=True)
class WitnessState:
    """
    A witness's memory, held by one process.

    Attributes:
        path: Its folder.
        name: The witness's name.
        signer: Its key.
        held: The newest head it cosigned of each log, by origin.
        guards: Further files that hold the counter, best on another disk.
    """

    path: Path
    name: str
    signer: Ed25519Signer
    held: dict[str, Held] = field(default_factory=dict)
    guards: Sequence[Path] = ()
    _count: int = 0

    @property
    def key(self) -> NoteKey:
        """Return the key by which others know the witness."""
        return cosigner_key(name=self.name, public=self.signer.public)

    def keep(self, origin: str, held: Held) -> None:
        """Keep a new head for ever, on disk before this returns."""
        grown = {**self.held, origin: held}
        self._write(self._count + 1, grown)
        self._count, self.held = self._count + 1, grown

    def file_evidence(self, origin: str, evidence: Evidence) -> Path:
        """
        Keep what shows that a log may have two pasts, and return its file.

        Where it is certain the file is evidence that `sepaham verify` accepts; else it holds the head
        cosigned before and the request that did not continue it, for people to look into. Two heads have
        one file however often and with whatever proof they are brought, so that nobody fills the disk.
        """
        shown = parse_request(evidence.request).checkpoint
        folder = self.path / _EVIDENCE
        folder.mkdir(exist_ok=True)
        if evidence.certain:
            content, kind = SplitView(evidence.held, shown).to_bytes(), "split-view"
        else:
            content, kind = evidence.held + b"\n" + evidence.request, "unproven"
        heads = "".join(parse_note(note).text for note in (evidence.held, shown))
        digests = (sha256(part.encode()).hexdigest()[:8] for part in (origin, heads))
        file = folder / f"{'-'.join(digests)}.{kind}"
        if not file.exists():
            _replace(file, content)
        return file

    def _write(self, count: int, held: Mapping[str, Held]) -> None:
        notes = {origin: one.note.decode() for origin, one in sorted(held.items())}
        state = json.dumps({"count": count, "held": notes}, ensure_ascii=False, indent=1).encode()
        _replace(self.path / _STATE, state)
        for counter in (self.path / _COUNTER, *self.guards):
            _replace(counter, f"{count} {sha256(state).hexdigest()}\n".encode())


def create_state(*, path: Path, name: str, guards: Sequence[Path] = ()) -> WitnessState:
    """
    Make a new witness with a new key.

    Raises:
        StateError: ``witness.exists``; there is one already.
        NoteError: ``note.name``; nobody can be called so.
    """
    if (path / _KEY).exists() or (path / _STATE).exists() or any(guard.exists() for guard in guards):
        raise StateError(f"{path} or its guard holds a witness already; leave --new out.", "witness.exists")
    made = WitnessState(path, name, Ed25519Signer.generate(), guards=guards)
    made.key.vkey  # noqa: B018  refuses a name that no note can carry
    path.mkdir(parents=True, exist_ok=True)
    _replace(path / _KEY, json.dumps({"name": name, "seed": made.signer.seed.hex()}).encode())
    made._write(0, {})  # noqa: SLF001  its own maker
    return made


def load_state(*, path: Path, guards: Sequence[Path] = ()) -> WitnessState:
    """
    Return a witness that was made before.

    Raises:
        StateError: ``witness.absent`` (none was), ``witness.lost`` (its memory is gone or unreadable) or
            ``witness.rolled_back`` (its memory is older than a counter).
    """
    if not (path / _KEY).exists():
        raise StateError(f"{path} holds no witness; make one with --new --name NAME.", "witness.absent")
    try:
        identity = json.loads((path / _KEY).read_bytes())
        raw = (path / _STATE).read_bytes()
        state = json.loads(raw)
        held = {origin: Held(note.encode()) for origin, note in state["held"].items()}
        counters = [(file.read_text().split()) for file in (path / _COUNTER, *guards)]
        known = [(int(count), digest) for count, digest in counters]
        signer = Ed25519Signer.from_seed(bytes.fromhex(identity["seed"]))
    except (OSError, ValueError, KeyError, AttributeError) as fault:
        raise StateError(
            f"The memory of the witness in {path} is lost ({fault}). It must not start again: make a new one "
            "in another folder, with a new key, and have the policy changed.",
            "witness.lost",
        ) from fault
    for count, digest in known:
        same = count == state["count"] and digest == sha256(raw).hexdigest()
        if not same and count != state["count"] - 1:  # one behind: it stopped between the two writes
            raise StateError(
                f"The memory of the witness in {path} is write {state['count']}, its counter says {count}: "
                "it was rolled back or altered. It must not start again; make a new one, with a new key.",
                "witness.rolled_back",
            )
    return WitnessState(path, identity["name"], signer, held, guards, state["count"])


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    """
    Hold a witness's folder, so that no second process works on the same memory.

    Raises:
        StateError: ``witness.busy``; another process holds it.
    """
    path.mkdir(parents=True, exist_ok=True)
    with (path / _LOCK).open("a+") as lock:
        try:
            _lock(lock.fileno())
        except OSError as fault:
            raise StateError(f"Another process is the witness in {path}; end it.", "witness.busy") from fault
        yield


def _lock(file: int) -> None:
    try:
        import fcntl  # noqa: PLC0415  only where there is one
    except ImportError:
        import msvcrt  # noqa: PLC0415  only on Windows

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _replace(file: Path, content: bytes) -> None:
    """Put a file in place of an older one, on disk before this returns."""
    fresh = file.with_name(f".{file.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    fresh.replace(file)
    with contextlib.suppress(OSError):  # Windows opens no folders
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
