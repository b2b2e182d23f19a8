"""The forms of the warehouse: what they send becomes a statement's body, or problems that name a field."""

import re
from collections.abc import Collection
from typing import Any

from sepaham.domain.cartons import flaws_of, pieces_in, runs_of
from sepaham.web.fields import Fields, whole
from sepaham.web.present.goods import DAMAGE

Body = dict[str, Any]
MOST_RUNS = 400
MOST_CARTON = 99_999
_ROW = re.compile(r"(\d{1,6})\s*(?:(?:-|–|—|s/?d\.?)\s*(\d{1,6})\s*)?[x×*]\s*([\d.,]+)", re.IGNORECASE)


def cartons(fields: Fields, name: str, label: str, *, needed: bool = True) -> list[dict[str, int]]:
    """Return cartons written a run to a line, ``1-519 × 2000``."""
    found: list[dict[str, int]] = []
    lines = [line.strip() for line in fields.typed(name).replace(";", "\n").splitlines()]
    for row, line in enumerate(lines, 1):
        if line and (run := _run(fields, label, row, line)):
            found.append(run)
    if needed and not any(lines):
        fields.refuse("{field}: belum diisi.", field=fields.label(label))
    if len(found) > MOST_RUNS:
        fields.refuse("{field}: paling banyak {most} baris.", field=fields.label(label), most=MOST_RUNS)
    if flaws_of(found).overlapping:
        fields.refuse("{field}: ada nomor koli yang disebut dua kali.", field=fields.label(label))
    return found


def _run(fields: Fields, label: str, row: int, line: str) -> dict[str, int] | None:
    told = _ROW.fullmatch(line)
    each = whole(told[3]) if told else None
    if told is None or each is None:
        fields.refuse("{field}, baris {row}: tulis seperti 1-519 × 2000.", field=fields.label(label), row=row)
        return None
    first, last = int(told[1]), int(told[2] or told[1])
    if not first <= last <= MOST_CARTON:
        fields.refuse(
            "{field}, baris {row}: nomor akhir tidak boleh di bawah nomor awal atau di atas {most}.",
            field=fields.label(label),
            row=row,
            most=MOST_CARTON,
        )
        return None
    return {"first": first, "last": last, "each": each}


def given(**parts: Any) -> Body:
    """Return the parts of a body that were filled in."""
    return {name: part for name, part in parts.items() if part not in (None, "", [])}


def arrival(
    fields: Fields, *, items: Collection[str], known: Collection[str], orders: Collection[str]
) -> Body:
    """Return a delivery's arrival."""
    name = fields.name("arrival", "Nama kedatangan")
    if name in known:
        fields.refuse("Nama kedatangan: {name} sudah dipakai; beri nama lain.", name=name)
    item = fields.choice("item", "Barang", items)
    runs = cartons(fields, "cartons", "Koli menurut label", needed=not fields.typed("waybill_pieces"))
    return {
        "arrival": name,
        "item": item,
        "cartons": runs,
        **given(
            waybill=waybill(fields),
            counted=fields.number("counted", "Hasil hitung", needed=False),
            document=fields.text("document", "Nomor BTTB", needed=False),
            order=fields.choice("order", "Untuk pesanan", orders, needed=False),
            claim=fields.text("claim", "Mengganti klaim", needed=False),
            supplier=fields.text("supplier", "Pemasok", most=80, needed=False),
            store=fields.text("store", "Gudang", most=80, needed=False),
        ),
    }


def waybill(fields: Fields) -> Body | None:
    """Return what the waybill says: all three of its figures, or none."""
    names = ("waybill_number", "waybill_pieces", "waybill_cartons")
    if not any(fields.typed(name) for name in names):
        return None
    return {
        "number": fields.text("waybill_number", "Nomor surat jalan"),
        "pieces": fields.number("waybill_pieces", "Jumlah menurut surat jalan"),
        "cartons": fields.number("waybill_cartons", "Koli menurut surat jalan", most=MOST_CARTON),
    }


def order(fields: Fields, *, items: Collection[str]) -> Body:
    """Return an order."""
    return {
        "order": fields.name("order", "Nama pesanan"),
        "item": fields.choice("item", "Barang", items),
        "pieces": fields.number("pieces", "Jumlah"),
        **given(
            supplier=fields.text("supplier", "Pemasok", most=80, needed=False),
            document=fields.text("document", "Nomor kontrak", needed=False),
            due=fields.day("due", "Jatuh tempo"),
        ),
    }


def count(fields: Fields, *, arrival: str) -> Body:
    """Return a count of cartons."""
    found = cartons(fields, "cartons", "Koli yang dihitung")
    document = fields.text("document", "Nomor dokumen", needed=False)
    return {"arrival": arrival, "cartons": found, **given(document=document)}


def move(fields: Fields, *, arrival: str) -> Body:
    """Return a move of cartons."""
    return {
        "arrival": arrival,
        **window(fields, needed=True),
        "store": fields.text("store", "Gudang tujuan", most=80),
    }


def window(fields: Fields, *, needed: bool) -> Body:
    """Return a first and last carton; neither where that is allowed and neither was given."""
    first = fields.number("first", "Koli pertama", most=MOST_CARTON, needed=needed)
    last = fields.number("last", "Koli terakhir", most=MOST_CARTON, needed=needed or first is not None)
    if first is None or last is None:
        return {}
    if first > last:
        fields.refuse("Koli terakhir: tidak boleh di bawah koli pertama.")
    return {"first": first, "last": last}


def observe(fields: Fields, *, arrival: str) -> Body:
    """Return what somebody saw counted; the pieces follow from the cartons where only those were written."""
    runs = cartons(fields, "cartons", "Koli yang dilihat", needed=False)
    pieces = fields.number("pieces", "Jumlah yang dilihat", needed=not runs)
    total = pieces_in(runs_of(runs))
    if runs and pieces is not None and pieces != total:
        fields.refuse("Jumlah yang dilihat: koli yang ditulis berjumlah {total}.", total=total)
    return {"arrival": arrival, "pieces": total if pieces is None else pieces, **given(cartons=runs)}


def sort(fields: Fields, *, item: str, arrival: str = "") -> Body:
    """Return what sorting found."""
    labels = dict(DAMAGE)
    damaged = {
        code: found
        for code, label in labels.items()
        if (found := fields.number(f"damaged_{code}", label, needed=False))
    }
    good = fields.number("good", "Baik")
    short = fields.number("short", "Kurang", needed=False)
    found = window(fields, needed=False) if arrival else {}
    document = fields.text("document", "Nomor dokumen", needed=False)
    if not (good or damaged or short) and not fields.problems:
        fields.refuse("Baik: isi jumlah yang baik, rusak atau kurang.")
    parts = given(short=short, arrival=arrival, document=document)
    return {"item": item, "good": good, "damaged": damaged, **parts, **found}


def claim(fields: Fields, *, item: str, arrival: str = "") -> Body:
    """Return a claim of a supplier."""
    damaged = fields.number("claimed_damaged", "Rusak", needed=False) or 0
    short = fields.number("claimed_short", "Kurang", needed=False) or 0
    if not damaged + short and not fields.problems:
        fields.refuse("Rusak: isi jumlah yang rusak atau yang kurang.")
    supplier = fields.text("supplier", "Pemasok", most=80, needed=False)
    document = fields.text("document", "Nomor BA kerusakan")
    parts = given(supplier=supplier, arrival=arrival)
    return {"item": item, "document": document, "damaged": damaged, "short": short, **parts}
