"""
Which device speaks for which office, and whether all it said has come.

A device holds one key, speaks for one office in one log, and numbers its statements from 1, each naming the
one before. So a missing statement shows as a gap and a second story as a fork.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sepaham.domain.base import end_of_day
from sepaham.domain.findings import Finding
from sepaham.domain.statement import Entry


@dataclass(frozen=True, slots=True)
class Device:
    """
    An enrolled key: whose it is, who enrolled it, and from which entry on it no longer counts.

    `phone` names what it was made on, the same for all keys of one log made there; '' where nobody told.
    """

    id: str
    office: str
    algorithm: str
    key: str
    enrolled_by: str
    enrolled_at: datetime
    revoked_from: int = 0
    phone: str = ""

    @property
    def revoked(self) -> bool:
        """Tell whether the device was revoked."""
        return self.revoked_from > 0


def device_of(entry: Entry) -> Device:
    """Return the device that an entry enrols."""
    statement = entry.statement
    return Device(
        id=statement.body["device"],
        office=statement.body["office"],
        algorithm=statement.body["algorithm"],
        key=statement.body["key"],
        enrolled_by=statement.office,
        enrolled_at=entry.received_at,
        phone=statement.body.get("phone", ""),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """One numbered statement: what it names as the one before, where it speaks of, and when it came."""

    id: str
    prev: str
    office: str
    region: str
    came: datetime


@dataclass(frozen=True, slots=True)
class _Gap:
    """A run of missing numbers, the statement that showed it, and when what was missing came after all."""

    first: int
    last: int
    shown_by: _Said
    came: datetime | None = None

    @property
    def since(self) -> datetime:
        """Return from when it is one: until the day closes what is missing may be on its way."""
        return end_of_day(self.shown_by.came, self.shown_by.region)


@dataclass(slots=True)
class _Track:
    """What has come of one device's numbered statements; more than one under a number is a fork."""

    said: dict[int, list[_Said]] = field(default_factory=dict)
    highest: int = 0
    gaps: list[_Gap] = field(default_factory=list)


class Devices:
    """All devices of a log and the numbers they have used."""

    def __init__(self) -> None:
        """Begin with none."""
        self.enrolled: dict[str, Device] = {}
        self._tracks: dict[str, _Track] = {}
        self._changed: set[str] = set()

    def enrol(self, device: Device) -> None:
        """Enrol a device; a key that is enrolled already stays as it was."""
        self.enrolled.setdefault(device.id, device)
        self._changed.add(device.id)

    def revoke(self, device: str, *, index: int) -> None:
        """Let nothing of a device count that is entered after an index of the log."""
        if device in self.enrolled and not self.enrolled[device].revoked:
            self.enrolled[device] = replace(self.enrolled[device], revoked_from=index)
            self._changed.add(device)

    def changes(self) -> list[Device]:
        """Return the devices enrolled or revoked since last asked."""
        changed, self._changed = self._changed, set()
        return [self.enrolled[device] for device in sorted(changed)]

    def is_late(self, entry: Entry) -> bool:
        """Tell whether an entry came after its device was revoked."""
        device = self.enrolled.get(entry.statement.device)
        return device is not None and device.revoked and entry.index > device.revoked_from

    def hear(self, entry: Entry) -> None:
        """Take note of a statement's number."""
        s = entry.statement
        track = self._tracks.setdefault(s.device, _Track())
        said = track.said.setdefault(s.seq, [])
        now = _Said(s.id, s.prev, s.office, s.region, entry.received_at)
        said.append(now)
        said.sort(key=lambda one: one.id)
        if s.seq < track.highest and len(said) == 1:
            track.gaps = list(_filled(track.gaps, s.seq, entry.received_at))
        elif s.seq > track.highest + 1:
            track.gaps.append(_Gap(track.highest + 1, s.seq - 1, now))
        track.highest = max(track.highest, s.seq)

    def awaits(self, device: str, seq: int) -> bool:
        """Tell whether a statement's predecessor has not come yet."""
        return seq > 1 and seq - 1 not in self._tracks[device].said

    def last(self, device: str) -> tuple[int, str]:
        """Return the highest number a device has used and that statement's id; 0 and '' before its first."""
        track = self._tracks.get(device)
        return (track.highest, track.said[track.highest][0].id) if track else (0, "")

    def judge(self, device: str) -> Iterator[Finding]:
        """Yield what needs a look about one device's numbers."""
        track = self._tracks[device]
        for gap in _runs(track.gaps):
            yield Finding(
                rule="device_gap",
                subject=f"{device}:{gap.first}",
                region=gap.shown_by.region,
                since=gap.since,
                until=gap.came,
                values={"office": gap.shown_by.office, "first": gap.first, "last": gap.last},
                basis=(gap.shown_by.id,),
            )
        for seq, said in _forked(track.said).items():
            last = max(said, key=lambda one: (one.came, one.id))
            yield Finding(
                rule="device_fork",
                subject=f"{device}:{seq}",
                region=last.region,
                since=last.came,
                values={"office": last.office, "seq": seq},
                basis=tuple(sorted(one.id for one in said)),
            )


def _filled(gaps: Iterable[_Gap], seq: int, came: datetime) -> Iterator[_Gap]:
    """Yield the gaps that are left once a number has come; one that came before the day closed never was."""
    for gap in gaps:
        if gap.came or not gap.first <= seq <= gap.last:
            yield gap
            continue
        if gap.first < seq:
            yield replace(gap, last=seq - 1)
        if came > gap.since:
            yield replace(gap, first=seq, last=seq, came=came)
        if seq < gap.last:
            yield replace(gap, first=seq + 1)


def _runs(gaps: Iterable[_Gap]) -> list[_Gap]:
    """Return gaps, neighbours that were shown at once and have come joined: settled when the last came."""
    runs: list[_Gap] = []
    for gap in sorted(gaps, key=lambda one: one.first):
        before = runs[-1] if runs else None
        if (
            before
            and before.came
            and gap.came
            and (before.last, before.shown_by) == (gap.first - 1, gap.shown_by)
        ):
            runs[-1] = replace(before, last=gap.last, came=max(before.came, gap.came))
        else:
            runs.append(gap)
    return runs


def _forked(said: Mapping[int, list[_Said]]) -> dict[int, list[_Said]]:
    """Return the numbers that tell two stories, by what came or by what the next one names before it."""
    forked = {}
    for seq, ones in said.items():
        known = {one.id for one in ones}
        strangers = [one for one in said.get(seq + 1, ()) if one.prev not in known]
        if len(ones) > 1 or strangers:
            forked[seq] = [*ones, *strangers]
    return forked


def clock_is_wrong(*, claimed: datetime, received: datetime, opened: datetime) -> bool:
    """Tell whether a claimed hour cannot be: ahead of its receipt, or before the log's own days."""
    return claimed > received + timedelta(minutes=10) or claimed < opened - timedelta(days=60)
