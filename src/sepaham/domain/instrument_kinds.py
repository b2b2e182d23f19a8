"""The kinds of list institutions keep of places in danger, each in its own words; and a list's rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sepaham.domain.base import Level, canonical_json
from sepaham.domain.threats import Threat
from sepaham.domain.words import Sentence
from sepaham.errors import SepahamError

FORMAT = "sepaham/instruments/1"
ROWS_FORMAT = "sepaham/list/1"
SHAPES = ("yes-no", "class", "kinds", "classes")
YES, NO = "yes", "no"
LONGEST_NOTE = 40
_LEVELS = {"desa": Level.DESA, "tps": Level.TPS}


class InstrumentError(SepahamError):
    """An instrument or a kept list that does not hold together; the message names what."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing an instrument asks of a place; `heads` are the headings its column may have."""

    code: str
    text: Sentence
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """One class in the institution's own word; `named` tells whether it names a place as in danger."""

    code: str
    text: Sentence
    named: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """
    A kind of list an institution keeps.

    Attributes:
        code: Its name in statements, ``kpu-hazard``.
        text: What it is called.
        shape: One of `SHAPES`: yes or no to each item, one class, yes with its kinds, a class to each item.
        levels: What its rows may be of.
        lines: The lines of offices that keep it.
        items: What it asks of a place, by code.
        grades: Its classes, by code; none where it says yes or no.
        source: Where its form comes from.
    """

    code: str
    text: Sentence
    shape: str
    levels: tuple[Level, ...]
    lines: tuple[str, ...]
    items: Mapping[str, Item]
    grades: Mapping[str, Grade]
    source: str

    def names(self, answer: str) -> bool:
        """Tell whether an answer names a place."""
        return self.grades[answer].named if answer in self.grades else answer == YES

    def of(self, threat: Threat) -> frozenset[str]:
        """Return which of its items speak of a threat."""
        prefix = f"{self.code}/"
        told = {i.removeprefix(prefix) for i in threat.indicators if i.startswith(prefix)}
        return frozenset(told & self.items.keys())


def instruments_from_dict(value: Mapping[str, Any]) -> dict[str, Instrument]:
    """
    Read the instruments from their data file.

    Raises:
        InstrumentError: A row lacks a field or has an unknown shape.
    """
    if value.get("format") != FORMAT:
        raise InstrumentError(f"The instruments do not begin with format = {FORMAT!r}.", "instrument.format")
    found = [_instrument(row) for row in value["instrument"]]
    return {one.code: one for one in found}


def _instrument(row: Mapping[str, Any]) -> Instrument:
    try:
        found = Instrument(
            code=row["code"],
            text=Sentence(row["id"], row["en"]),
            shape=row["shape"],
            levels=tuple(_LEVELS[level] for level in row["levels"]),
            lines=tuple(row["lines"]),
            items={one["code"]: _item(one) for one in row["item"]},
            grades={one["code"]: _grade(one) for one in row.get("grade", ())},
            source=row["source"],
        )
    except KeyError as error:
        raise InstrumentError(
            f"[[instrument]] {row.get('code')!r} lacks {error}.", "instrument.field"
        ) from None
    if found.shape not in SHAPES or bool(found.grades) != found.shape.startswith("class"):
        raise InstrumentError(
            f"[[instrument]] {found.code!r} has a shape unlike its rows.", "instrument.shape"
        )
    return found


def _item(row: Mapping[str, Any]) -> Item:
    return Item(row["code"], Sentence(row["id"], row["en"]), tuple(row["heads"]))


def _grade(row: Mapping[str, Any]) -> Grade:
    return Grade(row["code"], Sentence(row["id"], row["en"]), row["named"], tuple(row["words"]))


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one place: an answer to each item, and a note such as a season."""

    answers: Mapping[str, str]
    note: str = ""


Rows = Mapping[str, Row]


def rows_to_bytes(*, instrument: str, file: str, rows: Rows) -> bytes:
    """
    Return the canonical file of a list's rows, whose hash enters the log.

    Args:
        instrument: Its code.
        file: The hash of the file the institution handed in.
        rows: By place.
    """
    told = [[place, dict(row.answers), row.note] for place, row in sorted(rows.items())]
    return canonical_json({"format": ROWS_FORMAT, "instrument": instrument, "file": file, "rows": told})


def rows_from_bytes(data: bytes) -> Rows:
    """
    Read a list's rows back.

    Raises:
        InstrumentError: The bytes are no such file.
    """
    try:
        value = json.loads(data)
        rows = {place: Row(answers, note) for place, answers, note in value["rows"]}
    except (ValueError, KeyError, TypeError):
        raise InstrumentError("This is no kept list of an institution.", "list.form") from None
    if value.get("format") != ROWS_FORMAT:
        raise InstrumentError(f"A kept list begins with format = {ROWS_FORMAT!r}.", "list.form")
    return rows
