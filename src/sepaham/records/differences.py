"""What rounds of ratings show of their cells, how many stations hang on each, and what came of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sepaham.domain.base import ancestor, level_of
from sepaham.domain.cells import region_in
from sepaham.domain.differences import Seen, seen
from sepaham.domain.endings import DISSENT
from sepaham.domain.facts import Fact
from sepaham.domain.happened import WATCHED, Outcome, outcomes, signs_of
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Threats
from sepaham.records import queries, register
from sepaham.records.facts import facts
from sepaham.records.log import Log


def stations(*, cells: Collection[str], region: str) -> dict[str, int]:
    """Return how many polling stations hang on the area of each cell inside a region."""
    levels = {level_of(region_in(cell)) for cell in cells}
    found = Counter(
        ancestor(station.key, level) for station in register.stations_at(region) for level in levels
    )
    return {cell: found[region_in(cell)] for cell in cells}


def dissents(*, log: Log) -> dict[str, dict[str, Fact]]:
    """Return the last statement of dissent of each office, by cell."""
    found: dict[str, dict[str, Fact]] = {}
    for fact in facts(log=log, kinds=(DISSENT,)):
        found.setdefault(fact.body["cell"], {})[fact.actor] = fact
    return found


def table(
    *, rounds: Sequence[Round], threats: Threats, recorded: Mapping[str, Collection[str]]
) -> list[Seen]:
    """
    Return every cell as the last of some closed rounds left it.

    Args:
        rounds: The closed rounds of one assessment, one at least.
        threats: The catalogue in force.
        recorded: Whose dissent is on record, by cell.
    """
    last = rounds[-1]
    hang = stations(cells={*last.cells, *last.flagged}, region=last.region)
    return seen(rounds=rounds, threats=threats, stations=hang, recorded=recorded)


def came(*, log: Log, held: Round, threats: Threats, at: datetime) -> dict[str, Outcome]:
    """Return what is known, at an hour, of what came of the cells of a closed round after it was closed."""
    since = held.closed.at if held.closed else at
    cells = tuple(dict.fromkeys((*held.cells, *held.flagged)))
    told = [f for f in facts(log=log, kinds=WATCHED, region=held.region) if f.at > since]
    found = [f for f in queries.all_findings(region=held.region, at=at) if f.since > since]
    return outcomes(
        cells=cells,
        signs=signs_of(told, found),
        seen={*(fact.region for fact in told), *(one.region for one in found if one.basis)},
        stations=stations(cells=cells, region=held.region),
        impact=threats.impact,
    )
