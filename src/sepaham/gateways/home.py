"""
Where the embedded instances live on disk.

A home (``SEPAHAM_HOME``, by default ``./var``) holds instances, each a folder with its database, its
secrets and its blobs, and the name of the current one.
"""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from sepaham.errors import SepahamError


class NoInstanceError(SepahamError):
    """The home holds no current instance."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One installation: a folder with a database, secrets and blobs."""

    path: Path

    @property
    def name(self) -> str:
        """Return the instance's name."""
        return self.path.name

    @property
    def database(self) -> Path:
        """Return where the embedded database is kept."""
        return self.path / "sepaham.sqlite3"

    @property
    def blobs(self) -> Path:
        """Return the folder of files kept by their hash."""
        return self.path / "blobs"

    def secret(self, name: str) -> bytes:
        """Return a 32-byte secret of this instance, made on first use and readable by its owner only."""
        file = self.path / "secrets" / name
        if not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = file.with_name(f".{name}.{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_bytes(secrets.token_bytes(32))
            try:
                os.link(fresh, file)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return file.read_bytes()


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of all instances."""

    path: Path

    @classmethod
    def default(cls) -> "Home":
        """Return the home named by ``SEPAHAM_HOME``, else ``./var``."""
        return cls(Path(os.environ.get("SEPAHAM_HOME", "var")).resolve())

    def current(self) -> Instance:
        """
        Return the current instance.

        Raises:
            NoInstanceError: There is none yet.
        """
        pointer = self.path / "current"
        instance = self.instance(pointer.read_text().strip()) if pointer.exists() else None
        if instance is None or not instance.path.is_dir():
            raise NoInstanceError(
                f"{self.path} holds no instance yet; run `sepaham demo` or `sepaham register import FILE`.",
                "home.empty",
            )
        return instance

    def instance(self, name: str) -> Instance:
        """Return the instance of a name, whether it exists or not."""
        return Instance(self.path / "instances" / name)

    def create(self, name: str, *, afresh: bool = False) -> Instance:
        """Make an instance's folder and make it the current one; `afresh` throws an older one away."""
        instance = self.instance(name)
        if afresh and instance.path.exists():
            shutil.rmtree(instance.path)
        (instance.path / "static").mkdir(parents=True, exist_ok=True)
        instance.secret("django")
        fresh = self.path / f".current.{os.getpid()}"
        fresh.write_text(name + "\n")
        fresh.replace(self.path / "current")
        return instance
