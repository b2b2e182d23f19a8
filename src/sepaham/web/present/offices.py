"""Offices with their regions, and bodies with their members, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.base import Level, level_of
from sepaham.domain.findings import Names
from sepaham.domain.posts import members as members_of
from sepaham.domain.register import LINES, Office, Region
from sepaham.domain.words import Language, write_number
from sepaham.exchange.offices import spelled
from sepaham.records.roster import Contact
from sepaham.web.present.people import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

_TITLES: Mapping[str, str] = {"forkopimda": "Forkopimda {place}", "forkopimcam": "Forkopimcam {place}"}


@dataclass(frozen=True, slots=True)
class Member:
    """An office in a body, and who is called there; None when nobody is recorded."""

    office: str
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a place with its members."""

    title: str
    members: tuple[Member, ...]


def answer(found: Sequence[Office], people: Mapping[str, int], language: Language) -> Answer:
    """Return how many offices there are and in how many nobody can be called."""
    number = write_number(len(found), language)
    silent = sum(not people.get(office.id) for office in found)
    if not silent:
        return Answer(State.COMPLETE, say("{number} kantor, semua punya orang", language, number=number))
    rest = say("{number} belum punya orang", language, number=write_number(silent, language))
    return Answer(State.WAITING, say("{number} kantor", language, number=number), rest)


def table(
    found: Sequence[Office],
    contacts: Mapping[str, Contact],
    people: Mapping[str, int],
    language: Language,
    names: Names,
) -> Table:
    """Return offices as a table, the widest first, each with whom to call."""
    columns = (
        Column("office", say("Kantor", language)),
        Column("phone", say("Telepon", language), "phone"),
        Column("regions", say("Wilayah", language)),
        Column("people", say("Orang", language), "number"),
        Column("first", say("Dihubungi dulu", language)),
    )
    order = {line: place for place, line in enumerate(LINES)}
    rows = []
    for office in sorted(found, key=lambda o: (level_of(o.regions[0]), o.regions[0], order[o.line])):
        contact = contacts.get(office.id)
        cells = {
            "office": names(office.id, language),
            "regions": ", ".join(names(seat, language) for seat in office.regions),
            "people": people.get(office.id, 0),
            "first": f"{contact.name}, {contact.title}".removesuffix(", ") if contact else None,
            "phone": (contact.phone or None) if contact else None,
        }
        rows.append(Row(cells, state=State.COMPLETE if contact else State.WAITING, region=office.regions[0]))
    return Table("offices", say("Kantor", language), columns, tuple(rows))


def key(text: str) -> str:
    """Return a region's code or name as it is looked up."""
    return spelled(text)


def by_name(regions: Mapping[str, Region], level: Level) -> Mapping[str, list[str]]:
    """Return the regions of a level by name and by code, as `key` writes them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, region in regions.items():
        if level_of(code) is level:
            found[spelled(region.name)].append(code)
            found[spelled(code)].append(code)
    return found


def leads(office: Office) -> bool:
    """Tell whether an office is one of a kabupaten's, whose heads are its leaders."""
    return LINES[office.line].level is Level.KABUPATEN and LINES[office.line].institution not in {
        "sepaham",
        "pemasok",
        "pengangkut",
    }


def bodies(
    made: Iterable[tuple[str, str]], contacts: Mapping[str, Contact], language: Language, names: Names
) -> tuple[Body, ...]:
    """Return bodies with their members, the widest place first."""
    return tuple(
        Body(
            say(_TITLES[body], language, place=names(code, language)),
            members(members_of(body, code), contacts, language, names),
        )
        for body, code in sorted(made, key=lambda x: (level_of(x[1]), x[1]))
    )


def members(
    offices: Iterable[str], contacts: Mapping[str, Contact], language: Language, names: Names
) -> tuple[Member, ...]:
    """Return offices with whom to call in each."""
    return tuple(Member(names(office, language), contacts.get(office)) for office in offices)


def bodies_answer(wanted: Collection[str], contacts: Mapping[str, Contact], language: Language) -> Answer:
    """Return how many of the bodies' members can be called."""
    able = sum(bool((c := contacts.get(office)) and c.phone) for office in wanted)
    number, whole = write_number(able, language), write_number(len(wanted), language)
    state = State.COMPLETE if able == len(wanted) else State.WAITING
    return Answer(
        state, say("{number} dari {all} anggota dapat ditelepon", language, number=number, all=whole)
    )
