"""The rows of a register's spreadsheet, one by one: checked, then added to the draft."""

import re
from collections.abc import Sequence
from typing import Any

from sepaham.domain.base import Level, RegionError, ancestor, region_code
from sepaham.domain.register import PollingStation
from sepaham.exchange.cells import (
    Fault,
    clean,
    desa_code,
    fault_of,
    station_count,
    station_number,
    text_of,
    voter_count,
)
from sepaham.exchange.draft import FIRST_SPECIAL, Draft
from sepaham.exchange.headings import Headings, plain
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Cell

_MOST = 999
_MOST_REGULAR = FIRST_SPECIAL - 1
_MOST_SPECIAL = _MOST - _MOST_REGULAR
_ABSURD = 10
"""Times the lawful number of voters at which a figure cannot be one station's."""

_TOTAL = re.compile(r"(sub[ -]?)?(jumlah|total|jml)\b.*", re.IGNORECASE)
_FIGURES = ("no_tps", "tps_total", "tps_reguler", "tps_khusus", "dpt")
_PARENTS = (
    (Level.KECAMATAN, "kode_kecamatan", "kecamatan"),
    (Level.KABUPATEN, "kode_kabupaten", "kabupaten"),
    (Level.PROVINCE, "kode_provinsi", "provinsi"),
)


class Rows:
    """Reads the rows under one row of headings into a draft."""

    def __init__(
        self, *, draft: Draft, headings: Headings, voters_max: int, assume_voters: int | None
    ) -> None:
        """Keep where the columns stand and what is lawful."""
        self.draft = draft
        self.headings = headings
        self.voters_max = voters_max
        self.assume_voters = assume_voters
        self.provinces = {code for code in draft.official if "." not in code}
        self.row = 0
        self.failed: set[str] = set()
        self.texts: dict[str, str] = {}

    def read(self, row: int, cells: Sequence[Cell]) -> bool:
        """Read one row; tell whether it held anything."""
        self.row = row
        self.failed = set()
        texts = [text_of(cell) for cell in cells]
        if not any(text.strip() for text in texts):
            return False
        self.texts = self._texts(cells, texts)
        if self._is_data(texts):
            desa = self._desa()
            self._stations(desa)
        return True

    def _flag(self, name: str, code: str, /, **about: Any) -> None:
        value = about.pop("value", self.texts.get(name, ""))
        problem = Problem(self.row, self.headings.title(name) if name else "", str(value), code, about)
        if not problem.warning:
            self.failed.add(name)
        self.draft.flag(problem)

    def _texts(self, cells: Sequence[Cell], texts: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, place in self.headings.places.items():
            text = texts[place] if place < len(texts) else ""
            found[name], hidden = clean(text)
            self.texts = found
            if hidden:
                self._flag(name, "cell.hidden", value=found[name])
            fault = fault_of(cells[place], found[name]) if place < len(cells) else ""
            if fault:
                self._flag(name, fault)
        return found

    def _is_data(self, texts: Sequence[str]) -> bool:
        width = len(self.headings.cells)
        if plain(self.texts.get("kode_desa", "")) == plain(self.headings.title("kode_desa")):
            self._flag("", "row.header", value=self.texts["kode_desa"])
        elif total := next((text for text in texts if _TOTAL.fullmatch(text.strip())), ""):
            self._flag("", "row.total", value=total.strip())
        elif extra := [text for text in texts[width:] if text.strip()]:
            self._flag("", "row.long", value=extra[0])
        return not self.failed or "" not in self.failed

    def _taken(self, name: str, found: str | int | Fault) -> Any:
        if isinstance(found, tuple):
            self._flag(name, found[0], **found[1])
            return None
        return found

    def _desa(self) -> str:
        if "kode_desa" in self.failed:
            return ""
        code: str = self._taken("kode_desa", desa_code(self.texts.get("kode_desa", ""))) or ""
        if not code:
            return ""
        province = ancestor(code, Level.PROVINCE)
        if self.provinces and province not in self.provinces:
            self._flag("kode_desa", "code.province", province=province)
            return ""
        for level, code_name, name in _PARENTS:
            self._check_parent(code, level, code_name)
            self._check_name(ancestor(code, level), name)
        self._check_name(code, "desa")
        return code

    def _check_parent(self, desa: str, level: Level, name: str) -> None:
        text = self.texts.get(name, "")
        if text and name not in self.failed:
            try:
                given = region_code(text)
            except RegionError:
                given = text
            if given != ancestor(desa, level):
                self._flag(name, "code.parent", desa=desa)

    def _check_name(self, code: str, name: str) -> None:
        text = self.texts.get(name, "")
        if not text or name in self.failed:
            return
        known, first = self.draft.names.setdefault(code, (text, self.row))
        if known != text and known.casefold() != text.casefold():
            self._flag(name, "name.conflict", code=code, other=known, first=first)

    def _stations(self, desa: str) -> None:
        per_station = bool(self.texts.get("no_tps")) or not (
            {"tps_total", "tps_reguler"} & set(self.headings.places)
        )
        numbers = self._number(desa) if per_station else self._numbers()
        voters = self._voters(per_station=per_station, stations=len(numbers))
        if desa and not self.failed:
            self._check_repeats(desa, per_station=per_station, numbers=numbers)
        if self.failed or not desa:
            self.draft.failed.add(desa)
            return
        self._add(desa, per_station=per_station, numbers=numbers, voters=voters)

    def _number(self, _desa: str) -> list[int]:
        if "no_tps" in self.failed:
            return []
        number = self._taken("no_tps", station_number(self.texts.get("no_tps", "")))
        return [] if number is None else [number]

    def _count(self, name: str, *, most: int, missing: str = "count.missing") -> int | None:
        if name not in self.headings or name in self.failed:
            return None
        count: int | None = self._taken(name, station_count(self.texts[name], most=most, missing=missing))
        return count

    def _numbers(self) -> list[int]:
        regular = special = None
        if "tps_reguler" in self.headings and "tps_khusus" in self.headings:
            regular = self._count("tps_reguler", most=_MOST_REGULAR)
            special = self._count("tps_khusus", most=_MOST_SPECIAL, missing="special.missing")
        total = self._count("tps_total", most=_MOST)
        if regular is None or special is None:
            regular, special = total, 0
        if regular is None:
            return []
        if total is not None and total != regular + special:
            self._flag("tps_total", "count.disagree", regular=regular, special=special)
        if regular + special == 0:
            self._flag("tps_total" if "tps_total" in self.headings else "tps_reguler", "count.zero")
        return [*range(1, regular + 1), *range(FIRST_SPECIAL, FIRST_SPECIAL + special)]

    def _voters(self, *, per_station: bool, stations: int) -> int | None:
        text = self.texts.get("dpt", "")
        if "dpt" in self.failed or (not text and self.assume_voters is not None):
            return None
        voters: int | None = self._taken("dpt", voter_count(text))
        if voters is None or not stations:
            return None
        most = -(-voters // stations)
        if most > self.voters_max * _ABSURD:
            self._flag("dpt", "voters.large")
        elif most > self.voters_max:
            self._flag("dpt", "voters.above", value=most, limit=self.voters_max)
        elif voters == 0:
            self._flag("dpt", "voters.zero", value=self.texts.get("no_tps", "") if per_station else "1..")
        return voters

    def _check_repeats(self, desa: str, *, per_station: bool, numbers: Sequence[int]) -> None:
        first = self.draft.first_rows.setdefault(desa, self.row)
        if first == self.row:
            return
        if per_station != (desa in self.draft.per_station):
            self._flag("kode_desa", "desa.mixed", value=desa, first=first)
        elif not per_station:
            self._flag("kode_desa", "desa.repeated", value=desa, first=first)
        elif earlier := self.draft.row_of(desa, numbers[0]):
            self._flag("no_tps", "tps.repeated", desa=desa, first=earlier)

    def _add(self, desa: str, *, per_station: bool, numbers: Sequence[int], voters: int | None) -> None:
        if per_station:
            self.draft.seen(desa, numbers[0], self.row)
        count = len(numbers)
        if voters is not None and count > 1:
            self.draft.spread += 1
        assumed = voters is None or count > 1
        share, rest = divmod(voters, count) if voters is not None else (self.assume_voters or 0, 0)
        for place, number in enumerate(numbers):
            self.draft.add(
                PollingStation(
                    desa, number, share + (place < rest), assumed=assumed, special=number >= FIRST_SPECIAL
                )
            )
