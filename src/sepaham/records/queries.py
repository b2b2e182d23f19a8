"""What pages, the API and commands read; values come back, never rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, Min, Q, QuerySet, Value, When
from django.db.models.functions import Substr
from django.utils import timezone

from sepaham.domain.base import Level, ancestor, level_of, station_key
from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Finding as FindingValue
from sepaham.domain.life import Life, before_movement_hidden, event_of, stage_of, steps_of
from sepaham.domain.loads import LoadList
from sepaham.domain.picture import Area, Head, Picture
from sepaham.domain.register import PollingStation as StationValue
from sepaham.domain.sentences import Severity
from sepaham.domain.statement import Statement as DomainStatement
from sepaham.domain.units import mark_of, station_of
from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import statement_in
from sepaham.records import custody
from sepaham.records.custody import Finding, Load, Unit
from sepaham.records.log import Checkpoint, Disclosure, Log, Mention, Statement
from sepaham.records.register import Boundary, PollingStation, Region, regions
from sepaham.records.register import profile as current_profile
from sepaham.records.witnesses import witnessed

_WIDTH = {Level.PROVINCE: 2, Level.KABUPATEN: 5, Level.KECAMATAN: 8, Level.DESA: 13, Level.TPS: 17}
_WEIGHT = {Severity.SERIOUS: 0, Severity.DIFFER: 1, Severity.ATTENTION: 2}


class NoLogError(SepahamError):
    """No log is open."""


def current_log() -> Log:
    """
    Return the log in force: the one opened last.

    Raises:
        NoLogError: There is none.
    """
    log = Log.objects.order_by("-pk").first()
    if log is None:
        raise NoLogError("No log is open yet; run `sepaham demo` or `sepaham log open`.", "log.none")
    return log


def now() -> datetime:
    """Return the hour a picture is of: the present, or in a simulated log the hour of its last entry."""
    log = Log.objects.order_by("-pk").first()
    if log is None or not log.simulated:
        return timezone.now()
    last = Statement.objects.filter(log=log).order_by("-index").values_list("received_at", flat=True).first()
    return last or log.opened_at


def picture(*, region: str, at: datetime) -> Picture:
    """
    Return the picture of a region and of the areas one level below it.

    Raises:
        NoLogError: No log is open.
    """
    log = current_log()
    below = Level(min(level_of(region) + 1, Level.TPS))
    counted = _counted(log, region, below, at)
    names = {r.code: r.name for r in Region.objects.filter(code__startswith=region)}
    areas = tuple(_area(code, names, counted) for code in sorted(counted["codes"]))
    return Picture(
        head=_head(log, region, names, at),
        total=_sum(region, names.get(region, region), areas, counted),
        areas=areas,
        findings=open_findings(log=log, region=region, at=at),
    )


def head(*, region: str, at: datetime) -> Head:
    """Return what a picture of a region would be of, without drawing it."""
    names = {r.code: r.name for r in Region.objects.filter(code=region)}
    return _head(current_log(), region, names, at)


def places(*, statements: Iterable[str]) -> dict[str, int]:
    """Return where in the log statements stand, by their id."""
    rows = Statement.objects.filter(log=current_log(), key__in=list(statements))
    return dict(rows.values_list("key", "index"))


def _head(log: Log, region: str, names: dict[str, str], at: datetime) -> Head:
    checkpoint = Checkpoint.objects.filter(log=log).order_by("-size").first()
    declared = Load.objects.filter(log=log).exclude(source="").values_list("source").annotate(n=Count("id"))
    return Head(
        log=log.origin,
        profile=current_profile().code,
        region=region,
        name=names.get(region, region),
        at=at,
        size=checkpoint.size if checkpoint else 0,
        root=bytes(checkpoint.root).hex() if checkpoint else "",
        rules=log.rules,
        declared_by=dict(declared),
        assumed=_inside(PollingStation.objects.filter(assumed=True), "desa", region).count(),
        illustrative=log.illustrative,
        witnessed=witnessed(log=log, clock=timezone.now()),
    )


def _inside(rows: "QuerySet[Any]", field: str, region: str) -> "QuerySet[Any]":
    """Keep rows whose code lies in a region, by whole segments."""
    if level_of(region) is Level.TPS and field == "desa":
        return rows.filter(desa=ancestor(region, Level.DESA), number=int(region[-3:]))
    return rows.filter(Q(**{field: region}) | Q(**{f"{field}__startswith": region + "."}))


def _counted(log: Log, region: str, below: Level, at: datetime) -> dict[str, Any]:
    """Return all counts of a region's areas, by one pass over each table."""
    width = _WIDTH[below]
    units = _inside(Unit.objects.filter(log=log), "station", region)
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    boxes: Counter[str] = Counter()
    home: Counter[str] = Counter()
    grouped = units.annotate(area=Substr("station", 1, width)).values_list("area", "place", "item")
    for area, place, item, n in grouped.annotate(n=Count("id")):
        places[area][place] += n
        if item == "box":
            boxes[area] += n
            home[area] += n if place == "stored" else 0
    there = _inside(PollingStation.objects.all(), "desa", region).values_list("desa", "number")
    listed = {station_key(desa, number) for desa, number in there}
    stations: Counter[str] = Counter()
    complete: Counter[str] = Counter()
    reached = Min(Case(When(reached=True, then=Value(1)), default=Value(0)))
    for station, whole in units.values_list("station").annotate(whole=reached):
        stations[station[:width]] += station in listed
        complete[station[:width]] += whole if station in listed else 0
    return {
        "codes": places.keys(),
        "places": places,
        "boxes": boxes,
        "home": home,
        "stations": stations,
        "complete": complete,
        **_looked(log, region, width, at),
    }


def _looked(log: Log, region: str, width: int, at: datetime) -> dict[str, Any]:
    severities: defaultdict[str, Counter[str]] = defaultdict(Counter)
    found = _open(log, region, at).annotate(area=Substr("region", 1, width)).values_list("area", "severity")
    for area, severity, n in found.annotate(n=Count("id")):
        severities[area][severity] += n
    stated = _inside(Load.objects.filter(log=log).exclude(source=""), "region", region)
    handovers: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    unobserved = Case(When(seen=0, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = stated.annotate(area=Substr("region", 1, width), dark=unobserved).values_list("area", "dark")
    for area, dark, n in rows.annotate(n=Count("id")):
        handovers[area] += n
        unseen[area] += n if dark else 0
    return {"severities": severities, "handovers": handovers, "unseen": unseen}


def _area(code: str, names: dict[str, str], counted: dict[str, Any]) -> Area:
    severities = counted["severities"][code]
    name = f"TPS {code[-3:]}" if level_of(code) is Level.TPS else names.get(code, code)
    return Area(
        region=code,
        name=name,
        stations=counted["stations"][code],
        complete=counted["complete"][code],
        units=dict(counted["places"][code]),
        boxes=counted["boxes"][code],
        boxes_home=counted["home"][code],
        attention=severities[Severity.ATTENTION],
        serious=severities[Severity.SERIOUS],
        differ=severities[Severity.DIFFER],
        unseen=counted["unseen"][code],
        handovers=counted["handovers"][code],
    )


def _sum(region: str, name: str, areas: Iterable[Area], counted: dict[str, Any]) -> Area:
    units: Counter[str] = Counter()
    for area in areas:
        units.update(area.units)
    severities: Counter[str] = sum(counted["severities"].values(), Counter())
    return Area(
        region=region,
        name=name,
        stations=counted["stations"].total(),
        complete=counted["complete"].total(),
        units=dict(units),
        boxes=counted["boxes"].total(),
        boxes_home=counted["home"].total(),
        attention=severities[Severity.ATTENTION],
        serious=severities[Severity.SERIOUS],
        differ=severities[Severity.DIFFER],
        unseen=counted["unseen"].total(),
        handovers=counted["handovers"].total(),
    )


def _open(log: Log, region: str, at: datetime) -> "QuerySet[Finding]":
    known = _inside(Finding.objects.filter(log=log, since__lte=at), "region", region)
    return known.filter(Q(until=None) | Q(until__gt=at))


def open_findings(*, log: Log, region: str, at: datetime) -> tuple[FindingValue, ...]:
    """Return what needs a look in a region at an hour, worst first."""
    return _worst_first(_open(log, region, at))


def all_findings(*, region: str, at: datetime) -> tuple[FindingValue, ...]:
    """Return what needs or needed a look in a region by an hour, worst first."""
    return _worst_first(_inside(Finding.objects.filter(log=current_log(), since__lte=at), "region", region))


def _worst_first(rows: "QuerySet[Finding]") -> tuple[FindingValue, ...]:
    found = [custody.finding_value(row) for row in rows]
    return tuple(
        sorted(found, key=lambda f: (f.until is not None, _WEIGHT[f.severity], -f.since.timestamp(), f.key))
    )


def life(*, code: str, at: datetime, plans: bool = False) -> Life | None:
    """
    Return a unit's life as far as it is known at an hour; None when there is no such unit.

    Args:
        code: The unit's code.
        at: The hour; what was received later is left out.
        plans: Whether the reader may know the hours of movements that nobody has stated yet.
    """
    log = current_log()
    row = Unit.objects.filter(log=log, code=code).first()
    if row is None:
        return None
    station = station_of(code)
    mentions = list(Mention.objects.filter(log=log, unit=code).values_list("index", flat=True))
    loads = _loads_of(log, code, station, mentions)
    statements = Statement.objects.filter(log=log, received_at__lte=at).filter(
        Q(region=station, load="") | Q(load__in=[load.hash for load in loads]) | Q(index__in=mentions)
    )
    places = dict(statements.values_list("index", "received_at"))
    lists = {load.hash: _load_value(load) for load in loads}
    events = []
    for index, envelope in Disclosure.objects.filter(log=log, index__in=places).values_list(
        "index", "envelope"
    ):
        statement = statement_in(bytes(envelope))
        stage = stage_of(statement, lists)
        if stage and _concerns(statement, code, lists):
            events.append(
                event_of(statement=statement, unit=code, index=index, received_at=places[index], stage=stage)
            )
    found = [f for f in all_findings(region=ancestor(station, Level.KABUPATEN), at=at) if code in f.units]
    found_life = Life(
        state=custody.unit_state(row),
        mark=mark_of(code),
        election=_election(mark_of(code), station),
        steps=steps_of(events=events, lists=[load for load in lists.values() if code in load.units]),
        findings=tuple(found),
    )
    return found_life if plans else before_movement_hidden(found_life)


def _concerns(statement: DomainStatement, code: str, lists: Mapping[str, LoadList]) -> bool:
    """Tell whether a statement is about a unit: by name, or by a load list that names it."""
    body = statement.body
    if statement.kind.startswith("handover."):
        load = lists.get(body["list"])
        named = {row["unit"] for row in body.get("except", ())} | {*body.get("seals", ())}
        return code in named or (load is not None and code in load.units)
    named = {*body.get("units", ()), *body.get("seals", ())}
    return not named or code in named


def _loads_of(log: Log, code: str, station: str, mentions: list[int]) -> list[Load]:
    regions = [ancestor(station, level) for level in (Level.KECAMATAN, Level.DESA, Level.TPS)]
    near = Load.objects.filter(log=log, region__in=regions)
    named = (
        Statement.objects.filter(log=log, index__in=mentions).exclude(load="").values_list("load", flat=True)
    )
    others = Load.objects.filter(log=log, hash__in=list(named))
    return list({load.hash: load for load in (*(n for n in near if code in n.units), *others)}.values())


def _load_value(row: Load) -> LoadList:
    return LoadList(
        nonce="",
        log="",
        leg=row.leg,
        giver=row.giver,
        receiver=row.receiver,
        region=row.region,
        store="",
        units=tuple(row.units),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        step=row.step,
    )


def _election(mark: str, station: str) -> str:
    return next((kind.election for kind in unit_kinds(current_profile(), station) if kind.mark == mark), "")


def boundaries(*, region: str) -> list[tuple[str, str]]:
    """Return the boundaries, as GeoJSON geometry text, of the areas one level below a region."""
    below = [r.code for r in Region.objects.filter(code__startswith=region + ".", level=level_of(region) + 1)]
    return list(Boundary.objects.filter(code__in=below).order_by("code").values_list("code", "geometry"))


def unit_states(*, region: str, offset: int, limit: int) -> tuple[int, list[UnitState]]:
    """Return how many units a region has and a page of them in code order."""
    rows = _inside(Unit.objects.filter(log=current_log()), "station", region).order_by("code")
    return rows.count(), [custody.unit_state(row) for row in rows[offset : offset + limit]]


def register_page(*, region: str, offset: int, limit: int) -> tuple[int, list[StationValue], dict[str, str]]:
    """Return how many polling stations a region has, a page of them, and the names of its places."""
    rows = _inside(PollingStation.objects.all(), "desa", region)
    page = rows.order_by("desa", "number")[offset : offset + limit]
    stations = [StationValue(row.desa, row.number, row.voters, row.assumed, row.special) for row in page]
    return rows.count(), stations, {code: place.name for code, place in regions(region).items()}


@dataclass(frozen=True, slots=True)
class Fold:
    """All that the tables of a log say, to be held against a replay or a truth."""

    findings: tuple[FindingValue, ...]
    states: tuple[UnitState, ...]
    seen: tuple[int, ...]
    """For each handover that was stated, by how many accounts of others it was seen."""


def fold(log: Log) -> Fold:
    """Return a log's whole picture out of the tables."""
    return Fold(
        findings=tuple(map(custody.finding_value, Finding.objects.filter(log=log).iterator())),
        states=tuple(map(custody.unit_state, Unit.objects.filter(log=log).iterator())),
        seen=tuple(Load.objects.filter(log=log).exclude(source="").values_list("seen", flat=True)),
    )
