"""
Whom a finding is told to, and when.

Who can answer for it is told at once; whoever stands above, supervises or guards is told half an hour later,
if by then it is neither settled nor answered, so that most things are put right by who is nearest. This is
about being tapped on the shoulder: pages show everything to everybody entitled from the first moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.base import level_of
from sepaham.domain.findings import Finding
from sepaham.domain.register import LINES, Office, office_id

QUIET = timedelta(minutes=30)
"""How long who can answer has a finding for themselves."""

_NAMED = ("office", "giver", "receiver", "declarer")
_HOLDERS = frozenset({"kpu", "ppk", "pps", "kpps"})


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding to be told to an office from an hour on; `own` when it is the office's own to answer."""

    finding: Finding
    office: str
    at: datetime
    own: bool


def answerable(finding: Finding) -> frozenset[str]:
    """Return the offices nearest to a finding: those it names, and who holds goods where it is."""
    named = {finding.values[key] for key in _NAMED if isinstance(finding.values.get(key), str)}
    holders = finding.values.get("holders", ())
    level = level_of(finding.region)
    seated = {office_id(line, finding.region) for line in _HOLDERS if LINES[line].level is level}
    return frozenset({*named, *holders, *seated} - {""})


def notice_of(
    finding: Finding, *, office: Office, known_at: datetime, answered_at: datetime | None = None
) -> Notice | None:
    """
    Return when an office is told of a finding; None when it is not.

    Args:
        finding: What needs a look.
        office: Who might be told.
        known_at: When the log had what the finding rests on; a report that came hours late counts from there.
        answered_at: When somebody first answered, if anybody did.
    """
    own = office.id in answerable(finding)
    if not own and not office.covers(finding.region):
        return None
    known = max(finding.since, known_at)
    if own:
        return Notice(finding, office.id, known, own=True)
    due = known + QUIET
    done = [hour for hour in (finding.until, answered_at) if hour is not None]
    return None if done and min(done) <= due else Notice(finding, office.id, due, own=False)


def notices(
    findings: Iterable[Finding],
    *,
    offices: Iterable[Office],
    known: Mapping[str, datetime],
    answered: Mapping[str, datetime],
) -> list[Notice]:
    """
    Return what some offices of one reader are told, each finding once and as early as any of them is.

    Args:
        findings: What needs a look.
        offices: The reader's.
        known: When the log had what each finding rests on, by its key.
        answered: When each finding was first answered, by its key.
    """
    posts, found = tuple(offices), []
    for finding in findings:
        key = finding.key
        told = [
            notice_of(
                finding, office=post, known_at=known.get(key, finding.since), answered_at=answered.get(key)
            )
            for post in posts
        ]
        if mine := sorted(filter(None, told), key=lambda n: (n.at, not n.own)):
            found.append(mine[0])
    return sorted(found, key=lambda n: (n.at, n.finding.key), reverse=True)
