"""Trips as pages tell them: the list, one trip's stops and accounts, and what a form says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sepaham.domain.base import Level, level_of
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.trips import DEPART, Run
from sepaham.domain.words import Language, write_number
from sepaham.web.drafts import Draft
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

VEHICLES: Mapping[str, str] = {
    "truck": "truk",
    "pickup": "pikap",
    "car": "mobil",
    "motorbike": "sepeda motor",
    "boat": "perahu",
    "foot": "jalan kaki",
}
STATES: Mapping[str, str] = {
    "waiting": "Belum berangkat",
    "moving": "Di perjalanan",
    "done": "Sudah tiba",
    "gap": "Ada yang belum dinyatakan",
}
GAPS: Mapping[str, str] = {
    "depart": "Tibanya dinyatakan, berangkatnya tidak.",
    "stop": "Belum semua tempat singgah menyatakan kedatangannya.",
}
ACTS: Mapping[str, tuple[str, str]] = {
    "depart": ("trip.depart", "Berangkat"),
    "arrive": ("trip.arrive", "Tiba"),
}
"""What the buttons state, and what they say."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place a trip calls at, who stated arriving there, and when first."""

    region: str
    name: str
    state: State
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """One account of a trip."""

    office: str
    verb: str
    state: State
    aside: bool
    at: datetime
    region: str
    place: str
    vehicle: str
    index: int


def progress_of(run: Run) -> str:
    """Return how far a trip is."""
    if run.has_arrived:
        return "done"
    return "moving" if run.told else "waiting"


def fits(run: Run, state: str) -> bool:
    """Tell whether a trip is in a state; '' is every state."""
    return bool(run.gaps()) if state == "gap" else not state or progress_of(run) == state


def is_last_stretch(run: Run) -> bool:
    """Tell whether a trip goes to or from a polling station, where porters seldom state their way."""
    return (LEGS[run.leg].level if run.leg else level_of(run.region)) is Level.TPS


def shape(run: Run) -> State:
    """Return a trip's shape."""
    if run.gaps():
        return State.ATTENTION
    return {"done": State.COMPLETE, "moving": State.MOVING, "waiting": State.WAITING}[progress_of(run)]


def title(run: Run, language: Language, names: Names) -> str:
    """Return what a trip is called: its leg and place; of several calls the first, and how many more."""
    calls = run.places[1:] or run.places
    place = names(calls[0], language) + (f" +{len(calls) - 1}" if len(calls) > 1 else "")
    return f"{LEG_NAMES[run.leg].say(language, {})}, {place}" if run.leg else f"{run.id}, {place}"


def answer(runs: Collection[Run], language: Language) -> Answer:
    """Return how many trips arrived."""
    count = {state: sum(progress_of(run) == state for run in runs) for state in STATES}
    sentence = say(
        "{done} dari {all} perjalanan tiba",
        language,
        done=write_number(count["done"], language),
        all=write_number(len(runs), language),
    )
    moving = count["moving"]
    rest = say("{number} di jalan", language, number=write_number(moving, language)) if moving else ""
    under_way = State.MOVING if moving or count["done"] else State.WAITING
    return Answer(State.COMPLETE if runs and count["done"] == len(runs) else under_way, sentence, rest)


def one_answer(run: Run, language: Language) -> Answer:
    """Return how far one trip is."""
    stops = run.stops()
    done = sum(bool(told) for told in stops.values())
    if run.has_arrived:
        sentence = say("Sudah tiba, membawa {number} barang", language, number=_units(run, language))
    elif not run.told:
        sentence = say("Belum berangkat, {number} barang", language, number=_units(run, language))
    else:
        sentence = say("Di perjalanan, membawa {number} barang", language, number=_units(run, language))
    rest = say("{done} dari {all} tempat singgah", language, done=done, all=len(stops))
    return Answer(shape(run), sentence, rest if len(stops) > 1 else "")


def _units(run: Run, language: Language) -> str:
    return write_number(run.units, language)


def vehicle(run: Run, language: Language) -> str:
    """Return what a trip goes by, in words; '' when nobody stated it."""
    return say(VEHICLES[run.vehicle], language) if run.vehicle else ""


def table(
    runs: Iterable[Run], language: Language, names: Names, *, plans: bool, offices: Collection[str]
) -> Table:
    """Return the trips, one to a row; planned hours only for who may know them."""
    columns = (
        Column("trip", say("Perjalanan", language)),
        Column("lists", say("Daftar muatan", language), "number"),
        Column("units", say("Barang", language), "number"),
        Column("opens", say("Rencana mulai", language), "moment"),
        Column("closes", say("Batas", language), "moment"),
        Column("departed", say("Berangkat", language), "moment"),
        Column("arrived", say("Tiba", language), "moment"),
        Column("vehicle", say("Kendaraan", language)),
        Column("seen", say("Dilihat lembaga lain", language), "number"),
        Column("state", say("Keadaan", language)),
    )
    rows = tuple(_row(run, language, names, knows=knows(run, plans, offices)) for run in runs)
    return Table("trips", say("Perjalanan", language), columns, rows)


def knows(run: Run, plans: bool, offices: Collection[str]) -> bool:  # noqa: FBT001  one fact of the reader
    """Tell whether a reader may know the planned hours of a trip."""
    return plans or bool(run.told) or not run.parties.isdisjoint(offices)


def _row(run: Run, language: Language, names: Names, *, knows: bool) -> Row:
    departed, arrived = run.departed, run.arrived
    state = say(STATES["gap" if run.gaps() else progress_of(run)], language)
    return Row(
        cells={
            "trip": title(run, language, names),
            "lists": len(run.lists),
            "units": run.units,
            "opens": run.opens_at if knows else None,
            "closes": run.closes_at if knows else None,
            "departed": departed[0].at if departed else None,
            "arrived": arrived[0].at if arrived else None,
            "vehicle": vehicle(run, language) or None,
            "seen": len(run.seen_by),
            "state": state,
        },
        href=reverse("trip", args=[run.id]),
        state=shape(run).value,
        region=run.region,
    )


def stops(run: Run, language: Language, names: Names) -> tuple[Stop, ...]:
    """Return the places a trip calls at."""
    return tuple(
        Stop(
            region=place,
            name=names(place, language),
            state=State.COMPLETE if came else State.MOVING if run.told else State.WAITING,
            at=came[0].at if came else None,
            by=names(came[0].actor, language) if came else "",
        )
        for place, came in run.stops().items()
    )


def told(run: Run, language: Language, names: Names) -> tuple[Told, ...]:
    """Return what was stated of a trip, in the order of the hours."""
    return tuple(_told(fact, run, language, names) for fact in run.told)


def _told(fact: Fact, run: Run, language: Language, names: Names) -> Told:
    kind = "Berangkat" if fact.kind == DEPART else "Tiba"
    by = fact.body.get("vehicle", "")
    return Told(
        office=names(fact.actor, language),
        verb=say(kind, language),
        state=State.MOVING if fact.kind == DEPART else State.COMPLETE,
        aside=fact.actor not in run.parties,
        at=fact.at,
        region=fact.region,
        place=names(fact.region, language),
        vehicle=say(VEHICLES[by], language) if by else "",
        index=fact.index,
    )


def sentence(draft: Draft, run: Run, language: Language, names: Names) -> str:
    """Return what signing a departure or an arrival says."""
    form = (
        "{trip}: berangkat, membawa {number} barang."
        if draft.kind == DEPART
        else "{trip}: tiba di {place}, membawa {number} barang."
    )
    whole = say(
        form,
        language,
        trip=title(run, language, names),
        number=_units(run, language),
        place=names(draft.region, language),
    )
    by = draft.body.get("vehicle")
    by_what = say("Dengan {vehicle}.", language, vehicle=say(VEHICLES[by], language)) if by else ""
    return f"{whole} {by_what}".strip()
