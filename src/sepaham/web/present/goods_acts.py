"""What an officer of the warehouse is about to sign, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sepaham.domain.cartons import pieces_in, runs_of
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_day, write_number
from sepaham.web.present.goods import cartons_text, damage_name, runs_text
from sepaham.web.words import say

Body = Mapping[str, Any]


def arrival(body: Body, language: Language, names: Names) -> list[str]:
    """Return an arrival in words, with the difference that would be signed."""
    runs = runs_of(body["cartons"])
    labelled = pieces_in(runs)
    told = [
        say(
            "Kedatangan {arrival}: {item}, {cartons} koli berlabel, {pieces} menurut label ({runs}).",
            language,
            arrival=body["arrival"],
            item=names(body["item"], language),
            cartons=_n(sum(run.cartons for run in runs), language),
            pieces=_n(labelled, language),
            runs=runs_text(runs, language),
        )
    ]
    waybill = body.get("waybill")
    if waybill:
        told.append(
            say(
                "Surat jalan {number}: {pieces} dalam {cartons} koli.",
                language,
                number=waybill["number"],
                pieces=_n(waybill["pieces"], language),
                cartons=_n(waybill["cartons"], language),
            )
        )
    figures = [
        n for n in (waybill and waybill["pieces"], labelled or None, body.get("counted")) if n is not None
    ]
    if "counted" in body:
        told.append(say("Hasil hitung: {pieces}.", language, pieces=_n(body["counted"], language)))
    if len(set(figures)) > 1:
        off = _n(max(figures) - min(figures), language)
        told.append(
            say(
                "Angkanya tidak sama: selisih {number}. Ini akan muncul di Perlu dicek.", language, number=off
            )
        )
    labels = {"order": "Untuk pesanan", "supplier": "Pemasok", "store": "Gudang", "document": "Nomor BTTB"}
    return told + _also(body, {**labels, "claim": "Mengganti klaim"}, language)


def order(body: Body, language: Language, names: Names) -> list[str]:
    """Return an order in words."""
    told = say(
        "Pesanan {order}: {pieces} {item}.",
        language,
        order=body["order"],
        pieces=_n(body["pieces"], language),
        item=names(body["item"], language),
    )
    due = write_day(date.fromisoformat(body["due"]), language) if "due" in body else ""
    rest = [say("Jatuh tempo {day}.", language, day=due)] if due else []
    return [told, *_also(body, {"supplier": "Pemasok", "document": "Nomor kontrak"}, language), *rest]


def count(body: Body, language: Language, _names: Names) -> list[str]:
    """Return a count in words."""
    runs = runs_of(body["cartons"])
    return [
        say(
            "Kedatangan {arrival}: koli dihitung {runs}; jumlahnya {pieces}.",
            language,
            arrival=body["arrival"],
            runs=runs_text(runs, language),
            pieces=_n(pieces_in(runs), language),
        )
    ]


def observe(body: Body, language: Language, _names: Names) -> list[str]:
    """Return an observation in words."""
    runs = runs_of(body.get("cartons", ()))
    told = say(
        "Kedatangan {arrival}: dilihat {pieces}.",
        language,
        arrival=body["arrival"],
        pieces=_n(body["pieces"], language),
    )
    return [told, *([say("Koli: {runs}.", language, runs=runs_text(runs, language))] if runs else [])]


def move(body: Body, language: Language, _names: Names) -> list[str]:
    """Return a move in words."""
    return [
        say(
            "Koli {cartons} dari kedatangan {arrival} dipindahkan ke {store}.",
            language,
            cartons=cartons_text(body["first"], body["last"], language),
            arrival=body["arrival"],
            store=body["store"],
        )
    ]


def sort(body: Body, language: Language, names: Names) -> list[str]:
    """Return a sorting in words."""
    item = names(body["item"], language)
    told = [
        say(
            "Sortir {item}: {good} baik, {damaged} rusak, {short} kurang.",
            language,
            item=item,
            good=_n(body["good"], language),
            damaged=_n(sum(body["damaged"].values()), language),
            short=_n(body.get("short", 0), language),
        )
    ]
    told += [f"{damage_name(code, language)}: {_n(n, language)}." for code, n in body["damaged"].items()]
    if "first" in body:
        cartons = cartons_text(body["first"], body["last"], language)
        told.append(say("Koli: {runs}.", language, runs=cartons))
    return told


def claim(body: Body, language: Language, names: Names) -> list[str]:
    """Return a claim in words."""
    return [
        say(
            "Klaim {item} dengan {document}: {damaged} rusak, {short} kurang.",
            language,
            item=names(body["item"], language),
            document=body["document"],
            damaged=_n(body["damaged"], language),
            short=_n(body["short"], language),
        )
    ]


def _also(body: Body, labels: Mapping[str, str], language: Language) -> list[str]:
    """Return what else was filled in, field by field."""
    return [f"{say(label, language)}: {body[key]}." for key, label in labels.items() if body.get(key)]


def _n(number: int, language: Language) -> str:
    return write_number(number, language)


TOLD: Mapping[str, Callable[[Body, Language, Names], list[str]]] = {
    "goods.arrive": arrival,
    "goods.order": order,
    "goods.count": count,
    "goods.observe": observe,
    "goods.move": move,
    "goods.sort": sort,
    "goods.claim": claim,
}
"""What is said of each kind before it is signed."""
