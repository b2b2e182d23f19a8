"""Where an account is signed in, as its page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.words import Language
from sepaham.records.sessions import DeskSession
from sepaham.web.words import say

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""How browsers name themselves, those that pass for others first."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One browser: what it is by its own word, from where, since when, and whether it is the reader's own."""

    key: str
    browser: str
    address: str
    since: datetime
    seen_at: datetime
    here: bool


def places(rows: Sequence[DeskSession], *, here: str, language: Language) -> tuple[Place, ...]:
    """Return the browsers an account is signed in from, the reader's own first."""
    told = [
        Place(
            key=str(row.id),
            browser=browser(row.browser, language),
            address=row.address,
            since=row.since,
            seen_at=row.seen_at,
            here=str(row.id) == here,
        )
        for row in rows
    ]
    return tuple(sorted(told, key=lambda place: not place.here))


def browser(agent: str, language: Language) -> str:
    """Return a browser and its system in a few words; what names itself otherwise is unknown."""
    name = next((name for mark, name in _BROWSERS if f"{mark}/" in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if name and system:
        return say("{browser} di {system}", language, browser=name, system=system)
    return name or system or say("Peramban lain", language)
