"""The JSON shapes of what a phone is sent, from the domain's values; docs/format/sync.md shows each."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from sepaham.domain.accounts import Account
from sepaham.domain.authority import Authority
from sepaham.domain.base import Level, ancestor, level_of, local_zone, write_instant
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.custody import UnitState
from sepaham.domain.devices import Device
from sepaham.domain.kinds import KINDS
from sepaham.domain.loads import LoadList
from sepaham.domain.movement import Journey
from sepaham.domain.picture import place_of
from sepaham.domain.register import LINES, Office
from sepaham.domain.statement import Source
from sepaham.domain.trips import Run
from sepaham.domain.units import UnitKind
from sepaham.exchange.sync import dealt

CLOSED = timedelta(days=4)
"""From this long before voting day until as long after it no update is offered unless it is urgent."""
_SECRET = ("nonce", "opens", "closes")
_DETAILS = ("except", "only", "seals", "counts")


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A load list as an office is given it.

    Attributes:
        load: The whole list.
        role: ``give``, ``receive`` or ``observe``.
        hidden: Whether its hours are still a secret to this office.
        contents: What the goods of its one polling station should hold.
        accounts: What was stated of it, the oldest first.
    """

    load: LoadList
    role: str
    hidden: bool
    contents: Mapping[str, int]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """
    A trip as an office is given it.

    Attributes:
        run: The trip.
        hidden: Whether its hours, vehicle and calls are still a secret to this office.
        earliest: From when trips of its leg run at all; None where its leg is unknown.
        vehicle: The kind of vehicle that is planned; '' for none.
        plate: How that vehicle is known; '' where this office need not know.
        via: Over which crossings it comes to each of its calls, by name; empty where that is not known.
    """

    run: Run
    hidden: bool
    earliest: datetime | None
    vehicle: str = ""
    plate: str = ""
    via: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to call; `why` is ``above``, ``party`` (of a list), ``below``, or ``here``: of the same place."""

    office: str
    name: str
    title: str
    phone: str
    why: str


@dataclass(frozen=True, slots=True)
class Needed:
    """
    All that the tables hold for one office.

    Attributes:
        lists: Load lists by hash.
        units: Where units are, by code, with the seals last put on each; None where nobody put any on.
        trips: Trips by id.
        moved_at: Since when the movement plan in force is; None without any.
        closed: The roads it was made to avoid.
        people: The nearest first.
        devices: Whose signatures it may meet.
        nights: By slot, when a report is due and what each place said; '' for nothing yet.
        answered: Where its own last statements stand in the log, by id.
    """

    lists: Mapping[str, Listed]
    units: Mapping[str, tuple[UnitState, list[str] | None]]
    trips: Mapping[str, Going]
    people: tuple[Person, ...]
    devices: tuple[Device, ...]
    nights: Mapping[str, tuple[datetime, Mapping[str, str]]]
    answered: Mapping[str, int]
    moved_at: datetime | None = None
    closed: tuple[str, ...] = ()


def parts_of(needed: Needed) -> dict[str, Any]:
    """Return what the tables hold, part by part."""
    return {
        **dealt("lists", {key: listed(one) for key, one in needed.lists.items()}),
        **dealt("units", {key: _unit(*one) for key, one in needed.units.items()}),
        **dealt("trips", {key: _trip(going) for key, going in needed.trips.items()}),
        **_movement(needed),
        "people": [asdict(person) for person in needed.people],
        "keys": {
            device.id: {"office": device.office, "algorithm": device.algorithm, "key": device.key}
            for device in needed.devices
        },
        "nights": [
            {"slot": slot, "due": write_instant(due), "places": dict(places)}
            for slot, (due, places) in needed.nights.items()
        ],
        "answered": dict(needed.answered),
    }


def keys_in(needed: Needed) -> set[str]:
    """Return the places and offices that are spoken of, for their names."""
    found = keys_of_lists(needed.lists.values()) | {person.office for person in needed.people}
    found |= {device.office for device in needed.devices}
    for going in needed.trips.values():
        found |= {*going.run.places, *going.run.stops()}
    for state, _ in needed.units.values():
        found |= {state.station, state.holder}
    for _, places in needed.nights.values():
        found |= places.keys()
    return found


def keys_of_lists(lists: Iterable[Listed]) -> set[str]:
    """Return the places and offices that load lists speak of."""
    found = set()
    for one in lists:
        found |= {one.load.giver, one.load.receiver, one.load.region}
        found |= {account.act.statement.actor for account in one.accounts}
        found |= {account.act.statement.office for account in one.accounts}
    return found


@dataclass(frozen=True, slots=True)
class Build:
    """The app a server hands out: the hash of its build, and whether it may not wait."""

    version: str
    urgent: bool


def me(
    *,
    office: Office,
    inviter: str,
    log: Mapping[str, Any],
    profile: Profile,
    authority: Authority,
    plans: bool,
    build: Build,
    hour: datetime,
) -> dict[str, Any]:
    """Return who the phone speaks for, in which log, and what it may state."""
    seat = office.regions[0]
    zone = local_zone(seat)
    offset = zone.utcoffset(None) or timedelta()
    return {
        "office": office.id,
        "line": office.line,
        "regions": list(office.regions),
        "inviter": inviter,
        **log,
        "kabupaten": ancestor(seat, Level.KABUPATEN),
        "day": profile.day.isoformat(),
        "zone": {"name": str(zone), "minutes": offset // timedelta(minutes=1)},
        "elections": [
            {"code": e.code, "short": e.short, "id": e.name_id, "en": e.name_en} for e in profile.elections
        ],
        "marks": {
            kind.mark: {
                "item": kind.item,
                "election": kind.election,
                "returns": kind.returns,
                **_called(profile, kind),
            }
            for kind in unit_kinds(profile, seat)
        },
        "verbs": verbs(office.line, authority),
        "knows_plans": plans,
        "app": {
            "version": build.version,
            "offer": build.urgent or abs(hour.astimezone(zone).date() - profile.day) > CLOSED,
            "urgent": build.urgent,
        },
    }


def _called(profile: Profile, kind: UnitKind) -> dict[str, str]:
    """Return what a mark stands for: its item, with its election or its ordinal."""
    item = profile.item(kind.item)
    which = next((e.short for e in profile.elections if e.code == kind.election), kind.mark[1:])
    return {"id": f"{item.name_id} {which}", "en": f"{item.name_en} {which}"}


def verbs(line: str, authority: Authority) -> dict[str, str]:
    """Return what a line of offices may state, by kind: ``yes``, only as a ``party``, or only ``below``."""
    found = {}
    for kind in KINDS:
        row = authority.row(kind=kind, line=line)
        if row is not None and row.answer == "yes":
            party = row.party and kind in {"handover.give", "handover.receive"}
            found[kind] = "party" if party else "below" if row.below else "yes"
    return found


def listed(one: Listed) -> dict[str, Any]:
    """Return a load list with what was stated of it."""
    whole = one.load.to_dict()
    told: dict[str, Any] = {
        "list": {key: value for key, value in whole.items() if not (one.hidden and key in _SECRET)},
        "role": one.role,
        "accounts": [_account(account) for account in one.accounts if account.why != "corrected"],
    }
    return {**told, "contents": dict(one.contents)} if one.contents else told


def _account(account: Account) -> dict[str, Any]:
    statement, body = account.act.statement, account.act.statement.body
    told = {
        "id": statement.id,
        "index": account.index,
        "kind": statement.kind,
        "office": statement.actor,
        "source": statement.source.value,
        "at": write_instant(account.act.at),
        **{name: body[name] for name in _DETAILS if body.get(name)},
    }
    if "side" in body:
        told["side"] = body["side"]
    if statement.source is not Source.DIRECT:
        told["by"] = statement.office
    return {**told, "aside": account.why} if account.why else told


def _unit(state: UnitState, seals: Iterable[str] | None) -> dict[str, Any]:
    told = {"place": place_of(state), "holder": state.holder}
    return told if seals is None else {**told, "seals": list(seals)}


def _movement(needed: Needed) -> dict[str, Any]:
    """Return since when the movement plan is in force, where this office may know of a trip of it."""
    known = any(going.run.journey and not going.hidden for going in needed.trips.values())
    if not (known and needed.moved_at):
        return {}
    return {"movement": {"since": write_instant(needed.moved_at), "closed": list(needed.closed)}}


def _trip(going: Going) -> dict[str, Any]:
    run = going.run
    told: dict[str, Any] = {
        "leg": run.leg,
        "region": run.region,
        "lists": list(run.lists),
        "stops": list(run.stops()),
        "pieces": run.units,
        "arrived": {place: write_instant(facts[0].at) for place, facts in run.stops().items() if facts},
    }
    if going.earliest:
        told["earliest"] = write_instant(going.earliest)
    if run.vehicle:
        told["vehicle"] = run.vehicle
    if run.departed:
        told["departed"] = write_instant(run.departed[0].at)
    if going.hidden:
        return told
    if run.opens_at and run.closes_at:
        told |= {"opens": write_instant(run.opens_at), "closes": write_instant(run.closes_at)}
    return {**told, "plan": _planned(going, run.journey)} if run.journey else told


def _planned(going: Going, journey: Journey) -> dict[str, Any]:
    """Return how the movement plan has a trip go."""
    loads = going.run.lists
    plan: dict[str, Any] = {
        "departs": write_instant(journey.departs_at),
        "returns": write_instant(journey.returns_at),
        "calls": [
            {
                "region": halt.region,
                "at": write_instant(halt.arrives_at),
                "leaves": write_instant(halt.leaves_at),
                "pieces": len(halt.units) or sum(len(loads[h].units) for h in halt.lists if h in loads),
                **({"via": list(over)} if over else {}),
            }
            for halt, over in zip_longest(journey.halts, going.via, fillvalue=())
        ],
    }
    named = {"vehicle": going.vehicle, "plate": going.plate}
    return {**plan, **{key: value for key, value in named.items() if value}}


def near(office: Office) -> dict[str, str]:
    """
    Return the other offices of a place that have to do with its goods, by id, each ``above`` or ``here``.

    A polling station's officers also know those of its desa.
    """
    seat, line = office.regions[0], LINES[office.line]
    above = LINES.get(line.above)
    found = {f"{above.code}:{ancestor(seat, above.level)}": "above"} if above else {}
    levels = {level_of(seat), Level.DESA} if level_of(seat) is Level.TPS else {level_of(seat)}
    for other in LINES.values():
        if other.level in levels and other.code != office.line:
            found.setdefault(f"{other.code}:{ancestor(seat, other.level)}", "here")
    return found
