"""
The briefing (pembekalan): one page for each desa, kecamatan, store and trip, in the order of SMEAC.

A page is lines of codes and values; `briefing_words` says them. It holds places, offices, counts and hours,
and never a person: who is called is looked up when a page is printed or shown. All pages of one hour are an
edition, which enters the log by the hash of its canonical file; a page that did not change keeps its version.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sepaham.domain.base import (
    Level,
    ancestor,
    canonical_json,
    digest,
    level_of,
    parse_instant,
    write_instant,
)

FORMAT = "sepaham/briefing/1"
DESA, KECAMATAN, STORE, TRIP = "desa", "kecamatan", "store", "trip"
KINDS = (DESA, KECAMATAN, STORE, TRIP)
SECTIONS = ("situation", "mission", "execution", "logistics", "command")
"""SMEAC: situation, mission, execution, administration and logistics, command and signal."""
AT_STATIONS = frozenset({"kpps", "ptps", "linmas"})
"""Lines of polling stations: they read their desa's page."""
_SHORT = 12

Value = Any
"""A number, a text, or one of ``{"name"}``, ``{"at"}``, ``{"from", "to"}``, ``{"id", "en"}``; or a list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its code in `briefing_words`, and the values its sentence names."""

    code: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Section:
    """
    One of the five parts.

    Attributes:
        code: One of `SECTIONS`.
        lines: What it says.
        edition: The edition in which it came to say so.
    """

    code: str
    lines: tuple[Line, ...]
    edition: int = 0

    @property
    def hash(self) -> str:
        """Return what names its content."""
        return digest(canonical_json(_lines(self.lines)))


@dataclass(frozen=True)
class Briefing:
    """
    One page.

    Attributes:
        key: Its name: ``desa:35.17.15.2004``, ``store:35.17``, or the trip's id.
        kind: One of `KINDS`.
        region: Where it is about; of a trip, the store it starts from.
        title: What it is called.
        until: How long it holds.
        receivers: The offices that must know it.
        sections: The five parts.
        edition: The edition in which it came to be as it is; its version.
        first: The edition in which there was one of its key for the first time.
    """

    key: str
    kind: str
    region: str
    title: Line
    until: datetime
    receivers: tuple[str, ...]
    sections: tuple[Section, ...]
    edition: int = 0
    first: int = 0

    @cached_property
    def content(self) -> str:
        """Return the hash of all it says, whenever it came to say so."""
        said = [[section.code, _lines(section.lines)] for section in self.sections]
        whole = [self.key, _lines((self.title,)), write_instant(self.until), list(self.receivers), said]
        return digest(canonical_json(whole))

    @property
    def version(self) -> str:
        """Return the short name of its content, as papers bear it."""
        return self.content[:_SHORT]

    @property
    def changed(self) -> frozenset[str]:
        """Return the parts that its newest version changed; none where it is the first."""
        return self.changed_since(self.edition - 1) if self.first < self.edition else frozenset()

    def changed_since(self, edition: int) -> frozenset[str]:
        """Return the parts that say something else than in an edition; all where it had no such page."""
        return frozenset(section.code for section in self.sections if section.edition > edition)

    def section(self, code: str) -> Section:
        """Return one of its parts."""
        return next(section for section in self.sections if section.code == code)

    def is_of(self, office: str) -> bool:
        """Tell whether an office is to read it: it must, or it is of one of a desa's polling stations."""
        line, _, seat = office.partition(":")
        at_station = line in AT_STATIONS and self.kind == DESA and level_of(seat) is Level.TPS
        return office in self.receivers or (at_station and ancestor(seat, Level.DESA) == self.region)


@dataclass(frozen=True)
class Edition:
    """All pages of one hour, in their order."""

    log: str
    number: int
    made_at: datetime
    nonce: str
    pages: tuple[Briefing, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Briefing]:
        """Return the pages by their key."""
        return {page.key: page for page in self.pages}

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Briefing, ...]]:
        """Return the pages of each kind, in their order."""
        return {kind: tuple(page for page in self.pages if page.kind == kind) for kind in KINDS}

    @cached_property
    def by_office(self) -> Mapping[str, tuple[Briefing, ...]]:
        """Return the pages of those who must know them, by office."""
        found: dict[str, list[Briefing]] = {}
        for page in self.pages:
            for office in page.receivers:
                found.setdefault(office, []).append(page)
        return {office: tuple(pages) for office, pages in found.items()}

    def of(self, office: str) -> tuple[Briefing, ...]:
        """Return the pages an office is to read."""
        line, _, seat = office.partition(":")
        desa = self.by_key.get(f"{DESA}:{ancestor(seat, Level.DESA)}") if line in AT_STATIONS else None
        own = self.by_office.get(office, ())
        return (desa, *own) if desa and desa.is_of(office) and desa not in own else own

    @property
    def fresh(self) -> tuple[Briefing, ...]:
        """Return the pages that this edition brought or changed."""
        return tuple(page for page in self.pages if page.edition == self.number)


def kind_of(key: str) -> str:
    """Return the kind of page a key names."""
    return key.partition(":")[0]


def next_edition(
    pages: Iterable[Briefing], *, before: Edition | None, log: str, at: datetime, nonce: str
) -> Edition | None:
    """
    Return the edition that follows another; None where no page came, changed or went.

    Args:
        pages: The pages as they are now.
        before: The edition in force; None before there is one.
        log: The log's origin.
        at: The hour.
        nonce: Random, so that the file's hash tells nothing.
    """
    number = before.number + 1 if before else 1
    held = before.by_key if before else {}
    made = tuple(_dated(page, held.get(page.key), number) for page in pages)
    gone = held.keys() - {page.key for page in made}
    fresh = any(page.edition == number for page in made)
    return Edition(log, number, at, nonce, made) if fresh or gone else None


def _dated(page: Briefing, old: Briefing | None, number: int) -> Briefing:
    if old is None:
        sections = tuple(replace(section, edition=number) for section in page.sections)
        return replace(page, sections=sections, edition=number, first=number)
    if old.content == page.content:
        return old
    known = {section.code: section for section in old.sections}
    sections = tuple(
        replace(section, edition=known[section.code].edition if _same(section, known) else number)
        for section in page.sections
    )
    return replace(page, sections=sections, edition=number, first=old.first)


def _same(section: Section, known: Mapping[str, Section]) -> bool:
    return section.code in known and known[section.code].lines == section.lines


def edition_to_bytes(edition: Edition) -> bytes:
    """Return the canonical file of an edition."""
    return canonical_json(
        {
            "format": FORMAT,
            "log": edition.log,
            "number": edition.number,
            "made": write_instant(edition.made_at),
            "nonce": edition.nonce,
            "pages": [page_to_dict(page) for page in edition.pages],
        }
    )


def page_to_dict(page: Briefing) -> dict[str, Any]:
    """Return one page as the canonical file holds it."""
    return {
        "key": page.key,
        "kind": page.kind,
        "region": page.region,
        "title": _lines((page.title,))[0],
        "until": write_instant(page.until),
        "receivers": list(page.receivers),
        "edition": page.edition,
        "first": page.first,
        "sections": [[s.code, s.edition, _lines(s.lines)] for s in page.sections],
    }


def edition_from_bytes(data: bytes) -> Edition:
    """
    Read a canonical edition.

    Raises:
        ValueError: It is none.
    """
    try:
        value = json.loads(data)
        if value["format"] != FORMAT:
            raise ValueError(value["format"])
        pages = tuple(_page(item) for item in value["pages"])
        made_at = parse_instant(value["made"])
        return Edition(value["log"], value["number"], made_at, value["nonce"], pages)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _page(value: Mapping[str, Any]) -> Briefing:
    plain = {name: value[name] for name in ("key", "kind", "region", "edition", "first")}
    sections = tuple(
        Section(code, tuple(_line(row) for row in lines), edition)
        for code, edition, lines in value["sections"]
    )
    return Briefing(
        **plain,
        title=_line(value["title"]),
        until=parse_instant(value["until"]),
        receivers=tuple(value["receivers"]),
        sections=sections,
    )


def _line(row: Sequence[Any]) -> Line:
    return Line(row[0], row[1])


def _lines(lines: Iterable[Line]) -> list[list[Any]]:
    return [[line.code, dict(line.values)] for line in lines]
