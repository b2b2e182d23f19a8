"""
A day of journeys as a chart: a line for each vehicle, a bar for each journey, a notch for each call.

Places on the chart are percentages of the day's span, so that a page draws it without a script or a style.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sepaham.domain.base import local_zone
from sepaham.domain.loads import LoadList
from sepaham.domain.movement import Journey
from sepaham.domain.moving import margin
from sepaham.domain.words import Language
from sepaham.web.present.states import State

HOUR = timedelta(hours=1)
TIGHT = timedelta(minutes=30)
"""A journey that comes less than this before its hour wants an eye on it."""
_TICKS = 12
"""Hours marked at most on an axis."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the chart in percent: where it begins and how wide it is."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One journey: its number on its line, where it stands, how it stands for time, and its calls."""

    number: int
    journey: Journey
    state: State
    span: Span
    middle: str
    calls: tuple[Span, ...]
    hours: str
    names: str


@dataclass(frozen=True, slots=True)
class Line:
    """One vehicle, the store it leaves from, and its journeys."""

    vehicle: str
    name: str
    base: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart: the hours of its axis with their places, and its lines."""

    ticks: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


def state_of(journey: Journey, lists: Mapping[str, LoadList]) -> State:
    """Return how a journey stands for time: in time, hardly so, or too late."""
    spare = margin(journey, lists)
    if spare is None or spare >= TIGHT:
        return State.COMPLETE
    return State.ATTENTION if spare >= timedelta(0) else State.SERIOUS


def days_of(journeys: Iterable[Journey], region: str) -> tuple[date, ...]:
    """Return the days, where the region is, on which a journey is under way."""
    zone = local_zone(region)
    found = {at.astimezone(zone).date() for j in journeys for at in (j.departs_at, j.returns_at)}
    return tuple(sorted(found))


def on_day(journeys: Iterable[Journey], day: date, region: str) -> tuple[Journey, ...]:
    """Return the journeys under way on a day, in the order of their hours."""
    zone = local_zone(region)
    found = [
        j
        for j in journeys
        if j.departs_at.astimezone(zone).date() <= day <= j.returns_at.astimezone(zone).date()
    ]
    return tuple(sorted(found, key=lambda j: (j.departs_at, j.id)))


def clock(at: datetime, language: Language, region: str) -> str:
    """Write an hour of the day: ``05.10``."""
    return f"{at.astimezone(local_zone(region)):%H{'.' if language == 'id' else ':'}%M}"


def chart(
    journeys: Sequence[Journey],
    *,
    region: str,
    lists: Mapping[str, LoadList],
    language: Language,
    called: Callable[[str], str],
    place: Callable[[str, str], str],
) -> Chart:
    """
    Return the chart of some journeys.

    Args:
        journeys: In the order of their hours.
        region: Whose hours the axis bears.
        lists: The load lists by hash, whose closing hours say what is late.
        language: The reader's.
        called: What a vehicle is called.
        place: What a region is called for somebody at a store: its code, then the store's.
    """
    if not journeys:
        return Chart((), ())
    draws = _Drawing(_Axis.of(journeys, region), region, lists, language, place)
    of_vehicle: dict[str, list[Journey]] = {}
    for journey in journeys:
        of_vehicle.setdefault(journey.vehicle, []).append(journey)
    lines = [
        Line(
            key,
            called(key),
            place(own[0].region, ""),
            tuple(draws.bar(number, journey) for number, journey in enumerate(own, 1)),
        )
        for key, own in of_vehicle.items()
    ]
    lines.sort(key=lambda line: (line.bars[0].journey.region, line.name))
    return Chart(draws.ticks(), tuple(lines))


@dataclass(frozen=True, slots=True)
class _Axis:
    """The hours a chart spans."""

    first: datetime
    hours: int

    @classmethod
    def of(cls, journeys: Sequence[Journey], region: str) -> "_Axis":
        zone = local_zone(region)
        first = (
            min(j.departs_at for j in journeys).astimezone(zone).replace(minute=0, second=0, microsecond=0)
        )
        last = max(j.returns_at for j in journeys)
        return cls(first, -(-(last - first) // HOUR) or 1)

    def at(self, at: datetime) -> str:
        return _percent((at - self.first) / (self.hours * HOUR))

    def span(self, start: datetime, end: datetime) -> Span:
        return Span(self.at(start), _percent((end - start) / (self.hours * HOUR)))


def _percent(part: float) -> str:
    return f"{part * 100:.2f}%"


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What every bar of a chart is drawn with."""

    axis: _Axis
    region: str
    lists: Mapping[str, LoadList]
    language: Language
    place: Callable[[str, str], str]

    def ticks(self) -> tuple[tuple[str, str], ...]:
        step = -(-self.axis.hours // _TICKS)
        hours = (self.axis.first + n * HOUR for n in range(0, self.axis.hours, step))
        return tuple((self.axis.at(at), self._clock(at)) for at in hours)

    def bar(self, number: int, journey: Journey) -> Bar:
        start, end = journey.departs_at, journey.returns_at
        return Bar(
            number=number,
            journey=journey,
            state=state_of(journey, self.lists),
            span=self.axis.span(start, end),
            middle=self.axis.at(start + (end - start) / 2),
            calls=tuple(self.axis.span(halt.arrives_at, halt.leaves_at) for halt in journey.halts),
            hours=f"{self._clock(start)}–{self._clock(end)}",
            names=", ".join(dict.fromkeys(self.place(halt.region, journey.region) for halt in journey.halts)),
        )

    def _clock(self, at: datetime) -> str:
        return clock(at, self.language, self.region)
