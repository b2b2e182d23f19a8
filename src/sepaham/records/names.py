"""What regions, offices, units and items are called, in the reader's language."""

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.units import is_unit_code, mark_of, station_of
from sepaham.domain.words import Language
from sepaham.records.register import Region, profile


def namer() -> Names:
    """Return the namer of the register and profile in force."""
    regions = dict(Region.objects.values_list("code", "name"))
    return Namer(regions, profile())


_FULL = frozenset({"kpu", "bawaslu"})
"""Lines whose offices bear their kabupaten's full name: KPU Kabupaten Jombang, but Polres Jombang."""


class Namer:
    """Calls things by their names; what it does not know it calls by its key."""

    def __init__(self, regions: dict[str, str], profile: Profile) -> None:
        """Keep the names of regions by code, and the profile for goods."""
        self._regions = regions
        self._profile = profile

    def __call__(self, key: str, language: Language) -> str:
        """Return what a key of any sort is called."""
        if is_unit_code(key):
            return self.unit(key, language)
        line, _, seat = key.partition(":")
        if line in LINES and seat:
            return self.office(line, seat, language)
        if key[:2].isdigit():
            return self.region(key)
        return self.item(key, language)

    def region(self, code: str) -> str:
        """Return a place's name; a desa with its kecamatan, since desa names repeat."""
        level = level_of(code)
        if level is Level.TPS:
            return f"TPS {code[-3:]} {self.region(ancestor(code, Level.DESA))}"
        name = self._regions.get(code, code)
        if level is Level.DESA:
            return f"{name} ({self._regions.get(ancestor(code, Level.KECAMATAN), '')})"
        return name

    def office(self, line: str, seat: str, language: Language) -> str:
        """Return an office's title and place."""
        found = LINES[line]
        title = found.title_id if language == "id" else found.title_en
        place = self.region(seat)
        if line not in _FULL:
            place = place.removeprefix("Kabupaten ")
        return f"{title} {place}"

    def unit(self, code: str, language: Language) -> str:
        """Return a unit's item, election or ordinal, and polling station."""
        station, mark = station_of(code), mark_of(code)
        kind = next((k for k in unit_kinds(self._profile, station) if k.mark == mark), None)
        if kind is None:
            return code
        which = self._election(kind.election) or mark[1:]
        return f"{self.item(kind.item, language).capitalize()} {which} {self.region(station)}"

    def item(self, key: str, language: Language) -> str:
        """Return the profile's name, or an item's with its election; a figure after `=` stays."""
        if key == self._profile.code:
            return self._profile.name_id if language == "id" else self._profile.name_en
        name, equals, figure = key.partition(" = ")
        code, _, election = name.partition(":")
        item = next((i for i in self._profile.items if i.code == code), None)
        if item is None:
            return key
        words = item.name_id if language == "id" else item.name_en
        return " ".join(filter(None, (words, self._election(election)))) + (
            f"{equals}{figure}" if figure else ""
        )

    def _election(self, code: str) -> str:
        return next((e.short for e in self._profile.elections if e.code == code), "")
