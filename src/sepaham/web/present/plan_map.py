"""The map's data of a plan: each journey as a line through its calls, the places it touches."""

import json
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sepaham.domain.loads import LoadList
from sepaham.domain.movement import Journey
from sepaham.domain.rivers import River
from sepaham.domain.travel import Point
from sepaham.domain.words import Language
from sepaham.web.present.gantt import clock, state_of
from sepaham.web.present.states import State
from sepaham.web.words import say

LEGEND: Mapping[State, str] = {
    State.COMPLETE: "cukup waktu",
    State.ATTENTION: "kurang dari 30 menit",
    State.SERIOUS: "terlambat",
}
"""What the lines of the map say."""
_PLACES = 7
_DEGREE = 10_000_000
_ENDS = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    What every journey on a map is drawn with.

    Attributes:
        lists: The load lists by hash.
        points: Where places are; those nobody knows are left out of the lines.
        language: The reader's.
        called: What a vehicle is called.
        place: What a region is called.
        href: Where a journey's page is.
    """

    lists: Mapping[str, LoadList]
    points: Mapping[str, Point]
    language: Language
    called: Callable[[str], str]
    place: Callable[[str], str]
    href: Callable[[str], str]

    def features(self, journeys: Sequence[Journey], rivers: Sequence[River], closed: Container[str]) -> str:
        """Return a GeoJSON text of journeys, their stores and stops, of rivers and what leads over them."""
        stores = dict.fromkeys(j.region for j in journeys)
        stops = dict.fromkeys(halt.region for j in journeys for halt in j.halts if halt.region not in stores)
        spots = [("store", region) for region in stores] + [("stop", region) for region in stops]
        made: list[dict[str, Any] | None] = [_course(river) for river in rivers]
        made += [self._line(journey) for journey in journeys]
        made += [
            _spot(kind, self.place(region), self.points[region])
            for kind, region in spots
            if region in self.points
        ]
        made += [
            _spot("closed" if crossing.code in closed else "crossing", crossing.name, crossing.point)
            for river in rivers
            for crossing in river.crossings
        ]
        found = {"type": "FeatureCollection", "features": [one for one in made if one]}
        return json.dumps(found, ensure_ascii=False)

    def _line(self, journey: Journey) -> dict[str, Any] | None:
        regions = [journey.region, *(halt.region for halt in journey.halts), journey.region]
        way = [_degrees(self.points[region]) for region in regions if region in self.points]
        if len(way) < _ENDS:
            return None
        state = state_of(journey, self.lists)
        start, end = (
            clock(at, self.language, journey.region) for at in (journey.departs_at, journey.returns_at)
        )
        facts = {
            "kind": "journey",
            "name": f"{self.called(journey.vehicle)}, {start}–{end}",
            "state": state.value,
            "word": say(LEGEND[state], self.language),
            "href": self.href(journey.id),
        }
        return {
            "type": "Feature",
            "properties": facts,
            "geometry": {"type": "LineString", "coordinates": way},
        }


def _course(river: River) -> dict[str, Any]:
    geometry = {"type": "LineString", "coordinates": [_degrees(point) for point in river.line]}
    return {"type": "Feature", "properties": {"kind": "river", "name": river.name}, "geometry": geometry}


def _spot(kind: str, name: str, point: Point) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": _degrees(point)}
    return {"type": "Feature", "properties": {"kind": kind, "name": name}, "geometry": geometry}


def _degrees(point: Point) -> list[float]:
    return [round(point.lon / _DEGREE, _PLACES), round(point.lat / _DEGREE, _PLACES)]


def legend(language: Language) -> list[tuple[State, str]]:
    """Return the shapes of the map's lines with their words."""
    return [(state, say(text, language)) for state, text in LEGEND.items()]
