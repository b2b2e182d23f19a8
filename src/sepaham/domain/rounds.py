"""
Rounds of ratings as the log tells them: who was asked, who sealed, who revealed what, and who did not.

A sheet counts by its last seal before the round was closed, and only what fits that seal is read. What was
revealed too early, never, or otherwise than sealed is said, and counts as not rated.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sepaham.domain.base import within
from sepaham.domain.cells import region_in
from sepaham.domain.disagreement import Cell
from sepaham.domain.facts import Fact
from sepaham.domain.register import LINES
from sepaham.domain.sealed import Sheet, seal
from sepaham.domain.understanding import ROUNDS

OPEN, CLOSE, COMMIT, REVEAL = ROUNDS


@dataclass(frozen=True, slots=True)
class Rating:
    """
    What one office rated of one cell.

    Attributes:
        cell: Which.
        likelihood, impact: 1 to 5; 0 where it answered otherwise.
        confidence: 1 to 3; 0 likewise.
        answer: ``unknown`` (tidak tahu), ``not_ours`` (bukan kewenangan), '' where it rated.
        evidence: One line; '' for none.
        guess: What it thinks the others rated, likelihood and impact; None where it did not say.
    """

    cell: str
    likelihood: int = 0
    impact: int = 0
    confidence: int = 0
    answer: str = ""
    evidence: str = ""
    guess: tuple[int, int] | None = None


class Turn(StrEnum):
    """How far one office is in a round."""

    SILENT = "silent"
    SEALED = "sealed"
    REVEALED = "revealed"
    MISSING = "missing"
    """It sealed, the round is closed, and what it sealed has not been revealed."""
    ODD = "odd"
    """What it revealed is not what it sealed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of an office: its seal, what revealed it, and whether that fits the seal."""

    commit: Fact
    reveal: Fact | None = None
    fits: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """
    One round.

    Attributes:
        id, number: Its code, the same for all rounds of one assessment, and which of them it is.
        opened: The statement that opened it.
        closed: The one that closed it; None while it runs.
        parts: The sheets that count, by office and sheet.
        ratings: What was revealed and fits, by office and cell.
    """

    id: str
    number: int
    opened: Fact
    closed: Fact | None = None
    parts: Mapping[str, Mapping[int, Part]] = field(default_factory=dict)
    ratings: Mapping[str, Mapping[str, Rating]] = field(default_factory=dict)

    @property
    def region(self) -> str:
        """Return the area it is held for."""
        return self.opened.region

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the offices asked to rate."""
        return tuple(self.opened.body["offices"])

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells it asks about."""
        return tuple(self.opened.body["cells"])

    @property
    def flagged(self) -> tuple[str, ...]:
        """Return the cells somebody rated although nobody asked: a desa that one of them knows of."""
        rated = {cell for given in self.ratings.values() for cell in given}
        return tuple(sorted(rated - set(self.cells)))

    @property
    def offices(self) -> tuple[str, ...]:
        """Return who was asked or took part, those asked first."""
        return tuple(dict.fromkeys((*self.asked, *sorted(self.parts))))

    def turn(self, office: str) -> Turn:
        """Return how far an office is."""
        parts = self.parts.get(office, {}).values()
        if not parts:
            return Turn.SILENT
        if self.closed is None:
            return Turn.SEALED
        if any(part.reveal and not part.fits for part in parts):
            return Turn.ODD
        return Turn.REVEALED if all(part.reveal for part in parts) else Turn.MISSING

    def speaks_of(self, cell: str) -> bool:
        """Tell whether a cell was asked about, or rated although nobody asked."""
        return cell in self.opened.body["cells"] or any(cell in given for given in self.ratings.values())

    def rating(self, office: str, cell: str) -> Rating | None:
        """Return what an office said of a cell; None where it left it untouched (tidak dinilai)."""
        return self.ratings.get(office, {}).get(cell)


def rounds_of(facts: Iterable[Fact], *, log: str) -> list[Round]:
    """
    Return the rounds in the order of the log, an assessment's rounds one after the other.

    Args:
        facts: The facts of kinds `ROUNDS`.
        log: The log's origin, which seals name.
    """
    ordered = sorted(facts, key=lambda fact: fact.index)
    opened: dict[tuple[str, int], Fact] = {}
    closed: dict[tuple[str, int], Fact] = {}
    told: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in ordered:
        key = (fact.body["round"], fact.body["number"])
        if fact.kind == OPEN:
            opened.setdefault(key, fact)
        elif fact.kind == CLOSE and key in opened and fact.actor == opened[key].actor:
            closed.setdefault(key, fact)
        else:
            told[key].append(fact)
    return [_round(key, fact, closed.get(key), told[key], log) for key, fact in opened.items()]


def _round(key: tuple[str, int], opened: Fact, closed: Fact | None, told: Iterable[Fact], log: str) -> Round:
    parts: defaultdict[str, dict[int, Part]] = defaultdict(dict)
    for fact in told:
        in_time = closed is None or fact.index < closed.index
        if fact.kind == COMMIT and in_time and fact.index > opened.index:
            parts[fact.actor][fact.body["sheet"]] = Part(fact)
    for fact in told:
        part = parts.get(fact.actor, {}).get(fact.body["sheet"]) if fact.kind == REVEAL else None
        if part and closed and not part.fits and fact.index > part.commit.index:
            fits = _sealed(fact, log) == part.commit.body["sha256"]
            parts[fact.actor][fact.body["sheet"]] = Part(part.commit, fact, fits)
    ratings = {office: _ratings(sheets.values(), opened.region) for office, sheets in parts.items()}
    return Round(*key, opened, closed, dict(parts), {k: v for k, v in ratings.items() if v})


def _sealed(fact: Fact, log: str) -> str:
    body = fact.body
    sheet = Sheet(log, fact.actor, body["round"], body["number"], body["sheet"], body["ratings"])
    return seal(sheet, salt=bytes.fromhex(body["salt"]))


def _ratings(parts: Iterable[Part], region: str) -> dict[str, Rating]:
    return {
        row["cell"]: rating_of(row)
        for part in parts
        if part.reveal and part.fits
        for row in part.reveal.body["ratings"]
        if within(region_in(row["cell"]), region)
    }


def rating_of(row: Mapping[str, Any]) -> Rating:
    """Return a rating as a statement has it."""
    guess = row.get("guess")
    return Rating(
        cell=row["cell"],
        likelihood=row.get("likelihood", 0),
        impact=row.get("impact", 0),
        confidence=row.get("confidence", 0),
        answer=row.get("answer", ""),
        evidence=row.get("evidence", ""),
        guess=(guess["likelihood"], guess["impact"]) if guess else None,
    )


def cell_of(held: Round, cell: str, *, stations: int = 1) -> Cell:
    """Return one cell of a round as `disagreement` measures it: who answered otherwise is left out."""
    rated = {office: given[cell] for office, given in held.ratings.items() if cell in given}
    marks = {office: rating for office, rating in rated.items() if not rating.answer}
    return Cell(
        key=cell,
        likelihood={office: rating.likelihood for office, rating in marks.items()},
        impact={office: rating.impact for office, rating in marks.items()},
        stations=stations,
    )


def with_authority(held: Round, lines: Collection[str]) -> tuple[str, ...]:
    """
    Return the offices asked that have authority over a threat; agreement waits for all of them.

    Where a line was not asked, its branch at another level speaks for it: a Polsek where a kecamatan rates.
    """
    asked = {office: office.partition(":")[0] for office in held.asked}
    lacking = [line for line in lines if line not in asked.values()]
    return tuple(
        office
        for office, own in asked.items()
        if own in lines or any(_under(own, line) or _under(line, own) for line in lacking)
    )


def _under(line: str, above: str) -> bool:
    """Tell whether a line is a branch of another of the same institution, at a lower level."""
    found, top = LINES.get(line), LINES.get(above)
    while found and top and found.institution == top.institution and found.level > top.level:
        if found.above == above:
            return True
        found = LINES.get(found.above)
    return False
