"""Who has not yet stated what is due, in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sepaham.domain.findings import Names
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_number
from sepaham.records.roster import Contact
from sepaham.records.waiting import Wait
from sepaham.web.present.people import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

SERIOUS_AFTER = timedelta(hours=2)
"""Past its limit by this much, a handover is serious."""

_KINDS: Mapping[str, str] = {
    "give_late": "Lewat batas, belum diserahkan",
    "receive_late": "Lewat batas, belum diterima",
    "give": "Waktunya diserahkan",
    "night": "Malam H-1 belum dilaporkan",
    "seals": "Segel belum dihitung",
    "device": "Perangkat belum terdaftar",
    "contact": "Belum ada nomor telepon",
}
"""What is due, worst first."""
_STATED = ("give_late", "receive_late", "give", "night", "seals")
_ORDER = {what: place for place, what in enumerate(_KINDS)}


def answer(found: Sequence[Wait], language: Language, *, plans: bool) -> Answer:
    """Return how many offices have not stated what is due; who may not know plans is told of what moves."""
    due = [wait for wait in found if wait.what in _STATED]
    late = sum(wait.what.endswith("_late") for wait in due)
    offices = len({wait.office for wait in due})
    if not offices and not plans:
        return Answer(State.COMPLETE, say("Tidak ada yang bergerak melewati batas", language))
    if not offices:
        return Answer(State.COMPLETE, say("Semua yang waktunya sudah dinyatakan", language))
    number = write_number(offices, language)
    rest = say("{number} lewat batas", language, number=write_number(late, language)) if late else ""
    state = State.ATTENTION if late else State.WAITING
    return Answer(state, say("{number} kantor belum menyatakan yang waktunya", language, number=number), rest)


def kinds(found: Sequence[Wait], language: Language) -> list[tuple[str, str, int]]:
    """Return what is due, worst first, each with how many."""
    counts = Counter(wait.what for wait in found)
    return [(what, say(name, language), counts[what]) for what, name in _KINDS.items() if counts[what]]


def table(
    found: Sequence[Wait],
    *,
    contacts: Mapping[str, Contact],
    at: datetime,
    language: Language,
    names: Names,
    href: Callable[[Wait], str],
) -> Table:
    """Return who has not stated what, worst first, each with whom to call."""
    columns = (
        Column("office", say("Kantor", language)),
        Column("phone", say("Telepon", language), "phone"),
        Column("what", say("Yang belum", language)),
        Column("region", say("Wilayah", language)),
        Column("since", say("Sejak", language), "moment"),
        Column("person", say("Hubungi", language)),
    )
    rows = []
    for wait in sorted(found, key=_worst_first):
        contact = contacts.get(wait.office)
        cells = {
            "office": names(wait.office, language),
            "what": _what(wait, language),
            "region": names(wait.region, language),
            "since": wait.since,
            "person": f"{contact.name}, {contact.title}".removesuffix(", ") if contact else None,
            "phone": (contact.phone or None) if contact else None,
        }
        rows.append(Row(cells, href=href(wait), state=_state(wait, at), region=wait.region))
    return Table("waiting", say("Belum", language), columns, tuple(rows))


def _worst_first(wait: Wait) -> tuple[object, ...]:
    return (_ORDER[wait.what], wait.since.timestamp() if wait.since else 0.0, wait.region, wait.office)


def _what(wait: Wait, language: Language) -> str:
    said = say(_KINDS[wait.what], language)
    leg = LEG_NAMES.get(wait.leg)
    return f"{said}: {leg.say(language, {})}" if leg else said


def _state(wait: Wait, at: datetime) -> State:
    if wait.what.endswith("_late") and wait.since is not None and at - wait.since > SERIOUS_AFTER:
        return State.SERIOUS
    return State.WAITING if wait.what in {"give", "device", "contact"} else State.ATTENTION
