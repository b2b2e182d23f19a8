"""The demo's witnesses: a process each, on loopback, that may stop and start while the demo is played."""

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sepaham.audit.witness_state import create_state
from sepaham.domain.base import write_instant
from sepaham.errors import SepahamError
from sepaham.ledger.cosignature import cosigner_key
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog, KnownWitness, Policy, policy_of

if TYPE_CHECKING:
    from sepaham.domain.picture import Witnessed
    from sepaham.gateways.home import Instance
    from sepaham.records.log import Log

PATIENCE = 30.0
"""Seconds a witness may take to start or the log to be matched."""
NAMES = ("bawaslu", "polres", "kodim", "pemkab", "kejari", "kpu", "bawaslu-prov", "kpu-prov", "bpbd")
_PULSE = 0.1


class CrewError(SepahamError):
    """A witness that did not start, or a log that was not matched in time."""


@dataclass(slots=True)
class Crew:
    """The witnesses of a demo, in their folder."""

    folder: Path
    count: int
    policy: Policy = field(default_factory=Policy)
    _processes: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)

    def make(self, *, origin: str, log_key: bytes) -> Policy:
        """Make every witness's key and memory, and the policy that names them."""
        known = []
        for number in range(self.count):
            name = NAMES[number] if number < len(NAMES) else f"w{number + 1}"
            state = create_state(path=self.folder / name, name=f"{name}.demo")
            key = cosigner_key(name=state.name, public=state.signer.public)
            known.append(KnownWitness(name, key, f"http://127.0.0.1:{_free_port()}"))
        self.policy = policy_of(logs=[KnownLog(NoteKey(origin, log_key))], witnesses=known)
        (self.folder / "policy.txt").write_bytes(self.policy.to_bytes())
        return self.policy

    def start(self) -> None:
        """Start every witness that does not run."""
        for one in self.policy.witnesses:
            if one.name not in self._processes:
                self._processes[one.name] = self._started(one)
        for one in self.policy.witnesses:
            _wait_for(one.url, self.folder / f"{one.name}.log")

    def stop(self, count: int) -> None:
        """Stop some witnesses, the last named first."""
        for one in self.policy.witnesses[::-1][:count]:
            process = self._processes.pop(one.name, None)
            if process:
                process.send_signal(signal.SIGINT)
                process.wait(PATIENCE)

    def _started(self, one: KnownWitness) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "sepaham", "witness", "--state", str(self.folder / one.name)]
        command += ["--policy", str(self.folder / "policy.txt")]
        command += ["--listen", one.url.removeprefix("http://")]
        with (self.folder / f"{one.name}.log").open("a") as record:
            return subprocess.Popen(command, stdout=record, stderr=record)  # noqa: S603  our own command


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, record: Path) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
            return
        time.sleep(_PULSE)
    raise CrewError(
        f"The witness at {url} did not start: {record.read_text()[-300:]}".strip(), "demo.witness"
    )


class Watch:
    """Looks all the time whether the log is matched, and notes each time that this changes."""

    def __init__(self, log: "Log") -> None:
        """Prepare; nothing is looked at until the watch is entered."""
        self._log = log
        self.transitions: list[dict[str, Any]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch", daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        """End."""
        self._ended.set()
        self._thread.join()

    def wait(self, state: str) -> bool:
        """Wait until the log is in a state; tell whether it came to that in time."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.transitions and self.transitions[-1]["state"] == state:
                return True
            time.sleep(_PULSE)
        return False

    def seen(self) -> "Witnessed":
        """Return how far the log is matched now."""
        from sepaham.records.witnesses import witnessed

        return witnessed(log=self._log, clock=datetime.now(UTC))

    def _look(self) -> None:
        from django.db import connection

        while not self._ended.wait(_PULSE):
            found, hour = self.seen(), datetime.now(UTC)
            state = "witnessed" if found.holds else "not yet"
            before = self.transitions[-1]["state"] if self.transitions else "not yet"
            if state != before:
                self.transitions.append(
                    {
                        "state": state,
                        "at": write_instant(hour),
                        "entry": found.size,
                        "by": f"{found.count} of {found.of}",
                        "missing": [one.name for one in found.missing],
                    }
                )
        connection.close()


@dataclass(frozen=True, slots=True)
class Matching:
    """How many witnesses there are; how many stop a third into the play, and whether they come back."""

    count: int
    stop: int
    restart: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """What befalls the witnesses while the demo is played."""

    crew: Crew
    watch: Watch
    asked: Matching
    _done: set[str] = field(default_factory=set)

    def at(self, done: int, whole: int) -> None:
        """Let happen what is due when so much of the whole is played."""
        if not self.asked.stop:
            return
        if "stop" not in self._done and done * 3 >= whole:
            self._done.add("stop")
            self.watch.wait("witnessed")
            self.crew.stop(self.asked.stop)
        if "restart" not in self._done and self.asked.restart and done * 3 >= whole * 2:
            self._done.add("restart")
            if self._too_few:
                self.watch.wait("not yet")
            self.crew.start()

    @property
    def _too_few(self) -> bool:
        return self.asked.count - self.asked.stop < self.crew.policy.needed

    def outcome(self) -> dict[str, Any]:
        """Return how the log is matched in the end, and each time that changed; nothing without witnesses."""
        if not self.asked.count:
            return {}
        if self.asked.restart or not self._too_few:
            self._wait_for_the_end()
        found = self.watch.seen()
        return {
            "witnessed": found.holds,
            "quorum": f"{found.needed} of {found.of}",
            "matched": f"{found.count} of {found.of}",
            "transitions": self.watch.transitions,
        }

    def _wait_for_the_end(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.watch.seen()
            gone = 0 if self.asked.restart else self.asked.stop
            if found.holds and len(found.missing) <= gone and self.watch.wait("witnessed"):
                return
            time.sleep(_PULSE)


@contextlib.contextmanager
def matched(instance: "Instance", log: "Log", asked: Matching) -> Iterator[Incident]:
    """Have a log matched by witnesses of its own, each a process, until the end of the demo."""
    from sepaham.actions.cosign import adopt_policy
    from sepaham.gateways.keys import gateway_signer, log_signer

    crew = Crew(instance.path / "witnesses", asked.count)
    incident = Incident(crew, Watch(log), asked)
    if not asked.count:
        yield incident
        return
    policy = crew.make(origin=log.origin, log_key=log_signer(instance, log.origin).public)
    adopt_policy(log=log, policy=policy, gateway=gateway_signer(instance, log.origin), at=log.opened_at)
    try:
        crew.start()
        with incident.watch:
            yield incident
    finally:
        crew.stop(asked.count)
