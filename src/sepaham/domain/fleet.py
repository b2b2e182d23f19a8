"""
What carries goods: vehicles and the people who drive them.

A porter on foot is a vehicle too. Plates and names are personal: they live in erasable records under the
random ids used here, and never enter a statement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sepaham.domain.trips import VEHICLES

LITRES_A_BOX = 96
"""A ballot box takes 0.096 m³."""

FAIR_KM_H: Mapping[str, int] = {
    "truck": 35,
    "pickup": 40,
    "car": 45,
    "motorbike": 40,
    "boat": 12,
    "foot": 4,
}
"""The speed of each kind on a fair road; a vehicle whose own is lower takes so much longer on every way."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """
    One vehicle or porter.

    Attributes:
        id: A random id.
        kind: One of `VEHICLES`; it says which ways are open to it.
        base: The region whose store it starts from and serves: a kabupaten, a kecamatan or a desa.
        litres: The volume it takes.
        kilograms: The weight it takes.
        pieces: How many pieces it takes; 0 where volume and weight alone decide.
        km_h: The speed it makes on a fair road, in kilometres an hour.
        day_cost: What it costs to use it for a day, in rupiah.
        km_cost: What a kilometre costs, in rupiah.
        driver: The id of who drives it; '' where that is open.
        goods: The items it may carry; empty for any.
        closed: Whether its load is under a roof and lock.
    """

    id: str
    kind: str
    base: str
    litres: int
    kilograms: int
    pieces: int
    km_h: int
    day_cost: int
    km_cost: int
    driver: str = ""
    goods: tuple[str, ...] = ()
    closed: bool = False

    def __post_init__(self) -> None:
        if self.kind not in VEHICLES:
            raise ValueError(self.kind)


@dataclass(frozen=True, slots=True)
class Driver:
    """
    Somebody who drives or carries.

    Attributes:
        id: A random id.
        duty_minutes: How long they may be on duty in one day.
        rest_minutes: How long they rest between two days of duty.
        papers_until: The last day their papers are valid; None where that was not looked at.
    """

    id: str
    duty_minutes: int
    rest_minutes: int
    papers_until: date | None = None
