"""What was stated lately, a sentence to an entry: who did what, where, when, and how it reached the log."""

from collections.abc import Iterable, Mapping

from sepaham.domain.findings import Names
from sepaham.domain.sentences import KIND_NAMES, LEG_NAMES
from sepaham.domain.words import Language, write_number
from sepaham.records.activity import Said
from sepaham.records.handovers import Passed
from sepaham.web.present.unit import LATE_ARRIVAL
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say


def table(said: Iterable[Said], lists: Mapping[str, Passed], language: Language, names: Names) -> Table:
    """
    Return the statements, one to a row, each with its place in the log as what proves it.

    Args:
        said: The statements, newest first.
        lists: The load lists they speak of, by name.
        language: The reader's.
        names: What places and offices are called.
    """
    columns = (
        Column("entry", say("Entri", language)),
        Column("who", say("Siapa", language)),
        Column("what", say("Melakukan apa", language)),
        Column("where", say("Di mana", language)),
        Column("at", say("Kapan", language), "moment"),
        Column("arrived", say("Tiba di log", language), "moment"),
        Column("source", say("Lewat", language)),
    )
    rows = tuple(_row(one, lists.get(one.load), language, names) for one in said)
    return Table("activity", say("Aktivitas", language), columns, rows)


def _row(one: Said, load: Passed | None, language: Language, names: Names) -> Row:
    late = one.received_at - one.claimed_at > LATE_ARRIVAL
    return Row(
        cells={
            "entry": write_number(one.index, language),
            "who": names(one.actor, language),
            "what": _what(one, load, language),
            "where": names(one.region, language),
            "at": one.claimed_at,
            "arrived": one.received_at if late else None,
            "source": source_of(one.actor, one.office, language, names),
        },
        href=f"/entry/{one.index}",
        region=one.region,
    )


def _what(one: Said, load: Passed | None, language: Language) -> str:
    """Return what was done: the verb, and for goods handed on which list on which leg."""
    verb = KIND_NAMES[one.kind].say(language, {}) if one.kind in KIND_NAMES else one.kind
    if load is None:
        return verb
    pieces = say("daftar muatan {number} barang", language, number=write_number(load.units, language))
    return f"{verb}: {pieces}, {LEG_NAMES[load.leg].say(language, {})}"


def source_of(actor: str, office: str, language: Language, names: Names) -> str:
    """Return how a statement of an actor, signed by an office, reached the log."""
    if office == actor:
        return say("langsung", language)
    return say("disalin oleh {office}", language, office=names(office, language))
