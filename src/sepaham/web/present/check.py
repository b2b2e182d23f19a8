"""The list of what needs a hand: lines a page can show, chosen and put in order by the reader."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.urls import reverse

from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.findings import Finding, Names, explain
from sepaham.domain.notices import answerable
from sepaham.domain.sentences import RULES
from sepaham.domain.words import Language
from sepaham.web.present.states import SIGNS, WORST_FIRST, State, finding_state
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say


@dataclass(frozen=True, slots=True)
class Line:
    """
    One thing that needs a hand.

    Attributes:
        place: What the kecamatan, desa or TPS it lies in is called; `station` tells that it is a TPS.
        unit: The one unit it is about; empty when it is about none or several.
        units: How many units it is about.
        own: Whether it is the reader's own to answer.
    """

    key: str
    rule: str
    state: State
    title: str
    sentence: str
    region: str
    place: str
    station: bool
    since: datetime
    until: datetime | None
    unit: str
    units: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader asked to see; every field is what a form sends, '' for all."""

    rule: str = ""
    severity: str = ""
    region: str = ""
    state: str = "open"
    sort: str = "worst"


SORTS: Mapping[str, Any] = {
    "worst": lambda f: (WORST_FIRST.index(finding_state(f)), f.since, f.key),
    "since": lambda f: (-f.since.timestamp(), f.key),
    "place": lambda f: (f.region, f.since, f.key),
    "rule": lambda f: (f.rule, f.since, f.key),
}
"""The orders a reader may choose: worst first, newest first, by place, by rule."""


def choice_of(asked: Mapping[str, str]) -> Choice:
    """Read what a form sent; what it did not send or cannot mean keeps its usual value."""
    choice = Choice(**{f.name: asked[f.name] for f in fields(Choice) if f.name in asked})
    return Choice(
        rule=choice.rule if choice.rule in RULES else "",
        severity=choice.severity if choice.severity in {"serious", "differ", "attention"} else "",
        region=choice.region,
        state=choice.state if choice.state in {"open", "settled", "all"} else "open",
        sort=choice.sort if choice.sort in SORTS else "worst",
    )


def choose(
    findings: Iterable[Finding], choice: Choice, at: datetime, offices: Collection[str] = ()
) -> list[Finding]:
    """Return the findings a reader asked for, those of their own offices first, in the order asked for."""
    found = [f for f in findings if _fits(f, choice, at)]
    order = SORTS[choice.sort]
    return sorted(found, key=lambda f: (not is_own(f, offices), order(f)))


def is_own(finding: Finding, offices: Collection[str]) -> bool:
    """Tell whether a finding is some offices' own: it names one, or is where one of them holds goods."""
    return not answerable(finding).isdisjoint(offices)


def is_settled(finding: Finding, at: datetime) -> bool:
    """Tell whether later facts have settled a finding by an hour."""
    return finding.until is not None and finding.until <= at


def _fits(finding: Finding, choice: Choice, at: datetime) -> bool:
    return (
        (not choice.rule or finding.rule == choice.rule)
        and (not choice.severity or finding.severity == choice.severity)
        and (not choice.region or within(finding.region, choice.region))
        and (choice.state == "all" or is_settled(finding, at) == (choice.state == "settled"))
    )


def line(finding: Finding, language: Language, names: Names, offices: Collection[str] = ()) -> Line:
    """Return a finding as a page shows it."""
    return Line(
        key=finding.key,
        rule=finding.rule,
        state=finding_state(finding),
        title=RULES[finding.rule].title.say(language, {}),
        sentence=explain(finding, language, names),
        region=finding.region,
        place=names(finding.region, language),
        station=level_of(finding.region) is Level.TPS,
        since=finding.since,
        until=finding.until,
        unit=finding.units[0] if len(finding.units) == 1 else "",
        units=len(finding.units),
        own=is_own(finding, offices),
    )


def lines(
    findings: Sequence[Finding], language: Language, names: Names, offices: Collection[str] = ()
) -> tuple[Line, ...]:
    """Return findings as a page shows them, in the order given."""
    return tuple(line(finding, language, names, offices) for finding in findings)


def regions_in(findings: Iterable[Finding], widest: str, chosen: str) -> list[str]:
    """Return the places to choose from: those a level below the widest with findings, and the chosen one."""
    level = Level(min(level_of(widest) + 1, Level.TPS))
    below = {ancestor(f.region, level) for f in findings if level_of(f.region) >= level}
    return sorted(below | ({chosen} if chosen else set()))


def rules_in(findings: Iterable[Finding], language: Language) -> list[tuple[str, str]]:
    """Return the rules the findings come from with their titles, to choose from."""
    used = {f.rule for f in findings}
    return [(code, rule.title.say(language, {})) for code, rule in RULES.items() if code in used]


def table(findings: Iterable[Finding], language: Language, names: Names) -> Table:
    """Return findings as a table to download or to copy columns from."""
    columns = (
        Column("title", say("Perihal", language)),
        Column("weight", say("Bobot", language)),
        Column("sentence", say("Uraian", language)),
        Column("place", say("Wilayah", language)),
        Column("code", say("Kode", language)),
        Column("since", say("Sejak", language), "moment"),
        Column("until", say("Beres sejak", language), "moment"),
        Column("units", say("Barang", language), "number"),
    )
    lines = (
        Row(
            cells={
                "title": told.title,
                "weight": say(SIGNS[told.state][1], language),
                "sentence": told.sentence,
                "place": told.place,
                "code": told.region,
                "since": told.since,
                "until": told.until,
                "units": told.units,
            },
            href=reverse("finding", args=[told.key]),
            state=told.state.value,
            region=told.region,
        )
        for told in (line(finding, language, names) for finding in findings)
    )
    return Table("check", say("Perlu dicek", language), columns, tuple(lines))
