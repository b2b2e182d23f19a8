"""
Calling a rakor: its agenda out of differences still open, its invitations out of who owns the barriers.

Who owns a barrier against a threat on the agenda and is not invited is said in one sentence: in 2024 the
offices whose vehicles reach the hardest desa were not named among those who came.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.cells import cell_key, region_in, threat_in
from sepaham.domain.differences import Seen, Sorted, seen, sort_out
from sepaham.domain.disagreement import QUEUE, Outcome
from sepaham.domain.endings import Ending
from sepaham.domain.instruments import Listing, contradictions
from sepaham.domain.register import BODIES, LINES, Line
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Barrier, Threats
from sepaham.domain.words import Sentence

Post = Callable[[str, str], str]
"""Returns the office of a line that answers for a region; '' where there is none."""

WHYS: Mapping[str, Sentence] = {
    "differs": Sentence(
        "penilaian lembaga berjauhan (simpangan baku di atas 1)",
        "institutions rated it far apart (standard deviation above 1)",
    ),
    "named": Sentence(
        "satu lembaga menilai jauh dari yang lain", "one institution rated it far from the others"
    ),
    "unrated": Sentence(
        "belum semua lembaga yang berwenang menilai", "not every institution with authority has rated"
    ),
    "open": Sentence("belum memenuhi syarat sepakat", "does not meet what an agreement needs yet"),
    "listed": Sentence("daftar lembaga saling berbeda", "the institutions' lists contradict each other"),
}
"""Why a cell is offered for an agenda, by code."""
TAKEN = frozenset({"differs", "named", "listed"})
"""Those that begin ticked."""
_ALWAYS = ("kpu", "bawaslu")
"""Who moves the goods and who supervises that: always asked to come."""
_OUTSIDE = frozenset({"supplier", "carrier"})
"""Private parties; whoever they work for speaks of their barriers."""


@dataclass(frozen=True, slots=True)
class Point:
    """
    One cell that an agenda may take up.

    Attributes:
        cell: Which; `why` is a code of `WHYS`.
        round, number: The closed round that shows it; '' and 0 where there was none.
        seen: What the round left of it.
    """

    cell: str
    why: str
    round: str = ""
    number: int = 0
    seen: Seen | None = None


def points(
    *,
    region: str,
    rounds: Iterable[Round],
    endings: Mapping[str, Ending],
    threats: Threats,
    stations: Mapping[str, int],
    contradicted: Iterable[str] = (),
) -> list[Point]:
    """
    Return what a meeting over an area may take up, the weightiest first.

    Args:
        region: The area.
        rounds: All rounds of the log.
        endings: How cells ended.
        threats: The catalogue in force.
        stations: How many polling stations hang on each cell.
        contradicted: Cells of which lists say different things; offered where no round was held yet.
    """
    found: dict[str, Point] = {}
    held_here = list(_assessments(rounds, region))
    for held in held_here:
        last = held[-1]
        told = {cell: {fact.actor for fact in ending.dissents} for cell, ending in endings.items()}
        every = seen(rounds=held, threats=threats, stations=stations, recorded=told)
        open_ = [one for one in every if _touches(one.key, region) and not _ended(one.key, last, endings)]
        for point in _of_round(sort_out(open_), last):
            found.setdefault(point.cell, point)
    if not held_here:
        lists = (cell for cell in contradicted if _touches(cell, region) and cell not in endings)
        found = {cell: Point(cell, "listed") for cell in lists}
    return list(found.values())


def _assessments(rounds: Iterable[Round], region: str) -> Iterator[list[Round]]:
    """Yield the closed rounds of each assessment that speaks of an area, the newest assessment first."""
    closed: dict[str, list[Round]] = {}
    for held in rounds:
        if held.closed and (within(held.region, region) or within(region, held.region)):
            closed.setdefault(held.id, []).append(held)
    yield from sorted(closed.values(), key=lambda held: -held[-1].opened.index)


def _touches(cell: str, region: str) -> bool:
    return within(region_in(cell), region) or within(region, region_in(cell))


def _ended(cell: str, last: Round, endings: Mapping[str, Ending]) -> bool:
    """Tell whether a cell ended since its round opened; an agreement nothing bears out is no end."""
    ending = endings.get(cell)
    if ending is None or ending.end.index < last.opened.index:
        return False
    return ending.holds or ending.outcome == Outcome.DISSENT


def _of_round(found: Sorted, held: Round) -> Iterator[Point]:
    lists = (
        ("differs", found.queue),
        ("named", found.named),
        ("unrated", found.unrated),
        ("open", found.open),
    )
    for why, cells in lists:
        for one in cells:
            yield Point(one.key, why, held.id, held.number, one)


def contradicted(*, listings: Sequence[Listing], threats: Threats, areas: Iterable[str]) -> list[str]:
    """
    Return the cells of which lists say different things, those that differ on most places first.

    Args:
        listings: The lists in force.
        threats: The catalogue in force.
        areas: Where to look, kecamatan as a rule.
    """
    told = [t for t in threats.threats.values() if any(one.instrument.of(t) for one in listings)]
    apart = {
        cell_key(threat=threat.code, region=area): contradictions(listings, threat, area)
        for area in areas
        for threat in told
    }
    cells = [cell for cell, differ in apart.items() if differ]
    return sorted(cells, key=lambda cell: (-apart[cell], cell))[:QUEUE]


@dataclass(frozen=True, slots=True)
class Invitee:
    """
    One office to be invited, and why.

    Attributes:
        barriers: Those it owns against threats on the agenda, by code.
        authority: The threats on the agenda it has authority over.
        area: Whether an area on the agenda is its own.
    """

    office: str
    barriers: tuple[Barrier, ...] = ()
    authority: tuple[str, ...] = ()
    area: bool = False


def office_at(line: str, region: str, post: Post) -> str:
    """
    Return the office that speaks for a line in a meeting over an area; '' where there is none.

    The line's own office at the meeting's level, else the one above it there, else the branch below it there,
    else the line's office as it is.
    """
    found, level = LINES.get(line), level_of(region)
    if found is None:
        return ""
    while found.above in LINES and (found.code in _OUTSIDE or found.level > level):
        found = LINES[found.above]
    below = next((one for one in LINES.values() if one.level is level and _under(one, found)), found)
    chosen = below if found.level < level else found
    return post(chosen.code, ancestor(region, chosen.level))


def _under(line: Line, above: Line) -> bool:
    """Tell whether a line is a branch of another of the same institution."""
    while line.above in LINES and line.institution == above.institution:
        if line.above == above.code:
            return True
        line = LINES[line.above]
    return False


def invitees(*, agenda: Sequence[str], region: str, threats: Threats, post: Post) -> list[Invitee]:
    """
    Return who is to be invited, in the order of lines.

    Args:
        agenda: The cells.
        region: The area of the meeting.
        threats: The catalogue in force.
        post: Finds the office of a line over a place.
    """
    codes = list(dict.fromkeys(threat_in(cell) for cell in agenda))
    found: dict[str, Invitee] = {}

    def note(office: str, **more: object) -> None:
        if office:
            found[office] = replace(found.get(office, Invitee(office)), **more)  # type: ignore[arg-type]

    for line in _ALWAYS:
        note(office_at(line, region, post))
    for office in _of_areas(agenda, region, post):
        note(office, area=True)
    for line, barriers in threats.owners(codes).items():
        if office := office_at(line, region, post):
            held = found.get(office, Invitee(office)).barriers
            note(office, barriers=tuple({one.code: one for one in (*held, *barriers)}.values()))
    for code in codes:
        for line in threats.threats[code].authority if code in threats.threats else ():
            if office := office_at(line, region, post):
                over = found.get(office, Invitee(office)).authority
                note(office, authority=tuple(dict.fromkeys((*over, code))))
    return sorted(found.values(), key=lambda one: _order(one.office))


def _of_areas(agenda: Sequence[str], region: str, post: Post) -> Iterator[str]:
    """Yield who heads the areas on the agenda: each kecamatan's Forkopimcam, each desa's head."""
    level = level_of(region)
    if level is Level.KABUPATEN:
        for line in BODIES["forkopimda"][1]:
            yield post(line, region)
    if level <= Level.KECAMATAN:
        for area in _above_all(agenda, Level.KECAMATAN, region):
            for line in BODIES["forkopimcam"][1]:
                yield post(line, area)
    if level >= Level.KECAMATAN:
        for area in _above_all(agenda, Level.DESA, region):
            for line in ("kades", "bhabin", "babinsa"):
                yield post(line, area)


def _above_all(agenda: Sequence[str], level: Level, region: str) -> list[str]:
    """Return the areas of a level that the agenda speaks of, or that the meeting is held for."""
    places = (*map(region_in, agenda), region)
    return sorted({ancestor(place, level) for place in places if level_of(place) >= level})


def _order(office: str) -> tuple[int, str]:
    line, _, seat = office.partition(":")
    return list(LINES).index(line), seat


def uninvited(found: Iterable[Invitee], invited: Collection[str]) -> list[Invitee]:
    """Return who owns barriers and is not invited, most barriers first."""
    out = [one for one in found if one.barriers and one.office not in invited]
    return sorted(out, key=lambda one: (-len(one.barriers), _order(one.office)))
