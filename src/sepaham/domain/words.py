"""
How the domain speaks: a sentence in both languages of its users.

A rule answers with a code and values, never with text; each room keeps its own table of sentences
beside its codes, so that a page, a terminal and a phone say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in Indonesian and in English, with ``{names}`` where values go."""

    id: str
    en: str

    def say(self, language: Language, values: Mapping[str, Any]) -> str:
        """Return the sentence in one language with its values filled in."""
        return (self.id if language == "id" else self.en).format_map(values)
