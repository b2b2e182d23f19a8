"""One vehicle or one driver as a form tells, read field by field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sepaham.domain.trips import VEHICLES
from sepaham.domain.words import Language
from sepaham.exchange.people import LONGEST_NAME, is_formula, phone_number
from sepaham.exchange.problems import Problem
from sepaham.records.fleet import Driver, Vehicle
from sepaham.web.fields import Fields, whole
from sepaham.web.present.fleet import hours

_MOST_LITRES, _MOST_KILOGRAMS, _MOST_PIECES = 200_000, 60_000, 20_000
_MOST_KM_H, _MOST_RUPIAH = 120, 10**9
_DAY = 24 * 60
_PLATE, _NOTE = 20, 200
_NUMBERS: Mapping[str, tuple[str, int]] = {
    "litres": ("Ruang (liter)", _MOST_LITRES),
    "kilograms": ("Daya angkut (kg)", _MOST_KILOGRAMS),
}
_OPEN_NUMBERS: Mapping[str, tuple[str, int]] = {
    "pieces": ("Barang paling banyak", _MOST_PIECES),
    "km_h": ("km/jam", _MOST_KM_H),
    "day_cost": ("Sewa sehari (Rp)", _MOST_RUPIAH),
    "km_cost": ("Per km (Rp)", _MOST_RUPIAH),
}


@dataclass(slots=True)
class Typed:
    """What a form holds: as typed, as read, and what is wrong with it."""

    sent: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def vehicle_as_typed(row: Vehicle | None, base: str) -> Typed:
    """Return the form of a vehicle as it is, or an empty one of a base."""
    if row is None:
        return Typed({"base": base, "kind": "truck"})
    names = ("kind", "base", "plate", "note", *_NUMBERS, *_OPEN_NUMBERS)
    told = {name: str(getattr(row, name) or "") for name in names}
    return Typed({**told, "driver": row.driver_id or "", "closed": "1" if row.closed else ""})


def read_vehicle(
    sent: Mapping[str, str], language: Language, *, bases: Collection[str], drivers: Collection[str]
) -> Typed:
    """
    Read a vehicle's form.

    Args:
        sent: What the form sent.
        language: The reader's.
        bases: The regions whose vehicles the reader keeps.
        drivers: The ids of drivers to choose among.
    """
    fields = Fields(sent, language)
    values: dict[str, Any] = {
        "kind": fields.choice("kind", "Jenis", VEHICLES),
        "base": fields.choice("base", "Pangkalan", bases),
        "plate": fields.text("plate", "Nomor polisi", most=_PLATE, needed=False).upper(),
        "note": fields.text("note", "Catatan", most=_NOTE, needed=False),
        "driver": fields.choice("driver", "Sopir", drivers, needed=False),
        "closed": bool(fields.typed("closed")),
    }
    for name, (label, most) in _NUMBERS.items():
        values[name] = fields.number(name, label, most=most)
        if values[name] == 0:
            fields.refuse("{field}: isi lebih dari nol.", field=fields.label(label))
    for name, (label, most) in _OPEN_NUMBERS.items():
        values[name] = fields.number(name, label, most=most, needed=False) or 0
    _no_formula(fields, plate="Nomor polisi", note="Catatan")
    return Typed(dict(sent), values, fields.problems)


def _no_formula(fields: Fields, **labels: str) -> None:
    for name, label in labels.items():
        if is_formula(fields.typed(name)):
            fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=fields.label(label))


def driver_as_typed(row: Driver | None, base: str, language: Language) -> Typed:
    """Return the form of a driver as they are, or an empty one of a base."""
    row = row or Driver(base=base)
    return Typed(
        {
            "base": row.base,
            "name": row.name,
            "phone": row.phone,
            "duty": hours(row.duty_minutes, language),
            "rest": hours(row.rest_minutes, language),
            "papers_until": row.papers_until.isoformat() if row.papers_until else "",
        }
    )


def read_driver(sent: Mapping[str, str], language: Language, *, bases: Collection[str]) -> Typed:
    """Read a driver's form; `bases` are the regions whose drivers the reader keeps."""
    fields = Fields(sent, language)
    name = fields.text("name", "Nama", most=LONGEST_NAME)
    _no_formula(fields, name="Nama")
    phone = phone_number(fields.typed("phone"))
    if isinstance(phone, tuple):
        code, about = phone
        problem = Problem(0, "", str(about.get("value", fields.typed("phone"))), code, {})
        fields.problems.append(f"{problem.say(language)}. {problem.remedy(language)}.")
    papers = fields.day("papers_until", "Surat sampai")
    values = {
        "base": fields.choice("base", "Pangkalan", bases),
        "name": name,
        "phone": "" if isinstance(phone, tuple) else phone,
        "duty_minutes": _minutes(fields, "duty", "Tugas sehari (jam)"),
        "rest_minutes": _minutes(fields, "rest", "Istirahat (jam)"),
        "papers_until": date.fromisoformat(papers) if papers else None,
    }
    return Typed(dict(sent), values, fields.problems)


def _minutes(fields: Fields, name: str, label: str) -> int:
    """Return hours, written ``8`` or ``7,5``, in minutes."""
    whole_, _, part = fields.typed(name).replace(",", ".").partition(".")
    hours_, tenths = whole(whole_), whole(part.ljust(2, "0")[:2]) if part else 0
    minutes = None if hours_ is None or tenths is None else hours_ * 60 + round(tenths * 0.6)
    if minutes is None or minutes > _DAY:
        fields.refuse("{field}: tulis jam, misalnya 8 atau 7,5.", field=fields.label(label))
        return 0
    return minutes
