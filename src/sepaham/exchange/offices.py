"""The office a spreadsheet's words mean: a code, or a kind of office with a region's code or name."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from sepaham.domain.base import Level, RegionError, ancestor, level_of, region_code, within
from sepaham.domain.posts import SPOKEN
from sepaham.domain.register import LINES, office_id
from sepaham.exchange.cells import Fault

_TYPES = re.compile(r"^(kabupaten|kab|kota|kecamatan|kec|desa|kelurahan|kel|ds)[. ]+", re.IGNORECASE)
_LEVELS: Mapping[Level, str] = {
    Level.PROVINCE: "provinsi",
    Level.KABUPATEN: "kabupaten",
    Level.KECAMATAN: "kecamatan",
    Level.DESA: "desa",
    Level.TPS: "TPS",
}
_PLACES_SHOWN = 4
_INSIDE = re.compile(r"(.+?)\s*\(([^()]*)\)\s*")
_STATION = re.compile(r"tps (\d{1,3}) (.+)")


def spelled(text: str) -> str:
    """Return a name as it is compared: small letters and digits, single blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


_LINES: Mapping[str, str] = {
    **SPOKEN,
    **{spelled(title): line.code for line in LINES.values() for title in (line.title_id, line.title_en)},
    **{code: code for code in LINES},
}


class Offices:
    """Finds the office that words mean among those a register has."""

    def __init__(self, *, names: Mapping[str, str], known: Collection[str]) -> None:
        """
        Keep what may be named.

        Args:
            names: The regions' names by code.
            known: The ids of all offices there are.
        """
        self._names = names
        self._known = known
        self._by_name: defaultdict[tuple[Level, str], list[str]] = defaultdict(list)
        for code, name in names.items():
            self._by_name[level_of(code), spelled(_TYPES.sub("", name))].append(code)

    def find(
        self, *, office: str, region: str = "", kecamatan: str = "", desa: str = "", tps: str = ""
    ) -> str | Fault:
        """
        Return the id of the office some cells mean, or what is wrong with them.

        Args:
            office: ``ppk:35.17.15``, ``PPK``, ``PPK Plandaan``, or as pages name it,
                ``KPPS TPS 001 Jipurapah (Plandaan)``.
            region: A region's code or name.
            kecamatan: The kecamatan's name, where a column of its own holds it.
            desa: The desa's name, likewise.
            tps: The polling station's number, likewise.
        """
        if not office:
            return "office.missing", {}
        if ":" in office:
            line, _, seat = office.casefold().partition(":")
            return self._there(office_id(line.strip(), _dotted(seat.strip())))
        if inside := _INSIDE.fullmatch(office):
            office, kecamatan = inside[1], kecamatan or inside[2]
        line, rest = _line_in(office)
        if not line:
            return "office.line", {}
        if station := _STATION.fullmatch(rest):
            tps, rest = tps or station[1], station[2]
        seat = self._seat(LINES[line].level, region or rest, kecamatan, desa, tps)
        return seat if isinstance(seat, tuple) else self._there(office_id(line, seat))

    def _there(self, found: str) -> str | Fault:
        return found if found in self._known else ("office.unknown", {"value": found})

    def _seat(self, level: Level, region: str, kecamatan: str, desa: str, tps: str) -> str | Fault:
        """Return the region an office of a level sits in."""
        if level is Level.TPS:
            return self._station(region, kecamatan, desa, tps)
        text = region or {Level.KECAMATAN: kecamatan, Level.DESA: desa}.get(level, "")
        code = _dotted(text)
        if code in self._names and level_of(code) is level:
            return code
        if level <= Level.KABUPATEN and not (text and self._by_name.get((level, _bare(text)))):
            return self._only(level)
        return self._named(level, text, kecamatan)

    def _station(self, region: str, kecamatan: str, desa: str, tps: str) -> str | Fault:
        code = _dotted(region)
        if code.count(".") == Level.TPS - 1:
            return code
        seat = self._seat(Level.DESA, desa or region, kecamatan, "", "")
        number = re.sub(r"\D", "", tps)
        if isinstance(seat, tuple):
            return seat
        if not number or len(number) > 3:  # noqa: PLR2004  three digits in the key
            return "office.region", {"value": tps or region or desa, "level": _LEVELS[Level.TPS]}
        return f"{seat}.{int(number):03d}"

    def _only(self, level: Level) -> str | Fault:
        found = sorted({ancestor(code, level) for code in self._names if level_of(code) >= level})
        return found[0] if len(found) == 1 else ("office.region", {"value": "", "level": _LEVELS[level]})

    def _named(self, level: Level, text: str, kecamatan: str) -> str | Fault:
        found = self._by_name.get((level, _bare(text)), [])
        if level is Level.DESA and kecamatan:
            inside = self._by_name.get((Level.KECAMATAN, _bare(kecamatan)), [_dotted(kecamatan)])
            found = [code for code in found if any(within(code, area) for area in inside)]
        if len(found) == 1:
            return found[0]
        if found:
            places = ", ".join(self._names[ancestor(code, Level.KECAMATAN)] for code in found[:_PLACES_SHOWN])
            return "office.ambiguous", {"value": text, "places": places}
        return "office.region", {"value": text, "level": _LEVELS[level]}


def _bare(text: str) -> str:
    return spelled(_TYPES.sub("", text))


def _dotted(text: str) -> str:
    try:
        return region_code(text)
    except RegionError:
        return text


def _line_in(text: str) -> tuple[str, str]:
    """Return the line a text begins with and what stands after it: ``PPK Plandaan``."""
    words = spelled(text).split()
    for length in range(len(words), 0, -1):
        line = _LINES.get(" ".join(words[:length]))
        if line:
            return line, " ".join(words[length:])
    return "", ""
