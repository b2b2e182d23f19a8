"""
How cells ended: agreed, or dissent on record with its reasons; what is agreed feeds plans, and only that.

An ending counts by the office that opened the round. It says what was said in the meeting; whether the
ratings bear it out is derived beside it, and what they do not bear out exposes nothing and covers nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.disagreement import Outcome, Standing, standing
from sepaham.domain.facts import Fact
from sepaham.domain.rounds import Round, cell_of, with_authority
from sepaham.domain.threats import Threats
from sepaham.domain.understanding import ENDINGS

END, DISSENT = ENDINGS


@dataclass(frozen=True, slots=True)
class Ending:
    """
    How one cell ended.

    Attributes:
        cell: Which.
        end: The statement that says so, the last of the round's opener.
        dissents: The last statement of dissent of each office.
        unmet: What of the stop rule (`disagreement.UNMET`) an agreement does not meet; empty for a dissent.
    """

    cell: str
    end: Fact
    dissents: tuple[Fact, ...] = ()
    unmet: tuple[str, ...] = field(default=())

    @property
    def outcome(self) -> str:
        """Return ``agreed`` or ``dissent``."""
        return str(self.end.body["outcome"])

    @property
    def likelihood(self) -> int:
        """Return the likelihood agreed, or of the worse case."""
        return int(self.end.body["likelihood"])

    @property
    def impact(self) -> int:
        """Return the impact agreed, or of the worse case."""
        return int(self.end.body["impact"])

    @property
    def holds(self) -> bool:
        """Tell whether it is an agreement that the ratings bear out."""
        return self.outcome == Outcome.AGREED and not self.unmet


def endings_of(facts: Iterable[Fact], *, rounds: Sequence[Round], threats: Threats) -> dict[str, Ending]:
    """
    Return how each cell ended, by cell.

    Args:
        facts: The facts of kinds `ENDINGS`.
        rounds: All rounds.
        threats: The catalogue in force.
    """
    of_round: defaultdict[str, list[Round]] = defaultdict(list)
    for held in rounds:
        of_round[held.id].append(held)
    ends: dict[str, Fact] = {}
    dissents: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in sorted(facts, key=lambda fact: fact.index):
        cell = fact.body["cell"]
        if fact.kind == DISSENT:
            dissents[cell][fact.actor] = fact
        elif any(held.opened.actor == fact.actor for held in of_round[fact.body["round"]]):
            ends[cell] = fact
    return {
        cell: _ending(cell, end, tuple(dissents[cell].values()), of_round[end.body["round"]], threats)
        for cell, end in ends.items()
    }


def _ending(cell: str, end: Fact, told: tuple[Fact, ...], held: Sequence[Round], threats: Threats) -> Ending:
    if end.body["outcome"] != Outcome.AGREED:
        return Ending(cell, end, told)
    return Ending(cell, end, told, stands(cell, rounds=held, threats=threats, recorded=told).unmet)


def stands(
    cell: str, *, rounds: Sequence[Round], threats: Threats, recorded: Iterable[Fact] = ()
) -> Standing:
    """
    Say where a cell stands after the closed rounds of one assessment that spoke of it.

    Args:
        cell: Which.
        rounds: The assessment's rounds, in order; those that do not speak of the cell say nothing of it.
        threats: The catalogue in force.
        recorded: Statements of dissent about the cell.
    """
    closed = [held for held in rounds if held.closed and held.speaks_of(cell)]
    if not closed:
        return Standing(Outcome.AGAIN, ("unrated",))
    threat = threats.threats.get(threat_in(cell))
    return standing(
        rounds=[cell_of(held, cell) for held in closed],
        authority=with_authority(closed[-1], threat.authority if threat else ()),
        recorded={fact.actor for fact in recorded},
    )


def agreed(endings: Mapping[str, Ending]) -> dict[str, list[Ending]]:
    """Return the agreements that hold, by area."""
    found: defaultdict[str, list[Ending]] = defaultdict(list)
    for ending in endings.values():
        if ending.holds:
            found[region_in(ending.cell)].append(ending)
    return dict(found)
