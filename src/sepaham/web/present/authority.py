"""The table of authority in words: which line may state what, and where that is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sepaham.domain import rights as words
from sepaham.domain.authority import Authority
from sepaham.domain.authority import Row as Rule
from sepaham.domain.register import LINES
from sepaham.domain.words import Language
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

ANSWERS: Mapping[str, tuple[State, str]] = {
    "yes": (State.COMPLETE, "boleh"),
    "never": (State.SERIOUS, "tidak pernah"),
    "advise": (State.DIFFER, "memberi saran"),
    "ask": (State.MOVING, "meminta"),
    "": (State.WAITING, "tidak diberi"),
}
"""What the table may answer: its shape and its word."""
UNVERIFIED = "belum diverifikasi"
"""How the table marks a source nobody has checked."""


@dataclass(frozen=True, slots=True)
class Right:
    """One thing a line may or may never state, under which condition, and where that is written."""

    act: str
    kind: str
    state: State
    answer: str
    condition: str
    source: str
    verified: bool


def line_name(line: str, language: Language) -> str:
    """Return what a line of offices is called; one of a later table by its code."""
    found = LINES.get(line)
    return line if found is None else found.title_id if language == "id" else found.title_en


def rights(table: Authority, line: str, language: Language) -> tuple[Right, ...]:
    """Return what the table says of a line, what it may first."""
    found = [_right(rule, kind, language) for rule in table.rows if line in rule.lines for kind in rule.kinds]
    return tuple(sorted(found, key=lambda right: right.state is not State.COMPLETE))


def _right(rule: Rule, kind: str, language: Language) -> Right:
    state, word = ANSWERS.get(rule.answer, (State.WAITING, rule.answer))
    return Right(
        act=words.act_name(rule.act).say(language, {}),
        kind=words.kind_name(kind).say(language, {}),
        state=state,
        answer=say(word, language),
        condition=", ".join(one.say(language, {}) for one in words.conditions(rule)),
        source=rule.source,
        verified=UNVERIFIED not in rule.source,
    )


def lines_of(table: Authority, language: Language) -> list[tuple[str, str]]:
    """Return the lines the table speaks of, in the order of lists on screens."""
    spoken = {line for rule in table.rows for line in rule.lines}
    return [
        (line, line_name(line, language))
        for line in (*LINES, *sorted(spoken - LINES.keys()))
        if line in spoken
    ]


def whole(table: Authority, language: Language, *, line: str = "") -> Table:
    """Return the table's cells, one to a row: an act of a line, the answer, its condition and source."""
    columns = (
        Column("line", say("Lini", language)),
        Column("act", say("Kelompok", language)),
        Column("kind", say("Pernyataan", language)),
        Column("answer", say("Jawaban", language)),
        Column("condition", say("Syarat", language)),
        Column("source", say("Sumber", language)),
        Column("code", say("Kode", language)),
    )
    rows = tuple(_row(rule, one, kind, language) for rule, one, kind in _cells(table, line))
    return Table("authority", say("Kewenangan", language), columns, rows)


def _cells(table: Authority, line: str) -> Iterator[tuple[Rule, str, str]]:
    for rule in table.rows:
        for one in rule.lines:
            if not line or one == line:
                yield from ((rule, one, kind) for kind in rule.kinds)


def _row(rule: Rule, line: str, kind: str, language: Language) -> Row:
    right = _right(rule, kind, language)
    return Row(
        cells={
            "line": line_name(line, language),
            "act": right.act,
            "kind": right.kind,
            "answer": right.answer,
            "condition": right.condition or None,
            "source": right.source,
            "code": kind,
        },
        state=right.state.value,
    )


@dataclass(frozen=True, slots=True)
class Crossing:
    """A kind of statement with each line's answer, in the order of the lines."""

    kind: str
    cells: tuple[tuple[State, str], ...]


def crossings(table: Authority, lines: Iterable[str], language: Language) -> tuple[Crossing, ...]:
    """Return the whole table, kinds by lines; what no row grants is not granted."""
    kinds = dict.fromkeys(kind for rule in table.rows for kind in rule.kinds)
    spoken = list(lines)
    return tuple(
        Crossing(
            words.kind_name(kind).say(language, {}),
            tuple(_cell(table, kind, line, language) for line in spoken),
        )
        for kind in kinds
    )


def _cell(table: Authority, kind: str, line: str, language: Language) -> tuple[State, str]:
    rule = table.row(kind=kind, line=line)
    state, word = ANSWERS.get(rule.answer if rule else "", (State.WAITING, ""))
    return state, say(word, language)
