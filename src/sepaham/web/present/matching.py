"""Who matched the log, in words: above every page, in sentences to share, on papers, on a page of its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.facts import Fact
from sepaham.domain.findings import Names
from sepaham.domain.picture import Witnessed
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.records.witnesses import Seen
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

FEWEST = 2
"""Below so many institutions nothing is matched: one alone shows no common past."""
NAMED = 2
"""How many of those missing are named in the line above every page."""
PLACES: Mapping[str, str] = {
    "bast": "di berita acara (BAST)",
    "receipt": "di tanda terima",
    "roll_call": "dibacakan saat apel",
    "screen": "di layar lembaga lain",
    "other": "di tempat lain",
}
"""Where the words of the log may have been seen, in the order of lists."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A few words on who matched the log, with the shape beside them."""

    state: State
    text: str


def matched(found: Witnessed, language: Language, region: str) -> Matched:
    """Return who matched the log's newest head, or who has not and since when."""
    if found.holds:
        told = say("dicocokkan {count} dari {of}", language, count=found.count, of=found.of)
        return Matched(State.COMPLETE, told)
    if found.of < FEWEST or not found.missing:
        return Matched(State.UNMATCHED, say("belum dicocokkan", language))
    names = ", ".join(one.name for one in found.missing[:NAMED])
    more = len(found.missing) - NAMED
    if more > 0:
        names = say("{names} dan {number} lagi", language, names=names, number=more)
    since = write_moment(min(one.since for one in found.missing), language, region)
    return Matched(
        State.UNMATCHED, say("belum dicocokkan ({names}, sejak {at})", language, names=names, at=since)
    )


def matched_entry(found: Witnessed, index: int, language: Language) -> str:
    """Return whether enough institutions matched a head that holds an entry."""
    if found.size > index and found.of >= FEWEST:
        return say(
            "dicocokkan {count} dari {of}", language, count=max(found.count, found.needed), of=found.of
        )
    return say("belum dicocokkan", language)


def answer(found: Witnessed, language: Language) -> Matched:
    """Return the one large sentence of the page."""
    if found.of < FEWEST:
        return Matched(State.UNMATCHED, say("Belum ada dua lembaga yang mencocokkan daftar ini", language))
    numbers = {"count": found.count, "of": found.of, "size": write_number(found.size, language)}
    if found.holds:
        told = say(
            "{count} dari {of} lembaga melihat daftar yang sama sampai entri {size}", language, **numbers
        )
        return Matched(State.COMPLETE, told)
    if not found.size:
        return Matched(State.UNMATCHED, say("Daftar ini belum pernah dicocokkan cukup lembaga", language))
    return Matched(
        State.UNMATCHED,
        say("Cukup lembaga mencocokkan sampai entri {size}, belum sesudahnya", language, **numbers),
    )


def notes(found: Witnessed, language: Language) -> tuple[str, ...]:
    """Return what a reader should know beside the figures."""
    told = []
    if found.of >= FEWEST:
        told.append(say("Cukup bila {needed} dari {of} cocok.", language, needed=found.needed, of=found.of))
    if found.unsettled:
        told.append(
            say(
                "Susunan pencocok diganti; pergantian itu belum dicocokkan cukup lembaga yang lama.",
                language,
            )
        )
    return tuple(told)


def witnesses(seen: Sequence[Seen], language: Language, region: str) -> Table:
    """Return the table of institutions: up to which entry each matched, when, and since when not."""
    columns = (
        Column("name", say("Lembaga pencocok", language)),
        Column("size", say("Sampai entri", language), "number"),
        Column("at", say("Terakhir mencocokkan", language), "moment"),
        Column("since", say("Belum cocok sejak", language), "moment"),
    )
    rows = tuple(
        Row(
            {
                "name": one.name,
                "size": one.size,
                "at": one.at,
                "since": one.since,
            },
            state=(State.UNMATCHED if one.since else State.COMPLETE).value,
            region=region,
        )
        for one in seen
    )
    return Table("witnesses", say("Lembaga pencocok", language), columns, rows)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words of the log that an institution saw somewhere."""

    state: State
    office: str
    place: str
    words: str
    size: str
    at: datetime
    region: str
    index: int


def sightings(
    facts: Sequence[Fact], differing: Collection[str], language: Language, names: Names
) -> tuple[Sighting, ...]:
    """
    Return what was seen, newest first.

    Args:
        facts: The sightings that count.
        differing: The statements among them that this log does not agree with.
        language: The reader's.
        names: What offices are called.
    """
    return tuple(
        Sighting(
            state=State.SERIOUS if fact.key in differing else State.COMPLETE,
            office=names(fact.actor, language),
            place=say(PLACES[fact.body["place"]], language),
            words=fact.body["words"],
            size=write_number(fact.body["size"], language) if fact.body.get("size") else "",
            at=fact.at,
            region=fact.region,
            index=fact.index,
        )
        for fact in sorted(facts, key=lambda one: one.order, reverse=True)
    )
