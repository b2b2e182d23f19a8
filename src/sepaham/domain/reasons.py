"""Why a load list had a place in a routing problem and is carried by nobody all the same."""

from sepaham.domain.dispatch_problem import Asked
from sepaham.domain.timetable import Atlas, may_carry, timed
from sepaham.domain.travel import UNREACHABLE

NO_WAY, TOO_FAR, NO_FLEET = "no_way", "too_far", "no_fleet"
"""No vehicle that may go there has a way; alone, none gets there and back in its hours; each could be carried
alone, but the store's vehicles do not manage all in their hours."""


def reason_of(asked: Asked, atlas: Atlas, name: str) -> str:
    """Return why a task of a problem is missed."""
    task = atlas.tasks[name]
    carriers = [carrier for carrier in asked.problem.carriers if may_carry(carrier, task)]
    if any(timed(atlas, carrier=carrier, vehicle=0, tours=((name,),)) for carrier in carriers):
        return NO_FLEET
    for carrier in carriers:
        depot, place, _ = atlas.stops(carrier, (name,))
        seconds = atlas.matrix(carrier).seconds
        if UNREACHABLE not in {seconds[depot][place], seconds[place][depot]}:
            return TOO_FAR
    return NO_WAY
