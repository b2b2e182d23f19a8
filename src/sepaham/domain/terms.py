"""
The terms a movement is planned under: hours, minutes, what a piece weighs, what may not ride together.

The shipped ones are data (`data/planning.toml`); an office puts its own in their place.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from sepaham.domain.base import canonical_json
from sepaham.domain.loads import LEGS
from sepaham.domain.trips import VEHICLES
from sepaham.errors import SepahamError

OTHER = "other"
"""The burden of a piece whose item has none of its own."""
_FIGURES = (
    "loading_minutes",
    "handover_minutes",
    "piece_seconds",
    "store_minutes",
    "slack_minutes",
    "reloads",
    "hour_cost",
    "exposure_cost",
)

Hour = tuple[int, time]
"""A local hour so many days from voting day."""


class TermsError(SepahamError):
    """Terms that cannot be read."""


@dataclass(frozen=True, slots=True)
class Burden:
    """What one piece takes: litres, and grams on the way out and on the way home."""

    litres: int
    grams_out: int
    grams_home: int


@dataclass(frozen=True, slots=True)
class Terms:
    """
    The terms.

    Attributes:
        loading_minutes: Loading a vehicle before it leaves.
        handover_minutes: A call: papers, counting, signatures.
        piece_seconds: And for each piece.
        store_minutes: After goods reached a store, before they may leave it again.
        slack_minutes: How long before a load list's hour its call is over; what rain may take.
        reloads: How often one vehicle may come back and load again.
        hour_cost: Rupiah for an hour under way.
        exposure_cost: Rupiah for a kilometre of full exposure.
        burden: What a piece takes, by item.
        hours: From when to when a leg may be used; one not named goes by its load lists.
        apart: Pairs of items that must not share a vehicle.
        only: The kinds of vehicle that reach a place and all in it; elsewhere all do.
    """

    loading_minutes: int
    handover_minutes: int
    piece_seconds: int
    store_minutes: int
    slack_minutes: int
    reloads: int
    hour_cost: int
    exposure_cost: int
    burden: Mapping[str, Burden]
    hours: Mapping[str, tuple[Hour, Hour]]
    apart: tuple[tuple[str, str], ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_item(self, item: str) -> Burden:
        """Return what one piece of an item takes."""
        return self.burden.get(item) or self.burden[OTHER]

    def kinds_for(self, region: str) -> tuple[str, ...]:
        """Return the kinds of vehicle that reach a place: what is said of the narrowest place around it."""
        while region:
            if region in self.only:
                return self.only[region]
            region = region.rpartition(".")[0]
        return VEHICLES


def terms_from_dict(value: Mapping[str, Any]) -> Terms:
    """
    Read terms from the tables of their TOML file, or of their JSON.

    Raises:
        TermsError: Something is missing or is not of its form; the sentence names it.
    """
    try:
        return Terms(
            **{name: _count(value, name) for name in _FIGURES},
            burden={item: _burden(item, row) for item, row in value["burden"].items()},
            hours={
                _leg(leg): (_hour(row["opens"]), _hour(row["closes"])) for leg, row in value["hours"].items()
            },
            apart=tuple((str(a), str(b)) for a, b in value.get("apart", ())),
            only={str(region): tuple(map(_kind, kinds)) for region, kinds in value.get("only", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TermsError(f"The terms of planning cannot be read: {error}.", "terms.invalid") from None


def terms_to_dict(terms: Terms) -> dict[str, Any]:
    """Return terms as JSON holds them."""
    return {
        **{name: getattr(terms, name) for name in _FIGURES},
        "burden": {
            item: {"litres": b.litres, "grams_out": b.grams_out, "grams_home": b.grams_home}
            for item, b in terms.burden.items()
        },
        "hours": {
            leg: {"opens": _written(opens), "closes": _written(closes)}
            for leg, (opens, closes) in terms.hours.items()
        },
        "apart": [list(pair) for pair in terms.apart],
        "only": {region: list(kinds) for region, kinds in terms.only.items()},
    }


def terms_to_json(terms: Terms) -> str:
    """Return terms as text."""
    return canonical_json(terms_to_dict(terms)).decode()


def terms_from_json(text: str) -> Terms:
    """Read terms from text; raises `TermsError` as `terms_from_dict` does."""
    return terms_from_dict(json.loads(text))


def _count(value: Mapping[str, Any], name: str) -> int:
    found = value[name]
    if type(found) is not int or found < 0:
        raise ValueError(f"{name} must be a whole number, not {found!r}")
    return found


def _burden(item: str, row: Mapping[str, Any]) -> Burden:
    try:
        return Burden(_count(row, "litres"), _count(row, "grams_out"), _count(row, "grams_home"))
    except (KeyError, ValueError) as error:
        raise ValueError(f"burden.{item}: {error}") from None


def _leg(code: str) -> str:
    if code not in LEGS:
        raise ValueError(f"there is no leg {code!r}")
    return code


def _kind(code: str) -> str:
    if code not in VEHICLES:
        raise ValueError(f"there is no kind of vehicle {code!r}")
    return code


def _hour(row: Any) -> Hour:
    day, clock = row
    return int(day), time.fromisoformat(clock)


def _written(hour: Hour) -> list[Any]:
    return [hour[0], f"{hour[1]:%H:%M}"]
