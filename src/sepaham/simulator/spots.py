"""Where in given tracks faults and twins can be planted: where a device moves, reports often, and alone."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from statistics import median

from sepaham.domain.tracking import Event, metres_between

Fix = tuple[float, float, float, float]
MINUTES: Mapping[str, tuple[float, float]] = {
    "stop": (13, 45),
    "silence": (16, 60),
    "deviation": (10, 30),
    "swap": (13, 30),
    "wrong_store": (13, 40),
    "late": (45, 70),
    "rest": (2, 7),
    "tunnel": (1, 6),
    "jitter": (1, 4),
    "detour": (10, 30),
    "passing": (1, 2),
    "rain": (45, 70),
}
"""How long each lasts, from and to."""
STANDING = frozenset({"stop", "swap", "wrong_store", "rest"})
"""Kinds that put time into a track where there was none."""
SLOWED = frozenset({"late", "rain"})
"""Kinds that last through a device's own calls."""
_EDGE, _APART, _CLEAR = 1800.0, 3600.0, 600.0
_TRIES = 60
_OFTEN, _NOTABLE = 180.0, 6.0
_PACE, _WAY = 1.0, 600.0
_FLEET, _MOST = 3, 0.7


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be done to a track: its kind, from which of its fixes on and to which, and for how long."""

    kind: str
    first: int
    last: int
    seconds: float


@dataclass(slots=True)
class Spots:
    """
    Tracks in which places are sought.

    Attributes:
        tracks: Each device's positions in order.
        events: What each did by itself.
        edits: The places taken so far.
        usual: The seconds between two positions of each device, mostly.
    """

    tracks: Mapping[str, Sequence[Fix]]
    events: Mapping[str, Sequence[Event]]
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    usual: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with no place taken."""
        self.edits = {uid: [] for uid in self.tracks}
        self.usual = {uid: _usual(track) for uid, track in self.tracks.items()}

    @property
    def fleet(self) -> list[str]:
        """Return the devices whose tracks are long enough."""
        long = 2 * _EDGE + _CLEAR
        return [uid for uid, track in self.tracks.items() if track and track[-1][0] - track[0][0] > long]

    def take(self, kind: str, chance: Random) -> None:
        """Take a place for one fault or twin; where there is none nothing is taken."""
        fleet = self.fleet
        for _ in range(_TRIES if fleet else 0):
            uid, seconds = chance.choice(fleet), 60 * chance.uniform(*MINUTES[kind])
            if kind == "silence":
                seconds = max(seconds, _NOTABLE * self.usual[uid])
            first = chance.randrange(1, len(self.tracks[uid]))
            edit = self._fits(kind, uid, first, seconds)
            if edit:
                self.edits[uid].append(edit)
                return

    def take_rain(self, chance: Random) -> None:
        """Take one time at which most that are under way can be slowed, where they are enough to tell."""
        fleet = self.fleet
        for _ in range(_TRIES if len(fleet) >= _FLEET else 0):
            seconds = 60 * chance.uniform(*MINUTES["rain"])
            at = chance.choice(self.tracks[chance.choice(fleet)])[0]
            slowed = {
                uid: edit for uid in fleet if (edit := self._fits("rain", uid, self._from(uid, at), seconds))
            }
            there = sum(self.tracks[uid][0][0] <= at <= self.tracks[uid][-1][0] for uid in fleet)
            if len(slowed) >= max(_FLEET, _MOST * there):
                for uid, edit in slowed.items():
                    self.edits[uid].append(edit)
                return

    def _from(self, uid: str, at: float) -> int:
        return bisect_left(self.tracks[uid], at, key=lambda fix: fix[0])

    def _fits(self, kind: str, uid: str, first: int, seconds: float) -> Edit | None:
        """Return the edit where the device moves, reports often, and nothing else happens near."""
        track = self.tracks[uid]
        if not 0 < first < len(track):
            return None
        at = track[first][0]
        end = at if kind in STANDING else at + seconds
        if at - track[0][0] < _EDGE or track[-1][0] - end < _EDGE or self._is_taken(kind, uid, at, end):
            return None
        last = first if kind in STANDING else self._from(uid, end)
        near = track[max(0, first - 3) : last + 4]
        if any(after[0] - before[0] > max(_OFTEN, 2 * self.usual[uid]) for before, after in pairwise(near)):
            return None
        gone = metres_between(near[0][1], near[0][2], near[-1][1], near[-1][2])
        return (
            Edit(kind, first, last, seconds)
            if gone >= min(_WAY, _PACE * (near[-1][0] - near[0][0]))
            else None
        )

    def _is_taken(self, kind: str, uid: str, start: float, end: float) -> bool:
        track = self.tracks[uid]
        taken = any(
            start - _APART < track[edit.last][0] and track[edit.first][0] < end + _APART
            for edit in self.edits[uid]
        )
        return taken or (kind not in SLOWED and self._is_busy(uid, start, end))

    def _is_busy(self, uid: str, start: float, end: float) -> bool:
        return any(
            start - _CLEAR < event.ended and event.started < end + _CLEAR
            for event in self.events.get(uid, ())
        )


def _usual(track: Sequence[Fix]) -> float:
    return median([after[0] - before[0] for before, after in pairwise(track)] or [0.0])
