"""
What a round asks, and whom: cells out of imported lists, later those still open; offices out of the threats.

A first round asks of each area the few threats that institutions' own lists name there, first those that
most lists name, then those on which they differ most. Nothing here rates anything, and who opens a round may
change it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.base import Level, level_of
from sepaham.domain.cells import cell_key, threat_in
from sepaham.domain.convening import Post, office_at
from sepaham.domain.disagreement import MOST_ROUNDS, Outcome
from sepaham.domain.endings import Ending, stands
from sepaham.domain.facts import Fact
from sepaham.domain.instruments import Listing, pairs, says
from sepaham.domain.register import LINES
from sepaham.domain.rounds import Round, Turn, with_authority
from sepaham.domain.threats import Barrier, Threats

MOST_OF_AREA = 5
"""How many threats a first round asks about in one area unless somebody ticks more."""
MOST_SECONDS = 15 * 60
"""How long rating may take an institution."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A cell that a first round may ask about.

    Attributes:
        naming: Who owns the lists that name a place there, one for each list.
        differ: On how many places the two lists that differ most contradict each other.
    """

    cell: str
    naming: tuple[str, ...] = ()
    differ: int = 0


def candidates(
    *, listings: Collection[Listing], threats: Threats, areas: Iterable[str]
) -> dict[str, list[Candidate]]:
    """
    Return for each area every threat, those first that most lists name and that they most differ on.

    Args:
        listings: The lists in force, with their rows.
        threats: The catalogue in force.
        areas: Kecamatan, or smaller areas.
    """
    return {area: _ranked(listings, threats, area) for area in areas}


def _ranked(listings: Collection[Listing], threats: Threats, area: str) -> list[Candidate]:
    found = []
    for code, threat in threats.threats.items():
        told = says(listings, threat, area)
        naming = tuple(one.listing.owner for one in told if one.named)
        differ = max((pair.differ for pair in pairs(told)), default=0)
        found.append(Candidate(cell_key(threat=code, region=area), naming, differ))
    return sorted(found, key=lambda one: (-len(one.naming), -one.differ))


def begun(found: Mapping[str, Sequence[Candidate]]) -> list[str]:
    """Return the cells a first round begins with: of each area the first that lists name."""
    return [one.cell for some in found.values() for one in some[:MOST_OF_AREA] if one.naming]


def again(
    *,
    rounds: Sequence[Round],
    threats: Threats,
    endings: Mapping[str, Ending],
    recorded: Mapping[str, Collection[Fact]] = {},
) -> list[str]:
    """
    Return the cells the next round of an assessment asks about: those still open, and those somebody flagged.

    Args:
        rounds: The assessment's rounds so far, in order.
        threats: The catalogue in force.
        endings: How cells ended.
        recorded: Statements of dissent, by cell.
    """
    last = rounds[-1] if rounds else None
    if last is None or last.closed is None or last.number >= MOST_ROUNDS:
        return []
    flagged = set(last.flagged)
    return [
        cell
        for cell in dict.fromkeys((*last.cells, *last.flagged))
        if not _ended(cell, last, endings)
        and (
            cell in flagged
            or stands(cell, rounds=rounds, threats=threats, recorded=recorded.get(cell, ())).outcome
            is Outcome.AGAIN
        )
    ]


def _ended(cell: str, last: Round, endings: Mapping[str, Ending]) -> bool:
    """Tell whether a cell ended since its round opened; an agreement nothing bears out is no end."""
    found = endings.get(cell)
    if found is None or found.end.index < last.opened.index:
        return False
    return found.holds or found.outcome == Outcome.DISSENT


@dataclass(frozen=True, slots=True)
class Rater:
    """One office to be asked: the threats it has authority over, and the barriers it owns against them."""

    office: str
    authority: tuple[str, ...] = ()
    owns: tuple[Barrier, ...] = ()


def raters(*, cells: Iterable[str], region: str, threats: Threats, post: Post) -> list[Rater]:
    """
    Return which offices a round asks: who has authority over its threats, and who owns barriers against them.

    Args:
        cells: What it asks about.
        region: The area it is held for.
        threats: The catalogue in force.
        post: Finds the office of a line over a place.
    """
    codes = [code for code in dict.fromkeys(map(threat_in, cells)) if code in threats.threats]
    over: dict[str, dict[str, None]] = {}
    owns: dict[str, dict[str, Barrier]] = {}
    for code in codes:
        for line in threats.threats[code].authority:
            over.setdefault(office_at(line, region, post), {})[code] = None
    for line, barriers in threats.owners(codes).items():
        owns.setdefault(office_at(line, region, post), {}).update({one.code: one for one in barriers})
    offices = sorted((over.keys() | owns.keys()) - {""}, key=_order)
    return [Rater(one, tuple(over.get(one, ())), tuple(owns.get(one, {}).values())) for one in offices]


def _order(office: str) -> tuple[int, str]:
    line, _, seat = office.partition(":")
    return list(LINES).index(line), seat


def silent(held: Round, threats: Threats) -> tuple[str, ...]:
    """Return who has authority over something a round asks about and has sealed nothing."""
    codes = {threat_in(cell) for cell in held.cells}
    needed = {
        office
        for code in codes
        if code in threats.threats
        for office in with_authority(held, threats.threats[code].authority)
    }
    return tuple(office for office in held.asked if office in needed and held.turn(office) is Turn.SILENT)


def took(held: Round, office: str) -> int | None:
    """Return how many seconds rating took an office, as its seals tell; None where they do not."""
    told = [part.commit.body.get("seconds") for part in held.parts.get(office, {}).values()]
    return max((seconds for seconds in told if seconds is not None), default=None)


def level_below(region: str) -> Level:
    """Return the level of the areas a round over a region asks about: right below it, at most desa."""
    return Level(min(level_of(region) + 1, Level.DESA))
