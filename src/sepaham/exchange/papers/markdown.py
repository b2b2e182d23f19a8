"""
Our own guides and templates, written in a small part of Markdown, as blocks.

Headings, paragraphs, lists, **strong**, *slanted* and `typed` words, and a line of three dashes for a new
page: all else is text. A line that is indented goes on with the one before.
"""

import re
from collections.abc import Iterable, Iterator

from sepaham.exchange.papers.blocks import Block, Break, Points, Run, Text, Title

_SPAN = re.compile(r"\*\*(?P<strong>.+?)\*\*|\*(?P<slanted>.+?)\*|`(?P<mono>.+?)`")
_POINT = re.compile(r"(?:-|(?P<number>\d{1,3})\.) +(?P<text>.*)")
_TITLE = re.compile(r"(?P<marks>#{1,3}) +(?P<text>.*)")
_PAGE = "---"


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return what a text of this small Markdown says, part by part."""
    return tuple(block for part in _parts(text) for block in _block(part))


def _parts(text: str) -> Iterator[list[str]]:
    """Yield the stretches between empty lines; a heading is one by itself."""
    part: list[str] = []
    for line in (*text.splitlines(), ""):
        if not line.strip() or _TITLE.match(line):
            if part:
                yield part
            part = []
            if line.strip():
                yield [line]
        else:
            part.append(line)


def _block(part: list[str]) -> Iterator[Block]:
    title = _TITLE.match(part[0])
    if title:
        yield Title(title["text"].strip(), len(title["marks"]))
    elif part == [_PAGE]:
        yield Break()
    elif _POINT.match(part[0]):
        items = list(_items(part))
        first = items[0][0]
        yield Points(tuple(runs_of(text) for _, text in items), numbered=first > 0, start=max(first, 1))
    else:
        yield Text(runs_of(" ".join(line.strip() for line in part)))


def _items(part: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each point with its number, 0 where it has none; lines that begin no point go on with it."""
    number, text = 0, ""
    for line in part:
        point = _POINT.match(line)
        if point:
            if text:
                yield number, text
            number, text = int(point["number"] or 0), point["text"].strip()
        else:
            text = f"{text} {line.strip()}"
    yield number, text


def runs_of(text: str) -> tuple[Run, ...]:
    """Return a line as runs of one weight each."""
    found, at = [], 0
    for span in _SPAN.finditer(text):
        found += [Run(text[at : span.start()])] if span.start() > at else []
        kind = str(span.lastgroup)
        found.append(Run(span[kind], **{kind: True}))
        at = span.end()
    return (*found, *((Run(text[at:]),) if at < len(text) else ()))
