"""The page of papers that go with vehicles: what may be printed, and how many of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS
from sepaham.domain.movement import Journey
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_number
from sepaham.exchange.papers.goings import Going
from sepaham.records.fleet import Vehicle
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.present.trips import VEHICLES
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

PAPERS: Mapping[str, str] = {
    "waybill": "Surat jalan",
    "loading": "Urutan muat",
    "route": "Lembar rute",
    "card": "Kartu pengemudi",
    "spj": "Berkas SPJ",
}
"""What is printed of a trip."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The trips of one leg: what it is called, how many, and where each paper of all of them is."""

    name: str
    trips: int
    stops: int
    pieces: int
    papers: tuple[tuple[str, str, int], ...]


def answer(goings: Sequence[Going], schedules: int, language: Language) -> Answer:
    """Return how many trips have papers; to who gets none of them, that there is a schedule."""
    if not goings and schedules:
        return Answer(State.COMPLETE, say("Jadwal gerak siap dicetak", language), "")
    if not goings:
        return Answer(State.WAITING, say("Belum ada perjalanan yang dapat dicetak di sini", language), "")
    stops = sum(len(going.journey.halts) for going in goings)
    sentence = say(
        "Dokumen {trips} perjalanan siap dicetak", language, trips=write_number(len(goings), language)
    )
    rest = say("{stops} tempat singgah", language, stops=write_number(stops, language))
    return Answer(State.COMPLETE, sentence, rest)


def lacks(
    journeys: Iterable[Journey], vehicles: Mapping[str, Vehicle], language: Language
) -> list[tuple[str, int]]:
    """Return what is missing on papers that could name vehicle and driver, and on how many."""
    found = [vehicles[journey.vehicle] for journey in journeys if journey.vehicle in vehicles]
    plates = sum(not row.plate and row.kind != "foot" for row in found)
    drivers = sum(row.driver is None or not row.driver.name for row in found)
    counted = (
        (say("Perjalanan tanpa nomor polisi", language), plates),
        (say("Perjalanan tanpa nama pengemudi atau pembawa", language), drivers),
    )
    return [(text, number) for text, number in counted if number]


def legs(
    goings: Iterable[Going],
    region: str,
    language: Language,
    *,
    may_print: Callable[[Journey, str], bool],
) -> tuple[Leg, ...]:
    """Return the legs that have trips, each with its papers and how many there are of them."""
    found: dict[str, list[Going]] = {leg: [] for leg in LEGS}
    for going in goings:
        found[going.journey.leg].append(going)
    return tuple(
        Leg(
            name=LEG_NAMES[leg].say(language, {}),
            trips=len(of),
            stops=sum(len(going.journey.halts) for going in of),
            pieces=sum(sum(going.pieces) for going in of),
            papers=tuple(_papers(leg, of, region, language, may_print)),
        )
        for leg, of in found.items()
        if of
    )


def _papers(
    leg: str,
    goings: Sequence[Going],
    region: str,
    language: Language,
    may_print: Callable[[Journey, str], bool],
) -> Iterable[tuple[str, str, int]]:
    for what, title in PAPERS.items():
        number = sum(may_print(going.journey, what) for going in goings)
        if number:
            yield say(title, language), reverse("trip-papers", args=[leg, region, what]), number


def of_trip(
    journey: Journey, language: Language, *, may_print: Callable[[Journey, str], bool]
) -> list[tuple[str, str]]:
    """Return the papers of one trip and where each is."""
    found = [
        (say(title, language), reverse("trip-paper", args=[journey.id, what, "pdf"]))
        for what, title in PAPERS.items()
        if may_print(journey, what)
    ]
    if found:
        found.append(
            (say("Surat jalan (DOCX)", language), reverse("trip-paper", args=[journey.id, "waybill", "docx"]))
        )
    return found


def table(goings: Iterable[Going], language: Language, names: Names) -> Table:
    """Return the trips, one to a row; each leads to its page, where its papers are."""
    columns = (
        Column("trip", say("Perjalanan", language)),
        Column("leg", say("Ruas", language)),
        Column("departs", say("Rencana berangkat", language), "moment"),
        Column("vehicle", say("Kendaraan", language)),
        Column("stops", say("Tempat singgah", language), "number"),
        Column("pieces", say("Barang", language), "number"),
    )
    rows = tuple(_row(going, language, names) for going in goings)
    return Table("trip-papers", say("Perjalanan", language), columns, rows)


def _row(going: Going, language: Language, names: Names) -> Row:
    journey = going.journey
    first, last = (names(journey.halts[n].region, language) for n in (0, -1))
    return Row(
        cells={
            "trip": first if first == last else f"{first} – {last}",
            "leg": LEG_NAMES[journey.leg].say(language, {}),
            "departs": journey.departs_at,
            "vehicle": say(VEHICLES[going.kind], language) if going.kind in VEHICLES else None,
            "stops": len(journey.halts),
            "pieces": sum(going.pieces),
        },
        href=reverse("trip", args=[journey.id]),
        region=journey.region,
    )
