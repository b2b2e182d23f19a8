"""A map's boundaries, and the day a log is opened for, in words."""

from datetime import UTC, date, datetime, time

from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.boundaries import Boundaries
from sepaham.web.present.register import problem_row
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Table
from sepaham.web.words import say

_NOON = time(5, tzinfo=UTC)
"""An hour at which every zone of Indonesia has the same date."""


def mapped(number: int, language: Language) -> tuple[State, str]:
    """Return whether there is a map, and the sentence that says so."""
    if not number:
        return State.WAITING, say("Belum ada batas wilayah", language)
    return State.COMPLETE, say(
        "{number} wilayah berbatas di peta", language, number=write_number(number, language)
    )


def answer(found: Boundaries, regions: int, language: Language) -> tuple[State, str]:
    """Return what a file would put on the map, in one sentence."""
    number, whole = write_number(len(found.shapes), language), write_number(regions, language)
    state = State.SERIOUS if found.errors or not found.shapes else State.COMPLETE
    return state, say("{number} dari {all} wilayah mendapat batas", language, number=number, all=whole)


def problems(found: Boundaries, language: Language) -> Table:
    """Return everything wrong or odd in a map as a table, errors first."""
    columns = (
        Column("row", say("Bidang ke-", language), "number"),
        Column("column", say("Sifat", language)),
        Column("value", say("Isi", language)),
        Column("wrong", say("Yang salah atau janggal", language)),
        Column("remedy", say("Yang harus dilakukan", language)),
        Column("weight", say("Bobot", language)),
    )
    rows = sorted(found.problems, key=lambda p: (p.warning, p.row))
    title = say("Kesalahan dan peringatan", language)
    return Table("map-problems", title, columns, tuple(problem_row(p, language) for p in rows))


def day(on: date, language: Language) -> str:
    """Return a day as officers write it: ``Rab 27 Nov 2024``."""
    return " ".join(write_moment(datetime.combine(on, _NOON), language, "35").split()[:-2])
