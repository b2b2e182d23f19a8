"""What a log tells of one understanding: its catalogue of threats, its rounds, and how cells ended."""

from collections.abc import Mapping

from sepaham.domain.endings import Ending, endings_of
from sepaham.domain.rounds import Round, rounds_of
from sepaham.domain.threats import Threats
from sepaham.domain.understanding import ENDINGS, ROUNDS
from sepaham.records import foundations
from sepaham.records.facts import facts
from sepaham.records.log import Log


def threats(*, log: Log, shipped: Threats) -> Threats:
    """Return the catalogue a log declares; the shipped one before it declares any."""
    return foundations.threats_in_force(log) or shipped


def rounds(*, log: Log, assessment: str = "") -> list[Round]:
    """
    Return the rounds in the order they were opened.

    Args:
        log: Whose.
        assessment: Only those of this code.
    """
    return rounds_of(facts(log=log, kinds=ROUNDS, subject=assessment), log=log.origin)


def endings(*, log: Log, shipped: Threats) -> Mapping[str, Ending]:
    """Return how each cell ended, by cell; `shipped` as in `threats`."""
    told = facts(log=log, kinds=ENDINGS)
    catalogue = threats(log=log, shipped=shipped)
    return endings_of(told, rounds=rounds(log=log), threats=catalogue) if told else {}
