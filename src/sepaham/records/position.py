"""Where an office stands: all it owes, counted once for its first page, its position and its phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.base import end_of_day, local_moment, parse_instant
from sepaham.domain.commitments import State
from sepaham.domain.escorting import Course, may_answer
from sepaham.domain.findings import Finding
from sepaham.domain.ladder import stand_of
from sepaham.domain.position import Duty, Position, Task, tasks, wanted
from sepaham.domain.posts import seats_above
from sepaham.domain.register import Office
from sepaham.domain.rights import rights
from sepaham.domain.rounds import CLOSE, COMMIT, OPEN, Turn, rounds_of
from sepaham.records import briefing, desk, escorts, foundations, means, rakor
from sepaham.records.access import GUARDS
from sepaham.records.desk import Orders, Packing, Pile
from sepaham.records.enrolment import offices_below
from sepaham.records.facts import facts
from sepaham.records.log import Log
from sepaham.records.register import profile
from sepaham.records.waiting import NIGHT, nights_silent

_HOLDERS = frozenset({"kpu", "ppk", "pps", "kpps"})
_KEEPERS = frozenset({"pps", "kpps"})
"""Who keeps goods in the night before voting day."""
SOON = timedelta(days=2)
"""So long before its hour a commitment is to be kept now."""
_MEETS = timedelta(hours=12)
"""So long before and after its hour a meeting is now."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for an office; None where it does not concern it."""

    office: str
    give: Pile | None
    receive: Pile | None
    observe: Pile | None
    moving: Pile | None
    planned: Pile | None
    overdue: Pile
    unplanned: int | None
    packing: Packing | None
    orders: Orders | None
    answer: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    """What it owes others by name, now and later."""

    @property
    def owed(self) -> tuple[Task, ...]:
        """Return what it owes others now beside goods; escorts also where none is asked of who escorts."""
        found = {task.code: task for task in tasks(self.duties, now=True)}
        always = {"escorts": Task("escorts", 0)} if self.office.partition(":")[0] in GUARDS else {}
        return tuple(task for code, task in {**always, **found}.items() if code not in {"give", "receive"})

    def now(self) -> tuple[Task, ...]:
        """Return all that waits now, the heaviest first."""
        counts = {
            "observe": self.observe and self.observe.now,
            "answer": len(self.answer),
            "overdue": self.overdue.now,
            "unplanned": self.unplanned,
            "packing": self.packing and self.packing.stations - self.packing.packed,
            "orders": self.orders and self.orders.placed - self.orders.came,
        }
        counted = [Duty(code, "", "") for code, number in counts.items() for _ in range(number or 0)]
        return tasks([*self.duties, *counted], now=True)


def desk_of(*, log: Log, post: Office, at: datetime, plans: bool) -> Desk:
    """
    Count what concerns one office.

    Args:
        log: The log.
        post: The office with its regions.
        at: The hour.
        plans: Whether it may know hours of what has not moved; its own deliveries it always may.
    """
    regions, holder, kpu = post.regions, post.line in _HOLDERS, post.line == "kpu"
    watches, until = not holder, end_of_day(at, regions[0])
    sees = watches and bool(foundations.authority(log=log).row(kind="handover.observe", line=post.line))
    give = desk.to_give(log=log, office=post.id, at=at) if holder else None
    planned = foundations.movement_in_force(log) is not None
    findings = desk.open_findings(log=log, offices=[post], at=at)
    shows = watches and plans
    return Desk(
        office=post.id,
        give=give,
        receive=desk.to_receive(log=log, office=post.id) if holder else None,
        observe=desk.to_observe(log=log, regions=regions) if sees else None,
        moving=desk.moving(log=log, regions=regions) if watches else None,
        planned=desk.planned(log=log, regions=regions, at=at, until=until) if shows else None,
        overdue=desk.overdue(log=log, regions=regions, at=at),
        unplanned=(0 if planned else give.all) if kpu and give else None,
        packing=desk.packing(log=log, regions=regions) if kpu else None,
        orders=desk.orders(log=log) if kpu else None,
        answer=tuple(desk.to_answer(log=log, office=post, findings=findings)),
        duties=tuple(_duties(log, post, at)),
    )


def position(*, log: Log, post: Office, found: Desk) -> Position:
    """Return where an office stands, of which `found` waits for it."""
    table = foundations.authority(log=log)
    return Position(
        office=post.id,
        may=rights(table, post.line),
        never=rights(table, post.line, answer="never"),
        now=found.now(),
        next=tasks(found.duties, now=False),
        wanted=wanted(found.duties),
        above=seats_above(post),
        below=tuple(offices_below([post])),
    )


# What an office owes


def _duties(log: Log, post: Office, at: datetime) -> Iterator[Duty]:
    if post.line in _HOLDERS:
        yield from desk.owed(log=log, office=post.id, at=at)
    if post.line in GUARDS:
        yield from _escorts(log, post)
    if post.line in _KEEPERS:
        yield from _nights(log, post, at)
    yield from _rounds(log, post, at)
    yield from _meetings(log, post, at)
    yield from _proposals(log, post)
    yield from _commitments(log, post, at)
    yield from _briefings(log, post, at)


def _escorts(log: Log, post: Office) -> Iterator[Duty]:
    for one in escorts.asked(log=log):
        if one.course is Course.ASKED and may_answer(post.id, one.to):
            yield Duty("escorts", one.ask.actor, one.ask.region, one.escort)


def _nights(log: Log, post: Office, at: datetime) -> Iterator[Duty]:
    """Yield the reports of the night that are due, and the next slot that comes."""
    above = next(iter(seats_above(post)), "")
    for wait in nights_silent(log=log, regions=post.regions, at=at):
        yield Duty("night", above, wait.region, due=wait.since)
    hours = (
        local_moment(day=profile().day, offset=offset, hour=hour, region=post.regions[0])
        for offset, hour in NIGHT.values()
    )
    coming = [hour for hour in hours if hour > at]
    if coming:
        yield Duty("night", above, post.regions[0], due=coming[0], now=False)


def _rounds(log: Log, post: Office, at: datetime) -> Iterator[Duty]:
    """Yield the open rounds it has not sealed its ratings for, and its own that are ready to be closed."""
    for held in rounds_of(facts(log=log, kinds=(OPEN, CLOSE, COMMIT)), log=log.origin):
        if held.closed:
            continue
        told = held.opened.body.get("closes")
        closes = parse_instant(told) if told else None
        about = f"{held.id}/{held.number}"
        if post.id in held.asked and held.turn(post.id) is Turn.SILENT:
            yield Duty("rate", held.opened.actor, held.region, about, closes)
        all_sealed = all(held.turn(office) is not Turn.SILENT for office in held.asked)
        if post.id == held.opened.actor and (all_sealed or (closes and closes <= at)):
            yield Duty("close", "", held.region, about, closes)


def _meetings(log: Log, post: Office, at: datetime) -> Iterator[Duty]:
    for one in rakor.rakors(log=log):
        if post.id in one.call.body["offices"] and post.id not in one.came and at < one.starts_at + _MEETS:
            near = at >= one.starts_at - _MEETS
            yield Duty("rakor", one.caller, one.region, one.id, one.starts_at, near)


def _proposals(log: Log, post: Office) -> Iterator[Duty]:
    for one in means.proposals(log=log):
        if one.to == post.id and one.answer is None:
            yield Duty("propose", one.by, one.region, one.id, one.due)


def _commitments(log: Log, post: Office, at: datetime) -> Iterator[Duty]:
    for one in means.commitments(log=log):
        state = one.state(at)
        if one.by == post.id and state in {State.OPEN, State.EXPIRED}:
            yield Duty("promise", one.confirms, one.region, one.id, one.due, one.due <= at + SOON)
        if one.confirms == post.id and state is State.DECLARED:
            yield Duty("confirm", one.by, one.region, one.id, one.due)


def _briefings(log: Log, post: Office, at: datetime) -> Iterator[Duty]:
    """Yield the one-page briefings whose questions it has yet to answer; the office above calls who errs."""
    pages = briefing.pages_of_office(log=log, office=post.id)
    if not pages:
        return
    told = briefing.steps(log=log, keys=[page.key for page in pages], offices=[post.id])
    above = next(iter(seats_above(post)), "")
    for page in (page for page in pages if page.until > at):
        steps = [step for step in told if step.key == page.key]
        if stand_of(page, steps, log=log.origin, office=post.id, at=at).asked:
            yield Duty("brief", above, page.region, page.key)
