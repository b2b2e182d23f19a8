"""
Movement plans made in the background, each by a process of its own that outlives a page and a restart.

The process runs ``sepaham plan`` on the instance for one proposal and tells the tables how far it is. Whoever
started it watches over it: one that ends without a word is told of as failed, with what it last said.
"""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Protocol

from django.db import connection
from django.utils import timezone

from sepaham.actions.movement import fail_proposal
from sepaham.gateways.home import Instance

_record = logging.getLogger(__name__)
_MOST = 400
"""Letters kept of what a process last said."""


class Jobs(Protocol):
    """Whoever has proposals made."""

    def start(self, instance: Instance, key: int) -> None:
        """Have a proposal made that was asked for; return at once."""
        ...


class Processes:
    """Makes each proposal in a process of its own."""

    def start(self, instance: Instance, key: int) -> None:
        """Begin, and watch over it in a thread."""
        record = instance.path / "planning" / f"{key}.log"
        record.parent.mkdir(parents=True, exist_ok=True)
        with record.open("w") as said:
            process = subprocess.Popen(  # noqa: S603  our own command
                command(instance, key),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env={**os.environ, "SEPAHAM_INSTANCE": str(instance.path)},
                start_new_session=True,
            )
        watch = threading.Thread(target=_watch, args=(process, key, record), daemon=True)
        watch.start()


class Remembered:
    """Makes nothing and remembers what it was asked for: the twin of `Processes` for tests."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.asked: list[int] = []

    def start(self, instance: Instance, key: int) -> None:  # noqa: ARG002  the Protocol's own form
        """Remember the proposal."""
        self.asked.append(key)


def command(instance: Instance, key: int) -> list[str]:
    """Return the command that makes a proposal on an instance."""
    home = str(instance.path.parent.parent)
    return [sys.executable, "-m", "sepaham", "plan", "--proposal", str(key), "--home", home]


def _watch(process: "subprocess.Popen[bytes]", key: int, record: Path) -> None:
    code = process.wait()
    try:
        if code:
            fail_proposal(key=key, failure=_last_words(record, code), at=timezone.now())
    except Exception:  # noqa: BLE001  a thread has nobody to raise to
        _record.exception("Proposal %s could not be told of as failed.", key)
    finally:
        connection.close()


def _last_words(record: Path, code: int) -> str:
    """Return the last line a process said, or how it ended."""
    lines = [line.strip() for line in record.read_text(errors="replace").splitlines() if line.strip()]
    said = lines[-1] if lines else ""
    return said[-_MOST:] or f"The process ended with code {code} and said nothing."


JOBS: Jobs = Processes()
"""Who has proposals made."""
