"""When what was signed reaches the server: at once, hours later, twice, out of order or never."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sepaham.domain.base import level_of
from sepaham.simulator.deeds import Mishaps
from sepaham.simulator.keyring import Keyring
from sepaham.simulator.membership import Said

OFFLINE: Mapping[int, float] = {2: 0.0, 3: 0.02, 4: 0.1, 5: 0.2}
"""How often an office has no signal when it signs, by the level of its region."""
LONGEST = timedelta(hours=5)


@dataclass(frozen=True, slots=True)
class Spoken:
    """
    A statement before it is signed.

    Attributes:
        key: Its name within the run.
        at: The hour it claims, by its device's clock.
        refs: Roles and keys of the statements it refers to; all are signed before it.
        said_at: When it is signed, by the true clock; a stream is in this order.
        arrives_at: When it reaches the server; None if it never does.
        again_at: When it reaches the server once more.
        device_slot: Which of the office's devices signs.
    """

    key: str
    office: str
    kind: str
    region: str
    at: datetime
    body: Mapping[str, Any]
    refs: tuple[tuple[str, str], ...]
    said_at: datetime
    arrives_at: datetime | None
    again_at: datetime | None = None
    device_slot: int = 0


def dispatch(said: list[Said], *, mishaps: Mishaps, keyring: Keyring, rng: random.Random) -> list[Spoken]:
    """Return statements, given in the order of signing, with the hours at which they come in."""
    spoken: list[Spoken] = []
    signed: set[str] = set()
    last: dict[tuple[str, int], datetime] = {}
    for one in said:
        refs = tuple(ref for ref in one.deed.refs if ref[1] in signed)
        signed.add(one.deed.key)
        device = (one.office, one.slot)
        arrives = one.at + _delay(one, rng) + mishaps.held.get(one.deed.key, timedelta())
        last[device] = arrives = max(arrives, last.get(device, arrives))
        spoken.append(_spoken(one, refs, arrives, mishaps, keyring))
    return _overtake(spoken, mishaps)


def _delay(one: Said, rng: random.Random) -> timedelta:
    offline = 0.0 if one.deed.kind.startswith("device.") else OFFLINE[level_of(one.office.partition(":")[2])]
    if rng.random() < offline:
        return timedelta(seconds=round(rng.uniform(600, LONGEST.total_seconds())))
    return timedelta(seconds=rng.randint(1, 45))


def _spoken(
    one: Said, refs: tuple[tuple[str, str], ...], arrives: datetime, mishaps: Mishaps, keyring: Keyring
) -> Spoken:
    deed = one.deed
    return Spoken(
        key=deed.key,
        office=one.office,
        kind=deed.kind,
        region=deed.region,
        at=deed.at + deed.clock,
        body=keyring.complete(one.body) if deed.kind.startswith("device.") else one.body,
        refs=refs,
        said_at=one.at,
        arrives_at=None if deed.key in mishaps.lost else arrives,
        again_at=arrives + timedelta(hours=1) if deed.key in mishaps.again else None,
        device_slot=one.slot,
    )


def _overtake(spoken: list[Spoken], mishaps: Mishaps) -> list[Spoken]:
    """Let what is to be overtaken come in a moment after the next statement of its device."""
    if not mishaps.overtaken:
        return spoken
    following: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for place, one in enumerate(spoken):
        following[one.office, one.device_slot].append(place)
    changed = list(spoken)
    for places in following.values():
        for place, after in pairwise(places):
            arrives = spoken[after].arrives_at
            if spoken[place].key in mishaps.overtaken and arrives:
                changed[place] = replace(spoken[place], arrives_at=arrives + timedelta(seconds=5))
    return changed
