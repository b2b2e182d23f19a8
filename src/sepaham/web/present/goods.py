"""Goods by type as pages show them: stock against needs, deliveries three times told, orders, one carton."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sepaham.domain.cartons import Beside, Run, overlay
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Names
from sepaham.domain.sentences import KIND_NAMES
from sepaham.domain.stock import Stock
from sepaham.domain.storage import Arrival, Carton
from sepaham.domain.words import Language, write_number
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

DAMAGE = (
    ("misprint", "Miring atau salah cetak"),
    ("ink", "Tinta tidak sempurna"),
    ("splash", "Cipratan tinta"),
    ("torn", "Sobek atau terpotong"),
    ("faded", "Buram atau terlalu terang"),
    ("folded", "Salah lipat"),
    ("stained", "Noda di kolom"),
    ("punched", "Sudah tercoblos"),
    ("swapped", "Tertukar"),
    ("other", "Rusak lainnya"),
)
"""The classes of damage sorting tells apart, as the field names them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page's question answered: a shape, a large sentence and the rest of it."""

    state: State
    sentence: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an item's account and how many statements it rests on, with where they stand."""

    title: str
    pieces: int | None
    basis: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cartons that hold something else than their label says."""

    cartons: str
    labelled: int | None
    counted: int | None
    difference: int


def title(item: str, language: Language, names: Names) -> str:
    """Return what an item is called, with a capital."""
    name = names(item, language)
    return name[:1].upper() + name[1:]


def damage_name(code: str, language: Language) -> str:
    """Return what a class of damage is called; one nobody listed by its code."""
    return say(dict(DAMAGE).get(code, code), language)


def stock_state(stock: Stock) -> State:
    """Return the shape of an item: what lacks first, then how far it is."""
    over = stock.over
    if over is None:
        return State.MOVING if stock.stated else State.WAITING
    if over >= 0:
        return State.MOVING if stock.is_sorted and stock.unsorted else State.COMPLETE
    if stock.usable + stock.coming >= (stock.needed or 0):
        return State.MOVING
    return State.ATTENTION if stock.stated else State.WAITING


def stock_answer(stocks: Iterable[Stock], language: Language) -> Answer:
    """Return how many items there are enough of."""
    counted = [stock for stock in stocks if stock.needed is not None]
    enough = sum(stock.over is not None and stock.over >= 0 for stock in counted)
    lacking = sum(stock_state(stock) is State.ATTENTION for stock in counted)
    state = State.ATTENTION if lacking else State.COMPLETE if enough == len(counted) else State.MOVING
    if not any(stock.stated for stock in counted):
        state = State.WAITING
    sentence = say("{enough} dari {all} barang cukup", language, enough=enough, all=len(counted))
    rest = say("{number} kurang", language, number=lacking) if lacking else ""
    return Answer(state, sentence, rest)


def stock_table(
    stocks: Mapping[str, Stock], language: Language, names: Names, hrefs: Mapping[str, str]
) -> Table:
    """Return the items, one to a row."""
    columns = (
        Column("item", say("Barang", language)),
        *(
            Column(key, say(head, language), "number")
            for key, head in (
                ("needed", "Kebutuhan"),
                ("ordered", "Dipesan"),
                ("arrived", "Tiba"),
                ("good", "Baik"),
                ("damaged", "Rusak"),
                ("packed", "Sudah dikemas"),
                ("left", "Sisa"),
                ("lack", "Kurang"),
            )
        ),
    )
    rows = tuple(_stock_row(stock, language, names, hrefs[item]) for item, stock in stocks.items())
    return Table("stock", say("Persediaan", language), columns, rows)


def _stock_row(stock: Stock, language: Language, names: Names, href: str) -> Row:
    cells: dict[str, object] = {
        "item": title(stock.item, language, names),
        "needed": stock.needed,
        "ordered": stock.ordered,
        "arrived": stock.arrived,
        "good": stock.good if stock.is_sorted else None,
        "damaged": stock.bad if stock.is_sorted else None,
        "packed": stock.packed,
        "left": stock.left,
        "lack": None if stock.over is None else max(0, -stock.over),
    }
    return Row(cells=cells, href=href, state=stock_state(stock).value)


def figures(stock: Stock, places: Mapping[str, int], language: Language) -> tuple[Figure, ...]:
    """Return an item's figures with the entries they rest on."""
    told = (
        ("Kebutuhan", stock.needed, ""),
        ("di antaranya cadangan pemungutan suara ulang", stock.reserve or None, ""),
        ("Dipesan", stock.ordered, "ordered"),
        ("Tiba menurut surat jalan", stock.by_waybill, "arrived"),
        ("Tiba menurut label", stock.by_label, "arrived"),
        ("Tiba menurut hitungan", stock.by_count, "arrived"),
        ("Baik", stock.good if stock.is_sorted else None, "sorted"),
        ("Rusak", stock.bad if stock.is_sorted else None, "sorted"),
        ("Kurang saat sortir", stock.short if stock.is_sorted else None, "sorted"),
        ("Belum disortir", stock.unsorted, "arrived"),
        ("Diklaim", stock.claimed, "claimed"),
        ("Diganti", stock.replaced, "replaced"),
        ("Sudah dikemas", stock.packed, "packed"),
        ("Sisa", stock.left, ""),
    )
    return tuple(
        Figure(say(head, language), pieces, _indices(stock.basis.get(key, ()), places))
        for head, pieces, key in told
        if pieces is not None
    )


def _indices(keys: Iterable[str], places: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(places[key] for key in keys if key in places))


# Deliveries


def act(fact: Fact, language: Language, names: Names) -> str:
    """Return who stated what, ``KPU Jombang menghitung isi koli``."""
    return f"{names(fact.actor, language)} {KIND_NAMES[fact.kind].say(language, {})}"


def arrival_state(arrival: Arrival) -> State:
    """Return the shape of a delivery: whether its figures agree, and whether anybody counted."""
    if difference(arrival) or arrival.differences:
        return State.ATTENTION
    if any(_seen_otherwise(arrival)):
        return State.DIFFER
    return State.COMPLETE if arrival.counted is not None else State.WAITING


def _seen_otherwise(arrival: Arrival) -> Iterable[bool]:
    return (not fact.body.get("cartons") and fact.body["pieces"] != arrival.pieces for fact in arrival.seen)


def difference(arrival: Arrival) -> int:
    """Return how many pieces more there are than the waybill says, or than the labels where there is none."""
    told = arrival.waybill.get("pieces", arrival.label_pieces if arrival.labels else arrival.pieces)
    return arrival.pieces - int(told)


def arrivals_table(
    arrivals: Iterable[Arrival], language: Language, names: Names, hrefs: Mapping[str, str]
) -> Table:
    """Return the deliveries, the last first."""
    heads = (
        ("arrival", "Kedatangan", "text"),
        ("at", "Tiba", "moment"),
        ("item", "Barang", "text"),
        ("cartons", "Koli", "number"),
        ("waybill", "Surat jalan", "number"),
        ("label", "Label", "number"),
        ("count", "Hitungan", "number"),
        ("difference", "Selisih", "number"),
        ("store", "Gudang", "text"),
    )
    columns = tuple(Column(key, say(head, language), kind) for key, head, kind in heads)
    rows = tuple(
        Row(
            cells={
                "arrival": arrival.name,
                "at": arrival.fact.at,
                "item": title(arrival.item, language, names),
                "cartons": arrival.label_cartons,
                "waybill": arrival.waybill.get("pieces"),
                "label": arrival.label_pieces if arrival.labels else None,
                "count": arrival.counted,
                "difference": difference(arrival),
                "store": arrival.fact.body.get("store", ""),
            },
            href=hrefs[arrival.name],
            state=arrival_state(arrival).value,
            region=arrival.fact.region,
        )
        for arrival in reversed(list(arrivals))
    )
    return Table("arrivals", say("Kedatangan", language), columns, rows)


def cartons_text(first: int, last: int, language: Language) -> str:
    """Return a run of carton numbers as people write it."""
    ends = dict.fromkeys((write_number(first, language), write_number(last, language)))
    return "–".join(ends)


def stretches(differences: Iterable[Beside], language: Language) -> tuple[Stretch, ...]:
    """Return the cartons that differ, as a page shows them."""
    return tuple(
        Stretch(cartons_text(d.first, d.last, language), d.one, d.other, d.difference) for d in differences
    )


def runs_text(runs: Iterable[Run], language: Language) -> str:
    """Return runs of cartons in one line, ``1–519 × 2.000; 520 × 1.060``."""
    return "; ".join(
        f"{cartons_text(r.first, r.last, language)} × {write_number(r.each, language)}"
        for r in overlay([Run(run.first, run.last, run.each) for run in runs])
    )


def carton_answer(carton: Carton | None, language: Language, names: Names) -> Answer:
    """Return what is in a carton."""
    if carton is None or carton.each is None:
        return Answer(State.ATTENTION, say("Tidak ada koli bernomor itu", language))
    differs = carton.labelled is not None and carton.counted not in (None, carton.labelled)
    sentence = f"{write_number(carton.each, language)} {names(carton.arrival.item, language)}"
    if carton.counted is None:
        return Answer(State.WAITING, sentence, say("menurut label, belum dihitung", language))
    if not differs:
        return Answer(State.COMPLETE, sentence, say("sudah dihitung, sama dengan label", language))
    label = write_number(carton.labelled or 0, language)
    return Answer(
        State.ATTENTION, sentence, say("sudah dihitung; label mengatakan {label}", language, label=label)
    )
