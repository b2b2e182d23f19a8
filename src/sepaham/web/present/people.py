"""People of offices in words: the list, one person, and what a spreadsheet of people would do."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sepaham.actions.people import Taken
from sepaham.domain.base import level_of
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.words import Language, write_number
from sepaham.exchange.people import People
from sepaham.records.roster import Contact
from sepaham.web.present.register import problem_table
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say


@dataclass(frozen=True, slots=True)
class Answer:
    """The one large sentence of a page, with its state and what stands beside it."""

    state: State
    sentence: str
    rest: str = ""


def line_name(line: str, language: Language) -> str:
    """Return what a kind of office is called."""
    found = LINES[line]
    return found.title_id if language == "id" else found.title_en


def answer(found: Sequence[Contact], language: Language) -> Answer:
    """Return how many people of how many offices are known, and how many cannot be called."""
    people = {contact.person: contact for contact in found}
    silent = sum(not contact.phone for contact in people.values())
    if not people:
        return Answer(State.WAITING, say("Belum ada orang yang dicatat", language))
    said = {"people": write_number(len(people), language)}
    said["offices"] = write_number(len({contact.office for contact in found}), language)
    rest = say("{number} tanpa nomor", language, number=write_number(silent, language)) if silent else ""
    state = State.ATTENTION if silent else State.COMPLETE
    return Answer(state, say("{people} orang di {offices} kantor", language, **said), rest)


def table(
    found: Sequence[Contact],
    mine: Collection[UUID],
    language: Language,
    names: Names,
    href: Callable[[UUID], str],
) -> Table:
    """Return people as a table, the widest offices first; those the reader decides about lead to a form."""
    columns = (
        Column("name", say("Nama", language)),
        Column("phone", say("Telepon", language), "phone"),
        Column("title", say("Jabatan", language)),
        Column("office", say("Kantor", language)),
        Column("email", say("Surel", language)),
        Column("account", say("Akun", language)),
    )
    rows = [
        Row(
            {
                "name": contact.name,
                "title": contact.title or None,
                "office": names(contact.office, language),
                "phone": contact.phone or None,
                "email": contact.email or None,
                "account": contact.account or None,
            },
            href=href(contact.person) if contact.person in mine else "",
            region=contact.office.partition(":")[2],
        )
        for contact in sorted(found, key=_order)
    ]
    return Table("people", say("Orang", language), columns, tuple(rows))


_LINES = {line: place for place, line in enumerate(LINES)}


def _order(contact: Contact) -> tuple[object, ...]:
    line, _, seat = contact.office.partition(":")
    return (level_of(seat), seat, _LINES.get(line, len(_LINES)), contact.rank)


def review(people: People, taken: Taken, language: Language) -> Answer:
    """Return what taking a list over would do, in one sentence."""
    if people.errors:
        number = write_number(people.errors, language)
        return Answer(State.SERIOUS, say("{number} kesalahan harus diperbaiki dulu", language, number=number))
    new, changed, same = (write_number(n, language) for n in (taken.new, taken.changed, taken.same))
    sentence = say("{new} orang baru, {changed} berubah", language, new=new, changed=changed)
    return Answer(State.COMPLETE, sentence, say("{same} tetap", language, same=same))


def problems(people: People, language: Language) -> Table:
    """Return everything wrong or odd in a list of people as a table, errors first."""
    return problem_table("people-problems", people.problems, language)


def own_account(language: Language) -> str:
    """Say that nobody erases the account they are signed in with."""
    return say("Anda masuk dengan akun orang ini; minta kantor di atas untuk menghapusnya.", language)
