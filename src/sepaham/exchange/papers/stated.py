"""What was stated of a load list, as a paper tells it: accounts with their entries, exceptions, seals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sepaham.domain.base import Level, level_of
from sepaham.domain.custody import Act, Handover
from sepaham.domain.findings import Names
from sepaham.domain.statement import Source
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.papers.blocks import Block, Break, Column, Table, Text, Title, plain
from sepaham.exchange.papers.words import Say, speaker

FEW = 12
"""How many exceptions stand on the first pages; more go to an annex."""


@dataclass(frozen=True, slots=True)
class Stated:
    """
    The accounts of one load list.

    Attributes:
        places: Where in the log each account stands, by its id.
    """

    handover: Handover
    places: Mapping[str, int]
    names: Names
    language: Language

    @property
    def say(self) -> Say:
        """Return what says the words of papers in the paper's language."""
        return speaker(self.language)

    @property
    def acts(self) -> tuple[Act, ...]:
        """Return all accounts: given, received, seen."""
        return tuple(self.handover.accounts())

    @property
    def entry(self) -> int | None:
        """Return the place of the last account; None while there is none."""
        return max((self.places.get(act.id, 0) for act in self.acts), default=None)

    @property
    def seals(self) -> dict[str, str]:
        """Return the seal numbers named on each unit; a later account of a unit stands."""
        return {unit: ", ".join(told) for act in self.acts for unit, told in act.seals.items() if told}

    def exceptions(self) -> list[tuple[str, ...]]:
        """Return a row for each thing stated to be off: unit, code, what, by whom."""
        told: dict[tuple[str, str], list[str]] = {}
        for act in self.acts:
            for unit, remarks in act.off.items():
                for what in remarks:
                    told.setdefault((unit, what), []).append(self._teller(act))
        return [
            (self.names(unit, self.language), unit, self.say(what), "; ".join(dict.fromkeys(tellers)))
            for (unit, what), tellers in sorted(told.items())
        ]

    def first_pages(self, annexes: int) -> Iterator[Block]:
        """
        Yield what the first pages say: exceptions, seals, accounts.

        Args:
            annexes: How many annexes stand before the ones made here.
        """
        if not self.acts:
            return
        say, rows, later = self.say, self.exceptions(), annexes
        yield Title(say("exceptions"), 3)
        if 0 < len(rows) <= FEW:
            yield self._exception_table(rows)
        elif rows:
            later += 1
            yield Text(plain(say("exceptions_annex", count=self._figure(len(rows)), number=later)))
        else:
            yield Text(plain(say("no_exceptions")))
        if self._seals_apart():
            numbers = self._figure(sum(len(told.split(", ")) for told in self.seals.values()))
            units = self._figure(len(self.seals))
            yield Text(plain(say("seals_annex", seals=numbers, units=units, number=later + 1)))
        yield from self._accounts()

    def annexes(self, before: int) -> Iterator[Block]:
        """
        Yield what is too long for the first pages, each on pages of its own.

        Args:
            before: How many annexes stand before these.
        """
        rows = self.exceptions()
        if len(rows) > FEW:
            before += 1
            yield Break()
            yield Title(f"{self.say('annex', number=before)}: {self.say('exceptions')}")
            yield self._exception_table(rows)
        if self._seals_apart():
            yield Break()
            yield Title(f"{self.say('annex', number=before + 1)}: {self.say('seals')}")
            yield self._seal_table()

    def _seals_apart(self) -> bool:
        return bool(self.seals) and level_of(self.handover.load.region) is not Level.TPS

    def _seal_table(self) -> Table:
        say = self.say
        columns = (
            Column(say("item"), share=5),
            Column(say("unit_code"), mono=True),
            Column(say("seal_number"), share=4),
        )
        rows = ((self.names(unit, self.language), unit, told) for unit, told in sorted(self.seals.items()))
        return Table(columns, tuple(rows), small=True)

    def _exception_table(self, rows: list[tuple[str, ...]]) -> Table:
        say = self.say
        columns = (
            Column(say("item"), share=6),
            Column(say("unit_code"), mono=True),
            Column(say("what"), share=3),
            Column(say("by"), share=5),
        )
        return Table(columns, tuple(rows), small=True)

    def _accounts(self) -> Iterator[Block]:
        say = self.say
        columns = (
            Column(say("account"), share=6),
            Column(say("hour"), share=4),
            Column(say("exceptions_short"), "right", 2),
            Column(say("entry"), "right", 1),
        )
        rows = tuple(
            (
                self._teller(act) + self._source(act),
                write_moment(act.at, self.language, self.handover.load.region),
                self._figure(sum(map(len, act.off.values()))),
                self._figure(self.places.get(act.id, 0)),
            )
            for act in self.acts
        )
        yield Title(say("accounts"), 3)
        yield Table(columns, rows, small=True)

    def _teller(self, act: Act) -> str:
        return f"{self.names(act.statement.actor, self.language)} ({self.say(act.statement.kind)})"

    def _source(self, act: Act) -> str:
        if act.statement.source is Source.DIRECT:
            return ""
        return ", " + self.say(
            act.statement.source.value, office=self.names(act.statement.office, self.language)
        )

    def _figure(self, number: int) -> str:
        return write_number(number, self.language)
