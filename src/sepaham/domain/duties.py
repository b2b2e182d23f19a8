"""
Which officers do what in which shift: squads, duties, and whoever assigns the ones to the others.

Officers are numbers at a post, never names. An officer works one shift and rests the next; within a shift
they go from one duty to another where the way leaves time for it. What nobody can do is left open, with why.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from itertools import pairwise
from typing import Protocol

from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.escorts import WEIGHTS, Want
from sepaham.domain.guarding import Job
from sepaham.domain.routing import Budget

Minutes = Callable[[str, str], int]
"""How long the way from one place to another takes."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Squad:
    """
    Officers of one post who are alike.

    Attributes:
        id: What it is called.
        office: Whose means they are: ``polsek:35.17.15``.
        institution: ``polri``, ``tni``, ``linmas``.
        region: Where they are posted; they serve what lies in it.
        officers: How many they are.
        skills: What they can do.
    """

    id: str
    office: str
    institution: str
    region: str
    officers: int
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of time that an officer is on duty for."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """
    What one job asks of one institution in one shift.

    Attributes:
        id: What it is called.
        job: The key of its job.
        want: Who is needed.
        region: Where it begins and ends.
        shift: The index of the shift it begins in.
        weight: How much a missing officer weighs.
    """

    id: str
    job: str
    want: Want
    region: str
    shift: int
    starts_at: datetime
    ends_at: datetime
    weight: int


@dataclass(frozen=True, slots=True)
class Rota:
    """
    What is asked: duties to be done by squads.

    Attributes:
        able: The squads that may take each duty, by its id, nearest first.
        used: How many officers of a squad are on duty in a shift already.
        minutes: How long ways take, with what changing from one duty to another takes besides.
    """

    duties: tuple[Duty, ...]
    squads: Mapping[str, Squad]
    able: Mapping[str, tuple[str, ...]]
    used: Mapping[tuple[str, int], int]
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Posting:
    """So many officers of a squad on one duty."""

    duty: str
    squad: str
    officers: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """
    An answer.

    Attributes:
        postings: Who does what.
        on_duty: How many officers of each squad are on duty in each shift.
        cost: What it costs by `price`, the less the better.
        bound: No answer costs less than this; None where the solver proves nothing.
    """

    postings: tuple[Posting, ...]
    on_duty: Mapping[tuple[str, int], int]
    cost: int
    bound: int | None


class Assigner(Protocol):
    """Whoever assigns officers."""

    def assign(self, rota: Rota, *, budget: Budget) -> Assigned:
        """
        Return the best assignment found.

        Args:
            rota: What is asked.
            budget: How long to search.
        """
        ...


_AREA_MINUTES, _FAR_MINUTES = 20, 45


def assumed_minutes(between: int) -> Minutes:
    """Return ways nobody measured, within a kecamatan and beyond, and what changing duties takes besides."""

    def minutes(one: str, other: str) -> int:
        if one == other:
            return between
        near = ancestor(one, Level.KECAMATAN) == ancestor(other, Level.KECAMATAN)
        return between + (_AREA_MINUTES if near else _FAR_MINUTES)

    return minutes


MISSING, UNDONE, ON_DUTY = 1000, 3000, 10
"""What an officer short, a duty not done at all and an officer on duty cost; a minute of way costs 1."""


def shifts_over(
    *, first: datetime, last: datetime, starts: Sequence[time], zone: timezone
) -> tuple[Shift, ...]:
    """
    Return the shifts that a stretch of time lies in.

    Args:
        first: Its begin.
        last: Its end.
        starts: When shifts begin, by the clock of the place.
        zone: The clock of the place.
    """
    day, found = first.astimezone(zone).date() - _DAY, list[datetime]()
    while day <= last.astimezone(zone).date() + _DAY:
        found += [datetime.combine(day, start, zone) for start in starts]
        day += _DAY
    shifts = (Shift(one, following) for one, following in pairwise(found))
    return tuple(shift for shift in shifts if shift.ends_at > first and shift.starts_at < last)


def duties_of(jobs: Iterable[Job], shifts: Sequence[Shift]) -> list[Duty]:
    """
    Cut jobs into duties: a store's by shift, a journey's whole, in the shift it begins in.

    Jobs without hours have none.
    """
    found = []
    for job in jobs:
        for shift, starts_at, ends_at in _pieces(job, shifts):
            found += [
                Duty(
                    id=f"{job.key}/{number}/{shift}",
                    job=job.key,
                    want=want,
                    region=job.region,
                    shift=shift,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    weight=WEIGHTS[job.grade],
                )
                for number, want in enumerate(job.wants)
            ]
    return found


def _pieces(job: Job, shifts: Sequence[Shift]) -> Iterable[tuple[int, datetime, datetime]]:
    if job.starts_at is None or job.ends_at is None:
        return
    for number, shift in enumerate(shifts):
        if job.leg:
            if shift.starts_at <= job.starts_at < shift.ends_at:
                yield number, job.starts_at, job.ends_at
        elif shift.starts_at < job.ends_at and job.starts_at < shift.ends_at:
            yield number, max(shift.starts_at, job.starts_at), min(shift.ends_at, job.ends_at)


def serves(squad: Squad, duty: Duty) -> bool:
    """Tell whether a duty is a squad's own: of its institution and skill, and in the area of its post."""
    level = level_of(duty.region)
    at_level = level_of(squad.region) > Level.KABUPATEN or level == Level.KABUPATEN
    return fits(squad, duty) and at_level and within(duty.region, squad.region)


def fits(squad: Squad, duty: Duty) -> bool:
    """Tell whether a squad is of the institution a duty asks for, and able to do it."""
    want = duty.want
    return squad.institution == want.institution and (not want.skill or want.skill in squad.skills)


def too_long(duty: Duty, shifts: Sequence[Shift], rest_minutes: int) -> bool:
    """Tell whether a duty ends so late that its officers' next free shift leaves them too little rest."""
    resting = shifts[duty.shift + 1] if duty.shift + 1 < len(shifts) else None
    length = resting.ends_at - resting.starts_at if resting else timedelta(hours=12)
    return shifts[duty.shift].ends_at + length - duty.ends_at < timedelta(minutes=rest_minutes)


def parts_of(duties: Iterable[Duty]) -> dict[tuple[str, str], list[Duty]]:
    """Split duties into what shares no officer: by institution, and by kecamatan or for the kabupaten."""
    found: defaultdict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.want.institution, ancestor(duty.region, Level.KECAMATAN)].append(duty)
    return dict(sorted(found.items()))


def may_follow(first: Duty, then: Duty, minutes: Minutes) -> bool:
    """Tell whether an officer who did one duty can be at another in time."""
    way = timedelta(minutes=minutes(first.region, then.region))
    return first.shift == then.shift and first.ends_at + way <= then.starts_at


def short_of(duties: Iterable[Duty], postings: Iterable[Posting]) -> dict[str, int]:
    """Return how many officers each duty lacks, those that lack some alone."""
    sent: defaultdict[str, int] = defaultdict(int)
    for posting in postings:
        sent[posting.duty] += posting.officers
    return {
        duty.id: duty.want.officers - sent[duty.id] for duty in duties if sent[duty.id] < duty.want.officers
    }


def price(rota: Rota, assigned: Assigned) -> int:
    """Return what an answer costs, ways between duties left out: what is missing, undone, and on duty."""
    lacking = short_of(rota.duties, assigned.postings)
    missing = sum(
        duty.weight * (MISSING * lacking[duty.id] + UNDONE * _undone(duty, lacking[duty.id]))
        for duty in rota.duties
        if duty.id in lacking
    )
    return missing + ON_DUTY * sum(assigned.on_duty.values())


def _undone(duty: Duty, lacking: int) -> bool:
    return duty.want.officers - lacking < max(duty.want.least, 1)
