"""The loading order of one trip: which pile goes in when, so that the next stop's goods lie at the door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sepaham.domain.catalogue import Profile
from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import (
    LINE,
    TICK,
    Block,
    Box,
    Column,
    Facts,
    Paper,
    Points,
    Sketch,
    Stroke,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.loaded import Kinds, columns_of
from sepaham.exchange.papers.moved import Moved, Teller

_WIDTH, _HIGH, _CAB, _DOOR, _EDGE = 168.0, 38.0, 20.0, 13.0, 3.0
"""In millimetres: the drawing, the cab, the door, and what is left free around."""
_FEW_KINDS = 5
"""Kinds of goods up to which each has a column of its own."""
_THIN = 9.0
"""How narrow a pile may be drawn."""
_WORDS = 24.0
"""From which width a pile has room for its place's name."""
_CARRIED = frozenset({"foot", "motorbike"})
"""What has no bed to stand piles in."""


@dataclass(frozen=True, slots=True)
class _Pile:
    """The goods of one stop: their turn in loading, their turn on the way, and the room they take."""

    turn: int
    stop: int
    place: str
    units: tuple[str, ...]
    litres: int


def loading_order(moved: Moved, *, profile: Profile, names: Names, language: Language) -> Paper:
    """Return the order in which a trip's goods are loaded, drawn and as a list to tick."""
    tell = Teller(moved, names, language)
    kinds = Kinds(profile, names, language)
    return Paper(
        language=language,
        title="",
        proof=tell.say("proof"),
        style="sheet",
        blocks=tuple(_blocks(tell, kinds)),
    )


def _blocks(tell: Teller, kinds: Kinds) -> Iterator[Block]:
    moved, say = tell.moved, tell.say
    piles = _piles(tell)
    carried = moved.means.kind in _CARRIED
    code = f"sepaham:{moved.journey.id}"
    yield Title(f"{say('loading_title')}: {tell.title}", 1, code, tell.clock(moved.journey.departs_at))
    key = "loading_home" if moved.homeward else "loading_carried" if carried else "loading_out"
    yield Text(plain(say(key, store=tell.store), strong=True))
    yield Facts(
        (
            (say("kind_of_vehicle"), " · ".join(filter(None, (tell.vehicle, moved.means.plate)))),
            (tell.bearer, moved.means.driver or LINE),
            (say("departs"), tell.moment(moved.journey.departs_at)),
            (say("loading_room"), _filled(tell, piles)),
        )
    )
    if not carried:
        yield _drawn(tell, piles)
    yield _listed(tell, kinds, piles)
    yield Points(tuple(plain(say(f"loading_rule{n}")) for n in (1, 2, 3)))
    yield Facts(((say("loaded_by"), LINE), (say("checked_by"), LINE), (say("hour"), LINE)))


def _piles(tell: Teller) -> list[_Pile]:
    """Return the piles in the order they are loaded."""
    moved = tell.moved
    halts = list(enumerate(moved.journey.halts, 1))
    return [
        _Pile(turn, stop, tell.place(halt.region), units, _litres(moved, halt.lists))
        for turn, (stop, halt) in enumerate(halts if moved.homeward else halts[::-1], 1)
        if (units := moved.units(halt)) or halt.lists
    ]


def _litres(moved: Moved, lists: tuple[str, ...]) -> int:
    return sum(moved.litres.get(hash_, 0) for hash_ in lists)


def _filled(tell: Teller, piles: list[_Pile]) -> str:
    whole, room = sum(pile.litres for pile in piles), tell.moved.means.litres
    if not (whole and room):
        told = tell.say("loading_volume", litres=tell.number(whole)) if whole else ""
        return " · ".join(filter(None, (told, "" if room else tell.say("loading_unknown"))))
    percent = tell.number(round(100 * whole / room))
    return tell.say("loading_filled", litres=tell.number(whole), room=tell.number(room), percent=percent)


def _drawn(tell: Teller, piles: list[_Pile]) -> Sketch:
    say = tell.say
    left, right = _EDGE + _CAB, _WIDTH - _EDGE - _DOOR
    top, high = _EDGE, _HIGH - 2 * _EDGE
    widths = _widths([pile.litres or len(pile.units) for pile in piles], _share(tell, piles) * (right - left))
    boxes = [Box(_EDGE, top + high / 5, _CAB, high * 4 / 5, say("loading_front"))]
    at = left
    for pile, width in zip(piles, widths, strict=True):
        below = f"{pile.place}, {tell.number(len(pile.units))}" if width >= _WORDS else ""
        boxes.append(Box(at, top, width, high, str(pile.turn), below, pale=True))
        at += width
    frame = ((left, top), (right, top), (right, top + high), (left, top + high), (left, top))
    return Sketch(
        width=_WIDTH,
        height=_HIGH,
        told=say("loading_told", piles="; ".join(_named(tell, pile) for pile in piles)),
        strokes=(Stroke(frame, "frame"),),
        boxes=(*boxes, Box(right, top, _DOOR, high, "", say("loading_door"))),
    )


def _named(tell: Teller, pile: _Pile) -> str:
    return tell.say("loading_pile", turn=pile.turn, place=pile.place, pieces=tell.number(len(pile.units)))


def _share(tell: Teller, piles: list[_Pile]) -> float:
    """Return how much of the bed is filled; all of it is drawn where volume or room is unknown."""
    whole, room = sum(pile.litres for pile in piles), tell.moved.means.litres
    return min(whole / room, 1.0) if whole and room else 1.0


def _widths(sizes: list[int], whole: float) -> list[float]:
    """Share a width out by size, no pile thinner than can be read unless all are."""
    if not sizes or not sum(sizes):
        return []
    thin = min(_THIN, whole / len(sizes))
    rest = whole - thin * len(sizes)
    return [thin + rest * size / sum(sizes) for size in sizes]


def _listed(tell: Teller, kinds: Kinds, piles: list[_Pile]) -> Table:
    say = tell.say
    shown = list(kinds.count(unit for pile in piles for unit in pile.units))
    shown = shown if len(shown) <= _FEW_KINDS else []
    columns = (
        Column(say("loading_turn"), "right"),
        Column(say("place"), share=6),
        Column(say("loading_stop"), "right"),
        *columns_of(shown, kinds),
        Column(say("total"), "right", 2),
        Column(say("loading_litres"), "right", 2),
        Column(say("tick"), "center"),
    )

    def figures(units: Sequence[str], litres: int) -> tuple[str, ...]:
        counts = kinds.count(units)
        each = (tell.number(counts[kind]) for kind in shown)
        return (*each, tell.number(len(units)), tell.number(litres) if litres else "")

    rows = [(str(p.turn), p.place, str(p.stop), *figures(p.units, p.litres), TICK) for p in piles]
    every = [unit for pile in piles for unit in pile.units]
    rows.append(("", say("total"), "", *figures(every, sum(pile.litres for pile in piles)), ""))
    return Table(columns, tuple(rows), strong=(len(rows) - 1,), small=True)
