"""
What the map's tags say of a road: who may use it, which way, how fast, and whether water comes over it.

The speeds are of a fair vehicle in the country, not of an empty road at night.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sepaham.gateways.road_network import BRIDGE, FLOOD, KINDS, NO_LIMIT

_MOTOR = KINDS["truck"] | KINDS["pickup"] | KINDS["car"] | KINDS["motorbike"]
_ALL = _MOTOR | KINDS["foot"]
_TOLL = _MOTOR & ~KINDS["motorbike"]
_FEW = KINDS["motorbike"] | KINDS["foot"]
_FOOT = KINDS["foot"]
ROADS: Mapping[str, tuple[int, int]] = {
    "motorway": (_TOLL, 70),
    "trunk": (_ALL, 50),
    "primary": (_ALL, 45),
    "secondary": (_ALL, 40),
    "tertiary": (_ALL, 35),
    "unclassified": (_ALL, 30),
    "road": (_ALL, 25),
    "residential": (_ALL, 20),
    "living_street": (_ALL, 15),
    "service": (_ALL, 15),
    "track": (_ALL & ~KINDS["truck"] & ~KINDS["car"], 12),
    "bridleway": (_FEW, 10),
    "path": (_FEW, 10),
    "footway": (_FOOT, 4),
    "pedestrian": (_FOOT, 4),
    "cycleway": (_FOOT, 4),
    "steps": (_FOOT, 3),
    "corridor": (_FOOT, 4),
    "trail": (_FOOT, 4),
}
"""Who may use a class of road where no sign says otherwise, and the speed a fair vehicle makes there."""
TONNES: Mapping[str, float] = {"truck": 8.0, "pickup": 3.0, "car": 2.0, "motorbike": 0.4}
"""What a vehicle of a kind weighs when it is loaded; a lower limit on a road keeps it away."""
HIGH: Mapping[str, float] = {"truck": 3.3, "pickup": 2.2, "car": 1.9, "motorbike": 1.9}
"""How high a vehicle of a kind is, in metres."""
TAGS = (
    "highway",
    "access",
    "vehicle",
    "motor_vehicle",
    "motorcycle",
    "hgv",
    "foot",
    "oneway",
    "junction",
    "maxweight",
    "maxheight",
    "maxspeed",
    "bridge",
    "flood_prone",
    "ford",
    "name",
)
"""The tags that are read."""
_NO = frozenset({"no", "private", "agricultural", "forestry", "customers", "delivery", "military"})
_YES = frozenset({"yes", "designated", "permissive", "destination", "permit"})
_FORBIDS: tuple[tuple[str, int], ...] = (
    ("access", _ALL),
    ("vehicle", _MOTOR),
    ("motor_vehicle", _MOTOR),
    ("motorcycle", KINDS["motorbike"]),
    ("hgv", KINDS["truck"]),
    ("foot", _FOOT),
)
"""From the widest to the narrowest; the narrower one counts."""
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(t|m|km/h|mph)?\s*", re.ASCII)
_MPH = 1.609


@dataclass(frozen=True, slots=True)
class Rule:
    """What a road's tags come to; the fields are those of `Network`."""

    there: int
    back: int
    speed: int
    limit: int
    marks: int


def rule_of(tags: Mapping[str, str]) -> Rule | None:
    """Return what a road's tags come to; None where nobody we know may use it."""
    who, speed = ROADS.get(tags.get("highway", "").removesuffix("_link"), (0, 0))
    who = _not_too_large(_allowed(who, tags), tags)
    there, back = _directions(who, tags)
    if not there | back:
        return None
    limit = _number(tags.get("maxspeed", ""))
    return Rule(there, back, speed, min(NO_LIMIT, int(limit)) if limit else NO_LIMIT, _marks(tags))


def _allowed(who: int, tags: Mapping[str, str]) -> int:
    if not who:
        return 0
    for tag, whom in _FORBIDS:
        said = tags.get(tag, "")
        if said in _NO:
            who &= ~whom
        elif said in _YES and tag != "access":
            who |= whom
    return who


def _not_too_large(who: int, tags: Mapping[str, str]) -> int:
    for tag, sizes in (("maxweight", TONNES), ("maxheight", HIGH)):
        most = _number(tags.get(tag, ""))
        if most:
            who &= ~sum(KINDS[kind] for kind, size in sizes.items() if size > most)
    return who


def _directions(who: int, tags: Mapping[str, str]) -> tuple[int, int]:
    """Return who may go there and back; on foot one may always go both ways."""
    walks = who & _FOOT
    round_ = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
    said = tags.get("oneway", "yes" if round_ else "no")
    if said in {"yes", "true", "1"}:
        return who, walks
    return (walks, who) if said in {"-1", "reverse"} else (who, who)


def _marks(tags: Mapping[str, str]) -> int:
    bridge = BRIDGE if tags.get("bridge", "no") != "no" else 0
    wet = tags.get("flood_prone") == "yes" or tags.get("ford", "no") != "no"
    return bridge | (FLOOD if wet else 0)


def _number(text: str) -> float:
    """Return a number of tonnes, metres or kilometres an hour; 0 where none is told."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return 0.0
    return float(found[1]) * (_MPH if found[2] == "mph" else 1.0)
