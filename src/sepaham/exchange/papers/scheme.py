"""A scheme of a trip's way: store, stops and crossings where they lie, none hiding another."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import cos, hypot, radians

from sepaham.domain.rivers import all_crossings
from sepaham.domain.travel import Point
from sepaham.exchange.papers.blocks import Sketch, Spot, Stroke
from sepaham.exchange.papers.moved import Moved, Teller

WIDTH = 168.0
"""Of the drawing, in millimetres."""
_TALLEST, _LOWEST, _PAGE, _EACH = 92.0, 46.0, 150.0, 4.2
"""Its height in millimetres; each stop's row takes its share of the page."""
_EDGE_X, _EDGE_Y, _APART = 24.0, 8.0, 7.0
_ROUNDS = 60
_SIGN, _LINE = 1.45, 3.4
"""How wide a sign of a name is and how high its line."""

_Spots = dict[str, tuple[float, float]]


def scheme(moved: Moved, tell: Teller) -> Sketch | None:
    """Return the drawing of a trip's way; None where the store or a stop has no known place."""
    journey = moved.journey
    places = list(dict.fromkeys((journey.region, *(halt.region for halt in journey.halts))))
    if not all(place in moved.points for place in places):
        return None
    crossings = {crossing.name: crossing.point for _, crossing in all_crossings(moved.rivers)}
    shown = {**{place: moved.points[place] for place in places}, **_used(moved, crossings)}
    high = max(_LOWEST, min(_TALLEST, _PAGE - _EACH * len(places)))
    frame = _Frame(shown.values(), high)
    at = _apart({name: frame.at(point) for name, point in shown.items()}, high)
    orders = {place: _order(moved, place) for place in places}
    told = "; ".join(f"{orders[place] or tell.store} {tell.place(place)}".strip() for place in places[1:])
    return Sketch(
        width=WIDTH,
        height=high,
        told=tell.say("route_told", places=told),
        strokes=(
            *(Stroke(tuple(map(frame.at, river.line)), "water") for river in moved.rivers),
            *_ways(moved, at),
        ),
        spots=tuple(_spots(moved, tell, at, orders)),
    )


def _used(moved: Moved, crossings: Mapping[str, Point]) -> dict[str, Point]:
    """Return the crossings this trip leads over or could take instead."""
    named = {name for hop in moved.hops for name in (*hop.via, *hop.otherwise)}
    return {name: point for name, point in crossings.items() if name in named}


def _order(moved: Moved, place: str) -> str:
    """Return at which turns a place is called at: ``3``, or ``2, 5`` where it is twice."""
    return ", ".join(str(n) for n, halt in enumerate(moved.journey.halts, 1) if halt.region == place)


class _Frame:
    """Puts places on the paper: north up, the same scale both ways."""

    def __init__(self, points: Iterable[Point], high: float) -> None:
        held = list(points)
        lats, lons = [point.lat for point in held], [point.lon for point in held]
        self._north, self._west = max(lats), min(lons)
        self._squeeze = cos(radians((max(lats) + min(lats)) / 2e7))
        tall, wide = max(lats) - min(lats), (max(lons) - min(lons)) * self._squeeze
        room_x, room_y = WIDTH - 2 * _EDGE_X, high - 2 * _EDGE_Y
        self._scale = min(room_x / wide if wide else 1e9, room_y / tall if tall else 1e9, 1.0)
        self._left = _EDGE_X + (room_x - wide * self._scale) / 2
        self._top = _EDGE_Y + (room_y - tall * self._scale) / 2

    def at(self, point: Point) -> tuple[float, float]:
        x = self._left + (point.lon - self._west) * self._squeeze * self._scale
        y = self._top + (self._north - point.lat) * self._scale
        return round(x, 2), round(y, 2)


def _apart(at: _Spots, high: float) -> _Spots:
    """Push places that would hide each other apart."""
    found = {name: list(spot) for name, spot in at.items()}
    for _ in range(_ROUNDS):
        moved = False
        for turn, (one, other) in enumerate(combinations(found.values(), 2)):
            dx, dy = other[0] - one[0], other[1] - one[1]
            far = hypot(dx, dy)
            if far >= _APART:
                continue
            moved = True
            ux, uy = (dx / far, dy / far) if far else (cos(turn), 1.0)
            push = (_APART - far) / 2
            one[0], one[1] = one[0] - ux * push, one[1] - uy * push
            other[0], other[1] = other[0] + ux * push, other[1] + uy * push
        if not moved:
            break
    return {name: (_within(x, WIDTH), _within(y, high)) for name, (x, y) in found.items()}


def _within(value: float, whole: float) -> float:
    return round(min(max(value, 4.0), whole - 4.0), 2)


def _ways(moved: Moved, at: _Spots) -> Iterable[Stroke]:
    """Draw the way out in one line over the crossings, and the last way home dashed."""
    journey = moved.journey
    places = [journey.region, *(halt.region for halt in journey.halts), journey.region]
    hops = moved.hops or (None,) * (len(places) - 1)
    for n, hop in enumerate(hops):
        over = [at[name] for name in (hop.via if hop else ()) if name in at]
        look = "home" if n == len(hops) - 1 else "way"
        yield Stroke((at[places[n]], *over, at[places[n + 1]]), look)


def _spots(moved: Moved, tell: Teller, at: _Spots, orders: Mapping[str, str]) -> Iterable[Spot]:
    """Draw the places; a name stands on the side where it hides nothing, or not at all: the table has it."""
    taken = [(x - 2.5, y - 2.5, x + 2.5, y + 2.5) for x, y in at.values()]
    for name, (x, y) in at.items():
        stop = name in orders and name != moved.journey.region
        look = "stop" if stop else "store" if name in orders else "bridge"
        label = tell.place(name) if stop else tell.store if name in orders else name
        sides = {left: _label(x, y, label, leftward=left) for left in (False, True)}
        hidden = {left: sum(_meet(box, other) for other in taken) for left, box in sides.items()}
        leftward = hidden[True] < hidden[False]
        if hidden[leftward] and stop:
            label = ""
        else:
            taken.append(sides[leftward])
        yield Spot(x, y, look, orders.get(name, ""), label, leftward)


_Area = tuple[float, float, float, float]


def _label(x: float, y: float, text: str, *, leftward: bool) -> _Area:
    wide, half = 3.5 + _SIGN * len(text), _LINE / 2
    return (x - wide, y - half, x - 3, y + half) if leftward else (x + 3, y - half, x + wide, y + half)


def _meet(one: _Area, other: _Area) -> bool:
    """Tell whether two areas meet, or one leaves the paper."""
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart or one[0] < 0 or one[2] > WIDTH
