"""
Reports from the field that something is wrong: each needs a look until somebody answers it.

Whether the trouble is over only people there can say; so it is an answer that settles it, by any office that
answers for that place, the reporter too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sepaham.domain.answers import answers_on
from sepaham.domain.base import within
from sepaham.domain.facts import Fact, Facts
from sepaham.domain.findings import Finding
from sepaham.domain.units import is_unit_code, station_of

REPORT, ANSWER = "trouble.report", "finding.answer"
SETTLED_BY_ANSWER = frozenset({"trouble_reported"})
"""The rules whose findings an answer settles."""


def judge_reports(facts: Facts, touched: Iterable[Fact]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield, for each report that came, went or was answered, its owner's name and what it gives rise to."""
    touched = list(touched)
    came = {fact.key for fact in touched if fact.kind == REPORT}
    answered = {fact.body["finding"] for fact in touched if fact.kind == ANSWER}
    if not came and not answered:
        return
    told = list(facts.of(ANSWER))
    for key in sorted(came - facts.kept.keys()):
        yield _owner(key), []
    for report in facts.of(REPORT):
        finding = _finding(report)
        if report.key in came or finding.key in answered:
            yield _owner(report.key), [_settled(finding, told)]


def _owner(key: str) -> str:
    return f"report:{key}"


def _finding(report: Fact) -> Finding:
    return Finding(
        rule="trouble_reported",
        subject=report.key,
        region=report.region,
        since=report.at,
        values={"office": report.actor, "trouble": report.body["what"], "note": report.body.get("note", "")},
        basis=(report.key,),
        units=tuple(code for code in report.body.get("about", ()) if _is_there(code, report.region)),
    )


def _is_there(code: str, region: str) -> bool:
    return is_unit_code(code) and within(station_of(code), region)


def _settled(finding: Finding, told: Iterable[Fact]) -> Finding:
    first = min((answer.at for answer in answers_on(finding, told)), default=None)
    return replace(finding, until=max(first, finding.since)) if first else finding
