"""
How the domain speaks: sentences, moments and numbers in both languages of its users.

A rule answers with a code and values, never with text; each room keeps its own table of sentences
beside its codes, so that a page, a terminal and a phone say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sepaham.domain.base import local_zone

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in Indonesian and in English, with ``{names}`` where values go."""

    id: str
    en: str

    def say(self, language: Language, values: Mapping[str, Any]) -> str:
        """Return the sentence in one language with its values filled in."""
        return (self.id if language == "id" else self.en).format_map(values)


_DAYS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def write_moment(at: datetime, language: Language, region: str) -> str:
    """Return an instant as officers write it where it happened: ``Sel 26 Nov 2024 18.05 WIB``."""
    local = at.astimezone(local_zone(region))
    colon = "." if language == "id" else ":"
    return f"{write_day(local.date(), language)} {local:%H}{colon}{local:%M} {local.tzname()}"


def write_brief(at: datetime, language: Language, region: str) -> str:
    """Return an instant for a narrow column, its year and zone left to the page's head: ``26 Nov 18.05``."""
    local = at.astimezone(local_zone(region))
    colon = "." if language == "id" else ":"
    return f"{local.day} {_MONTHS[language][local.month - 1]} {local:%H}{colon}{local:%M}"


def write_day(day: date, language: Language) -> str:
    """Return a day as officers write it: ``Sel 26 Nov 2024``."""
    return f"{_DAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def write_number(number: int, language: Language) -> str:
    """Return a whole number with the language's thousands mark: ``1.942`` or ``1,942``."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "id" else text
