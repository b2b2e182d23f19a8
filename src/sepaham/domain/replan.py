"""
What another movement plan changes: which load lists ride otherwise, by how much, and which runs come and go.

An hour that moves by less than the tolerance is no change anybody has to be told of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Journey, Movement
from sepaham.domain.words import Sentence

TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ride:
    """How a load list rides: on which run, by which vehicle, leaving when, and when it is where it goes."""

    trip: str
    vehicle: str
    departs_at: datetime
    comes_at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """
    A load list that rides otherwise.

    Attributes:
        hash: The list.
        leg: Its leg.
        region: Its region.
        before: How it rode; None where nobody carried it.
        after: How it rides now; None where nobody does.
    """

    hash: str
    leg: str
    region: str
    before: Ride | None
    after: Ride | None

    @property
    def what(self) -> str:
        """Return the kind of change, the heaviest there is: ``lost``, ``found``, ``vehicle``, ``hour``."""
        if self.after is None or self.before is None:
            return "lost" if self.after is None else "found"
        return "hour" if self.before.vehicle == self.after.vehicle else "vehicle"

    @property
    def later(self) -> timedelta:
        """Return by how much later it comes; below zero when earlier, zero where it did not ride."""
        if self.before is None or self.after is None:
            return timedelta(0)
        return self.after.comes_at - self.before.comes_at


@dataclass(frozen=True, slots=True)
class Difference:
    """
    What another plan changes.

    Attributes:
        changed: The load lists that ride otherwise, in the order of the way.
        same: How many ride as they did.
        new, gone: The ids of runs that only one of the two has.
        altered: The ids of runs that both have and that carry something else or at another hour.
    """

    changed: tuple[Changed, ...]
    same: int
    new: tuple[str, ...]
    gone: tuple[str, ...]
    altered: tuple[str, ...]

    def count(self, what: str) -> int:
        """Return how many load lists change in one kind."""
        return sum(one.what == what for one in self.changed)


def difference(
    before: Movement,
    after: Movement,
    *,
    lists: Mapping[str, LoadList],
    tolerance: timedelta = TOLERANCE,
) -> Difference:
    """
    Return what a movement plan changes of another.

    Args:
        before: The one in force.
        after: The one proposed.
        lists: The load lists by their hash, in the order of the way.
        tolerance: By how much an hour may move and still be the same.
    """
    old, new = rides(before), rides(after)
    changed = [
        Changed(hash_, load.leg, load.region, old.get(hash_), new.get(hash_))
        for hash_, load in lists.items()
        if _differs(old.get(hash_), new.get(hash_), tolerance)
    ]
    both = before.journeys.keys() & after.journeys.keys()
    return Difference(
        changed=tuple(changed),
        same=len(new.keys() & old.keys()) - sum(one.what in {"vehicle", "hour"} for one in changed),
        new=tuple(id_ for id_ in after.journeys if id_ not in both),
        gone=tuple(id_ for id_ in before.journeys if id_ not in both),
        altered=tuple(
            id_ for id_ in after.journeys if id_ in both and before.journeys[id_] != after.journeys[id_]
        ),
    )


def rides(movement: Movement) -> dict[str, Ride]:
    """Return how each load list rides; of one that is shared, the run that comes last."""
    found: dict[str, Ride] = {}
    for journey in movement.journeys.values():
        for hash_, comes_at in _comings(journey):
            known = found.get(hash_)
            if known is None or (known.comes_at, known.trip) < (comes_at, journey.id):
                found[hash_] = Ride(journey.id, journey.vehicle, journey.departs_at, comes_at)
    return found


def _comings(journey: Journey) -> Iterator[tuple[str, datetime]]:
    homeward = LEGS[journey.leg].homeward
    for halt in journey.halts:
        for hash_ in halt.lists:
            yield hash_, journey.returns_at if homeward else halt.leaves_at


def _differs(before: Ride | None, after: Ride | None, tolerance: timedelta) -> bool:
    if before is None or after is None:
        return before is not after
    moved = (abs(before.departs_at - after.departs_at), abs(before.comes_at - after.comes_at))
    return before.vehicle != after.vehicle or max(moved) > tolerance


CHANGES: Mapping[str, Sentence] = {
    "vehicle": Sentence(
        "{list}: kini naik {vehicle}, tiba {comes} (semula {before}, {was}).",
        "{list}: now by {vehicle}, there at {comes} (before: {before}, {was}).",
    ),
    "hour": Sentence(
        "{list}: tiba {comes}, semula {was}.",
        "{list}: there at {comes}, before at {was}.",
    ),
    "found": Sentence(
        "{list}: kini terangkut {vehicle}, tiba {comes}.",
        "{list}: now carried by {vehicle}, there at {comes}.",
    ),
    "lost": Sentence("{list}: tidak lagi terangkut.", "{list}: carried no more."),
}
"""What each kind of change says."""
