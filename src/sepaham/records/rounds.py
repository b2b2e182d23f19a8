"""Rounds for who opens them or rates in them: assessments, what to ask and whom, what an office is given."""

from collections.abc import Collection, Mapping, Sequence

from sepaham.domain import round_cells
from sepaham.domain.authority import Authority
from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.cells import region_in
from sepaham.domain.facts import Fact
from sepaham.domain.instrument_kinds import Instrument
from sepaham.domain.instruments import Listing, hints
from sepaham.domain.register import LINES, Office
from sepaham.domain.round_cells import Candidate, Rater, level_below
from sepaham.domain.rounds import OPEN, Rating, Round
from sepaham.domain.threats import Threats
from sepaham.exchange.round_shapes import Given
from sepaham.records import differences, instruments, register, understanding
from sepaham.records.facts import facts
from sepaham.records.log import Log
from sepaham.records.rakor import post_over


def assessments(*, log: Log) -> dict[str, list[Round]]:
    """Return the rounds by the code of their assessment, in the order they were opened."""
    found: dict[str, list[Round]] = {}
    for held in understanding.rounds(log=log):
        found.setdefault(held.id, []).append(held)
    return found


def areas(region: str) -> list[str]:
    """Return the areas a round over a region asks about, in code order; a desa asks about itself."""
    level = level_below(region)
    if level_of(region) >= level:
        return [region]
    return [code for code in register.regions(region) if level_of(code) is level]


def candidates(
    *, region: str, threats: Threats, listings: Collection[Listing]
) -> Mapping[str, list[Candidate]]:
    """Return what a first round over a region may ask about, by area; as `round_cells.candidates`."""
    return round_cells.candidates(listings=listings, threats=threats, areas=areas(region))


def again(*, log: Log, rounds: Sequence[Round], threats: Threats) -> list[str]:
    """Return the cells the next round of an assessment asks about; as `round_cells.again`."""
    recorded = {cell: list(told.values()) for cell, told in differences.dissents(log=log).items()}
    endings = understanding.endings(log=log, shipped=threats)
    return round_cells.again(rounds=rounds, threats=threats, endings=endings, recorded=recorded)


def raters(*, cells: Collection[str], region: str, threats: Threats) -> list[Rater]:
    """Return which offices a round asks; as `round_cells.raters`."""
    return round_cells.raters(cells=cells, region=region, threats=threats, post=post_over)


def others(*, region: str, authority: Authority, known: Collection[str]) -> list[str]:
    """Return the further offices over a region that may rate, in the order of lines."""
    level = level_of(region)
    may = (
        line
        for line in LINES.values()
        if line.level is level
        and (row := authority.row(kind="rating.commit", line=line.code))
        and row.answer == "yes"
    )
    found = (post_over(line.code, region) for line in may)
    return [office for office in found if office and office not in known]


def may_rate(*, held: Round, office: Office, authority: Authority) -> bool:
    """Tell whether an office rates in a round: it was asked, or has the right to in that region."""
    return _rates(held.opened, office, authority)


def _rates(opened: Fact, office: Office, authority: Authority) -> bool:
    own = office.id in opened.body["offices"]
    return own or bool(authority.rule(office=office, kind="rating.commit", region=opened.region))


def given(
    *, log: Log, office: Office, authority: Authority, threats: Threats, kinds: Mapping[str, Instrument]
) -> list[Given]:
    """
    Return the rounds an office's phone is given: those it rates in that run, or that closed last.

    A closed one stays beside a later one while something the office sealed in it is not revealed.

    Args:
        log: Whose.
        office: Who asks.
        authority: The table in force.
        threats: The catalogue in force.
        kinds: The kinds of lists, by code.
    """
    opened = facts(log=log, kinds=(OPEN,))
    codes = [one.body["round"] for one in opened if _rates(one, office, authority)]
    listings: list[Listing] | None = None
    found = []
    for code in dict.fromkeys(codes):
        rounds = understanding.rounds(log=log, assessment=code)
        for held in rounds:
            if _is_given(held, rounds[-1], office.id) and _rates(held.opened, office, authority):
                if listings is None and not held.closed:
                    listings = instruments.in_force(log=log, instruments=kinds)
                found.append(given_of(held, rounds, office.id, threats=threats, listings=listings or ()))
    return found


def _is_given(held: Round, last: Round, office: str) -> bool:
    """Tell whether a round still concerns an office that rates in it."""
    parts = held.parts.get(office, {}).values()
    if held is not last:
        return any(not part.fits for part in parts)
    return held.closed is None or office in held.offices


def given_of(
    held: Round, rounds: Sequence[Round], office: str, *, threats: Threats, listings: Collection[Listing]
) -> Given:
    """Return one round as an office is given it; a closed one without what helps to rate."""
    if held.closed:
        return Given(held, office)
    told = {
        cell: [sentence for _, sentence in hints(listings=listings, threats=threats, cell=cell)]
        for cell in held.cells
    }
    return Given(held, office, told, _before(held, rounds), _desa(held))


def _before(held: Round, rounds: Sequence[Round]) -> dict[str, dict[str, Rating]]:
    """Return what all revealed of each cell in the last closed round before that spoke of it."""
    earlier = [one for one in rounds if one.closed and one.number < held.number]
    found = {}
    for cell in held.cells:
        last = next((one for one in reversed(earlier) if one.speaks_of(cell)), None)
        rated = {o: rating for o in last.offices if (rating := last.rating(o, cell))} if last else {}
        if rated:
            found[cell] = rated
    return found


def _desa(held: Round) -> tuple[str, ...]:
    """Return the desa inside the kecamatan a round asks about."""
    wide = {area for area in map(region_in, held.cells) if level_of(area) < Level.DESA}
    places = register.regions(held.region) if wide else {}
    desa = (code for code in places if level_of(code) is Level.DESA)
    return tuple(code for code in desa if ancestor(code, Level.KECAMATAN) in wide)
