"""The driver's card: half a sheet in large type, with the next stops, whom to call and what to do if."""

from collections.abc import Iterator
from itertools import zip_longest

from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import Block, Column, Paper, Points, Run, Table, Text, Title, plain
from sepaham.exchange.papers.moved import Moved, Teller
from sepaham.exchange.papers.route import calls_table

_MANY = 5
"""Stops from which the list is set smaller, so that the card stays one page."""
_CALLS = 3
_IFS = ("card_flood", "card_broken", "card_seal", "card_accident")


def driver_card(moved: Moved, *, names: Names, language: Language) -> Paper:
    """Return the card that lies beside whoever drives or carries."""
    tell = Teller(moved, names, language)
    return Paper(
        language=language,
        title="",
        proof=tell.say("card_foot"),
        style="card",
        blocks=tuple(_blocks(tell)),
    )


def _blocks(tell: Teller) -> Iterator[Block]:
    moved, say = tell.moved, tell.say
    journey = moved.journey
    yield Title(tell.title, 1, f"sepaham:{journey.id}", tell.clock(journey.departs_at))
    who = " · ".join(filter(None, (tell.vehicle, moved.means.plate, moved.means.driver)))
    yield Text((Run(f"{say('route_leaves')} {tell.clock(journey.departs_at)} ", strong=True), Run(who)))
    yield _stops(tell)
    calls = calls_table(tell, most=_CALLS)
    yield Table(calls.columns, calls.rows, small=len(journey.halts) > _MANY)
    yield Points(tuple(plain(say(f"card_rule{n}")) for n in (1, 2, 3)))
    yield Title(say("card_if"))
    yield Points(tuple(plain(say(key)) for key in _IFS))


def _stops(tell: Teller) -> Table:
    """Return the stops, in two columns where they are many, so that the card stays one page."""
    moved, say = tell.moved, tell.say
    halts = moved.journey.halts
    rows = [
        (str(n), tell.place(halt.region), tell.hour(halt.arrives_at), tell.number(len(moved.units(halt))))
        for n, halt in enumerate(halts, 1)
    ]
    rows.append(("", f"{say('route_back')}: {tell.store}", tell.hour(moved.journey.returns_at), ""))
    columns = (
        Column("", "right"),
        Column(say("card_next"), share=6),
        Column(say("route_arrives"), "right", 2),
        Column(say("goods"), "right", 2),
    )
    if len(halts) <= _MANY:
        return Table(columns, tuple(rows))
    half = (len(rows) + 1) // 2
    beside = zip_longest(
        (row[:3] for row in rows[:half]), (row[:3] for row in rows[half:]), fillvalue=("",) * 3
    )
    narrow = (columns[0], Column(say("card_next"), share=4), Column(say("hour"), "right"))
    return Table(narrow * 2, tuple(left + right for left, right in beside), small=True)
