"""Stores as pages tell them: what is in each, whose room it is, and what the night's guards said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse

from sepaham.domain.base import local_moment
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_number
from sepaham.records.stores import Stocked
from sepaham.web.present.goods import title
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

KINDS: Mapping[str, str] = {
    "kpu": "Gudang KPU",
    "ppk": "Ruang kecamatan",
    "pps": "Ruang desa",
    "kpps": "TPS",
}
"""What a store is, by the line of its keeper."""
SLOTS: Mapping[str, tuple[str, int, time]] = {
    "22": ("22.00", -1, time(22)),
    "05": ("05.00", 0, time(5)),
}
"""The hours of the night's reports: as written, days from voting day, and the hour."""
SAID: Mapping[str, str] = {"safe": "aman", "help": "minta bantuan"}
GUARDED = frozenset({"pps", "kpps"})
"""Lines whose stores are guarded in the night before voting."""
FILTERS: Mapping[str, str] = {
    "kpu": "Gudang KPU",
    "ppk": "Ruang kecamatan",
    "pps": "Ruang desa",
    "kpps": "TPS",
    "help": "Minta bantuan",
    "silent": "Belum melapor",
}
"""What a reader may choose among."""


@dataclass(frozen=True, slots=True)
class Night:
    """One report that a night asks for, and what came of it; `due` once its hour has passed."""

    slot: str
    state: State
    said: str
    guards: int
    office: str
    at: datetime | None
    index: int
    due: bool


def hour_of(slot: str, language: Language) -> str:
    """Return the hour of a slot as it is written."""
    written = SLOTS[slot][0]
    return written if language == "id" else written.replace(".", ":")


def fits(found: Stocked, choice: str, at: datetime, day: date) -> bool:
    """Tell whether a store is among those chosen; by default all but the polling stations."""
    if choice == "help":
        return found.calls_for_help
    if choice == "silent":
        return bool(silent_slots(found, at, day))
    return found.line == choice if choice else found.line != "kpps"


def silent_slots(found: Stocked, at: datetime, day: date) -> tuple[str, ...]:
    """Return the slots past their hour that a desa's guards have not reported on."""
    if found.line != "pps":
        return ()
    return tuple(s for s in SLOTS if _is_due(s, found, at, day) and s not in found.nights)


def _is_due(slot: str, found: Stocked, at: datetime, day: date) -> bool:
    _, offset, hour = SLOTS[slot]
    return local_moment(day=day, offset=offset, hour=hour, region=found.store.region) <= at


def name(found: Stocked, language: Language, names: Names) -> str:
    """Return what a store is called: its kind and place."""
    place = names(found.store.region, language)
    return place if found.line == "kpps" else f"{say(KINDS[found.line], language)} {place}"


def answer(stores: Collection[Stocked], language: Language) -> str:
    """Return how many boxes are in how many stores."""
    return say(
        "{boxes} kotak di {number} tempat simpan",
        language,
        boxes=write_number(sum(found.boxes for found in stores), language),
        number=write_number(sum(bool(found.units) for found in stores), language),
    )


def one_answer(found: Stocked, language: Language) -> str:
    """Return how much is in a store."""
    pieces = sum(found.units.values())
    if not pieces:
        return say("Kosong", language)
    boxes, number = write_number(found.boxes, language), write_number(pieces, language)
    return say("{number} barang di sini, {boxes} di antaranya kotak", language, number=number, boxes=boxes)


def room(litres: int, language: Language) -> str:
    """Return a volume in cubic metres with one decimal."""
    whole, tenth = divmod(round(litres / 100), 10)
    return f"{write_number(whole, language)}{',' if language == 'id' else '.'}{tenth} m³"


def table(stores: Iterable[Stocked], language: Language, names: Names) -> Table:
    """Return the stores, one to a row."""
    columns = (
        Column("store", say("Tempat simpan", language)),
        Column("keeper", say("Pemegang barang", language)),
        Column("room", say("Pemilik ruang", language)),
        Column("boxes", say("Kotak", language), "number"),
        Column("units", say("Barang", language), "number"),
        Column("volume", say("Ruang kotak (liter)", language), "number"),
        Column("since", say("Sejak", language), "moment"),
        Column("22", say("Malam, 22.00", language)),
        Column("05", say("Malam, 05.00", language)),
    )
    rows = tuple(_row(found, language, names) for found in stores)
    return Table("stores", say("Tempat simpan", language), columns, rows)


def _row(found: Stocked, language: Language, names: Names) -> Row:
    store = found.store
    return Row(
        cells={
            "store": name(found, language, names),
            "keeper": names(store.keeper, language),
            "room": names(store.room_of, language),
            "boxes": found.boxes,
            "units": sum(found.units.values()),
            "volume": found.litres,
            "since": found.since if found.units else None,
            **{slot: _said(found.nights.get(slot), language) for slot in SLOTS},
        },
        href=reverse("store", args=[store.region]),
        state=State.SERIOUS.value if found.calls_for_help else "",
        region=store.region,
    )


def _said(fact: Fact | None, language: Language) -> str | None:
    return say(SAID[fact.body["state"]], language) if fact else None


def items(found: Stocked, language: Language, names: Names) -> list[tuple[str, int]]:
    """Return what is in a store by item, with its name."""
    return [(title(item, language, names), number) for item, number in sorted(found.units.items())]


def nights(found: Stocked, at: datetime, day: date, language: Language, names: Names) -> tuple[Night, ...]:
    """Return the reports the night before voting asks of a store; none where no night is guarded."""
    if found.line not in GUARDED and not found.nights:
        return ()
    return tuple(
        _night(slot, found.nights.get(slot), language, names, due=_is_due(slot, found, at, day))
        for slot in SLOTS
    )


def _night(slot: str, fact: Fact | None, language: Language, names: Names, *, due: bool) -> Night:
    written = hour_of(slot, language)
    if fact is None:
        return Night(written, State.WAITING, "", 0, "", None, 0, due)
    return Night(
        slot=written,
        state=State.SERIOUS if fact.body["state"] == "help" else State.COMPLETE,
        said=_said(fact, language) or "",
        guards=fact.body.get("guards", 0),
        office=names(fact.actor, language),
        at=fact.at,
        index=fact.index,
        due=due,
    )


def sentence(body: Mapping[str, Any], region: str, language: Language, names: Names) -> str:
    """Return what signing a night's report says."""
    return say(
        "{place}, pukul {hour}: {said}, dijaga {number} orang.",
        language,
        place=names(region, language),
        hour=hour_of(body["slot"], language),
        said=say(SAID[body["state"]], language),
        number=write_number(body["guards"], language),
    )
