"""Copies of signed papers: the photo under a stamp of entry, place and hour of printing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.papers.blocks import (
    LINE,
    Block,
    Break,
    Facts,
    Note,
    Paper,
    Picture,
    Sign,
    Signatures,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.words import speaker


@dataclass(frozen=True, slots=True)
class Copy:
    """
    What a copy tells.

    Attributes:
        entry: Where in the log the statement stands that brought the photos; `key` is its id.
        document: The number on the paper, where it was stated.
        photos: Each as a JPEG; empty bytes where a photo was erased or may not be shown.
        place: Where the copy is printed.
    """

    entry: int
    key: str
    kind: str
    actor: str
    region: str
    received_at: datetime
    document: str
    photos: tuple[bytes, ...]
    place: str
    printed_at: datetime


def stamped(copy: Copy, *, names: Names, language: Language) -> Paper:
    """Return the copy, a page for each photo."""
    say = speaker(language)
    blocks = [block for place in range(len(copy.photos)) for block in _page(copy, place, names, language)]
    return Paper(
        language=language,
        title="",
        proof=say("proof"),
        blocks=(*blocks, Signatures((Sign(say("copied_by"), LINE), Sign(say("seen_by"), LINE)))),
        style="sheet",
    )


def _page(copy: Copy, place: int, names: Names, language: Language) -> Iterator[Block]:
    say = speaker(language)
    if place:
        yield Break()
    key = "copy_paper" if copy.kind.startswith("handover.") else "copy_photo"
    of = f" {place + 1}/{len(copy.photos)}" if len(copy.photos) > 1 else ""
    yield Title(say(key) + of, 1, f"sepaham:{copy.key}:{copy.entry}", copy.key[:8])
    at = write_moment(copy.printed_at, language, copy.region)
    entry = write_number(copy.entry, language)
    yield Note(plain(say("stamp", place=copy.place, at=at, entry=entry), strong=True))
    rows = [
        (say("by"), names(copy.actor, language)),
        (say("place"), names(copy.region, language)),
        (say("reached"), write_moment(copy.received_at, language, copy.region)),
    ]
    if copy.document:
        rows.append((say("document"), copy.document))
    yield Facts(tuple(rows))
    if copy.photos[place]:
        yield Picture(copy.photos[place], say(key), 150)
    else:
        yield Text(plain(say("photo_gone")))
