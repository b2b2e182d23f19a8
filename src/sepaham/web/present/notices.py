"""What an account is told of, as a page shows it: what is theirs now, and what will be if it stays open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.findings import Names
from sepaham.domain.notices import Notice
from sepaham.domain.words import Language
from sepaham.web.present import check
from sepaham.web.present.check import Line


@dataclass(frozen=True, slots=True)
class Told:
    """One notice: the finding, to which of the reader's offices, from when on, and whether it was read."""

    line: Line
    office: str
    at: datetime
    unread: bool


def told(
    notices: Iterable[Notice],
    *,
    at: datetime,
    mark: datetime | None,
    offices: Sequence[str],
    language: Language,
    names: Names,
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return the notices of now, unread and newest first, and those that come later, the nearest first."""
    lines = [
        Told(
            line=check.line(notice.finding, language, names, offices),
            office=names(notice.office, language),
            at=notice.at,
            unread=notice.at <= at and (mark is None or notice.at > mark),
        )
        for notice in notices
    ]
    now = sorted(
        (t for t in lines if t.at <= at), key=lambda t: (not t.unread, -t.at.timestamp(), t.line.key)
    )
    later = sorted((t for t in lines if t.at > at), key=lambda t: (t.at, t.line.key))
    return tuple(now), tuple(later)
