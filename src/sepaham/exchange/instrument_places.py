"""Which place a row of an institution's list is of: by code, or by the names of its desa and kecamatan."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from sepaham.domain.base import Level, RegionError, ancestor, level_of, region_code, station_key
from sepaham.domain.search import ALIKE, likeness, nearest, words_of
from sepaham.exchange.cells import Fault, desa_code, station_number
from sepaham.exchange.offices import spelled

_TYPES = re.compile(r"^(kecamatan|kec|desa|kelurahan|kel|ds)[. ]+", re.IGNORECASE)
_SHOWN = 6


def _bare(text: str) -> str:
    return spelled(_TYPES.sub("", text))


class Ground:
    """Finds the desa or polling station that cells mean."""

    def __init__(self, *, regions: Mapping[str, str], stations: Collection[str]) -> None:
        """
        Keep what may be named.

        Args:
            regions: The register's names of regions by code.
            stations: The keys of its polling stations.
        """
        self._names = regions
        self._stations = stations
        self._desa: defaultdict[str, list[str]] = defaultdict(list)
        for code, name in regions.items():
            if level_of(code) is Level.DESA:
                self._desa[_bare(name)].append(code)

    def name(self, code: str) -> str:
        """Return what a place is called: a desa with its kecamatan, a station with both."""
        desa = ancestor(code, Level.DESA)
        called = f"{self._names.get(desa, desa)} ({self._names.get(ancestor(code, Level.KECAMATAN), '')})"
        return f"TPS {code[-3:]} {called}" if level_of(code) is Level.TPS else called

    def find(self, texts: Mapping[str, str], levels: Collection[Level]) -> tuple[str, str | Fault]:
        """
        Return the column that decides and the place some cells mean, or what is wrong.

        Args:
            texts: What stands under ``kode_desa``, ``desa``, ``kecamatan`` and ``no_tps``.
            levels: What a row may be of.
        """
        if texts.get("kode_desa"):
            column, found = "kode_desa", self._coded(texts["kode_desa"])
        else:
            column, found = "desa", self._named(texts.get("desa", ""), texts.get("kecamatan", ""))
        if isinstance(found, tuple):
            return column, found
        if level_of(found) is Level.TPS:
            return column, found if Level.TPS in levels else ("code.level", {})
        number = texts.get("no_tps", "")
        if Level.TPS not in levels or (not number and Level.DESA in levels):
            return column, found
        return "no_tps", self._station(found, number)

    def odd_name(self, code: str, texts: Mapping[str, str]) -> str:
        """Return the column whose name is not that of the place a code means; '' where all fit."""
        for column, level in (("desa", Level.DESA), ("kecamatan", Level.KECAMATAN)):
            known = self._names.get(ancestor(code, level), "")
            typed = words_of(_bare(texts.get(column, "")))
            if typed and likeness(typed, words_of(_bare(known))) < ALIKE * ALIKE:
                return column
        return ""

    def _coded(self, text: str) -> str | Fault:
        try:
            code = region_code(text)
        except RegionError:
            code = ""
        if code and level_of(code) is Level.TPS:
            return code if code in self._stations else ("list.code", {})
        read = desa_code(text)
        return read if isinstance(read, tuple) or read in self._names else ("list.code", {})

    def _named(self, desa: str, kecamatan: str) -> str | Fault:
        if not desa:
            return "list.place", {}
        found = self._desa.get(_bare(desa), [])
        inside = [c for c in found if _bare(self._names[ancestor(c, Level.KECAMATAN)]) == _bare(kecamatan)]
        if kecamatan and not inside:
            return "list.kecamatan", {"kecamatan": kecamatan, "near": self._near(f"{desa} {kecamatan}")}
        if len(inside or found) > 1:
            places = ", ".join(self._names[ancestor(c, Level.KECAMATAN)] for c in found[:_SHOWN])
            return "list.desa-many", {"places": places}
        return (inside or found)[0] if found else ("list.desa", {"near": self._near(desa)})

    def _near(self, typed: str) -> str:
        names = {code: self.name(code) for codes in self._desa.values() for code in codes}
        best = nearest(typed, names, most=1)
        return f" ({names[best[0][0]]}?)" if best else ""

    def _station(self, desa: str, text: str) -> str | Fault:
        number = station_number(text)
        if isinstance(number, tuple):
            return number
        key = station_key(desa, number)
        return key if key in self._stations else ("list.station", {"desa": self.name(desa)})
