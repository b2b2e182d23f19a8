"""Labels of units, 24 to an A4 sheet of 70 × 37 mm: a QR of the code, and the code to read and type."""

from collections.abc import Iterable, Iterator
from typing import Any

from sepaham.domain.base import Level, ancestor
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.findings import Names
from sepaham.domain.register import PollingStation
from sepaham.domain.units import units_of
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import printable
from sepaham.exchange.papers.qr import qr_svg
from sepaham.exchange.papers.words import speaker

A_SHEET = 24


def labels(
    stations: Iterable[PollingStation], *, profile: Profile, names: Names, language: Language
) -> dict[str, Any]:
    """Return the labels of some polling stations as the template's values."""
    found = (label for station in stations for label in _labels(station, profile, names, language))
    return {"language": language, "labels": list(found)}


def _labels(
    station: PollingStation, profile: Profile, names: Names, language: Language
) -> Iterator[dict[str, str]]:
    desa, kecamatan = (
        names(ancestor(station.key, level), language).partition(" (")[0]
        for level in (Level.DESA, Level.KECAMATAN)
    )
    say = speaker(language)
    for unit in units_of(station, unit_kinds(profile, station.desa)):
        kind = unit.kind
        name = names(f"{kind.item}:{kind.election}" if kind.election else kind.item, language)
        yield {
            "qr": qr_svg(unit.code),
            "digits": f"{unit.code[:6]} {unit.code[6:10]} {unit.code[10:13]}",
            "mark": f"{kind.mark} {unit.code[-2:]}",
            "station": f"TPS {station.number:03d}",
            "item": printable(name[:1].upper() + name[1:]),
            "desa": printable(desa),
            "kecamatan": printable(kecamatan),
            "special": say("special") if station.special else "",
        }
