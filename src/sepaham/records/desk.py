"""What an office's first page counts: what it has to give, to receive, to see, to answer; and its notices."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Min, Q, QuerySet, Sum, Value, When

from sepaham.domain.base import parse_instant
from sepaham.domain.findings import Finding as FindingValue
from sepaham.domain.notices import Notice, answerable, notices
from sepaham.domain.position import Duty
from sepaham.domain.register import Office
from sepaham.records import custody, goods
from sepaham.records.acts import posts
from sepaham.records.custody import Finding, Load, Unit
from sepaham.records.facts import Fact
from sepaham.records.log import Log, Statement
from sepaham.records.people import Account, Preference
from sepaham.records.within import inside

READ_MARK = "notices.read"
"""The preference that holds up to which hour an account read its notices, and of which log."""


@dataclass(frozen=True, slots=True)
class Move:
    """A load list as a first page names it."""

    hash: str
    leg: str
    giver: str
    receiver: str
    region: str
    units: int
    opens_at: datetime
    closes_at: datetime
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pile:
    """Load lists that wait for the same thing: how many, how many of them now, and the one to take first."""

    all: int
    now: int
    first: Move | None


@dataclass(frozen=True, slots=True)
class Packing:
    """How many polling stations have all their goods packed."""

    packed: int
    stations: int


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders of goods stated, and those of them of which as much came as was ordered."""

    placed: int
    came: int


def to_give(*, log: Log, office: str, at: datetime) -> Pile:
    """Return the lists an office has yet to hand over; now are those whose hours have begun."""
    rows = _giving(log, office)
    return _pile(rows.order_by("closes_at", "region"), rows.filter(opens_at__lte=at))


def to_receive(*, log: Log, office: str) -> Pile:
    """Return the lists an office has yet to receive; now are those that were handed over."""
    rows = _receiving(log, office)
    order = Case(When(given_at=None, then=Value(1)), default=Value(0))
    return _pile(rows.order_by(order, "closes_at", "region"), rows.exclude(given_at=None))


def owed(*, log: Log, office: str, at: datetime) -> Iterator[Duty]:
    """Yield what an office has yet to hand over and to receive, each with whoever waits for it."""
    parts = (("give", _giving(log, office), "receiver"), ("receive", _receiving(log, office), "giver"))
    for code, rows, other in parts:
        told = rows.values_list(other, "region", "hash", "opens_at", "closes_at", "given_at")
        for who, region, hash_, opens_at, closes_at, given_at in told:
            now = given_at is not None if code == "receive" else opens_at <= at
            yield Duty(code, who, region, hash_, closes_at if now else opens_at, now)


def _giving(log: Log, office: str) -> "QuerySet[Load]":
    return Load.objects.filter(log=log, giver=office, given_at=None, received_at=None)


def _receiving(log: Log, office: str) -> "QuerySet[Load]":
    return Load.objects.filter(log=log, receiver=office, received_at=None)


def to_observe(*, log: Log, regions: Collection[str]) -> Pile:
    """Return what was stated of some regions and seen by nobody else; now is what is still on its way."""
    rows = Load.objects.filter(log=log, seen=0).exclude(source="").filter(inside(regions))
    order = Case(When(received_at=None, then=Value(0)), default=Value(1))
    return _pile(rows.order_by(order, "-given_at", "region"), rows.filter(received_at=None))


def moving(*, log: Log, regions: Collection[str]) -> Pile:
    """Return the lists handed over and not yet received in some regions."""
    rows = Load.objects.filter(log=log, received_at=None).exclude(given_at=None).filter(inside(regions))
    return _pile(rows.order_by("closes_at", "region"), rows)


def planned(*, log: Log, regions: Collection[str], at: datetime, until: datetime) -> Pile:
    """Return the lists of which nothing is stated yet and whose hours begin by an hour; now, have begun."""
    rows = Load.objects.filter(log=log, source="", opens_at__lte=until).filter(inside(regions))
    return _pile(rows.order_by("opens_at", "region"), rows.filter(opens_at__lte=at))


def overdue(*, log: Log, regions: Collection[str], at: datetime) -> Pile:
    """Return the lists not received although their limit has passed."""
    rows = Load.objects.filter(log=log, received_at=None, closes_at__lte=at).filter(inside(regions))
    return _pile(rows.order_by("closes_at", "region"), rows)


def packing(*, log: Log, regions: Collection[str]) -> Packing:
    """Return how far the packing is in some regions."""
    rows = Unit.objects.filter(log=log).filter(inside(regions, "station")).values("station")
    whole = Min(Case(When(packed=True, then=Value(1)), default=Value(0)))
    told = rows.annotate(whole=whole).aggregate(packed=Sum("whole"), stations=Count("station"))
    return Packing(told["packed"] or 0, told["stations"])


def orders(*, log: Log) -> Orders:
    """Return how many orders were stated and how many of them came in full."""
    told = goods.orders(log)
    return Orders(len(told), sum(order.came_at is not None for order in told))


def _pile(rows: "QuerySet[Load]", now: "QuerySet[Load]") -> Pile:
    first = rows.first()
    return Pile(rows.count(), now.count(), _move(first) if first else None)


def _move(row: Load) -> Move:
    return Move(
        hash=row.hash,
        leg=row.leg,
        giver=row.giver,
        receiver=row.receiver,
        region=row.region,
        units=len(row.units),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        given_at=row.given_at,
    )


# What needs a look, and whom it is told to


def open_findings(*, log: Log, offices: Iterable[Office], at: datetime) -> list[FindingValue]:
    """Return what needs a look at an hour where some offices answer."""
    regions = {region for office in offices for region in office.regions}
    rows = Finding.objects.filter(log=log, since__lte=at).filter(inside(regions))
    return [custody.finding_value(row) for row in rows.filter(Q(until=None) | Q(until__gt=at))]


def first_answers(*, log: Log, region_of: Mapping[str, str]) -> dict[str, datetime]:
    """Return when findings were first answered where they are, by their key."""
    found: dict[str, datetime] = {}
    rows = Fact.objects.filter(log=log, kind="finding.answer")
    for key, region, at in rows.values_list("subject", "region", "received_at"):
        if region_of.get(key) == region:
            found[key] = min(at, found.get(key, at))
    return found


def to_answer(*, log: Log, office: Office, findings: Iterable[FindingValue]) -> list[FindingValue]:
    """Return what an office can answer for and has not answered, oldest first."""
    told = Fact.objects.filter(log=log, kind="finding.answer", actor=office.id).values_list("subject")
    done = {subject for (subject,) in told}
    mine = [f for f in findings if office.id in answerable(f) and office.covers(f.region)]
    return sorted((f for f in mine if f.key not in done), key=lambda f: (f.since, f.key))


def notices_to(*, log: Log, offices: Collection[Office], at: datetime) -> list[Notice]:
    """Return what is told to some offices of one reader, what is told later too, newest first."""
    findings = open_findings(log=log, offices=offices, at=at)
    came = _came(log, {id_ for finding in findings for id_ in finding.basis})
    return notices(
        findings,
        offices=offices,
        known={
            f.key: max(hours) for f in findings if (hours := [came[id_] for id_ in f.basis if id_ in came])
        },
        answered=first_answers(log=log, region_of={f.key: f.region for f in findings}),
    )


def _came(log: Log, statements: Collection[str]) -> dict[str, datetime]:
    """Return when statements reached the log, by their ids."""
    ids, found = sorted(statements), {}
    for start in range(0, len(ids), 500):
        rows = Statement.objects.filter(log=log, key__in=ids[start : start + 500])
        found.update(rows.values_list("key", "received_at"))
    return found


def read_up_to(*, account: Account, log: Log) -> datetime | None:
    """Return up to which hour an account has read its notices of a log."""
    value = Preference.objects.filter(account=account, key=READ_MARK).values_list("value", flat=True).first()
    return parse_instant(value["at"]) if value and value.get("log") == log.origin else None


def notices_waiting(*, account: Account, offices: Collection[str], log: Log, at: datetime) -> int:
    """Return how many notices an account has not read, for the head of every page."""
    if not offices:
        return 0
    mark = read_up_to(account=account, log=log)
    told = notices_to(log=log, offices=posts(offices), at=at)
    return sum(notice.at <= at and (mark is None or notice.at > mark) for notice in told)
