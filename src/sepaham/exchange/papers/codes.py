"""The sheet of codes by which an office without internet states what it must by text message."""

from collections.abc import Sequence

from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import LINE, Block, Column, Facts, Note, Paper, Table, Text, Title, plain
from sepaham.exchange.papers.words import Say, speaker
from sepaham.exchange.sms import VERBS, Task

_LETTERS = {verb: letter for letter, verb in VERBS.items()}


def codes_sheet(office: str, made: Sequence[tuple[Task, str]], *, names: Names, language: Language) -> Paper:
    """
    Return an office's sheet: how to write, and one line ready to send for each thing it may state.

    Args:
        office: Who will hold it.
        made: What each code is for, and the code.
        names: What things are called.
        language: The paper's.
    """
    say = speaker(language)
    rows = tuple((_purpose(task, say, names, language), _line(task, code)) for task, code in made)
    columns = (Column(say("codes_for"), share=6), Column(say("codes_line"), share=5, mono=True))
    told: list[Block] = [Table(columns, rows), Text(plain(say("codes_short")))] if rows else []
    return Paper(
        language=language,
        title="",
        proof=say("proof"),
        blocks=(
            Title(f"{say('codes')}: {names(office, language)}", 1),
            Text(plain(say("codes_how"))) if rows else Note(plain(say("codes_none"))),
            Facts(((say("codes_number"), LINE),)),
            *told,
        ),
        style="sheet",
    )


def _purpose(task: Task, say: Say, names: Names, language: Language) -> str:
    if task.load is None:
        return say("codes_night", slot=task.subject)
    other = task.load.giver if task.verb == "receive" else task.load.receiver
    return say(f"codes_{task.verb}", other=names(other, language))


def _line(task: Task, code: str) -> str:
    said = f"{len(task.load.units)}/{len(task.load.units)} OK" if task.load else "AMAN"
    return f"{_LETTERS[task.verb]} {code} {said}"
