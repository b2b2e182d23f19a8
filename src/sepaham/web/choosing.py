"""What a page about a region lets its reader choose: a place below, or one of a few words."""

from collections.abc import Mapping

from django.http import HttpRequest

from sepaham.domain.base import Level, level_of, within
from sepaham.records.register import regions
from sepaham.web.reader import Reader


def below(r: Reader, region: str) -> list[tuple[str, str]]:
    """Return the places to choose from: the reader's own, those one level below them, and the chosen one."""
    level = level_of(r.scope.region)
    codes = set(r.scope.regions) | {region}
    if level < Level.DESA:
        inside = (code for area in r.scope.regions for code in regions(area))
        codes |= {code for code in inside if level_of(code) == level + 1}
    return [(code, r.place(code)) for code in sorted(codes)]


def chosen(request: HttpRequest, name: str, among: Mapping[str, str]) -> str:
    """Return which of a few words a reader chose; '' for none of them."""
    asked = request.GET.get(name, "")
    return asked if asked in among else ""


def widest(r: Reader, region: str) -> bool:
    """Tell whether a region is one of the reader's own and lies in no other of them."""
    return region in r.scope.regions and not any(
        within(region, other) for other in r.scope.regions if other != region
    )
