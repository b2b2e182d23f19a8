"""
What a mirror keeps on its own disk: its key, whom it believes, every entry it was given, files, evidence.

    key.json  policy  head  entries  files/<sha256>  evidence/<sha256>

``entries`` has one line for each entry, as the operator gave it; it only grows, and a line that was cut off
by a crash is asked for again.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.base import digest
from sepaham.errors import SepahamError
from sepaham.ledger import base64
from sepaham.ledger.disclosure import Disclosed, parse_line

_HIDDEN = b"- "


class MirrorStateError(SepahamError):
    """A folder that is no mirror's, or whose files contradict each other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a mirror holds it: its commitment, and what opens it where it may be read."""

    commitment: bytes
    opened: Disclosed | None


def parse_row(line: bytes) -> Row:
    """
    Read one line of entries.

    Raises:
        SepahamError: It is neither an entry alone nor an entry with what opens it.
    """
    if line.startswith(_HIDDEN):
        return Row(base64.decode(line[len(_HIDDEN) :].decode("ascii", "replace")), None)
    opened = parse_line(line)
    return Row(opened.commitment, opened)


@dataclass(frozen=True, slots=True)
class MirrorState:
    """A mirror's folder."""

    path: Path

    def signer(self) -> Ed25519Signer:
        """Return the mirror's key, made on first use and readable by its owner only."""
        file = self.path / "key.json"
        if not file.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            fresh = Ed25519Signer.generate()
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
            file.write_text(json.dumps({"seed": fresh.seed.hex()}))
        return Ed25519Signer.from_seed(bytes.fromhex(json.loads(file.read_text())["seed"]))

    def read(self, name: str) -> bytes:
        """Return a kept file; nothing before it was kept."""
        file = self.path / name
        return file.read_bytes() if file.exists() else b""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a file, whole or not at all."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f".{file.name}.part")
        with fresh.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)

    def rows(self, size: int) -> list[Row]:
        """
        Return the first entries.

        Raises:
            MirrorStateError: ``mirror.state``; there are fewer, or one cannot be read.
        """
        lines = self.read("entries").split(b"\n")[:-1][:size]
        if len(lines) < size:
            raise MirrorStateError(f"{self.path} lacks entries of the head it holds.", "mirror.state")
        try:
            return [parse_row(line) for line in lines]
        except SepahamError as fault:
            raise MirrorStateError(f"{self.path}/entries is damaged: {fault}", "mirror.state") from fault

    def append(self, lines: Iterable[bytes], *, size: int) -> None:
        """Keep entries after the first `size`; what a crash left behind these is written over."""
        self.path.mkdir(parents=True, exist_ok=True)
        held = b"".join(line + b"\n" for line in self.read("entries").split(b"\n")[:-1][:size])
        with (self.path / "entries").open("ab") as out:
            out.truncate(len(held))
            out.write(b"".join(line + b"\n" for line in lines))
            out.flush()
            os.fsync(out.fileno())

    def rewrite(self, rows: Iterable[Row]) -> None:
        """Keep entries afresh, some of them no longer open."""
        lines = (
            row.opened.line() if row.opened else _HIDDEN + base64.encode(row.commitment).encode()
            for row in rows
        )
        self.keep("entries", b"".join(line + b"\n" for line in lines))

    def file_evidence(self, content: bytes) -> Path:
        """Keep what shows that the operator misbehaved; return where."""
        name = f"evidence/{sha256(content).hexdigest()[:32]}"
        self.keep(name, content)
        return self.path / name

    def files(self) -> dict[str, bytes]:
        """Return the kept files of base facts whose hash is their name."""
        folder = self.path / "files"
        found = {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}
        return {name: data for name, data in found.items() if digest(data) == name}
