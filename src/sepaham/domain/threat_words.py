"""What groups of threats, their places and the sides of a bow-tie are called, and what an edit changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.threats import Threats, threats_to_dict
from sepaham.domain.words import Sentence

GROUPS: Mapping[str, Sentence] = {
    "weather": Sentence("Cuaca dan jalan", "Weather and roads"),
    "store": Sentence("Gudang", "Stores"),
    "vehicle": Sentence("Kendaraan", "Vehicles"),
    "people": Sentence("Orang", "People"),
    "goods": Sentence("Barang", "Goods"),
    "seal": Sentence("Segel", "Seals"),
    "crime": Sentence("Kejahatan", "Crime"),
    "crowd": Sentence("Kerumunan dan kabar", "Crowds and news"),
    "power": Sentence("Listrik dan sinyal", "Power and signal"),
    "access": Sentence("Akses pengawas", "Access of supervisors"),
}
PLACES: Mapping[str, Sentence] = {
    **LEG_NAMES,
    "store-kpu": Sentence("gudang KPU", "KPU store"),
    "store-kecamatan": Sentence("gudang kecamatan", "kecamatan store"),
    "store-desa": Sentence("gudang desa", "desa store"),
    "store-tps": Sentence("TPS", "polling station"),
}
SIDES: Mapping[str, Sentence] = {
    "prevent": Sentence("mencegah", "prevents"),
    "soften": Sentence("melunakkan", "softens"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing an edit changes.

    Attributes:
        what: ``added``, ``removed`` or ``changed``.
        threat: The code of the threat, or of the scale.
        barrier: The code of its barrier; '' for the threat itself.
        field: Which field of it; '' where all of it came or went.
        before, after: What stood there and what will.
    """

    what: str
    threat: str
    barrier: str = ""
    field: str = ""
    before: str = ""
    after: str = ""


def changes(before: Threats, after: Threats) -> list[Change]:
    """Return what a catalogue changes of the one in force, threat by threat, barriers after their threat."""
    old, new = threats_to_dict(before), threats_to_dict(after)
    found = []
    for scale in ("likelihood", "impact"):
        steps = [_by(rows[scale], "step") for rows in (old, new)]
        found += [c for step in steps[1] for c in _fields(scale, "", steps[0][step], steps[1][step])]
    olds, news = _by(old["threat"], "code"), _by(new["threat"], "code")
    for code in [*olds, *(code for code in news if code not in olds)]:
        found += _of_threat(code, olds.get(code), news.get(code))
    return found


def _of_threat(code: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[Change]:
    if old is None or new is None:
        return [_whole(code, "", old, new)]
    found = _fields(code, "", _bare(old), _bare(new))
    olds, news = _by(old["barrier"], "code"), _by(new["barrier"], "code")
    for barrier in [*olds, *(name for name in news if name not in olds)]:
        was, is_ = olds.get(barrier), news.get(barrier)
        if was is None or is_ is None:
            found.append(_whole(code, barrier, was, is_))
        else:
            found += _fields(code, barrier, was, is_)
    return found


def _whole(code: str, barrier: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Change:
    what = "added" if old is None else "removed"
    return Change(what, code, barrier, "", (old or {}).get("id", ""), (new or {}).get("id", ""))


def _fields(code: str, barrier: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    keys = [key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
    return [Change("changed", code, barrier, key, _text(old.get(key)), _text(new.get(key))) for key in keys]


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "barrier"}


def _by(rows: list[dict[str, Any]], key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in rows}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " · ".join(_text(one) for one in value)
    return str(value["id"] if isinstance(value, dict) else "" if value is None else value)
