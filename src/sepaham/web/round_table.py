"""What pages of a round's table share: which round is asked for, and what it shows once it is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404

from sepaham.domain.differences import Seen, Sorted, sort_out, until
from sepaham.domain.endings import Ending
from sepaham.domain.facts import Fact
from sepaham.domain.instruments import hints
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Threats
from sepaham.gateways import library
from sepaham.records import differences, instruments
from sepaham.records import understanding as records
from sepaham.web.reader import Reader


@dataclass(frozen=True, slots=True)
class Sight:
    """
    A closed round as those who sit at its table see it.

    Attributes:
        held: The round.
        closed: The closed rounds of its assessment up to it.
        threats: The catalogue in force.
        recorded: The last statement of dissent of each office, by cell.
        endings: How cells ended, by cell, by statements about this assessment.
        lists: Its cells by what they ask for.
        latest: Whether no later round of the assessment is closed.
    """

    held: Round
    closed: Sequence[Round]
    threats: Threats
    recorded: Mapping[str, Mapping[str, Fact]]
    endings: Mapping[str, Ending]
    lists: Sorted
    latest: bool

    @property
    def order(self) -> tuple[str, ...]:
        """Return the cells in the order a meeting takes them."""
        return tuple(one.key for one in self.lists.all)

    def cell(self, key: str) -> Seen:
        """
        Return one cell.

        Raises:
            Http404: The round does not speak of it.
        """
        found = next((one for one in self.lists.all if one.key == key), None)
        if found is None:
            raise Http404
        return found


def rounds_asked(r: Reader, assessment: str) -> list[Round]:
    """
    Return the rounds of an assessment.

    Raises:
        Http404: There is none, or it is of an area no office of the reader's covers.
    """
    rounds = records.rounds(log=r.log, assessment=assessment)
    if not rounds or not r.scope.covers(rounds[0].region):
        raise Http404
    return rounds


def round_asked(r: Reader, assessment: str, number: int) -> tuple[Round, list[Round]]:
    """
    Return one round, and all of its assessment.

    Raises:
        Http404: As in `rounds_asked`, or there is no such round.
    """
    rounds = rounds_asked(r, assessment)
    held = next((held for held in rounds if held.number == number), None)
    if held is None:
        raise Http404
    return held, rounds


def catalogue(r: Reader) -> Threats:
    """Return the catalogue of threats in force."""
    return records.threats(log=r.log, shipped=library.threats())


def listed(r: Reader, cell: str) -> list[tuple[str, str]]:
    """Return what each institution's list says of a cell, in the reader's words."""
    lists = instruments.in_force(log=r.log, instruments=library.instruments())
    found = hints(listings=lists, threats=catalogue(r), cell=cell)
    return [(r.place(office), sentence.say(r.language, {})) for office, sentence in found]


def sight(r: Reader, held: Round, rounds: Sequence[Round]) -> Sight:
    """Return what a closed round shows."""
    threats, closed = catalogue(r), until(rounds, held.number)
    recorded = differences.dissents(log=r.log)
    ended = records.endings(log=r.log, shipped=threats)
    return Sight(
        held=held,
        closed=closed,
        threats=threats,
        recorded=recorded,
        endings={cell: end for cell, end in ended.items() if end.end.body["round"] == held.id},
        lists=sort_out(differences.table(rounds=closed, threats=threats, recorded=recorded)),
        latest=not any(other.closed for other in rounds if other.number > held.number),
    )
