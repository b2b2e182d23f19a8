"""The forms of seals and of packing: what they send becomes bodies of statements."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sepaham.domain.packing import Content
from sepaham.domain.seals import numbered
from sepaham.web.fields import Fields

MOST_NUMBERS = 200
MOST_ON_A_UNIT = 20
LONGEST = 32
UNNUMBERED = frozenset({"-", "–", "—"})
"""What stands for seals without numbers."""


def body(fields: Fields, *, act: str, among: Collection[str]) -> dict[str, Any]:
    """Return a statement about seals; `among` are the offices it may be with."""
    if act == "count":
        return {"blank": fields.number("blank", "Segel kosong")}
    pieces = fields.number("count", "Jumlah segel")
    if pieces == 0:
        fields.refuse("Jumlah segel: paling sedikit satu.")
    found: dict[str, Any] = {"count": pieces}
    numbers = _numbers(fields, "numbers", "Nomor segel", most=MOST_NUMBERS)
    if numbers:
        found["numbers"] = numbers
        if pieces is not None and numbered(numbers) != pieces:
            told = {"found": numbered(numbers), "pieces": pieces}
            fields.refuse("Nomor segel: ada {found} nomor untuk {pieces} segel.", **told)
    return {"to": fields.choice("to", "Kantor", among), **found} if among else found


def _numbers(fields: Fields, name: str, label: str, *, most: int) -> list[str]:
    """Return seal numbers parted by commas, semicolons or lines."""
    found = [part.strip() for part in re.split(r"[,;\n]", fields.typed(name)) if part.strip()]
    if len(found) > most:
        fields.refuse(
            "{field}: paling banyak {most} nomor atau rentang.", field=fields.label(label), most=most
        )
    if any(len(number) > LONGEST for number in found):
        fields.refuse(
            "{field}: satu nomor paling banyak {most} huruf.", field=fields.label(label), most=LONGEST
        )
    return found


def packed(
    fields: Fields,
    *,
    station: str,
    units: Sequence[str],
    boxes: Sequence[str],
    contents: Sequence[Content],
    title: Callable[[str], str],
) -> dict[str, Any]:
    """
    Return a statement of packing for one polling station.

    Args:
        fields: What the form sent; those of a station bear its key.
        station: Its key.
        units: Its tracked pieces.
        boxes: Those of them that are sealed.
        contents: What it must get, which a field left as it was states as packed.
        title: What the field of an item is called.
    """
    seals: dict[str, list[str]] = {}
    for box in boxes:
        typed = fields.typed(f"seal.{box}")
        if typed in UNNUMBERED:
            seals[box] = []
        elif typed:
            seals[box] = _numbers(fields, f"seal.{box}", "Segel", most=MOST_ON_A_UNIT)
    counts: dict[str, int] = {}
    for content in contents:
        typed_count = fields.number(f"n.{station}.{content.item}", title(content.item))
        if typed_count is not None:
            counts[content.item] = typed_count
    found: dict[str, Any] = {"units": list(units), "counts": counts}
    return {**found, "seals": seals} if seals else found


def repeated(bodies: Collection[dict[str, Any]]) -> list[str]:
    """Return the seal numbers that stand on more than one piece, in order."""
    seen: set[str] = set()
    twice: set[str] = set()
    for told in bodies:
        for numbers in told.get("seals", {}).values():
            for number in numbers:
                (twice if number in seen else seen).add(number)
    return sorted(twice)
