"""Papers as values for the Typst templates: each part says in ``is`` what it is, pictures are drawings."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from PIL import Image

from sepaham.exchange.papers.blocks import Paper, Picture, Title, printable, without_controls
from sepaham.exchange.papers.qr import qr_svg
from sepaham.exchange.papers.words import speaker


@dataclass(frozen=True, slots=True)
class Typeset:
    """What a press needs: which template, and the values it reads."""

    template: Literal["paper", "labels", "briefing"]
    values: Mapping[str, Any]


def typeset(paper: Paper) -> Typeset:
    """Return a paper ready for the press."""
    return Typeset("paper", _whole(paper))


def bundle(papers: Sequence[Paper], *, name: str) -> Typeset:
    """Return papers behind each other as one file, each with its own head, foot and pages counted from 1."""
    return Typeset("paper", {"name": printable(name), "papers": [_whole(paper) for paper in papers]})


def _whole(paper: Paper) -> dict[str, Any]:
    say = speaker(paper.language)
    return {
        **_values(paper),
        "name": printable(_name(paper)),
        "attached": [{"name": name, "text": text} for name, text in paper.attached],
        "words": {"number": say("number"), "page": say("page", page="{page}", pages="{pages}")},
    }


def _name(paper: Paper) -> str:
    """Return what a reader's window calls the paper."""
    title = next((block.text for block in paper.blocks if isinstance(block, Title)), "Sepaham")
    return " ".join(filter(None, (paper.title or title, paper.caption)))


def _values(value: Any) -> Any:
    if isinstance(value, Picture):
        told = printable(value.told)
        return {"is": "picture", "drawing": _photo(value.jpeg), "told": told, "height": value.height}
    if is_dataclass(value) and not isinstance(value, type):
        found = {one.name: _values(getattr(value, one.name)) for one in fields(value)}
        code = without_controls(getattr(value, "code", ""))
        drawing = qr_svg(code) if code else ""
        return {"is": type(value).__name__.lower(), **found, "drawing": drawing}
    if isinstance(value, (tuple, list)):
        return [_values(item) for item in value]
    return printable(value) if isinstance(value, str) else value


def _photo(jpeg: bytes) -> str:
    """Return a photo as an SVG drawing around it: what the press reads is text."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as photo:
        width, height = photo.size
    data = base64.b64encode(jpeg).decode()
    link = f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{link}</svg>'
