"""Crossings and closed roads in words: what is closed, since when, by whose word, what is to be signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import parse_instant
from sepaham.domain.closures import CLOSE, Closure
from sepaham.domain.findings import Names
from sepaham.domain.rivers import Crossing, River
from sepaham.domain.road_codes import NAME, WAY, circle_of
from sepaham.domain.travel import DEGREE
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.web.drafts import Draft
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.present.trips import VEHICLES
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

ACTS: Mapping[str, str] = {"close": "Tutup", "open": "Buka"}


@dataclass(frozen=True, slots=True)
class Shut:
    """A closed road as a page shows it."""

    road: str
    name: str
    by: str
    since: datetime
    until: datetime | None
    note: str
    region: str


def road_name(road: str, crossings: Mapping[str, Crossing], language: Language) -> str:
    """Return what a road is called: its crossing's name, the map's, or an area around a point."""
    if road in crossings:
        return crossings[road].name
    if road.startswith(NAME):
        return road.removeprefix(NAME)
    if road.startswith(WAY):
        return say("jalan nomor {number} di peta", language, number=road.removeprefix(WAY))
    circle = circle_of(road)
    if circle is None:
        return road
    return say(
        "sekitar {lat}, {lon} sejauh {metres} m",
        language,
        lat=f"{circle.middle.lat / DEGREE:.4f}",
        lon=f"{circle.middle.lon / DEGREE:.4f}",
        metres=write_number(circle.metres, language),
    )


def shut(
    closures: Iterable[Closure], crossings: Mapping[str, Crossing], language: Language, names: Names
) -> list[Shut]:
    """Return closures as a page lists them, the newest first."""
    found = sorted(closures, key=lambda one: one.since, reverse=True)
    return [
        Shut(
            road=one.road,
            name=road_name(one.road, crossings, language),
            by=names(one.by, language),
            since=one.since,
            until=one.until,
            note=one.note,
            region=one.region,
        )
        for one in found
    ]


def answer(closures: Sequence[Closure], language: Language) -> Answer:
    """Return how many roads are closed."""
    if not closures:
        return Answer(State.COMPLETE, say("Tidak ada jalan yang dinyatakan tutup", language), "")
    number = write_number(len(closures), language)
    return Answer(State.SERIOUS, say("{number} jalan dinyatakan tutup", language, number=number), "")


def table(rivers: Iterable[River], closures: Iterable[Closure], language: Language, names: Names) -> Table:
    """Return the crossings, one to a row, with whether each is closed."""
    closed = {one.road: one for one in closures}
    columns = (
        Column("name", say("Penyeberangan", language)),
        Column("river", say("Sungai", language)),
        Column("kinds", say("Dapat dilalui", language)),
        Column("state", say("Keadaan", language)),
        Column("since", say("Sejak", language), "moment"),
        Column("by", say("Dinyatakan oleh", language)),
    )
    rows = [
        _row(crossing, river, closed.get(crossing.code), language, names)
        for river in rivers
        for crossing in river.crossings
    ]
    return Table("crossings", say("Penyeberangan", language), columns, tuple(rows))


def _row(crossing: Crossing, river: River, closure: Closure | None, language: Language, names: Names) -> Row:
    kinds = ", ".join(say(text, language) for kind, text in VEHICLES.items() if kind in crossing.kinds)
    return Row(
        {
            "name": crossing.name,
            "river": river.name,
            "kinds": kinds,
            "state": say("tutup", language) if closure else say("buka", language),
            "since": closure.since if closure else None,
            "by": names(closure.by, language) if closure else None,
        },
        state=(State.SERIOUS if closure else State.COMPLETE).value,
        region=closure.region if closure else "",
    )


def sentence(draft: Draft, name: str, language: Language) -> str:
    """Return what signing a closing or an opening of a road says."""
    form = "{road} ditutup." if draft.kind == CLOSE else "{road} dibuka lagi."
    said = [say(form, language, road=name)]
    if "until" in draft.body:
        at = write_moment(parse_instant(draft.body["until"]), language, draft.region)
        said.append(say("Kira-kira sampai {at}.", language, at=at))
    if "note" in draft.body:
        said.append(say("Catatan: {note}", language, note=draft.body["note"]))
    return " ".join(said)
