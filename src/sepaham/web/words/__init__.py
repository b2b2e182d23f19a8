"""
The words of the desk: Indonesian as written in the pages, English beside it.

A page says ``{% say "Perlu tangan" %}``, a presenter ``say("{number} belum", language, number=…)``; the
Indonesian sentence is the key. Each room keeps its own table in a module of its name; a test holds every
such sentence to its English twin, every twin to a use, and two rooms that say the same to one twin.
"""

from collections.abc import Mapping

from sepaham.domain.words import Language
from sepaham.web.words import (
    access,
    activity,
    acts,
    authority,
    ballots,
    briefing,
    devices,
    entry,
    escorts,
    fleet,
    frame,
    goods,
    handovers,
    home,
    instruments,
    judging,
    live,
    matching,
    means,
    movement_papers,
    needs,
    packing,
    papers,
    people,
    phones,
    plan,
    position,
    rakor,
    register,
    roads,
    rooms,
    rounds,
    seals,
    search,
    sign,
    stores,
    tables,
    threats,
    trips,
    verify,
    waiting,
)

ROOMS = (
    frame,
    tables,
    sign,
    home,
    position,
    matching,
    acts,
    goods,
    packing,
    papers,
    movement_papers,
    seals,
    access,
    devices,
    activity,
    entry,
    authority,
    handovers,
    needs,
    ballots,
    rooms,
    search,
    stores,
    trips,
    escorts,
    means,
    live,
    fleet,
    plan,
    roads,
    rounds,
    rakor,
    people,
    phones,
    register,
    threats,
    instruments,
    judging,
    briefing,
    verify,
    waiting,
)
"""The modules that hold words."""

ENGLISH: Mapping[str, str] = {key: twin for room in ROOMS for key, twin in room.ENGLISH.items()}
"""Every sentence of the desk, Indonesian to English."""


def say(text: str, language: Language, **values: object) -> str:
    """Return a sentence in one language with its values filled in."""
    sentence = text if language == "id" else ENGLISH.get(text, text)
    return sentence.format_map(values) if values else sentence
