"""The parts any paper is made of, as values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sepaham.domain.words import Language

Align = Literal["left", "right", "center"]
TICK = "☐"
"""A square to tick by hand; templates draw it."""
LINE = "…"
"""What stands for a dotted line to write on; templates draw it as long as the place is wide."""

_LONG = 28
_WORD = re.compile(rf"\S{{{_LONG},}}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one weight and face; `mono` is for what is typed as it stands."""

    text: str
    strong: bool = False
    slanted: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """
    A heading within the paper; level 1 is the largest.

    Attributes:
        code: What a QR beside it says; '' for none. `caption` stands below it, or the code itself.
    """

    text: str
    level: int = 2
    code: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `right` sets it against the right margin, as letters set their place and day."""

    runs: tuple[Run, ...]
    right: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values one under the other; a value of `LINE` is left open to write on."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, alignment, share of the width (0 is as wide as its text), and face."""

    title: str
    align: Align = "left"
    share: int = 0
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page; `strong` rows, by place, are sums; `small` saves paper."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    small: bool = False
    halves: bool = False
    """Whether the rows run in two halves side by side."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list, numbered from `start` or not."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Blanks:
    """Dotted lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class Sign:
    """Room for one signature: in which part, for which office; an unknown name is written by hand."""

    part: str
    office: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures, two beside each other."""

    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark: the stamp of a copy, a warning."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo: the bytes of a JPEG, what it shows in words, and how high it may be in millimetres."""

    jpeg: bytes
    told: str
    height: int = 190


@dataclass(frozen=True, slots=True)
class Code:
    """A small QR code with what stands below it."""

    code: str
    caption: str


@dataclass(frozen=True, slots=True)
class Codes:
    """Small QR codes side by side."""

    items: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a sketch through points in millimetres from its upper left corner."""

    points: tuple[tuple[float, float], ...]
    look: Literal["way", "home", "water", "frame", "fine"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a sketch: what stands in it, large, and below that, small."""

    x: float
    y: float
    width: float
    height: float
    text: str
    below: str = ""
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a sketch: what stands in it, and beside it to the right or to the left."""

    x: float
    y: float
    look: Literal["stop", "store", "bridge"]
    text: str = ""
    beside: str = ""
    leftward: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing of lines, boxes and places, in millimetres; `told` says in words what it shows."""

    width: float
    height: float
    told: str
    strokes: tuple[Stroke, ...] = ()
    boxes: tuple[Box, ...] = ()
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Block = Title | Text | Facts | Table | Points | Blanks | Signatures | Note | Picture | Codes | Sketch | Break


@dataclass(frozen=True, slots=True)
class Paper:
    """
    One paper.

    Attributes:
        heading: The letterhead's lines, the largest first; none for sheets.
        address: Stands below the heading.
        number: The paper's number; `LINE` to write it by hand, '' for papers that have none.
        code: What the QR says; '' for none. `caption` stands below it.
        proof: The sentence in the foot; `asof` stands below it: when it was printed, from which entry.
        mark: What lies across every page: a drill, an example.
        style: How tight it is set; a card is half an A4 sheet in large type.
        attached: Files that a PDF carries, each its name and its text.
    """

    language: Language
    title: str
    proof: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    heading: tuple[str, ...] = ()
    address: str = ""
    number: str = ""
    code: str = ""
    caption: str = ""
    asof: str = ""
    mark: str = ""
    style: Literal["letter", "sheet", "guide", "card"] = "letter"
    attached: tuple[tuple[str, str], ...] = ()


def plain(text: str, **more: bool) -> tuple[Run, ...]:
    """Return a text as one run."""
    return (Run(text, **more),)


def printable(text: str) -> str:
    """Return a text that fits any column and any file: without control signs, breakable within long words."""
    return _WORD.sub(lambda word: "\u200b".join(_pieces(word[0])), without_controls(text))


def without_controls(text: str) -> str:
    """Return a text without the signs that no file of ours can hold."""
    return _UNPRINTABLE.sub("", text)


def _pieces(word: str) -> Sequence[str]:
    size = _LONG // 2
    return [word[at : at + size] for at in range(0, len(word), size)]
