"""
Finding by name: what a reader types is held against names word by word, spelling forgiven.

Sources spell places differently (Jiporapah, Jipurapah), and desa names repeat; a name is a set of words
in any order, such as a desa's own with its kecamatan's.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

ALIKE = 0.8
"""From which likeness on two words are taken to be the same one, spelt otherwise."""
SHORTEST = 4
"""Letters a word must have for its spelling to be forgiven."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, letters and digits only, in small letters."""
    plain = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return tuple(plain.split())


def likeness(typed: Iterable[str], name: Iterable[str]) -> float:
    """
    Return how well a name answers what was typed: 0 when a typed word is nowhere in it, 1 when all are whole.

    Args:
        typed: The words typed.
        name: The words of the name.
    """
    own = tuple(name)
    best = [max((_alike(word, other) for other in own), default=0.0) for word in typed]
    return min(best, default=0.0)


def _alike(typed: str, word: str) -> float:
    if typed == word:
        return 1.0
    if typed in word and len(typed) > 1:
        return 0.9 + 0.09 * len(typed) / len(word)
    if len(typed) < SHORTEST or len(word) < SHORTEST:
        return 0.0
    told = SequenceMatcher(None, typed, word)
    if told.real_quick_ratio() < ALIKE or told.quick_ratio() < ALIKE:
        return 0.0
    ratio = told.ratio()
    return ratio * ALIKE if ratio >= ALIKE else 0.0


def nearest(typed: str, names: Mapping[str, str], *, most: int) -> list[tuple[str, float]]:
    """
    Return the keys whose names answer what was typed, the best first, with how well.

    Args:
        typed: What was typed.
        names: Names by key.
        most: How many at most.
    """
    asked = words_of(typed)
    if not asked:
        return []
    found = [(key, likeness(asked, words_of(name))) for key, name in names.items()]
    return sorted(((key, fit) for key, fit in found if fit), key=lambda one: (-one[1], one[0]))[:most]
