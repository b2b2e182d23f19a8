"""What a search found, in words and with where each leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from sepaham.domain.base import Level, level_of
from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.records.search import Hit
from sepaham.web.present.goods import title
from sepaham.web.present.picture import BELOW
from sepaham.web.words import say

SORTS: Mapping[str, str] = {
    "unit": "Barang",
    "office": "Kantor",
    "list": "Daftar muatan",
    "seal": "Segel",
    "issued": "Segel",
    "item": "Jenis barang",
    "arrival": "Kedatangan",
    "carton": "Koli",
    "paper": "Surat",
}
"""What each sort of hit is called; a place by its level."""
_ROOMS = {
    "unit": "unit",
    "seal": "unit",
    "list": "handover",
    "item": "stock-item",
    "arrival": "arrival",
}
_BAST = "bast"


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a search: what sort of thing, what it is called, what else, and where it leads."""

    sort: str
    name: str
    about: str
    href: str


def found(hit: Hit, language: Language, names: Names) -> Found:
    """Return a hit as a page shows it."""
    if hit.sort == "region":
        return Found(_level(hit.key, language), names(hit.key, language), hit.key, href_of(hit))
    about = {
        "unit": hit.key,
        "seal": say("segel {number} terpasang di sini", language, number=hit.about),
        "issued": say("segel {number} diserahkan kepadanya", language, number=hit.about),
        "list": names(hit.about, language) if hit.about else "",
        "carton": say("koli nomor {number}", language, number=hit.about),
    }.get(hit.sort, "")
    name = title(hit.key, language, names) if hit.sort == "item" else names(hit.key, language)
    if hit.sort in {"list", "arrival", "carton"}:
        name = hit.key[:12]
    if hit.sort == "paper":
        name = hit.about
    return Found(say(SORTS[hit.sort], language), name, about, href_of(hit))


def _level(region: str, language: Language) -> str:
    level = level_of(region)
    above = Level(max(level - 1, Level.PROVINCE))
    return say(BELOW[above], language)


def href_of(hit: Hit) -> str:
    """Return where a hit leads."""
    if hit.sort == "region":
        station = level_of(hit.key) is Level.TPS
        return reverse("station", args=[hit.key]) if station else f"{reverse('picture')}?region={hit.key}"
    if hit.sort == "carton":
        return f"{reverse('carton')}?arrival={hit.key}&number={hit.about}"
    if hit.sort == "paper":
        kind, _, subject = hit.key.partition("/")
        return reverse("handover", args=[subject]) if kind == _BAST else f"/papers/{hit.key}.pdf"
    if hit.sort in {"office", "issued"}:
        return f"{reverse('activity')}?office={hit.key}"
    return reverse(_ROOMS[hit.sort], args=[hit.key])
