"""
Heads of the log that were seen outside of it: eight words on a paper, or read aloud at roll call.

An institution that wrote them down may state them later. If this log never read like that at that size, then
somebody was shown another log than this one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sepaham.domain.statement import Entry
from sepaham.domain.words import Sentence

WordsAt = Callable[[int], str]
"""From a number of entries to the eight words, spaces between, of the head over just these."""
WORDS = 8
SIGHTED: Mapping[str, tuple[Sentence, str, Sentence]] = {
    "checkpoint_differs": (
        Sentence("Kata pencocokan lain", "Other words of the log"),
        "serious",
        Sentence(
            "{office} melihat kata pencocokan “{words}” untuk entri {size}; daftar ini tidak berbunyi "
            "begitu. Mungkin ada dua daftar: cocokkan segera.",
            "{office} saw the words “{words}” for entry {size}; this log does not read like that. There may "
            "be two logs: compare them at once.",
        ),
    ),
}
"""The rule of such sightings: its title, how much it asks for, and its sentence."""


def differing(entry: Entry, words_at: WordsAt) -> Mapping[str, Any]:
    """
    Return what a sighting says that this log does not; nothing where it agrees.

    A size beyond the log's own at that time, or none at all, is no head of this log either: whoever enters
    words without a size has them looked up first.
    """
    body = entry.statement.body
    size = body.get("size", 0)
    if 0 < size <= entry.index and words_at(size) == body["words"]:
        return {}
    return {"office": entry.statement.actor, "words": body["words"], "size": size or "?"}
