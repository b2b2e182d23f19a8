"""An embedded instance as one file, and back: its database as it stood at one moment, and its secrets."""

import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import statement_in
from sepaham.gateways.home import Home, Instance
from sepaham.ledger import archive

FORMAT = "sepaham/backup/1"
FORK = "fork.json"

_ABOUT, _DATABASE, _SECRETS = "about", "database", "secrets/"
_NAME = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)
_FILE = re.compile(r"[a-z0-9-][a-z0-9.-]*", re.ASCII)
"""A secret's name: a file in its folder, and in no other."""


class BackupError(SepahamError):
    """A backup that cannot be made, or that is no backup."""


@dataclass(frozen=True, slots=True)
class Held:
    """
    What the database of an instance holds of the log opened last.

    Attributes:
        origin: The log; '' where none is open.
        commitments: Its entries.
        head: Its newest signed head; empty before there is one.
    """

    origin: str
    commitments: tuple[bytes, ...] = ()
    head: bytes = b""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it was read: the instance's name, its database and its secrets."""

    name: str
    database: bytes
    secrets: Mapping[str, bytes]


def back_up(instance: Instance, file: Path) -> int:
    """
    Write an instance into a file only its owner may read; return how many bytes.

    Raises:
        BackupError: ``backup.database``; it has no embedded database.
    """
    if not instance.database.exists():
        raise BackupError(
            f"{instance.path} has no embedded database; back PostgreSQL up with pg_dump.", "backup.database"
        )
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as out:
        size = sum(out.write(piece) for piece in archive.write(_parts(instance)))
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
    return size


def _parts(instance: Instance) -> Iterator[tuple[str, bytes]]:
    yield _ABOUT, json.dumps({"format": FORMAT, "name": instance.name}).encode()
    yield _DATABASE, _snapshot(instance.database)
    for secret in sorted((instance.path / "secrets").iterdir()):
        if not secret.name.startswith("."):
            yield _SECRETS + secret.name, secret.read_bytes()


def _snapshot(database: Path) -> bytes:
    """Return the database as it stands at one moment, without what was deleted."""
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        copy = Path(folder) / "copy.sqlite3"
        with closing(sqlite3.connect(database)) as store:
            store.execute("VACUUM INTO ?", (str(copy),))
        return copy.read_bytes()


def read_backup(raw: bytes) -> Backup:
    """
    Read a backup, every byte of it checked.

    Raises:
        BackupError: ``backup.damaged`` (the sentence says where) or ``backup.syntax``.
    """
    parts, damages = archive.read(raw)
    if damages:
        first = damages[0]
        raise BackupError(
            f"The backup is damaged: part {first.part}, from byte {first.offset} on.", "backup.damaged"
        )
    held = {part.name: part.data for part in parts}
    try:
        about = json.loads(held[_ABOUT])
        name, known = str(about["name"]), about["format"] == FORMAT
    except (KeyError, TypeError, ValueError):
        known = False
    if not known or not _NAME.fullmatch(name) or _DATABASE not in held:
        raise BackupError("This is no backup of an instance.", "backup.syntax")
    secrets = {part[len(_SECRETS) :]: data for part, data in held.items() if part.startswith(_SECRETS)}
    if strange := [secret for secret in secrets if not _FILE.fullmatch(secret)]:
        raise BackupError(f"The backup holds a secret called {strange[0]!r}.", "backup.syntax")
    return Backup(name, held[_DATABASE], secrets)


def held_in(database: Path) -> Held:
    """Return what a database holds of the log opened last."""
    address = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as store:
        log = store.execute("SELECT id, origin FROM log ORDER BY id DESC LIMIT 1").fetchone()
        if log is None:
            return Held("")
        rows = store.execute('SELECT commitment FROM entry WHERE log_id = ? ORDER BY "index"', log[:1])
        commitments = tuple(bytes(row[0]) for row in rows)
        head = store.execute(
            "SELECT note FROM checkpoint WHERE log_id = ? ORDER BY size DESC LIMIT 1", log[:1]
        ).fetchone()
    return Held(log[1], commitments, head[0].encode() if head else b"")


def policies_in(database: Path) -> list[bytes]:
    """Return the files of the policies that the log opened last declares, in order."""
    address = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as store:
        envelopes = store.execute(
            "SELECT d.envelope FROM statement s JOIN disclosure d "
            'ON d.log_id = s.log_id AND d."index" = s."index" WHERE s.kind = \'base.declare\' '
            'AND s.log_id = (SELECT MAX(id) FROM log) ORDER BY s."index"'
        ).fetchall()
        bodies = [statement_in(bytes(row[0])).body for row in envelopes]
        names = [str(body["sha256"]) for body in bodies if body["what"] == "policy"]
        rows = [store.execute("SELECT data FROM blob WHERE sha256 = ?", (name,)).fetchone() for name in names]
    return [bytes(row[0]) for row in rows if row]


def forked_at(instance: Instance) -> int | None:
    """Return up to which entry an instance's log was put back as a fork; None where it is none."""
    file = instance.path / FORK
    return int(json.loads(file.read_text())["size"]) if file.exists() else None


def put_back(
    backup: Backup, home: Home, *, fork: Mapping[str, object] | None = None
) -> tuple[Instance, Path | None]:
    """
    Make an instance out of a backup and make it current; one of that name is set aside, not thrown away.

    Args:
        backup: The backup.
        home: Where.
        fork: What to remember where the restored log does not continue what was seen of it.

    Returns:
        The instance, and where the one before it is now.
    """
    instance, aside = home.instance(backup.name), None
    if instance.path.exists():
        number = 1 + sum(1 for _ in instance.path.parent.glob(f"{backup.name}-before-restore-*"))
        aside = instance.path.with_name(f"{backup.name}-before-restore-{number}")
        instance.path.rename(aside)
    (instance.path / "secrets").mkdir(mode=0o700, parents=True)
    instance.database.write_bytes(backup.database)
    for name, data in backup.secrets.items():
        file = instance.path / "secrets" / name
        file.touch(mode=0o600)
        file.write_bytes(data)
    if fork is not None:
        (instance.path / FORK).write_text(json.dumps(fork))
    return home.create(backup.name), aside
