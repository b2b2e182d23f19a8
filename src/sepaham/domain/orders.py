"""What a movement plan is asked for: which legs, how long to search, with which vehicles and closures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import parse_instant, write_instant
from sepaham.domain.loads import LEGS
from sepaham.domain.routing import Budget

WHOLE = 100
"""All vehicles, in percent."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A crossing or road that is closed from an hour on."""

    code: str
    at: datetime

    def __str__(self) -> str:
        """Write it as a plan names it."""
        return f"{self.code}@{write_instant(self.at)}"


@dataclass(frozen=True, slots=True)
class Order:
    """
    What is asked.

    Attributes:
        legs: The legs to plan, in the order of the way; empty for all.
        seed: What chance is drawn from.
        iterations: How many each search makes at most, which repeats; 0 where seconds bound it.
        seconds: How long all searches together take, where iterations are 0.
        vehicles: How many of each base's vehicles there are, in percent.
        closings: Crossings and roads taken for closed beside those that were stated.
        scratch: Whether to forget the plan in force.
    """

    legs: tuple[str, ...] = ()
    seed: int = 1
    iterations: int = 500
    seconds: float = 0.0
    vehicles: int = WHOLE
    closings: tuple[Closing, ...] = ()
    scratch: bool = False

    @property
    def budget(self) -> Budget:
        """Return how long to search."""
        return Budget(self.seed, self.iterations, self.seconds)

    @property
    def of_legs(self) -> tuple[str, ...]:
        """Return the legs to plan, in the order of the way."""
        return tuple(leg for leg in LEGS if not self.legs or leg in self.legs)


def order_to_dict(order: Order) -> dict[str, Any]:
    """Return an order as JSON."""
    return {
        "legs": list(order.legs),
        "seed": order.seed,
        "iterations": order.iterations,
        "seconds": order.seconds,
        "vehicles": order.vehicles,
        "closings": [[closing.code, write_instant(closing.at)] for closing in order.closings],
        "scratch": order.scratch,
    }


def order_from_dict(value: Mapping[str, Any]) -> Order:
    """
    Read an order.

    Raises:
        ValueError: It is none.
    """
    try:
        return Order(
            legs=tuple(map(str, value.get("legs", ()))),
            seed=int(value.get("seed", 1)),
            iterations=int(value.get("iterations", 0)),
            seconds=float(value.get("seconds", 0)),
            vehicles=int(value.get("vehicles", WHOLE)),
            closings=tuple(Closing(str(c), parse_instant(at)) for c, at in value.get("closings", ())),
            scratch=bool(value.get("scratch", False)),
        )
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
