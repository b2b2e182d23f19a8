"""
Which device speaks for which office, and whether all it said has come.

A device holds one key, speaks for one office in one log, and numbers its statements from 1, each naming the
one before. So a missing statement shows as a gap and a second story as a fork.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sepaham.domain.findings import Finding
from sepaham.domain.plan import end_of_day
from sepaham.domain.statement import Entry


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled key: whose it is, who enrolled it, and from which entry on it no longer counts."""

    id: str
    office: str
    algorithm: str
    key: str
    enrolled_by: str
    enrolled_at: datetime
    revoked_from: int = 0

    @property
    def revoked(self) -> bool:
        """Tell whether the device was revoked."""
        return self.revoked_from > 0


@dataclass(frozen=True, slots=True)
class _Said:
    """One numbered statement: what it names as the one before, where it speaks of, and when it came."""

    id: str
    prev: str
    office: str
    region: str
    came: datetime


@dataclass(slots=True)
class _Track:
    """What has come of one device's numbered statements; more than one under a number is a fork."""

    said: dict[int, list[_Said]] = field(default_factory=dict)
    highest: int = 0
    gaps: dict[int, datetime] = field(default_factory=dict)
    filled: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)


class Devices:
    """All devices of a log and the numbers they have used."""

    def __init__(self) -> None:
        """Begin with none."""
        self.enrolled: dict[str, Device] = {}
        self._tracks: dict[str, _Track] = {}

    def enrol(self, device: Device) -> None:
        """Enrol a device; a key that is enrolled already stays as it was."""
        self.enrolled.setdefault(device.id, device)

    def revoke(self, device: str, *, index: int) -> None:
        """Let nothing of a device count that is entered after an index of the log."""
        if device in self.enrolled and not self.enrolled[device].revoked:
            self.enrolled[device] = replace(self.enrolled[device], revoked_from=index)

    def is_late(self, entry: Entry) -> bool:
        """Tell whether an entry came after its device was revoked."""
        device = self.enrolled.get(entry.statement.device)
        return device is not None and device.revoked and entry.index > device.revoked_from

    def hear(self, entry: Entry) -> None:
        """Take note of a statement's number."""
        s = entry.statement
        track = self._tracks.setdefault(s.device, _Track())
        said = track.said.setdefault(s.seq, [])
        said.append(_Said(s.id, s.prev, s.office, s.region, entry.received_at))
        said.sort(key=lambda one: one.id)
        if since := track.gaps.pop(s.seq, None):
            track.filled[s.seq] = (since, entry.received_at)
        for missing in range(track.highest + 1, min(s.seq, track.highest + 1000)):
            track.gaps[missing] = entry.received_at
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
        for missing, noticed in track.gaps.items():
            yield _gap(device, track, missing, noticed, None)
        for missing, (noticed, came) in track.filled.items():
            gap = _gap(device, track, missing, noticed, came)
            if came > gap.since:
                yield gap
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


def _gap(device: str, track: _Track, missing: int, noticed: datetime, came: datetime | None) -> Finding:
    after = track.said[min(n for n in track.said if n > missing)][0]
    since = end_of_day(noticed, after.region)
    values = {"office": after.office, "missing": missing}
    return Finding("device_gap", f"{device}:{missing}", after.region, since, came, values, (after.id,))


def _forked(said: Mapping[int, list[_Said]]) -> dict[int, list[_Said]]:
    """Return the numbers that tell two stories, by what came or by what the next one names before it."""
    forked = {}
    for seq, ones in said.items():
        known = {one.id for one in ones}
        strangers = [one for one in said.get(seq + 1, ()) if one.prev not in known]
        if len(ones) > 1 or strangers:
            forked[seq] = [*ones, *strangers]
    return forked
