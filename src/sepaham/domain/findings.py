"""
What a rule derives: a finding, on screens *perlu dicek*, never *temuan*.

A finding says which rule, about what, since when, on which statements it rests and, once later facts settle
it, until when. Its place in the world is its key, so that the same facts in any order give the same
findings. Its words are in `sentences`, the reasoning in `handovers`, `goods` and `devices`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sepaham.domain.ballot_sentences import COLUMN_NAMES
from sepaham.domain.base import digest, parse_instant
from sepaham.domain.sentences import KIND_NAMES, LEG_NAMES, PACKING, REASONS, RULES, STATES, Severity
from sepaham.domain.trouble_words import TROUBLES
from sepaham.domain.words import Language, Sentence, write_moment, write_number

RULES_VERSION = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs a look."""

    rule: str
    subject: str
    region: str
    since: datetime
    until: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the finding's name: the same rule about the same subject is one finding."""
        return digest(f"{self.rule}|{self.subject}".encode())[:16]

    @property
    def severity(self) -> Severity:
        """Return how much it asks for."""
        return RULES[self.rule].severity


def merge(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Return findings by key; several about the same thing become one that rests on all their statements."""
    merged: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.since, f.basis)):
        first = merged.get(finding.key)
        merged[finding.key] = finding if first is None else _joined(first, finding)
    return merged


def _joined(first: Finding, other: Finding) -> Finding:
    return replace(first, basis=tuple(dict.fromkeys((*first.basis, *other.basis))))


Names = Callable[[str, Language], str]
"""How a region, office, unit or item is called in a language; the reader's register knows."""


def explain(finding: Finding, language: Language, names: Names) -> str:
    """Return the finding as a sentence in one language."""
    raw = {"region": finding.region, **finding.values}
    words = {key: _spoken(key, value, raw, language, names) for key, value in raw.items()}
    if "first" in words:
        words["numbers"] = "–".join(dict.fromkeys((words["first"], words["last"])))
    return RULES[finding.rule].sentence.say(language, words)


_NAMED = frozenset({"region", "office", "giver", "receiver", "declarer", "unit", "item"})
_MOMENTS = frozenset({"at", "due", "claimed", "received"})
_WORDS: Mapping[str, Mapping[str, Sentence]] = {
    "leg": {**LEG_NAMES, "pack": PACKING},
    "kind": KIND_NAMES,
    "reason": REASONS,
    "trouble": TROUBLES,
    "column": COLUMN_NAMES,
    "other_column": COLUMN_NAMES,
}


def _spoken(key: str, value: Any, raw: Mapping[str, Any], language: Language, names: Names) -> str:
    """Return one value of a finding in words."""
    found = str(value)
    if key in _WORDS:
        found = _WORDS[key][value].say(language, {})
    elif key == "note":
        found = f" “{value}”" if value else ""
    elif key in _MOMENTS:
        found = write_moment(parse_instant(value), language, raw["region"])
    elif key == "state":
        at = write_moment(parse_instant(raw["came"]), language, raw["region"]) if raw.get("came") else ""
        found = STATES[value].say(language, {"at": at})
    elif key in {"declared", "seen"}:
        found = _account(value, language, names)
    elif isinstance(value, list):
        found = ", ".join(names(one, language) for one in value) or STATES["nobody"].say(language, {})
    elif isinstance(value, int):
        found = write_number(value, language)
    elif key in _NAMED:
        found = names(value, language)
    return found


def _account(units: list[str], language: Language, names: Names) -> str:
    off = ", ".join(names(unit, language) for unit in units if " = " not in unit)
    counts = [names(count, language) for count in units if " = " in count]
    parts = [STATES["off"].say(language, {"units": off})] if off else []
    return "; ".join([*parts, *counts]) or STATES["complete"].say(language, {})
