"""A table of ratings, a row per unit and a column per rater; and what is wrong in it, by row and column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sepaham.domain.agreement import Scale, Value
from sepaham.domain.base import Level, RegionError, ancestor, level_of, region_code
from sepaham.exchange.cells import clean, fault_of, text_of
from sepaham.exchange.problems import Problem
from sepaham.exchange.ratings_layout import Layout, Line, absent, is_number, layout_of
from sepaham.exchange.tables import tables

MOST_CATEGORIES = 50
"""More different values are no scale."""

LARGEST = 32 * 1024 * 1024
_WORKBOOK = b"PK\x03\x04"
_HALF = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Ratings as they were read.

    Attributes:
        raters: The raters' headings.
        units: The units' names, or their rows' numbers.
        ratings: A row per unit, a column per rater.
        scale: All categories; what `given` tells is whether they were named or only found.
        clusters: Each unit's cluster; empty where units stand by themselves.
        clustered_by: The heading of the clusters, or ``kecamatan`` where the units' codes tell it.
        absent: Cells without a rating: empty, ``TT`` (unknown), ``BK`` (not one's authority).
        problems: What is wrong; where there is anything, the rest is not to be used.
    """

    raters: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    ratings: tuple[tuple[Value | None, ...], ...] = ()
    scale: Scale = field(default_factory=lambda: Scale(()))
    given: bool = False
    clusters: tuple[str, ...] = ()
    clustered_by: str = ""
    absent: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_ratings(*, data: bytes, name: str, categories: str = "", cluster: str = "") -> Sheet:
    """
    Read a table of ratings from CSV or XLSX; only its first sheet.

    Args:
        data: The file's bytes.
        name: The file's name, for sentences only.
        categories: The full scale, as ``1..5`` or ``a,b,c``; what was found where it is empty.
        cluster: The heading of the column of clusters.

    Raises:
        TableError: The bytes are no table.
    """
    problems: list[Problem] = []
    lines = _lines(data, name, problems)
    if not lines:
        return Sheet(problems=(Problem(0, "", "", "file.no-rows"),))
    layout = layout_of(lines, cluster)
    body = lines[1:] if layout.headed else lines
    problems += _layout_problems(layout, cluster, lines[0][0], body)
    problems += _ragged(body, layout, workbook=data.startswith(_WORKBOOK))
    scale = _scale_named(categories, problems)
    if problems:
        return Sheet(problems=tuple(problems))
    return _Reader(layout, body, scale).sheet()


def _lines(data: bytes, name: str, problems: list[Problem]) -> list[Line]:
    sheet = next(iter(tables(data=data, name=name, largest=LARGEST)))
    lines = []
    for number, cells in sheet.rows:
        texts = [clean(text_of(cell))[0] for cell in cells]
        for place, (cell, text) in enumerate(zip(cells, texts, strict=True), start=1):
            if code := fault_of(cell, text):
                problems.append(Problem(number, f"kolom {place}", text, code))
        lines.append((number, texts))
    while lines and not any(lines[-1][1]):
        lines.pop()
    return [line for line in lines if line[1]]


def _layout_problems(layout: Layout, cluster: str, row: int, body: Sequence[Line]) -> list[Problem]:
    found = [
        Problem(row, title, title, "rating.repeated")
        for title, times in Counter(layout.titles[place] for place in layout.raters).items()
        if times > 1
    ]
    if cluster and layout.cluster is None:
        found.append(Problem(row, cluster, cluster, "rating.cluster"))
    if not layout.raters:
        found.append(Problem(row, "", "", "rating.raters"))
    if not body:
        found.append(Problem(row, "", "", "file.no-rows"))
    return found


def _ragged(body: Sequence[Line], layout: Layout, *, workbook: bool) -> list[Problem]:
    width, found = len(layout.titles), []
    for number, cells in body:
        if len(cells) != width and (any(cells[width:]) or (len(cells) < width and not workbook)):
            found.append(Problem(number, "", str(len(cells)), "rating.ragged", {"limit": width}))
    return found


def _scale_named(text: str, problems: list[Problem]) -> Scale | None:
    if not text:
        return None
    low, dots, high = text.partition("..")
    if dots:
        if is_number(low) and is_number(high) and low.lstrip("+-").isdigit() and high.lstrip("+-").isdigit():
            span = range(int(low), int(high) + 1)
            if 1 < len(span) <= MOST_CATEGORIES:
                return Scale(span)
    else:
        named = [part.strip() for part in text.split(";" if ";" in text else ",")]
        if len(set(named)) > 1 and all(named) and len(named) <= MOST_CATEGORIES:
            return Scale([_number(part) for part in named] if all(map(is_number, named)) else named)
    problems.append(Problem(0, "--categories", text, "rating.scale"))
    return None


def _number(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


class _Reader:
    """The rows below the headings, turned into ratings; what is wrong is gathered, cell by cell."""

    def __init__(self, layout: Layout, body: Sequence[Line], scale: Scale | None) -> None:
        self.layout, self.body, self.scale = layout, body, scale
        self.problems: list[Problem] = []
        self.absent: Counter[str] = Counter({"": 0, "TT": 0, "BK": 0})
        texts = [line[1][place] for line in body for place in layout.raters if place < len(line[1])]
        rated = [text for text in texts if absent(text) is None]
        self.labelled = scale.labelled if scale else sum(map(is_number, rated)) * _HALF < len(rated)

    def sheet(self) -> Sheet:
        """Return what was read."""
        ratings = tuple(
            tuple(self._value(number, cells, place) for place in self.layout.raters)
            for number, cells in self.body
        )
        found = {value for row in ratings for value in row if value is not None}
        if not self.scale and len(found) > MOST_CATEGORIES:
            about = {"limit": MOST_CATEGORIES}
            self.problems.append(Problem(0, "", str(len(found)), "rating.many", about))
        clusters, by = self._clusters()
        if self.problems:
            return Sheet(problems=tuple(self.problems))
        return Sheet(
            raters=tuple(self.layout.titles[place] for place in self.layout.raters),
            units=tuple(self._unit(number, cells) for number, cells in self.body),
            ratings=ratings,
            scale=self.scale or Scale(sorted(found, key=str) if self.labelled else list(found)),
            given=self.scale is not None,
            clusters=clusters,
            clustered_by=by,
            absent=self.absent,
        )

    def _value(self, number: int, cells: Sequence[str], place: int) -> Value | None:
        text = cells[place] if place < len(cells) else ""
        none = absent(text)
        if none is not None and not (self.scale and text in self.scale.places):
            self.absent[none] += 1
            return None
        if not self.labelled and not is_number(text):
            self._flag(number, place, text, "rating.number")
            return None
        value = text if self.labelled else _number(text)
        if self.scale and value not in self.scale.places:
            ends = self.scale.categories
            said = ", ".join(map(str, ends)) if self.labelled else f"{ends[0]}–{ends[-1]}"
            self._flag(number, place, text, "rating.outside", scale=said)
            return None
        return value

    def _flag(self, number: int, place: int, text: str, code: str, **about: str) -> None:
        self.problems.append(Problem(number, self.layout.titles[place], text, code, about))

    def _unit(self, number: int, cells: Sequence[str]) -> str:
        return cells[self.layout.unit] if self.layout.unit is not None and cells else str(number)

    def _clusters(self) -> tuple[tuple[str, ...], str]:
        place = self.layout.cluster
        if place is None:
            return self._kecamatan()
        names = [cells[place] if place < len(cells) else "" for _number, cells in self.body]
        for (number, _cells), name in zip(self.body, names, strict=True):
            if not name:
                self._flag(number, place, "", "rating.clusterless")
        return tuple(names), self.layout.titles[place]

    def _kecamatan(self) -> tuple[tuple[str, ...], str]:
        """Return the kecamatan of each unit where all are named by the code of a desa, else nothing."""
        found = []
        for number, cells in self.body:
            try:
                code = region_code(self._unit(number, cells).partition(" ")[0])
            except RegionError:
                return (), ""
            if level_of(code) < Level.DESA:
                return (), ""
            found.append(ancestor(code, Level.KECAMATAN))
        return tuple(found), "kecamatan"
