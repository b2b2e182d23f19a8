"""The accountability bundle (SPJ) of one trip: its waybill, receipts by place, and the payment sheet."""

from collections.abc import Iterator
from datetime import datetime

from sepaham.domain.base import local_zone
from sepaham.domain.catalogue import Profile
from sepaham.domain.findings import Names
from sepaham.domain.movement import Halt
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import (
    LINE,
    Block,
    Column,
    Facts,
    Note,
    Paper,
    Sign,
    Signatures,
    Table,
    Text,
    plain,
)
from sepaham.exchange.papers.letterhead import heading_lines
from sepaham.exchange.papers.moved import Moved, Teller, profile_name
from sepaham.exchange.papers.waybill import waybill
from sepaham.exchange.papers.words import write_date

_ROWS = 4
"""How many people a payment sheet has rows for: who drives or carries, and who helps."""


def spj(moved: Moved, *, profile: Profile, names: Names, language: Language) -> tuple[Paper, ...]:
    """Return the papers by which the cost of a trip is accounted for, in the order they are filed."""
    tell = Teller(moved, names, language)
    day = profile_name(profile, language)
    return (
        waybill(moved, profile=profile, names=names, language=language),
        _paper(tell, day, "receipts_title", tuple(_receipts(tell))),
        _paper(tell, day, "pay_title", tuple(_payment(tell, day))),
    )


def _paper(tell: Teller, day: str, key: str, blocks: tuple[Block, ...]) -> Paper:
    moved, say = tell.moved, tell.say
    return Paper(
        language=tell.language,
        title=say(key),
        subtitle=say("waybill_of", profile=day, leg=tell.leg),
        proof=say("proof"),
        heading=heading_lines(moved.sender, moved.heading, tell.names, tell.language),
        address=moved.heading.address,
        code=f"sepaham:{moved.journey.id}",
        caption=tell.clock(moved.journey.departs_at),
        blocks=blocks,
    )


def _trip_facts(tell: Teller) -> list[tuple[str, str]]:
    moved, say = tell.moved, tell.say
    return [
        (say("trip"), f"{tell.store} – {tell.title}"),
        (say("waybill"), moved.number or LINE),
        (say("kind_of_vehicle"), " · ".join(filter(None, (tell.vehicle, moved.means.plate)))),
        (tell.bearer, moved.means.driver or LINE),
        (say("departs"), tell.moment(moved.journey.departs_at)),
    ]


def _receipts(tell: Teller) -> Iterator[Block]:
    moved, say = tell.moved, tell.say
    yield Facts(tuple(_trip_facts(tell)))
    key = "receipts_home" if moved.homeward else "receipts_text"
    yield Text(plain(say(key, bearer=moved.means.driver or tell.bearer.lower())))
    columns = (
        Column(say("stop_order"), "right"),
        Column(say("stop_place"), share=5),
        Column(say("pieces"), "right", 2),
        *([Column(say("receipts_logged"), share=5)] if moved.received else []),
        Column(say("hour"), share=3),
        Column(say("signature"), share=6),
    )
    rows = [
        (
            str(n),
            _place(tell, halt),
            tell.number(len(moved.units(halt))),
            *([_logged(tell, halt)] if moved.received else []),
            "",
            "\n",
        )
        for n, halt in enumerate(moved.journey.halts, 1)
    ]
    rows.append(("", say("total"), tell.number(moved.total), *[""] * (len(columns) - 3)))
    yield Table(columns, tuple(rows), strong=(len(rows) - 1,), small=True)
    yield Signatures((Sign(tell.bearer, tell.mark, moved.means.driver),))


def _place(tell: Teller, halt: Halt) -> str:
    offices = ", ".join(tell.short(office) for office in tell.moved.others(halt))
    told = f"{tell.place(halt.region)} ({offices})" if offices else tell.place(halt.region)
    return ", ".join(filter(None, (told, tell.part(halt))))


def _logged(tell: Teller, halt: Halt) -> str:
    """Return what the log knows of a stop's handovers: hour, entry and pieces."""
    told = (tell.moved.received[hash_] for hash_ in halt.lists if hash_ in tell.moved.received)
    return "; ".join(_entry(tell, *one) for one in told)


def _entry(tell: Teller, at: datetime, entry: int, pieces: int) -> str:
    figures = {"entry": tell.number(entry), "pieces": tell.number(pieces)}
    return tell.say("receipts_entry", at=tell.clock(at), **figures)


def _payment(tell: Teller, profile: str) -> Iterator[Block]:
    moved, say = tell.moved, tell.say
    day = moved.journey.departs_at.astimezone(local_zone(moved.journey.region)).date()
    carrying = say(
        "pay_carrying",
        pieces=tell.number(moved.total),
        trip=tell.leg,
        day=write_date(day, tell.language),
    )
    yield Text(plain(say("pay_of", profile=profile), strong=True))
    yield Facts((*_trip_facts(tell), (say("pay_for"), carrying), (say("pay_plan"), _planned(tell))))
    columns = (
        Column(say("stop_order"), "right"),
        Column(say("name"), share=5),
        Column(say("pay_task"), share=4),
        Column(say("pay_amount"), "right", 4),
        Column(say("pay_tax"), "right", 3),
        Column(say("pay_net"), "right", 4),
        Column(say("signature"), share=5),
    )
    first = ("1", moved.means.driver, tell.bearer, "", "", "", "\n")
    rows = [first, *((str(n), "", "", "", "", "", "\n") for n in range(2, _ROWS + 1))]
    rows.append(("", say("total"), "", "", "", "", ""))
    yield Table(columns, tuple(rows), strong=(len(rows) - 1,))
    yield Facts(((say("pay_words"), LINE),))
    yield Note(plain(say("pay_note")))
    yield Signatures(
        (
            Sign(say("pay_approve"), say("pay_commitment")),
            Sign(say("pay_paid"), say("pay_treasurer")),
        )
    )
    yield Signatures((Sign(say("pay_received"), tell.bearer, moved.means.driver),))


def _planned(tell: Teller) -> str:
    """Return what the trip costs by the figures entered: a day, and the kilometres."""
    moved, say = tell.moved, tell.say
    means, metres = moved.means, moved.journey.metres
    if not (means.day_cost or means.km_cost):
        return say("pay_unknown")
    whole = means.day_cost + round(means.km_cost * metres / 1000)
    rupiah = {"day": means.day_cost, "each": means.km_cost, "sum": whole}
    written = {name: f"Rp{tell.number(value)}" for name, value in rupiah.items()}
    return say("pay_planned", km=tell.kilometres(metres), **written)
