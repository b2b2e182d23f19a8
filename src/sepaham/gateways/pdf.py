"""
The press: papers become PDF.

A template is fixed and shipped; what a paper says reaches it as a JSON file, so that no name can ever be read
as markup, code or a path. Only the fonts inside Typst are used and no clock, so that the same values make the
same bytes everywhere.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Protocol

import typst

from sepaham.errors import SepahamError
from sepaham.exchange.papers.typeset import Typeset


class PressError(SepahamError):
    """A paper that could not be set."""


class Press(Protocol):
    """What makes PDF files."""

    def pdf(self, paper: Typeset) -> bytes:
        """
        Return a paper as a PDF file.

        Raises:
            PressError: It could not be set.
        """
        ...


class TypstPress:
    """Typst, inside this process."""

    def pdf(self, paper: Typeset) -> bytes:
        """Return a paper as a PDF file."""
        values = json.dumps(paper.values, ensure_ascii=False).encode()
        given = {"main": _template(paper.template), "paper.json": values}
        try:
            made: bytes = typst.compile(given, format="pdf", ignore_system_fonts=True)
        except typst.TypstError as error:
            raise PressError(f"The paper could not be set: {error.message}.", "paper.unset") from error
        return made


@dataclass
class MemoryPress:
    """Keeps what it was given to print; its files hold the values alone."""

    printed: list[Typeset] = field(default_factory=list)

    def pdf(self, paper: Typeset) -> bytes:
        """Return the values as bytes."""
        self.printed.append(paper)
        return b"%PDF-0.0\n" + json.dumps(paper.values, ensure_ascii=False).encode()


@cache
def _template(name: str) -> bytes:
    return files("sepaham").joinpath("data", "papers", f"{name}.typ").read_bytes()
