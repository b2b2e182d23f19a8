"""A movement plan in words: whether all is there in time, what rests on what, and its journeys one by one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sepaham.domain.base import within
from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.domain.moving import margin
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_brief, write_number
from sepaham.web.present.gantt import TIGHT, clock, state_of
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

TO_STATIONS = "pps-kpps"
"""The leg after which a polling station is complete."""
STATES: Mapping[str, str] = {"late": "Terlambat", "tight": "Kurang dari 30 menit", "fine": "Cukup waktu"}
_OF_STATE: Mapping[State, str] = {
    State.SERIOUS: "late",
    State.ATTENTION: "tight",
    State.COMPLETE: "fine",
}
_NAMED = 3
"""Stops named in a row of the table."""
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Reach:
    """
    How far a plan brings what must be there.

    Attributes:
        all: The load lists that must be brought.
        done: Those that come in time.
        late: Those that come after their hour.
        left: Those nobody carries.
        last: When the last of those that come does.
        spare: How long before its hour the tightest comes; below zero when one is late.
    """

    all: int
    done: int
    late: int
    left: int
    last: datetime | None
    spare: timedelta | None


def reach(movement: Movement, lists: Mapping[str, LoadList], *, leg: str = TO_STATIONS) -> Reach:
    """Return how far a plan brings the load lists of a leg."""
    due = {hash_: load.closes_at for hash_, load in lists.items() if load.leg == leg}
    comes: dict[str, datetime] = {}
    for journey in movement.journeys.values():
        for halt in journey.halts:
            at = journey.returns_at if LEGS[journey.leg].homeward else halt.arrives_at
            for hash_ in halt.lists:
                if hash_ in due:
                    comes[hash_] = max(at, comes.get(hash_, at))
    carried = {hash_: at for hash_, at in comes.items() if hash_ not in movement.left}
    spare = [due[hash_] - at for hash_, at in carried.items()]
    late = sum(left < timedelta(0) for left in spare)
    return Reach(
        all=len(due),
        done=len(carried) - late,
        late=late,
        left=len(due) - len(carried),
        last=max(carried.values(), default=None),
        spare=min(spare, default=None),
    )


def answer(found: Reach, language: Language, region: str) -> Answer:
    """Return whether every polling station is complete in time, and if not how many are not."""
    every = write_number(found.all, language)
    if found.all and found.done == found.all and found.last is not None and found.spare is not None:
        sentence = say(
            "Semua {all} TPS lengkap pukul {at}, {spare} sebelum batas",
            language,
            all=every,
            at=clock(found.last, language, region),
            spare=duration(found.spare, language),
        )
        return Answer(State.COMPLETE if found.spare >= TIGHT else State.ATTENTION, sentence)
    done = write_number(found.done, language)
    sentence = say("{done} dari {all} TPS lengkap tepat waktu", language, done=done, all=every)
    parts = []
    if found.left:
        parts.append(say("{number} tidak terangkut", language, number=write_number(found.left, language)))
    if found.late:
        parts.append(say("{number} terlambat", language, number=write_number(found.late, language)))
    return Answer(State.SERIOUS, sentence, ", ".join(parts))


def day_answer(journeys: Sequence[Journey], lists: Mapping[str, LoadList], language: Language) -> Answer:
    """Return how many journeys of how many vehicles a day has, and how many hardly come in time."""
    if not journeys:
        return Answer(State.WAITING, say("Tidak ada perjalanan hari ini", language))
    sentence = say(
        "{number} perjalanan dengan {vehicles} kendaraan",
        language,
        number=write_number(len(journeys), language),
        vehicles=write_number(len({journey.vehicle for journey in journeys}), language),
    )
    states = [state_of(journey, lists) for journey in journeys]
    late, tight = states.count(State.SERIOUS), states.count(State.ATTENTION)
    if late:
        return Answer(
            State.SERIOUS, sentence, say("{number} terlambat", language, number=write_number(late, language))
        )
    rest = say("{number} mepet", language, number=write_number(tight, language)) if tight else ""
    return Answer(State.ATTENTION if tight else State.COMPLETE, sentence, rest)


def duration(span: timedelta, language: Language) -> str:
    """Write how long: ``3 jam 20 menit``, ``45 menit``."""
    minutes = abs(int(span.total_seconds())) // 60
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return say("{number} menit", language, number=write_number(rest, language))
    whole = say("{number} jam", language, number=write_number(hours, language))
    return f"{whole} {say('{number} menit', language, number=rest)}" if rest else whole


def kilometres(metres: int, language: Language) -> str:
    """Write a length with one decimal: ``12,4 km``."""
    whole, tenth = divmod(round(metres / 100), 10)
    return f"{write_number(whole, language)}{',' if language == 'id' else '.'}{tenth} km"


def concerns(journey: Journey, region: str) -> bool:
    """Tell whether a journey that calls anywhere starts in a region or calls there."""
    starts = within(journey.region, region) and bool(journey.halts)
    return starts or any(within(halt.region, region) for halt in journey.halts)


def fits(journey: Journey, lists: Mapping[str, LoadList], *, leg: str, state: str) -> bool:
    """Tell whether a journey is of a leg and stands so for time; '' is any."""
    if leg and journey.leg != leg:
        return False
    return not state or _OF_STATE[state_of(journey, lists)] == state


def title(journey: Journey, language: Language, called: Callable[[str], str], names: Names) -> str:
    """Return what a journey is called: its vehicle and the store it leaves."""
    return f"{called(journey.vehicle)}, {names(journey.region, language)}"


def line(journey: Journey, language: Language, names: Names, vehicle: str) -> str:
    """Return a journey in one line: when, by what, and where to."""
    at = write_brief(journey.departs_at, language, journey.region)
    return f"{at}, {vehicle}: {_places(journey, language, names)}"


def _places(journey: Journey, language: Language, names: Names) -> str:
    """Return the first places a journey calls at, and how many more."""
    places = list(dict.fromkeys(names(halt.region, language) for halt in journey.halts))
    more, shown = len(places) - _NAMED, ", ".join(places[:_NAMED])
    return say("{places} dan {number} lagi", language, places=shown, number=more) if more > 0 else shown


def table(
    journeys: Iterable[Journey],
    lists: Mapping[str, LoadList],
    language: Language,
    names: Names,
    *,
    called: Callable[[str], str],
    href: Callable[[str], str],
) -> Table:
    """Return journeys, one to a row, in the order of their hours."""
    columns = (
        Column("vehicle", say("Kendaraan", language)),
        Column("leg", say("Ruas", language)),
        Column("from", say("Dari", language)),
        Column("to", say("Singgah", language)),
        Column("departs", say("Jam berangkat", language), "moment"),
        Column("returns", say("Jam kembali", language), "moment"),
        Column("spare", say("Sisa waktu (menit)", language), "number"),
        Column("stops", say("Singgahan", language), "number"),
        Column("units", say("Barang", language), "number"),
        Column("metres", say("Jarak (km)", language), "number"),
    )
    rows = (_row(journey, lists, language, names, called) for journey in journeys)
    found = sorted(rows, key=lambda pair: (pair[0].departs_at, pair[0].id))
    return Table(
        "journeys",
        say("Perjalanan dalam rencana", language),
        columns,
        tuple(
            Row(cells, href=href(journey.id), state=state_of(journey, lists).value, region=journey.region)
            for journey, cells in found
        ),
    )


def _row(
    journey: Journey,
    lists: Mapping[str, LoadList],
    language: Language,
    names: Names,
    called: Callable[[str], str],
) -> tuple[Journey, dict[str, str | int | datetime | None]]:
    spare = margin(journey, lists)
    return journey, {
        "vehicle": called(journey.vehicle),
        "leg": LEG_NAMES[journey.leg].say(language, {}),
        "from": names(journey.region, language),
        "to": _places(journey, language, names),
        "departs": journey.departs_at,
        "returns": journey.returns_at,
        "spare": None if spare is None else int(spare.total_seconds()) // 60,
        "stops": len(journey.halts),
        "units": sum(_units(halt, lists) for halt in journey.halts),
        "metres": round(journey.metres / 1000),
    }


def _units(halt: Halt, lists: Mapping[str, LoadList]) -> int:
    """Return how many pieces a call is of."""
    return len(halt.units) or sum(len(lists[hash_].units) for hash_ in halt.lists if hash_ in lists)


@dataclass(frozen=True, slots=True)
class Stop:
    """A planned call as a page shows it."""

    region: str
    name: str
    arrives: str
    leaves: str
    units: int
    lists: int
    part: str
    spare: str
    state: State


def stops(
    journey: Journey, lists: Mapping[str, LoadList], language: Language, names: Names
) -> tuple[Stop, ...]:
    """Return a journey's calls in their order."""
    return tuple(_stop(journey, n, lists, language, names) for n in range(len(journey.halts)))


def _stop(
    journey: Journey, place: int, lists: Mapping[str, LoadList], language: Language, names: Names
) -> Stop:
    halt = journey.halts[place]
    loads = [lists[hash_] for hash_ in halt.lists if hash_ in lists]
    comes = journey.returns_at if LEGS[journey.leg].homeward else halt.arrives_at
    spare = min((load.closes_at - comes for load in loads), default=None)
    turn, of = halt.part
    return Stop(
        region=halt.region,
        name=names(halt.region, language),
        arrives=write_brief(halt.arrives_at, language, journey.region),
        leaves=write_brief(halt.leaves_at, language, journey.region),
        units=_units(halt, lists),
        lists=len(halt.lists),
        part=say("bagian {turn} dari {of}", language, turn=turn, of=of) if of > 1 else "",
        spare=spared(spare, language),
        state=State.COMPLETE if spare is None or spare >= TIGHT else _tight(spare),
    )


def _tight(spare: timedelta) -> State:
    return State.ATTENTION if spare >= timedelta(0) else State.SERIOUS


def spared(spare: timedelta | None, language: Language) -> str:
    """Return how long before its hour something comes, or how long after."""
    if spare is None:
        return ""
    text = duration(spare, language)
    if spare < timedelta(0):
        return say("{duration} terlambat", language, duration=text)
    return say("{duration} sebelum batas", language, duration=text)


def figures(
    movement: Movement, journeys: Sequence[Journey], lists: Mapping[str, LoadList], language: Language
) -> tuple[tuple[str, str], ...]:
    """Return what a plan asks of a region: journeys, vehicles, way, its load lists carried and left."""
    carried = {hash_ for journey in journeys for hash_ in journey.lists if hash_ in lists}
    return (
        (say("Perjalanan", language), write_number(len(journeys), language)),
        (say("Kendaraan dipakai", language), write_number(len({j.vehicle for j in journeys}), language)),
        (say("Jarak", language), kilometres(sum(j.metres for j in journeys), language)),
        (say("Daftar muatan terangkut", language), write_number(len(carried), language)),
        (
            say("Tidak terangkut", language),
            write_number(sum(hash_ in lists for hash_ in movement.left), language),
        ),
    )
