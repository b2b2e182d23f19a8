"""A checkpoint as eight words, for where there is no network: read aloud, printed, written down, compared."""

import hashlib
from collections.abc import Sequence

WORDS = 8


def checkpoint_words(*, text: str, words: Sequence[str]) -> tuple[str, ...]:
    """
    Return the eight words of a checkpoint: each is one byte of the SHA-256 of its text.

    Two different checkpoints have the same words once in 2⁶⁴ cases. Whoever could try 2⁶⁴ checkpoints of one
    log could make two alike, so the words are a check between people, not a signature.

    Args:
        text: The checkpoint's text as the log signs it, its last newline included.
        words: The 256 words, in their fixed order.
    """
    return tuple(words[place] for place in hashlib.sha256(text.encode()).digest()[:WORDS])
