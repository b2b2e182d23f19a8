"""
What offices do on election days, before it is told to anyone.

A `Deed` is an act with the hour it really happened. The `Diary` collects the deeds of all offices by key, so
that faults and their harmless twins can strike, amend and add; `Mishaps` is what befalls statements on
their way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sepaham.domain.loads import LoadList


@dataclass(frozen=True, slots=True)
class Planned:
    """A load list and its name."""

    hash: str
    load: LoadList


@dataclass(frozen=True, slots=True)
class Deed:
    """
    One act of one office.

    Attributes:
        key: Its name within the run.
        at: When it happened; the office's device says `at` + `clock`.
        refs: Roles and the keys of the deeds they refer to.
        slot: Which of the office's devices it uses.
    """

    key: str
    office: str
    kind: str
    region: str
    at: datetime
    body: Mapping[str, Any]
    refs: tuple[tuple[str, str], ...] = ()
    slot: int = 0
    clock: timedelta = timedelta()


def key_of(kind: str, office: str, about: str, turn: int = 0) -> str:
    """Return the key of a deed: its kind, office and what it is about; `turn` tells repeated ones apart."""
    return f"{kind} {office} {about} {turn}"


def given(planned: Planned) -> str:
    """Return the key of the deed by which a list was handed over."""
    return key_of("handover.give", planned.load.giver, planned.hash)


def received(planned: Planned, turn: int = 0) -> str:
    """Return the key of the deed by which a list was received."""
    return key_of("handover.receive", planned.load.receiver, planned.hash, turn)


def seen(planned: Planned, office: str, side: str) -> str:
    """Return the key of the deed by which an office saw one side of a handover."""
    return key_of("handover.observe", office, f"{planned.hash}/{side}")


@dataclass(slots=True)
class Mishaps:
    """Deeds whose statements never come, come twice, late, or after their successor."""

    lost: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    overtaken: set[str] = field(default_factory=set)
    held: dict[str, timedelta] = field(default_factory=dict)


class Diary:
    """All deeds of a run by key, in the order they were written down."""

    def __init__(self) -> None:
        """Begin empty."""
        self.deeds: dict[str, Deed] = {}
        self.mishaps = Mishaps()
        self._seers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def write(self, deed: Deed) -> None:
        """Add a deed."""
        self.deeds[deed.key] = deed
        if deed.kind == "handover.observe":
            self._seers[deed.body["list"], deed.body["side"]].append(deed.key)

    def strike(self, *keys: str) -> None:
        """Let deeds not have been told; those that are not there are passed over."""
        for key in keys:
            deed = self.deeds.pop(key, None)
            if deed and deed.kind == "handover.observe":
                self._seers[deed.body["list"], deed.body["side"]].remove(key)

    def amend(self, key: str, **changes: Any) -> None:
        """Change parts of a deed."""
        self.deeds[key] = replace(self.deeds[key], **changes)

    def reword(self, key: str, **parts: Any) -> None:
        """Change parts of a deed's body; None takes one out."""
        body = {**self.deeds[key].body, **parts}
        self.amend(key, body={name: part for name, part in body.items() if part is not None})

    def seers(self, planned: Planned, side: str) -> list[str]:
        """Return the keys of those who saw one side of a handover."""
        return list(self._seers[planned.hash, side])

    def accounts(self, planned: Planned) -> list[str]:
        """Return the keys of all accounts of a handover: given, received, seen."""
        first = [given(planned), received(planned), received(planned, 1)]
        return [
            *(key for key in first if key in self.deeds),
            *self.seers(planned, "give"),
            *self.seers(planned, "receive"),
        ]

    def shift(self, keys: Iterable[str], by: timedelta) -> None:
        """Let deeds happen earlier or later."""
        for key in keys:
            self.amend(key, at=self.deeds[key].at + by)

    def mark(self, keys: Iterable[str], units: Iterable[str], what: str) -> None:
        """Let accounts say of units that they were missing, unsealed, extra..."""
        rows = [{"unit": unit, "what": what} for unit in units]
        for key in keys:
            self.reword(key, **{"except": [*self.deeds[key].body.get("except", ()), *rows]})
