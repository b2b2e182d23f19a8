"""What one office's phone needs, read out of the tables: its lists, units, trips, people, keys, nights."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db.models import Q

from sepaham.domain.accounts import Account, accounts_of
from sepaham.domain.base import Level, level_of, local_moment
from sepaham.domain.contents import contents_of
from sepaham.domain.custody import UnitState
from sepaham.domain.devices import Device as DeviceValue
from sepaham.domain.loads import LoadList, load_list_from_dict
from sepaham.domain.statement import Entry
from sepaham.exchange.envelopes import statement_in
from sepaham.exchange.sync_shapes import Listed, Needed, Person, near
from sepaham.records import acts, facts, foundations
from sepaham.records import register as registers
from sepaham.records.asking import Asking, chunks, inside
from sepaham.records.crossings import Crossings
from sepaham.records.custody import Load, Unit, unit_state
from sepaham.records.enrolment import offices_below
from sepaham.records.facts import Device, Fact
from sepaham.records.going import goings, parties_of
from sepaham.records.log import Disclosure, Log, Statement
from sepaham.records.roster import first_contacts
from sepaham.records.waiting import NIGHT

_ANSWERED = 200
_NEAREST = ("above", "party", "below", "here")
_PARTIES = {"give": "giver", "receive": "receiver"}


def needed(asking: Asking) -> Needed:
    """Return all that the tables hold for one office."""
    found = lists(asking)
    crossings = Crossings(asking.movement) if asking.movement else None
    trips = goings(asking, crossings)
    parties = {office for one in found.values() for office in (one.load.giver, one.load.receiver)}
    parties |= parties_of(asking, trips.values())
    below = offices_below([asking.office])
    return Needed(
        lists=found,
        units=_units(asking),
        trips=trips,
        people=tuple(_people(asking, parties, below)),
        devices=tuple(_devices(asking, {*parties, *below, *near(asking.office)})),
        nights=_nights(asking),
        answered=_answered(asking),
        moved_at=foundations.movement_since(asking.log),
        closed=crossings.closed() if crossings else (),
    )


# Load lists


def lists(asking: Asking, *, hash_: str = "") -> dict[str, Listed]:
    """
    Return the load lists an office gives or receives, and those it may observe, by hash.

    Args:
        asking: Whose phone asks.
        hash_: Only this one, wherever in its regions it ends.
    """
    office = asking.office
    asked = Q(giver=office.id) | Q(receiver=office.id)
    if asking.observes:
        seen = inside(office, "region")
        asked |= seen if hash_ else seen & Q(leg__in=asking.legs)
    rows = Load.objects.filter(asked, log=asking.log)
    rows = rows.filter(hash=hash_) if hash_ else rows
    told = list(rows.order_by("opens_at", "hash").values_list("hash", "step", "source", "seen"))
    whole = _whole(asking, {row[0] for row in told}, made=any(row[1] for row in told))
    spoken = _accounts(asking.log, [hash_ for hash_, _, source, seen in told if source or seen])
    return {
        row[0]: _listed(asking, whole[row[0]], stated=bool(row[2] or row[3]), accounts=spoken.get(row[0], ()))
        for row in told
        if row[0] in whole
    }


def _listed(asking: Asking, load: LoadList, *, stated: bool, accounts: tuple[Account, ...]) -> Listed:
    sides = (side for side, party in _PARTIES.items() if getattr(load, party) == asking.office.id)
    return Listed(
        load=load,
        role=next(sides, "observe"),
        hidden=asking.hides(load, stated=stated),
        contents=_contents(load),
        accounts=accounts,
    )


def _whole(asking: Asking, hashes: Collection[str], *, made: bool) -> dict[str, LoadList]:
    """Return load lists with all that their names rest on: the plan's, and those `made` on the way."""
    log, planned = asking.log, asking.plan.lists
    found = {hash_: planned[hash_] for hash_ in hashes if hash_ in planned}
    if made:
        rows = Statement.objects.filter(log=log, kind="list.declare").values_list("index", flat=True)
        for entry in _opened(log, list(rows)):
            load = load_list_from_dict(entry.statement.body["list"])
            if load.hash in hashes:
                found[load.hash] = load
    return found


def _contents(load: LoadList) -> Mapping[str, int]:
    if level_of(load.region) is not Level.TPS:
        return {}
    station = next(registers.stations_at(load.region), None)
    return contents_of(registers.profile(), station) if station else {}


def _accounts(log: Log, hashes: list[str]) -> dict[str, tuple[Account, ...]]:
    """Return what was stated of some load lists, each account with whether it counts."""
    of_list: defaultdict[str, list[Entry]] = defaultdict(list)
    for some in chunks(hashes):
        rows = Statement.objects.filter(log=log, load__in=some).values_list("index", flat=True)
        for entry in _opened(log, list(rows)):
            of_list[entry.statement.body["list"]].append(entry)
    keys = [entry.statement.id for told in of_list.values() for entry in told]
    aside, misdated = acts.set_aside(log=log, statements=keys)
    return {hash_: accounts_of(told, set_aside=aside, misdated=misdated) for hash_, told in of_list.items()}


def _opened(log: Log, indexes: list[int]) -> Iterator[Entry]:
    """Yield the statements at some places in the log, in order."""
    for some in chunks(sorted(indexes)):
        rows = Disclosure.objects.filter(log=log, index__in=some).order_by("index")
        for index, at, envelope in rows.values_list("index", "received_at", "envelope"):
            yield Entry(index, at, statement_in(bytes(envelope)))


# Units


def _units(asking: Asking) -> dict[str, tuple[UnitState, list[str] | None]]:
    """Return the units of an office's regions and those it holds, each with the seals last put on it."""
    here = inside(asking.office, "station")
    rows = Unit.objects.filter(here | Q(holder=asking.office.id), log=asking.log)
    seals = _seals(asking)
    return {row.code: (unit_state(row), seals.get(row.code)) for row in rows.order_by("code").iterator()}


def _seals(asking: Asking) -> dict[str, list[str]]:
    rows = Fact.objects.filter(log=asking.log, kind__in=("parcel.pack", "unit.seal"))
    here = rows.filter(inside(asking.office, "region")).order_by("at", "key")
    found: dict[str, list[str]] = {}
    for body in here.values_list("body", flat=True).iterator():
        found |= body.get("seals", {})
    return found


# People, keys, nights, answers


def _people(asking: Asking, parties: Collection[str], below: Collection[str]) -> Iterator[Person]:
    """Yield whom to call, nearest first: above, the parties of its lists, below, others of the same place."""
    about, why = near(asking.office), dict[str, str]()
    for reason, offices in (
        ("above", [office for office, reason in about.items() if reason == "above"]),
        ("party", sorted(parties)),
        ("below", below),
        ("here", about),
    ):
        why = {**dict.fromkeys(offices, reason), **why}
    first = first_contacts(why.keys() - {asking.office.id})
    ranked = sorted(first.values(), key=lambda contact: _NEAREST.index(why[contact.office]))
    for contact in ranked:
        yield Person(contact.office, contact.name, contact.title, contact.phone, why[contact.office])


def _devices(asking: Asking, offices: Collection[str]) -> list[DeviceValue]:
    """Return the unrevoked devices of some offices."""
    found = []
    for some in chunks(sorted(set(offices) - {asking.office.id})):
        rows = Device.objects.filter(log=asking.log, office__in=some, revoked_from=0)
        found += [facts.device_value(row) for row in rows.order_by("device")]
    return found


def _nights(asking: Asking) -> dict[str, tuple[datetime, dict[str, str]]]:
    """Return for each slot when it is due and what each place it is due for said; '' for nothing yet."""
    office = asking.office
    if not asking.guards or max(map(level_of, office.regions)) < Level.DESA:
        return {}
    places = [area for area in office.regions if level_of(area) is Level.DESA]
    places += [station.key for area in office.regions for station in registers.stations_at(area)]
    rows = Fact.objects.filter(inside(office, "region"), log=asking.log, kind="night.report")
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for region, body in rows.order_by("at", "key").values_list("region", "body"):
        said[body["slot"]][region] = body["state"]
    day = registers.profile().day
    return {
        slot: (
            local_moment(day=day, offset=offset, hour=hour, region=office.regions[0]),
            {place: said[slot].get(place, "") for place in places},
        )
        for slot, (offset, hour) in NIGHT.items()
    }


def _answered(asking: Asking) -> dict[str, int]:
    """Return where in the log an office's last statements stand, by their ids."""
    rows = Statement.objects.filter(log=asking.log, office=asking.office.id).order_by("-index")
    return dict(rows.values_list("key", "index")[:_ANSWERED])
