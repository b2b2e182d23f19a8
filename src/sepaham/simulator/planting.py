"""
Faults and their harmless twins planted into given tracks: what is changed, and the truth of it kept apart.

The tracks are taken as lawful. Standing and slowness shift all that follows; `Planting.later` says how much.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from sepaham.domain.corridors import Fence
from sepaham.domain.tracking import METRES, Corridor, Event
from sepaham.simulator.spots import STANDING, Edit, Fix, Spots

FAULTS = ("stop", "silence", "deviation", "swap", "wrong_store", "late")
TWINS = ("rest", "tunnel", "jitter", "detour", "passing", "rain")
"""A short rest, a tunnel, a burst of jitter, an ordered detour, passing a store of others, rain on all."""
_ASIDE, _BURST = (800.0, 2500.0), (60.0, 150.0)
_SLOWER = {"late": (1.9, 2.6), "rain": (1.4, 1.8)}
_SHAKE, _BESIDE, _BEHIND = 5.0, 15.0, 45.0
_CONVOY = 2400.0


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that was planted: a fault, or a harmless twin, with its hours in the changed track."""

    kind: str
    uid: str
    since: float
    until: float

    @property
    def is_fault(self) -> bool:
        """Tell whether it should be found."""
        return self.kind in FAULTS


@dataclass(slots=True)
class Planting:
    """
    Changed tracks.

    Attributes:
        tracks: The changed tracks.
        truth: What was planted; whoever looks for it must not see it.
        stores: Stores of others, as a plan would name them.
        detours: Ways opened by an order, by device.
        shifts: For each device, from which given hour on its hours are later, and by how many seconds.
        plan_of: The given device whose plan each device follows.
    """

    tracks: dict[str, list[Fix]] = field(default_factory=dict)
    truth: list[Planted] = field(default_factory=list)
    stores: list[Fence] = field(default_factory=list)
    detours: dict[str, list[list[tuple[float, float]]]] = field(default_factory=dict)
    shifts: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    plan_of: dict[str, str] = field(default_factory=dict)

    def later(self, uid: str, at: float) -> float:
        """Return when a given hour is in the changed track."""
        return at + next((by for since, by in reversed(self.shifts.get(uid, ())) if since <= at), 0.0)


def plant(
    tracks: Mapping[str, Sequence[Fix]],
    events: Mapping[str, Sequence[Event]],
    *,
    corridor: Callable[[str], Corridor],
    number: int,
    seed: int,
) -> Planting:
    """
    Plant faults, and as many twins, as far as there is room for them.

    Args:
        tracks: Each device's positions in order: hour, latitude, longitude, accuracy.
        events: What each did by itself; nothing is planted near.
        corridor: Where each may be; a planted deviation leaves it.
        number: How many faults.
        seed: What chance begins from.
    """
    chance = Random(seed)  # noqa: S311  a simulation that must repeat
    spots, found = Spots(tracks, events), Planting()
    for turn in range(number):
        for kind in (FAULTS[turn % len(FAULTS)], TWINS[turn % len(TWINS)]):
            if kind == "rain":
                spots.take_rain(chance)
            else:
                spots.take(kind, chance)
    for uid, track in tracks.items():
        found.plan_of[uid] = uid
        edits = sorted(spots.edits[uid], key=lambda edit: edit.first)
        _change(chance, found, uid, track, edits, corridor(uid))
    return found


def _change(  # noqa: PLR0917  private, and all of it needed
    chance: Random,
    found: Planting,
    uid: str,
    track: Sequence[Fix],
    edits: Sequence[Edit],
    corridor: Corridor,
) -> None:
    """Make one track with its edits, and the truth of them."""
    made: list[Fix] = []
    shifts, done, shift = found.shifts.setdefault(uid, []), 0, 0.0
    for edit in edits:
        made += _moved(track[done : edit.first], shift)
        part, done = _moved(track[edit.first : edit.last], shift), edit.last
        since = part[0][0] if part and edit.kind != "silence" else made[-1][0]
        new = _CHANGES[edit.kind](chance, part, edit.seconds, made[-1])
        if edit.kind == "deviation" and not _leaves(new, corridor):
            made += part
            continue
        until = new[-1][0] if new else since + edit.seconds
        shift += until - (part[-1][0] if part else since) if edit.kind in STANDING | _SLOWER.keys() else 0.0
        shifts.append((track[edit.last][0], shift))
        made += new
        found.truth.append(Planted(edit.kind, uid, since, until))
        _tell(found, found.truth[-1], new)
    found.tracks[uid] = made + _moved(track[done:], shift)
    for number, swap in enumerate([one for one in found.truth if one.uid == uid and one.kind == "swap"], 2):
        _follow(chance, found, swap, f"{uid}~{number}")


def _leaves(new: Sequence[Fix], corridor: Corridor) -> bool:
    """Tell whether a bow lies beside the corridor in its middle half: a way may come by its own again."""
    quarter = len(new) // 4
    middle = new[quarter : len(new) - quarter]
    return all(corridor.distance(lat, lon) > corridor.width for _, lat, lon, _ in middle)


def _moved(part: Sequence[Fix], shift: float) -> list[Fix]:
    return [(at + shift, lat, lon, accuracy) for at, lat, lon, accuracy in part]


def _tell(found: Planting, one: Planted, new: Sequence[Fix]) -> None:
    """Tell the plan what it would know: stores of others, and detours that were ordered."""
    if one.kind in {"wrong_store", "passing"}:
        _, lat, lon, _ = new[len(new) // 2]
        found.stores.append(Fence(f"store-{len(found.stores) + 1}", lat, lon))
    elif one.kind == "detour":
        found.detours.setdefault(one.uid, []).append([(lat, lon) for _, lat, lon, _ in new])


def _follow(chance: Random, found: Planting, swap: Planted, uid: str) -> None:
    """Let another vehicle go close behind, and stand beside it during the exchange."""
    found.plan_of[uid] = swap.uid
    found.tracks[uid] = [
        _shaken(chance, (at + _BEHIND, lat + _BESIDE / METRES, lon, accuracy), _SHAKE)
        for at, lat, lon, accuracy in found.tracks[swap.uid]
        if swap.since - _CONVOY <= at <= swap.until + _CONVOY
    ]


def _shaken(chance: Random, fix: Fix, metres: float) -> Fix:
    at, lat, lon, accuracy = fix
    east = METRES * math.cos(math.radians(lat))
    return at, lat + chance.gauss(0, metres) / METRES, lon + chance.gauss(0, metres) / east, accuracy


def _stand(chance: Random, _part: Sequence[Fix], seconds: float, before: Fix) -> list[Fix]:
    at, lat, lon, accuracy = before
    every = chance.uniform(10, 30)
    steps = range(1, int(seconds / every) + 1)
    return [_shaken(chance, (at + step * every, lat, lon, accuracy), _SHAKE) for step in steps]


def _drop(_chance: Random, _part: Sequence[Fix], _seconds: float, _before: Fix) -> list[Fix]:
    return []


def _same(_chance: Random, part: Sequence[Fix], _seconds: float, _before: Fix) -> list[Fix]:
    return list(part)


def _shake(chance: Random, part: Sequence[Fix], _seconds: float, _before: Fix) -> list[Fix]:
    metres = chance.uniform(*_BURST)
    return [_shaken(chance, fix, metres) for fix in part]


def _aside(chance: Random, part: Sequence[Fix], _seconds: float, _before: Fix) -> list[Fix]:
    """Lead a part of the way aside in a bow, across its direction."""
    start, end = part[0], part[-1]
    east = math.cos(math.radians(start[1]))
    turn = math.atan2(end[1] - start[1], (end[2] - start[2]) * east) + chance.choice((-1, 1)) * math.pi / 2
    metres = chance.uniform(*_ASIDE)
    made = []
    for at, lat, lon, accuracy in part:
        bow = metres / METRES * math.sin(math.pi * (at - start[0]) / max(1.0, end[0] - start[0])) ** 2
        made.append((at, lat + bow * math.sin(turn), lon + bow * math.cos(turn) / east, accuracy))
    return made


def _slow(kind: str) -> Callable[[Random, Sequence[Fix], float, Fix], list[Fix]]:
    def change(chance: Random, part: Sequence[Fix], _seconds: float, before: Fix) -> list[Fix]:
        factor = chance.uniform(*_SLOWER[kind])
        return [(before[0] + (at - before[0]) * factor, *rest) for at, *rest in part]  # type: ignore[misc]

    return change


_CHANGES: Mapping[str, Callable[[Random, Sequence[Fix], float, Fix], list[Fix]]] = {
    **dict.fromkeys(STANDING, _stand),
    **dict.fromkeys(("silence", "tunnel"), _drop),
    **dict.fromkeys(("deviation", "detour"), _aside),
    **{kind: _slow(kind) for kind in _SLOWER},
    "jitter": _shake,
    "passing": _same,
}
