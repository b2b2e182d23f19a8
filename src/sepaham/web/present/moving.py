"""What moving a stop to another trip does, in words: hours, room, length, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass

from sepaham.actions.moving import Trial
from sepaham.domain.movement import Journey
from sepaham.domain.moving import Change, Grounds, aboard, margin
from sepaham.domain.moving_faults import faults_of, taken_by
from sepaham.domain.words import Language
from sepaham.web.present.gantt import TIGHT, clock
from sepaham.web.present.plan import kilometres, spared
from sepaham.web.present.states import State
from sepaham.web.words import say

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Option:
    """
    A trip that could take the stop.

    Attributes:
        to: Its id.
        name: Its vehicle.
        state: How well that goes: whether anything is late or has no room.
        hours: When it leaves and is back, now and with the stop.
        spare: How long before its hour the tightest of its lists comes with the stop.
        room: How full it is with the stop.
        longer: How much farther both trips together go.
        faults: What is wrong with that, in words.
    """

    to: str
    name: str
    state: State
    hours: str
    spare: str
    room: str
    longer: str
    faults: tuple[str, ...]


def options(trial: Trial, language: Language, called: Callable[[str], str]) -> tuple[Option, ...]:
    """Return the trips that could take a stop, the best first."""
    found = sorted(trial.changes, key=lambda pair: _rank(pair[1], trial.grounds))
    return tuple(_option(taker, change, trial.grounds, language, called) for taker, change in found)


def _rank(change: Change, grounds: Grounds) -> tuple[int, int]:
    return len(faults_of(change, grounds)), _longer(change)


def _longer(change: Change) -> int:
    return sum(one.metres for one in change.after) - sum(one.metres for one in change.before)


def _option(
    taker: Journey, change: Change, grounds: Grounds, language: Language, called: Callable[[str], str]
) -> Option:
    taken, faults = taken_by(change), faults_of(change, grounds)
    spare = margin(taken, grounds.lists)
    tight = spare is not None and spare < TIGHT
    metres = _longer(change)
    start, was, will = (
        clock(at, language, taker.region) for at in (taker.departs_at, taker.returns_at, taken.returns_at)
    )
    return Option(
        to=taker.id,
        name=called(taker.vehicle),
        state=State.SERIOUS if faults else State.ATTENTION if tight else State.COMPLETE,
        hours=say("{start}–{was} menjadi {start}–{will}", language, start=start, was=was, will=will),
        spare=spared(spare, language),
        room=_room(taken, grounds, language),
        longer=f"{'+' if metres >= 0 else '−'}{kilometres(abs(metres), language)}",
        faults=tuple(fault.say(language, taker.region) for fault in faults),
    )


def _room(taken: Journey, grounds: Grounds, language: Language) -> str:
    """Return how full the fullest measure of a trip's vehicle is."""
    vehicle = grounds.vehicles[taken.vehicle]
    most = (vehicle.litres, vehicle.kilograms, vehicle.pieces)
    loads = zip(aboard(taken, grounds.burdens), most, strict=True)
    return say(
        "terisi {percent}%", language, percent=max(load * _WHOLE // room for load, room in loads if room)
    )
