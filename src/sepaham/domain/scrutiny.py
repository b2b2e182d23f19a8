"""
What is looked at in each statement: its clock, its authority, whose word it corrects, the codes it names.

What is odd about one statement is pinned to it and goes when its own office corrects it; only a wrong clock
stays wrong, because a correction does not make the hour right.
"""

from collections.abc import Collection, Iterable, Mapping

from sepaham.domain.base import write_instant
from sepaham.domain.findings import Finding
from sepaham.domain.foundations import Foundations
from sepaham.domain.noticeboard import Noticeboard, pinned
from sepaham.domain.sightings import WordsAt, differing
from sepaham.domain.standing import Standing
from sepaham.domain.statement import Entry, Statement

PINNED = (
    "checkpoint_differs",
    "needs_confirmation",
    "no_authority",
    "opened_without_presence",
    "packing",
    "unknown_unit",
)
"""What may be pinned to one statement and goes with it."""


class Scrutiny:
    """Looks at one statement at a time and pins what is odd about it to the board."""

    def __init__(self, foundations: Foundations, standing: Standing, board: Noticeboard) -> None:
        """Look by these base facts, at the hours that count, and pin to this board."""
        self._foundations = foundations
        self._standing = standing
        self._board = board

    def clock(self, entry: Entry) -> None:
        """Pin an hour that cannot be right."""
        statement = entry.statement
        if self._standing.hour(statement) != statement.at:
            values = {
                "office": statement.office,
                "claimed": write_instant(statement.at),
                "received": write_instant(entry.received_at),
            }
            self.pin("wrong_clock", statement, values)

    def authorised(
        self, statement: Statement, parties: tuple[str, ...] = (), *, places: tuple[str, ...] = ()
    ) -> bool:
        """
        Tell whether an act, and its copying, was within authority; pin it where it was not.

        Args:
            statement: The act.
            parties: The offices that may do it; empty when that does not matter.
            places: Where it was besides the place it names; actor and copier must both cover all of these.
        """
        if not self._foundations.has("authority"):
            return statement.office.startswith("gateway:")
        asked = {statement.actor: (statement.kind, parties)}
        if statement.actor != statement.office:
            asked[statement.office] = ("transcribe", ())
        for office, (kind, named) in asked.items():
            for place in dict.fromkeys((statement.region, *places)):
                ruling = self._foundations.rule(office=office, kind=kind, region=place, parties=named)
                if not ruling:
                    self.refuse(statement, ruling.reason, office=office)
                    return False
        return True

    def refuse(self, statement: Statement, reason: str, *, office: str = "") -> None:
        """Pin an act outside authority, for one of `sentences.REASONS`; by its actor unless told."""
        if self._standing.is_corrected(statement):
            return
        values = {"office": office or statement.actor, "kind": statement.kind, "reason": reason}
        self.pin("no_authority", statement, values)

    def refuse_correction(self, statement: Statement, target: str, reason: str) -> None:
        """Pin the attempt to correct another office's word, or another thing; it rests on both statements."""
        finding = Finding(
            rule="no_authority",
            subject=f"{statement.id}:{target}",
            region=statement.region,
            since=self._standing.hour(statement),
            values={"office": statement.office, "kind": statement.kind, "reason": reason},
            basis=(statement.id, target),
        )
        self._board.keep(f"correction:{statement.id}:{target}", [finding])

    def codes(self, statement: Statement, named: Iterable[str], known: Collection[str]) -> None:
        """Pin the codes a statement names that no unit has."""
        strange = sorted({code for code in named if code not in known})
        if strange and not self._standing.is_corrected(statement):
            values = {"office": statement.actor, "code": ", ".join(strange)}
            self.pin("unknown_unit", statement, values)

    def sighting(self, entry: Entry, words_at: WordsAt) -> None:
        """Pin a head of the log that was seen and is not this log's."""
        if values := differing(entry, words_at):
            self.pin("checkpoint_differs", entry.statement, values)

    def pin(self, rule: str, statement: Statement, values: Mapping[str, object]) -> None:
        """Pin what one rule says of a statement, from the hour it is taken to have happened."""
        self._board.pin(rule, statement, self._standing.hour(statement), values)

    def unpin(self, statement: str, *rules: str) -> None:
        """Take down what some rules, or all that go with it, say of a statement."""
        for rule in rules or PINNED:
            self._board.forget(pinned(rule, statement))
