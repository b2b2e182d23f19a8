"""Trips under way as the page tells them: what needs a look and why it may be harmless, table and map."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from sepaham.domain.findings import Names
from sepaham.domain.following import Followed
from sepaham.domain.tracking import DEVIATION, SILENCE, STOP
from sepaham.domain.watching import (
    ASLEEP,
    DETOUR,
    LATE,
    PLANNED,
    SHARED,
    SWAP,
    UNSURE,
    WRONG_STORE,
    Alert,
)
from sepaham.domain.words import Language, write_number
from sepaham.records.tracking import Watched
from sepaham.web.present import trips as runs
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import SIGNS, State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

SENTENCES: Mapping[str, str] = {
    STOP: "Berhenti {minutes} menit di luar tempat singgahnya",
    SILENCE: "Tidak mengirim posisi selama {minutes} menit",
    DEVIATION: "{minutes} menit jauh dari jalurnya",
    WRONG_STORE: "Berhenti {minutes} menit di {about}, yang bukan tujuannya",
    SWAP: "Berhenti {minutes} menit bersama {about} di luar tempat singgah",
    LATE: "Akan terlambat {minutes} menit di {about}",
}
"""What each rule says."""
PERHAPS: Mapping[str, str] = {
    STOP: "Mungkin saja istirahat, macet, atau ban kempes. Telepon pengemudinya.",
    SILENCE: "Mungkin saja tanpa sinyal atau baterainya habis. Telepon pengemudinya.",
    DEVIATION: "Mungkin saja memutar atau salah belok. Telepon pengemudinya.",
    WRONG_STORE: "Mungkin saja bertanya jalan atau menumpang parkir. Telepon pengemudinya.",
    SWAP: "Mungkin saja beriringan dan istirahat bersama. Telepon keduanya.",
    LATE: "Mungkin saja karena jalan atau pemuatan. Beri tahu yang menunggu.",
}
"""What each may be besides."""
REASONS: Mapping[str, str] = {
    PLANNED: "di tempat singgah rencananya",
    ASLEEP: "alatnya diam di tempat singgah",
    SHARED: "yang lain juga lambat, seperti saat hujan",
    UNSURE: "letak tempat singgahnya belum dimasukkan",
    DETOUR: "ada jalan yang ditutup",
}
"""Why some need no look."""
_GRAVE = frozenset({WRONG_STORE, SWAP})
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Look:
    """One thing on the way of a trip, as a line of the page."""

    state: State
    sentence: str
    trip: str
    href: str
    region: str
    since: datetime
    ongoing: bool
    why: str


def answer(found: Watched, language: Language) -> Answer:
    """Return how many trips are under way, and how much of it needs a look."""
    count, looks = len(found.trips), [alert for alert in found.alerts if not alert.harmless]
    sentence = say("{number} perjalanan di jalan sekarang", language, number=write_number(count, language))
    rest = say("{number} perlu dicek", language, number=write_number(len(looks), language)) if looks else ""
    return Answer(_worst(looks) if looks else State.MOVING if count else State.WAITING, sentence, rest)


def look(alert: Alert, found: Watched, language: Language, names: Names, at: datetime) -> Look:
    """Return one alert as a line: what, whose, since when, and what else it may be."""
    run = next(one.run for one in found.trips if one.run.id == alert.trip)
    until = at.timestamp() if alert.ongoing else alert.until
    seconds = alert.late if alert.rule == LATE else until - alert.since
    return Look(
        state=State.WAITING if alert.harmless else _worst([alert]),
        sentence=say(
            SENTENCES[alert.rule],
            language,
            minutes=write_number(round(seconds / _MINUTE), language),
            about=_about(alert, found, language, names),
        ),
        trip=runs.title(run, language, names),
        href=reverse("trip", args=[run.id]),
        region=run.region,
        since=_moment(alert.since),
        ongoing=alert.ongoing,
        why=say(REASONS[alert.harmless] if alert.harmless else PERHAPS[alert.rule], language),
    )


def _worst(alerts: list[Alert]) -> State:
    return State.SERIOUS if any(alert.rule in _GRAVE for alert in alerts) else State.ATTENTION


def _about(alert: Alert, found: Watched, language: Language, names: Names) -> str:
    other = next((one.run for one in found.trips if one.run.id == alert.about), None)
    if other:
        return runs.title(other, language, names)
    return names(alert.about, language) if alert.about else ""


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def table(found: Watched, language: Language, names: Names) -> Table:
    """Return the trips under way, one to a row, those that need a look first."""
    columns = (
        Column("trip", say("Perjalanan", language)),
        Column("vehicle", say("Kendaraan", language)),
        Column("next", say("Singgah berikut", language)),
        Column("expected", say("Perkiraan tiba", language), "moment"),
        Column("low", say("Paling cepat", language), "moment"),
        Column("high", say("Paling lambat", language), "moment"),
        Column("planned", say("Menurut rencana", language), "moment"),
        Column("late", say("Terlambat (menit)", language), "number"),
        Column("seen", say("Posisi terakhir", language), "moment"),
        Column("state", say("Keadaan", language)),
    )
    rows = sorted((_row(one, found, language, names) for one in found.trips), key=_gravity)
    return Table("live", say("Di jalan sekarang", language), columns, tuple(rows))


def _gravity(row: Row) -> int:
    return (State.SERIOUS, State.ATTENTION, State.MOVING).index(State(row.state))


def _state(one: Followed, found: Watched) -> State:
    mine = [a for a in found.alerts if one.run.id in {a.trip, a.about} and not a.harmless]
    return _worst(mine) if mine else State.MOVING


def _row(one: Followed, found: Watched, language: Language, names: Names) -> Row:
    arrival = one.arrivals[0] if one.arrivals else None
    late = one.late(arrival) if arrival else None
    by = next((call.by for call in one.calls if call.region == one.next), None)
    state = _state(one, found)
    return Row(
        cells={
            "trip": runs.title(one.run, language, names),
            "vehicle": runs.vehicle(one.run, language) or None,
            "next": names(one.next, language) if one.next else None,
            "expected": _moment(arrival.at) if arrival else None,
            "low": _moment(arrival.low) if arrival else None,
            "high": _moment(arrival.high) if arrival else None,
            "planned": by,
            "late": max(0, round(late / _MINUTE)) if late is not None else None,
            "seen": _moment(one.track.heard_at) if one.track.fixes else None,
            "state": say(SIGNS[state][1], language),
        },
        href=reverse("trip", args=[one.run.id]),
        state=state.value,
        region=one.run.region,
    )


def features(found: Watched, language: Language, names: Names) -> str:
    """Return a GeoJSON text: the way of each trip, where it is, and the place it is to come to next."""
    made = [feature for one in found.trips for feature in _features(one, found, language, names)]
    return json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False)


def _features(one: Followed, found: Watched, language: Language, names: Names) -> Iterator[dict[str, Any]]:
    state = _state(one, found)
    facts = {
        "name": runs.title(one.run, language, names),
        "state": state.value,
        "word": say(SIGNS[state][1], language),
        "href": reverse("trip", args=[one.run.id]),
    }
    way = [[lon, lat] for lat, lon in found.paths.get(one.run.id, ())]
    if len(way) > 1:
        yield _feature("LineString", way, {**facts, "kind": "way"})
    if one.track.fixes:
        yield _feature("Point", [one.track.lon, one.track.lat], {**facts, "kind": "here"})
    if one.next in found.points:
        lat, lon = found.points[one.next]
        yield _feature("Point", [lon, lat], {**facts, "kind": "next", "name": names(one.next, language)})


def _feature(kind: str, where: list[Any], facts: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "Feature", "properties": facts, "geometry": {"type": kind, "coordinates": where}}
