"""The picture as a page reads it: one answer, the way out and home, the areas worst first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.findings import Names
from sepaham.domain.picture import Area, Head, Picture
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.web.present.states import SIGNS, WORST_FIRST, State, area_state, goes_home
from sepaham.web.tables import Column, Table
from sepaham.web.tables import Row as Line
from sepaham.web.words import say


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's answer: a large figure's sentence, what is left, and the same of the other direction."""

    state: State
    sentence: str
    rest: str
    also: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way with the goods there, and those on the move to the next."""

    label: str
    here: int
    onward: int | None
    homeward: bool
    used: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """An area as a table, a tile and a map show it; `done` of `of` is the question's figure."""

    region: str
    name: str
    state: State
    done: int
    of: int
    complete: int
    stations: int
    home: int
    boxes: int
    open: int
    seen: int
    handovers: int
    station: bool

    @property
    def rank(self) -> int:
        """Return the place in a list worst first."""
        return WORST_FIRST.index(self.state)

    @property
    def arrived(self) -> int:
        """Return how much of its polling stations is complete, in whole per mille."""
        return self.complete * 1000 // self.stations if self.stations else 0

    @property
    def coverage(self) -> int:
        """Return how much of its handovers another institution saw too, in whole percent."""
        return self.seen * 100 // self.handovers if self.handovers else 0

    @property
    def portion(self) -> int:
        """Return how much of the question's figure is reached, in whole percent, never rounded up to all."""
        return self.done * 100 // self.of if self.of else 0


_STOPS: tuple[tuple[str, str, str, bool], ...] = (
    ("KPU", "kpu", "kpu>ppk", False),
    ("PPK", "ppk", "ppk>pps", False),
    ("Desa", "pps", "pps>tps", False),
    ("TPS", "tps", "tps>pps", False),
    ("Desa", "pps<", "pps>ppk", True),
    ("PPK", "ppk<", "ppk>kpu", True),
    ("KPU", "stored", "", True),
)


def answer(total: Area, language: Language) -> Answer:
    """Return the answer to the picture's question: what is complete, and once goods go home, what is back."""
    homeward = goes_home(total)
    arrived = _of(total.complete, total.stations, "{done} dari {all} TPS lengkap", language)
    back = _of(total.boxes_home, total.boxes, "{done} dari {all} kotak kembali", language)
    left = total.boxes - total.boxes_home if homeward else total.stations - total.complete
    return Answer(
        state=_progress(total, homeward=homeward),
        sentence=back if homeward else arrived,
        rest=say("{number} belum", language, number=write_number(left, language)) if left else "",
        also=arrived if homeward else "",
    )


def _of(done: int, all_: int, sentence: str, language: Language) -> str:
    return say(sentence, language, done=write_number(done, language), all=write_number(all_, language))


def _progress(total: Area, *, homeward: bool) -> State:
    """Return how far the whole is, whatever needs a hand: that is told by the list below."""
    done, all_ = (total.boxes_home, total.boxes) if homeward else (total.complete, total.stations)
    if all_ and done == all_:
        return State.COMPLETE
    return State.MOVING if any(n for place, n in total.units.items() if place != "kpu") else State.WAITING


def flow(total: Area) -> tuple[Stop, ...]:
    """Return the way out and home with the goods at each place and between."""
    units = total.units
    return tuple(
        Stop(
            label=label,
            here=units.get(place, 0),
            onward=units.get(move, 0) if move else None,
            homeward=homeward,
            used=units.get("used", 0) if place == "tps" else 0,
        )
        for label, place, move, homeward in _STOPS
    )


def rows(picture: Picture) -> tuple[Row, ...]:
    """Return the areas, worst first and then in code order."""
    homeward = goes_home(picture.total)
    made = [_row(area, homeward=homeward) for area in picture.areas]
    return tuple(sorted(made, key=lambda row: (row.rank, row.region)))


def _row(area: Area, *, homeward: bool) -> Row:
    return Row(
        region=area.region,
        name=area.name,
        state=area_state(area, homeward=homeward),
        done=area.boxes_home if homeward else area.complete,
        of=area.boxes if homeward else area.stations,
        complete=area.complete,
        stations=area.stations,
        home=area.boxes_home,
        boxes=area.boxes,
        open=area.attention + area.serious + area.differ,
        seen=area.handovers - area.unseen,
        handovers=area.handovers,
        station=level_of(area.region) is Level.TPS,
    )


def table(rows: Iterable[Row], below: str, language: Language, href: Callable[[Row], str]) -> Table:
    """Return the areas as a table to download or to copy columns from."""
    columns = (
        Column("place", below),
        Column("code", say("Kode", language)),
        Column("complete", say("TPS lengkap", language), "number"),
        Column("stations", say("TPS", language), "number"),
        Column("home", say("Kotak kembali", language), "number"),
        Column("boxes", say("Kotak", language), "number"),
        Column("open", say("Perlu dicek", language), "number"),
        Column("seen", say("Serah terima dilihat", language), "number"),
        Column("handovers", say("Serah terima dinyatakan", language), "number"),
        Column("state", say("Keadaan", language)),
    )
    lines = (
        Line(
            cells={
                "place": row.name,
                "code": row.region,
                "complete": row.complete,
                "stations": row.stations,
                "home": row.home,
                "boxes": row.boxes,
                "open": row.open,
                "seen": row.seen,
                "handovers": row.handovers,
                "state": say(SIGNS[row.state][1], language),
            },
            href=href(row),
            state=row.state.value,
            region=row.region,
        )
        for row in rows
    )
    return Table("picture", say("Gambaran", language), columns, tuple(lines))


def legend(rows: Iterable[Row], language: Language) -> list[tuple[State, str]]:
    """Return the states that occur with their words, worst first."""
    used = {row.state for row in rows}
    return [(state, say(SIGNS[state][1], language)) for state in WORST_FIRST if state in used]


BELOW: Mapping[Level, str] = {
    Level.PROVINCE: "Kabupaten/kota",
    Level.KABUPATEN: "Kecamatan",
    Level.KECAMATAN: "Desa",
    Level.DESA: "TPS",
    Level.TPS: "Barang",
}
"""What lies below a level, as a table's heading says it."""


def trail(region: str, widest: str, names: Names, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the places above a region as (code, name), from the widest the reader may see downwards."""
    levels = range(level_of(widest), level_of(region))
    above = [ancestor(region, Level(level)) for level in levels]
    return tuple((code, names(code, language)) for code in above)


def notes(head: Head, language: Language) -> tuple[str, ...]:
    """Return what a reader must know about where the figures come from; nothing when all is plain."""
    found: list[str] = []
    if head.illustrative:
        found.append(
            say("Register ini contoh yang dibuat dengan aturan tetap, bukan keadaan sebenarnya.", language)
        )
    if head.assumed:
        number = write_number(head.assumed, language)
        found.append(
            say("Jumlah pemilih {number} TPS diandaikan, bukan angka resmi.", language, number=number)
        )
    ways = (
        ("direct", "{number} langsung"),
        ("paper", "{number} dari kertas"),
        ("spreadsheet", "{number} dari lembar kerja"),
        ("sms", "{number} lewat SMS"),
    )
    told = [
        say(sentence, language, number=write_number(head.declared_by[way], language))
        for way, sentence in ways
        if head.declared_by.get(way)
    ]
    if any(head.declared_by.get(way) for way, _ in ways[1:]):
        found.append(say("Serah terima dinyatakan: {told}.", language, told=", ".join(told)))
    return tuple(found)


def share(picture: Picture, names: Names, language: Language, *, matched: str) -> str:
    """
    Return one sentence ready for a message group: figures, hour and entry number, and no route.

    Args:
        picture: What is shown.
        names: How places and the profile are called.
        language: The reader's.
        matched: Who matched the log, such as ``dicocokkan 4 dari 5``.
    """
    head, total = picture.head, picture.total
    told = answer(total, language)
    open_ = total.attention + total.serious + total.differ
    counts = ", ".join(
        f"{SIGNS[state][0]} {write_number(number, language)}"
        for state, number in (
            (State.SERIOUS, total.serious),
            (State.DIFFER, total.differ),
            (State.ATTENTION, total.attention),
        )
        if number
    )
    look = say("{number} perlu dicek", language, number=write_number(open_, language))
    parts = [
        f"{head.name} · {names(head.profile, language)} · {write_moment(head.at, language, head.region)}",
        ", ".join(filter(None, (told.sentence, told.rest))),
        f"{look} ({counts})" if counts else look,
        say("Entri {number}", language, number=write_number(head.size, language)) + f", {matched}",
    ]
    text = ". ".join(parts) + "."
    marks = (("LATIHAN", head.drill), ("CONTOH", head.illustrative))
    return "".join(f"{say(mark, language)}: " for mark, holds in marks if holds) + text
