"""Who has not yet stated what is due: handovers, night reports, seal counts; and who cannot be reached."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q

from sepaham.domain.base import Level, local_moment, within
from sepaham.domain.loads import LEGS
from sepaham.domain.register import LINES, office_id
from sepaham.domain.seals import accounts_of
from sepaham.records import goods
from sepaham.records.custody import Load, Unit
from sepaham.records.facts import Device, Fact
from sepaham.records.log import Log
from sepaham.records.people import Post
from sepaham.records.register import Office, only_kabupaten, profile
from sepaham.records.within import inside

NIGHT = {"22": (-1, time(22)), "05": (0, time(5))}
"""The slots of night reports, by day from voting day and hour."""
_NIGHT_ENDS = (0, time(13))
_SEALS_DUE = (1, time(0))
_DEVICES_DUE = (-7, time(0))
_STATING = ("kpu", "ppk", "pps", "bawaslu", "panwascam")
"""Lines whose offices state at desks; polling stations' phones come on the last days."""
_NOT_CALLED = ("gateway", "supplier", "carrier")


@dataclass(frozen=True, slots=True)
class Wait:
    """
    One office that has not yet stated one thing.

    Attributes:
        what: ``give_late``, ``give``, ``receive_late``, ``night``, ``seals``, ``device`` or ``contact``.
        region: Where.
        since: From when it is due; None for what has no hour.
        load: The load list's hash, for a handover.
        leg: Its leg.
    """

    what: str
    office: str
    region: str
    since: datetime | None = None
    load: str = ""
    leg: str = ""


def handovers_due(
    *, log: Log, regions: Collection[str], at: datetime, plans: bool, own: Collection[str]
) -> list[Wait]:
    """
    Return who has yet to hand over or receive what is due at an hour.

    Args:
        log: The log.
        regions: Where the lists go.
        at: The hour.
        plans: Whether the reader may know of movements of which nothing was stated yet.
        own: The reader's offices: what they are a party to is theirs to know.
    """
    rows = Load.objects.filter(log=log, received_at=None, opens_at__lte=at).filter(inside(regions))
    if not plans:
        rows = rows.filter(~Q(source="") | Q(giver__in=list(own)) | Q(receiver__in=list(own)))
    empty = _empty_handed(log)
    found = []
    for row in rows.order_by("closes_at", "region", "hash"):
        late = row.closes_at <= at
        if row.given_at is None and (row.giver, LEGS[row.leg].stage) not in empty:
            what, since = ("give_late", row.closes_at) if late else ("give", row.opens_at)
            found.append(Wait(what, row.giver, row.region, since, row.hash, row.leg))
        elif row.given_at is not None and late:
            found.append(Wait("receive_late", row.receiver, row.region, row.closes_at, row.hash, row.leg))
    return found


def _empty_handed(log: Log) -> set[tuple[str, int]]:
    """Return which givers, at which stage, have nothing to give: nothing reached them the stage before."""
    came: defaultdict[str, defaultdict[int, bool]] = defaultdict(lambda: defaultdict(bool))
    for leg, receiver, received in Load.objects.filter(log=log).values_list("leg", "receiver", "received_at"):
        came[receiver][LEGS[leg].stage] |= received is not None
    empty = set()
    for office, stages in came.items():
        for leg in LEGS.values():
            before = [stage for stage in stages if stage < leg.stage]
            if leg.giver == office.partition(":")[0] and before and not stages[max(before)]:
                empty.add((office, leg.stage))
    return empty


def nights_silent(*, log: Log, regions: Collection[str], at: datetime) -> list[Wait]:
    """Return the polling stations' officers who keep goods and have not reported a slot that has passed."""
    region, day = only_kabupaten(), profile().day
    hours = {
        slot: local_moment(day=day, offset=offset, hour=hour, region=region)
        for slot, (offset, hour) in NIGHT.items()
    }
    offset, hour = _NIGHT_ENDS
    passed = [slot for slot, due in hours.items() if due <= at]
    if not passed or at >= local_moment(day=day, offset=offset, hour=hour, region=region):
        return []
    slot = passed[-1]
    told = Fact.objects.filter(log=log, kind="night.report").values_list("region", "body")
    reported = [place for place, body in told if body.get("slot") == slot]
    kept = Unit.objects.filter(log=log, place="tps").filter(inside(regions, "station"))
    stations = sorted(s for s in set(kept.values_list("station", flat=True)) if not _covered(s, reported))
    return [Wait("night", office_id("kpps", station), station, hours[slot]) for station in stations]


def seals_uncounted(*, log: Log, regions: Collection[str], at: datetime) -> list[Wait]:
    """
    Return the offices that were given seals to keep and have counted none back after voting day.

    A polling station's seals come packed with its goods; what it leaves over is counted by who gets it home.
    """
    offset, hour = _SEALS_DUE
    due = local_moment(day=profile().day, offset=offset, hour=hour, region=only_kabupaten())
    if at < due:
        return []
    accounts = accounts_of(goods.seals(log)).values()
    keepers = LINES.keys() - {"kpps"}
    silent = [
        a.office for a in accounts if a.received and a.blank is None and a.office.partition(":")[0] in keepers
    ]
    return [Wait("seals", o, _seat(o), due) for o in sorted(silent) if _covered(_seat(o), regions)]


def not_enrolled(*, log: Log, regions: Collection[str], at: datetime) -> list[Wait]:
    """Return the offices that state at desks and have no device to sign with, in the last week."""
    offset, hour = _DEVICES_DUE
    due = local_moment(day=profile().day, offset=offset, hour=hour, region=only_kabupaten())
    if at < due:
        return []
    able = set(Device.objects.filter(log=log, revoked_from=0).values_list("office", flat=True))
    rows = Office.objects.filter(line__in=_STATING).order_by("id").values_list("id", flat=True)
    return [Wait("device", o, _seat(o), due) for o in rows if o not in able and _covered(_seat(o), regions)]


def not_reachable(*, regions: Collection[str]) -> list[Wait]:
    """Return the offices down to the kecamatan of which nobody's phone is recorded."""
    able = set(Post.objects.exclude(person__phone="").values_list("office", flat=True))
    lines = [code for code, line in LINES.items() if _called(code, line.level)]
    rows = Office.objects.filter(line__in=lines).order_by("id").values_list("id", flat=True)
    return [Wait("contact", o, _seat(o)) for o in rows if o not in able and _covered(_seat(o), regions)]


def _called(line: str, level: Level) -> bool:
    return line not in _NOT_CALLED and Level.KABUPATEN <= level <= Level.KECAMATAN


def _seat(office: str) -> str:
    return office.partition(":")[2]


def _covered(region: str, regions: Collection[str]) -> bool:
    return any(within(region, area) for area in regions)


def waits(
    *, log: Log, regions: Collection[str], at: datetime, plans: bool, own: Collection[str]
) -> Iterator[Wait]:
    """Yield all that some regions' offices have not yet stated, by kind; the arguments as for handovers."""
    yield from handovers_due(log=log, regions=regions, at=at, plans=plans, own=own)
    yield from nights_silent(log=log, regions=regions, at=at)
    yield from seals_uncounted(log=log, regions=regions, at=at)
    yield from not_enrolled(log=log, regions=regions, at=at)
    yield from not_reachable(regions=regions)
