"""The handover minutes (BAST) of a load list: to fill by hand while nothing is stated, else a copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.catalogue import Profile
from sepaham.domain.custody import Act, Handover
from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.papers.blocks import (
    LINE,
    Blanks,
    Block,
    Column,
    Facts,
    Note,
    Paper,
    Sign,
    Signatures,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.letterhead import Heading, copies_to, heading_lines
from sepaham.exchange.papers.loaded import Kinds, annex, rows_by_place
from sepaham.exchange.papers.stated import Stated
from sepaham.exchange.papers.words import write_formally

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
        at: The hour of printing.
    """

    handover: Handover
    places: Mapping[str, int]
    contents: Mapping[str, int]
    heading: Heading
    number: str
    at: datetime


def bast(minutes: Minutes, *, profile: Profile, names: Names, language: Language) -> Paper:
    """Return the minutes of a load list, ready to print."""
    return _Writer(minutes, profile, names, language).paper()


class _Writer:
    """Writes one paper; keeps what every part of it asks for."""

    def __init__(self, minutes: Minutes, profile: Profile, names: Names, language: Language) -> None:
        self.minutes, self.profile, self.names, self.language = minutes, profile, names, language
        self.handover, self.load = minutes.handover, minutes.handover.load
        self.stated = Stated(minutes.handover, minutes.places, names, language)
        self.say = self.stated.say
        self.kinds = Kinds(profile, names, language)

    def paper(self) -> Paper:
        say, load = self.say, self.load
        name = self.profile.name_id if self.language == "id" else self.profile.name_en
        leg = LEG_NAMES[load.leg].say(self.language, {})
        entry = "" if self.stated.entry is None else f":{self.stated.entry}"
        return Paper(
            language=self.language,
            title=say("bast"),
            subtitle=say("bast_of", profile=name, leg=leg),
            proof=say("proof"),
            heading=heading_lines(load.giver, self.minutes.heading, self.names, self.language),
            address=self.minutes.heading.address,
            number=self.minutes.number or LINE,
            code=f"sepaham:{self.handover.hash}{entry}",
            caption=self.handover.hash[:8],
            blocks=tuple(self._blocks()),
        )

    def _blocks(self) -> Iterator[Block]:
        say = self.say
        apart = annex(self.load, self.kinds, say)
        before = 1 if apart else 0
        yield from self._stamp()
        yield Text(plain(self._opening()))
        yield self._party("party1", self.load.giver)
        yield self._party("party2", self.load.receiver)
        yield Text(plain(say("hands")))
        yield Facts(tuple(self._route()))
        yield self._goods()
        yield from self._contents()
        yield from rows_by_place(self.load, self.kinds, say, seals=self.stated.seals)
        yield from self.stated.first_pages(before)
        yield Title(say("shortage"), 3)
        yield Blanks(SHORTAGE_LINES)
        yield Text(plain(say("closing")))
        yield from self._signatures()
        yield from apart
        yield from self.stated.annexes(before)

    def _stamp(self) -> Iterator[Block]:
        if self.stated.entry is not None:
            place = self.minutes.heading.place or self.names(self.load.giver.partition(":")[2], self.language)
            at = write_moment(self.minutes.at, self.language, self.load.region)
            entry = self._figure(self.stated.entry)
            yield Note(plain(self.say("stamp", place=place, at=at, entry=entry), strong=True))

    def _opening(self) -> str:
        stated = (*self.handover.given[:1], *self.handover.received[:1])
        if not stated:
            return self.say("bast_blank")
        at = write_formally(max(act.at for act in stated), self.language, self.load.region)
        return self.say("bast_at", at=at, place=self.say("dots"))

    def _party(self, part: str, office: str) -> Facts:
        say = self.say
        return Facts(
            (
                (say(part), self.names(office, self.language)),
                (say("name"), LINE),
                (say("post"), LINE),
                (say("staff_number"), LINE),
            )
        )

    def _route(self) -> Iterator[tuple[str, str]]:
        say, load = self.say, self.load
        yield say("for"), f"{self.names(load.region, self.language)} · {load.region}"
        opens, closes = (
            write_moment(at, self.language, load.region) for at in (load.opens_at, load.closes_at)
        )
        yield say("window"), f"{opens} – {closes}"
        yield say("vehicle"), LINE
        yield say("cargo_seal"), LINE
        yield say("list"), " ".join(self.handover.hash[at : at + 16] for at in range(0, 64, 16))

    def _goods(self) -> Table:
        say, load, handover = self.say, self.load, self.handover
        listed = self.kinds.count(load.units)
        given = self.kinds.count([u for u in load.units if handover.giving(u)])
        received = self.kinds.count([u for u in load.units if handover.receiving(u)])

        def row(title: str, *counts: int) -> tuple[str, ...]:
            told = (True, bool(handover.given), bool(handover.received))
            return (
                title,
                *(self._figure(n) if known else "" for n, known in zip(counts, told, strict=True)),
                "",
            )

        rows = [row(self.kinds.title(kind), n, given[kind], received[kind]) for kind, n in listed.items()]
        rows.append(row(say("total"), listed.total(), given.total(), received.total()))
        figures = (Column(say(key), "right", 2) for key in ("listed", "given", "received"))
        columns = (Column(say("goods"), share=4), *figures, Column(say("note"), share=4))
        return Table(columns, tuple(rows), strong=(len(rows) - 1,), small=True)

    def _contents(self) -> Iterator[Block]:
        say, expected = self.say, self.minutes.contents
        given, received = (_last_counts(acts) for acts in (self.handover.given, self.handover.received))
        items = list(dict.fromkeys((*expected, *given, *received)))
        if LEGS[self.load.leg].homeward or not items:
            return
        rows = [
            (
                _capital(self.names(item, self.language)),
                *(
                    self._figure(counts[item]) if item in counts else ""
                    for counts in (expected, given, received)
                ),
                "",
            )
            for item in items
        ]
        figures = (Column(say(key), "right", 2) for key in ("expected", "given", "received"))
        columns = (Column(say("contents"), share=4), *figures, Column(say("note"), share=4))
        yield Table(columns, tuple(rows), small=True)

    def _signatures(self) -> Iterator[Block]:
        say, load = self.say, self.load
        yield Signatures(
            (
                Sign(say("party2"), self.names(load.receiver, self.language)),
                Sign(say("party1"), self.names(load.giver, self.language)),
            )
        )
        columns = (
            Column(say("witnesses"), share=3),
            *(Column(say(k), share=4) for k in ("office", "name", "signature")),
        )
        blank = tuple((say("witness", number=n + 1), "", "", "\n") for n in range(WITNESSES))
        yield Table(columns, blank)
        yield from copies_to(self.minutes.heading, say("copies"))

    def _figure(self, number: int) -> str:
        return write_number(number, self.language)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _last_counts(acts: list[Act]) -> dict[str, int]:
    """Return what a side counted; a later count of the same thing stands."""
    return {item: n for act in acts for item, n in act.counts.items()}
