"""
What is carried together: legs, their stages, and load lists.

A load list holds the units one office hands to one other on one leg; it is named by the hash of its
canonical file and carries a nonce, so that nobody who was not given it can guess its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum
from typing import Any

from sepaham.domain.base import Level, canonical_json, digest, parse_instant, write_instant


class Stage(IntEnum):
    """The stages of a unit's life in their lawful order."""

    PACK = 0
    KPU_PPK = 1
    PPK_PPS = 2
    PPS_KPPS = 3
    VOTE = 4
    KPPS_PPS = 5
    PPS_PPK = 6
    RECAPITULATION = 7
    PPK_KPU = 8
    STORED = 9


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the way: who hands to whom, at which level, in which hours relative to voting day."""

    code: str
    stage: Stage
    giver: str
    receiver: str
    level: Level
    opens: tuple[int, time]
    closes: tuple[int, time]
    homeward: bool = False


LEGS: Mapping[str, Leg] = {
    leg.code: leg
    for leg in (
        Leg("kpu-ppk", Stage.KPU_PPK, "kpu", "ppk", Level.KECAMATAN, (-4, time(7)), (-4, time(21))),
        Leg("ppk-pps", Stage.PPK_PPS, "ppk", "pps", Level.DESA, (-1, time(5)), (-1, time(13))),
        Leg("pps-kpps", Stage.PPS_KPPS, "pps", "kpps", Level.TPS, (-1, time(9)), (-1, time(21))),
        Leg("kpps-pps", Stage.KPPS_PPS, "kpps", "pps", Level.TPS, (0, time(13)), (1, time(6)), homeward=True),
        Leg("pps-ppk", Stage.PPS_PPK, "pps", "ppk", Level.DESA, (0, time(15)), (1, time(18)), homeward=True),
        Leg(
            "ppk-kpu",
            Stage.PPK_KPU,
            "ppk",
            "kpu",
            Level.KECAMATAN,
            (3, time(7)),
            (4, time(21)),
            homeward=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class LoadList:
    """The units for one receiver on one leg; `step` is above 0 for lists made on the way."""

    nonce: str
    log: str
    leg: str
    giver: str
    receiver: str
    region: str
    store: str
    units: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    step: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the list as its canonical file holds it."""
        return {
            "nonce": self.nonce,
            "log": self.log,
            "leg": self.leg,
            "giver": self.giver,
            "receiver": self.receiver,
            "region": self.region,
            "store": self.store,
            "units": list(self.units),
            "opens": write_instant(self.opens_at),
            "closes": write_instant(self.closes_at),
            "step": self.step,
        }

    @property
    def route(self) -> dict[str, Any]:
        """Return which stretch of the way it goes, from whom to whom."""
        return {"leg": self.leg, "giver": self.giver, "receiver": self.receiver}

    @property
    def hash(self) -> str:
        """Return the list's name: the SHA-256 of its canonical file."""
        return digest(canonical_json(self.to_dict()))

    @property
    def stage(self) -> Stage:
        """Return the stage this list's leg belongs to."""
        return LEGS[self.leg].stage


def load_list_from_dict(value: Mapping[str, Any]) -> LoadList:
    """
    Read a load list.

    Raises:
        ValueError: It is not of that form, or its leg is unknown.
    """
    try:
        found = LoadList(
            **{
                name: str(value[name])
                for name in ("nonce", "log", "leg", "giver", "receiver", "region", "store")
            },
            units=tuple(map(str, value["units"])),
            opens_at=parse_instant(value["opens"]),
            closes_at=parse_instant(value["closes"]),
            step=int(value["step"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    if found.leg not in LEGS or type(value["step"]) is not int or dict(value) != found.to_dict():
        raise ValueError(found.leg)
    return found
