"""Papers of the warehouse: the goods receipt (BTTB) and the minutes of damage, from plain figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.papers.blocks import (
    LINE,
    Blanks,
    Block,
    Column,
    Facts,
    Note,
    Paper,
    Sign,
    Signatures,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.letterhead import Heading, copies_to, heading_lines
from sepaham.exchange.papers.words import Say, speaker

_SHORTAGE_LINES = 3


@dataclass(frozen=True, slots=True)
class Stated:
    """Who stated what a paper tells, where in the log it stands, and under which letterhead it is printed."""

    office: str
    region: str
    at: datetime
    entry: int
    id: str
    heading: Heading
    number: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    Goods that arrived, told three times: by the waybill, by the labels of the cartons, by counting.

    Attributes:
        item: What they are called, in the reader's language.
        piece: What one of them is called.
        cartons: Each run of cartons: first, last, pieces in each.
    """

    item: str
    piece: str
    labelled: int
    cartons: tuple[tuple[int, int, int], ...]
    waybill: str = ""
    waybill_pieces: int | None = None
    waybill_cartons: int | None = None
    counted: int | None = None
    supplier: str = ""
    store: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Goods damaged or missing, and the supplier asked to replace them; `classes` counts kinds of damage."""

    item: str
    piece: str
    damaged: int
    short: int
    classes: Mapping[str, int] = field(default_factory=dict)
    supplier: str = ""


def receipt(goods: Receipt, stated: Stated, *, names: Names, language: Language) -> Paper:
    """Return the receipt (BTTB) of an arrival."""
    say = speaker(language)
    blocks = (*_opening(stated, say, language, names), *_received(goods, say, language))
    return _paper("receipt", (*blocks, *_closing(stated, say, names, language)), stated, names, language)


def damage(goods: Damage, stated: Stated, *, names: Names, language: Language) -> Paper:
    """Return the minutes of damage and shortage that a claim rests on."""
    say = speaker(language)
    blocks = (*_opening(stated, say, language, names), *_damaged(goods, say, language))
    return _paper("damage", (*blocks, *_closing(stated, say, names, language)), stated, names, language)


def _paper(key: str, blocks: tuple[Block, ...], stated: Stated, names: Names, language: Language) -> Paper:
    say = speaker(language)
    return Paper(
        language=language,
        title=say(key),
        proof=say("proof"),
        heading=heading_lines(stated.office, stated.heading, names, language),
        address=stated.heading.address,
        number=stated.number or LINE,
        code=f"sepaham:{stated.id}:{stated.entry}",
        caption=stated.id[:8],
        blocks=blocks,
    )


def _opening(stated: Stated, say: Say, language: Language, names: Names) -> Iterator[Block]:
    place = stated.heading.place or names(stated.region, language)
    at = write_moment(stated.printed_at, language, stated.region)
    yield Note(
        plain(say("stamp", place=place, at=at, entry=write_number(stated.entry, language)), strong=True)
    )
    yield Facts(
        (
            (say("office"), names(stated.office, language)),
            (say("stated_at"), write_moment(stated.at, language, stated.region)),
        )
    )


def _received(goods: Receipt, say: Say, language: Language) -> Iterator[Block]:
    yield Text(plain(say("receipt_text")))
    yield Facts(
        tuple(
            (say(key), value or LINE)
            for key, value in (
                ("item", goods.item),
                ("supplier", goods.supplier),
                ("waybill", goods.waybill),
                ("store", goods.store),
                ("vehicle", ""),
            )
        )
    )
    labelled = sum(last - first + 1 for first, last, _ in goods.cartons)
    columns = (
        Column(say("by"), share=5),
        Column(say("cartons"), "right", 2),
        Column(_capital(goods.piece), "right", 2),
    )
    rows = (
        (say("waybill"), _figure(goods.waybill_cartons, language), _figure(goods.waybill_pieces, language)),
        (say("label"), _figure(labelled, language), _figure(goods.labelled, language)),
        (say("counted"), "", _figure(goods.counted, language)),
    )
    best = goods.labelled if goods.counted is None else goods.counted
    if goods.waybill_pieces is not None:
        off = best - goods.waybill_pieces
        sign = "+" if off > 0 else "−" if off < 0 else ""
        rows = (*rows, (say("difference"), "", sign + write_number(abs(off), language)))
    yield Table(columns, rows, strong=(len(rows) - 1,))
    runs = tuple(
        (
            write_number(first, language) + (f"–{write_number(last, language)}" if last > first else ""),
            write_number(last - first + 1, language),
            write_number(each, language),
            write_number((last - first + 1) * each, language),
        )
        for first, last, each in goods.cartons
    )
    heads = (
        Column(say("carton_number"), share=3),
        Column(say("cartons"), "right", 2),
        Column(say("each_carton", piece=_capital(goods.piece)), "right", 3),
        Column(say("total"), "right", 2),
    )
    yield Table(heads, runs, small=True)


def _damaged(goods: Damage, say: Say, language: Language) -> Iterator[Block]:
    yield Text(plain(say("damage_text")))
    yield Facts(
        tuple(
            (say(key), value or LINE)
            for key, value in (
                ("item", goods.item),
                ("supplier", goods.supplier),
            )
        )
    )
    rows = _by_class(goods, say, language)
    rows += [
        (say("short"), write_number(goods.short, language), ""),
        (say("total"), write_number(goods.damaged + goods.short, language), ""),
    ]
    columns = (
        Column(say("damage_class"), share=5),
        Column(_capital(goods.piece), "right", 2),
        Column(say("note"), share=5),
    )
    yield Table(columns, tuple(rows), strong=(len(rows) - 1,))


def _by_class(goods: Damage, say: Say, language: Language) -> list[tuple[str, ...]]:
    """Return the damage by its kinds, so that they add up to the claim; as one figure where they cannot."""
    rest = goods.damaged - sum(goods.classes.values())
    if not goods.classes or rest < 0:
        return [(say("damaged_sum"), write_number(goods.damaged, language), "")]
    kinds = {**goods.classes, **({say("damaged_rest"): rest} if rest else {})}
    return [(name, write_number(n, language), "") for name, n in kinds.items()]


def _closing(stated: Stated, say: Say, names: Names, language: Language) -> Iterator[Block]:
    yield Title(say("note"), 3)
    yield Blanks(_SHORTAGE_LINES)
    yield Signatures(
        (Sign(say("handing"), say("supplier")), Sign(say("receiving"), names(stated.office, language)))
    )
    yield Signatures((Sign(say("watching"), LINE), Sign(say("watching"), LINE)))
    yield from copies_to(stated.heading, say("copies"))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _figure(number: int | None, language: Language) -> str:
    return "" if number is None else write_number(number, language)
