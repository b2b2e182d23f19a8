"""What is wrong with a trip that took a stop: too late, no room, its vehicle needed again, goods not come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sepaham.domain.movement import Journey, Movement
from sepaham.domain.moving import Change, Grounds, excess, margin
from sepaham.domain.words import Language, Sentence, write_brief, write_number

_UNITS = ("liter", "kg", "pcs")
FAULTS: Mapping[str, Sentence] = {
    "late": Sentence("tiba {minutes} menit sesudah batasnya", "comes {minutes} minutes after its hour"),
    "room_liter": Sentence("ruangnya kurang {over} liter", "it lacks room for {over} litres"),
    "room_kg": Sentence("daya angkutnya kurang {over} kg", "it takes {over} kg less than that"),
    "room_pcs": Sentence("muatannya lebih {over} barang", "it is {over} pieces too many"),
    "clash": Sentence(
        "belum kembali waktu kendaraannya harus berangkat lagi, {at}",
        "is not back when its vehicle must leave again, {at}",
    ),
    "unready": Sentence(
        "{number} daftar muatan berangkat sebelum barangnya datang",
        "{number} load lists leave before their goods come",
    ),
}
"""What each fault says of a trip."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and the figures of it."""

    code: str
    values: Mapping[str, int | datetime] = field(default_factory=dict)

    def say(self, language: Language, region: str) -> str:
        """Return it in words; hours are those of a region."""
        told = {
            name: write_brief(value, language, region)
            if isinstance(value, datetime)
            else write_number(value, language)
            for name, value in self.values.items()
        }
        return FAULTS[self.code].say(language, told)


def taken_by(change: Change) -> Journey:
    """Return the trip that took the stop, as it would be."""
    return next(one for one in change.after if one.id == change.before[1].id)


def faults_of(change: Change, grounds: Grounds) -> tuple[Fault, ...]:
    """Return what is wrong with the trip that took the stop, gravest first; nothing where all is well."""
    taken = taken_by(change)
    found = [
        Fault(f"room_{unit}", {"over": over})
        for unit, over in zip(
            _UNITS, excess(taken, grounds.vehicles[taken.vehicle], grounds.burdens), strict=True
        )
        if over
    ]
    spare = margin(taken, grounds.lists)
    if spare is not None and spare < timedelta(0):
        found.append(Fault("late", {"minutes": -(spare // timedelta(minutes=1))}))
    following = next_of(change.movement, taken)
    if following is not None and following.departs_at < taken.returns_at:
        found.append(Fault("clash", {"at": following.departs_at}))
    if change.unready:
        found.append(Fault("unready", {"number": len(change.unready)}))
    return tuple(found)


def next_of(movement: Movement, journey: Journey) -> Journey | None:
    """Return the trip that a vehicle leaves on next; None where it has none."""
    later = (
        one
        for one in movement.journeys.values()
        if one.vehicle == journey.vehicle and one.departs_at > journey.departs_at
    )
    return min(later, key=lambda one: one.departs_at, default=None)
