"""The waybill (surat jalan) of one trip: what goes where, by what and whom, each list with its code."""

from collections.abc import Iterator

from sepaham.domain.catalogue import Profile
from sepaham.domain.findings import Names
from sepaham.domain.movement import Halt
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import (
    LINE,
    TICK,
    Block,
    Code,
    Codes,
    Column,
    Facts,
    Paper,
    Sign,
    Signatures,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.letterhead import heading_lines
from sepaham.exchange.papers.loaded import Kind, Kinds, columns_of
from sepaham.exchange.papers.moved import Moved, Teller, profile_name

_FEW_KINDS = 4
"""Kinds of goods up to which each has a column of its own."""


def waybill(moved: Moved, *, profile: Profile, names: Names, language: Language) -> Paper:
    """Return the waybill of a trip, to be signed by who sends, carries, escorts and receives."""
    tell = Teller(moved, names, language)
    return Paper(
        language=language,
        title=tell.say("waybill_title"),
        subtitle=tell.say("waybill_of", profile=profile_name(profile, language), leg=tell.leg),
        proof=tell.say("proof"),
        heading=heading_lines(moved.sender, moved.heading, names, language),
        address=moved.heading.address,
        number=moved.number or LINE,
        code=f"sepaham:{moved.journey.id}",
        caption=tell.clock(moved.journey.departs_at),
        blocks=tuple(_blocks(tell, Kinds(profile, names, language))),
    )


def _blocks(tell: Teller, kinds: Kinds) -> Iterator[Block]:
    moved, say = tell.moved, tell.say
    opening = "waybill_home" if moved.homeward else "waybill_text"
    yield Text(plain(say(opening, store=tell.store)))
    yield _carried_by(tell)
    yield _stops(tell, kinds)
    seals = len(moved.seal_numbers(unit for halt in moved.journey.halts for unit in moved.units(halt)))
    values = {"stops": len(moved.journey.halts), "pieces": moved.total, "seals": seals}
    key = "cargo_totals" if seals else "cargo_totals_bare"
    yield Text(plain(say(key, **{name: tell.number(n) for name, n in values.items()}), strong=True))
    yield from _checks(tell)
    single = _receiver(tell)
    yield Signatures(
        (
            Sign(say("receives_store" if moved.homeward else "sends"), tell.name(moved.sender)),
            Sign(tell.bearer, tell.mark, moved.means.driver),
            Sign(say("escorts"), LINE),
            *((Sign(say("receives"), single),) if single else ()),
        )
    )
    yield from _codes(tell)
    if moved.heading.copies:
        yield Text(plain(f"{say('copies')} {'; '.join(moved.heading.copies)}"))


def _receiver(tell: Teller) -> str:
    """Return the one office that receives on the way out; '' where several do, each signing in its row."""
    moved = tell.moved
    others = {office for halt in moved.journey.halts for office in moved.others(halt)}
    return tell.name(others.pop()) if len(others) == 1 and not moved.homeward else ""


def _carried_by(tell: Teller) -> Facts:
    """Return which trip, by what, whom and when."""
    moved, say = tell.moved, tell.say
    driver = " · ".join(filter(None, (moved.means.driver, moved.means.phone))) or LINE
    where = ("to_store" if moved.homeward else "from_store", tell.store)
    rows = [
        (say(where[0]), where[1]),
        (say("kind_of_vehicle"), tell.vehicle),
        *([] if moved.means.kind == "foot" else [(say("plate"), tell.plate)]),
        (tell.bearer, driver),
        (say("escort"), tell.escort),
        (say("departs"), tell.moment(moved.journey.departs_at)),
        (say("real_departure"), LINE),
        *([] if moved.means.kind == "foot" else [(say("cargo_seal"), LINE)]),
    ]
    return Facts(tuple(rows))


def _stops(tell: Teller, kinds: Kinds) -> Table:
    """Return the stops in their order: pieces by kind, seals, and room for the hour and initials."""
    moved, say = tell.moved, tell.say
    halts = moved.journey.halts
    shown = list(kinds.count(unit for halt in halts for unit in moved.units(halt)))
    shown = shown if len(shown) <= _FEW_KINDS else []
    columns = (
        Column(say("stop_order"), "right"),
        Column(say("stop_place"), share=6),
        Column(say("stop_planned"), "right", 3),
        *columns_of(shown, kinds),
        Column(say("total"), "right", 2),
        Column(say("seals_count"), "right", 2),
        Column(say("stop_arrived"), share=5),
    )
    rows = [
        (str(n), *_place(tell, halt), *_figures(tell, kinds, shown, moved.units(halt)), "\n")
        for n, halt in enumerate(halts, 1)
    ]
    every = [unit for halt in halts for unit in moved.units(halt)]
    rows.append(("", say("total"), "", *_figures(tell, kinds, shown, every), ""))
    return Table(columns, tuple(rows), strong=(len(rows) - 1,), small=True)


def _place(tell: Teller, halt: Halt) -> tuple[str, str]:
    offices = ", ".join(tell.short(office) for office in tell.moved.others(halt))
    told = f"{tell.place(halt.region)} ({offices})" if offices else tell.place(halt.region)
    return ", ".join(filter(None, (told, tell.part(halt)))), tell.hour(halt.arrives_at)


def _figures(
    tell: Teller, kinds: Kinds, shown: list[Kind], units: list[str] | tuple[str, ...]
) -> Iterator[str]:
    counts = kinds.count(units)
    for kind in shown:
        yield tell.number(counts[kind])
    yield tell.number(len(units))
    seals = len(tell.moved.seal_numbers(units))
    yield tell.number(seals) if seals else "–"


def _checks(tell: Teller) -> Iterator[Block]:
    say = tell.say
    on_foot = tell.moved.means.kind == "foot"
    keys = (
        "ready_bearer" if on_foot else "ready_vehicle",
        "ready_porter" if on_foot else "ready_driver",
        "ready_count",
        "ready_seals",
    )
    columns = (Column(say("before_leaving"), share=1), Column(say("tick"), "center")) * 2
    told = [(say(key), TICK) for key in keys]
    yield Table(_untitled(columns), (told[0] + told[1], told[2] + told[3]), small=True)


def _untitled(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    first, *rest = columns
    return (first, *(Column("", column.align, column.share) for column in rest))


def _codes(tell: Teller) -> Iterator[Block]:
    items = tuple(
        Code(f"sepaham:{hash_}", f"{tell.place(halt.region)} · {hash_[:8]}")
        for halt in tell.moved.journey.halts
        for hash_ in halt.lists
    )
    if items:
        yield Title(tell.say("list_codes"), 3)
        yield Codes(items)
