"""
What was really wrong: kept apart from the stream, for the scorer alone.

A sign names the rule that should speak and what its subject must name. Words that begin with ``#`` stand for
the statement of a deed, with ``%`` for a device; their ids are known once the stream is signed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding to look for: its rule and what its subject names."""

    rule: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One injected fault.

    Attributes:
        kind: Its name in the catalogue of faults.
        expected: The findings that must come when its evidence was stated.
        consequences: Findings it may lawfully cause besides.
        stated: Whether anyone stated the evidence; if not, nothing is expected.
    """

    kind: str
    expected: tuple[Sign, ...] = ()
    consequences: tuple[Sign, ...] = ()

    @property
    def stated(self) -> bool:
        """Tell whether its evidence was stated."""
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class Truth:
    """Every fault of a run, and how many harmless twins went with them."""

    faults: tuple[Fault, ...]
    twins: dict[str, int]


def sign(rule: str, *about: str) -> Sign:
    """Return a sign."""
    return Sign(rule, about)


def statement(key: str) -> str:
    """Return the word that stands for the statement of a deed."""
    return f"#{key}"


def device(office: str, slot: int = 0) -> str:
    """Return the word that stands for an office's device."""
    return f"%{office}/{slot}"
