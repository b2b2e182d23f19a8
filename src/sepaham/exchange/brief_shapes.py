"""The JSON shapes of the briefings a phone is sent, every sentence in both languages; docs/format/sync.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.briefing import Briefing, Line
from sepaham.domain.briefing_words import SECTION_TITLES, said, say_line, title_of
from sepaham.domain.findings import Names
from sepaham.domain.ladder import Stand
from sepaham.domain.quiz import ASKED, Choice, Item
from sepaham.domain.words import Language

LANGUAGES: tuple[Language, ...] = ("id", "en")


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A page as one office is shown it.

    Attributes:
        page: The page.
        timed: Whether this office may know its hours before goods move.
        items: Its questions with their choices.
        stand: How far the office is with it.
        people: Whom to call in each office: name with title, and phone.
    """

    page: Briefing
    timed: bool
    items: tuple[Item, ...]
    stand: Stand
    people: Mapping[str, tuple[str, str]]


def briefs(shown: Iterable[Shown], names: Names) -> list[dict[str, Any]]:
    """Return pages as the `brief` part of a sync has them."""
    return [_brief(one, names) for one in shown]


def _brief(one: Shown, names: Names) -> dict[str, Any]:
    page = one.page
    return {
        "key": page.key,
        "edition": page.edition,
        "version": page.version,
        "title": {language: title_of(page.title, language, names) for language in LANGUAGES},
        "until": write_instant(page.until),
        "sections": [
            {
                "code": section.code,
                "title": {language: SECTION_TITLES[section.code].say(language, {}) for language in LANGUAGES},
                "lines": [_line(line, one, names) for line in section.lines],
                "changed": section.code in page.changed,
            }
            for section in page.sections
        ],
        "quiz": [_item(item, one, names) for item in one.items],
        "asked": list(one.stand.asked),
        "passed": one.stand.passed,
    }


def _line(line: Line, one: Shown, names: Names) -> dict[str, str]:
    text = {
        language: say_line(line, language, names, region=one.page.region, timed=one.timed)
        for language in LANGUAGES
    }
    who = one.people.get(line.values["office"]["name"], ()) if line.code == "call" else ()
    told = " ".join(filter(None, who))
    return {language: f"{text[language]}: {told}" for language in LANGUAGES} if told else text


def _item(item: Item, one: Shown, names: Names) -> dict[str, Any]:
    region = one.page.region
    ask = {
        language: ASKED[item.ask.code].say(language, _values(item.ask, language, names))
        for language in LANGUAGES
    }
    return {
        "item": item.code,
        "section": item.section,
        "critical": item.critical,
        "ask": ask,
        "choices": [_choice(choice, region, names) for choice in item.choices],
        "right": item.right,
        "line": _line(item.line, one, names),
    }


def _values(line: Line, language: Language, names: Names) -> dict[str, str]:
    return {key: said(value, language, names, region="") for key, value in line.values.items()}


def _choice(choice: Choice, region: str, names: Names) -> dict[str, str]:
    told = {language: said(choice.text, language, names, region=region) for language in LANGUAGES}
    return {"code": choice.code, **told}
