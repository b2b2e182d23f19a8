"""Load lists as a table tells them: the way each goes, how far it is, and what is odd about it."""

from collections.abc import Collection, Iterable, Mapping

from django.urls import reverse

from sepaham.domain.findings import Names
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_number
from sepaham.records.handovers import Passed
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import OF_SEVERITY, WORST_FIRST, State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

STATES: Mapping[str, str] = {
    "waiting": "Belum diserahkan",
    "moving": "Di jalan",
    "done": "Sudah diterima",
    "odd": "Ada yang perlu dicek",
    "extra": "Dibuat di jalan",
}
"""The states a reader may choose among."""


def progress_of(found: Passed) -> str:
    """Return how far a list is: ``waiting``, ``moving`` or ``done``."""
    if found.received_at:
        return "done"
    return "moving" if found.given_at else "waiting"


def fits(found: Passed, state: str) -> bool:
    """Tell whether a list is in a state; '' is every state."""
    if state == "odd":
        return bool(found.odd)
    if state == "extra":
        return found.step > 0
    return not state or progress_of(found) == state


def shape(found: Passed) -> State:
    """Return a list's shape: what needs a hand first, then how far it is."""
    if found.odd:
        return min((OF_SEVERITY[s] for s in found.odd), key=WORST_FIRST.index)
    return {"done": State.COMPLETE, "moving": State.MOVING, "waiting": State.WAITING}[progress_of(found)]


def answer(lists: Collection[Passed], language: Language) -> Answer:
    """Return how many handovers are done."""
    done = sum(progress_of(found) == "done" for found in lists)
    moving = sum(progress_of(found) == "moving" for found in lists)
    sentence = say(
        "{done} dari {all} serah terima selesai",
        language,
        done=write_number(done, language),
        all=write_number(len(lists), language),
    )
    rest = say("{number} di jalan", language, number=write_number(moving, language)) if moving else ""
    state = State.MOVING if done or moving else State.WAITING
    return Answer(State.COMPLETE if lists and done == len(lists) else state, sentence, rest)


def table(
    lists: Iterable[Passed],
    language: Language,
    names: Names,
    *,
    plans: bool,
    offices: Collection[str],
) -> Table:
    """
    Return the lists, one to a row.

    Args:
        lists: The lists, in the order to show.
        language: The reader's.
        names: What places and offices are called.
        plans: Whether the reader may know the hours of movements that nobody has stated yet.
        offices: The reader's own, who know the hours of their own lists.
    """
    rows = tuple(_row(found, language, names, plans=plans, offices=offices) for found in lists)
    return Table("handovers", say("Serah terima", language), _columns(language), rows)


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column("region", say("Wilayah", language)),
        Column("leg", say("Ruas", language)),
        Column("giver", say("Dari", language)),
        Column("receiver", say("Ke", language)),
        Column("units", say("Barang", language), "number"),
        Column("opens", say("Rencana mulai", language), "moment"),
        Column("closes", say("Batas", language), "moment"),
        Column("given", say("Diserahkan", language), "moment"),
        Column("received", say("Diterima", language), "moment"),
        Column("seen", say("Dilihat", language), "number"),
        Column("state", say("Keadaan", language)),
        Column("odd", say("Perlu dicek", language), "number"),
    )


def _row(found: Passed, language: Language, names: Names, *, plans: bool, offices: Collection[str]) -> Row:
    knows = plans or found.concerns(offices)
    hours = knows or found.stated
    return Row(
        cells={
            "region": names(found.region, language),
            "leg": LEG_NAMES[found.leg].say(language, {}),
            "giver": names(found.giver, language),
            "receiver": names(found.receiver, language),
            "units": found.units,
            "opens": found.opens_at if hours else None,
            "closes": found.closes_at if hours else None,
            "given": found.given_at,
            "received": found.received_at,
            "seen": found.seen,
            "state": say(STATES[progress_of(found)], language),
            "odd": len(found.odd),
        },
        href=reverse("handover", args=[found.hash]) if hours else "",
        state=shape(found).value,
        region=found.region,
    )
