"""
What a closed round shows of its cells: who differs from whom by name, what moved, what a meeting takes up.

Everything here is read out of revealed ratings; a round that is still open shows nothing. Who gave no number
is named with the word for it, and never counted as one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from statistics import median

from sepaham.domain.cells import threat_in
from sepaham.domain.disagreement import (
    Agenda,
    Cell,
    Marks,
    Outcome,
    Standing,
    agenda,
    herding,
    standing,
)
from sepaham.domain.rounds import Rating, Round, Turn, cell_of, with_authority
from sepaham.domain.threats import Threats
from sepaham.domain.words import Sentence

_WIDE = 2
"""Steps between the lowest and the highest from which on two sides are named."""

ABSENT: Mapping[str, Sentence] = {
    "unknown": Sentence("tidak tahu", "does not know"),
    "not_ours": Sentence("bukan kewenangan", "not its authority"),
    "untouched": Sentence("tidak dinilai", "not rated"),
    Turn.SILENT.value: Sentence("tidak ikut menilai", "took no part"),
    Turn.MISSING.value: Sentence("belum dibuka", "not revealed"),
    Turn.ODD.value: Sentence("tidak cocok dengan yang dikunci", "not what it sealed"),
}
"""Why an institution has no number in a cell, by code."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two ends of a scale: who rated lowest, who highest."""

    scale: str
    low: int
    lowest: tuple[str, ...]
    high: int
    highest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One institution that rated a scale otherwise than in the round before."""

    office: str
    scale: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Herd:
    """Why agreement may be imitation: on which scale, a code of `HERDING`, and whom they followed."""

    scale: str
    code: str
    senior: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """
    One cell as a round left it.

    Attributes:
        cell: Its ratings as numbers.
        ratings: What each office revealed, also where it is no number.
        absent: Why each of the others gave no number: a code of `ABSENT`.
        standing: Where it stands by the stop rule.
        waits: The offices with authority that rated nothing.
        moved: Who rated otherwise than in the round before.
        herds: What rings.
    """

    cell: Cell
    ratings: Mapping[str, Rating]
    absent: Mapping[str, str]
    standing: Standing
    waits: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    herds: tuple[Herd, ...] = ()

    @property
    def key(self) -> str:
        """Return what names the cell."""
        return self.cell.key

    @property
    def rated(self) -> tuple[str, ...]:
        """Return who gave numbers."""
        return tuple(self.cell.likelihood)

    def sides(self) -> tuple[Sides, ...]:
        """Return, for each scale on which they are apart, who is at either end."""
        return tuple(found for name, marks in self.cell.scales() if (found := _sides(name, marks)))


def _sides(name: str, marks: Marks) -> Sides | None:
    low, high = min(marks.values(), default=0), max(marks.values(), default=0)
    if high - low < _WIDE:
        return None
    ends = [tuple(office for office, mark in marks.items() if mark == end) for end in (low, high)]
    return Sides(name, low, ends[0], high, ends[1])


@dataclass(frozen=True, slots=True)
class Sorted:
    """
    The cells of a round by what they ask for.

    Attributes:
        queue: Those worth the meeting's time, the weightiest first.
        named: Beyond these, those in which one institution stands far from the others.
        unrated: Those that somebody with authority has not rated.
        open: The others that the stop rule does not let go yet.
        agreed: Those whose ratings agree.
    """

    queue: tuple[Seen, ...]
    named: tuple[Seen, ...]
    unrated: tuple[Seen, ...]
    open: tuple[Seen, ...]
    agreed: tuple[Seen, ...]

    @property
    def talk(self) -> tuple[Seen, ...]:
        """Return what is to be talked about."""
        return (*self.queue, *self.named)

    @property
    def all(self) -> tuple[Seen, ...]:
        """Return every cell, in the order a meeting would take them."""
        return (*self.queue, *self.named, *self.unrated, *self.open, *self.agreed)


def until(rounds: Iterable[Round], number: int) -> list[Round]:
    """Return the closed rounds of one assessment up to a number."""
    return [held for held in rounds if held.closed and held.number <= number]


def seen(
    *,
    rounds: Sequence[Round],
    threats: Threats,
    stations: Mapping[str, int],
    recorded: Mapping[str, Collection[str]] = {},
) -> list[Seen]:
    """
    Return every cell as the last of some rounds left it.

    Args:
        rounds: The closed rounds of one assessment in their order, one at least.
        threats: The catalogue in force.
        stations: How many polling stations hang on each area, by cell.
        recorded: Which offices' dissent is on record, by cell.
    """
    last = rounds[-1]
    found = []
    for key in dict.fromkeys((*last.cells, *last.flagged)):
        threat = threats.threats.get(threat_in(key))
        authority = with_authority(last, threat.authority if threat else ())
        told = [held for held in rounds if held.speaks_of(key)]
        courses = [cell_of(held, key, stations=stations.get(key, 1)) for held in told]
        cell, again = courses[-1], len(told) > 1
        found.append(
            Seen(
                cell=cell,
                ratings={o: rating for o in last.offices if (rating := last.rating(o, key))},
                absent={o: code for o in last.offices if (code := _absent(last, o, key))},
                standing=standing(rounds=courses, authority=authority, recorded=recorded.get(key, ())),
                waits=tuple(office for office in authority if office not in cell.likelihood),
                moved=_moved(courses[-2], cell) if again else (),
                herds=_herds(told[-2], last, key) if again else (),
            )
        )
    return found


def _absent(held: Round, office: str, cell: str) -> str:
    rating = held.rating(office, cell)
    if rating:
        return rating.answer
    turn = held.turn(office)
    return "untouched" if turn is Turn.REVEALED else turn.value


def _moved(before: Cell, after: Cell) -> tuple[Moved, ...]:
    return tuple(
        Moved(office, name, earlier[office], mark)
        for (name, marks), (_, earlier) in zip(after.scales(), before.scales(), strict=True)
        for office, mark in marks.items()
        if office in earlier and earlier[office] != mark
    )


def _herds(before: Round, after: Round, key: str) -> tuple[Herd, ...]:
    fresh = new_evidence(before, after, key)
    found: list[Herd] = []
    scales = zip(cell_of(before, key).scales(), cell_of(after, key).scales(), strict=True)
    for (name, earlier), (_, marks) in scales:
        senior = _followed(earlier, marks)
        codes = herding(before=earlier, after=marks, new_evidence=fresh, senior=senior)
        found += [Herd(name, code, senior if code == "to-senior" else "") for code in codes]
    return tuple(found)


def _followed(before: Marks, after: Marks) -> str:
    """Return the one institution whose rating all who changed took, where it alone had rated so."""
    targets = {after[office] for office in before.keys() & after.keys() if before[office] != after[office]}
    holders = [office for office, mark in before.items() if {mark} == targets]
    return holders[0] if len(holders) == 1 else ""


def new_evidence(before: Round, after: Round, cell: str) -> int:
    """Return how many lines of evidence were given about a cell that nobody gave in the round before."""
    lines = [
        {_plain(rating.evidence) for given in held.ratings.values() if (rating := given.get(cell))}
        for held in (before, after)
    ]
    return len(lines[1] - lines[0] - {""})


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def sort_out(found: Sequence[Seen]) -> Sorted:
    """Return the cells of a round by what they ask for; each stands in one list."""
    by_key = {one.key: one for one in found}
    chosen: Agenda = agenda(cells=[one.cell for one in found])
    queue = tuple(by_key[cell.key] for cell in chosen.cells)
    named = tuple(by_key[cell.key] for cell in chosen.named)
    talk = {one.key for one in (*queue, *named)}
    rest = [one for one in found if one.key not in talk]
    unmet = [one for one in rest if one.standing.outcome is not Outcome.AGREED]
    return Sorted(
        queue=queue,
        named=named,
        unrated=tuple(one for one in unmet if "unrated" in one.standing.unmet),
        open=tuple(one for one in unmet if "unrated" not in one.standing.unmet),
        agreed=tuple(one for one in rest if one.standing.outcome is Outcome.AGREED),
    )


def usual(marks: Marks) -> int:
    """Return the step an agreement would name: the median, a half counted upward; 0 where nobody rated."""
    return floor(median(marks.values()) + 0.5) if marks else 0


def worse(marks: Marks) -> int:
    """Return the worse case anybody named; 0 where nobody rated."""
    return max(marks.values(), default=0)
