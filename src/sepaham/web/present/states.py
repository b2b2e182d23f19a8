"""The states of the house: each has a shape, a colour and a word, so that colour never speaks alone."""

from collections.abc import Mapping
from enum import StrEnum

from sepaham.domain.findings import Finding
from sepaham.domain.picture import PLACES, Area
from sepaham.domain.sentences import RULES, Severity
from sepaham.domain.units import mark_of


class State(StrEnum):
    """What a shape says."""

    COMPLETE = "complete"
    MOVING = "moving"
    WAITING = "waiting"
    ATTENTION = "attention"
    SERIOUS = "serious"
    DIFFER = "differ"
    UNMATCHED = "unmatched"


SIGNS: Mapping[State, tuple[str, str]] = {
    State.COMPLETE: ("●", "lengkap"),
    State.MOVING: ("▶", "bergerak"),
    State.WAITING: ("○", "belum"),
    State.ATTENTION: ("▲", "perlu perhatian"),
    State.SERIOUS: ("■", "mendesak"),
    State.DIFFER: ("◆", "pandangan berbeda"),
    State.UNMATCHED: ("◌", "belum dicocokkan"),
}
"""The sign of each state in running text, and its word."""

WORST_FIRST = (
    State.SERIOUS,
    State.DIFFER,
    State.ATTENTION,
    State.WAITING,
    State.MOVING,
    State.UNMATCHED,
    State.COMPLETE,
)
OF_SEVERITY: Mapping[Severity, State] = {
    Severity.SERIOUS: State.SERIOUS,
    Severity.DIFFER: State.DIFFER,
    Severity.ATTENTION: State.ATTENTION,
}
HOMEWARD = PLACES[PLACES.index("used") + 1 :]
"""The places of the way home."""


def goes_home(total: Area) -> bool:
    """Tell whether goods have begun their way home, so that the question is what came back."""
    return any(total.units.get(place, 0) for place in HOMEWARD)


def area_state(area: Area, *, homeward: bool) -> State:
    """
    Return the shape of an area: what needs a hand first, then how far its goods are.

    Args:
        area: The area.
        homeward: Whether the question is what came back, and no longer what arrived.
    """
    for state, number in (
        (State.SERIOUS, area.serious),
        (State.DIFFER, area.differ),
        (State.ATTENTION, area.attention),
    ):
        if number:
            return state
    done, all_ = (area.boxes_home, area.boxes) if homeward else (area.complete, area.stations)
    if all_ and done == all_:
        return State.COMPLETE
    stirring = done or any(">" in place and number for place, number in area.units.items())
    return State.MOVING if stirring else State.WAITING


def finding_state(finding: Finding) -> State:
    """Return the shape of a finding."""
    return OF_SEVERITY[RULES[finding.rule].severity]


def is_box(code: str) -> bool:
    """Tell whether a unit code names a ballot box."""
    return mark_of(code).startswith("K")
