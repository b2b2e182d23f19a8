"""
Which statements count, and when they happened.

A statement that its own office corrected counts no more, even if the correction came first. What a revoked
device says after its revocation waits until an unrevoked device of another office vouches for it. An account
of a list nobody knows yet waits for that list. An hour that cannot be right is replaced by the receipt's.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sepaham.domain.devices import Devices, clock_is_wrong
from sepaham.domain.statement import Entry, Statement


class Standing:
    """What has been heard, and how far it counts."""

    def __init__(self, devices: Devices) -> None:
        """Begin with nothing heard."""
        self._devices = devices
        self._heard: dict[str, Statement] = {}
        self._hours: dict[str, datetime] = {}
        self._opened: datetime | None = None
        self._corrected: set[str] = set()
        self._foretold: defaultdict[str, list[Statement]] = defaultdict(list)
        self._vouched: defaultdict[str, set[str]] = defaultdict(set)
        self._suspended: dict[str, Entry] = {}
        self._waiting: defaultdict[str, list[Statement]] = defaultdict(list)
        self._declared: defaultdict[str, set[str]] = defaultdict(set)

    def hear(self, entry: Entry) -> bool:
        """Take note of an entry; False when its statement was heard before."""
        self._opened = self._opened or entry.received_at
        statement = entry.statement
        if statement.id in self._heard:
            return False
        self._heard[statement.id] = statement
        wrong = clock_is_wrong(claimed=statement.at, received=entry.received_at, opened=self._opened)
        self._hours[statement.id] = entry.received_at if wrong else statement.at
        self._devices.hear(entry)
        return True

    def heard(self, statement: str) -> Statement | None:
        """Return a statement by its id, if it was heard."""
        return self._heard.get(statement)

    def hour(self, statement: Statement) -> datetime:
        """Return when a statement is taken to have happened: its own hour, unless that cannot be right."""
        return self._hours[statement.id]

    # Corrections

    def correct(self, statement: str) -> None:
        """Let a statement count no more."""
        self._corrected.add(statement)

    def is_corrected(self, statement: Statement) -> bool:
        """Tell whether a statement was taken back by its office."""
        return statement.id in self._corrected

    def foretell(self, correction: Statement, target: str) -> None:
        """Remember a correction that came before what it corrects."""
        self._foretold[target].append(correction)

    def foretold(self, statement: Statement) -> Sequence[Statement]:
        """Return, once, the corrections that came before what they correct."""
        return self._foretold.pop(statement.id, ())

    # Revoked devices

    def suspends(self, entry: Entry) -> bool:
        """Tell whether a statement must wait: its device was revoked and no other office vouched for it."""
        statement = entry.statement
        waits = self._devices.is_late(entry) and not self._vouched[statement.id] - {statement.office}
        if waits:
            self._suspended[statement.id] = entry
        return waits

    def vouch(self, statement: Statement, target: str) -> Entry | None:
        """Let a statement vouch for one it refers to; return what waited for that and counts from now on."""
        device = self._devices.enrolled.get(statement.device)
        if device is None or device.revoked:
            return None
        self._vouched[target].add(statement.office)
        waiting = self._suspended.get(target)
        if waiting is None or waiting.statement.office == statement.office:
            return None
        return self._suspended.pop(target)

    # Load lists

    def declare(self, statement: Statement, list_: str) -> None:
        """Remember who declared a load list."""
        self._declared[list_].add(statement.id)

    def is_declared(self, list_: str) -> bool:
        """Tell whether somebody declared a load list and has not taken that back."""
        return bool(self._declared[list_] - self._corrected)

    def wait(self, statement: Statement, list_: str) -> None:
        """Let an account wait for its load list."""
        self._waiting[list_].append(statement)

    def waited(self, list_: str) -> list[Statement]:
        """Return, once, the accounts that waited for a load list and still count."""
        return [s for s in self._waiting.pop(list_, ()) if s.id not in self._corrected]
