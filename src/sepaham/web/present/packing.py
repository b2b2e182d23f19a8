"""Packing as pages show it: progress by desa, and a card for each polling station."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sepaham.domain.base import Level, ancestor
from sepaham.domain.catalogue import Profile
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Names
from sepaham.domain.packing import Packed, Progress, contents_list, is_packed, pieces_of
from sepaham.domain.register import PollingStation
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import Answer, title
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say


@dataclass(frozen=True, slots=True)
class Field:
    """One counted thing of a card: its form field, name, pieces due and what stands in the field."""

    name: str
    title: str
    due: int
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One tracked piece of a card; boxes have a field for their seals."""

    code: str
    title: str
    box: bool
    seals: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one polling station gets, and whether it was packed."""

    key: str
    number: int
    voters: int
    assumed: bool
    done: bool
    ticked: bool
    packed: Fact | None
    pieces: tuple[Piece, ...]
    inside: tuple[Field, ...]
    outside: tuple[Field, ...]

    @property
    def state(self) -> State:
        """Return the card's shape."""
        return State.COMPLETE if self.done else State.MOVING if self.packed else State.WAITING


def answer(progress: Sequence[Progress], language: Language) -> Answer:
    """Return how many polling stations are packed."""
    packed, all_ = sum(p.packed for p in progress), sum(p.stations for p in progress)
    rest = say(
        "{done} dari {all} desa selesai",
        language,
        done=sum(p.done for p in progress),
        all=write_number(len(progress), language),
    )
    return Answer(_state(packed, all_), _sentence(packed, all_, language), rest)


def desa_answer(packed: int, stations: int, language: Language) -> Answer:
    """Return how many polling stations of a desa are packed."""
    return Answer(_state(packed, stations), _sentence(packed, stations, language))


def _sentence(packed: int, stations: int, language: Language) -> str:
    done, all_ = write_number(packed, language), write_number(stations, language)
    return say("{done} dari {all} TPS sudah dikemas", language, done=done, all=all_)


def _state(done: int, of: int) -> State:
    return State.COMPLETE if of and done == of else State.MOVING if done else State.WAITING


def table(progress: Iterable[Progress], language: Language, names: Names) -> Table:
    """Return the desa, one to a row."""
    columns = (
        Column("kecamatan", say("Kecamatan", language)),
        Column("desa", say("Desa", language)),
        Column("packed", say("Sudah dikemas", language), "number"),
        Column("stations", say("TPS", language), "number"),
        Column("left", say("Sisa", language), "number"),
    )
    rows = tuple(
        Row(
            cells={
                "kecamatan": names(ancestor(p.region, Level.KECAMATAN), language),
                "desa": names(p.region, language).partition(" (")[0],
                "packed": p.packed,
                "stations": p.stations,
                "left": p.stations - p.packed,
            },
            href=reverse("packing-desa", args=[p.region]),
            state=_state(p.packed, p.stations).value,
            region=p.region,
        )
        for p in progress
    )
    return Table("packing", say("Pengemasan", language), columns, rows)


def cards(
    stations: Iterable[PollingStation],
    profile: Profile,
    packed: Mapping[str, Packed],
    language: Language,
    names: Names,
    *,
    sent: Mapping[str, str] | None = None,
    ticked: Collection[str] = (),
) -> tuple[Card, ...]:
    """
    Return a card for each polling station.

    Args:
        stations: The polling stations.
        profile: The profile in force.
        packed: What was stated of their packing.
        language: The reader's.
        names: What things are called.
        sent: What a refused form sent, to be shown again.
        ticked: The keys that form had ticked.
    """
    return tuple(
        _card(
            station,
            packed.get(station.key),
            profile=profile,
            language=language,
            names=names,
            sent=sent or {},
            ticked=station.key in ticked,
        )
        for station in stations
    )


def _card(
    station: PollingStation,
    told: Packed | None,
    *,
    profile: Profile,
    language: Language,
    names: Names,
    sent: Mapping[str, str],
    ticked: bool,
) -> Card:
    units = pieces_of(profile, station)
    fields = {True: [], False: []}  # type: dict[bool, list[Field]]
    for content in contents_list(profile, station):
        name = f"n.{station.key}.{content.item}"
        value = sent.get(name, str(content.pieces))
        field = Field(name, title(content.item, language, names), content.pieces, value)
        fields[content.inside].append(field)
    on = told.units if told else {}
    pieces = tuple(
        Piece(
            unit.code,
            names(unit.code, language).partition(" TPS ")[0],
            unit.kind.item == "box",
            sent.get(f"seal.{unit.code}", ", ".join(on.get(unit.code, ()))),
        )
        for unit in units
    )
    return Card(
        key=station.key,
        number=station.number,
        voters=station.voters,
        assumed=station.assumed,
        done=is_packed(told, units),
        ticked=ticked,
        packed=told.facts[-1] if told else None,
        pieces=pieces,
        inside=tuple(fields[True]),
        outside=tuple(fields[False]),
    )


def sentence(
    station: PollingStation, profile: Profile, body: Mapping[str, Any], language: Language, names: Names
) -> str:
    """Return a packing in words, with what differs from what the polling station must get."""
    due = {content.item: content.pieces for content in contents_list(profile, station)}
    off = [
        say(
            "{item} {stated}, seharusnya {due}",
            language,
            item=names(item, language),
            stated=write_number(pieces, language),
            due=write_number(due[item], language),
        )
        for item, pieces in body["counts"].items()
        if pieces != due[item]
    ]
    seals = sum(len(numbers) for numbers in body.get("seals", {}).values())
    told = say(
        "{place}: {pieces} barang dikemas, {seals} nomor segel disebut.",
        language,
        place=names(station.key, language),
        pieces=len(body["units"]),
        seals=seals,
    )
    return f"{told} ▲ {'; '.join(off)}." if off else told
