"""
Ways as the crow flies: the straight line made longer by a factor, and rivers that only crossings lead over.

It is what a plan rests on where nobody brought a road map, and it says so. Closing a crossing measures only
those ways again that went over it.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sepaham.domain.fleet import FAIR_KM_H
from sepaham.domain.rivers import ON_LAND, Circle, River, all_crossings, metres
from sepaham.domain.road_codes import circle_of
from sepaham.domain.travel import UNREACHABLE, Matrix, Point

DETOUR = 140
"""How much longer a road is than the straight line, in percent, where nothing is known."""
_KM_H = 3.6
_FULL = 100

_Key = tuple[str, Point, Point]


_FLOATS = "~"


@dataclass(frozen=True, slots=True)
class Found:
    """A measured way: its metres, infinite where there is none, its turns, the codes it has to do with."""

    metres: float
    turns: tuple[Point, ...] = ()
    met: frozenset[str] = frozenset()

    def then(self, point: Point, other: "Found") -> "Found":
        """Return this way and another from where it ends."""
        turns = (*self.turns, point, *other.turns)
        return Found(self.metres + other.metres, turns, self.met | other.met)


@dataclass
class CrowWays:
    """
    Ways between places without a road map; implements `travel.Ways`.

    Attributes:
        rivers: The rivers, with what crosses them.
        closures: The codes of closed crossings and areas; others name nothing here and change nothing.
        exposure: Agreed risk by region, 0 to 100; a way has that of where it leads.
        detour: Percent of the straight line by kind of vehicle; `DETOUR` for those left out.
        speeds: Kilometres an hour by kind of vehicle.
        measured: How many ways were measured by this one, those it took over from another left out.
    """

    rivers: Sequence[River] = ()
    closures: frozenset[str] = frozenset()
    exposure: Mapping[str, int] = field(default_factory=dict)
    detour: Mapping[str, int] = field(default_factory=dict)
    speeds: Mapping[str, int] = field(default_factory=lambda: FAIR_KM_H)
    measured: int = 0
    _known: dict[_Key, Found] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._circles = {code: circle for code in sorted(self.closures) if (circle := circle_of(code))}
        self._rules: dict[str, str] = {}
        self._ends: dict[str, list[tuple[str, Point]]] = {}
        self._arms: dict[tuple[str, Point], list[Found]] = {}
        self._spread: dict[tuple[str, Point], list[Found]] = {}

    @property
    def source(self) -> str:
        """Return what the figures rest on: ``crow*1.4``, and the rivers that were looked at."""
        factors = {"": DETOUR} | dict(sorted(self.detour.items()))
        said = ",".join(f"{kind}*{part / _FULL:g}" for kind, part in factors.items())
        return "+".join(("crow" + said, *(river.code for river in self.rivers)))

    def matrix(self, *, points: Mapping[str, Point], kind: str) -> Matrix:
        """Return the ways between places; see `travel.Ways.matrix`."""
        names = tuple(points)
        size = len(names)
        long = [[0] * size for _ in names]
        factor = self.detour.get(kind, DETOUR) / _FULL
        for row, a in enumerate(names):
            for column in range(row):
                crow = self._way(kind, points[a], points[names[column]]).metres
                way = UNREACHABLE if math.isinf(crow) else round(crow * factor)
                long[row][column] = long[column][row] = way
        pace = _KM_H / self.speeds[kind]
        risks = [self._risk(name) for name in names]
        return Matrix(
            places=names,
            seconds=[[UNREACHABLE if m < 0 else math.ceil(m * pace) for m in row] for row in long],
            metres=long,
            exposure=[[max(m, 0) * risk for m, risk in zip(row, risks, strict=True)] for row in long],
        )

    def way(self, *, kind: str, start: Point, end: Point) -> Found:
        """Return the way between two places and what it has to do with; its metres are without detours."""
        return self._way(kind, start, end)

    def closing(self, closures: Collection[str]) -> "CrowWays":
        """Return the ways under other closures; what these do not touch is not measured again."""
        other = CrowWays(self.rivers, frozenset(closures), self.exposure, self.detour, self.speeds)
        opened, closed = self.closures - other.closures, other.closures - self.closures
        passable = any(crossing.code in opened for _, crossing in all_crossings(self.rivers))
        fresh = [circle for code, circle in other._circles.items() if code in closed]
        changed = opened | closed
        other._known = {
            key: found
            for key, found in self._known.items()
            if not ((passable and found.met) or changed & found.met or _hit(fresh, key, found))
        }
        return other

    def _risk(self, name: str) -> int:
        while name and name not in self.exposure:
            name = name.rpartition(".")[0]
        return self.exposure.get(name, 0)

    def _way(self, kind: str, a: Point, b: Point) -> Found:
        first, last = (a, b) if (a.lat, a.lon) <= (b.lat, b.lon) else (b, a)
        key = (self._rule(kind), first, last)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._measure(*key)
            self.measured += 1
        return found

    def _rule(self, kind: str) -> str:
        """Return which crossings a kind may use, which is all that sets kinds apart here."""
        if kind not in self._rules:
            codes = (crossing.code for _, crossing in all_crossings(self.rivers) if kind in crossing.kinds)
            self._rules[kind] = ",".join(sorted(codes)) if kind in ON_LAND else _FLOATS
        return self._rules[kind]

    def _measure(self, rule: str, a: Point, b: Point) -> Found:
        if rule == _FLOATS or not self._apart(a, b):
            return self._leg(a, b)
        onto, off, ends = self._spread_from(rule, a), self._arms_of(rule, b), self._open_ends(rule)
        ways = [way.then(end, arm) for way, arm, (_, end) in zip(onto, off, ends, strict=True)]
        best = min(ways, key=_long, default=_NONE)
        return best if best.metres < math.inf else Found(math.inf, (), self.closures)

    def _apart(self, a: Point, b: Point) -> bool:
        return any(river.parts(a, b) for river in self.rivers)

    def _leg(self, a: Point, b: Point) -> Found:
        """Return the straight way, round closed areas."""
        more = {code: circle.detour(a, b) for code, circle in self._circles.items()}
        met = frozenset(code for code, extra in more.items() if extra > 0)
        return Found(metres(a, b) + sum(more.values()), (), met)

    def _open_ends(self, rule: str) -> list[tuple[str, Point]]:
        """Return both ends of each open crossing that a rule allows, one after the other."""
        if rule not in self._ends:
            usable = set(rule.split(",")) - self.closures
            self._ends[rule] = [
                (crossing.code, end)
                for river, crossing in all_crossings(self.rivers)
                if crossing.code in usable
                for end in river.banks(crossing)
            ]
        return self._ends[rule]

    def _arms_of(self, rule: str, point: Point) -> list[Found]:
        """Return the ways between a place and the ends of crossings on its side."""
        key = (rule, point)
        if key not in self._arms:
            ends = (end for _, end in self._open_ends(rule))
            self._arms[key] = [_NONE if self._apart(point, end) else self._leg(point, end) for end in ends]
        return self._arms[key]

    def _spread_from(self, rule: str, point: Point) -> list[Found]:
        """Return the shortest ways from a place to every end of a crossing, on either side (Dijkstra)."""
        key = (rule, point)
        if key not in self._spread:
            ends, best = self._open_ends(rule), list(self._arms_of(rule, point))
            left = set(range(len(ends)))
            while left:
                here = min(left, key=lambda turn: (best[turn].metres, turn))
                left.remove(here)
                for there, step in enumerate(self._steps(rule, here)):
                    if there in left and best[here].metres + step.metres < best[there].metres:
                        best[there] = best[here].then(ends[here][1], step)
            self._spread[key] = best
        return self._spread[key]

    def _steps(self, rule: str, here: int) -> list[Found]:
        """Return the ways from an end of a crossing: over it, and to others on its side."""
        ends = self._open_ends(rule)
        code, end = ends[here]
        steps = list(self._arms_of(rule, end))
        steps[here ^ 1] = Found(metres(end, ends[here ^ 1][1]), (), frozenset({code}))
        return steps


_NONE = Found(math.inf)


def _long(found: Found) -> float:
    return found.metres


def _hit(circles: Sequence[Circle], key: _Key, found: Found) -> bool:
    """Tell whether a way goes through one of some areas."""
    if math.isinf(found.metres):
        return False
    _, a, b = key
    stops = (a, *found.turns, b)
    return any(circle.detour(p, q) > 0 for circle in circles for p, q in pairwise(stops))
