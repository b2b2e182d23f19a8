"""Labels of units, 24 to an A4 sheet of 70 × 37 mm: a QR of the code, and the code to read and type."""

from collections.abc import Iterable, Iterator

from sepaham.domain.base import Level, ancestor
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.findings import Names
from sepaham.domain.register import PollingStation
from sepaham.domain.units import units_of
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import printable
from sepaham.exchange.papers.qr import qr_svg
from sepaham.exchange.papers.typeset import Typeset
from sepaham.exchange.papers.words import speaker


def labels(
    stations: Iterable[PollingStation], *, profile: Profile, names: Names, language: Language, mark: str = ""
) -> Typeset:
    """
    Return the labels of some polling stations, ready for the press.

    Args:
        stations: In the order of the labels.
        profile: The profile in force.
        names: What things are called.
        language: The labels'.
        mark: What each label says besides: a drill, an example.
    """
    found = [label for station in stations for label in _labels(station, profile, names, language)]
    title = speaker(language)("labels")
    return Typeset("labels", {"language": language, "name": title, "mark": mark, "labels": found})


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
            "drawing": qr_svg(unit.code),
            "code": unit.code,
            "digits": f"{unit.code[:6]} {unit.code[6:10]} {unit.code[10:13]}",
            "mark": f"{kind.mark} {unit.code[-2:]}",
            "station": f"TPS {station.number:03d}",
            "item": printable(name[:1].upper() + name[1:]),
            "desa": printable(desa),
            "kecamatan": printable(kecamatan),
            "special": say("special") if station.special else "",
        }
