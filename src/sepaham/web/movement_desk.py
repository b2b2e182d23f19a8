"""Who may have which paper of which planned trip."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from sepaham.actions.planning import terms_in_force
from sepaham.domain.base import RegionError, region_code, within
from sepaham.domain.movement import Journey
from sepaham.domain.register import LINES
from sepaham.records.access import Scope
from sepaham.records.movement_papers import Gathering, gathering
from sepaham.records.register import profile
from sepaham.web.reader import Reader, reader

OWN = frozenset({"card", "spj"})
"""What is for those alone who move the goods."""
_MOVERS, _ESCORTS = frozenset({"kpu"}), frozenset({"polri", "tni"})
_ROOMS = frozenset({"camat"})
"""The lines entitled to the schedule of their own place since the room is theirs."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A reader before the movement plan in force."""

    r: Reader
    g: Gathering

    def may_print(self, journey: Journey, what: str) -> bool:
        """Tell whether the reader may have a paper of a trip."""
        return self.moves(journey) if what in OWN else self.sees(journey)

    def sees(self, journey: Journey) -> bool:
        """Tell whether the reader may know of a trip before it is stated: a party, or who knows plans."""
        scope = self.r.scope
        return (scope.knows_plans and scope.covers(journey.region)) or self._party(journey)

    def moves(self, journey: Journey) -> bool:
        """Tell whether the reader has a hand in moving the goods, or answers for who has."""
        return self._party(journey) or self._answers(journey, _MOVERS)

    def names(self, journey: Journey) -> bool:
        """Tell whether the reader may know plate and driver: who moves the goods, and who escorts them."""
        return self.moves(journey) or self._answers(journey, _ESCORTS)

    def concerning(self, region: str) -> list[Journey]:
        """Return the trips that start or call in a region, in the order they leave."""
        found = [
            journey
            for journey in self.g.movement.journeys.values()
            if within(journey.region, region) or any(within(halt.region, region) for halt in journey.halts)
        ]
        return sorted(found, key=lambda journey: (journey.departs_at, journey.id))

    def _party(self, journey: Journey) -> bool:
        return not self.g.parties(journey).isdisjoint(self.r.offices)

    def _answers(self, journey: Journey, institutions: frozenset[str]) -> bool:
        lines = {office.partition(":")[0] for office in self.r.offices}
        mine = any(LINES[line].institution in institutions for line in lines if line in LINES)
        return mine and self.r.scope.covers(journey.region)


def desk(request: HttpRequest) -> Desk:
    """
    Return the reader before the movement plan in force.

    Raises:
        Http404: No movement plan is in force.
    """
    r = reader(request)
    found = gathering_for(r)
    if found is None:
        raise Http404
    return Desk(r, found)


def gathering_for(r: Reader) -> Gathering | None:
    """Return what papers are gathered from; None before a movement plan is in force."""
    return gathering(log=r.log, profile=profile(), terms=terms_in_force(), at=r.at)


def entitled(r: Reader, region: str) -> str:
    """Return the office for which the reader gets a place's schedule; '' for none."""
    for office in r.offices:
        alone = Scope((office,), r.scope.posts)
        if alone.covers(region) and (alone.knows_plans or office.partition(":")[0] in _ROOMS):
            return office
    return ""


def place_asked(r: Reader, code: str) -> str:
    """
    Return a place by its code.

    Raises:
        Http404: There is none of that code, or it is outside the reader's region.
    """
    try:
        region = region_code(code)
    except RegionError:
        raise Http404 from None
    if region != code or not r.scope.covers(region):
        raise Http404
    return region
