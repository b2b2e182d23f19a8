"""
Who may state what, and where: one readable table with its legal sources.

An act without authority is entered all the same, and is a finding; it never moves custody or quantities.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sepaham.domain.base import canonical_json
from sepaham.domain.register import LINES, Office


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: a group of kinds, the lines it speaks of and the answer with its source."""

    act: str
    kinds: tuple[str, ...]
    lines: tuple[str, ...]
    answer: str
    source: str
    party: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an act was within an office's authority; `reason` is '' when it was."""

    reason: str
    source: str

    def __bool__(self) -> bool:
        """Tell whether the act was allowed."""
        return not self.reason


@dataclass(frozen=True)
class Authority:
    """The whole table."""

    rows: tuple[Row, ...]

    @cached_property
    def _by_kind_and_line(self) -> Mapping[tuple[str, str], Row]:
        return {(kind, line): row for row in self.rows for kind in row.kinds for line in row.lines}

    def row(self, *, kind: str, line: str) -> Row | None:
        """Return the row that speaks of a kind of statement by a line of offices."""
        return self._by_kind_and_line.get((kind, line))

    def rule(self, *, office: Office, kind: str, region: str, parties: tuple[str, ...] = ()) -> Ruling:
        """
        Rule on an act.

        Args:
            office: The office whose act it is, with the regions it answers for.
            kind: The statement's kind, or ``transcribe``.
            region: Where the act was.
            parties: The offices the load list or the enrolment names; the act must be one's of them.
        """
        row = self.row(kind=kind, line=office.line)
        if row is None:
            return Ruling("ungranted", "")
        if row.answer != "yes":
            return Ruling(row.answer, row.source)
        if not office.covers(region):
            return Ruling("elsewhere", row.source)
        if row.party and parties and office.id not in parties:
            return Ruling("not_party", row.source)
        if row.below and parties and not all(stands_above(office, party) for party in parties):
            return Ruling("not_above", row.source)
        return Ruling("", row.source)


def stands_above(office: Office, other: str) -> bool:
    """Tell whether an office is the one directly above another in its line."""
    line, _, seat = other.partition(":")
    above = LINES[line].above if line in LINES else None
    if office.line == "gateway":
        return above in {"gateway", ""}
    return above == office.line and office.covers(seat)


def authority_from_dict(value: Mapping[str, Any]) -> Authority:
    """Read the table from its data file."""
    rows = (
        Row(
            act=row["act"],
            kinds=tuple(row["kinds"]),
            lines=tuple(row["lines"]),
            answer=row["answer"],
            source=row["source"],
            party=row.get("party", False),
            below=row.get("below", False),
        )
        for row in value["row"]
    )
    return Authority(tuple(rows))


def authority_to_bytes(authority: Authority) -> bytes:
    """Return the canonical file of the table, whose hash enters the log."""
    rows = [
        {
            "act": row.act,
            "kinds": list(row.kinds),
            "lines": list(row.lines),
            "answer": row.answer,
            "source": row.source,
            "party": row.party,
            "below": row.below,
        }
        for row in authority.rows
    ]
    return canonical_json({"format": "sepaham/authority/1", "row": rows})


def authority_from_bytes(data: bytes) -> Authority:
    """Read a canonical table back."""
    return authority_from_dict(json.loads(data))
