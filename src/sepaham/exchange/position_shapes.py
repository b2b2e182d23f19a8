"""The JSON shape of where an office stands, each sentence in both languages; docs/format/sync.md shows it."""

from collections.abc import Mapping
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.findings import Names
from sepaham.domain.position import NEXT, NOW, WANTED, Position, Task, Wanted
from sepaham.domain.rights import Right
from sepaham.domain.words import Language, Sentence, write_number

MOST_BELOW = 60
"""How many offices right below one a phone is told of."""
LANGUAGES: tuple[Language, ...] = ("id", "en")


def position_told(found: Position, names: Names) -> dict[str, Any]:
    """Return the part `position` of a sync."""
    return {
        "may": [_right(right) for right in found.may],
        "never": [_right(right) for right in found.never],
        "now": [_task(task, NOW, names) for task in found.now],
        "next": [_task(task, NEXT, names) for task in found.next],
        "expected": [_wanted(one) for one in found.wanted],
        "above": list(found.above),
        "below": list(found.below[:MOST_BELOW]),
    }


def keys_in(found: Position) -> set[str]:
    """Return the offices it speaks of, for their names."""
    return {*found.above, *found.below[:MOST_BELOW], *(one.who for one in found.wanted)}


def _right(right: Right) -> dict[str, str]:
    kinds = {language: ", ".join(kind.say(language, {}) for kind in right.kinds) for language in LANGUAGES}
    return {
        **{language: f"{right.act.say(language, {})}: {kinds[language]}" for language in LANGUAGES},
        "source": right.source,
    }


def _task(task: Task, words: Mapping[str, Sentence], names: Names) -> dict[str, str]:
    told = {
        language: words[task.code].say(
            language,
            {
                "number": write_number(task.number, language),
                "place": names(task.region, language) if task.region else "",
            },
        )
        for language in LANGUAGES
    }
    return {**told, **({"due": write_instant(task.due)} if task.due else {})}


def _wanted(one: Wanted) -> dict[str, str]:
    told = {
        language: WANTED[one.code].say(language, {"number": write_number(one.number, language)})
        for language in LANGUAGES
    }
    return {**told, "who": one.who, **({"due": write_instant(one.due)} if one.due else {})}
