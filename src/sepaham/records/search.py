"""What a reader's typed words may mean, within the regions of its offices."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from sepaham.domain.base import Level, RegionError, level_of, region_code, station_key
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.seals import Issued, applied_of
from sepaham.domain.search import nearest, words_of
from sepaham.domain.units import is_unit_code, station_of
from sepaham.domain.words import Language
from sepaham.records import goods
from sepaham.records.access import Scope
from sepaham.records.custody import Load, Unit
from sepaham.records.facts import Fact, fact_value
from sepaham.records.log import Log
from sepaham.records.papers import Paper
from sepaham.records.register import Office, PollingStation, Region, only_kabupaten
from sepaham.records.within import inside

MOST = 20
"""Hits of one sort at most."""
_HASH = re.compile(r"[0-9a-f]{6,64}", re.ASCII)
_SEAL = re.compile(r"[A-Za-z0-9./-]*\d[A-Za-z0-9./-]*", re.ASCII)
_STATION = re.compile(r"tps\s*0*(\d{1,3})(?!\d)\s*(.*)", re.ASCII | re.IGNORECASE)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """
    One thing that was meant, perhaps.

    Attributes:
        sort: ``unit``, ``region``, ``office``, ``list``, ``seal``, ``issued``, ``item``, ``arrival``,
            ``carton`` or ``paper``.
        key: Its name in code.
        about: What else to say of it: the unit a seal is on, a carton's number, a paper's kind.
        exact: Whether the typed words are its very name.
    """

    sort: str
    key: str
    about: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """One search: who asks in which log, and how things are called."""

    log: Log
    allowed: Scope
    names: Names
    language: Language

    def hits(self, typed: str) -> list[Hit]:
        """Return what was meant, perhaps, exact ones first."""
        text = " ".join(typed.split())
        found = [hit for part in self._parts(text) for hit in part] if text else []
        unique = list(dict.fromkeys(found))
        return sorted(unique, key=lambda hit: not hit.exact)

    def _parts(self, text: str) -> Iterator[Iterable[Hit]]:
        yield self._codes(re.sub(r"[\s.\-]", "", text).upper())
        yield self._seals(text)
        yield self._lists(text.casefold())
        yield self._places(text)
        yield self._offices(text)
        if self.allowed.covers(only_kabupaten()):
            yield self._goods(text)
        yield self._papers(text)

    def _codes(self, code: str) -> Iterator[Hit]:
        """Yield the unit or the place a code names."""
        if is_unit_code(code):
            known = self.allowed.covers(station_of(code)) and Unit.objects.filter(log=self.log, code=code)
            if known:
                yield Hit("unit", code, exact=True)
            return
        try:
            region = region_code(code)
        except RegionError:
            return
        if self.allowed.covers(region) and _is_there(region):
            yield Hit("region", region, exact=True)

    def _places(self, text: str) -> Iterator[Hit]:
        """Yield places by their names, polling stations by number and desa."""
        station = _STATION.fullmatch(text)
        if station:
            yield from self._stations(int(station[1]), station[2])
            return
        names = {code: self.names(code, self.language) for code in self._regions()}
        for code, fit in nearest(text, names, most=MOST):
            called = (names[code], names[code].partition(" (")[0])
            yield Hit("region", code, exact=fit == 1 and words_of(text) in map(words_of, called))

    def _stations(self, number: int, desa: str) -> Iterator[Hit]:
        codes = [code for code in self._regions() if level_of(code) is Level.DESA]
        names = {code: self.names(code, self.language) for code in codes}
        near = [code for code, _ in nearest(desa, names, most=MOST)] if desa else codes
        there = PollingStation.objects.filter(number=number, desa__in=near)
        keys = [station_key(row, number) for row in there.order_by("desa").values_list("desa", flat=True)]
        for key in keys[:MOST]:
            yield Hit("region", key, exact=len(keys) == 1)

    def _regions(self) -> list[str]:
        return [code for code in Region.objects.values_list("code", flat=True) if self.allowed.covers(code)]

    def _offices(self, text: str) -> Iterator[Hit]:
        """Yield offices by line and place: ``PPK Plandaan``."""
        asked = text.casefold()
        for line in LINES.values():
            title = next(
                (t for t in (line.title_id, line.title_en, line.code) if asked.startswith(t.casefold())), ""
            )
            if not title:
                continue
            rows = Office.objects.filter(line=line.code).values_list("id", "regions")
            mine = [id_ for id_, regions in rows if any(self.allowed.covers(region) for region in regions)]
            names = {id_: self.names(id_, self.language) for id_ in mine}
            for id_, fit in nearest(text, names, most=MOST):
                yield Hit("office", id_, exact=fit == 1 and words_of(text) == words_of(names[id_]))

    def _lists(self, text: str) -> Iterator[Hit]:
        """Yield load lists by the beginning of their name."""
        if not _HASH.fullmatch(text):
            return
        rows = Load.objects.filter(log=self.log, hash__startswith=text).order_by("hash")[:MOST]
        for row in rows:
            party = row.giver in self.allowed.offices or row.receiver in self.allowed.offices
            stated = bool(row.source or row.seen)
            if party or (self.allowed.covers(row.region) and (stated or self.allowed.knows_plans)):
                yield Hit("list", row.hash, about=row.region, exact=True)

    def _seals(self, text: str) -> Iterator[Hit]:
        """Yield where a seal's number was put on, and to whom it was issued."""
        if len(text) < _SHORTEST or not _SEAL.fullmatch(text):
            return
        on = [fact_value(row) for row in self._naming(("parcel.pack", "unit.seal"), f'"{text}"')]
        for unit, _ in applied_of(on, {text}).get(text, ()):
            yield Hit("seal", unit, about=text, exact=True)
        issues = [fact_value(row) for row in self._naming(("seal.issue",), "")]
        for fact in issues:
            if text in Issued(fact.body.get("numbers", ())):
                yield Hit("issued", fact.body["to"], about=text)

    def _naming(self, kinds: tuple[str, ...], text: str) -> "QuerySet[Fact]":
        """Return the facts of some kinds in the reader's regions in which a text stands."""
        rows = Fact.objects.filter(inside(self.allowed.regions), log=self.log, kind__in=kinds)
        if text:
            rows = rows.annotate(written=Cast("body", TextField())).filter(written__contains=text)
        return rows.order_by("at", "key")

    def _goods(self, text: str) -> Iterator[Hit]:
        """Yield items by name, deliveries by theirs, and a carton by delivery and number."""
        names = {key: self.names(key, self.language) for key in goods.items()}
        for key, fit in nearest(text, names, most=MOST):
            yield Hit("item", key, exact=fit == 1 and words_of(text) == words_of(names[key]))
        name, _, number = text.rpartition(" ")
        for arrival in goods.arrivals(self.log):
            if name.casefold() == arrival.casefold() and number.isdecimal():
                yield Hit("carton", arrival, about=number, exact=True)
            elif text.casefold() in arrival.casefold():
                yield Hit("arrival", arrival, exact=text.casefold() == arrival.casefold())

    def _papers(self, text: str) -> Iterator[Hit]:
        """Yield papers by their number."""
        if len(text) < _SHORTEST:
            return
        rows = Paper.objects.filter(log=self.log, number__icontains=text).order_by("-made_at")
        for row in [row for row in rows if self.allowed.covers(row.office.partition(":")[2])][:MOST]:
            yield Hit("paper", f"{row.kind}/{self._subject(row)}", row.number, row.number == text)

    def _subject(self, paper: Paper) -> str:
        """Return what a paper's address names: a delivery by its name, others by their subject."""
        if paper.kind != "receipt":
            return str(paper.subject)
        rows = Fact.objects.filter(log=self.log, key=paper.subject)
        return str(rows.values_list("subject", flat=True).first() or paper.subject)


def _is_there(region: str) -> bool:
    if level_of(region) is Level.TPS:
        desa, _, number = region.rpartition(".")
        return PollingStation.objects.filter(desa=desa, number=int(number)).exists()
    return Region.objects.filter(code=region).exists()
