"""Which guide is whose, and its parts as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sepaham.exchange.papers.blocks import Block
from sepaham.exchange.papers.markdown import blocks_of
from sepaham.gateways.library import guide_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A guide in the list: its role, its title, and what it is for in a sentence."""

    role: str
    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a guide, with the name of its kind."""

    kind: str
    block: Block


def roles_of(offices: Iterable[str]) -> frozenset[str]:
    """Return the guides written for some offices."""
    return frozenset(filter(None, (guide_of(office.partition(":")[0]) for office in offices)))


def entry(role: str, text: str) -> Entry:
    """Return how a list names a guide: its heading, and the paragraph after it."""
    title, lead, *_ = blocks_of(text)
    return Entry(role, title.text, "".join(run.text for run in lead.runs))  # type: ignore[union-attr]


def parts(blocks: Iterable[Block]) -> list[Part]:
    """Return the parts of a guide in order."""
    return [Part(type(block).__name__.lower(), block) for block in blocks]
