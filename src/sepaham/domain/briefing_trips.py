"""The pages of trips: what is carried where, over which calls, with whom along and whom to call."""

from collections.abc import Iterator, Mapping, Sequence

from sepaham.domain.base import Level, ancestor
from sepaham.domain.briefing import SECTIONS, TRIP, Briefing, Line, Section
from sepaham.domain.briefing_facts import (
    Sources,
    around,
    at,
    authority_lines,
    both,
    calls,
    goods,
    named,
    situation,
    stops,
)
from sepaham.domain.briefing_places import place_pages
from sepaham.domain.escorts import TRIP as TRIP_JOB
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Halt, Journey
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Sentence

_HALTS = 8
"""Stops a page names."""
_PLACES = 3
_THREATS = 2
_STOPS = ("stop_halt", "stop_water", "stop_seal", "stop_count")
_VEHICLES: Mapping[str, Sentence] = {
    "truck": Sentence("truk", "truck"),
    "pickup": Sentence("pikap", "pickup"),
    "car": Sentence("mobil", "car"),
    "motorbike": Sentence("sepeda motor", "motorbike"),
    "boat": Sentence("perahu", "boat"),
    "foot": Sentence("jalan kaki", "on foot"),
}


def pages_of(sources: Sources) -> list[Briefing]:
    """Return all pages: of places first, then of the trips of the movement plan in force."""
    journeys = sources.movement.journeys.values() if sources.movement else ()
    return [*place_pages(sources), *(trip_page(sources, journey) for journey in journeys)]


def trip_page(sources: Sources, journey: Journey) -> Briefing:
    """Return the page of one trip."""
    loads = [sources.plan.lists[hash_] for hash_ in journey.lists if hash_ in sources.plan.lists]
    places = list(dict.fromkeys(halt.region for halt in journey.halts))
    parties = tuple(dict.fromkeys(office for load in loads for office in (load.giver, load.receiver)))
    promised = sources.promised.get(f"{TRIP_JOB}:{journey.id}", {})
    sender = _sender(journey, loads)
    areas = list(dict.fromkeys(area for place in places or [journey.region] for area in around(place)))
    parts = (
        situation(sources, areas, lambda threat: journey.leg in threat.places, most=_THREATS),
        _task(journey, _carried(journey, loads)),
        _execution(sources, journey, sender),
        _logistics(sources, journey, loads, promised, sender),
        _command(sources, journey, sender, parties, promised),
    )
    return Briefing(
        key=journey.id,
        kind=TRIP,
        region=journey.region,
        title=Line(
            TRIP, {"leg": both(LEG_NAMES[journey.leg]), "places": [named(p) for p in places[:_PLACES]]}
        ),
        until=journey.returns_at,
        receivers=tuple(dict.fromkeys((*parties, *promised))),
        sections=tuple(Section(code, tuple(lines)) for code, lines in zip(SECTIONS, parts, strict=True)),
    )


def _sender(journey: Journey, loads: Sequence[LoadList]) -> str:
    """Return the office at the store a trip starts from."""
    if not loads:
        return f"kpu:{ancestor(journey.region, Level.KABUPATEN)}"
    return loads[0].receiver if LEGS[journey.leg].homeward else loads[0].giver


def _carried(journey: Journey, loads: Sequence[LoadList]) -> list[str]:
    whole = {load.hash: load.units for load in loads}
    return [
        unit
        for halt in journey.halts
        for unit in (halt.units or [u for hash_ in halt.lists for u in whole.get(hash_, ())])
    ]


def _task(journey: Journey, units: Sequence[str]) -> Iterator[Line]:
    code = "task_trip_home" if LEGS[journey.leg].homeward else "task_trip"
    yield Line(
        code,
        {
            "pieces": len(units),
            "store": named(journey.region),
            "stops": len(journey.halts),
            "departs": at(journey.departs_at),
            "returns": at(journey.returns_at),
        },
    )


def _execution(sources: Sources, journey: Journey, sender: str) -> Iterator[Line]:
    for turn, halt in enumerate(journey.halts[:_HALTS], 1):
        loads = [sources.plan.lists[hash_] for hash_ in halt.lists if hash_ in sources.plan.lists]
        yield Line("halt", {"turn": turn, **_halt(halt, loads)})
    if len(journey.halts) > _HALTS:
        yield Line("more_halts", {"number": len(journey.halts) - _HALTS})
    yield Line("rule_count", {})
    yield from stops(sender, _STOPS)


def _halt(halt: Halt, loads: Sequence[LoadList]) -> dict[str, object]:
    units = halt.units or [unit for load in loads for unit in load.units]
    sides = (load.giver if LEGS[load.leg].homeward else load.receiver for load in loads)
    return {
        "place": named(halt.region),
        "arrives": at(halt.arrives_at),
        "pieces": len(units),
        "receiver": [named(office) for office in dict.fromkeys(sides)],
    }


def _logistics(
    sources: Sources, journey: Journey, loads: Sequence[LoadList], promised: Mapping[str, int], sender: str
) -> Iterator[Line]:
    units = _carried(journey, loads)
    yield Line("pieces", {"goods": goods(sources, units, journey.region), "pieces": len(units)})
    kind = sources.vehicles.get(journey.vehicle, "")
    if kind in _VEHICLES:
        yield Line("vehicle", {"vehicle": both(_VEHICLES[kind])})
    for office, officers in promised.items():
        yield Line("escort", {"office": named(office), "officers": officers})
    if not promised:
        yield Line("unpromised", {"call": named(sender)})


def _command(
    sources: Sources, journey: Journey, sender: str, parties: Sequence[str], promised: Mapping[str, int]
) -> Iterator[Line]:
    yield from authority_lines(sources)
    yield Line("call_in_trip", {})
    yield Line("no_signal", {"call": named(sender)})
    kabupaten = ancestor(journey.region, Level.KABUPATEN)
    stop = journey.halts[0].region if journey.halts else journey.region
    police = f"polsek:{ancestor(stop, Level.KECAMATAN)}"
    ends = [office for office in parties if office != sender][:4]
    yield from calls([sender, f"kpu:{kabupaten}", police, *promised, *ends, f"polres:{kabupaten}"])
