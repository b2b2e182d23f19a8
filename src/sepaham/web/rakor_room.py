"""What the pages of one rakor share: which it is, what its reader may do about it, and what surrounds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from sepaham.domain.convening import Invitee, Point, invitees, uninvited
from sepaham.domain.endings import Ending
from sepaham.domain.rakor import ATTEND, CALL, Rakor, may_attend
from sepaham.domain.register import Office
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Threats
from sepaham.gateways import library
from sepaham.records import acts, foundations, understanding
from sepaham.records import rakor as records
from sepaham.web.home import door
from sepaham.web.present.rakor import Voice
from sepaham.web.reader import Reader


def catalogue(r: Reader) -> Threats:
    """Return the catalogue of threats in force."""
    return understanding.threats(log=r.log, shipped=library.threats())


def callers(r: Reader, region: str) -> list[str]:
    """Return for which of their offices the reader may call a meeting over an area."""
    table = foundations.authority(log=r.log)
    return [p.id for p in acts.posts(r.offices) if table.rule(office=p, kind=CALL, region=region)]


def offered(r: Reader, region: str, before: int | None = None) -> list[Point]:
    """Return what a meeting over an area may take up, now or when the log had so many entries."""
    kinds = library.instruments()
    return records.points(log=r.log, region=region, shipped=library.threats(), kinds=kinds, before=before)


@dataclass(frozen=True)
class Room:
    """One meeting before one reader."""

    r: Reader
    rakor: Rakor

    @cached_property
    def threats(self) -> Threats:
        """Return the catalogue in force."""
        return catalogue(self.r)

    @cached_property
    def voice(self) -> Voice:
        """Return what calls things by their names."""
        return Voice(self.r.language, self.r.names, self.threats)

    @cached_property
    def endings(self) -> Mapping[str, Ending]:
        """Return how cells ended, by cell."""
        return understanding.endings(log=self.r.log, shipped=library.threats())

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Return why cells of its area were offered for an agenda when it was called, by cell."""
        found = offered(self.r, self.rakor.region, self.rakor.call.index)
        return {point.cell: point for point in found}

    @cached_property
    def last(self) -> Round | None:
        """Return the last closed round of the assessment it looks at."""
        if not self.rakor.assessment:
            return None
        rounds = understanding.rounds(log=self.r.log, assessment=self.rakor.assessment)
        return next((held for held in reversed(rounds) if held.closed), None)

    @cached_property
    def invitees(self) -> list[Invitee]:
        """Return who is to be invited by its agenda."""
        return invitees(
            agenda=self.rakor.agenda,
            region=self.rakor.region,
            threats=self.threats,
            post=records.post_over,
        )

    @property
    def uninvited(self) -> list[Invitee]:
        """Return who owns barriers, is not invited and has not come."""
        known = {*self.rakor.expected, *self.rakor.came}
        return uninvited(self.invitees, known)

    @property
    def leads(self) -> bool:
        """Tell whether the reader speaks for the office that called it."""
        return self.rakor.caller in self.r.offices

    def attending(self) -> list[Office]:
        """Return for which of their offices the reader may state that it came: those invited first."""
        table = foundations.authority(log=self.r.log)
        able = [
            post
            for post in acts.posts(self.r.offices)
            if table.row(kind=ATTEND, line=post.line) and may_attend(self.rakor, post)
        ]
        return sorted(able, key=lambda post: post.id not in self.rakor.expected)

    def copiers(self) -> list[Office]:
        """Return for which of their offices the reader may copy the list on paper, the gateway left out."""
        table, region = foundations.authority(log=self.r.log), self.rakor.region
        posts = [post for post in acts.posts(self.r.offices) if post.line != "gateway"]
        return [post for post in posts if table.rule(office=post, kind="transcribe", region=region)]

    def at_table(self, cell: str) -> str:
        """Return where the facilitator's page of a cell is; '' where there is none for this reader."""
        held = self.last
        if held is None or not held.speaks_of(cell) or not self.r.scope.covers(held.region):
            return ""
        return door("facilitate-cell", held.id, str(held.number), cell)


def sees(r: Reader, rakor: Rakor) -> bool:
    """Tell whether a reader may see a meeting: its area is theirs, or their office is invited or came."""
    own = any(office in rakor.expected or office in rakor.came for office in r.offices)
    return own or r.scope.covers(rakor.region)


def room(r: Reader, code: str) -> Room:
    """
    Return a meeting the reader may see.

    Raises:
        Http404: There is none, or it is not theirs to see.
    """
    found = records.rakor(log=r.log, code=code)
    if found is None or not sees(r, found):
        raise Http404
    return Room(r, found)
