"""The handover minutes (BAST) of a load list: to fill by hand while nothing is stated, else a copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.base import Level, level_of
from sepaham.domain.catalogue import Profile
from sepaham.domain.custody import Act, Handover
from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.statement import Source
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.papers.blocks import (
    LINE,
    Blanks,
    Block,
    Break,
    Column,
    Facts,
    Note,
    Paper,
    Points,
    Sign,
    Signatures,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.letterhead import Heading, heading_lines
from sepaham.exchange.papers.loaded import Kinds, annex, rows_by_place
from sepaham.exchange.papers.words import Say, speaker

FEW = 12
"""How many exceptions stand on the first pages; more go to an annex."""
WITNESSES = 3
SHORTAGE_LINES = 3


@dataclass(frozen=True, slots=True)
class Minutes:
    """
    What the minutes of one load list rest on.

    Attributes:
        places: Where in the log each account stands, by its id.
        contents: How many of each counted thing the goods should hold; empty where that is not counted.
        heading: The letterhead of the office that hands over.
        number: The paper's number; '' to be written by hand.
        holders: Names that the asker may see and asked for, by office.
        plans: Whether the planned window may stand on it before anything was stated.
        at: The hour of printing.
    """

    handover: Handover
    places: Mapping[str, int]
    contents: Mapping[str, int]
    heading: Heading
    number: str
    at: datetime
    holders: Mapping[str, str] = field(default_factory=dict)
    plans: bool = False


def bast(minutes: Minutes, *, profile: Profile, names: Names, language: Language) -> Paper:
    """Return the minutes of a load list, ready to print."""
    return _Writer(minutes, profile, names, language).paper()


class _Writer:
    """Writes one paper; keeps what every part of it asks for."""

    def __init__(self, minutes: Minutes, profile: Profile, names: Names, language: Language) -> None:
        self.minutes, self.profile, self.names, self.language = minutes, profile, names, language
        self.handover, self.load = minutes.handover, minutes.handover.load
        self.say: Say = speaker(language)
        self.kinds = Kinds(profile, names, language)
        self.acts = tuple(self.handover.accounts())
        self.entry = max((minutes.places.get(act.id, -1) for act in self.acts), default=-1)

    def paper(self) -> Paper:
        say, load = self.say, self.load
        name = self.profile.name_id if self.language == "id" else self.profile.name_en
        leg = LEG_NAMES[load.leg].say(self.language, {})
        stated = f":{self.entry}" if self.entry >= 0 else ""
        return Paper(
            language=self.language,
            title=say("bast"),
            subtitle=say("bast_of", profile=name, leg=leg),
            proof=say("proof"),
            heading=heading_lines(load.giver, self.minutes.heading, self.names, self.language),
            address=self.minutes.heading.address,
            number=self.minutes.number or LINE,
            code=f"sepaham:{self.handover.hash}{stated}",
            caption=self.handover.hash[:8],
            blocks=tuple(self._blocks()),
        )

    def _blocks(self) -> Iterator[Block]:
        say = self.say
        yield from self._stamp()
        yield Text(plain(self._opening()))
        yield self._party("party1", self.load.giver)
        yield self._party("party2", self.load.receiver)
        yield Text(plain(say("hands")))
        yield Facts(tuple(self._route()))
        yield self._goods()
        yield from self._contents()
        yield from rows_by_place(self.load, self.kinds, say)
        rows = list(self._exceptions())
        yield from self._stated_exceptions(rows)
        yield Title(say("shortage"), 3)
        yield Blanks(SHORTAGE_LINES)
        yield from self._accounts()
        yield Text(plain(say("closing")))
        yield from self._signatures()
        annexes = annex(self.load, self.kinds, say)
        yield from annexes
        if len(rows) > FEW:
            yield Break()
            yield Title(f"{say('annex', number=2 if annexes else 1)}: {say('exceptions')}")
            yield self._exception_table(rows)

    def _stamp(self) -> Iterator[Block]:
        if self.entry >= 0:
            place = self.minutes.heading.place or self.names(self.load.giver.partition(":")[2], self.language)
            at = write_moment(self.minutes.at, self.language, self.load.region)
            entry = write_number(self.entry, self.language)
            yield Note(plain(self.say("stamp", place=place, at=at, entry=entry), strong=True))

    def _opening(self) -> str:
        stated = (*self.handover.given[:1], *self.handover.received[:1])
        if not stated:
            return self.say("bast_blank")
        at = write_moment(max(act.at for act in stated), self.language, self.load.region)
        return self.say("bast_at", at=at, place=self.say("dots"))

    def _party(self, part: str, office: str) -> Facts:
        say = self.say
        return Facts(
            (
                (say(part), self.names(office, self.language)),
                (say("name"), self.minutes.holders.get(office, LINE)),
                (say("post"), LINE),
                (say("staff_number"), LINE),
            )
        )

    def _route(self) -> Iterator[tuple[str, str]]:
        say, load = self.say, self.load
        yield say("for"), f"{self.names(load.region, self.language)} ({load.region})"
        if self.minutes.plans or self.acts:
            opens, closes = (
                write_moment(at, self.language, load.region) for at in (load.opens_at, load.closes_at)
            )
            yield say("window"), f"{opens} – {closes}"
        yield say("vehicle"), LINE
        yield say("cargo_seal"), LINE
        yield say("list"), " ".join(self.handover.hash[at : at + 8] for at in range(0, 64, 8))

    def _goods(self) -> Table:
        say, load = self.say, self.load
        listed = self.kinds.count(load.units)
        given = self.kinds.count([u for u in load.units if self.handover.giving(u)])
        received = self.kinds.count([u for u in load.units if self.handover.receiving(u)])
        rows = [
            (
                self.kinds.title(kind),
                self._figure(n),
                self._figure(given[kind]) if self.handover.given else "",
                self._figure(received[kind]) if self.handover.received else "",
                "",
            )
            for kind, n in listed.items()
        ]
        rows.append(
            (
                say("total"),
                self._figure(listed.total()),
                self._figure(given.total()) if self.handover.given else "",
                self._figure(received.total()) if self.handover.received else "",
                "",
            )
        )
        figures = (Column(say(key), "right", 2) for key in ("listed", "given", "received"))
        columns = (Column(say("goods"), share=5), *figures, Column(say("note"), share=4))
        return Table(columns, tuple(rows), strong=(len(rows) - 1,))

    def _contents(self) -> Iterator[Block]:
        say, expected = self.say, self.minutes.contents
        given, received = (_last_counts(acts) for acts in (self.handover.given, self.handover.received))
        items = list(dict.fromkeys((*expected, *given, *received)))
        if LEGS[self.load.leg].homeward or not items:
            return
        rows = [
            (
                self.names(item, self.language),
                *(
                    self._figure(counts[item]) if item in counts else ""
                    for counts in (expected, given, received)
                ),
                "",
            )
            for item in items
        ]
        figures = (Column(say(key), "right", 2) for key in ("expected", "given", "received"))
        yield Table((Column(say("contents"), share=5), *figures, Column(say("note"), share=4)), tuple(rows))

    def _exceptions(self) -> Iterator[tuple[str, ...]]:
        told: dict[tuple[str, str], list[str]] = {}
        for act in self.acts:
            for unit, remarks in act.off.items():
                for what in remarks:
                    told.setdefault((unit, what), []).append(self._teller(act))
        for (unit, what), tellers in sorted(told.items()):
            by = "; ".join(dict.fromkeys(tellers))
            yield self.names(unit, self.language), unit, self.say(what), by

    def _teller(self, act: Act) -> str:
        return f"{self.names(act.statement.actor, self.language)} ({self.say(act.statement.kind)})"

    def _stated_exceptions(self, rows: list[tuple[str, ...]]) -> Iterator[Block]:
        if not self.acts:
            return
        yield Title(self.say("exceptions"), 3)
        if 0 < len(rows) <= FEW:
            yield self._exception_table(rows)
        elif rows:
            yield Text(plain(self.say("exceptions_annex", number=self._figure(len(rows)))))
        else:
            yield Text(plain(self.say("no_exceptions")))

    def _exception_table(self, rows: list[tuple[str, ...]]) -> Table:
        say = self.say
        columns = (
            Column(say("item"), share=5),
            Column(say("unit_code"), mono=True),
            Column(say("what"), share=3),
            Column(say("by"), share=6),
        )
        return Table(columns, tuple(rows), small=True)

    def _accounts(self) -> Iterator[Block]:
        if not self.acts:
            return
        say = self.say
        columns = (
            Column(say("account"), share=5),
            Column(say("hour"), share=4),
            Column(say("exceptions"), "right", 2),
            Column(say("entry"), "right"),
        )
        rows = tuple(
            (
                self._teller(act) + self._source(act),
                write_moment(act.at, self.language, self.load.region),
                self._figure(sum(map(len, act.off.values()))),
                self._figure(self.minutes.places.get(act.id, 0)),
            )
            for act in self.acts
        )
        yield Title(say("accounts"), 3)
        yield Table(columns, rows, small=True)

    def _source(self, act: Act) -> str:
        if act.statement.source is Source.DIRECT:
            return ""
        key = "paper" if act.statement.source is Source.PAPER else "spreadsheet"
        return ", " + self.say(key, office=self.names(act.statement.office, self.language))

    def _signatures(self) -> Iterator[Block]:
        say, load, holders = self.say, self.load, self.minutes.holders
        yield Signatures(
            (
                Sign(
                    say("party2"), self.names(load.receiver, self.language), holders.get(load.receiver, LINE)
                ),
                Sign(say("party1"), self.names(load.giver, self.language), holders.get(load.giver, LINE)),
            )
        )
        columns = (
            Column(say("witnesses"), share=2),
            *(Column(say(k), share=4) for k in ("office", "name", "signature")),
        )
        blank = tuple((say("witness", number=n + 1), "", "", "\n") for n in range(WITNESSES))
        yield Table(columns, blank)
        if self.minutes.heading.copies:
            yield Text(plain(say("copies")))
            yield Points(tuple(plain(copy) for copy in self.minutes.heading.copies), numbered=True)

    def _figure(self, number: int) -> str:
        return write_number(number, self.language)


def _last_counts(acts: list[Act]) -> dict[str, int]:
    """Return what a side counted; a later count of the same thing stands."""
    return {item: n for act in acts for item, n in act.counts.items()}


def is_open(handover: Handover) -> bool:
    """Tell whether anybody stated anything of a load list: before that its paper is for those who plan."""
    return any(True for _ in handover.accounts())


def counts_contents(handover: Handover) -> bool:
    """Tell whether a list's goods still hold what was packed: only on the way out."""
    return not LEGS[handover.load.leg].homeward and level_of(handover.load.region) <= Level.TPS
