"""The rows of a spreadsheet of acts, one by one: checked against the plan, then added to the sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sepaham.domain.base import Level, RegionError, level_of, local_zone, region_code
from sepaham.domain.devices import clock_is_wrong
from sepaham.domain.loads import LEGS
from sepaham.domain.units import is_unit_code, mark_of
from sepaham.exchange.cells import clean, desa_code, fault_of, text_of, voter_count
from sepaham.exchange.declared_acts import Declared, Expected, Sheet
from sepaham.exchange.declared_columns import OFF, Columns
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Cell

KINDS: Mapping[str, tuple[str, str]] = {
    "handover.give": ("serah", "give"),
    "handover.receive": ("terima", "receive"),
    "parcel.pack": ("kemas", "pack"),
    "unit.use": ("pakai", "use"),
}
"""The acts a spreadsheet may tell, and what it calls them."""

_MORE = {"diserahkan": "serah", "diterima": "terima", "dikemas": "kemas", "dipakai": "pakai"}
_BY_WORD = {word: kind for kind, words in KINDS.items() for word in words} | {
    more: kind for more, word in _MORE.items() for kind, words in KINDS.items() if word in words
}
_SILENT: Mapping[str, frozenset[str]] = {
    "parcel.pack": frozenset({"leg", *OFF}) - {"missing"},
    "unit.use": frozenset({"leg", *OFF, "count", "seals"}) - {"missing"},
}
"""The columns that say nothing of an act."""

_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\d\d?)[:.](\d\d)(?:[:.]\d\d)?")
_BETWEEN = re.compile(r"[\s,;]+")
_LEVELS = {Level.KECAMATAN: ("kecamatan", 6), Level.DESA: ("desa", 10), Level.TPS: ("TPS", 13)}
_LOST = {"code.scientific", "code.decimal"}
MOST_UNITS = 200
"""Units one row may name, so that its statement stays well below the size limit."""
_MOST_SEALS, _LONGEST_SEAL = 20, 32


@dataclass(slots=True)
class _Goods:
    """What an act is about: whose it is, its load list and its units."""

    office: str
    load: str
    units: tuple[str, ...]


class Rows:
    """Reads the rows under one row of headings into a sheet."""

    def __init__(self, *, sheet: Sheet, columns: Columns, expected: Expected) -> None:
        """Keep where the columns stand and what the rows are held against."""
        self.sheet, self.columns, self.expected = sheet, columns, expected
        self.row = 0
        self.failed = False
        self.broken: set[str] = set()
        self.texts: dict[str, str] = {}
        self.strange = dict(columns.strange)
        self.first: dict[tuple[str, str, str], int] = {}

    def read(self, row: int, cells: Sequence[Cell]) -> None:
        """Read one row: an act, a row still to be filled in, or an empty one."""
        self.row, self.failed, self.broken, self.texts = row, False, set(), {}
        if not any(text_of(cell).strip() for cell in cells):
            return
        self.sheet.last = row
        self._take_texts(cells)
        self._look_at_strangers(cells)
        if not self.failed and not any(self.texts[name] for name in self.columns.filled):
            self.sheet.left += 1
            return
        act = self._act()
        if act and not self.failed:
            earlier = self.first.setdefault(act.about, row)
            if earlier != row:
                self._flag("act", "act.repeated", first=earlier)
            else:
                self.sheet.acts.append(act)

    def _flag(self, name: str, code: str, /, **about: Any) -> None:
        if name in self.broken:
            return
        value = about.pop("value", self.texts.get(name, ""))
        column = self.columns.headings.title(name) if name else about.pop("column", "")
        problem = Problem(self.row, column, str(value), code, about)
        self.failed = self.failed or not problem.warning
        self.sheet.problems.append(problem)

    def _take_texts(self, cells: Sequence[Cell]) -> None:
        for name, place in self.columns.headings.places.items():
            cell = cells[place] if place < len(cells) else None
            self.texts[name], hidden = clean(text_of(cell))
            if hidden:
                self._flag(name, "cell.hidden")
            if name == "time" and isinstance(cell, datetime):
                self.texts[name] = cell.isoformat(" ", "minutes").removesuffix(" 00:00")
            elif fault := fault_of(cell, self.texts[name]):
                self._flag(name, fault)
                self.broken.add(name)

    def _look_at_strangers(self, cells: Sequence[Cell]) -> None:
        texts = [text_of(cell).strip() for cell in cells]
        if extra := [text for text in texts[len(self.columns.headings.cells) :] if text]:
            self._flag("", "row.long", value=extra[0])
        for place, title in list(self.strange.items()):
            if place < len(texts) and texts[place]:
                del self.strange[place]
                self._flag("", "column.unknown", column=title or f"#{place + 1}", value=texts[place])

    def _act(self) -> Declared | None:
        kind = _BY_WORD.get(self.texts["act"].lower(), "")
        if not kind:
            self._flag("act", "act.unknown" if self.texts["act"] else "act.missing")
        leg = self._leg(kind)
        region = self._region(kind, leg)
        at = self._hour(region)
        goods = self._goods(kind, leg, region) if region else None
        off = self._off(goods, region)
        counts, seals = self._counts(), self._seals(kind, region)
        self._silence(kind)
        if goods is None or at is None or self.failed:
            return None
        return Declared(
            row=self.row,
            kind=kind,
            office=goods.office,
            leg=leg,
            region=region,
            at=at,
            load=goods.load,
            units=() if goods.load else self._rest(goods, off, region),
            off=tuple(off.items()),
            counts=counts,
            seals=seals,
        )

    def _rest(self, goods: _Goods, off: Mapping[str, str], region: str) -> tuple[str, ...]:
        units = tuple(unit for unit in goods.units if unit not in off)
        if not units:
            self._flag("act", "unit.none", act=self.texts["act"], value=region)
        return units

    def _leg(self, kind: str) -> str:
        leg = self.texts.get("leg", "").lower()
        if kind.startswith("handover.") and leg not in LEGS:
            code = "leg.unknown" if leg else "leg.missing"
            self._flag("leg", code, legs=", ".join(LEGS))
            return ""
        return leg

    def _region(self, kind: str, leg: str) -> str:
        text = self.texts["region"]
        if not text:
            self._flag("region", "place.missing")
            return ""
        lost = desa_code(text)
        try:
            code = region_code(text)
        except RegionError:
            self._flag("region", lost[0] if isinstance(lost, tuple) and lost[0] in _LOST else "place.invalid")
            return ""
        if not kind or (kind.startswith("handover.") and not leg):
            return ""
        level = LEGS[leg].level if kind.startswith("handover.") else Level.TPS
        if level_of(code) is not level:
            name, digits = _LEVELS[level]
            self._flag("region", "place.level", level=name, digits=digits)
            return ""
        return code

    def _hour(self, region: str) -> datetime | None:
        text = self.texts["time"]
        found = _HOUR.fullmatch(text)
        try:
            local = datetime.fromisoformat(f"{found[1]} {found[2]:0>2}:{found[3]}") if found else None
        except ValueError:
            local = None
        if local is None:
            dated = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
            form = "time.no-hour" if dated else "time.form"
            self._flag("time", form if text else "time.missing")
            return None
        zone = local_zone(region or self.expected.register.kabupaten[0])
        at = local.replace(tzinfo=zone).astimezone(UTC)
        now, opened = self.expected.now, self.expected.opened_at
        if clock_is_wrong(claimed=at, received=now, opened=opened):
            self._flag("time", "time.future" if at > now else "time.early")
            return None
        return at

    def _goods(self, kind: str, leg: str, region: str) -> _Goods | None:
        if kind.startswith("handover."):
            name, load = self.expected.lists.get((leg, region), ("", None))
            party = "" if load is None else load.giver if kind == "handover.give" else load.receiver
            found = _Goods(party, name, load.units) if load else None
        else:
            pieces = self.expected.pieces(region)
            packs = kind == "parcel.pack"
            party = self.expected.packer() if packs else self.expected.user(region)
            units = tuple(unit.code for unit in pieces if packs or not unit.kind.returns)
            found = _Goods(party, "", units) if pieces else None
        if found is None:
            self._flag("region", "place.unknown")
        elif not self.expected.may_speak_for(found.office):
            self._flag("act", "act.party", party=found.office, office=self.expected.office)
        return found

    def _off(self, goods: _Goods | None, region: str) -> dict[str, str]:
        off: dict[str, str] = {}
        for what in OFF:
            for code in filter(None, _BETWEEN.split(self.texts.get(what, "").upper())):
                if code in off:
                    self._flag(what, "unit.repeated", value=code)
                elif not is_unit_code(code):
                    self._flag(what, "unit.code", value=code)
                elif goods and (what == "extra") == (code in goods.units):
                    listed = "unit.listed" if what == "extra" else "unit.elsewhere"
                    self._flag(what, listed, value=code, where=region)
                elif what == "extra" and not self.expected.knows(code):
                    self._flag(what, "unit.elsewhere", value=code, where=self.expected.register.kabupaten[0])
                off[code] = what
        if len(off) > MOST_UNITS:
            self._flag(next(iter(off.values())), "unit.many", value=len(off), limit=MOST_UNITS)
        return off

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for name, item in self.columns.counts.items():
            if text := self.texts[name]:
                count = voter_count(text)
                if isinstance(count, int):
                    counts[item] = count
                else:
                    self._flag(name, "figure.invalid")
        return counts

    def _seals(self, kind: str, region: str) -> dict[str, tuple[str, ...]]:
        seals: dict[str, tuple[str, ...]] = {}
        for name, mark in self.columns.seals.items():
            numbers = tuple(filter(None, _BETWEEN.split(self.texts[name])))
            if not numbers or not region or not kind:
                continue
            units = {mark_of(unit.code): unit.code for unit in self.expected.pieces(region)}
            if level_of(region) is not Level.TPS:
                self._flag(name, "seals.place", place=region)
            elif mark not in units:
                self._flag(name, "seals.unit", place=region, mark=mark)
            elif len(numbers) > _MOST_SEALS or max(map(len, numbers)) > _LONGEST_SEAL:
                self._flag(name, "seals.form")
            else:
                seals[units[mark]] = numbers
        return seals

    def _silence(self, kind: str) -> None:
        """Refuse what is filled in where it says nothing, rather than drop it."""
        silent = _SILENT.get(kind, frozenset())
        for name, text in self.texts.items():
            if text and (name in silent or name.partition(":")[0] in silent):
                self._flag(name, "column.act", act=self.texts["act"])
