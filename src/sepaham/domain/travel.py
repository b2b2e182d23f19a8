"""
Ways between places as values: times, lengths and exposure, whoever measured them.

`roads` measures them as the crow flies; a road network behind a gateway measures them on its roads. Both give
the same shape.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

UNREACHABLE = -1
"""Stands for the seconds and metres of a way that there is none of."""
DEGREE = 10_000_000
"""So many parts of a degree a `Point` counts in."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth, in 1e-7 degrees."""

    lat: int
    lon: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    The ways between places for one kind of vehicle, from row to column.

    Attributes:
        places: What each row and column stands for.
        seconds: How long each way takes; `UNREACHABLE` where there is none.
        metres: How long each way is; `UNREACHABLE` where there is none.
        exposure: Metres weighted by the agreed risk of where they lead, 0 to 100 parts of a metre each.
    """

    places: tuple[str, ...]
    seconds: Sequence[Sequence[int]]
    metres: Sequence[Sequence[int]]
    exposure: Sequence[Sequence[int]]


class Ways(Protocol):
    """Whoever knows the ways."""

    @property
    def source(self) -> str:
        """Return what the figures rest on, as every plan says it: ``crow*1.4`` or ``osm:<sha256>``."""
        ...

    def matrix(self, *, points: Mapping[str, Point], kind: str) -> Matrix:
        """
        Return the ways between places.

        Args:
            points: The places by their names.
            kind: The kind of vehicle, one of `trips.VEHICLES`.
        """
        ...
