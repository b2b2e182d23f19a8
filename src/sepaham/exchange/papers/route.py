"""The route sheet of one trip: a scheme of the way, stops with hours, other ways, whom to call."""

from collections.abc import Iterator

from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import (
    Block,
    Column,
    Facts,
    Note,
    Paper,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.moved import Hop, Moved, Teller
from sepaham.exchange.papers.scheme import scheme

POLICE = "110"
"""The police's emergency number, free of charge in the whole country."""
_CALLS = 5
"""How many are named to call, at most, so that the sheet stays one page."""


def route_sheet(moved: Moved, *, names: Names, language: Language) -> Paper:
    """Return the route sheet of a trip, one page where it has no more stops than a day takes."""
    tell = Teller(moved, names, language)
    return Paper(
        language=language,
        title="",
        proof=tell.say("proof"),
        style="sheet",
        blocks=tuple(_blocks(tell)),
    )


def _blocks(tell: Teller) -> Iterator[Block]:
    moved, say = tell.moved, tell.say
    journey = moved.journey
    code = f"sepaham:{journey.id}"
    yield Title(f"{say('route_title')}: {tell.title}", 1, code, tell.clock(journey.departs_at))
    length = say("route_length", km=tell.kilometres(journey.metres), stops=tell.number(len(journey.halts)))
    yield Facts(
        (
            (
                say("kind_of_vehicle"),
                " · ".join(filter(None, (tell.vehicle, moved.means.plate, moved.means.driver))),
            ),
            (say("escort"), tell.escort),
            (say("departs"), tell.moment(journey.departs_at)),
            (say("returns"), tell.moment(journey.returns_at)),
            (say("route_whole"), length),
        )
    )
    drawn = scheme(moved, tell)
    if drawn is None:
        yield Note(plain(say("route_no_map")))
    else:
        yield drawn
        yield Text(plain(" ".join(filter(None, (say("route_drawn"), _assumed(tell), tell.roads)))))
    yield _stops(tell)
    yield from _otherwise(tell)
    yield calls_table(tell)


def _assumed(tell: Teller) -> str:
    moved = tell.moved
    number = len({halt.region for halt in moved.journey.halts} & moved.assumed)
    return tell.say("route_assumed", number=tell.number(number)) if number else ""


def _stops(tell: Teller) -> Table:
    moved, say = tell.moved, tell.say
    journey = moved.journey
    columns = (
        Column(say("stop_order"), "right"),
        Column(say("place"), share=10),
        Column(say("route_arrives"), "right", 3),
        Column(say("route_leaves"), "right", 3),
        Column(say("km"), "right", 2),
        Column(say("goods"), "right", 3),
        Column(say("route_via"), share=7),
    )
    hops = moved.hops or (Hop(),) * (len(journey.halts) + 1)
    start = f"{say('route_start')}: {tell.store}"
    rows = [("", start, "", tell.hour(journey.departs_at), "", "", "")]
    for n, (halt, hop) in enumerate(zip(journey.halts, hops, strict=False), 1):
        hours = tell.hour(halt.arrives_at), tell.hour(halt.leaves_at)
        pieces = tell.number(len(moved.units(halt)))
        place = ", ".join(filter(None, (tell.place(halt.region), tell.part(halt))))
        rows.append((str(n), place, *hours, tell.hop(hop), pieces, ", ".join(hop.via)))
    back = f"{say('route_back')}: {tell.store}"
    last = hops[-1]
    rows.append(("", back, tell.hour(journey.returns_at), "", tell.hop(last), "", ", ".join(last.via)))
    return Table(columns, tuple(rows), small=True)


def _otherwise(tell: Teller) -> Iterator[Block]:
    """Yield what to do where a crossing is closed, each crossing once."""
    say = tell.say
    found: dict[str, tuple[str, ...]] = {}
    for hop in tell.moved.hops:
        for via in hop.via:
            found.setdefault(via, hop.otherwise)
    rows = tuple(
        (
            say("route_otherwise", via=via),
            say("route_take", otherwise=", ".join(others)) if others else say("route_none"),
        )
        for via, others in found.items()
    )
    if rows:
        yield Facts(rows)


def calls_table(tell: Teller, *, most: int = _CALLS) -> Table:
    """Return whom to call, so many at most and the police; numbers nobody entered are left open."""
    say = tell.say
    told = tell.moved.calls or ((tell.moved.sender, ""),)
    calls = [(tell.name(office), number) for office, number in told[:most]]
    rows = [*calls, (say("call_police"), POLICE)]
    columns = (Column(say("call_whom"), share=3), Column(say("call_number"), share=2))
    return Table(columns, tuple(rows))
