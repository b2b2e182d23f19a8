"""Whose phone asks, and what bears on what it may be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q

from sepaham.domain.base import level_of
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Movement
from sepaham.domain.plan import Plan
from sepaham.domain.register import Office
from sepaham.records.log import Log

_SOME = 500
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Asking:
    """
    Whose phone asks, and what bears on what it may be told.

    Attributes:
        plan: The plan in force.
        movement: The movement plan in force; None without any.
        observes: Whether its office may state what it saw of others' handovers.
        guards: Whether it may report of a night.
        plans: Whether it may know of movements before they are stated.
    """

    log: Log
    office: Office
    plan: Plan
    movement: Movement | None
    observes: bool
    guards: bool
    plans: bool

    def hides(self, load: LoadList, *, stated: bool) -> bool:
        """Tell whether the hours of a list are still a secret to it."""
        return not (stated or self.plans or self.office.id in {load.giver, load.receiver})

    @property
    def legs(self) -> list[str]:
        """Return the legs that end at its office's own level or one below."""
        deepest = max(map(level_of, self.office.regions)) + 1
        return [leg.code for leg in LEGS.values() if leg.level <= deepest]


def inside(office: Office, field: str) -> Q:
    """Return the condition that a field names a place of an office."""
    asked = Q(pk__in=())
    for area in office.regions:
        asked |= Q(**{field: area}) | Q(**{f"{field}__startswith": area + "."})
    return asked


def chunks(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield rows a few at a time, as many as a query takes."""
    return (rows[start : start + _SOME] for start in range(0, len(rows), _SOME))
