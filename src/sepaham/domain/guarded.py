"""
A movement plan that is proposed, with whom it needs along and on guard, and whom an assigner would send.

What the rules ask for follows from the plan alone. Whom to send needs the strength of posts; where nobody
knows it, or nobody asked for a roster, that is said in place of figures.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import Level, ancestor, level_of, local_zone
from sepaham.domain.duties import Assigner, Squad, assumed_minutes, shifts_over
from sepaham.domain.escorts import Escorts, Grading
from sepaham.domain.guarding import VOTE_CLOSES, Job, jobs_of
from sepaham.domain.orders import Order
from sepaham.domain.proposing import Proposed
from sepaham.domain.rostering import Proposal, propose
from sepaham.domain.routing import Budget

NO_POSTS, NOT_ASKED, NO_HOURS = "no_posts", "not_asked", "no_hours"
_ITERATIONS = 200
"""So far a roster of a proposed plan is searched for at most, all its parts together."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who there is to send, and whoever assigns them."""

    squads: Sequence[Squad]
    assigner: Assigner


@dataclass(frozen=True, slots=True)
class Guarded:
    """
    What is needed around a proposed plan, and who could do it.

    Attributes:
        jobs: What is to be escorted and guarded.
        roster: Who could do it; None where nobody was assigned.
        why: Why nobody was: ``no_posts``, ``not_asked``, ``no_hours``; '' where somebody was.
    """

    jobs: tuple[Job, ...]
    roster: Proposal | None
    why: str = ""


def guarded(proposed: Proposed, *, escorts: Escorts, grading: Grading, crew: Crew | None = None) -> Guarded:
    """
    Return what a proposed plan needs along and on guard, and with a crew who could do it.

    Args:
        proposed: The plan.
        escorts: Each institution's own pattern.
        grading: How prone places are.
        crew: Who there is; None where no roster is wanted.
    """
    jobs = tuple(_jobs(proposed, escorts, grading))
    timed = [(job.starts_at, job.ends_at) for job in jobs if job.starts_at and job.ends_at]
    if crew is None or not crew.squads or not timed:
        why = NOT_ASKED if crew is None else NO_HOURS if crew.squads else NO_POSTS
        return Guarded(jobs, None, why)
    roster = propose(
        jobs=jobs,
        squads=crew.squads,
        shifts=shifts_over(
            first=min(begin for begin, _ in timed),
            last=max(end for _, end in timed),
            starts=escorts.starts,
            zone=local_zone(_kabupaten(proposed)),
        ),
        rest_minutes=escorts.rest_minutes,
        minutes=assumed_minutes(escorts.between_minutes),
        assigner=crew.assigner,
        budget=_budget(proposed.request.order),
    )
    return Guarded(jobs, roster)


def _jobs(proposed: Proposed, escorts: Escorts, grading: Grading) -> list[Job]:
    plan, kabupaten = proposed.world.plan, _kabupaten(proposed)
    stations: defaultdict[str, set[str]] = defaultdict(set)
    for load in plan.lists.values():
        if level_of(load.region) is Level.TPS:
            stations[ancestor(load.region, Level.DESA)].add(load.region)
    return jobs_of(
        plan=plan,
        movement=proposed.movement,
        escorts=escorts,
        grading=grading,
        stations={desa: sorted(keys) for desa, keys in stations.items()},
        closes_at=datetime.combine(proposed.world.day, VOTE_CLOSES, local_zone(kabupaten)),
    )


def _kabupaten(proposed: Proposed) -> str:
    return proposed.movement.log.split("/")[1]


def _budget(order: Order) -> Budget:
    """Return how far to search: by iterations even where seconds bound the plan, so that it repeats."""
    return Budget(order.seed, min(order.iterations or _ITERATIONS, _ITERATIONS))
