"""
What an election needs: its ballots, the law's kinds of goods, and how many of each go where.

A profile is one election day as data: elections, items, rules. A rule names an item, the place it is counted
for and a readable expression; an item whose quantity no source gives has no rule, and none is invented.

Places a rule is counted for: ``tps``; ``tps-election``, once per polling station and election held there;
``desa``, ``kecamatan``, ``kabupaten``, ``provinsi``; ``owner``, once per election at its owner's level.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from sepaham.domain.base import Level, canonical_json, within
from sepaham.domain.quantities import QuantityError, check, quantity
from sepaham.domain.register import LINES
from sepaham.domain.units import UnitKind
from sepaham.errors import SepahamError

_GROUPS = (1, 2, 3)
_LETTER = re.compile("[A-Z]")
_COUNTED: Mapping[str, frozenset[str]] = {
    "tps": frozenset({"voters", "elections"}),
    "tps-election": frozenset({"voters", "elections"}),
    "desa": frozenset({"voters", "elections", "tps"}),
    "kecamatan": frozenset({"voters", "elections", "tps", "desa"}),
    "kabupaten": frozenset({"voters", "elections", "tps", "desa", "kecamatan"}),
    "provinsi": frozenset({"voters", "elections", "tps", "desa", "kecamatan", "kabupaten"}),
    "owner": frozenset({"voters", "tps"}),
}
_LEVELS: Mapping[str, Level] = {
    "tps": Level.TPS,
    "tps-election": Level.TPS,
    "desa": Level.DESA,
    "kecamatan": Level.KECAMATAN,
    "kabupaten": Level.KABUPATEN,
    "provinsi": Level.PROVINCE,
}
Part = TypeVar("Part")


class ProfileError(SepahamError):
    """A profile that contradicts itself or cannot be read."""


@dataclass(frozen=True, slots=True)
class Election:
    """One ballot of the day: the line that owns it, and the areas it is held in or left out of."""

    code: str
    name_id: str
    name_en: str
    short: str
    owner: str = ""
    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def held_in(self, region: str) -> bool:
        """Tell whether this election is held in a place."""
        inside = not self.only or any(within(region, area) for area in self.only)
        return inside and not any(within(region, area) for area in self.excluded)


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of goods as the law names it, in one of its three groups."""

    code: str
    name_id: str
    name_en: str
    group: int
    piece_id: str = "buah"
    piece_en: str = "piece"


@dataclass(frozen=True, slots=True)
class Rule:
    """
    How many of an item one place gets, and where that figure comes from.

    Attributes:
        code: Its name within the profile.
        per: The place it is counted for; see the module's list.
        expression: The quantity, ``ceil(voters / 2)``.
        source: The law, or ``praktik, belum diverifikasi`` and where it was seen.
        inside: Whether the goods travel in the ballot box.
        unit: The letter of the trackable pieces it makes; empty where pieces are only counted.
        returns: Whether those pieces come home.
        reserve: Whether the goods are kept back for a re-vote.
    """

    code: str
    item: str
    per: str
    expression: str
    source: str
    inside: bool = False
    unit: str = ""
    returns: bool = True
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One election day: what is elected, with what goods, by which rules."""

    code: str
    name_id: str
    name_en: str
    day: date
    voters_max: int
    items_source: str
    elections: tuple[Election, ...]
    items: tuple[Item, ...]
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        """Refuse a profile whose parts do not fit together."""
        for parts in (self.elections, self.items, self.rules):
            _refuse_repeats(self.code, parts)
        if not self.elections or self.voters_max < 1 or any(item.group not in _GROUPS for item in self.items):
            raise _wrong(self.code, "it needs an election, a positive voters_max, and groups 1 to 3")
        for election in self.elections:
            if election.owner and election.owner not in LINES:
                raise _wrong(self.code, f"no line {election.owner!r} can own election {election.code}")
        for rule in self.rules:
            _check_rule(self, rule)

    def held_in(self, region: str) -> tuple[Election, ...]:
        """Return the elections held in a place, in the profile's order."""
        return tuple(election for election in self.elections if election.held_in(region))

    def item(self, code: str) -> Item:
        """
        Return an item by its code.

        Raises:
            ProfileError: The profile has no such item.
        """
        for item in self.items:
            if item.code == code:
                return item
        raise _wrong(self.code, f"it has no item {code!r}")

    def without_rule(self) -> tuple[Item, ...]:
        """Return the items no rule counts: their quantity is not known."""
        counted = {rule.item for rule in self.rules}
        return tuple(item for item in self.items if item.code not in counted)


def _wrong(profile: str, why: str) -> ProfileError:
    return ProfileError(f"Profile {profile}: {why}.", "profile.invalid")


def _refuse_repeats(profile: str, parts: Iterable[Election | Item | Rule]) -> None:
    codes = [part.code for part in parts]
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise _wrong(profile, f"{', '.join(repeated)} stands twice")


def _check_rule(profile: Profile, rule: Rule) -> None:
    profile.item(rule.item)
    if rule.per not in _COUNTED:
        raise _wrong(profile.code, f"rule {rule.code}: {rule.per!r} is no place to count for")
    if rule.unit and (_LEVELS.get(rule.per) is not Level.TPS or not _LETTER.fullmatch(rule.unit)):
        raise _wrong(profile.code, f"rule {rule.code}: pieces are tracked per tps, under one capital letter")
    names = frozenset({"elections"}) if rule.unit else _COUNTED[rule.per]
    try:
        check(rule.expression, names)
    except QuantityError as error:
        raise QuantityError(f"Rule {rule.code}: {error.message}", error.code) from error


def rule_level(rule: Rule, election: Election | None = None) -> Level | None:
    """Return the level a rule is counted at; None for an owner outside the register's regions."""
    if rule.per != "owner":
        return _LEVELS[rule.per]
    return LINES[election.owner].level if election and election.owner else None


def rule_quantity(rule: Rule, values: Mapping[str, int]) -> int:
    """
    Return how many pieces a rule gives for one place.

    Raises:
        QuantityError: It gives a fraction or a negative number; the sentence names the rule.
    """
    try:
        return quantity(rule.expression, values)
    except QuantityError as error:
        raise QuantityError(f"Rule {rule.code}: {error.message}", error.code) from error


def with_rule(profile: Profile, *, code: str, expression: str, source: str) -> Profile:
    """
    Return the profile with another expression, and its source, for one rule.

    Raises:
        ProfileError: The profile has no such rule.
        QuantityError: The expression cannot be used.
    """
    if all(rule.code != code for rule in profile.rules):
        raise _wrong(profile.code, f"it has no rule {code!r}")
    return replace(
        profile,
        rules=tuple(
            replace(rule, expression=expression, source=source) if rule.code == code else rule
            for rule in profile.rules
        ),
    )


@lru_cache(maxsize=1024)
def unit_kinds(profile: Profile, region: str) -> tuple[UnitKind, ...]:
    """
    Return the trackable pieces each polling station of a place gets, in the order of the rules.

    An election keeps its ordinal everywhere: where DPR is K2, it is K2 even if another is not held.
    """
    held = profile.held_in(region)
    kinds: list[UnitKind] = []
    for rule in profile.rules:
        if not rule.unit:
            continue
        count = rule_quantity(rule, {"elections": len(held)})
        for place, election in enumerate(profile.elections if rule.per == "tps-election" else (None,)):
            if election is None or election in held:
                marks = (f"{rule.unit}{place * count + n + 1}" for n in range(count))
                code = election.code if election else ""
                kinds.extend(UnitKind(mark, rule.item, code, rule.returns) for mark in marks)
    return tuple(kinds)


def profile_from_toml_dict(value: Mapping[str, Any]) -> Profile:
    """
    Read a profile from the tables of its TOML file, or of its canonical JSON.

    Raises:
        ProfileError: A key is missing or unknown, or the parts do not fit together.
    """
    code = str(value.get("code", "?"))
    known = {field.name for field in fields(Profile)}
    if unknown := sorted(set(value) ^ known):
        raise _wrong(code, f"missing or unknown: {', '.join(unknown)}")
    day = value["day"]
    parts = {
        "day": day if isinstance(day, date) else date.fromisoformat(day),
        "elections": _parts(code, Election, value["elections"]),
        "items": _parts(code, Item, value["items"]),
        "rules": _parts(code, Rule, value["rules"]),
    }
    return Profile(**{**value, **parts})


def _parts(profile: str, kind: type[Part], tables: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    try:
        return tuple(
            kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})
            for table in tables
        )
    except TypeError as error:
        raise _wrong(profile, f"{kind.__name__.lower()}: {error}") from error


def profile_to_bytes(profile: Profile) -> bytes:
    """Return the canonical file of a profile, whose hash opens a log."""
    return canonical_json({**asdict(profile), "day": profile.day.isoformat(), "format": "sepaham/profile/1"})


def profile_from_bytes(data: bytes) -> Profile:
    """
    Read a canonical profile file back.

    Raises:
        ProfileError: It is none.
    """
    value = json.loads(data)
    if value.pop("format", None) != "sepaham/profile/1":
        raise ProfileError("This is no profile file of Sepaham.", "profile.format")
    return profile_from_toml_dict(value)
