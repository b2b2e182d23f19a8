"""What the rules found held against what was injected."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Finding
from sepaham.simulator.truth import Fault, Sign, Truth

_MARKS = re.compile("[@:]")


@dataclass(frozen=True, slots=True)
class Score:
    """
    The result of a run.

    Attributes:
        injected, detected, evidence_missing: Faults by kind: all; those all of whose signs were found; those
            whose evidence nobody stated, of which nothing can be found.
        missed: Signs that did not come although their evidence was stated.
        false_alarms: Findings that match no fault nor its consequences.
        unexplained: Units neither where their way ends nor under an open finding.
    """

    injected: Mapping[str, int]
    detected: Mapping[str, int]
    evidence_missing: Mapping[str, int]
    missed: tuple[tuple[Fault, Sign], ...]
    false_alarms: tuple[Finding, ...]
    unexplained: tuple[str, ...]


def score(
    *,
    findings: Iterable[Finding],
    states: Iterable[UnitState],
    truth: Truth,
    names: Mapping[str, str],
    end: datetime,
) -> Score:
    """
    Hold findings against the truth.

    Args:
        findings: All findings, settled ones too.
        states: Where every unit is.
        truth: What was injected.
        names: The ids of statements and devices by the words the truth has for them.
        end: The hour the picture is judged at; what is found only after it does not count.
    """
    found = [finding for finding in findings if finding.since <= end]
    heard: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for finding in found:
        heard[finding.rule].append(_words(finding.subject))
    missed = tuple(
        (fault, one)
        for fault in truth.faults
        for one in fault.expected
        if not _comes(one, heard[one.rule], names)
    )
    silent = {id(fault) for fault, _ in missed}
    return Score(
        injected=_by_kind(truth.faults),
        detected=_by_kind(f for f in truth.faults if f.stated and id(f) not in silent),
        evidence_missing=_by_kind(f for f in truth.faults if not f.stated),
        missed=missed,
        false_alarms=_false_alarms(found, truth, names),
        unexplained=_unexplained(found, states, end),
    )


def _words(subject: str) -> frozenset[str]:
    return frozenset(_MARKS.split(subject))


def _about(one: Sign, names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(word for text in one.about for word in _MARKS.split(names.get(text, text)))


def _comes(one: Sign, subjects: Collection[frozenset[str]], names: Mapping[str, str]) -> bool:
    about = _about(one, names)
    return any(about <= subject for subject in subjects)


def _by_kind(faults: Iterable[Fault]) -> dict[str, int]:
    return dict(sorted(Counter(fault.kind for fault in faults).items()))


def _false_alarms(found: Iterable[Finding], truth: Truth, names: Mapping[str, str]) -> tuple[Finding, ...]:
    lawful: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for fault in truth.faults:
        for one in (*fault.expected, *fault.consequences):
            lawful[one.rule].append(_about(one, names))
    return tuple(
        finding
        for finding in found
        if not any(about <= _words(finding.subject) for about in lawful[finding.rule])
    )


def _unexplained(found: Iterable[Finding], states: Iterable[UnitState], end: datetime) -> tuple[str, ...]:
    explained = {unit for f in found if f.until is None or f.until > end for unit in f.units}
    return tuple(s.code for s in states if not s.terminal and s.code not in explained)


def holds(result: Mapping[str, Any]) -> bool:
    """Tell whether a run's result is as it must be: all explained, what was stated found, nothing falsely."""
    missing = result["evidence_missing"]
    stated = {kind: number - missing.get(kind, 0) for kind, number in result["injected"].items()}
    found = all(result["detected"].get(kind, 0) == number for kind, number in stated.items())
    return bool(
        found and not result["unexplained"] and not result["false_alarms"] and result["rebuilt_equals_live"]
    )
